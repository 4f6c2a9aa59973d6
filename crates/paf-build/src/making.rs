//! From one target to its files: filled in, laid out, pressed, examined, and written with its record.

use std::sync::{Arc, OnceLock};

use paf_diag::{Diagnostic, Diagnostics, Label, Rule};
use paf_locale::Date;
use paf_model::document::Profile;
use paf_press::intent::Intent;
use paf_translate::State;
use paf_typeset::{Medium, PdfSettings, Typesetter, pdf, printed, title};

use crate::digest::sha256;
use crate::disk::Output;
use crate::findings;
use crate::fitting::{self, FitEntry};
use crate::foreign;
use crate::inputs;
use crate::manifest::{Beside, FileState, ManifestEntry, Translation};
use crate::outcome::Outcome;
use crate::plan::Target;
use crate::prepare::Prepared;
use crate::press::{self, Printing};
use crate::project::{self, Ready};
use crate::record::Record;
use crate::settings::Settings;
use crate::shelf::{Shelf, environment};
use crate::snapshot::Snapshot;
use crate::sources;
use crate::standing::{self, Tally};

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
    pub(crate) typesetter: OnceLock<Result<Typesetter, Diagnostics>>,
}

/// A target that is laid out and pressed, with what Typst read for it.
struct Pressed {
    files: press::Pressed,
    fit: Option<FitEntry>,
    dependencies: Vec<String>,
}

impl Making<'_> {
    /// The date that PDFs carry.
    fn date(&self, target: &Target) -> Date {
        self.settings.date.unwrap_or_else(|| self.prepared.date_of(target))
    }

    /// Makes a target, unless it is as it was; gives what became of it and what was found.
    pub(crate) fn target(&self, target: &Target) -> (Outcome, Diagnostics) {
        let mut found = Diagnostics::new();
        let outcome = self.make(target, &mut found);
        let outcome = outcome.filter(|_| !found.has_errors()).unwrap_or(Outcome::Failed);
        (outcome, self.placed(found, target))
    }

    fn make(&self, target: &Target, told: &mut Diagnostics) -> Option<Outcome> {
        let (model, date) = (self.prepared.model.of(&target.edition), self.date(target));
        let ready = kept(project::project(self.prepared, target, date), told)?;
        if project::has_unfilled(&ready) {
            told.extend(project::unfilled(&ready, &self.prepared.errors));
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
        if let Some(findings) = self.unchanged(target, &ready, printing.as_ref()) {
            told.extend(findings);
            let confirmed = self
                .shelf
                .map(|shelf| shelf.confirm(&target.path(), translation(&ready), &ready.differences));
            told.extend(confirmed.and_then(Result::err).map(|error| environment(&error)));
            return Some(Outcome::Unchanged);
        }
        let known = self.files_of(target);
        self.keep_of_others(&known, told)?;
        let mut found = Diagnostics::new();
        let pressed = self.pressed(target, &ready, printing.as_ref(), &mut found);
        let found = self.placed(found, target);
        told.extend(found.clone());
        let pressed = pressed.filter(|_| !found.has_errors())?;
        let Some(shelf) = self.shelf else { return Some(Outcome::Made) };
        let beside = pressed.files.beside.iter().map(|(path, _)| path.clone());
        let beside: Vec<String> = beside.filter(|path| !known.contains(path)).collect();
        self.keep_of_others(&beside, told)?;
        let record = self.record(target, &ready, printing.as_ref(), &pressed, &found);
        self.write(target, &ready, &pressed, record, shelf, told)?;
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

    fn pressed(
        &self,
        target: &Target,
        ready: &Ready,
        printing: Option<&Printing>,
        found: &mut Diagnostics,
    ) -> Option<Pressed> {
        let typesetter = self.typesetter.get_or_init(|| Typesetter::new(Arc::clone(self.snapshot) as _));
        let typesetter = match typesetter {
            Ok(typesetter) => typesetter,
            Err(error) => {
                found.extend(error.clone());
                return None;
            }
        };
        let typeset = typesetter.typeset(&ready.project);
        found.extend(typeset.diagnostics);
        let document = typeset.document?;
        if let Some(refusal) = self.settings.limits.too_many_pages(&target.path(), document.pages().len()) {
            found.push(refusal);
            return None;
        }
        if let Some(fit) = &typeset.fit {
            let printed = || printed(typesetter, &ready.project, &document);
            let fitted = fitting::Fitted { fit, ready, target, prepared: self.prepared, printed: &printed };
            fitted.report(found);
        }
        if found.has_errors() {
            return None;
        }
        let settings = self.pdf_settings(target);
        let document = match printing {
            Some(printing) => typesetter.fitted(document, settings.medium, printing.intent.icc()),
            None => typesetter.fitted(document, settings.medium, Intent::coated().icc()),
        };
        let bytes = match pdf(typesetter, &ready.project, &document, &settings) {
            Ok(bytes) => bytes,
            Err(errors) => {
                found.extend(errors);
                return None;
            }
        };
        let files = match printing {
            Some(printing) => {
                let title = title(&document).unwrap_or_else(|| target.stem());
                let dependencies = typeset.dependencies.as_slice();
                let pages = press::Typeset { pdf: &bytes, title, document: &document, dependencies };
                let pressed = printing.pressed(
                    target,
                    self.prepared.model.of(&target.edition),
                    &pages,
                    &**self.snapshot,
                );
                let (pressed, examined) = kept(pressed, found)?;
                found.extend(examined);
                pressed
            }
            None => press::Pressed::of_pages(bytes, document.pages().len()),
        };
        let fit = typeset.fit.as_ref().map(FitEntry::new);
        Some(Pressed { files, fit, dependencies: typeset.dependencies })
    }

    fn pdf_settings(&self, target: &Target) -> PdfSettings {
        let parts = [&*target.framework, &*target.document, &*target.edition, target.lang.code()];
        PdfSettings {
            ident: format!("{}/{}", parts.join("/"), target.profile.as_str()),
            creator: format!("paf {}", env!("CARGO_PKG_VERSION")),
            date: self.date(target),
            medium: match target.profile {
                Profile::Screen => Medium::Screen,
                Profile::Press | Profile::Booklet => Medium::Press,
            },
        }
    }

    fn record(
        &self,
        target: &Target,
        ready: &Ready,
        printing: Option<&Printing>,
        pressed: &Pressed,
        found: &Diagnostics,
    ) -> Record {
        let dependencies = inputs::hashed(&pressed.dependencies, self.snapshot);
        let hash = inputs::of_target(target, ready, printing, self.prepared, &self.common, &dependencies);
        let findings = findings::kept(found);
        Record {
            framework: target.framework.to_string(),
            entry: entry(target, ready, pressed, hash),
            dependencies,
            told_from: findings::told_from(&findings, ready, self.prepared, self.snapshot),
            findings,
            begun: false,
        }
    }

    fn write(
        &self,
        target: &Target,
        ready: &Ready,
        pressed: &Pressed,
        record: Record,
        shelf: &Shelf<'_>,
        told: &mut Diagnostics,
    ) -> Option<()> {
        let path = target.path();
        let beside = pressed.files.beside.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let files: Vec<(&str, &[u8])> =
            beside.chain([(path.as_str(), pressed.files.bytes.as_slice())]).collect();
        if let Some(folder) = &self.settings.sources {
            let written = sources::write(folder, target, ready, &pressed.dependencies, &**self.snapshot);
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

/// A value, or its error among the diagnostics.
fn kept<T>(result: Result<T, Box<Diagnostic>>, told: &mut Diagnostics) -> Option<T> {
    result.map_err(|error| told.push(*error)).ok()
}

fn entry(target: &Target, ready: &Ready, pressed: &Pressed, inputs: String) -> ManifestEntry {
    let made = &pressed.files;
    let beside = |(path, bytes): &(String, Vec<u8>)| Beside { path: path.clone(), sha256: sha256(bytes) };
    ManifestEntry {
        document: target.document.to_string(),
        edition: target.edition.to_string(),
        language: target.lang.code().to_owned(),
        profile: target.profile.as_str().to_owned(),
        path: target.path(),
        bytes: made.bytes.len() as u64,
        pages: made.pages as u64,
        sha256: sha256(&made.bytes),
        standards: made.standards.iter().map(|&standard| standard.to_owned()).collect(),
        beside: made.beside.iter().map(beside).collect(),
        translation: translation(ready),
        fit: pressed.fit.clone(),
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
