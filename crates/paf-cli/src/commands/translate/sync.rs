//! `paf translate sync`: brings all catalogues in step with the framework.

use std::collections::BTreeMap;

use paf_build::Locale;
use paf_build::translation::{Rewording, Synced, sync};
use paf_translate::sync::Changes;

use crate::args::SyncArgs;
use crate::embedded::fixed_words;
use crate::exit::Exit;
use crate::session::{Session, today};
use crate::terminal;

/// From this many keys on, languages are counted instead of keys told.
const MOST_KEYS: usize = 24;

pub(super) fn run(session: &Session, args: &SyncArgs) -> Exit {
    let prepared = match super::whole(session) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let rewording = Rewording { minor: &args.minor, renamed: &args.renamed };
    let Synced { changes, locales, carried, supplied, mut diagnostics } =
        sync(&prepared, &**session.files(), rewording, &fixed_words, today());
    if diagnostics.has_errors() {
        return session.conclude(&diagnostics.sorted(), "nothing was written");
    }
    if session.is_for_people() {
        told(&locales).iter().for_each(|line| terminal::print(line));
        if carried > 0 {
            let what = if carried == 1 { "translation" } else { "translations" };
            terminal::print(&format!("renamed  {carried} {what} carried over\n"));
        }
        if supplied > 0 {
            let what = if supplied == 1 { "fixed word" } else { "fixed words" };
            terminal::print(&format!("supplied {supplied} {what} of the documents, as drafts\n"));
        }
    }
    if args.check {
        let done =
            if changes.is_empty() { "all catalogues are in step" } else { "catalogues are out of step" };
        let exit = session.conclude(&diagnostics.sorted(), done);
        return if changes.is_empty() { exit } else { Exit::Content };
    }
    super::write(session, &changes, &mut diagnostics);
    let done = match changes.len() {
        _ if diagnostics.has_errors() => "not everything was written".to_owned(),
        0 => "all catalogues are in step".to_owned(),
        1 => "1 file written".to_owned(),
        n => format!("{n} files written"),
    };
    session.conclude(&diagnostics.sorted(), &done)
}

/// What changed: each text with its languages, or each language with its counts where the texts are
/// many.
pub(super) fn told(locales: &[(Locale, Changes)]) -> Vec<String> {
    let mut by_key: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (locale, changes) in locales {
        for (word, keys) in kinds(changes) {
            for key in keys {
                by_key.entry((key, word)).or_default().push(locale.to_string());
            }
        }
    }
    let ordered: Vec<String> =
        locales.iter().filter(|(_, changes)| changes.ordered).map(|(locale, _)| locale.to_string()).collect();
    if by_key.len() <= MOST_KEYS {
        let keys = by_key
            .into_iter()
            .map(|((key, word), locales)| format!("{word:<8} {key} ({})\n", locales.join(" ")));
        let order = (!ordered.is_empty())
            .then(|| format!("ordered  as the framework is now ({})\n", ordered.join(" ")));
        return keys.chain(order).collect();
    }
    let counted = locales.iter().filter(|(_, changes)| !changes.is_empty()).map(|(locale, changes)| {
        let counts = kinds(changes)
            .into_iter()
            .filter(|(_, keys)| !keys.is_empty())
            .map(|(word, keys)| format!("{} {word}", keys.len()));
        let counts: Vec<String> = counts.chain(changes.ordered.then(|| "ordered".to_owned())).collect();
        format!("{locale:<6} {}\n", counts.join(", "))
    });
    counted.collect()
}

fn kinds(changes: &Changes) -> [(&'static str, Vec<&str>); 6] {
    fn list(keys: &[String]) -> Vec<&str> {
        keys.iter().map(String::as_str).collect()
    }
    [
        ("new", list(&changes.added)),
        ("stale", list(&changes.stale)),
        ("current", list(&changes.current)),
        ("reworded", changes.minor.iter().map(|(key, _, _)| key.as_str()).collect()),
        ("removed", list(&changes.removed)),
        ("back", list(&changes.revived)),
    ]
}
