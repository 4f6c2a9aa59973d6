//! `paf translate mark`: records that a person vouches for translations.

use std::sync::Arc;

use paf_build::translation::{Marked, Marking, mark};
use paf_build::{Locale, unknown_language};
use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_locale::{Date, Lang};
use paf_translate::Voucher;

use crate::args::{MarkArgs, PersonArgs};
use crate::exit::Exit;
use crate::session::{Session, today};

pub(super) fn run(session: &Session, args: &MarkArgs) -> Exit {
    let prepared = match super::whole(session) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let (locale, voucher) = match locale(&prepared, &args.lang, args.edition.as_deref())
        .and_then(|locale| Ok((locale, voucher(args)?)))
    {
        Ok(read) => read,
        Err(wrong) => return session.conclude(&Diagnostics::from_iter([*wrong]), "nothing was written"),
    };
    let marking = Marking {
        locale: &locale,
        documents: &args.document,
        keys: &args.keys,
        voucher: &voucher,
        lower: args.lower,
    };
    let Marked { changes, texts, mut diagnostics } = mark(&prepared, &**session.files(), &marking);
    super::write(session, &changes, &mut diagnostics);
    let done = match texts {
        _ if diagnostics.has_errors() => "nothing was written".to_owned(),
        1 => format!("1 text marked as {} by {}", voucher.state.as_str(), voucher.by),
        n => format!("{n} texts marked as {} by {}", voucher.state.as_str(), voucher.by),
    };
    session.conclude(&diagnostics.sorted(), &done)
}

/// The locale that is meant.
pub(super) fn locale(
    prepared: &paf_build::Prepared,
    code: &str,
    edition: Option<&str>,
) -> Result<Locale, Box<Diagnostic>> {
    let known = languages(prepared, edition)?;
    let lang = known.iter().copied().find(|lang| lang.code() == code);
    let is_source = prepared.model.source_language().code() == code;
    let lang = lang.ok_or_else(|| match edition.and_then(|id| Some((id, prepared.model.edition(id)?))) {
        Some((id, edition)) => Box::new(not_of_edition(code, id, edition.language.lang, &known)),
        None if is_source => {
            unknown("language to translate into", code, known.iter().map(|lang| lang.code()).collect())
        }
        None => Box::new(unknown_language(code, &known)),
    })?;
    Ok(Locale { edition: edition.map(Arc::from), lang })
}

/// The error of a language into which a country edition is not translated.
fn not_of_edition(code: &str, id: &str, written: Lang, known: &[Lang]) -> Diagnostic {
    let codes: Vec<&str> = known.iter().map(|lang| lang.code()).collect();
    let name = Lang::parse(code).map_or_else(|_| format!("`{code}`"), |lang| lang.english_name().to_owned());
    let message = if written.code() == code {
        format!("the edition `{id}` is written in {name}, and not translated into it")
    } else {
        format!("the edition `{id}` is not translated into {name}")
    };
    let said = Diagnostic::error(Rule::UnknownSelection, message);
    let said = if codes.is_empty() {
        said.help("it is made in no other language")
    } else {
        said.help(format!("choose one of: {}", codes.join(", ")))
    };
    if written.code() == code {
        return said;
    }
    said.help(format!(
        "add `{code}` to `languages` in framework/editions/{id}/edition.yaml, if it is to be made in it"
    ))
}

/// The languages into which the framework, or the own texts of a country edition, are translated. An
/// edition is written in a language of its own, from which it is translated into that of the framework.
pub(super) fn languages(
    prepared: &paf_build::Prepared,
    edition: Option<&str>,
) -> Result<Vec<Lang>, Box<Diagnostic>> {
    let (mut known, source): (Vec<Lang>, Lang) = match edition {
        Some(id) => {
            let ids = prepared.model.editions.iter().map(|(id, _)| &**id).collect();
            let edition = prepared.model.edition(id).ok_or_else(|| unknown("edition", id, ids))?;
            (edition.all_languages(), edition.language.lang)
        }
        None => {
            let known = prepared.catalogues.keys().copied();
            return Ok(known.filter(|lang| prepared.model.is_translated_into(*lang)).collect());
        }
    };
    known.retain(|lang| *lang != source);
    Ok(known)
}

fn unknown(what: &str, word: &str, known: Vec<&str>) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(Rule::UnknownSelection, format!("there is no {what} `{word}`"))
            .help_if(did_you_mean(word, known)),
    )
}

fn voucher(args: &MarkArgs) -> Result<Voucher, Box<Diagnostic>> {
    let PersonArgs { by, role, date } = &args.person;
    person(by, role, date.as_deref(), args.state.into())
}

/// A voucher with what was given on the command line.
pub(super) fn person(
    by: &str,
    role: &str,
    date: Option<&str>,
    state: paf_translate::State,
) -> Result<Voucher, Box<Diagnostic>> {
    let wrong = |message: String, help: &str| Box::new(Diagnostic::error(Rule::Usage, message).help(help));
    let date = match date {
        Some(text) => Date::parse(text)
            .map_err(|error| wrong(format!("`--date {text}`: {error}"), "write it as in `2026-11-20`"))?,
        None => today(),
    };
    Voucher::new(state, by, role, date, today()).map_err(|error| wrong(error.to_string(), error.help()))
}
