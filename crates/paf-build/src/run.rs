//! Makes targets side by side; each is finished whole or leaves what was there.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};
use paf_locale::Date;
use paf_model::document::Profile;
use paf_model::files::Files;
use paf_translate::State;
use paf_typeset::{Medium, PdfSettings, Typesetter, pdf, title};
use rayon::prelude::*;

use crate::cache::{self, CACHE, Cache};
use crate::digest::sha256;
use crate::disk::Output;
use crate::fitting::{self, FitEntry};
use crate::manifest::{Beside, MANIFEST, Manifest, ManifestEntry, Translation};
use crate::plan::{Target, one_for_all_profiles};
use crate::prepare::Prepared;
use crate::press::{self, PressSettings, Printing};
use crate::project::{self, Ready};
use crate::sources;
use crate::standing::{self, Tally};

/// How a run is made.
pub struct Settings {
    /// The most targets at a time; 0 for as many as there are processors.
    pub jobs: usize,
    /// Stop with the first target that fails.
    pub fail_fast: bool,
    /// Make targets again that have not changed.
    pub force: bool,
    /// Typeset and check everything, but write nothing.
    pub dry: bool,
    /// Also write each target's Typst project here.
    pub sources: Option<Output>,
    /// How far every text of a target has to be.
    pub require: Option<State>,
    /// The date that PDFs carry instead of the framework's.
    pub date: Option<Date>,
    /// What is asked of files for the press.
    pub press: PressSettings,
}

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was made.
    Made,
    /// It had not changed.
    Unchanged,
    /// It has errors; what was there before is there still.
    Failed,
    /// It was not begun, because another one failed.
    Skipped,
}

/// Is told how a run goes; called from several threads.
pub trait Progress: Sync {
    /// How many targets there are.
    fn planned(&self, targets: usize);
    /// A target is begun.
    fn begun(&self, target: &Target);
    /// A target is finished.
    fn finished(&self, target: &Target, outcome: Outcome);
}

/// What a run came to.
pub struct Report {
    /// Each target with what became of it, in the order of the plan.
    pub outcomes: Vec<(Target, Outcome)>,
    /// What was found, sorted.
    pub diagnostics: Diagnostics,
}

struct Made {
    entry: ManifestEntry,
    dependencies: Vec<String>,
}

struct Run<'a> {
    prepared: &'a Prepared,
    files: &'a dyn Files,
    output: &'a Output,
    settings: &'a Settings,
    typesetter: OnceLock<Result<Typesetter, Box<Diagnostic>>>,
    shared_files: Arc<dyn Files>,
    common: String,
    manifest: Manifest,
    cache: Cache,
    stopped: AtomicBool,
}

/// Makes the targets below `output`.
pub fn build(
    prepared: &Prepared,
    files: &Arc<dyn Files>,
    targets: &[Target],
    output: &Output,
    settings: &Settings,
    progress: &dyn Progress,
) -> Report {
    // Nobody should wait for all pages to hear that they cannot be kept.
    if let Some(error) = refused(output, settings) {
        let outcomes = targets.iter().map(|target| (target.clone(), Outcome::Skipped)).collect();
        return Report { outcomes, diagnostics: Diagnostics::from_iter([error]) };
    }
    let run = Run {
        prepared,
        files: &**files,
        output,
        settings,
        typesetter: OnceLock::new(),
        shared_files: Arc::clone(files),
        common: cache::common_inputs(&**files),
        manifest: Manifest::read(output.read(MANIFEST)),
        cache: Cache::read(output.read(CACHE)),
        stopped: AtomicBool::new(false),
    };
    progress.planned(targets.len());
    let results = run.all(targets, progress);
    run.finish(targets, results)
}

/// Renders the templates of all targets without typesetting them.
pub fn check(prepared: &Prepared, targets: &[Target]) -> Diagnostics {
    let date = prepared.model.framework.date.date;
    let found: Vec<Diagnostics> = one_for_all_profiles(targets)
        .par_iter()
        .map(|target| {
            let mut diagnostics = Diagnostics::new();
            match project::project(prepared, target, date) {
                Ok(ready) => {
                    project::report_lacking(&ready, target, prepared, &mut diagnostics);
                }
                Err(error) => diagnostics.push(*error),
            }
            diagnostics
        })
        .collect();
    found.into_iter().flatten().collect::<Diagnostics>().sorted()
}

impl Run<'_> {
    /// Makes all targets, several at a time, and gives what became of each in their order.
    ///
    /// The threads are not those of rayon: one that waits there for a part of its own document
    /// would take up another document, and the longest would be finished last.
    fn all(&self, targets: &[Target], progress: &dyn Progress) -> Vec<(Outcome, Option<Made>, Diagnostics)> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(targets.len()));
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(target) = targets.get(index) else { break };
                let made = self.target(target, progress);
                progress.finished(target, made.0);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, made));
            }
        };
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = if self.settings.jobs == 0 { processors } else { self.settings.jobs };
        std::thread::scope(|scope| {
            for _ in 0..threads.min(targets.len()) {
                scope.spawn(work);
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, made)| made).collect()
    }

    fn target(&self, target: &Target, progress: &dyn Progress) -> (Outcome, Option<Made>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        if self.stopped.load(Ordering::Relaxed) {
            return (Outcome::Skipped, None, diagnostics);
        }
        progress.begun(target);
        let result = self.make(target, &mut diagnostics);
        let failed = diagnostics.has_errors();
        if failed && self.settings.fail_fast {
            self.stopped.store(true, Ordering::Relaxed);
        }
        let start = project::template_start(self.prepared, target);
        let diagnostics = diagnostics
            .into_iter()
            .map(|mut diagnostic| {
                if diagnostic.primary.is_none() && diagnostic.rule != Rule::Environment {
                    diagnostic.primary = start
                        .clone()
                        .map(|place| paf_diag::Label { place, text: "in this template".to_owned() });
                }
                diagnostic
            })
            .collect();
        match result {
            Some((outcome, made)) if !failed => (outcome, made, diagnostics),
            _ => (Outcome::Failed, None, diagnostics),
        }
    }

    fn make(&self, target: &Target, diagnostics: &mut Diagnostics) -> Option<(Outcome, Option<Made>)> {
        let date = self.settings.date.unwrap_or(self.prepared.model.framework.date.date);
        let ready = match project::project(self.prepared, target, date) {
            Ok(ready) => ready,
            Err(error) => {
                diagnostics.push(*error);
                return None;
            }
        };
        project::report_lacking(&ready, target, self.prepared, diagnostics);
        if let Some(refusal) =
            self.settings.require.and_then(|least| standing::require(least, &ready.standings, target))
        {
            diagnostics.push(refusal);
            return None;
        }
        let model = &self.prepared.model;
        let printing = match Printing::of_target(target, model, date, &self.settings.press, self.files) {
            Ok(printing) => printing,
            Err(error) => {
                diagnostics.push(*error);
                return None;
            }
        };
        let may_skip = !self.settings.force && !self.settings.dry && self.settings.sources.is_none();
        if may_skip && self.is_unchanged(target, &ready, printing.as_ref()) {
            return Some((Outcome::Unchanged, None));
        }
        let typesetter = match self.typesetter.get_or_init(|| Typesetter::new(Arc::clone(&self.shared_files)))
        {
            Ok(typesetter) => typesetter,
            Err(error) => {
                diagnostics.push((**error).clone());
                return None;
            }
        };
        let typeset = typesetter.typeset(&ready.project);
        diagnostics.extend(typeset.diagnostics);
        let document = typeset.document?;
        if let Some(fit) = &typeset.fit {
            let overflows = fitting::overflows(fit, &ready, target, self.prepared);
            // What is too long for its page also stands over its edge or over what follows.
            if !overflows.is_empty() {
                *diagnostics =
                    std::mem::take(diagnostics).into_iter().filter(|d| d.rule != Rule::Collision).collect();
            }
            diagnostics.extend(overflows);
            diagnostics.extend(fitting::left_out(fit, &ready, target, self.prepared));
        }
        if diagnostics.has_errors() {
            return None;
        }
        let settings = PdfSettings {
            ident: format!(
                "{}/{}/{}/{}",
                target.document,
                target.edition,
                target.lang,
                target.profile.as_str()
            ),
            creator: format!("paf {}", env!("CARGO_PKG_VERSION")),
            date,
            medium: match target.profile {
                Profile::Screen => Medium::Screen,
                Profile::Press | Profile::Booklet => Medium::Press,
            },
        };
        let bytes = match pdf(typesetter, &ready.project, &document, &settings) {
            Ok(bytes) => bytes,
            Err(errors) => {
                diagnostics.extend(errors);
                return None;
            }
        };
        let made = match &printing {
            Some(printing) => {
                let title = title(&document).unwrap_or_else(|| target.stem());
                let pages = press::Typeset { pdf: &bytes, title, document: &document };
                self.for_the_press(target, printing, &pages, diagnostics)?
            }
            None => press::Pressed::of_pages(bytes, document.pages().len()),
        };
        if self.settings.dry {
            return Some((Outcome::Made, None));
        }
        if !self.write(target, &ready, &typeset.dependencies, &made, diagnostics) {
            return None;
        }
        let inputs = self.inputs(target, &ready, printing.as_ref(), &typeset.dependencies);
        let mut entry = entry(target, &ready, &made, inputs);
        entry.fit = typeset.fit.as_ref().map(FitEntry::new);
        Some((Outcome::Made, Some(Made { entry, dependencies: typeset.dependencies })))
    }

    /// The file that a printer gets, examined as the printer would; an error there fails the target.
    fn for_the_press(
        &self,
        target: &Target,
        printing: &Printing,
        pages: &press::Typeset<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<press::Pressed> {
        match printing.pressed(target, &self.prepared.model, pages, self.files) {
            Ok((pressed, found)) => {
                diagnostics.extend(found);
                Some(pressed)
            }
            Err(error) => {
                diagnostics.push(*error);
                None
            }
        }
        .filter(|_| !diagnostics.has_errors())
    }

    fn inputs(
        &self,
        target: &Target,
        ready: &Ready,
        printing: Option<&Printing>,
        dependencies: &[String],
    ) -> String {
        let printing = printing.map(Printing::inputs).unwrap_or_default();
        cache::inputs(target, ready, &self.common, &printing, dependencies, self.files)
    }

    fn is_unchanged(&self, target: &Target, ready: &Ready, printing: Option<&Printing>) -> bool {
        let path = target.path();
        let (Some(entry), Some(dependencies)) =
            (self.manifest.entry(target), self.cache.dependencies.get(&path))
        else {
            return false;
        };
        let is_there =
            |path: &str, hash: &str| self.output.read(path).is_some_and(|bytes| sha256(&bytes) == hash);
        entry.inputs == self.inputs(target, ready, printing, dependencies)
            && is_there(&path, &entry.sha256)
            && entry.beside.iter().all(|file| is_there(&file.path, &file.sha256))
    }

    fn write(
        &self,
        target: &Target,
        ready: &Ready,
        dependencies: &[String],
        made: &press::Pressed,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let sources = match &self.settings.sources {
            Some(folder) => sources::write(folder, target, ready, dependencies, self.files),
            None => Ok(()),
        };
        let beside = made.beside.iter().map(|(path, bytes)| self.output.write(path, bytes));
        let written = beside.chain([self.output.write(&target.path(), &made.bytes)]);
        for result in std::iter::once(sources).chain(written) {
            if let Err(error) = result {
                diagnostics.push(environment(&error.to_string()));
                return false;
            }
        }
        true
    }

    fn finish(mut self, targets: &[Target], results: Vec<(Outcome, Option<Made>, Diagnostics)>) -> Report {
        let mut outcomes = Vec::with_capacity(targets.len());
        let mut diagnostics = Diagnostics::new();
        for (target, (outcome, made, found)) in targets.iter().zip(results) {
            if let Some(made) = made {
                self.manifest.targets.retain(|entry| entry.path != made.entry.path);
                self.cache.dependencies.insert(made.entry.path.clone(), made.dependencies);
                self.manifest.targets.push(made.entry);
            }
            outcomes.push((target.clone(), outcome));
            diagnostics.extend(found);
        }
        let wrote = !self.settings.dry;
        if wrote && outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Made | Outcome::Unchanged))
        {
            diagnostics.extend(self.write_records());
        }
        Report { outcomes, diagnostics: diagnostics.sorted() }
    }

    /// The manifest lists what is there: targets that are gone from the folder are gone from it.
    fn write_records(&mut self) -> Option<Diagnostic> {
        let output = self.output;
        self.manifest.targets.retain(|entry| output.exists(&entry.path));
        self.manifest.targets.sort_by(|a, b| a.path.cmp(&b.path));
        let framework = &self.prepared.model.framework;
        self.manifest.format = Manifest::FORMAT;
        framework.id.as_str().clone_into(&mut self.manifest.framework);
        framework.version.as_str().clone_into(&mut self.manifest.version);
        self.manifest.date = framework.date.date.iso();
        self.manifest.generator = format!("paf {}", env!("CARGO_PKG_VERSION"));
        let manifest = &self.manifest;
        self.cache.dependencies.retain(|path, _| manifest.targets.iter().any(|entry| entry.path == *path));
        [(MANIFEST, self.manifest.to_json()), (CACHE, self.cache.to_json())]
            .into_iter()
            .find_map(|(path, json)| output.write(path, json.as_bytes()).err())
            .map(|error| environment(&error.to_string()))
    }
}

/// Why nothing can be written, if that is so.
fn refused(output: &Output, settings: &Settings) -> Option<Diagnostic> {
    let written = (!settings.dry).then_some(output);
    let refusals = written.into_iter().chain(&settings.sources).map(Output::make);
    refusals.filter_map(Result::err).next().map(|error| environment(&error.to_string()))
}

fn environment(message: &str) -> Diagnostic {
    Diagnostic::new(Severity::Error, Rule::Environment, message)
        .help("check the free space and the permissions of the output folder")
}

fn entry(target: &Target, ready: &Ready, made: &press::Pressed, inputs: String) -> ManifestEntry {
    let tally = Tally::of(&ready.standings);
    let missing = tally.count(State::Missing) as u64;
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
        beside: made
            .beside
            .iter()
            .map(|(path, bytes)| Beside { path: path.clone(), sha256: sha256(bytes) })
            .collect(),
        translation: Translation {
            state: if missing > 0 { "incomplete".to_owned() } else { ready.translation.to_owned() },
            missing,
            stale: tally.count(State::Stale) as u64,
        },
        fit: None,
        inputs,
    }
}
