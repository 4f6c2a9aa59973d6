//! A framework without its translations: its model and its templates, and what was found in them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile};
use paf_model::Model;
use paf_model::files::{FileError, Files};
use paf_template::{Pages, Templates};

use crate::text_file::text_file;
use crate::{brand, pictures};

/// What does not hang on any translation.
pub(crate) struct Untranslated {
    /// Whether all of it could be read.
    pub(crate) whole: bool,
    pub(crate) model: Option<Arc<Model>>,
    pub(crate) templates: Arc<Templates>,
    pub(crate) pages: Arc<Pages>,
    pub(crate) found: Diagnostics,
    /// The files that it was read from, and those that were looked for and not there.
    asked: BTreeSet<String>,
}

impl Untranslated {
    pub(crate) fn read(files: &dyn Files) -> Self {
        let files = Asking { files, asked: Mutex::default() };
        let loaded = paf_model::load(&files);
        let mut found = loaded.diagnostics;
        let templates = templates(&files, &mut found);
        found.extend(templates.check());
        let pages = pages(&files, &mut found);
        found.extend(pages.check());
        let model = loaded.model;
        brand::check(&files, model.as_ref(), &mut found);
        if let Some(model) = &model {
            pictures::check(&files, model, &mut found);
        }
        let asked = files.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (model, templates, pages) = (model.map(Arc::new), Arc::new(templates), Arc::new(pages));
        Self { whole: loaded.whole, model, templates, pages, found, asked }
    }

    /// Whether it is the same after some files have changed: none of them is one that it was read from, and none has
    /// come or gone, as `are_there` says of a path before and after.
    pub(crate) fn is_kept_by(&self, changed: &[String], are_there: impl Fn(&str) -> bool) -> bool {
        changed.iter().all(|path| !self.asked.contains(path) && are_there(path))
    }
}

/// The minijinja templates: the Typst files of the document folders. The theme is plain Typst.
fn templates(files: &dyn Files, diagnostics: &mut Diagnostics) -> Templates {
    let paths = files.list("templates").unwrap_or_default();
    let is_template = |path: &&String| path.ends_with(".typ") && !path.starts_with("templates/theme/");
    let first = paths.iter().find(|path| path.ends_with("/document.yaml"));
    let is_known = files.unfit("templates").is_empty();
    if let Some(first) = first.filter(|_| is_known && !paths.iter().any(|path| path == INLINE)) {
        diagnostics.push(no_theme(first));
    }
    Templates::new(paths.iter().filter(is_template).filter_map(|path| text_file(files, path, diagnostics)))
}

/// The templates of web pages, and the styles and scripts that these take in.
fn pages(files: &dyn Files, diagnostics: &mut Diagnostics) -> Pages {
    let paths = files.list("templates").unwrap_or_default();
    let is_of_page =
        |path: &&String| [".html", ".css", ".js", ".txt", ".xml"].iter().any(|end| path.ends_with(end));
    Pages::new(paths.iter().filter(is_of_page).filter_map(|path| text_file(files, path, diagnostics)))
}

/// What every document reads of the theme.
const INLINE: &str = "templates/theme/inline.typ";

fn no_theme(document: &str) -> Diagnostic {
    Diagnostic::error(Rule::MissingFile, format!("`templates/` has no theme: `{INLINE}` is missing"))
        .at_with(Place::start_of(&SourceFile::new(document, "")), "this document is drawn with it")
        .help(
            "a framework that has templates of its own uses these alone: copy all that you need from those that \
             `paf new ANOTHER-FOLDER --with-templates` writes",
        )
}

/// Files that know which of them were asked for.
struct Asking<'a> {
    files: &'a dyn Files,
    asked: Mutex<BTreeSet<String>>,
}

impl Files for Asking<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.files.list(folder)
    }

    fn unfit(&self, folder: &str) -> Vec<(String, FileError)> {
        self.files.unfit(folder)
    }
}
