//! What an export would write over: the file that went out last time, in which somebody may have worked.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Command, Diagnostic, Diagnostics, Place, Rule, SourceFile, Written};
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::State;
use paf_translate::exchange::{Delivered, beyond};

use super::import::read_format;
use super::{Change, Opened, Returned, open};
use crate::locale::Locale;
use crate::prepare::Prepared;

/// How many texts are named.
const NAMED: usize = 5;

/// What a memory begins with that `paf` wrote; programs that change one put their own name there.
const OUR_MEMORY: &str = "creationtool=\"paf\"";

/// What is wrong with writing `made` over a file that is there: it holds something that the catalogue does
/// not, or nobody can tell whether it does. With `overwrite` it is a warning. `present` is `None` where the
/// file cannot be read.
pub fn over(
    prepared: &Prepared,
    files: &dyn Files,
    locale: &Locale,
    made: &Change,
    present: (&str, Option<&[u8]>),
    overwrite: bool,
) -> Option<Diagnostic> {
    let (path, bytes) = present;
    let Some(bytes) = bytes else { return Some(refusal(path, foreign(path), overwrite)) };
    if bytes.is_empty() || bytes == made.bytes {
        return None;
    }
    let wrong = if made.path.ends_with(".tmx") {
        let is_ours = bytes.windows(OUR_MEMORY.len()).any(|window| window == OUR_MEMORY.as_bytes());
        (!is_ours).then(|| foreign(path))
    } else {
        unsaved(prepared, files, locale, &Returned { path, bytes, lang: None })
    };
    wrong.map(|wrong| refusal(path, wrong, overwrite))
}

/// What is wrong, and what else to do than to write over it.
struct Wrong {
    message: String,
    place: Option<Place>,
    remedy: String,
}

fn unsaved(prepared: &Prepared, files: &dyn Files, locale: &Locale, file: &Returned<'_>) -> Option<Wrong> {
    let mut found = Diagnostics::new();
    let sources: BTreeMap<&str, &Arc<Text>> =
        prepared.model.texts.iter().rev().map(|text| (text.key.as_str(), text)).collect();
    let delivery = read_format(file, &sources, &mut found);
    let Some(delivery) = delivery.filter(|_| !found.has_errors()) else { return Some(foreign(file.path)) };
    // What is wrong with the catalogue is told by the export itself.
    let opened = open(&prepared.model, files, locale, &mut Diagnostics::new());
    let more = |entry: &&Delivered| holds_more(entry, prepared, &opened, &sources);
    let more: Vec<&Written> = delivery.entries.iter().filter(more).map(|entry| &entry.key).collect();
    if let Some(first) = more.first() {
        return Some(not_imported(file.path, &more, first.place().clone()));
    }
    // Words that no import takes over are read by a person, or by nobody.
    let left = found.into_iter().find(|said| said.rule == Rule::Delivery)?;
    Some(Wrong {
        message: format!("`{}` holds words of somebody that no import takes over", file.path),
        place: left.primary.map(|label| label.place),
        remedy: "read them, as `paf translate import` shows them, and move the file to another folder"
            .to_owned(),
    })
}

fn holds_more(
    entry: &Delivered,
    prepared: &Prepared,
    opened: &Opened,
    sources: &BTreeMap<&str, &Arc<Text>>,
) -> bool {
    let source = sources.get(entry.key.text()).map(|source| &***source);
    let catalogue = prepared.catalogue(&opened.locale);
    let state = source.and_then(|source| Some(catalogue?.state(&source.key))).unwrap_or(State::Missing);
    beyond(entry, &opened.po, source, state)
}

fn not_imported(path: &str, texts: &[&Written], place: Place) -> Wrong {
    let keys: Vec<String> = texts.iter().take(NAMED).map(|key| format!("`{}`", key.text())).collect();
    let rest = match texts.len() - keys.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = if texts.len() == 1 { "a text" } else { "texts" };
    let import = Command::new("translate import").arg(path);
    Wrong {
        message: format!(
            "somebody has worked in `{path}`: what it says of {what} is not in the catalogue: {}{rest}",
            keys.join(", ")
        ),
        place: Some(place),
        remedy: format!("take it over with {import}, or move it to another folder"),
    }
}

fn foreign(path: &str) -> Wrong {
    Wrong {
        message: format!("`{path}` is there already, and is no file that paf could have written"),
        place: None,
        remedy: "move it, or name another folder with `--output`".to_owned(),
    }
}

fn refusal(path: &str, wrong: Wrong, overwrite: bool) -> Diagnostic {
    let place = wrong.place.unwrap_or_else(|| Place::start_of(&SourceFile::new(path, "")));
    if overwrite {
        let message = format!("{}; it was written over", wrong.message);
        return Diagnostic::warning(Rule::WrittenOver, message).at(place);
    }
    Diagnostic::error(Rule::WrittenOver, wrong.message)
        .at(place)
        .help(wrong.remedy)
        .help("with `--overwrite` it is written over, and what it holds is lost")
}
