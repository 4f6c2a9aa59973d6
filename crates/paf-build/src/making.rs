//! From a language version to the files of one target: pressed, examined, and written with its record.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Label, Rule};
use paf_translate::State;
use paf_typeset::title;

use crate::digest::sha256;
use crate::disk::Output;
use crate::findings;
use crate::foreign;
use crate::inputs;
use crate::manifest::{Asked, Beside, FileState, ManifestEntry, Translation};
use crate::outcome::Outcome;
use crate::prepare::Prepared;
use crate::press::{self, Printing};
use crate::project::{self, Ready};
use crate::record::Record;
use crate::settings::Settings;
use crate::shelf::{Shelf, environment};
use crate::snapshot::Snapshot;
use crate::sources;
use crate::standing::{self, Tally};
use crate::target::Target;
use crate::version::{Compositor, Laid, Version};

/// What the targets of a run are made with.
pub(crate) struct Making<'a> {
    pub(crate) prepared: &'a Prepared,
    pub(crate) snapshot: &'a Arc<Snapshot>,
    pub(crate) settings: &'a Settings,
    pub(crate) output: &'a Output,
    /// Where targets are kept; nothing in a run that writes nothing.
    pub(crate) shelf: Option<&'a Shelf<'a>>,
    /// The hash of what all targets depend on.
    pub(crate) common: String,
    pub(crate) compositor: Compositor<'a>,
}

/// The files of a target, and the pages they were made of.
struct Pressed<'a> {
    files: press::Pressed,
    laid: &'a Laid,
}

impl Making<'_> {
    /// Makes a target of its language version, unless it is as it was; gives what became of it and what was found.
    pub(crate) fn target(&self, target: &Target, version: &Version<'_>) -> (Outcome, Diagnostics) {
        let mut found = Diagnostics::new();
        let outcome = self.make(target, version, &mut found);
        let outcome = outcome.filter(|_| !found.has_errors()).unwrap_or(Outcome::Failed);
        (outcome, self.placed(found, target))
    }

    fn make(&self, target: &Target, version: &Version<'_>, told: &mut Diagnostics) -> Option<Outcome> {
        let (model, date) = (self.prepared.model.of(&target.edition), self.compositor.date(target));
        let ready = kept(version.ready(), told)?;
        if project::has_unfilled(ready) {
            told.extend(project::unfilled(ready, &self.prepared.errors));
            return None;
        }
        let refuse = |least| standing::require(least, &ready.standings, target, self.prepared);
        let refusal = self.settings.require.and_then(refuse);
        if let Some(refusal) = refusal {
            told.push(refusal);
            return None;
        }
        let printing = Printing::of_target(target, model, date, &self.settings.press, &**self.snapshot);
        let printing = kept(printing, told)?;
        if let Some(findings) = self.unchanged(target, ready, printing.as_ref()) {
            told.extend(findings);
            let now = (translation(ready), self.asked(target));
            let confirmed = self.shelf.map(|shelf| shelf.confirm(&target.path(), now, &ready.differences));
            told.extend(confirmed.and_then(Result::err).map(|error| environment(&error)));
            return Some(Outcome::Unchanged);
        }
        let known = self.files_of(target);
        self.keep_of_others(&known, told)?;
        let mut found = Diagnostics::new();
        let pressed = self.pressed(target, version, printing.as_ref(), &mut found);
        let found = self.placed(found, target);
        told.extend(found.clone());
        let pressed = pressed.filter(|_| !found.has_errors())?;
        let Some(shelf) = self.shelf else { return Some(Outcome::Made) };
        let beside = pressed.files.beside.iter().map(|(path, _)| path.clone());
        let beside: Vec<String> = beside.filter(|path| !known.contains(path)).collect();
        self.keep_of_others(&beside, told)?;
        let record = self.record(target, ready, printing.as_ref(), &pressed, &found);
        self.write(target, ready, &pressed, record, shelf, told)?;
        Some(Outcome::Made)
    }

    /// What was found when a target was made, if nothing has changed since.
    fn unchanged(
        &self,
        target: &Target,
        ready: &Ready,
        printing: Option<&Printing>,
    ) -> Option<Vec<Diagnostic>> {
        let is_redone = self.settings.force || self.settings.sources.is_some();
        if is_redone && !self.settings.limits.resumed.made.contains(&target.path()) {
            return None;
        }
        let record = self.shelf?.record(&target.path())?;
        let now = inputs::hashed(record.dependencies.keys(), self.snapshot);
        // The files are read last: where the inputs differ, nobody needs to.
        let is_same = record.entry.inputs
            == inputs::of_target(target, ready, printing, self.prepared, &self.common, &now)
            && record.told_from == findings::told_from(&record.findings, ready, self.prepared, self.snapshot)
            && record.is_whole(self.output);
        is_same.then(|| findings::replayed(&record.findings, self.snapshot)).flatten()
    }

    /// The files that lie in the folder as those of a target.
    fn files_of(&self, target: &Target) -> Vec<String> {
        match self.shelf.and_then(|shelf| shelf.record(&target.path())) {
            Some(record) => record.files().map(str::to_owned).collect(),
            None => vec![target.path()],
        }
    }

    /// Nothing where one of these files would be lost that somebody else made or has worked in.
    fn keep_of_others(&self, paths: &[String], told: &mut Diagnostics) -> Option<()> {
        let Some(shelf) = self.shelf else { return Some(()) };
        let refused = foreign::find(paths, shelf.output(), |path| shelf.known(path), self.settings.overwrite);
        let is_kept = !refused.has_errors();
        told.extend(refused);
        is_kept.then_some(())
    }

    fn pressed<'v>(
        &self,
        target: &Target,
        version: &'v Version<'_>,
        printing: Option<&Printing>,
        found: &mut Diagnostics,
    ) -> Option<Pressed<'v>> {
        let laid = version.laid()?;
        found.extend(laid.found.clone());
        found.extend(self.settings.limits.too_many_pages(&target.path(), laid.count));
        if found.has_errors() {
            return None;
        }
        let Some(printing) = printing else {
            let pdf = all(version.screen(), found)?;
            return Some(Pressed { files: press::Pressed::of_pages(pdf, laid.count), laid });
        };
        let single = all(version.paper(printing), found)?;
        let title = title(&single.document).unwrap_or_else(|| target.stem());
        let dependencies = laid.dependencies.as_slice();
        let pages = press::Typeset { single, title, dependencies };
        let model = self.prepared.model.of(&target.edition);
        let (files, examined) = kept(printing.pressed(target, model, &pages, &**self.snapshot), found)?;
        found.extend(examined);
        Some(Pressed { files, laid })
    }

    fn record(
        &self,
        target: &Target,
        ready: &Ready,
        printing: Option<&Printing>,
        pressed: &Pressed<'_>,
        found: &Diagnostics,
    ) -> Record {
        let dependencies = inputs::hashed(&pressed.laid.dependencies, self.snapshot);
        let hash = inputs::of_target(target, ready, printing, self.prepared, &self.common, &dependencies);
        let findings = findings::kept(found);
        Record {
            framework: target.framework.to_string(),
            entry: entry(target, ready, pressed, (self.asked(target), hash)),
            dependencies,
            told_from: findings::told_from(&findings, ready, self.prepared, self.snapshot),
            findings,
            begun: false,
        }
    }

    fn asked(&self, target: &Target) -> Asked {
        Asked::of(target.profile, &self.settings.press, self.settings.date)
    }

    fn write(
        &self,
        target: &Target,
        ready: &Ready,
        pressed: &Pressed<'_>,
        record: Record,
        shelf: &Shelf<'_>,
        told: &mut Diagnostics,
    ) -> Option<()> {
        let path = target.path();
        let beside = pressed.files.beside.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let files: Vec<(&str, &[u8])> =
            beside.chain([(path.as_str(), pressed.files.bytes.as_slice())]).collect();
        if let Some(folder) = &self.settings.sources {
            let date = self.compositor.date(target);
            let of_profile = kept(project::of_profile(self.prepared, target, date), told)?;
            let (read, files) = (&pressed.laid.dependencies, &**self.snapshot);
            let written = sources::write(folder, target, (ready, of_profile), read, files);
            written.map_err(|refused| told.extend(refused)).ok()?;
        }
        shelf.keep(record, &files).map_err(|error| told.push(environment(&error))).ok()
    }

    /// What has no place of its own stands at the beginning of the template.
    pub(crate) fn placed(&self, found: Diagnostics, target: &Target) -> Diagnostics {
        let start = project::template_start(self.prepared, target);
        let place = |mut diagnostic: Diagnostic| {
            if diagnostic.primary.is_none()
                && !matches!(diagnostic.rule, Rule::Environment | Rule::Altered | Rule::WrittenOver)
            {
                let label = |place| Label { place, text: "in this template".to_owned() };
                diagnostic.primary = start.clone().map(label);
            }
            diagnostic
        };
        found.into_iter().map(place).collect()
    }
}

/// A value, or its errors among the diagnostics.
fn all<T>(result: Result<T, Diagnostics>, told: &mut Diagnostics) -> Option<T> {
    result.map_err(|errors| told.extend(errors)).ok()
}

/// A value, or its error among the diagnostics.
fn kept<T>(result: Result<T, Box<Diagnostic>>, told: &mut Diagnostics) -> Option<T> {
    result.map_err(|error| told.push(*error)).ok()
}

fn entry(
    target: &Target,
    ready: &Ready,
    pressed: &Pressed<'_>,
    (asked, inputs): (Asked, String),
) -> ManifestEntry {
    let made = &pressed.files;
    let beside = |(path, bytes): &(String, Vec<u8>)| Beside { path: path.clone(), sha256: sha256(bytes) };
    ManifestEntry {
        document: target.document.to_string(),
        edition: target.edition.to_string(),
        language: target.lang.code().to_owned(),
        language_name: target.lang.endonym().to_owned(),
        title: pressed.laid.document.as_ref().and_then(title).unwrap_or_else(|| target.stem()),
        profile: target.profile.as_str().to_owned(),
        path: target.path(),
        bytes: made.bytes.len() as u64,
        pages: made.pages as u64,
        sha256: sha256(&made.bytes),
        standards: made.standards.iter().map(|&standard| standard.to_owned()).collect(),
        beside: made.beside.iter().map(beside).collect(),
        asked,
        translation: translation(ready),
        fit: pressed.laid.fit.clone(),
        differences: ready.differences.clone(),
        state: FileState::Current,
        inputs,
    }
}

/// How far a target's translation is, as the manifest says it.
fn translation(ready: &Ready) -> Translation {
    let tally = Tally::of(&ready.standings);
    let missing = tally.count(State::Missing) as u64;
    Translation {
        state: if missing > 0 { "incomplete".to_owned() } else { ready.translation.to_owned() },
        missing,
        stale: tally.count(State::Stale) as u64,
    }
}
