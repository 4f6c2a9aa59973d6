//! Lists and maps of content as an edition changes them: what is added, left out and put in another order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, Written, did_you_mean};

use super::change::{Change, Changed, Refusal, Verb};
use crate::decode::{Decode, Id, IdMap, Str, hints};
use crate::node::{Node, NodeValue};

/// The key that says behind which item another one is added.
pub(super) const AFTER: &str = "after";

impl Change<'_, '_> {
    /// Changes a list whose items have ids, or an item of it.
    pub(crate) fn list<T: Decode>(&mut self, items: &mut Vec<T>, path: &[&str]) -> Changed {
        let ids = |items: &[T]| -> Vec<String> {
            items.iter().filter_map(Decode::id).map(|id| id.as_str().to_owned()).collect()
        };
        let Some((first, rest)) = path.split_first() else {
            return match self.verb {
                Verb::Add(node) => self.add_to_list(items, node),
                Verb::Order(order) => self.order(items, order, |item| item.id().map(|id| id.as_str())),
                _ => Err(Refusal::Unfit),
            };
        };
        let at = items.iter().position(|item| item.id().is_some_and(|id| id.as_str() == *first));
        let Some(index) = at else { return Err(Refusal::Unknown((*first).to_owned(), ids(items))) };
        if rest.is_empty() && matches!(self.verb, Verb::Omit) {
            // What may not be left out says so itself.
            if let Err(Refusal::Locked(why)) = items[index].change(rest, self) {
                return Err(Refusal::Locked(why));
            }
            items.remove(index);
            return Ok(());
        }
        items[index].change(rest, self)
    }

    /// Changes a map of ids, or an entry of it.
    pub(crate) fn map<T: Decode>(&mut self, entries: &mut IdMap<T>, path: &[&str]) -> Changed {
        let Some((first, rest)) = path.split_first() else {
            return match self.verb {
                Verb::Add(node) => self.add_to_map(entries, node),
                Verb::Order(order) => self.order(&mut entries.0, order, |(id, _)| Some(&**id)),
                _ => Err(Refusal::Unfit),
            };
        };
        let at = entries.ids().position(|id| id == *first);
        let Some(index) = at else { return Err(Refusal::at(path, entries.ids())) };
        if rest.is_empty() && matches!(self.verb, Verb::Omit) {
            entries.0.remove(index);
            return Ok(());
        }
        entries.0[index].1.change(rest, self)
    }

    fn add_to_list<T: Decode>(&mut self, items: &mut Vec<T>, node: &Node) -> Changed {
        let NodeValue::List(nodes) = &node.value else {
            self.decoder.wrong_type(node, "a list", &hints::list(node, &T::shape()));
            return Err(Refusal::Told);
        };
        let mut added = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let number = format!("item {}", index + 1);
            let id = node.get("id").and_then(Node::as_str).unwrap_or(&number).to_owned();
            // Of what is no word, the list tells.
            if let Some(at) = node.get("id").filter(|at| at.as_str().is_some()) {
                self.own_id(&id, &at.place);
            }
            let (after, node) = self.without_after(node);
            let read = self.decoder.within(&id, |decoder| T::decode(&node, decoder));
            added.extend(read.map(|item| Added { id, at: node.place.clone(), after, item }));
        }
        self.place(items, added, |item| item.id().map(|id| id.as_str()))
    }

    fn add_to_map<T: Decode>(&mut self, entries: &mut IdMap<T>, node: &Node) -> Changed {
        let NodeValue::Map(nodes) = &node.value else {
            self.decoder.wrong_type(node, "keys of its own", &hints::keys(node));
            return Err(Refusal::Told);
        };
        let mut added = Vec::new();
        for (key, node) in nodes {
            self.own_id(key.text(), key.place());
            let (after, node) = self.without_after(node);
            let read = self.decoder.within(key.text(), |decoder| T::decode(&node, decoder));
            let id = key.text().to_owned();
            added.extend(read.map(|item| Added {
                item: (Arc::from(&*id), item),
                id,
                at: key.place().clone(),
                after,
            }));
        }
        self.place(&mut entries.0, added, |(id, _)| Some(&**id))
    }

    /// Whether the id of what is added begins with that of the edition.
    pub(super) fn own_id(&mut self, id: &str, place: &Place) {
        if !Id::is_valid(id) {
            let found = Diagnostic::error(Rule::BadId, format!("`{id}` cannot be an id")).at(place.clone());
            let help = "ids have lower-case letters without accents, digits and single hyphens: `a-new-step`";
            self.decoder.diagnostics.push(found.help(help));
            return;
        }
        if id.strip_prefix(self.edition).is_some_and(|rest| rest.starts_with('-')) {
            return;
        }
        let message =
            format!("`{id}` is added by the edition `{}`, and its id does not say so", self.edition);
        let help = match id == self.edition {
            true => format!("write `{id}-` and a word that says what it is, such as `{id}-helpline`"),
            false => format!("write `{}-{id}`: no European id will ever be the same", self.edition),
        };
        self.decoder.diagnostics.push(Diagnostic::error(Rule::BadId, message).at(place.clone()).help(help));
    }

    /// What an item is to come after, and the item without that.
    pub(super) fn without_after(&mut self, node: &Node) -> (Option<Written>, Node) {
        let NodeValue::Map(entries) = &node.value else { return (None, node.clone()) };
        let (after, rest): (Vec<_>, Vec<_>) =
            entries.iter().cloned().partition(|(key, _)| key.text() == AFTER);
        let Some((_, after)) = after.into_iter().next() else { return (None, node.clone()) };
        let rest = Node { value: NodeValue::Map(rest), place: node.place.clone() };
        if let NodeValue::String(written) = after.value {
            return (Some(written), rest);
        }
        let found =
            Diagnostic::error(Rule::WrongType, "`after` names one item that this comes after, by its id");
        let help =
            "write one id without brackets, such as `after: team`, or take `after` out: then it comes last";
        self.decoder.diagnostics.push(found.at(after.place).help(help));
        (None, rest)
    }

    /// Puts what is added behind the items that it names, or at the end.
    pub(super) fn place<I>(
        &mut self,
        items: &mut Vec<I>,
        added: Vec<Added<I>>,
        id_of: impl Fn(&I) -> Option<&str>,
    ) -> Changed {
        let mut left = added;
        self.only_once(items, &left, &id_of);
        let own: BTreeMap<String, Option<String>> = left
            .iter()
            .map(|added| (added.id.clone(), added.after.as_ref().map(|after| after.text().to_owned())))
            .collect();
        // Of several that come after the same item, the first comes first.
        let mut behind: BTreeMap<String, String> = BTreeMap::new();
        loop {
            let before = left.len();
            let mut later = Vec::new();
            for added in left {
                let Some(after) = &added.after else {
                    items.push(added.item);
                    continue;
                };
                let last = behind.get(after.text()).map_or(after.text(), String::as_str);
                match items.iter().position(|item| id_of(item) == Some(last)) {
                    Some(index) => {
                        behind.insert(after.text().to_owned(), added.id.clone());
                        items.insert(index + 1, added.item);
                    }
                    None => later.push(added),
                }
            }
            if later.is_empty() {
                return Ok(());
            }
            if later.len() == before {
                let known: Vec<&str> = items.iter().filter_map(&id_of).collect();
                for added in &later {
                    let found = added.without_place(&own, &self.omitted, &known);
                    self.decoder.diagnostics.extend(found);
                }
                // What names them finds them: one mistake is told once.
                items.extend(later.into_iter().map(|added| added.item));
                return Err(Refusal::Told);
            }
            left = later;
        }
    }

    /// Tells of ids that are added twice.
    fn only_once<I>(&mut self, items: &[I], added: &[Added<I>], id_of: impl Fn(&I) -> Option<&str>) {
        let mut seen: BTreeSet<&str> = items.iter().filter_map(&id_of).collect();
        for added in added.iter().filter(|added| !seen.insert(&added.id)) {
            self.decoder.diagnostics.push(
                Diagnostic::error(Rule::DuplicateId, format!("the id `{}` is given twice", added.id))
                    .at(added.at.clone())
                    .help("give one of the two another id"),
            );
        }
    }

    /// Puts a list into another order, which names each of its ids once.
    pub(super) fn order<I>(
        &mut self,
        items: &mut [I],
        order: &[Str],
        id_of: impl Fn(&I) -> Option<&str>,
    ) -> Changed {
        let known: Vec<String> = items.iter().filter_map(|item| id_of(item).map(str::to_owned)).collect();
        let mut rank: BTreeMap<&str, usize> = BTreeMap::new();
        let mut fits = true;
        for (index, id) in order.iter().enumerate() {
            let found = if self.omitted.iter().any(|omitted| omitted == id.as_str()) {
                let message =
                    format!("`{}` stands in the order, and this edition leaves it out", id.as_str());
                Diagnostic::error(Rule::EditionChange, message)
                    .help("take it out of the order, or out of `omit`")
            } else if !known.iter().any(|known| known == id.as_str()) {
                let help = did_you_mean(id.as_str(), known.iter().map(String::as_str));
                Diagnostic::error(
                    Rule::UnknownId,
                    format!("there is no `{}` to be put in order", id.as_str()),
                )
                .help_if(help)
            } else if rank.insert(id.as_str(), index).is_some() {
                Diagnostic::error(Rule::DuplicateId, format!("`{}` stands in the order twice", id.as_str()))
                    .help("remove one of the two")
            } else {
                continue;
            };
            fits = false;
            self.decoder.diagnostics.push(found.at(id.place().clone()));
        }
        let missing: Vec<&String> = known.iter().filter(|id| !rank.contains_key(id.as_str())).collect();
        if let (false, Some(last)) = (missing.is_empty() || !fits, order.last()) {
            let named: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
            fits = false;
            self.decoder.diagnostics.push(
                Diagnostic::error(
                    Rule::EditionChange,
                    format!("the order does not name {}", named.join(", ")),
                )
                .at(last.place().clone())
                .help("name all that the list has, each once; what is not wanted stands below `omit`"),
            );
        }
        if !fits {
            return Err(Refusal::Told);
        }
        items.sort_by_key(|item| id_of(item).and_then(|id| rank.get(id).copied()).unwrap_or(usize::MAX));
        Ok(())
    }
}

/// What is added to a list.
pub(super) struct Added<I> {
    pub(super) id: String,
    pub(super) at: Place,
    pub(super) after: Option<Written>,
    pub(super) item: I,
}

impl<I> Added<I> {
    /// The message that there is nothing behind which it could stand.
    fn without_place(
        &self,
        own: &BTreeMap<String, Option<String>>,
        omitted: &[String],
        known: &[&str],
    ) -> Option<Diagnostic> {
        let after = self.after.as_ref()?;
        let found = if own.contains_key(after.text()) {
            // Where the last of a chain waits for what is not there, that is told of the last.
            let next = |id: &String| own.get(id).cloned().flatten();
            let waits = std::iter::successors(Some(self.id.clone()), next).skip(1).take(own.len());
            if !waits.clone().any(|id| id == self.id) && waits.clone().any(|id| !own.contains_key(&id)) {
                return None;
            }
            let message = format!("`{}` comes after `{}`, which waits for it in turn", self.id, after.text());
            Diagnostic::error(Rule::EditionChange, message).help("let one of them come after a European item")
        } else if omitted.iter().any(|omitted| omitted == after.text()) {
            let message =
                format!("`{}` comes after `{}`, which this edition leaves out", self.id, after.text());
            Diagnostic::error(Rule::EditionChange, message)
                .help_if(did_you_mean(after.text(), known.iter().copied()))
        } else {
            let message = format!("`{}` comes after `{}`, which is not there", self.id, after.text());
            Diagnostic::error(Rule::UnknownId, message)
                .help_if(did_you_mean(after.text(), known.iter().copied()))
        };
        Some(found.at(after.place().clone()))
    }
}
