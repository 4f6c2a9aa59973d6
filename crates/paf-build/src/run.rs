//! Makes targets side by side; each is finished whole or leaves what was there.

use std::num::NonZero;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::Date;
use paf_model::document::Profile;
use rayon::prelude::*;

use crate::disk::Output;
use crate::foreign;
use crate::inputs;
use crate::lacking::{self, Lacking};
use crate::limits::Watch;
use crate::making::Making;
use crate::outcome::Outcome;
use crate::part::{self, Whole};
use crate::plan::{Selection, one_for_all_profiles};
use crate::prepare::Prepared;
use crate::project;
use crate::settings::{Progress, Settings};
use crate::shelf::{self, Cleared, Shelf, environment};
use crate::snapshot::Snapshot;
use crate::target::Target;
use crate::turns::Turns;
use crate::unprinted::{self, Printed};
use crate::version::{Compositor, Version};

/// What a run came to.
pub struct Report {
    /// Each target with what became of it, in the order of the plan.
    pub outcomes: Vec<(Target, Outcome)>,
    /// The PDFs that were removed, because they are no longer made.
    pub removed: Vec<String>,
    /// What was found, sorted.
    pub diagnostics: Diagnostics,
}

/// Makes the targets below `output`, the whole of what there is to be made.
pub fn build(
    prepared: &Prepared,
    snapshot: &Arc<Snapshot>,
    targets: &[Target],
    output: &Output,
    settings: &Settings,
    progress: &dyn Progress,
) -> Report {
    build_of(&Selection::default(), (prepared, snapshot, targets), output, settings, progress)
}

/// The same of a selection, or of a part of it.
pub(crate) fn build_of(
    selection: &Selection,
    (prepared, snapshot, targets): (&Prepared, &Arc<Snapshot>, &[Target]),
    output: &Output,
    settings: &Settings,
    progress: &dyn Progress,
) -> Report {
    let replaced = foreign::manifest(output, true).filter(|_| settings.overwrite && !settings.dry);
    // Nobody should wait for all pages to hear that they cannot be kept.
    let shelf = match opened(prepared, snapshot, output, settings) {
        Ok(shelf) => shelf,
        Err(error) => {
            let outcomes = targets.iter().map(|target| (target.clone(), Outcome::Skipped)).collect();
            return Report { outcomes, removed: Vec::new(), diagnostics: Diagnostics::from_iter([*error]) };
        }
    };
    let mut diagnostics: Diagnostics = replaced.into_iter().collect();
    let removed = match &shelf {
        Some(shelf) => cleared(shelf, prepared, settings, progress, &mut diagnostics),
        None => Vec::new(),
    };
    let making = Making {
        prepared,
        snapshot,
        settings,
        output,
        shelf: shelf.as_ref(),
        common: inputs::common(snapshot),
        compositor: Compositor::new(prepared, snapshot, settings.date, threads(settings)),
    };
    progress.planned(targets.len());
    let mut outcomes = Vec::with_capacity(targets.len());
    for (target, (outcome, found)) in targets.iter().zip(all(&making, targets, progress)) {
        outcomes.push((target.clone(), outcome));
        diagnostics.extend(found);
    }
    if let Some(shelf) = &shelf {
        diagnostics.extend(outdated(shelf, &outcomes));
        let made = Whole { selection, settings, outcomes: &outcomes, snapshot, model: &prepared.model };
        diagnostics.extend(made.leave(output).err().map(|error| environment(&error)));
        diagnostics.extend(shelf.finish().err().map(|error| environment(&error)));
    }
    Report { outcomes, removed, diagnostics: diagnostics.sorted() }
}

/// Says in the manifest of an output folder that its files are not known to be current, where no target
/// could be made; gives how many are not.
pub fn left_as_it_was(snapshot: &Snapshot, output: &Output) -> usize {
    // Who cannot be asked is told nothing false: the folder is another run's, or cannot be written.
    shelf::left_as_it_was(output, &inputs::state(snapshot, "")).unwrap_or(0)
}

/// The output folder, held for this run; nothing where nothing is written.
fn opened<'a>(
    prepared: &Prepared,
    snapshot: &Snapshot,
    output: &'a Output,
    settings: &Settings,
) -> Result<Option<Shelf<'a>>, Box<Diagnostic>> {
    let written = (!settings.dry).then_some(output);
    let refused = |output: &Output| output.make().map_err(|error| Box::new(environment(&error)));
    written.into_iter().chain(&settings.sources).try_for_each(refused)?;
    if settings.dry {
        return Ok(None);
    }
    if let Some(refusal) = foreign::manifest(output, settings.overwrite).filter(|_| !settings.overwrite) {
        return Err(Box::new(refusal));
    }
    let date = settings.date.map(Date::iso).unwrap_or_default();
    let shelf = Shelf::open(output, &inputs::state(snapshot, &date))?;
    // Whatever stops this run, what it leaves is not the part that was there before.
    part::forget(output).map_err(|error| Box::new(environment(&error)))?;
    shelf.head(&prepared.model);
    Ok(Some(shelf))
}

/// Removes what is no longer made; only a framework that could be read whole says what that is.
fn cleared(
    shelf: &Shelf<'_>,
    prepared: &Prepared,
    settings: &Settings,
    progress: &dyn Progress,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    if !prepared.whole {
        return Vec::new();
    }
    match shelf.clear(&prepared.model, settings.keep_old) {
        Ok(Cleared { removed, altered, foreign }) => {
            removed.iter().for_each(|path| progress.removed(path));
            diagnostics.extend(altered.iter().map(|path| left_there(path)));
            diagnostics.extend(of_others(&foreign, shelf));
            removed
        }
        Err(error) => {
            diagnostics.push(environment(&error));
            Vec::new()
        }
    }
}

pub(crate) fn left_there(path: &str) -> Diagnostic {
    let message = format!(
        "`{path}` is no longer made, and is left in the output folder, because it or its job ticket was changed \
         after paf had made it"
    );
    Diagnostic::warning(Rule::Altered, message).help("move it to another folder, or delete it")
}

pub(crate) fn of_others(foreign: &[String], shelf: &Shelf<'_>) -> Option<Diagnostic> {
    let first = shelf.output().shown(foreign.first()?);
    let message = match foreign.len() {
        1 => format!("the output folder also holds a file that another framework made: `{first}`"),
        n => format!(
            "the output folder also holds {n} files that another framework made: `{first}` and others"
        ),
    };
    Some(Diagnostic::warning(Rule::ForeignOutput, message).help(
        "build into another folder with `--output`, or delete them if this framework once had another id",
    ))
}

/// Says once which files are from before, because their targets failed.
fn outdated(shelf: &Shelf<'_>, outcomes: &[(Target, Outcome)]) -> Option<Diagnostic> {
    let failed = outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Failed);
    let old: Vec<String> =
        failed.map(|(target, _)| target.path()).filter(|path| shelf.outdate(path)).collect();
    let first = shelf.output().shown(old.first()?);
    let (message, they) = match old.len() {
        1 => (format!("`{first}` is from before: it could not be made anew"), "it"),
        n => {
            let all = format!(
                "{n} files in the output folder are from before, because they could not be made anew: `{first}` and \
                 others"
            );
            (all, "them")
        }
    };
    Some(Diagnostic::warning(Rule::Outdated, message).help(format!(
        "do not hand {they} on: correct the errors and build again; manifest.json marks what is `outdated`"
    )))
}

/// Makes all targets, several at a time, and gives what became of each in their order.
///
/// The threads are not those of rayon: one that waits there for a part of its own document
/// would take up another document, and the longest would be finished last.
fn all(making: &Making<'_>, targets: &[Target], progress: &dyn Progress) -> Vec<(Outcome, Diagnostics)> {
    let limits = &making.settings.limits;
    let (alone, together): (Vec<usize>, Vec<usize>) =
        (0..targets.len()).partition(|index| limits.resumed.alone.contains(&targets[*index].path()));
    let run = Run {
        making,
        targets,
        progress,
        watch: Watch::new(limits),
        // What was given up has failed, in the process before this one.
        stopped: AtomicBool::new(making.settings.fail_fast && !limits.resumed.given_up.is_empty()),
        done: Mutex::new(Vec::with_capacity(targets.len())),
    };
    let threads = threads(making.settings);
    std::thread::scope(|scope| {
        scope.spawn(|| run.watch.look());
        let worked = std::panic::catch_unwind(AssertUnwindSafe(|| {
            run.side_by_side(&together, threads);
            run.side_by_side(&alone, 1);
        }));
        run.watch.end();
        // A panic is told by who called; here it must not leave the watch waiting.
        worked.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
    let mut done = run.done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}

/// How many targets are made at a time.
fn threads(settings: &Settings) -> usize {
    match settings.jobs {
        0 => std::thread::available_parallelism().map_or(1, NonZero::get),
        jobs => jobs,
    }
}

/// The targets of a language version of a document in an edition, with their places in the plan.
type OfVersion<'a> = Vec<(usize, &'a Target)>;

/// Language versions of a document together, whatever their edition, in the order of the first of each.
fn by_words(versions: Vec<OfVersion<'_>>) -> Vec<Vec<OfVersion<'_>>> {
    let words = |version: &OfVersion<'_>| (Arc::clone(&version[0].1.document), version[0].1.lang);
    let mut groups: Vec<Vec<OfVersion<'_>>> = Vec::new();
    for version in versions {
        match groups.iter_mut().find(|group| words(&group[0]) == words(&version)) {
            Some(group) => group.push(version),
            None => groups.push(vec![version]),
        }
    }
    groups
}

/// What the threads of a run share.
struct Run<'a> {
    making: &'a Making<'a>,
    targets: &'a [Target],
    progress: &'a dyn Progress,
    watch: Watch<'a>,
    stopped: AtomicBool,
    done: Mutex<Vec<(usize, (Outcome, Diagnostics))>>,
}

impl Run<'_> {
    /// Makes targets by their language versions: those of the most files and of the documents that print most first,
    /// since a long one that comes last keeps a single processor busy. A thread makes a document in a language for one
    /// edition after another: most of it is laid out already.
    fn side_by_side(&self, indices: &[usize], threads: usize) {
        let versions = self.versions(indices);
        let turns = Turns::new(by_words(versions));
        let work = || {
            let mut at = None;
            while let Some(targets) = turns.next(&mut at) {
                let version = Version::new(&self.making.compositor, targets[0].1);
                for (index, target) in targets {
                    let made = self.make(target, &version);
                    self.done.lock().unwrap_or_else(PoisonError::into_inner).push((index, made));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..threads.min(indices.len()) {
                scope.spawn(work);
            }
        });
    }

    /// Targets of one layout together, the long ones first.
    fn versions(&self, indices: &[usize]) -> Vec<OfVersion<'_>> {
        let mut versions: Vec<OfVersion<'_>> = Vec::new();
        for (index, target) in indices.iter().filter_map(|index| Some((*index, self.targets.get(*index)?))) {
            // The profiles of a text follow one another in a plan.
            let known = versions.iter_mut().rev().take(Profile::ALL.len());
            match known.into_iter().find(|version| version[0].1.of_pages() == target.of_pages()) {
                Some(version) => version.push((index, target)),
                None => versions.push(vec![(index, target)]),
            }
        }
        versions.sort_by_key(|version| std::cmp::Reverse((version.len(), self.printed_files(version[0].1))));
        versions
    }

    /// How many files of the content a document prints.
    fn printed_files(&self, target: &Target) -> usize {
        let documents = &self.making.prepared.model.documents;
        let document = documents.iter().find(|(id, _)| *id == target.document);
        document.map_or(0, |(_, document)| document.requires.len() + document.uses.len())
    }

    fn make(&self, target: &Target, version: &Version<'_>) -> (Outcome, Diagnostics) {
        let settings = self.making.settings;
        let was_made = settings.limits.resumed.made.contains(&target.path());
        let was_given_up = settings.limits.resumed.given_up.contains_key(&target.path());
        let made = if self.stopped.load(Ordering::Relaxed) && !was_made && !was_given_up {
            (Outcome::Skipped, Diagnostics::new())
        } else if self.making.prepared.broken.contains(&target.edition) {
            (Outcome::Failed, Diagnostics::new())
        } else if let Some(refusal) = settings.limits.refuse(target, self.targets) {
            (Outcome::Failed, self.making.placed(Diagnostics::from_iter([refusal]), target))
        } else {
            self.progress.begun(target);
            self.watch.begun(target);
            let made = self.making.target(target, version);
            self.watch.finished(target, made.0);
            made
        };
        if made.0 == Outcome::Failed && settings.fail_fast {
            self.stopped.store(true, Ordering::Relaxed);
        }
        if was_made && made.0 == Outcome::Unchanged {
            // It was told as made before the process began anew.
            self.progress.finished(target, Outcome::Unchanged);
            return (Outcome::Made, made.1);
        }
        self.progress.finished(target, made.0);
        made
    }
}

/// Renders the templates of all targets without typesetting them.
pub(crate) fn check(prepared: &Prepared, targets: &[Target]) -> Diagnostics {
    let looked_at: Vec<_> = one_for_all_profiles(targets)
        .par_iter()
        .filter(|target| !prepared.broken.contains(&target.edition))
        .map(|target| match project::template(prepared, target, prepared.date_of(target)) {
            Ok(ready) => {
                let texts = (Lacking::of(&ready, target, prepared), Printed::of(&ready, target));
                (project::unfilled(&ready, &prepared.errors).collect::<Diagnostics>(), texts)
            }
            Err(error) => (Diagnostics::from_iter([*error]), (None, None)),
        })
        .collect();
    let (found, texts): (Vec<Diagnostics>, Vec<_>) = looked_at.into_iter().unzip();
    let (lacking, printed): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    let mut found: Diagnostics = found.into_iter().flatten().collect();
    found.extend(lacking::told(&lacking.into_iter().flatten().collect::<Vec<_>>(), prepared));
    found.extend(unprinted::told(&printed.into_iter().flatten().collect::<Vec<_>>(), prepared));
    found.sorted()
}
