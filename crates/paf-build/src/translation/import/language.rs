//! Into which language a file was translated.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Lang;
use paf_translate::exchange::Delivery;

use super::Returned;
use crate::prepare::Prepared;

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
    let asked = match file.lang.map(|code| find(code, &known)) {
        Some(Ok(lang)) => Some(lang),
        Some(Err(wrong)) => {
            diagnostics.push(wrong.at(start));
            return None;
        }
        None => None,
    };
    match (said.map(|(code, place)| (find(code, &known), code, place)), asked) {
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

/// The languages into which something is translated. A country edition may be written in another one
/// than the framework, and be translated into that of the framework.
fn known(prepared: &Prepared) -> Vec<Lang> {
    let source = prepared.model.source_language();
    let european = prepared.catalogues.keys().copied().filter(|lang| *lang != source);
    let national = prepared.model.editions.iter().flat_map(|(_, edition)| edition.all_languages());
    let mut known: Vec<Lang> = european.chain(national).collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// The language that a code stands for. Programs of translators like to add the country (`de-DE`); it
/// says nothing where it is that of the language.
fn find(code: &str, known: &[Lang]) -> Result<Lang, Box<Diagnostic>> {
    let code = code.trim().replace('_', "-");
    if let Some(lang) = known.iter().find(|lang| lang.code().eq_ignore_ascii_case(&code)) {
        return Ok(*lang);
    }
    let (alone, region) = code.split_once('-').unwrap_or((&code, ""));
    let Some(lang) = known.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(alone)) else {
        let unknown = Diagnostic::error(Rule::BadLanguage, format!("nothing is translated into `{code}`"))
            .help_if(did_you_mean(&code, known.iter().map(|lang| lang.code())))
            .help("if it is to be, add it to `languages` in framework/framework.yaml");
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
