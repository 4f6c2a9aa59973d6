//! The documents of a country edition with all that it changes marked: working copies, and no targets.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::{Date, Lang};
use paf_model::Data;
use paf_model::document::Profile;
use paf_model::files::Files;
use paf_model::markup::stretches::{Stretch, gone, stretches, unlinked};
use paf_press::intent::Intent;
use paf_typeset::{Medium, PdfSettings, Typesetter, pdf};

use crate::comparison::{Compared, ComparedText, compare};
use crate::disk::Output;
use crate::foreign::{self, Known};
use crate::plan::{Selection, plan};
use crate::prepare::Prepared;
use crate::project::{self, Marked};
use crate::shelf::environment;
use crate::snapshot::Snapshot;
use crate::target::Target;

/// Working copies that were made.
pub struct Revised {
    /// Their paths below the output folder.
    pub paths: Vec<String>,
    /// What was found wrong.
    pub diagnostics: Diagnostics,
}

/// Makes a working copy of each document of an edition in some languages, below `output`. `date` is the one that
/// PDFs carry instead of the framework's.
pub fn revise(
    prepared: &Prepared,
    snapshot: &Arc<Snapshot>,
    (edition, languages): (&str, &[Lang]),
    date: Option<Date>,
    output: &Output,
) -> Revised {
    let mut revised = Revised { paths: Vec::new(), diagnostics: Diagnostics::new() };
    let selection = Selection {
        editions: vec![edition.to_owned()],
        languages: languages.iter().map(|lang| lang.code().to_owned()).collect(),
        profiles: vec![Profile::Screen.as_str().to_owned()],
        ..Selection::default()
    };
    let made = plan(&prepared.model, &selection).and_then(|targets| {
        let typesetter = Typesetter::new(Arc::clone(snapshot) as _)?;
        output.make().map_err(|error| Diagnostics::from_iter([environment(&error)]))?;
        Ok((targets, typesetter))
    });
    let (targets, typesetter) = match made {
        Ok(made) => made,
        Err(wrong) => return Revised { diagnostics: wrong, ..revised },
    };
    if let Some(first) = targets.first().filter(|_| snapshot.read(MARKS).is_err()) {
        revised.diagnostics.push(without_marks(prepared, first));
        return revised;
    }
    for target in &targets {
        match copy(prepared, &typesetter, target, date, output) {
            Ok((path, found)) => {
                revised.paths.push(path);
                revised.diagnostics.extend(found);
            }
            Err(wrong) => revised.diagnostics.extend(wrong),
        }
    }
    revised
}

/// What draws the marks of a working copy.
const MARKS: &str = "templates/theme/revision.typ";

fn without_marks(prepared: &Prepared, target: &Target) -> Diagnostic {
    let found =
        Diagnostic::error(Rule::MissingFile, format!("`{MARKS}` is missing, which draws what is marked"));
    let found = match project::template_start(prepared, target) {
        Some(place) => found.at_with(place, "a copy of this document was asked for"),
        None => found,
    };
    found.help("copy it from the templates that `paf new ANOTHER-FOLDER --with-templates` writes")
}

fn copy(
    prepared: &Prepared,
    typesetter: &Typesetter,
    target: &Target,
    date: Option<Date>,
    output: &Output,
) -> Result<(String, Diagnostics), Diagnostics> {
    let told = |wrong: Box<Diagnostic>| Diagnostics::from_iter([*wrong]);
    let path = format!("{}/{}/{}-diff.pdf", target.edition, target.lang, target.stem());
    let refused = foreign::find(std::slice::from_ref(&path), output, |_| Known::Unknown, false);
    if refused.has_errors() {
        return Err(refused);
    }
    let date = date.unwrap_or_else(|| prepared.date_of(target));
    let ready = project::filled(prepared, target, date, Some(&marked(prepared, target))).map_err(told)?;
    let typeset = typesetter.typeset(&ready.project);
    typesetter.forget_older();
    let Some(document) = typeset.document else { return Err(typeset.diagnostics) };
    let settings = PdfSettings {
        ident: format!("{}/diff", target.stem()),
        creator: format!("paf {}", env!("CARGO_PKG_VERSION")),
        date,
        medium: Medium::Screen,
    };
    let document = typesetter.pages_for(&document, settings.medium, Intent::coated().icc())?;
    let bytes = pdf(typesetter, &ready.project, &document, &settings)?;
    output.write(&path, &bytes).map_err(|error| Diagnostics::from_iter([environment(&error)]))?;
    // What is gone takes room besides what is there, and the note lies over the page.
    let is_of_marks = |found: &Diagnostic| matches!(found.rule, Rule::Collision | Rule::LeftOut);
    Ok((path, typeset.diagnostics.into_iter().filter(|found| !is_of_marks(found)).collect()))
}

/// What a target shows besides: the words that are others, and what is left out.
fn marked(prepared: &Prepared, target: &Target) -> Marked {
    let compared = compare(prepared, &target.edition, target.lang);
    let texts = compared.iter().flat_map(|one| &one.texts);
    let documents = &prepared.model.documents;
    let document = documents.iter().find(|(id, _)| *id == target.document).map(|(_, document)| document);
    let is_printed = |key: &str| {
        let file = project::content_file(&key.split('.').next().unwrap_or_default().replace('-', "_"));
        file.is_none_or(|file| document.is_none_or(|document| document.prints(file)))
    };
    let is_left_out = |one: &&Compared<'_>| one.difference.verb == "omit" && is_printed(&one.difference.key);
    let left_out = compared.iter().filter(is_left_out).map(|one| {
        let texts = one.texts.iter().filter_map(|text| text.european.clone()).map(Data::Text);
        Data::map([
            ("texts", Data::List(texts.collect())),
            ("reason", one.reason.clone().map_or(Data::None, Data::Text)),
        ])
    });
    Marked {
        left_out: Data::List(left_out.collect()),
        compared: texts.filter_map(|text| Some((text.key.clone(), words(text)?))).collect(),
    }
}

fn words(text: &ComparedText) -> Option<Vec<Stretch>> {
    let Some(own) = &text.own else {
        return text.european.as_ref().map(|european| vec![Stretch::Gone(gone(european.inlines.clone()))]);
    };
    let is_same_language = |european: &&Arc<paf_model::Text>| european.lang.language() == own.lang.language();
    Some(match text.european.as_ref().filter(is_same_language) {
        Some(european) => stretches(&european.inlines, &own.inlines),
        None => vec![Stretch::Added(unlinked(own.inlines.clone()))],
    })
}
