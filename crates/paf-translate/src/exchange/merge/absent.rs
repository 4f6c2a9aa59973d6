//! Texts of a delivery that no entry of the catalogue takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, nearest};
use paf_model::Text;

use super::super::Delivered;
use super::{reads_alike, says};
use crate::po::PoFile;

/// From how many texts on they are told together.
const MANY: usize = 12;

/// How many of many texts are named of which nothing is lost.
const NAMED: usize = 5;

const UNPRINTED: &str =
    "nothing needs to be done, unless `documents` in framework/framework.yaml lacks a language";
const REMOVED: &str = "the text may have been removed since the file was sent out; nothing needs to be done";

/// Says which texts were left out: each by itself, or together where they are many. What is new in the
/// file is named in any case.
pub(super) fn report(
    absent: &[&Delivered],
    po: &PoFile,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) {
    let (unprinted, nameless): (Vec<&Delivered>, Vec<&Delivered>) =
        absent.iter().partition(|delivered| sources.contains_key(delivered.key.text()));
    let (news, same): (Vec<&Delivered>, Vec<&Delivered>) =
        unprinted.into_iter().partition(|delivered| is_news(delivered, po, sources));
    together_if_many(&same, NAMED, not_printed, UNPRINTED, diagnostics, |texts| {
        format!("no document prints {texts} in this language; they were left out")
    });
    together_if_many(&news, news.len(), new_and_not_printed, WAITING, diagnostics, |texts| {
        format!("no document prints {texts} in this language, and what is new of them was left out")
    });
    let known = || sources.keys().copied();
    together_if_many(
        &nameless,
        NAMED,
        |text| no_such_key(text, known()),
        REMOVED,
        diagnostics,
        |texts| format!("no text has the keys of {texts}; they were left out"),
    );
}

const WAITING: &str = "keep the file, and import it again when a document prints them; which documents are made in which \
                       languages is said by `documents` in framework/framework.yaml";

/// Whether a file says something of a text that is not here already, at rest.
fn is_news(delivered: &Delivered, po: &PoFile, sources: &BTreeMap<&str, &Arc<Text>>) -> bool {
    let (key, words) = (delivered.key.text(), delivered.target.text());
    let Some(source) = sources.get(key) else { return false };
    let at_rest = po.entries.iter().rfind(|entry| entry.obsolete && entry.key() == Some(key));
    let is_here = at_rest.is_some_and(|entry| reads_alike(source, entry.translation(), words));
    let as_sent = delivered.left.as_ref().is_some_and(|left| left.has_target(source, words));
    let is_known = |line: &String| {
        at_rest.is_some_and(|entry| entry.translator_comments.iter().any(|known| known.trim() == line.trim()))
    };
    let has_words = !words.trim().is_empty();
    (has_words && !is_here && !as_sent)
        || (delivered.left.is_some() && says(delivered).is_some())
        || delivered.comments.iter().any(|line| !line.trim().is_empty() && !is_known(line))
}

fn together_if_many(
    texts: &[&Delivered],
    named: usize,
    each: impl Fn(&Delivered) -> Diagnostic,
    help: &str,
    diagnostics: &mut Diagnostics,
    message: impl Fn(&str) -> String,
) {
    let Some(first) = texts.first().filter(|_| texts.len() > MANY) else {
        return diagnostics.extend(texts.iter().map(|text| each(text)));
    };
    let keys: Vec<String> =
        texts.iter().take(named).map(|delivered| format!("`{}`", delivered.key.text())).collect();
    let mut list = keys.join(", ");
    if keys.len() < texts.len() {
        list.push_str(&format!(" and {} more", texts.len() - keys.len()));
    }
    let said =
        Diagnostic::warning(Rule::UnknownTranslation, message(&format!("{} texts ({list})", texts.len())));
    diagnostics.push(said.at_with(first.key.place().clone(), "the first of them").help(help));
}

fn not_printed(delivered: &Delivered) -> Diagnostic {
    let key = delivered.key.text();
    let message = format!("no document prints the text `{key}` in this language; it was left out");
    Diagnostic::warning(Rule::UnknownTranslation, message).at(delivered.key.place().clone()).help(UNPRINTED)
}

fn new_and_not_printed(delivered: &Delivered) -> Diagnostic {
    let key = delivered.key.text();
    let message =
        format!("no document prints the text `{key}` in this language, and what is new of it was left out");
    Diagnostic::warning(Rule::UnknownTranslation, message).at(delivered.key.place().clone()).help(WAITING)
}

fn no_such_key<'a>(delivered: &Delivered, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let key = delivered.key.text();
    let near = nearest(key, known).map(|near| format!("did you mean `{near}`?"));
    Diagnostic::warning(Rule::UnknownTranslation, format!("no text has the key `{key}`; it was left out"))
        .at(delivered.key.place().clone())
        .help(near.unwrap_or_else(|| REMOVED.to_owned()))
}
