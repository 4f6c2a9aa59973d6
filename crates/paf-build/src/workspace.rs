//! A framework that is open: what commands, a watcher and a publisher begin with, from its files to what is made of them.

use std::sync::Arc;

use paf_diag::{Diagnostics, Rule};
use paf_locale::Date;
use paf_model::files::Files;
use paf_translate::checks::Passed;

use crate::disk::Output;
use crate::inputs::PROGRAM;
use crate::ledgers::yet_to_come;
use crate::manifest::MANIFEST;
use crate::plan::{Selection, plan};
use crate::prepare::{Prepared, Wanted, all_stale, can_fill_templates, is_common, of_targets, prepare_in};
use crate::run::{Report, build_of, check};
use crate::settings::{Progress, Settings};
use crate::snapshot::Snapshot;
use crate::target::Target;

/// Where it is kept which translations had no fault.
const PASSED: &str = ".paf/passed";

/// A framework that is open, as its files were when it was opened or refreshed.
pub struct Workspace {
    disk: Arc<dyn Files>,
    files: Arc<Snapshot>,
    today: Date,
    passed: Passed,
}

/// The targets that were chosen, with all that they are made of.
pub struct Chosen {
    /// The framework.
    pub prepared: Prepared,
    /// In the order of the plan; none where the editions that were asked for could not be read.
    pub targets: Vec<Target>,
    /// What was found while it was read, as far as it concerns them.
    pub found: Diagnostics,
    pub(crate) files: Arc<Snapshot>,
    selection: Selection,
}

impl Workspace {
    /// Opens what `disk` holds. Approvals of days after `today` are told.
    pub fn open(disk: Arc<dyn Files>, today: Date) -> Self {
        let files = Arc::new(Snapshot::of(Arc::clone(&disk)));
        Self { disk, files, today, passed: Passed::default() }
    }

    /// Another one on the same files, for a thread of its own.
    #[must_use]
    pub fn again(&self) -> Self {
        let known = Passed::of_lines(&self.passed.lines(true));
        Self {
            disk: Arc::clone(&self.disk),
            files: Arc::clone(&self.files),
            today: self.today,
            passed: known,
        }
    }

    /// The files as they were when it was opened or refreshed.
    pub fn files(&self) -> &Arc<Snapshot> {
        &self.files
    }

    /// Looks at the disk anew, and says which of the files that were read have changed. What is known of translations
    /// that had no fault stays known. A watch goes on past midnight: `today` is another day then.
    pub fn refresh(&mut self, today: Date) -> Vec<String> {
        let files = Arc::new(Snapshot::of(Arc::clone(&self.disk)));
        let changed = files.changed_since(&self.files);
        self.files = files;
        self.today = today;
        self.passed = std::mem::take(&mut self.passed).and_met();
        changed
    }

    /// Learns from an output folder which translations had no fault before, so that they are not compared again.
    #[must_use]
    pub fn recalling(self, output: &Output) -> Self {
        let kept = output.read(PASSED).and_then(|bytes| String::from_utf8(bytes).ok());
        let lines = kept.as_deref().and_then(|kept| kept.strip_prefix(PROGRAM)?.strip_prefix('\n'));
        Self { passed: Passed::of_lines(lines.unwrap_or_default()), ..self }
    }

    /// Keeps there which translations had no fault, where something was built before; with `all`, of other languages
    /// too. Who cannot keep it compares again.
    pub fn keep(&self, output: &Output, all: bool) {
        if !self.passed.has_news() || output.read(MANIFEST).is_none() {
            return;
        }
        if let Ok(Some(_lock)) = output.lock() {
            let _ = output.write(PASSED, format!("{PROGRAM}\n{}", self.passed.lines(all)).as_bytes());
        }
    }

    /// Reads and checks the framework, with the translations that are wanted.
    pub fn read(&self, wanted: &Wanted) -> (Option<Prepared>, Diagnostics) {
        let (prepared, mut found) = prepare_in(&*self.files, wanted, &self.passed);
        found.extend(prepared.iter().flat_map(|prepared| yet_to_come(&prepared.ledgers, self.today)));
        (prepared, found)
    }

    /// Reads the framework and finds the targets of a selection in it.
    ///
    /// # Errors
    /// All that was found, where it cannot be said which targets there are.
    pub fn choose(&self, selection: &Selection) -> Result<Chosen, Diagnostics> {
        self.choose_of(selection, &Wanted::of(selection))
    }

    /// The same with other translations than those of the selection: which targets there are does not hang on them.
    ///
    /// # Errors
    /// All that was found, where it cannot be said which targets there are.
    pub fn choose_of(&self, selection: &Selection, wanted: &Wanted) -> Result<Chosen, Diagnostics> {
        let (prepared, mut found) = self.read(wanted);
        if let Some(prepared) = prepared.as_ref().filter(|prepared| !prepared.whole) {
            found.extend(all_stale(prepared));
        }
        let Some(prepared) = prepared.filter(|prepared| prepared.whole) else { return Err(found) };
        let (selection, near) = selection.clone().near(&prepared.model);
        found.extend(near);
        match plan(&prepared.model, &selection) {
            Ok(targets) => {
                let found = of_targets(found, &prepared, &selection, &targets);
                Ok(Chosen { prepared, targets, found, files: Arc::clone(&self.files), selection })
            }
            Err(wrong) => {
                found.extend(wrong);
                Err(found)
            }
        }
    }
}

impl Chosen {
    /// Whether something can be made: no error keeps all of them back.
    pub fn can_be_made(&self) -> bool {
        !self.targets.is_empty() && self.has_no_common_errors()
    }

    /// Whether what is wrong, if anything is, concerns single editions alone.
    pub fn has_no_common_errors(&self) -> bool {
        !self.has_common(&self.found)
    }

    /// Whether some of what was found keeps back what is not of single editions.
    pub fn has_common(&self, found: &Diagnostics) -> bool {
        found.iter().any(|found| is_common(found, &self.prepared))
    }

    /// What was found as far as it concerns one of the targets: not what is wrong in other languages.
    pub fn found_of(&self, target: &Target) -> Diagnostics {
        let selection = Selection {
            editions: vec![target.edition.to_string()],
            languages: vec![target.lang.code().to_owned()],
            ..Selection::default()
        };
        // What is stale was counted for all languages together, and is counted again for this one.
        let found = self.found.iter().filter(|found| found.rule != Rule::StaleTranslation).cloned().collect();
        of_targets(found, &self.prepared, &selection, std::slice::from_ref(target))
    }

    /// What is wrong with the templates and with what they are filled with, as far as they can be filled. Nothing is
    /// laid out.
    pub fn check(&self) -> Diagnostics {
        if can_fill_templates(&self.found, &self.prepared) {
            check(&self.prepared, &self.targets)
        } else {
            Diagnostics::new()
        }
    }

    /// Makes the targets below `output`.
    pub fn build(&self, output: &Output, settings: &Settings, progress: &dyn Progress) -> Report {
        let made = (&self.prepared, &self.files, self.targets.as_slice());
        build_of(&self.selection, made, output, settings, progress)
    }
}
