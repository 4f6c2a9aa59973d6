//! Languages that are asked for on the command line.

use paf_diag::{Command, Diagnostic, Diagnostics, Rule};
use paf_locale::Lang;
use paf_model::Model;
use paf_model::decode::{did_you_mean_language, meant_language};

/// The languages that are asked for, each that the framework has without its country without it; a warning
/// says so.
pub(crate) fn near_languages(model: &Model, codes: &[String]) -> (Vec<String>, Diagnostics) {
    let known = model.all_languages();
    let mut told = Diagnostics::new();
    let languages = codes.iter().map(|code| match instead(code, &known) {
        Some(lang) => {
            told.push(made_as(code, lang));
            lang.code().to_owned()
        }
        None => code.clone(),
    });
    (languages.collect(), told)
}

/// The language without the country, where the framework has that alone.
fn instead(code: &str, known: &[Lang]) -> Option<Lang> {
    let lang = Lang::parse_or_near(code).ok()?;
    let alone = lang.without_region();
    (!known.contains(&lang) || lang.code() != code).then_some(alone).filter(|alone| known.contains(alone))
}

fn made_as(code: &str, lang: Lang) -> Diagnostic {
    let name = lang.english_name();
    let message =
        format!("`{code}` is made as `{lang}` ({name}): the framework has no texts of its own for it");
    Diagnostic::warning(Rule::UnknownSelection, message)
        .help(format!("ask for `{lang}`, or add `{code}` to `languages` in framework/framework.yaml"))
}

/// The error of a language that the framework does not have: what it has, and how to add one.
pub fn unknown_language(code: &str, known: &[Lang]) -> Diagnostic {
    let near: Vec<Lang> = near(code, known);
    let is_known = |lang: &Lang| known.contains(lang);
    let codes: Vec<&str> = known.iter().map(|lang| lang.code()).collect();
    let (message, add) = match Lang::parse(code) {
        Ok(lang) => (format!("the framework is not made in {} (`{code}`)", lang.english_name()), Some(lang)),
        Err(_) => {
            (format!("there is no language `{code}`"), near.iter().find(|lang| !is_known(lang)).copied())
        }
    };
    let sync = Command::new("translate sync");
    let add = add.map_or_else(|| "another language".to_owned(), |lang| format!("`{lang}`"));
    Diagnostic::error(Rule::UnknownSelection, message)
        .help_if(did_you_mean_language(&near))
        .help(format!("choose one of: {}", codes.join(", ")))
        .help(format!(
            "add {add} to `languages` in framework/framework.yaml and run {sync}, if it is to be made"
        ))
}

/// The languages that may be meant: those that the framework has, or else those that paf knows.
pub(crate) fn near(code: &str, known: &[Lang]) -> Vec<Lang> {
    let meant: Vec<Lang> = meant_language(code).into_iter().filter(|lang| lang.code() != code).collect();
    let alike = |lang: &&Lang| {
        let alone = code.split(['-', '_']).next().unwrap_or(code);
        lang.code() != code && (meant.contains(*lang) || lang.language() == alone)
    };
    let here: Vec<Lang> = known.iter().filter(alike).copied().collect();
    if here.is_empty() { meant } else { here }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(codes: &[&str]) -> Vec<Lang> {
        codes.iter().map(|code| Lang::parse(code).expect("a language")).collect()
    }

    #[test]
    fn unknown_languages_are_told_with_what_there_is() {
        let known = langs(&["en", "fr", "el", "de-AT"]);
        for (code, message, near) in [
            ("xx", "there is no language `xx`", None),
            ("gr", "there is no language `gr`", Some("did you mean `el` (Greek)?")),
            ("cz", "there is no language `cz`", Some("did you mean `cs` (Czech)?")),
            ("dk", "there is no language `dk`", Some("did you mean `da` (Danish)?")),
            ("se", "there is no language `se`", Some("did you mean `sv` (Swedish)?")),
            ("ua", "there is no language `ua`", Some("did you mean `uk` (Ukrainian)?")),
            ("english", "there is no language `english`", Some("did you mean `en` (English)?")),
            ("Frensh", "there is no language `Frensh`", Some("did you mean `fr` (French)?")),
            ("FR", "there is no language `FR`", Some("did you mean `fr` (French)?")),
            ("be", "there is no language `be`", Some("did you mean `fr` (French)?")),
            (
                "no",
                "there is no language `no`",
                Some("did you mean `nb` (Norwegian Bokmål) or `nn` (Norwegian Nynorsk)?"),
            ),
            ("de", "the framework is not made in German (`de`)", Some("did you mean `de-AT` (German)?")),
            ("it", "the framework is not made in Italian (`it`)", None),
        ] {
            let told = unknown_language(code, &known);
            assert_eq!(told.message, message);
            assert_eq!(
                told.help.iter().find(|help| help.starts_with("did")).map(String::as_str),
                near,
                "{code}"
            );
            assert!(told.help.contains(&"choose one of: en, fr, el, de-AT".to_owned()), "{:?}", told.help);
            assert!(told.help.iter().any(|help| help.contains("`paf translate sync`")), "{:?}", told.help);
        }
    }

    #[test]
    fn a_country_of_which_nothing_is_known_is_left_out() {
        let known = langs(&["en", "fr", "pt", "de", "de-AT"]);
        for (code, expected) in [
            ("fr-BE", Some("fr")),
            ("pt-BR", Some("pt")),
            ("en-GB", Some("en")),
            ("en-US", Some("en")),
            ("de-AT", None),
            ("de-CH", Some("de")),
            ("nl-BE", None),
            ("fr", None),
            ("xx-BE", None),
            ("de_AT", None),
        ] {
            assert_eq!(instead(code, &known).map(Lang::code), expected, "{code}");
        }
    }
}
