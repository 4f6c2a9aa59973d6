//! A text with what has changed in it, from one wording to another.

use std::collections::BTreeMap;

use paf_diag::{Run, runs};

use super::Inline;

/// A part of a text that is compared with another wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// It is the same in both.
    Same(Vec<Inline>),
    /// It is new.
    Added(Vec<Inline>),
    /// It is gone.
    Gone(Vec<Inline>),
}

/// Texts that are compared, by their keys.
pub type Compared = BTreeMap<String, Vec<Stretch>>;

/// What has changed from one wording to another, word by word; marks stay around their words.
pub fn stretches(before: &[Inline], after: &[Inline]) -> Vec<Stretch> {
    let (before, after) = (leaves(before), leaves(after));
    let words = |leaves: &[Leaf]| -> Vec<String> { leaves.iter().map(|leaf| leaf.word.clone()).collect() };
    let inlines =
        |leaves: &[Leaf]| -> Vec<Inline> { leaves.iter().map(|leaf| leaf.inline.clone()).collect() };
    let (old, new) = (words(&before), words(&after));
    let part = |run: Run| match run {
        Run::Same(range) => Stretch::Same(inlines(after.get(range).unwrap_or_default())),
        Run::New(range) => Stretch::Added(unlinked(inlines(after.get(range).unwrap_or_default()))),
        Run::Gone(range) => Stretch::Gone(gone(inlines(before.get(range).unwrap_or_default()))),
    };
    runs(&old, &new).into_iter().map(part).collect()
}

/// The words of links and terms in their place, for a page: they have lines of their own, and no word of a tagged PDF
/// has two.
pub fn unlinked(inlines: Vec<Inline>) -> Vec<Inline> {
    let without = |inline: Inline| match inline {
        Inline::Link { body, .. } | Inline::Term { body, .. } => unlinked(body),
        Inline::Reference { body, .. } if !has_slot(&body) => unlinked(body),
        Inline::Emphasis(body) => vec![Inline::Emphasis(unlinked(body))],
        Inline::Strong(body) => vec![Inline::Strong(unlinked(body))],
        other => vec![other],
    };
    inlines.into_iter().flat_map(without).collect()
}

/// Whether the number of a figure or a table is filled in, which only a reference knows.
fn has_slot(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Slot { .. } => true,
        Inline::Emphasis(body) | Inline::Strong(body) => has_slot(body),
        _ => false,
    })
}

/// What is gone, for a page: it cites nothing and has no value to be filled in, and stands apart from what takes its
/// place.
pub fn gone(inlines: Vec<Inline>) -> Vec<Inline> {
    let as_words = |inline: Inline| match inline {
        Inline::Words { text, .. } => Some(Inline::Words { text, range: 0..0 }),
        Inline::Emphasis(body) => Some(Inline::Emphasis(gone(body))),
        Inline::Strong(body) => Some(Inline::Strong(gone(body))),
        Inline::Link { body, .. } | Inline::Term { body, .. } | Inline::Reference { body, .. } => {
            let text = super::plain(&body);
            Some(Inline::Words { text, range: 0..0 })
        }
        Inline::Placeholder { name, .. } => Some(Inline::Words { text: format!("{{{name}}}"), range: 0..0 }),
        _ => None,
    };
    inlines.into_iter().filter_map(as_words).collect()
}

/// A word with its marks around it.
struct Leaf {
    /// The word and its marks, to be compared.
    word: String,
    inline: Inline,
}

fn leaves(inlines: &[Inline]) -> Vec<Leaf> {
    let within = |body: &[Inline], sign: &str, wrap: &dyn Fn(Vec<Inline>) -> Inline| -> Vec<Leaf> {
        let leaf =
            |leaf: Leaf| Leaf { word: format!("{sign}{}", leaf.word), inline: wrap(vec![leaf.inline]) };
        leaves(body).into_iter().map(leaf).collect()
    };
    let of = |inline: &Inline| match inline {
        Inline::Words { text, range } => text
            .split_inclusive(char::is_whitespace)
            .map(|word| Leaf {
                word: word.trim().to_owned(),
                inline: Inline::Words { text: word.to_owned(), range: range.clone() },
            })
            .collect(),
        Inline::Emphasis(body) => within(body, "*", &Inline::Emphasis),
        Inline::Strong(body) => within(body, "**", &Inline::Strong),
        Inline::Link { url, range, body } => {
            within(body, url, &|body| Inline::Link { url: url.clone(), range: range.clone(), body })
        }
        Inline::Term { id, range, body } => {
            within(body, id, &|body| Inline::Term { id: id.clone(), range: range.clone(), body })
        }
        Inline::Citation(works) => {
            let word = works.iter().map(super::Cited::meant).collect::<Vec<_>>().join(";");
            vec![Leaf { word, inline: inline.clone() }]
        }
        other => vec![Leaf { word: super::plain(std::slice::from_ref(other)), inline: other.clone() }],
    };
    inlines.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{parse, plain};

    fn shown(before: &str, after: &str) -> String {
        let stretch = |stretch: Stretch| match stretch {
            Stretch::Same(inlines) => plain(&inlines),
            Stretch::Added(inlines) => format!("+{}+", plain(&inlines)),
            Stretch::Gone(inlines) => format!("-{}-", plain(&inlines)),
        };
        stretches(&parse(before).0, &parse(after).0).into_iter().map(stretch).collect()
    }

    #[test]
    fn words_that_are_gone_stand_before_those_in_their_place() {
        assert_eq!(
            shown("Open it within a year.", "Open it within two years."),
            "Open it within -a year.-+two years.+"
        );
        assert_eq!(shown("Decide.", "Decide *well*."), "-Decide.-+Decide well.+");
        assert_eq!(shown("A *b* c", "A b c"), "A -b -+b +c");
        assert_eq!(shown("The same.", "The same."), "The same.");
    }
}
