//! `paf translate import`: takes over what came back from translators.

use paf_build::bytes_of;
use paf_build::translation::{Import, Returned, import};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_translate::State;
use paf_translate::exchange::{Choice, Imported, Terms};

use super::mark;
use crate::args::ImportArgs;
use crate::commands::preflight::unreadable;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

/// How many megabytes a file of translations may have.
const LARGEST: u64 = 64;

/// How many of many keys are told.
const MOST_KEYS: usize = 12;

pub(super) fn run(session: &Session, args: &ImportArgs) -> Exit {
    const NOTHING: &str = "nothing was imported";
    let prepared = match super::whole(session) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let voucher = match (&args.by, &args.role) {
        (Some(by), Some(role)) => match mark::person(by, role, args.date.as_deref(), State::Translated) {
            Ok(voucher) => Some(voucher),
            Err(wrong) => return session.conclude(&Diagnostics::from_iter([*wrong]), NOTHING),
        },
        _ => None,
    };
    if let Some(wrong) = twofold(args.theirs.as_deref(), args.ours.as_deref()) {
        return session.conclude(&Diagnostics::from_iter([wrong]), NOTHING);
    }
    let mut diagnostics = Diagnostics::new();
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &args.files {
        let shown = session.typed(path).display().to_string();
        match bytes_of(path, "a file for translators", LARGEST) {
            Ok(bytes) => read.push((shown, bytes)),
            Err(error) => diagnostics.push(unreadable(&shown, &error)),
        }
    }
    let returned: Vec<Returned<'_>> =
        read.iter().map(|(path, bytes)| Returned { path, bytes, lang: args.lang.as_deref() }).collect();
    let terms = Terms {
        voucher: voucher.as_ref(),
        theirs: choice(args.theirs.as_deref()),
        ours: choice(args.ours.as_deref()),
        lower: args.lower,
    };
    let found = import(&prepared, &**session.files(), &returned, &terms);
    diagnostics.extend(found.diagnostics.iter().cloned());
    if diagnostics.has_errors() {
        return session.conclude(&diagnostics.sorted(), NOTHING);
    }
    super::write(session, &found.changes, &mut diagnostics);
    if session.is_for_people() {
        let brought = super::sync::told(&found.synced);
        told(&found).iter().chain(&brought).for_each(|line| terminal::print(line));
    }
    let done = match found.changes.len() {
        _ if diagnostics.has_errors() => "not everything was written".to_owned(),
        0 => "nothing changed".to_owned(),
        1 => "1 file written".to_owned(),
        n => format!("{n} files written"),
    };
    session.conclude(&diagnostics.sorted(), &done)
}

/// What `--theirs` or `--ours` chooses: all texts where it names none.
fn choice(keys: Option<&[String]>) -> Choice {
    match keys {
        None => Choice::Nothing,
        Some([]) => Choice::Everything,
        Some(keys) => Choice::Keys(keys.iter().cloned().collect()),
    }
}

/// What is wrong where `--theirs` and `--ours` both decide for one text.
fn twofold(theirs: Option<&[String]>, ours: Option<&[String]>) -> Option<Diagnostic> {
    let (theirs, ours) = (theirs?, ours?);
    let both: Vec<String> =
        theirs.iter().filter(|key| ours.contains(key)).map(|key| format!("`{key}`")).collect();
    let what = match (theirs.is_empty() || ours.is_empty(), both.as_slice()) {
        (true, _) => "all such texts".to_owned(),
        (false, []) => return None,
        (false, both) => both.join(", "),
    };
    let message = format!("`--theirs` and `--ours` cannot both decide for {what}");
    Some(Diagnostic::error(Rule::Usage, message).help(
        "leave one of them out, or name for each the texts that it decides for, as in `--theirs=leaflet.title \
         --ours=leaflet.panels.what.lead`",
    ))
}

fn told(found: &Import) -> Vec<String> {
    let mut lines: Vec<String> = found
        .locales
        .iter()
        .map(|(locale, imported)| format!("{locale:<6} {}\n", counted(imported)))
        .collect();
    let all = |keys: fn(&Imported) -> &Vec<String>| -> Vec<&str> {
        found.locales.iter().flat_map(|(_, imported)| keys(imported)).map(String::as_str).collect()
    };
    for (keys, what, are_named) in [
        (all(|imported| &imported.vouched), "recorded for the person who is named", false),
        (
            all(|imported| &imported.claimed),
            "called translated, reviewed or approved, and nobody named who did it (name the person with \
             --by and --role)",
            true,
        ),
        (all(|imported| &imported.unfinished), "called unfinished by the file: recorded as draft", true),
        (
            all(|imported| &imported.composed),
            "written with letters and accents apart (NFD), as some programs do; they were put together (NFC)",
            false,
        ),
    ] {
        if !keys.is_empty() {
            let named = if are_named { named(&keys) } else { String::new() };
            lines.push(format!("{} {what}{named}\n", texts(keys.len())));
        }
    }
    lines
}

/// The first of many keys, behind a colon.
fn named(keys: &[&str]) -> String {
    let (first, more) = keys.split_at(keys.len().min(MOST_KEYS));
    let rest = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!(": {}{rest}", first.join(", "))
}

fn texts(n: usize) -> String {
    if n == 1 { "1 text".to_owned() } else { format!("{n} texts") }
}

fn counted(imported: &Imported) -> String {
    let confirmed = imported.confirmed.len();
    let counts = [
        (imported.changed.len(), "changed"),
        (imported.stale.len(), "of an older text"),
        (confirmed, "confirmed"),
        (imported.lowered.len(), "with less than before"),
        (imported.unchanged.saturating_sub(confirmed + imported.lowered.len()), "as before"),
        (imported.kept, "kept as here"),
        (imported.remarked.len(), "with new comments"),
        (imported.empty, "empty"),
    ];
    let parts = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}"));
    let line = parts.collect::<Vec<_>>().join(", ");
    if line.is_empty() { "nothing".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_not_decided_for_twice() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let said = |theirs: &[&str], ours: &[&str]| {
            twofold(Some(&keys(theirs)), Some(&keys(ours))).map(|wrong| wrong.message)
        };
        let cannot = |what: &str| Some(format!("`--theirs` and `--ours` cannot both decide for {what}"));
        assert_eq!(said(&[], &[]), cannot("all such texts"));
        assert_eq!(said(&[], &["a"]), cannot("all such texts"));
        assert_eq!(said(&["a", "b"], &["c", "b"]), cannot("`b`"));
        assert_eq!(said(&["a"], &["b"]), None);
        assert_eq!(twofold(Some(&[]), None).map(|wrong| wrong.message), None);
    }
}
