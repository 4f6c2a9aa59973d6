//! One text of a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};
use paf_model::Text;
use paf_model::text::TextKind;

use super::super::codes::{Codes, Found, Target, read_source, read_target, words};
use super::super::{Delivered, Left};
use super::content::read_content;
use super::tags::{Node, Tag, Tags};
use crate::State;

/// A text as it stands in the file.
struct Raw {
    tag: Tag,
    source: Option<Vec<Found>>,
    target: Option<(Vec<Found>, Place)>,
    state: Option<String>,
    comments: Vec<String>,
    /// From the first tag to the last.
    place: Place,
}

/// Reads a `<trans-unit>` of which the beginning was read; nothing where it is not in order.
pub(super) fn read_unit(
    tags: &mut Tags<'_>,
    tag: Tag,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Delivered>, Box<Diagnostic>> {
    let namespace = tag.namespace.clone();
    let mut raw =
        Raw { place: tag.place.clone(), tag, source: None, target: None, state: None, comments: Vec::new() };
    let mut problems = Diagnostics::new();
    let before = tags.unread.len();
    loop {
        match tags.next()? {
            Node::Start(child) if child.namespace != namespace => tags.skip_foreign(&child)?,
            Node::Start(child) => match child.name.as_str() {
                "source" if raw.source.is_none() => {
                    // Whatever is wrong with it is not to be mended by a translator.
                    let (found, _) = read_content(tags, namespace.as_deref(), &mut Diagnostics::new())?;
                    raw.source = Some(found);
                }
                "target" if raw.target.is_none() => {
                    let (found, end) = read_content(tags, namespace.as_deref(), &mut problems)?;
                    raw.target = Some((found, through(&child.place, &end)));
                    raw.state = child.value("state").map(str::to_owned);
                }
                "note" if child.value("from") != Some("developer") => {
                    let (found, _) = read_content(tags, namespace.as_deref(), &mut Diagnostics::new())?;
                    let note = words(&found);
                    let lines = note.lines().map(str::trim).filter(|line| !line.is_empty());
                    raw.comments.extend(lines.map(str::to_owned));
                }
                // What a stale translation was made from goes out with it.
                "alt-trans" if child.value("alttranstype") != Some("previous-version") => {
                    tags.skip_words(&child, "other proposals (`<alt-trans>`)")?;
                }
                _ => tags.skip()?,
            },
            Node::End(end) => {
                raw.place = through(&raw.place, &end);
                break;
            }
            Node::Text(_) => {}
            Node::Nothing => break,
        }
    }
    if let Some(key) = key(&raw.tag, sources) {
        for unread in tags.unread.iter_mut().skip(before) {
            unread.at = format!("`{}` ({})", key.text(), unread.at);
        }
    }
    let broken = problems.has_errors();
    diagnostics.extend(problems);
    let delivered = deliver(&raw, sources, diagnostics);
    Ok(delivered.filter(|_| !broken))
}

fn deliver(
    raw: &Raw,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Option<Delivered> {
    let key = key(&raw.tag, sources)?;
    let empty = (Vec::new(), raw.place.clone());
    let (found, place) = raw.target.as_ref().unwrap_or(&empty);
    let written = |text: String| Written::with_steps(text, place.clone(), Vec::new());
    let state = state(raw);
    let delivered = |source: Option<String>, target: Written| Delivered {
        key: key.clone(),
        source,
        target,
        state,
        fuzzy: None,
        disapproved: raw.tag.value("approved") == Some("no"),
        left: left(raw),
        comments: raw.comments.clone(),
        place: raw.place.clone(),
    };
    let Some(text) = sources.get(key.text()) else {
        return Some(delivered(raw.source.as_deref().map(words), written(words(found))));
    };
    let Some(source) = &raw.source else {
        diagnostics.push(no_source(raw));
        return None;
    };
    let (source, codes) = read_source(text, &Codes::of(text), source);
    let whole = source == text.written.text() && state != Some(State::Stale);
    let target = match is_blank(found) {
        true => words(found),
        false => read_target(&Target { text, codes: &codes, whole, place }, found, diagnostics)?,
    };
    // Some programs fill in the source text for a start.
    let was_empty = left(raw).is_some_and(|left| left.has_target(text, ""));
    let begun = raw.state.as_deref().map_or(was_empty, is_start);
    let copied = target == source
        || (text.kind == TextKind::Rich && target == paf_model::markup::normal_form(&source));
    let target = written(if begun && copied { String::new() } else { target });
    Some(delivered(Some(source), target))
}

/// Whether a text has a key of any kind.
pub(super) fn has_key(tag: &Tag) -> bool {
    tag.get("id").or_else(|| tag.get("resname")).is_some()
}

/// The key, which goes out twice, since some programs number the units anew.
fn key(tag: &Tag, sources: &BTreeMap<&str, &Arc<Text>>) -> Option<Written> {
    let given: Vec<_> = ["id", "resname"].into_iter().filter_map(|name| tag.get(name)).collect();
    let known = given.iter().find(|attribute| sources.contains_key(attribute.value.as_str()));
    let attribute = known.or(given.first())?;
    Some(Written::with_steps(attribute.value.clone(), attribute.place.clone(), Vec::new()))
}

/// What the text was sent out with, if the file still carries that.
fn left(raw: &Raw) -> Option<Left> {
    raw.tag.value("extradata").and_then(Left::parse)
}

/// What the file claims, never more than both of its ways to say it agree on.
fn state(raw: &Raw) -> Option<State> {
    let approved = raw.tag.value("approved") == Some("yes");
    let empty = raw.target.as_ref().is_none_or(|(found, _)| is_blank(found));
    Some(match raw.state.as_deref() {
        None if approved => State::Approved,
        Some(start) if is_start(start) && empty => State::Missing,
        Some(start) if is_start(start) && left(raw).is_none_or(|left| left.is_of_missing()) => return None,
        Some(start) if is_start(start) => State::Draft,
        Some("needs-adaptation" | "needs-review-adaptation") => State::Stale,
        Some("needs-l10n" | "needs-review-l10n" | "needs-review-translation") => State::Draft,
        Some("translated") => State::Translated,
        Some("final") if approved => State::Approved,
        Some("signed-off" | "final") => State::Reviewed,
        _ => return None,
    })
}

/// Whether a state says that nobody has translated the text yet.
fn is_start(state: &str) -> bool {
    matches!(state, "new" | "needs-translation")
}

fn is_blank(found: &[Found]) -> bool {
    found.iter().all(|piece| matches!(piece, Found::Words(words) if words.trim().is_empty()))
}

fn no_source(raw: &Raw) -> Diagnostic {
    Diagnostic::error(Rule::Delivery, "this text has no `<source>`, so nobody can tell what was translated")
        .at(raw.tag.place.clone())
        .help("deliver the file as the program writes it, with the source texts in it")
}

/// From the beginning of one place to the end of another.
fn through(first: &Place, last: &Place) -> Place {
    Place::new(first.file(), first.range().start..last.range().end)
}
