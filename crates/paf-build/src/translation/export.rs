//! `translate export`: a language's texts as a file for translators.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics};
use paf_model::files::Files;
use paf_translate::exchange::{Package, Unit, po, tmx, xliff, xlsx};
use paf_translate::sync::{Known, Wanted, sync};
use paf_translate::{Catalogue, State};

use super::{Change, open, wanted};
use crate::locale::Locale;
use crate::prepare::Prepared;

/// The formats that translators work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GNU gettext, as the catalogues are kept.
    Po,
    /// XLIFF 1.2, for the programs of translators.
    Xliff,
    /// A workbook, for reviewers.
    Xlsx,
    /// TMX 1.4: what is approved, as a translation memory.
    Tmx,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::Xliff => "xlf",
            Self::Xlsx => "xlsx",
            Self::Tmx => "tmx",
        }
    }
}

/// What is sent out.
pub struct Export<'a> {
    /// Of which locale.
    pub locale: &'a Locale,
    /// As what.
    pub format: Format,
    /// Only the texts of these documents; all if empty.
    pub documents: &'a [String],
    /// Only texts in these states; all if empty.
    pub states: &'a [State],
}

/// The file, with its name, and how many texts are in it.
///
/// # Errors
/// If the files of the locale are malformed, a template fails, or the format cannot hold a text.
pub fn export(
    prepared: &Prepared,
    files: &dyn Files,
    export: &Export<'_>,
) -> Result<(Change, usize), Diagnostics> {
    let all = wanted::wanted_in(prepared, export.documents).map_err(one)?;
    let wanted = all.get(export.locale).map(Vec::as_slice).unwrap_or_default();
    let catalogue = prepared.catalogue(export.locale);
    let units: Vec<Unit> = wanted
        .iter()
        .map(|item| unit(item, catalogue))
        .filter(|unit| export.states.is_empty() || export.states.contains(&unit.state))
        .collect();
    let (framework, written) = (&prepared.model.framework, prepared.model.source_language());
    // A country edition may be written in another language than the framework.
    let mut languages = wanted.iter().map(|item| item.text.lang);
    let first = languages.clone().next().unwrap_or(written);
    let source_lang = if languages.any(|lang| lang == written) { written } else { first };
    let project = format!("{} {}", framework.id.as_str(), framework.version.as_str());
    let package = Package { project: &project, source_lang, target_lang: export.locale.lang, units: &units };
    let (bytes, texts) = match export.format {
        Format::Po => (catalogue_of(prepared, files, export, &units)?.into_bytes(), units.len()),
        Format::Xliff => (xliff::write(&package).into_bytes(), units.len()),
        Format::Xlsx => (xlsx::write(&package).map_err(one)?, units.len()),
        Format::Tmx => {
            let approved = units.iter().filter(|unit| unit.state == State::Approved).count();
            (tmx::write(&package).into_bytes(), approved)
        }
    };
    let parts =
        export.locale.edition.iter().map(|id| &**id).chain(export.documents.iter().map(String::as_str));
    let parts: String = parts.map(|part| format!("-{part}")).collect();
    let name = format!("{}{parts}-{}.{}", framework.id.as_str(), export.locale.lang, export.format.ending());
    Ok((Change { path: name, bytes }, texts))
}

#[expect(clippy::boxed_local, reason = "the callers have it boxed")]
fn one(error: Box<Diagnostic>) -> Diagnostics {
    Diagnostics::from_iter([*error])
}

fn unit(item: &Wanted, catalogue: Option<&Catalogue>) -> Unit {
    let key = &item.text.key;
    Unit {
        source: Arc::clone(&item.text),
        target: catalogue.and_then(|catalogue| catalogue.get(key)).cloned(),
        state: catalogue.map_or(State::Missing, |catalogue| catalogue.state(key)),
        previous: catalogue.and_then(|catalogue| catalogue.previous(key)).map(str::to_owned),
        notes: item.notes.clone(),
    }
}

/// The catalogue in step with the framework, with the units' entries alone.
fn catalogue_of(
    prepared: &Prepared,
    files: &dyn Files,
    export: &Export<'_>,
    units: &[Unit],
) -> Result<String, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut opened = open(&prepared.model, files, export.locale, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let all = wanted(prepared).map_err(one)?;
    let everything = all.get(export.locale).map(Vec::as_slice).unwrap_or_default();
    sync(&mut opened.po, everything, Known { minor: &BTreeSet::new(), ledger: &opened.ledger });
    let units: BTreeMap<&str, &Unit> = units.iter().map(|unit| (unit.source.key.as_str(), unit)).collect();
    let all_keys = everything.len() == units.len();
    opened.po.entries.retain(|entry| {
        all_keys
            || entry.is_header()
            || (!entry.obsolete && entry.key().is_some_and(|key| units.contains_key(key)))
    });
    for entry in opened.po.entries.iter_mut().filter(|entry| !entry.obsolete) {
        if let Some(unit) = entry.key().and_then(|key| units.get(key)) {
            po::send(entry, unit);
        }
    }
    Ok(opened.po.to_text())
}
