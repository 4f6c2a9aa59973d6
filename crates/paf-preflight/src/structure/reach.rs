//! What the pages paint with: every dictionary that their content can name.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};
use paf_pdf::pages::resolved;

use crate::Examined;

/// Ways out of what a page paints: up the page tree, to annotations, to the structure of the document.
const NOT_FOLLOWED: [&[u8]; 7] =
    [b"Parent", b"Annots", b"B", b"StructParents", b"AA", b"Metadata", b"PieceInfo"];

/// A dictionary, or that of a stream, and the first page that it is reached from.
pub(super) struct Reached<'a> {
    /// The page, from 1.
    pub(super) page: usize,
    /// The object that it is; none where it stands within another.
    pub(super) id: Option<ObjectId>,
    /// Itself.
    pub(super) dictionary: &'a Dictionary,
    /// The stream that it is of, if it is of one.
    pub(super) stream: Option<&'a Stream>,
}

/// Everything that the pages reach, each once, in the order of the pages.
pub(super) fn all<'a>(examined: &Examined<'a>) -> Vec<Reached<'a>> {
    let mut walk = Walk { examined, seen: BTreeSet::new(), found: Vec::new() };
    for page in examined.pages {
        let mut todo: Vec<(Option<ObjectId>, &Object)> = Vec::new();
        for key in ["Resources", "Group", "Contents"] {
            let object = if key == "Resources" { page.inherited(key) } else { page.own(key) };
            todo.extend(object.map(|object| (None, object)));
        }
        walk.follow(page.number, todo);
    }
    walk.found
}

struct Walk<'j, 'a> {
    examined: &'j Examined<'a>,
    seen: BTreeSet<ObjectId>,
    found: Vec<Reached<'a>>,
}

impl<'a> Walk<'_, 'a> {
    /// A list instead of recursion: objects may hang on each other as deep as they like.
    fn follow(&mut self, page: usize, mut todo: Vec<(Option<ObjectId>, &'a Object)>) {
        while let Some((id, object)) = todo.pop() {
            match object {
                Object::Reference(id) => {
                    if self.seen.insert(*id)
                        && let Some(object) = resolved(self.examined.document, object)
                    {
                        todo.push((Some(*id), object));
                    }
                }
                Object::Array(items) => todo.extend(items.iter().map(|item| (None, item))),
                Object::Dictionary(dictionary) => {
                    self.found.push(Reached { page, id, dictionary, stream: None });
                    todo.extend(below(dictionary));
                }
                Object::Stream(stream) => {
                    self.found.push(Reached { page, id, dictionary: &stream.dict, stream: Some(stream) });
                    todo.extend(below(&stream.dict));
                }
                _ => {}
            }
        }
    }
}

fn below(dictionary: &Dictionary) -> impl Iterator<Item = (Option<ObjectId>, &Object)> {
    let followed = dictionary.iter().filter(|(key, _)| !NOT_FOLLOWED.contains(&key.as_slice()));
    followed.map(|(_, value)| (None, value))
}
