//! A framework that is open: what commands, a watcher and a publisher begin with, from its files to what is made of them.

use std::sync::{Arc, OnceLock};

use paf_diag::{Diagnostics, Rule};
use paf_locale::Date;
use paf_model::files::Files;
use paf_translate::checks::Passed;

use crate::disk::Output;
use crate::due::{Due, due};
use crate::inputs::PROGRAM;
use crate::ledgers::yet_to_come;
use crate::manifest::MANIFEST;
use crate::plan::{Selection, plan};
use crate::prepare::{Prepared, Wanted, all_stale, can_fill_templates, is_common, of_targets, translated};
use crate::run::{Report, build_of, check};
use crate::settings::{Progress, Settings};
use crate::snapshot::Snapshot;
use crate::target::Target;
use crate::untranslated::Untranslated;

/// Where it is kept which translations had no fault.
const PASSED: &str = ".paf/passed";

/// A framework that is open, as its files were when it was opened or refreshed.
pub struct Workspace {
    disk: Arc<dyn Files>,
    files: Arc<Snapshot>,
    today: Date,
    passed: Passed,
    /// What was read of these files and does not hang on translations.
    untranslated: OnceLock<Arc<Untranslated>>,
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
        Self { disk, files, today, passed: Passed::default(), untranslated: OnceLock::new() }
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
            untranslated: self.untranslated.clone(),
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
        // After a translation was saved, nothing else has to be read again.
        let are_there = |path: &str| files.holds(path) && self.files.holds(path);
        if self.untranslated.get().is_some_and(|known| !known.is_kept_by(&changed, are_there)) {
            self.untranslated = OnceLock::new();
        }
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
        let untranslated = self.untranslated.get_or_init(|| Arc::new(Untranslated::read(&*self.files)));
        let (prepared, mut found) = translated(untranslated, &*self.files, (wanted, &self.passed));
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

    /// For each target why a run would make it below `output`; nothing where it would be found as it was. With what
    /// keeps some from being made.
    pub fn due(&self, output: &Output, settings: &Settings) -> (Vec<Option<Due>>, Diagnostics) {
        due((&self.prepared, &self.files), &self.targets, (output, settings))
    }

    /// Makes the targets below `output`.
    pub fn build(&self, output: &Output, settings: &Settings, progress: &dyn Progress) -> Report {
        let made = (&self.prepared, &self.files, self.targets.as_slice());
        build_of(&self.selection, made, output, settings, progress)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use paf_model::files::{FileError, Memory};

    use super::*;
    use crate::disk::Disk;

    /// Files that somebody works in.
    struct Edited(Mutex<Memory>);

    impl Edited {
        fn base() -> Arc<Self> {
            let disk = Disk::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/base"));
            let mut files = Memory::default();
            for path in ["framework", "templates"].iter().flat_map(|at| disk.list(at).expect("a folder")) {
                files.insert(path.clone(), disk.read(&path).expect("a file"));
            }
            Arc::new(Self(Mutex::new(files)))
        }

        fn save(&self, path: &str, text: &str) {
            self.0.lock().expect("no panic").insert(path, text.as_bytes());
        }

        fn text(&self, path: &str) -> String {
            String::from_utf8(self.read(path).expect("a file").to_vec()).expect("UTF-8")
        }
    }

    impl Files for Edited {
        fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
            self.0.lock().expect("no panic").read(path)
        }

        fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
            self.0.lock().expect("no panic").list(folder)
        }
    }

    fn told(workspace: &Workspace) -> (Arc<paf_model::Model>, String) {
        let (prepared, found) = workspace.read(&Wanted::All);
        let found = paf_diag::render(&found.sorted(), paf_diag::Format::Short, false);
        (prepared.expect("it can be read").model, found)
    }

    #[test]
    fn after_each_edit_it_tells_what_one_opened_anew_tells() {
        let files = Edited::base();
        let today = Date::parse("2026-01-01").expect("a date");
        let fresh = || Workspace::open(Arc::clone(&files) as _, today);
        let mut workspace = fresh();
        let (mut model, _) = told(&workspace);
        let po = files.list("framework/locales").expect("a folder").swap_remove(0);
        let framework = "framework/framework.yaml";
        let broken = format!("{}\nmsgid \"a\n", files.text(&po));
        let (sound, words) = (files.text(&po), files.text(framework));
        for (path, text, is_kept) in [
            (po.as_str(), broken.as_str(), true),
            (&po, &sound, true),
            (framework, &words.replace("version: ", "version:  "), false),
            (framework, &words, false),
            ("framework/locales/de.po", "", false),
            ("framework/locales/de.po", "msgid", true),
            ("framework/unknown.yaml", "a: b", false),
            ("templates/theme/labels.yaml", "labels: {}\n", false),
        ] {
            files.save(path, text);
            let changed = workspace.refresh(today);
            assert_eq!(changed, [path], "{path}");
            let (now, found) = told(&workspace);
            assert_eq!(Arc::ptr_eq(&now, &model), is_kept, "{path}: {text}");
            assert_eq!(found, told(&fresh()).1, "{path}: {text}");
            model = now;
        }
    }
}
