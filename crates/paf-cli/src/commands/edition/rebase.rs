//! `paf edition rebase`: what has changed under a country edition, and what is decided about it.

use std::ops::Range;

use paf_build::Output;
use paf_diag::{Diagnostic, Diagnostics, Label, Place, Rule, Severity, did_you_mean};
use paf_model::edition::Edition;
use paf_model::edition::rebase::{Decision, Outdated, edited, still_outdated};
use paf_model::load::edition_with;
use paf_model::{Model, load};

use super::unknown;
use crate::args::EditionRebaseArgs;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(session: &Session, args: &EditionRebaseArgs) -> Exit {
    let loaded = load(&**session.files());
    let Some(model) = loaded.model.filter(|_| loaded.whole) else {
        return session.conclude(&loaded.diagnostics.sorted(), "nothing was written: mend these first");
    };
    let Some(edition) = model.edition(&args.id) else {
        return session.conclude(&unknown(&model, loaded.diagnostics, &args.id), "");
    };
    let outdated = edition.outdated(&model);
    let decided = match decisions(&outdated, args) {
        Ok(decided) => decided,
        Err(wrong) => return session.conclude(&wrong, "nothing was written"),
    };
    let left = decided.iter().filter(|(_, decision)| decision.is_none()).count();
    let (mut edits, mut wrong) = (Vec::new(), Diagnostics::new());
    for (entry, decision) in decided.iter().filter_map(|(entry, decision)| Some((entry, (*decision)?))) {
        match entry.edit(decision) {
            Some(edit) => edits.push(edit),
            None => wrong.push(inseparable(entry)),
        }
    }
    if wrong.has_errors() {
        return session.conclude(&wrong.sorted(), "nothing was written");
    }
    let recorded = edits.len();
    let version = (left == 0).then(|| version(edition, &model)).flatten();
    let moved_on = version.is_some();
    edits.extend(version);
    let done: Vec<&Outdated<'_>> =
        decided.iter().filter(|(_, decision)| decision.is_some()).map(|(entry, _)| *entry).collect();
    if let Err(failed) = write(session, (edition, &model), &done, edits) {
        return session.conclude(&failed, "nothing was written");
    }
    let places: Vec<&Place> =
        decided.iter().filter(|(_, decision)| decision.is_none()).map(|(entry, _)| place(entry)).collect();
    let is_left =
        |found: &Diagnostic| found.primary.as_ref().is_some_and(|label| places.contains(&&label.place));
    // What has lost what it changes, or is wrong otherwise, is not walked through, and not passed over either.
    let is_walked = |found: &Diagnostic| {
        let is_at = |label: &Label| decided.iter().any(|(entry, _)| *place(entry) == label.place);
        found.rule == Rule::EditionBehind || found.primary.as_ref().is_some_and(is_at)
    };
    let is_other = |found: &Diagnostic| {
        found.severity == Severity::Error
            && edition_with(found) == Some(args.id.as_str())
            && !is_walked(found)
    };
    // What is left is an error where nothing was decided; otherwise the run has done what it was asked.
    let is_told = |found: &Diagnostic| is_other(found) || recorded == 0 && is_left(found);
    let told: Diagnostics = loaded.diagnostics.into_iter().filter(is_told).collect();
    session.conclude(&told.sorted(), &said(recorded, left, moved_on, &model))
}

/// Each adaptation with what is decided about it, by the options or by who sits at the terminal.
fn decisions<'a>(
    outdated: &'a [Outdated<'a>],
    args: &EditionRebaseArgs,
) -> Result<Vec<(&'a Outdated<'a>, Option<Decision>)>, Diagnostics> {
    let keys: Vec<&str> = outdated.iter().map(|entry| entry.key.text()).collect();
    let mut wrong = Diagnostics::new();
    for key in args.keep.iter().chain(&args.take).filter(|key| !keys.contains(&key.as_str())) {
        let message = format!("the European text under `{key}` has not changed, or `{key}` is not adapted");
        wrong.push(Diagnostic::error(Rule::Usage, message).help_if(did_you_mean(key, keys.iter().copied())));
    }
    for key in args.keep.iter().filter(|key| args.take.contains(key)) {
        let message = format!("`{key}` cannot both be kept and give way to the European text");
        wrong.push(Diagnostic::error(Rule::Usage, message).help("name it once"));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let is_asked = args.keep.is_empty() && args.take.is_empty() && !args.keep_all;
    let walks = is_asked && terminal::can_ask();
    Ok(outdated
        .iter()
        .map(|entry| {
            let is_named = |list: &[String]| list.iter().any(|key| key == entry.key.text());
            let decision = match () {
                () if args.keep_all || is_named(&args.keep) => Some(Decision::Keep),
                () if is_named(&args.take) => Some(Decision::Take),
                () if walks => asked(entry),
                () => None,
            };
            (entry, decision)
        })
        .collect())
}

/// Asks whoever sits at the terminal.
fn asked(entry: &Outdated<'_>) -> Option<Decision> {
    terminal::say(&shown(entry));
    match terminal::ask("keep it, take the European text, or decide later? [k/t/L] ").as_deref() {
        Some("k" | "keep") => Some(Decision::Keep),
        Some("t" | "take") => Some(Decision::Take),
        _ => None,
    }
}

/// An adaptation with what has changed under it.
fn shown(entry: &Outdated<'_>) -> String {
    let own = entry.adaptation.wording().unwrap_or_default().trim();
    let changed = entry.difference().unwrap_or_else(|| "it is not written what it was".to_owned());
    format!(
        "\n{}\n  here:        {own}\n  in Europe:   {}\n  what is new: {changed}",
        entry.key.text(),
        entry.european.plain()
    )
}

/// The change of `based-on` once nothing is left to look at.
fn version(edition: &Edition, model: &Model) -> Option<(Range<usize>, String)> {
    let today = model.framework.version.as_str();
    (edition.based_on.as_str() != today)
        .then(|| (edition.based_on.place().range(), format!("\"{}\"", today.replace('"', "\\\""))))
}

/// Writes the file, once it is seen that it then says what was decided.
fn write(
    session: &Session,
    (edition, model): (&Edition, &Model),
    decided: &[&Outdated<'_>],
    edits: Vec<(Range<usize>, String)>,
) -> Result<(), Diagnostics> {
    if edits.is_empty() {
        return Ok(());
    }
    let file = edition.at.file();
    let text = edited(file.text(), edits);
    let still = still_outdated(file.path(), &text, model);
    if let Some(entry) = decided
        .iter()
        .find(|entry| still.as_ref().is_none_or(|keys| keys.iter().any(|key| key == entry.key.text())))
    {
        return Err(Diagnostics::from_iter([by_hand(entry)]));
    }
    Output::new(&session.root).write(file.path(), text.as_bytes()).map_err(|error| {
        Diagnostics::from_iter([Diagnostic::error(Rule::Environment, error.to_string())
            .help("check the free space and the permissions of the folder")])
    })
}

/// Where the check tells of it.
fn place<'a>(entry: &'a Outdated<'_>) -> &'a Place {
    entry.adaptation.replaces.as_ref().map_or(&entry.adaptation.at, |replaces| replaces.place())
}

fn by_hand(entry: &Outdated<'_>) -> Diagnostic {
    let message =
        format!("the decision about `{}` cannot be written into the file as it stands", entry.key.text());
    Diagnostic::error(Rule::EditionChange, message)
        .at(entry.key.place().clone())
        .help("write it by hand, as `paf check` says it")
}

fn inseparable(entry: &Outdated<'_>) -> Diagnostic {
    let message = format!("`{}` does not stand on lines of its own", entry.key.text());
    Diagnostic::error(Rule::EditionChange, message)
        .at(entry.key.place().clone())
        .help("take it out by hand, or write each entry of `adapt` on a line of its own")
}

fn said(recorded: usize, left: usize, moved_on: bool, model: &Model) -> String {
    let decisions = match recorded {
        0 if left == 0 => "nothing has changed under the edition".to_owned(),
        0 => String::new(),
        1 => "1 decision recorded".to_owned(),
        n => format!("{n} decisions recorded"),
    };
    let decisions = match left {
        _ if recorded == 0 => decisions,
        0 => decisions,
        1 => format!("{decisions}; 1 adaptation is left to look at"),
        left => format!("{decisions}; {left} adaptations are left to look at"),
    };
    match moved_on {
        true => format!("{decisions}; it is based on version {} now", model.framework.version.as_str()),
        false => decisions,
    }
}
