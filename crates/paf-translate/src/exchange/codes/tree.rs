//! Trees of marks, told apart and put into a form that can be written.

use paf_model::markup::{self, Inline};

use super::{Codes, Piece};

/// The text that is parsed to a tree, or nothing where there is none: not every tree that codes can
/// be put together to has marks that content can have.
pub(super) fn written(inlines: Vec<Inline>) -> Option<String> {
    let as_it_is = markup::write(&inlines);
    if is_read_as(&as_it_is, &inlines) {
        return Some(as_it_is);
    }
    let tidy = without_spaces_at_the_ends(inlines);
    let text = markup::write(&tidy);
    is_read_as(&text, &tidy).then_some(text)
}

fn is_read_as(text: &str, inlines: &[Inline]) -> bool {
    pieces(&markup::parse(text).0) == pieces(inlines)
}

fn pieces(inlines: &[Inline]) -> Vec<Piece> {
    Codes::default().pieces(inlines)
}

/// Moves spaces out of emphasis, which has to begin and end with a character that is seen; the page
/// is the same.
fn without_spaces_at_the_ends(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for mut inline in inlines {
        let mut before = String::new();
        let mut after = String::new();
        match &mut inline {
            Inline::Emphasis(body) | Inline::Strong(body) => {
                *body = without_spaces_at_the_ends(std::mem::take(body));
                if let Some(Inline::Words { text, .. }) = body.first_mut() {
                    let seen = text.trim_start().len();
                    before = text.drain(..text.len() - seen).collect();
                }
                if let Some(Inline::Words { text, .. }) = body.last_mut() {
                    after = text.split_off(text.trim_end().len());
                }
            }
            inline => {
                if let Some(body) = inline.body_mut() {
                    *body = without_spaces_at_the_ends(std::mem::take(body));
                }
            }
        }
        out.extend([words(before), inline, words(after)]);
    }
    out.retain(|inline| !matches!(inline, Inline::Words { text, .. } if text.is_empty()));
    out
}

/// Words that stand in no text yet.
pub(super) fn words(text: String) -> Inline {
    Inline::Words { text, range: 0..0 }
}
