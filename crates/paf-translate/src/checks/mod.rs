//! Compares translations with their sources: what was lost, and what is not written as the language writes it.

mod address;
mod ending;
mod forms;
mod keep;
mod marks;
mod numbers;
mod passed;
mod terms;
mod twofold;
mod unchanged;
mod waivers;

use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::Text;
use paf_model::wording::{self, Printed, Standing, Wording};

use crate::termbase::Termbase;

pub(crate) use paf_model::wording::composed;

pub(crate) use passed::Rules;

pub use marks::check_marks;
pub use passed::Passed;
pub use waivers::Waivers;

/// What translations of one language are checked against.
#[derive(Debug, Clone, Copy)]
pub struct CheckContext<'a> {
    /// Whose typographic rules hold.
    pub house_style: HouseStyle,
    /// The words that stay as they are in every language.
    pub do_not_translate: &'a [&'a str],
    /// The ids of the glossary's terms, each with the term in the source language.
    pub glossary: &'a [(&'a str, &'a str)],
    /// The words that the language has for these terms.
    pub termbase: &'a Termbase,
    /// What was compared before without a fault, where that is kept.
    pub passed: Option<&'a Passed>,
}

/// Checks a translation that is not stale against its source. `elsewhere` is the translation that the
/// same source text has in another place. What `waived` names is let pass.
pub fn check(
    text: &Text,
    source: &Text,
    elsewhere: Option<&Written>,
    context: &CheckContext<'_>,
    waived: &Waivers,
    diagnostics: &mut Diagnostics,
) {
    let pair =
        Pair { text, source, elsewhere, context, printed: Printed::of(text), original: Printed::of(source) };
    let mut found = Diagnostics::new();
    if text.written.text() == source.written.text() {
        // The other checks would only tell what is foreign about the source's own language.
        unchanged::check(&pair, &mut found);
    } else {
        for check in [
            marks::check,
            numbers::check,
            unchanged::check,
            keep::check,
            terms::check,
            numbers::check_groups,
            ending::check,
            address::check,
            twofold::check,
        ] {
            check(&pair, &mut found);
        }
        found.extend(wording::check(&pair.wording()));
    }
    waived.apply(found, &pair, diagnostics);
}

/// A translation beside its source.
struct Pair<'a> {
    text: &'a Text,
    source: &'a Text,
    /// How the same source text is translated in another place.
    elsewhere: Option<&'a Written>,
    context: &'a CheckContext<'a>,
    /// The translation as it is printed.
    printed: Printed,
    /// The source as it is printed.
    original: Printed,
}

impl Pair<'_> {
    /// What is checked in every text, translated or not.
    fn wording(&self) -> Wording<'_> {
        Wording {
            text: self.text,
            printed: &self.printed,
            house_style: self.context.house_style,
            standing: Standing::Translation(&self.original),
        }
    }

    fn lang(&self) -> Lang {
        self.text.lang
    }

    /// Where a range of the printed translation was written.
    fn place(&self, range: Range<usize>) -> Place {
        self.text.place_of(self.printed.written(range))
    }

    /// Where a range of the printed source was written.
    fn source_place(&self, range: Range<usize>) -> Place {
        self.source.place_of(self.original.written(range))
    }

    /// An error that begins with "the translation of …".
    fn error(&self, rule: Rule, what: &str) -> Diagnostic {
        Diagnostic::error(rule, format!("the translation of `{}` {what}", self.source.key))
    }

    /// A warning that begins with "the translation of …".
    fn warning(&self, rule: Rule, what: &str) -> Diagnostic {
        Diagnostic::warning(rule, format!("the translation of `{}` {what}", self.source.key))
    }
}
