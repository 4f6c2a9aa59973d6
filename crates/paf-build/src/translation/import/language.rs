//! Into which language a file was translated.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile};
use paf_locale::Lang;
use paf_model::decode::did_you_mean_language;
use paf_translate::exchange::Delivery;
use paf_translate::sync::Wanted;

use super::Returned;
use crate::asked::near;
use crate::locale::Locale;
use crate::prepare::Prepared;

/// Whether the texts of a delivery are translated into its language at all; a country edition is made in
/// languages of its own.
pub(super) fn is_translated(
    locale: &Locale,
    delivery: &Delivery,
    prepared: &Prepared,
    wanted: &BTreeMap<Locale, Vec<Wanted>>,
    diagnostics: &mut Diagnostics,
) -> bool {
    if wanted.contains_key(locale) {
        return true;
    }
    let start = || delivery.entries.first().map(|entry| entry.place.clone());
    let Some(place) = delivery.lang.as_ref().map(|(_, place)| place.clone()).or_else(start) else {
        return true;
    };
    let others: Vec<&str> = wanted
        .keys()
        .filter(|other| other.edition == locale.edition)
        .map(|other| other.lang.code())
        .collect();
    diagnostics.push(not_translated(locale, prepared, &others).at(place));
    false
}

fn not_translated(locale: &Locale, prepared: &Prepared, others: &[&str]) -> Diagnostic {
    let (lang, name) = (locale.lang, locale.lang.english_name());
    let (whose, written, file) = match &locale.edition {
        None => (
            "the framework".to_owned(),
            Some(prepared.model.source_language()),
            "`languages` and `documents` in framework/framework.yaml".to_owned(),
        ),
        Some(id) => (
            format!("the edition `{id}`"),
            prepared.model.edition(id).map(|edition| edition.language.lang),
            format!("`languages` in framework/editions/{id}/edition.yaml"),
        ),
    };
    let said = if written == Some(lang) {
        let message = format!("{whose} is written in {name} (`{lang}`), and not translated into it");
        Diagnostic::error(Rule::BadLanguage, message)
    } else {
        let message = format!("no document prints the texts of {whose} in {name} (`{lang}`)");
        Diagnostic::error(Rule::BadLanguage, message)
            .help(format!("if it is to be made in {name}, add `{lang}` to {file}"))
    };
    match others {
        [] => said,
        others => said.help(format!(
            "if the file says the wrong language, correct it there; {whose} is translated into {}",
            others.join(", ")
        )),
    }
}

/// The language of a delivery: what the file says, or else what `--lang` says; they may not contradict
/// each other.
pub(super) fn language(
    file: &Returned<'_>,
    delivery: &Delivery,
    prepared: &Prepared,
    diagnostics: &mut Diagnostics,
) -> Option<Lang> {
    let start = Place::start_of(&SourceFile::new(file.path, ""));
    let said = delivery.lang.as_ref().filter(|(code, _)| !matches!(code.trim(), "" | "und"));
    let known = known(prepared);
    let listed = listed_in(delivery, prepared, &known);
    let asked = match file.lang.map(|code| find(code, &known, &listed)) {
        Some(Ok(lang)) => Some(lang),
        Some(Err(wrong)) => {
            diagnostics.push(wrong.at(start));
            return None;
        }
        None => None,
    };
    match (said.map(|(code, place)| (find(code, &known, &listed), code, place)), asked) {
        (Some((Ok(lang), ..)), None) => Some(lang),
        (Some((Ok(lang), code, place)), Some(asked)) => {
            if lang != asked {
                diagnostics.push(contradiction(code, place, asked));
                return None;
            }
            Some(lang)
        }
        (Some((Err(wrong), _, place)), _) => {
            diagnostics.push(wrong.at(place.clone()));
            None
        }
        (None, Some(asked)) => Some(asked),
        (None, None) => {
            diagnostics.push(
                Diagnostic::error(Rule::Delivery, format!("`{}` does not say its language", file.path))
                    .at(start)
                    .help("name it with `--lang`"),
            );
            None
        }
    }
}

/// Where the languages of a delivery are listed, and which they are.
struct Listed {
    file: String,
    languages: Vec<Lang>,
}

/// The languages of the country edition whose texts a delivery has, or else all.
fn listed_in(delivery: &Delivery, prepared: &Prepared, known: &[Lang]) -> Listed {
    let first = delivery.entries.first().map(|entry| entry.key.text()).unwrap_or_default();
    let mut editions = prepared.model.editions.iter();
    let Some((id, edition)) =
        editions.find(|(id, edition)| Locale::national(id, edition.language.lang).holds(first))
    else {
        return Listed { file: "framework/framework.yaml".to_owned(), languages: known.to_vec() };
    };
    let mut languages = edition.all_languages();
    languages.retain(|lang| *lang != edition.language.lang);
    Listed { file: format!("framework/editions/{id}/edition.yaml"), languages }
}

/// The languages into which something is translated. A country edition may be written in another one
/// than the framework, and be translated into that of the framework.
fn known(prepared: &Prepared) -> Vec<Lang> {
    let european = prepared.catalogues.keys().copied();
    let european = european.filter(|lang| prepared.model.is_translated_into(*lang));
    let national = prepared.model.editions.iter().flat_map(|(_, edition)| edition.all_languages());
    let mut known: Vec<Lang> = european.chain(national).collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// The language that a code stands for. Programs of translators like to add the country (`de-DE`); it
/// says nothing where it is that of the language.
fn find(code: &str, known: &[Lang], listed: &Listed) -> Result<Lang, Box<Diagnostic>> {
    let code = code.trim().replace('_', "-");
    if let Some(lang) = known.iter().find(|lang| lang.code().eq_ignore_ascii_case(&code)) {
        return Ok(*lang);
    }
    let (alone, region) = code.split_once('-').unwrap_or((&code, ""));
    let Some(lang) = known.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(alone)) else {
        let codes: Vec<&str> = listed.languages.iter().map(|lang| lang.code()).collect();
        let unknown = Diagnostic::error(Rule::BadLanguage, format!("nothing is translated into `{code}`"))
            .help_if(did_you_mean_language(&near(&code, &listed.languages)))
            .help_if(
                (!codes.is_empty()).then(|| format!("the texts are translated into {}", codes.join(", "))),
            )
            .help(format!("if it is to be, add it to `languages` in {}", listed.file));
        return Err(Box::new(unknown));
    };
    if region.is_empty() || lang.is_spoken_in(region) {
        return Ok(lang);
    }
    let message = format!(
        "the file is translated into `{code}`, and the framework asks for {} without a country (`{lang}`)",
        lang.english_name()
    );
    let help = format!(
        "if the texts are right for all who read {}, write `{lang}` in the file; otherwise have them adapted",
        lang.english_name()
    );
    Err(Box::new(Diagnostic::error(Rule::BadLanguage, message).help(help)))
}

fn contradiction(code: &str, place: &Place, asked: Lang) -> Diagnostic {
    let message = format!("the file says that it is translated into `{code}`, and `--lang` says `{asked}`");
    Diagnostic::error(Rule::BadLanguage, message)
        .at(place.clone())
        .help("leave `--lang` out: what the file says counts; if the file is wrong, correct it there")
}
