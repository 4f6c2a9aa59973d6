//! Everything that targets share: the model, the catalogues, the templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Lang;
use paf_model::Model;
use paf_model::decode::bad_language;
use paf_model::files::Files;
use paf_model::load::{file_diagnostic, not_utf8};
use paf_template::Templates;
use paf_translate::Catalogue;

/// A framework that is read and checked.
pub struct Prepared {
    /// The framework in its source language.
    pub model: Model,
    /// The translations by language; a language without a PO file has an empty catalogue.
    pub catalogues: BTreeMap<Lang, Catalogue>,
    /// The templates.
    pub templates: Templates,
}

/// Reads everything; where errors leave nothing to build on there is no [`Prepared`].
pub fn prepare(files: &dyn Files) -> (Option<Prepared>, Diagnostics) {
    let loaded = paf_model::load(files);
    let mut diagnostics = loaded.diagnostics;
    let templates = templates(files, &mut diagnostics);
    let Some(model) = loaded.model else { return (None, diagnostics) };
    let catalogues = catalogues(&model, files, &mut diagnostics);
    (Some(Prepared { model, catalogues, templates }), diagnostics)
}

fn source(files: &dyn Files, path: &str, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(file_diagnostic(path, &error));
            return None;
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(SourceFile::new(path, text)),
        Err(error) => {
            diagnostics.push(not_utf8(path, &bytes, error.valid_up_to()));
            None
        }
    }
}

/// The minijinja templates: the Typst files of the document folders. The theme is plain Typst.
fn templates(files: &dyn Files, diagnostics: &mut Diagnostics) -> Templates {
    let paths = files.list("templates").unwrap_or_default();
    let is_template = |path: &&String| path.ends_with(".typ") && !path.starts_with("templates/theme/");
    Templates::new(paths.iter().filter(is_template).filter_map(|path| source(files, path, diagnostics)))
}

fn catalogues(model: &Model, files: &dyn Files, diagnostics: &mut Diagnostics) -> BTreeMap<Lang, Catalogue> {
    let languages = model.languages();
    let mut catalogues: BTreeMap<Lang, Catalogue> =
        languages.iter().map(|&lang| (lang, Catalogue::empty(lang))).collect();
    for path in files.list("framework/locales").unwrap_or_default() {
        let Some(code) = path.strip_prefix("framework/locales/").and_then(|name| name.strip_suffix(".po"))
        else {
            continue;
        };
        let Some(file) = source(files, &path, diagnostics) else { continue };
        let Ok(lang) = Lang::parse(code) else {
            diagnostics.push(bad_language(code, &Place::start_of(&file)));
            continue;
        };
        if lang == model.source_language() || !languages.contains(&lang) {
            diagnostics.push(unused(&path, lang, model, &file));
            continue;
        }
        catalogues.insert(lang, Catalogue::read(&file, lang, &model.texts, diagnostics));
    }
    catalogues
}

fn unused(path: &str, lang: Lang, model: &Model, file: &Arc<SourceFile>) -> Diagnostic {
    let help = if lang == model.source_language() {
        "delete it: the framework itself is written in this language".to_owned()
    } else {
        format!("add `{lang}` to `languages` in framework/framework.yaml, or delete the file")
    };
    let codes: Vec<&str> = model.languages().iter().map(|lang| lang.code()).collect();
    Diagnostic::warning(Rule::UnknownFile, format!("`{path}` is not used"))
        .at(Place::start_of(file))
        .help(help)
        .help_if(did_you_mean(lang.code(), codes).filter(|help| help.starts_with("did")))
}
