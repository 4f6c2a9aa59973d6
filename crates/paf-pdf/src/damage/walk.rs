//! Every reference of a document followed: what it leads to, and what that is a part of.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::length::{Length, length};
use super::{Damage, Kind, Part};
use crate::pages::resolved;
use crate::tree::Tree;

/// What leads away from a page and its parts, to others; and the length of a stream, which is measured.
const AWAY: [&[u8]; 4] = [b"Parent", b"P", b"B", b"Length"];

/// Everything that cannot be read, is missing, or has a wrong length.
pub(super) fn lost(document: &Document, tree: &Tree, bytes: &[u8]) -> Vec<Damage> {
    let mut walk = Walk {
        document,
        bytes,
        // What is within the page tree is reached by the tree alone: links lead from page to page.
        seen: tree.nodes.iter().copied().chain(tree.pages.iter().copied().flatten()).collect(),
        gone: BTreeMap::new(),
        lengths: Vec::new(),
    };
    walk.catalogue_itself();
    for (at, page) in tree.pages.iter().enumerate() {
        walk.page(at + 1, *page);
    }
    walk.rest();
    walk.found()
}

/// In which way something is gone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gone {
    Unread,
    Absent,
    Endless,
}

struct Walk<'a> {
    document: &'a Document,
    bytes: &'a [u8],
    seen: BTreeSet<ObjectId>,
    gone: BTreeMap<(Option<usize>, Gone, Part), BTreeSet<u32>>,
    lengths: Vec<Damage>,
}

impl<'a> Walk<'a> {
    fn catalogue_itself(&mut self) {
        let pages = self.document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
        if let Some(Object::Reference(root)) = pages
            && !self.document.objects.contains_key(root)
        {
            self.lose(None, *root, Part::Tree);
        }
    }

    fn page(&mut self, number: usize, page: Option<ObjectId>) {
        let Some(id) = page else {
            self.gone.entry((Some(number), Gone::Absent, Part::Page)).or_default();
            return;
        };
        let Ok(dictionary) = self.document.get_dictionary(id) else {
            self.lose(Some(number), id, Part::Page);
            return;
        };
        for (key, value) in dictionary {
            match key.as_slice() {
                b"Parent" => {}
                b"Resources" => self.resources(number, value),
                b"Contents" => self.follow(Some(number), Part::Content, value),
                b"Annots" => self.follow(Some(number), Part::Annotations, value),
                key => self.follow(Some(number), Part::OfPage(word(key)), value),
            }
        }
        // What the nodes above it give to the page belongs to the first page that has it.
        let mut above = dictionary;
        for _ in 0..crate::pages::DEEPEST {
            let parent = above.get(b"Parent").ok().and_then(|parent| resolved(self.document, parent));
            let Some(parent) = parent.and_then(|parent| parent.as_dict().ok()) else { break };
            if let Ok(resources) = parent.get(b"Resources") {
                self.resources(number, resources);
            }
            above = parent;
        }
    }

    /// Resources by kind and name, so that people are told which image it is.
    fn resources(&mut self, page: usize, resources: &'a Object) {
        let within = Part::OfPage("Resources".to_owned());
        let Some(Object::Dictionary(kinds)) = self.entered(Some(page), &within, resources) else { return };
        for (kind, names) in kinds {
            let kind = word(kind);
            let part = Part::OfPage(kind.clone());
            match self.entered(Some(page), &part, names) {
                Some(Object::Dictionary(names)) => {
                    for (name, value) in names {
                        let part = Part::Resource(kind.clone(), word(name));
                        self.follow(Some(page), part, value);
                    }
                }
                Some(other) => self.follow(Some(page), part, other),
                None => {}
            }
        }
    }

    /// What a reference leads to, the first time that somebody comes along it.
    fn entered(&mut self, page: Option<usize>, part: &Part, object: &'a Object) -> Option<&'a Object> {
        let mut object = object;
        while let Object::Reference(id) = object {
            // What is lost is told of every page that names it.
            let Some(found) = self.document.objects.get(id) else {
                self.lose(page, *id, part.clone());
                return None;
            };
            if !self.seen.insert(*id) {
                return None;
            }
            self.measure(page, *id, part, found);
            object = found;
        }
        Some(object)
    }

    /// A list instead of recursion: objects may hang on each other as deep as they like.
    fn follow(&mut self, page: Option<usize>, part: Part, object: &'a Object) {
        let deeper = part.deeper();
        let mut todo = vec![(true, object)];
        while let Some((is_itself, object)) = todo.pop() {
            let part = if is_itself { &part } else { &deeper };
            let Some(object) = self.entered(page, part, object) else { continue };
            let below = |dictionary: &'a Dictionary| {
                let kept = dictionary.iter().filter(|(key, _)| !AWAY.contains(&key.as_slice()));
                kept.map(|(_, value)| (false, value)).collect::<Vec<_>>()
            };
            match object {
                Object::Array(items) => todo.extend(items.iter().rev().map(|item| (is_itself, item))),
                Object::Dictionary(dictionary) => todo.extend(below(dictionary)),
                Object::Stream(stream) => todo.extend(below(&stream.dict)),
                _ => {}
            }
        }
    }

    /// Everything that hangs in the catalogue and in the trailer, but for the pages.
    fn rest(&mut self) {
        if let Ok(catalog) = self.document.catalog() {
            for (key, value) in catalog.iter().filter(|(key, _)| key.as_slice() != b"Pages") {
                self.follow(None, Part::OfFile(word(key)), value);
            }
        }
        if let Ok(info) = self.document.trailer.get(b"Info") {
            self.follow(None, Part::OfFile("Info".to_owned()), info);
        }
    }

    fn lose(&mut self, page: Option<usize>, id: ObjectId, part: Part) {
        let entry = self.document.reference_table.get(id.0);
        let is_there = entry.is_some_and(|entry| entry.is_normal() || entry.is_compressed());
        let gone = if is_there { Gone::Unread } else { Gone::Absent };
        self.gone.entry((page, gone, part)).or_default().insert(id.0);
    }

    fn measure(&mut self, page: Option<usize>, id: ObjectId, part: &Part, object: &Object) {
        let Object::Stream(stream) = object else { return };
        match length(self.document, self.bytes, id, stream) {
            Length::Right => {}
            Length::Unsaid => {
                self.gone.entry((page, Gone::Endless, part.clone())).or_default().insert(id.0);
            }
            Length::Wrong(said) => {
                let (part, found) = (part.clone(), stream.content.len());
                self.lengths.push(Damage { page, kind: Kind::Length { part, object: id.0, said, found } });
            }
        }
    }

    fn found(self) -> Vec<Damage> {
        let told = |((page, gone, part), objects): ((Option<usize>, Gone, Part), BTreeSet<u32>)| {
            let objects = objects.into_iter().collect();
            let kind = match gone {
                Gone::Unread => Kind::Unread { part, objects },
                Gone::Absent => Kind::Absent { part, objects },
                Gone::Endless => Kind::Endless { part, objects },
            };
            Damage { page, kind }
        };
        self.gone.into_iter().map(told).chain(self.lengths).collect()
    }
}

fn word(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
