//! The organisations and people that a country edition has of its own. They are printed behind those of the
//! framework and never among them: who stands behind an edition has not been asked about the framework.

use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule};

use super::change::{Change, Changed, Verb};
use crate::data::Data;
use crate::decode::{Decode, Id};
use crate::node::{Node, NodeValue};
use crate::people::{ExpertGroup, Organisations};
use crate::text::{Origin, Text};

/// The groups that an edition gives with a title and an opening text of their own.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Its partners.
    pub partners: Option<Organisations>,
    /// Its endorsers.
    pub endorsers: Option<Organisations>,
    /// Its experts.
    pub experts: Option<ExpertGroup>,
}

impl Change<'_, '_> {
    /// Changes a list of organisations, or gives the edition one of its own.
    pub(super) fn organisations(
        &mut self,
        european: &mut Option<Organisations>,
        own: &mut Option<Organisations>,
        path: &[&str],
    ) -> Changed {
        match (self.verb, path) {
            (Verb::Add(node), []) if is_group(node) => {
                let group = Organisations::decode(node, self.decoder).ok_or(super::Refusal::Told)?;
                self.own_members(&group.at, "organisations", group.organisations.iter().map(|o| &o.id));
                *own = Some(group);
                Ok(())
            }
            // A framework without such a list has none that an edition could add to.
            (Verb::Add(node), ["organisations"]) if european.is_none() => {
                let group = own.get_or_insert_with(|| Organisations {
                    title: None,
                    lead: None,
                    sources: Vec::new(),
                    organisations: Vec::new(),
                    at: node.place.clone(),
                });
                group.organisations.change(&[], self)
            }
            _ => european.change(path, self),
        }
    }

    /// Changes the group of experts, or gives the edition one of its own.
    pub(super) fn experts(
        &mut self,
        european: &mut Option<ExpertGroup>,
        own: &mut Option<ExpertGroup>,
        path: &[&str],
    ) -> Changed {
        match (self.verb, path) {
            (Verb::Add(node), []) if is_group(node) => {
                let group = ExpertGroup::decode(node, self.decoder).ok_or(super::Refusal::Told)?;
                self.own_members(&group.at, "members", group.members.iter().map(|member| &member.id));
                *own = Some(group);
                Ok(())
            }
            _ => european.change(path, self),
        }
    }

    /// Whether all of a group have ids of the edition, and whether there are any.
    fn own_members<'a>(&mut self, group: &Place, key: &str, ids: impl Iterator<Item = &'a Id>) {
        let mut is_empty = true;
        for id in ids {
            is_empty = false;
            self.own_id(id.as_str(), id.place());
        }
        if is_empty {
            self.decoder.diagnostics.push(
                Diagnostic::error(Rule::MissingKey, format!("the group has no `{key}`"))
                    .at(group.clone())
                    .help(format!("write who belongs to it below `{key}`, or take the group out")),
            );
        }
    }
}

fn is_group(node: &Node) -> bool {
    matches!(node.value, NodeValue::Map(_))
}

/// A list of organisations as templates see it: those that an edition adds stand below `own`.
pub(crate) fn organisations_data(european: Option<&Organisations>, own: Option<&Organisations>) -> Data {
    let listed = european.iter().flat_map(|list| &list.organisations);
    let (national, kept): (Vec<_>, Vec<_>) = listed.partition(|listed| is_national(&listed.name.0));
    let national = national.into_iter().chain(own.iter().flat_map(|group| &group.organisations));
    let lists = (data_of(kept), data_of(national));
    apart("organisations", european.map(Decode::data), own.map(Decode::data), lists)
}

/// The group of experts as templates see it: those that an edition adds stand below `own`.
pub(crate) fn experts_data(european: Option<&ExpertGroup>, own: Option<&ExpertGroup>) -> Data {
    let listed = european.iter().flat_map(|group| &group.members);
    let (national, kept): (Vec<_>, Vec<_>) = listed.partition(|listed| is_national(&listed.name.0));
    let national = national.into_iter().chain(own.iter().flat_map(|group| &group.members));
    let lists = (data_of(kept), data_of(national));
    apart("members", european.map(Decode::data), own.map(Decode::data), lists)
}

fn data_of<'a, T: Decode + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<Data> {
    items.into_iter().map(Decode::data).collect()
}

fn is_national(name: &Arc<Text>) -> bool {
    matches!(name.origin, Origin::National(_))
}

/// A file without what is national of its list, and that in a group of its own below `own`.
fn apart(key: &str, file: Option<Data>, own: Option<Data>, (kept, national): (Vec<Data>, Vec<Data>)) -> Data {
    if file.is_none() && national.is_empty() {
        return Data::None;
    }
    let untitled =
        || Data::map([("title", Data::None), ("lead", Data::None), ("sources", Data::List(Vec::new()))]);
    let own = match national.is_empty() {
        true => Data::None,
        false => own.unwrap_or_else(untitled).with(key, Data::List(national)),
    };
    file.unwrap_or_else(untitled).with(key, Data::List(kept)).with("own", own)
}
