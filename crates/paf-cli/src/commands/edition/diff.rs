//! `paf edition diff`: what a country edition changes against the European text.

use std::sync::Arc;

use paf_build::comparison::{Compared, ComparedText, compare};
use paf_build::revision::revise;
use paf_build::{Prepared, unknown_language};
use paf_diag::{Diagnostic, Diagnostics, difference};
use paf_locale::Lang;
use paf_model::Text;
use paf_model::edition::Edition;
use serde_json::{Value, json};

use super::unknown;
use crate::args::EditionDiffArgs;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(session: &Session, args: &EditionDiffArgs) -> Exit {
    let (prepared, found) = session.prepare();
    let Some(prepared) = prepared.filter(|prepared| prepared.whole) else {
        return session.conclude(&found.sorted(), "");
    };
    let model = &prepared.model;
    let (Some(edition), Some((id, _))) =
        (model.edition(&args.id), model.editions.iter().find(|(id, _)| **id == *args.id))
    else {
        return session.conclude(&unknown(model, found, &args.id), "");
    };
    let lang = match language(edition, args) {
        Ok(lang) => lang,
        Err(wrong) => return session.conclude(&Diagnostics::from_iter([*wrong]), ""),
    };
    if args.pdf {
        return working_copies(session, &prepared, (edition, lang), args);
    }
    let compared = compare(&prepared, id, lang);
    if args.json {
        let all: Vec<Value> = compared.iter().map(as_json).collect();
        terminal::print(&format!("{:#}\n", Value::from(all)));
    } else {
        terminal::print(&compared.iter().map(in_words).collect::<String>());
    }
    let is_empty = compared.is_empty();
    session.conclude(
        &own_errors(&prepared, &args.id).sorted(),
        if is_empty { "the edition changes nothing" } else { "" },
    )
}

/// Makes the documents with all that the edition changes marked, in the language that is asked for or in all.
fn working_copies(
    session: &Session,
    prepared: &Prepared,
    (edition, lang): (&Edition, Lang),
    args: &EditionDiffArgs,
) -> Exit {
    let errors = own_errors(prepared, &args.id);
    if !errors.is_empty() {
        return session.conclude(&errors.sorted(), "nothing was made: mend these first");
    }
    let languages = if args.lang.is_some() { vec![lang] } else { edition.all_languages() };
    let output = session.output(args.output.as_deref());
    let revised = revise(prepared, session.files(), (&args.id, &languages), session.date, &output);
    for path in &revised.paths {
        terminal::print(&format!("{}\n", output.shown(path)));
    }
    let done = match revised.paths.len() {
        0 => "nothing was made".to_owned(),
        1 => "1 working copy".to_owned(),
        n => format!("{n} working copies"),
    };
    session.conclude(&revised.diagnostics.sorted(), &done)
}

/// The language of the comparison: the one that is asked for, or that of the edition's own texts.
fn language(edition: &Edition, args: &EditionDiffArgs) -> Result<Lang, Box<Diagnostic>> {
    let Some(code) = &args.lang else { return Ok(edition.language.lang) };
    let mut known = edition.all_languages();
    if !known.contains(&edition.language.lang) {
        known.push(edition.language.lang);
    }
    let asked = known.iter().find(|lang| lang.code() == code);
    asked.copied().ok_or_else(|| Box::new(unknown_language(code, &known)))
}

/// What is wrong with the edition itself.
fn own_errors(prepared: &Prepared, id: &str) -> Diagnostics {
    let is_own = |found: &&Diagnostic| paf_model::load::edition_with(found) == Some(id);
    prepared.errors.iter().filter(is_own).cloned().collect()
}

fn as_json(compared: &Compared<'_>) -> Value {
    let words = |text: &Option<Arc<Text>>| text.as_ref().map(|text| text.written.text().to_owned());
    let texts = compared.texts.iter().map(|text| {
        let origin = text.own.as_ref().map_or("european", |own| own.origin.word());
        json!({"key": text.key, "origin": origin, "text": words(&text.own), "european": words(&text.european)})
    });
    json!({
        "key": &*compared.difference.key, "verb": compared.difference.verb,
        "reason": compared.reason.as_ref().map(|reason| reason.plain()), "texts": texts.collect::<Vec<_>>(),
    })
}

fn in_words(compared: &Compared<'_>) -> String {
    let mut lines = vec![format!("{:<6} {}", compared.difference.verb, compared.difference.key)];
    lines.extend(compared.texts.iter().flat_map(lines_of).map(|line| format!("       {line}")));
    lines.extend(compared.reason.as_ref().map(|reason| format!("       why: {}", reason.plain())));
    lines.join("\n") + "\n"
}

fn lines_of(text: &ComparedText) -> Vec<String> {
    let below = if text.below.is_empty() { String::new() } else { format!("{}: ", text.below) };
    match (&text.own, &text.european) {
        (Some(own), Some(european)) if own.lang.language() == european.lang.language() => {
            let changed = difference(european.written.text(), own.written.text());
            if changed.is_empty() { Vec::new() } else { vec![format!("{below}{changed}")] }
        }
        (Some(own), Some(european)) => vec![
            format!("{below}{}: {}", european.lang, european.plain()),
            format!("{below}{}: {}", own.lang, own.plain()),
        ],
        (Some(own), None) => vec![format!("+ {below}{}", own.plain())],
        (None, Some(european)) => vec![format!("- {below}{}", european.plain())],
        (None, None) => Vec::new(),
    }
}
