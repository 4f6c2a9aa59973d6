//! Texts with codes as they stand in a file.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

use super::super::codes::{Description, Found, FoundCode};
use super::super::xml::is_allowed;
use super::tags::{Node, Tag, Tags};

/// What an open element within a text means for what stands in it.
enum Inside {
    /// Nothing: it belongs to the translators' programs.
    Transparent,
    /// A code that encloses words.
    Pair(String),
    /// It is no text.
    Hidden,
}

/// Reads a text up to the end of its element. What is no code of the standard is reported.
pub(super) fn read_content(
    tags: &mut Tags<'_>,
    namespace: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Result<(Vec<Found>, Place), Box<Diagnostic>> {
    let mut found = Vec::new();
    let mut open: Vec<Inside> = Vec::new();
    loop {
        let hidden = open.iter().any(|inside| matches!(inside, Inside::Hidden));
        match tags.next()? {
            Node::Text(text) if !hidden => found.push(Found::Words(text)),
            Node::Text(_) => {}
            Node::Start(_) if hidden => open.push(Inside::Transparent),
            Node::Start(tag) if tag.namespace.as_deref() != namespace => {
                diagnostics.push(foreign(&tag));
                open.push(Inside::Transparent);
            }
            Node::Start(tag) => {
                if let Some(comment) = tag.value("comment").filter(|_| tag.name == "mrk") {
                    tags.leave(&tag, "comments on parts of a text (`<mrk comment>`)", comment.to_owned());
                }
                open.push(start(&tag, &mut found, diagnostics));
            }
            Node::End(place) => match open.pop() {
                None => return Ok((joined(found), place)),
                Some(Inside::Pair(id)) => found.push(Found::Close(id, place)),
                Some(_) => {}
            },
            Node::Nothing => return Ok((joined(found), tags.here())),
        }
    }
}

/// Takes the beginning of an element within a text.
fn start(tag: &Tag, found: &mut Vec<Found>, diagnostics: &mut Diagnostics) -> Inside {
    match tag.name.as_str() {
        "mrk" => Inside::Transparent,
        "g" => {
            let code = code(tag, "id");
            let id = code.id.clone();
            found.push(Found::Open(code));
            Inside::Pair(id)
        }
        "x" | "ph" => {
            found.push(single(code(tag, "id")));
            Inside::Hidden
        }
        // The two ends of a pair that programs tore apart; `rid` joins them where their ids differ.
        "bx" | "bpt" => {
            found.push(Found::Open(code(tag, "rid")));
            Inside::Hidden
        }
        "ex" | "ept" => {
            found.push(Found::Close(code(tag, "rid").id, tag.place.clone()));
            Inside::Hidden
        }
        "it" if tag.value("pos") == Some("close") => {
            found.push(Found::Close(code(tag, "rid").id, tag.place.clone()));
            Inside::Hidden
        }
        "it" => {
            found.push(Found::Open(code(tag, "rid")));
            Inside::Hidden
        }
        _ => {
            diagnostics.push(foreign(tag));
            Inside::Transparent
        }
    }
}

fn code(tag: &Tag, number: &str) -> FoundCode {
    let id = tag.value(number).or_else(|| tag.value("id")).unwrap_or_default().to_owned();
    let content = tag.value("equiv-text").map(str::to_owned);
    let description = tag.value("ctype").map(|kind| Description { kind: kind.to_owned(), content });
    FoundCode { id, description, place: tag.place.clone() }
}

/// A code that stands for itself, or for a character that XML has no place for.
fn single(code: FoundCode) -> Found {
    let digits = code.id.strip_prefix('u').and_then(|id| id.split('-').next());
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match number.and_then(char::from_u32).filter(|c| !is_allowed(*c)) {
        Some(c) => Found::Words(c.to_string()),
        None => Found::Single(code),
    }
}

/// Words that nothing separates as one.
fn joined(found: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for piece in found {
        match (out.last_mut(), piece) {
            (Some(Found::Words(words)), Found::Words(more)) => words.push_str(&more),
            (_, piece) => out.push(piece),
        }
    }
    out
}

fn foreign(tag: &Tag) -> Diagnostic {
    Diagnostic::error(
        Rule::Delivery,
        format!("`<{}>` is no code of XLIFF 1.2 and cannot stand in a text", tag.name),
    )
    .at(tag.place.clone())
    .help("remove it, or write the words as they are to be printed, with the codes of the source text")
}
