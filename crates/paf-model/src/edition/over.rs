//! Lays a country edition over the framework: a framework of its own comes out, typed as the European one is.

use std::collections::BTreeSet;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};

use super::blocks::Added;
use super::change::{Change, Changed, Refusal, Verb};
use super::verbs::GROUPS;
use super::{Edition, FILES, Raw};
use crate::decode::{Decode, Decoder, Reference, hints};
use crate::model::Model;
use crate::node::{Node, NodeValue};
use crate::references::References;
use crate::report::Recommendation;
use crate::text::{Origin, Text};
use crate::yaml;

/// What an edition has changed, and why.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The key of what is changed.
    pub key: Arc<str>,
    /// The verb: `set`, `adapt`, `note`, `omit`, `add` or `order`.
    pub verb: &'static str,
    /// Why, where a reason is given.
    pub reason: Option<Arc<Text>>,
    /// Where the edition says so.
    pub place: Place,
    /// The texts and names that the edition prints for it, each with who stands behind the wording.
    pub texts: Vec<Arc<Text>>,
}

/// A framework with an edition laid over it, and what was read of the edition's file for it.
pub struct Laid {
    /// The framework as the edition has it.
    pub model: Model,
    /// The texts of the edition.
    pub texts: Vec<Arc<Text>>,
    /// The names of the edition.
    pub names: Vec<Arc<Text>>,
    /// What the edition refers to.
    pub references: Vec<Reference>,
}

impl Edition {
    /// The framework as this edition has it; what cannot be changed as it says goes to `diagnostics`.
    pub fn over(&self, id: &Arc<str>, european: &Model, diagnostics: &mut Diagnostics) -> Laid {
        let model = Model { editions: Vec::new(), texts: Vec::new(), names: Vec::new(), ..european.clone() };
        let laid = Laid { model, texts: Vec::new(), names: Vec::new(), references: Vec::new() };
        let mut laying = Laying {
            edition: self,
            id,
            laid,
            numbered: BTreeSet::new(),
            untrue: BTreeSet::new(),
            diagnostics,
        };
        laying.contradictions();
        laying.keep_true(european);
        laying.parts();
        for (key, Raw(node)) in &self.set.0 {
            laying.change(Verb::Set(node), key, None);
        }
        for (key, adaptation) in &self.adapt.0 {
            laying.change(Verb::Adapt(adaptation), key, Some(&adaptation.reason));
        }
        for (key, Raw(node)) in &self.note.0 {
            laying.change(Verb::Note(node), key, None);
        }
        for (key, reason) in &self.omit.0 {
            laying.change(Verb::Omit, key, Some(reason));
        }
        for (key, Raw(node)) in &self.add.0 {
            laying.change(Verb::Add(node), key, None);
        }
        for (key, order) in &self.order.0 {
            laying.change(Verb::Order(order), key, None);
        }
        laying.number();
        laying.laid
    }

    fn keys(&self) -> impl Iterator<Item = (&'static str, &Written)> {
        fn of<'a, T>(
            verb: &'static str,
            entries: &'a [(Written, T)],
        ) -> impl Iterator<Item = (&'static str, &'a Written)> {
            entries.iter().map(move |(key, _)| (verb, key))
        }
        of("set", &self.set.0)
            .chain(of("adapt", &self.adapt.0))
            .chain(of("note", &self.note.0))
            .chain(of("add", &self.add.0))
            .chain(of("order", &self.order.0))
    }
}

pub(super) struct Laying<'a> {
    pub(super) edition: &'a Edition,
    pub(super) id: &'a Arc<str>,
    pub(super) laid: Laid,
    /// The recommendations whose number the edition gives.
    numbered: BTreeSet<Arc<str>>,
    /// The keys of texts that are not true of the edition.
    pub(super) untrue: BTreeSet<String>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Laying<'a> {
    /// The entry below `omit` that leaves out what has a key.
    fn leaves_out(&self, key: &str) -> Option<&'a Written> {
        let omitted = self.edition.omit.0.iter().map(|(omitted, _)| omitted);
        omitted.into_iter().find(|omitted| is_below(key, omitted.text()))
    }

    /// What is left out cannot be changed as well.
    fn contradictions(&mut self) {
        let omitted = self.edition.omit.0.iter().map(|(key, _)| ("omit", key));
        for (verb, key) in self.edition.keys().chain(omitted) {
            if let Some(omitted) = self.leaves_out(key.text()).filter(|omitted| !std::ptr::eq(*omitted, key))
            {
                let message = format!("`{}` stands below `{verb}`, and is left out", key.text());
                self.diagnostics.push(
                    Diagnostic::error(Rule::EditionChange, message)
                        .at(key.place().clone())
                        .also(omitted.place().clone(), "left out here")
                        .help("take one of the two out"),
                );
            }
        }
    }

    /// A foreword and the record of a round table are added as much as what stands below `add`.
    fn parts(&mut self) {
        let foreword = self.edition.foreword.as_ref().map(|part| ("foreword", part.data(), &part.at));
        let table = self.edition.round_table.as_ref().map(|table| ("round-table", table.data(), &table.at));
        for (key, data, place) in foreword.into_iter().chain(table) {
            let mut texts = Vec::new();
            data.each_text(&mut |text| texts.push(Arc::clone(text)));
            self.laid.model.differences.push(Difference {
                key: Arc::from(key),
                verb: "add",
                reason: None,
                place: place.clone(),
                texts,
            });
        }
    }

    fn change(&mut self, verb: Verb<'_>, key: &Written, reason: Option<&Arc<Text>>) {
        // That was told.
        if self.leaves_out(key.text()).is_some_and(|omitted| !std::ptr::eq(omitted, key)) {
            return;
        }
        if let Some(found) = verb.nested(key) {
            self.diagnostics.push(found);
            return;
        }
        if let Verb::Order([]) = verb {
            self.diagnostics.push(
                Diagnostic::error(
                    Rule::EditionChange,
                    format!("the order of `{}` names nothing", key.text()),
                )
                .at(key.place().clone())
                .help("name all that the list has, each once, or take the order out"),
            );
            return;
        }
        if let Some(refusal) = self.laid.model.framework.lock_of(verb, key.text()) {
            self.diagnostics.extend(refusal.diagnostic(verb, key.text(), key.place()));
            return;
        }
        let stem = ["editions", &**self.id, verb.word(), key.text()];
        let mut decoder = Decoder::new(&stem, self.edition.language.lang, self.diagnostics);
        decoder.origin = match verb {
            Verb::Adapt(_) => Origin::Adapted(Arc::clone(self.id)),
            _ => Origin::National(Arc::clone(self.id)),
        };
        let path: Vec<&str> = key.text().split('.').collect();
        let of_list = |(omitted, _): &'_ (Written, Arc<Text>)| -> Option<String> {
            let id = omitted.text().strip_prefix(key.text())?.strip_prefix('.')?;
            (!id.contains('.')).then(|| id.to_owned())
        };
        let omitted = self.edition.omit.0.iter().filter_map(of_list).collect();
        let untrue = self.untrue.contains(key.text());
        let mut change =
            Change { verb, edition: self.id, omitted, untrue, numbers: Vec::new(), decoder: &mut decoder };
        let changed = self.laid.model.change(&path, &mut change, &mut self.numbered);
        self.laid.model.numbers.append(&mut change.numbers);
        let written: Vec<Arc<Text>> = decoder.texts.iter().chain(&decoder.names).cloned().collect();
        self.laid.texts.append(&mut decoder.texts);
        self.laid.names.append(&mut decoder.names);
        self.laid.references.append(&mut decoder.references);
        match changed {
            Ok(()) => self.laid.model.differences.extend(changed_keys(verb, key.text()).into_iter().map(
                |changed| {
                    let own = format!("editions.{}.{}.{changed}", self.id, verb.word());
                    // References are known by their ids alone, in every edition.
                    let is_reference =
                        |text: &Text| changed == "references" && is_below(text.key.as_str(), "references");
                    let is_own = |text: &&Arc<Text>| is_below(text.key.as_str(), &own) || is_reference(text);
                    Difference {
                        texts: written.iter().filter(is_own).cloned().collect(),
                        key: Arc::from(changed),
                        verb: verb.word(),
                        reason: reason.cloned(),
                        place: key.place().clone(),
                    }
                },
            )),
            Err(refusal) => self.diagnostics.extend(refusal.diagnostic(verb, key.text(), key.place())),
        }
    }

    /// Numbers the recommendations by their order, where the edition has changed which there are and gives no
    /// number of its own.
    fn number(&mut self) {
        let is_list = |difference: &Difference| match difference.verb {
            "order" => &*difference.key == "recommendations",
            "add" | "omit" => {
                difference.key.strip_prefix("recommendations.").is_some_and(|id| !id.contains('.'))
            }
            _ => false,
        };
        // What is added and stands nowhere yet has no number of its own either.
        let adds = self.edition.add.0.iter().any(|(key, _)| key.text() == "recommendations");
        let is_renumbered = adds || self.laid.model.differences.iter().any(is_list);
        for (index, (id, recommendation)) in self.laid.model.recommendations.iter_mut().enumerate() {
            if is_renumbered && !self.numbered.contains(id) {
                recommendation.number.value.0 = i64::try_from(index + 1).unwrap_or(i64::MAX);
            }
        }
        self.laid.model.recommendations.sort_by_key(|(_, recommendation)| recommendation.number.value);
    }
}

/// The keys of what a verb changes: of each item, where some are added to a list.
fn changed_keys(verb: Verb<'_>, key: &str) -> Vec<String> {
    if let (Verb::Add(node), Some((_, members))) = (verb, GROUPS.iter().find(|(group, _)| *group == key))
        && let Some(Node { value: NodeValue::List(items), .. }) = node.get(members)
    {
        let ids = items.iter().filter_map(|item| item.get("id").and_then(Node::as_str));
        return ids.map(|id| format!("{key}.{members}.{id}")).collect();
    }
    if key == "references" {
        return vec![key.to_owned()];
    }
    let ids: Vec<&str> = match verb {
        Verb::Add(Node { value: NodeValue::List(items), .. }) => {
            items.iter().filter_map(|item| item.get("id").and_then(Node::as_str)).collect()
        }
        Verb::Add(Node { value: NodeValue::Map(entries), .. }) => {
            entries.iter().map(|(id, _)| id.text()).collect()
        }
        _ => return vec![key.to_owned()],
    };
    ids.into_iter().map(|id| format!("{key}.{id}")).collect()
}

/// Whether a key is that of something, or of a part of it.
pub(super) fn is_below(key: &str, whole: &str) -> bool {
    key.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Model {
    pub(super) fn change(
        &mut self,
        path: &[&str],
        change: &mut Change<'_, '_>,
        numbered: &mut BTreeSet<Arc<str>>,
    ) -> Changed {
        let Some((file, rest)) = path.split_first() else { return Err(Refusal::at(path, FILES)) };
        match *file {
            "framework" => self.framework.change(rest, change),
            "report" => self.report.change(rest, change),
            "recommendations" => self.change_recommendations(rest, change, numbered),
            "expert-group" => change.experts(&mut self.expert_group, &mut self.groups.experts, rest),
            "partners" => change.organisations(&mut self.partners, &mut self.groups.partners, rest),
            "endorsers" => change.organisations(&mut self.endorsers, &mut self.groups.endorsers, rest),
            "leaflet" => self.leaflet.change(rest, change),
            "glossary" => self.glossary.change(rest, change),
            "figures" => self.change_figure(rest, change),
            "references" => self.change_references(rest, change),
            _ => Err(Refusal::at(path, FILES)),
        }
    }

    /// Adds references, each of which has an id of the edition.
    fn change_references(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        const FILE: &str = "framework/references.yaml";
        let (Verb::Add(node), []) = (change.verb, path) else {
            return Err(Refusal::Locked("an edition adds its own and changes none".to_owned()));
        };
        if let NodeValue::Map(entries) = &node.value {
            entries.iter().for_each(|(key, _)| change.own_id(key.text(), key.place()));
        }
        let added = References::read(node, change.decoder.diagnostics).ok_or(Refusal::Told)?;
        let names = added.printed(node, change.decoder.lang, change.decoder.diagnostics);
        let origin = &change.decoder.origin;
        let own = names.iter().map(|name| Arc::new(Text { origin: origin.clone(), ..Text::clone(name) }));
        change.decoder.names.extend(own);
        let file = self.sources.get(FILE).and_then(|file| yaml::read(file, &mut Diagnostics::new()));
        self.references = Some(References::with(self.references.as_ref(), file.as_ref(), node, added));
        Ok(())
    }

    fn change_figure(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        let Some((id, rest)) = path.split_first() else { return Err(Refusal::Unfit) };
        match self.figures.iter_mut().find(|(figure, _)| **figure == **id) {
            Some((_, placed)) => placed.figure.change(rest, change),
            None => Err(Refusal::at(path, self.figures.iter().map(|(id, _)| &**id))),
        }
    }

    fn change_recommendations(
        &mut self,
        path: &[&str],
        change: &mut Change<'_, '_>,
        numbered: &mut BTreeSet<Arc<str>>,
    ) -> Changed {
        let Some((id, rest)) = path.split_first() else {
            return match change.verb {
                Verb::Add(node) => change.add_recommendations(&mut self.recommendations, node, numbered),
                Verb::Order(order) => change.order(&mut self.recommendations, order, |(id, _)| Some(&**id)),
                _ => Err(Refusal::Unfit),
            };
        };
        let at = self.recommendations.iter().position(|(known, _)| **known == **id);
        let Some(index) = at else {
            return Err(Refusal::at(path, self.recommendations.iter().map(|(id, _)| &**id)));
        };
        match (change.verb, rest) {
            (Verb::Omit, []) => _ = self.recommendations.remove(index),
            (Verb::Note(node), [] | ["steps" | "indicators", _]) => {
                if let [list, noted] = rest {
                    self.recommendations[index].1.find(list, noted, path)?;
                }
                let text = Decode::decode(node, change.decoder).ok_or(Refusal::Told)?;
                self.notes.push((format!("recommendations.{}", path.join(".")).into(), text));
            }
            _ => {
                self.recommendations[index].1.change(rest, change)?;
                if matches!(change.verb, Verb::Set(_)) && rest == ["number"] {
                    numbered.insert(Arc::clone(&self.recommendations[index].0));
                }
            }
        }
        Ok(())
    }
}

impl Recommendation {
    /// Whether a step or an indicator is there.
    fn find(&self, list: &str, id: &str, path: &[&str]) -> Changed {
        let ids: Vec<&str> = match list {
            "steps" => self.steps.iter().map(|step| step.id.as_str()).collect(),
            _ => self.indicators.iter().map(|indicator| indicator.id.as_str()).collect(),
        };
        match ids.contains(&id) {
            true => Ok(()),
            false => Err(Refusal::at(&path[path.len() - 1..], ids)),
        }
    }
}

impl Change<'_, '_> {
    /// Adds recommendations, which have their ids from their files elsewhere.
    fn add_recommendations(
        &mut self,
        recommendations: &mut Vec<(Arc<str>, Recommendation)>,
        node: &Node,
        numbered: &mut BTreeSet<Arc<str>>,
    ) -> Changed {
        let NodeValue::List(nodes) = &node.value else {
            self.decoder.wrong_type(node, "a list", &hints::list(node, &Recommendation::shape()));
            return Err(Refusal::Told);
        };
        let mut added = Vec::new();
        for node in nodes {
            let Some(id) = node.get("id").and_then(Node::as_str).map(str::to_owned) else {
                crate::decode::report_missing_id(node, self.decoder);
                continue;
            };
            if let Some(at) = node.get("id") {
                self.own_id(&id, &at.place);
            }
            let (after, node) = self.without_after(node);
            let has_number = node.get("number").is_some();
            let read =
                self.decoder.within(&id, |decoder| Recommendation::decode(&as_in_a_file(&node), decoder));
            let id: Arc<str> = Arc::from(id);
            if has_number {
                numbered.insert(Arc::clone(&id));
            }
            added.extend(read.map(|item| Added {
                id: id.to_string(),
                at: node.place.clone(),
                after,
                item: (id, item),
            }));
        }
        self.place(recommendations, added, |(id, _)| Some(&**id))
    }
}

/// A recommendation as it stands in a file of its own: without the id, and with a number, which its place in the
/// list takes over.
fn as_in_a_file(node: &Node) -> Node {
    let NodeValue::Map(entries) = &node.value else { return node.clone() };
    let mut entries: Vec<_> = entries.iter().filter(|(key, _)| key.text() != "id").cloned().collect();
    if !entries.iter().any(|(key, _)| key.text() == "number") {
        let written = |word: &str| Written::verbatim(word, node.place.clone());
        let number = Node { value: NodeValue::Number(written("1")), place: node.place.clone() };
        entries.push((written("number"), number));
    }
    Node { value: NodeValue::Map(entries), place: node.place.clone() }
}
