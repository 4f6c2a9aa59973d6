//! Checks on translations, as tables of texts and what is said of them.

#![expect(clippy::expect_used, reason = "a test that cannot be set up is a failure")]

mod address;
mod delivered;
mod ending;
mod keep;
mod letters;
mod lookalikes;
mod marks;
mod numbers;
mod properties;
mod quotes;
mod spacing;
mod termbase;
mod terms;
mod twofold;
mod unchanged;
mod waivers;

use paf_diag::{Diagnostic, Diagnostics, Place, SourceFile, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::text::{Text, TextKind};
use paf_translate::checks::{CheckContext, Waivers, check};
use paf_translate::termbase::Termbase;

const DO_NOT_TRANSLATE: &[&str] =
    &["ECPC", "ESMO", "EFPIA", "CIMT", "ECCO", "OECD", "DARWIN EU", "PD-1", "PD-L1", "CAR-T", "paf"];

/// Language, English source, translation, and what is said: severity, rule and the words marked.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// Compares what the checks say in the style of the European Union, without a termbase.
#[track_caller]
fn agree(cases: &[Case]) {
    agree_in(HouseStyle::EuIsg, cases);
}

#[track_caller]
fn agree_in(house_style: HouseStyle, cases: &[Case]) {
    let termbase = Termbase::empty();
    let context = CheckContext {
        house_style,
        do_not_translate: DO_NOT_TRANSLATE,
        glossary: &[],
        termbase: &termbase,
        passed: None,
    };
    agree_with(&context, cases);
}

/// All cases that differ are told, not the first.
#[track_caller]
fn agree_with(context: &CheckContext<'_>, cases: &[Case]) {
    let mut wrong = String::new();
    for (lang, source, translation, expected) in cases {
        let (source, text) = (text("en", source), text(lang, translation));
        let found: Vec<String> = findings(&source, &text, context).iter().map(short).collect();
        if found != *expected {
            wrong.push_str(&format!(
                "{lang}: {translation}\n    expected {expected:?}\n    found    {found:?}\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Message and help of everything that is said of a translation.
#[track_caller]
fn says(lang: &str, source: &str, translation: &str, expected: &[&str]) {
    let termbase = Termbase::empty();
    let house_style = HouseStyle::EuIsg;
    let context = CheckContext {
        house_style,
        do_not_translate: DO_NOT_TRANSLATE,
        glossary: &[],
        termbase: &termbase,
        passed: None,
    };
    let found = findings(&text("en", source), &text(lang, translation), &context);
    let found: Vec<String> =
        found.iter().map(|found| format!("{} -> {}", found.message, found.help.join("; "))).collect();
    assert_eq!(found, expected);
}

/// A text of which every byte stands in a file of its own.
fn text(lang: &str, words: &str) -> Text {
    let file = SourceFile::new(format!("{lang}.po"), words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let lang = Lang::parse(lang).expect("a language");
    Text::parse("report.title".into(), lang, TextKind::Rich, written, &mut Diagnostics::new())
}

/// What the checks say of a translation, in the order of the text.
fn findings(source: &Text, text: &Text, context: &CheckContext<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    check(text, source, None, context, &Waivers::none(), &mut diagnostics);
    diagnostics.sorted().into_iter().collect()
}

/// `error number-mismatch [16]`
fn short(diagnostic: &Diagnostic) -> String {
    let (_, rule) = diagnostic.rule.id().split_once("::").expect("an id is `area::kind`");
    let marked = diagnostic.primary.as_ref().expect("a finding has a place").place.text();
    format!("{} {rule} [{marked}]", diagnostic.severity.as_str())
}
