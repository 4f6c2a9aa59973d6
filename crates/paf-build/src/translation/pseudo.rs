//! `translate pseudo`: catalogues of languages that nobody speaks.

use std::collections::BTreeMap;

use paf_diag::Diagnostics;
use paf_diag::{Diagnostic, Place, SourceFile};
use paf_translate::po::{self, PoEntry};
use paf_translate::pseudo::{Pseudo, translate};
use paf_translate::{Catalogue, sync};

use super::{Change, wanted};
use crate::checking::Checking;
use crate::locale::Locale;
use crate::prepare::Prepared;

/// The catalogues of some pseudo-languages, with every text that any document prints. They are made
/// from what is there today, and made anew by the next run.
///
/// # Errors
/// If a template fails.
pub fn pseudo(prepared: &Prepared, kinds: &[Pseudo]) -> Result<Vec<Change>, Box<Diagnostic>> {
    let model = &prepared.model;
    let all = wanted(prepared)?;
    let mut texts = BTreeMap::new();
    for item in all.iter().filter(|(locale, _)| locale.edition.is_none()).flat_map(|(_, items)| items) {
        texts.entry(item.text.key.as_str()).or_insert(item);
    }
    let order = model.texts.iter().filter_map(|text| texts.get(text.key.as_str()));
    let order: Vec<_> = order.collect();
    let checking = Checking::new(model);
    let keep = checking.do_not_translate();
    let real: Vec<&Catalogue> = prepared.catalogues.values().filter(|c| !c.lang().is_pseudo()).collect();
    let catalogue = |kind: &Pseudo| {
        let lang = kind.lang()?;
        let path = Locale::european(lang).catalogue();
        let project = format!("{} {}", model.framework.id.as_str(), model.framework.version.as_str());
        let file = SourceFile::new(&path, sync::header(lang.code(), &project, lang.plural_forms()));
        let mut po = po::parse(&file, &mut Diagnostics::new());
        let place = Place::start_of(&file);
        for item in &order {
            let mut entry: PoEntry = sync::new_entry(item, &place);
            entry.set_translation(translate(&item.text, *kind, &keep, &real));
            po.entries.push(entry);
        }
        Some(Change { path, bytes: po.to_text().into_bytes() })
    };
    Ok(kinds.iter().filter_map(catalogue).collect())
}
