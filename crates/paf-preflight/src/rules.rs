//! Which rules there are, which of them a job asks for, and which ran.

use std::collections::BTreeSet;

use paf_diag::Rule;

use crate::{Expectations, Standard};

/// Something that could not be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What, and why: "page 3: the ink could not be measured".
    pub what: String,
    /// The rules that did not run because of it, or not everywhere.
    pub rules: Vec<Rule>,
}

/// The rules about what is painted.
pub(crate) fn of_content() -> Vec<Rule> {
    let fonts = [Rule::PressFontNotEmbedded, Rule::PressType3Font];
    fonts.into_iter().chain(between(Rule::PressRgb, Rule::PressUnmeasured)).collect()
}

/// The rules that look at one page after the other.
pub(crate) fn of_pages() -> Vec<Rule> {
    let boxes = between(Rule::PressNoTrimBox, Rule::PressViewArea);
    let parts = between(Rule::PressBlendSpace, Rule::PressEmbeddedFiles);
    let others = [Rule::PressAnnotation, Rule::PressForm];
    boxes.chain(others).chain(parts).chain(of_content()).collect()
}

/// The rules that measure from where the page is cut.
pub(crate) const OF_TRIM: [Rule; 8] = [
    Rule::PressNoBleed,
    Rule::PressTrimSize,
    Rule::PressMixedPageSizes,
    Rule::PressSafeMargin,
    Rule::PressBleedUnfilled,
    Rule::PressBleedCovered,
    Rule::PressArtInside,
    Rule::PressFrame,
];

fn between(first: Rule, end: Rule) -> impl Iterator<Item = Rule> {
    Rule::ALL.iter().copied().filter(move |rule| (first..end).contains(rule))
}

/// Every rule of preflight; what cannot be measured, or made at all, is none.
fn all() -> impl Iterator<Item = Rule> {
    between(Rule::PressUnreadable, Rule::PressUnmeasured)
}

/// The rules that a job does not ask for.
fn not_asked(expected: &Expectations) -> Vec<Rule> {
    let archive = [Standard::PdfA2a, Standard::PdfA2b];
    let mut rules = Vec::new();
    if !expected.saddle_stitch || expected.sheets {
        rules.push(Rule::PressPageCount);
    }
    if !archive.iter().any(|standard| expected.also.contains(standard)) {
        rules.push(Rule::PressPdfAClaim);
    }
    if !expected.also.contains(&Standard::PdfUa1) {
        rules.push(Rule::PressPdfUaClaim);
    }
    // Either all pages have the size that was ordered, or they are compared with each other.
    rules.push(if expected.trim.is_some() { Rule::PressMixedPageSizes } else { Rule::PressTrimSize });
    if expected.bleed.0 <= 0.0 {
        rules.extend([Rule::PressNoBleed, Rule::PressBleedUnfilled, Rule::PressBleedCovered]);
    }
    if expected.sheets {
        rules.extend(OF_TRIM);
    }
    rules
}

/// The rules that ran everywhere.
pub(crate) fn ran(expected: &Expectations, skipped: &[Skipped]) -> Vec<Rule> {
    let did_not: BTreeSet<Rule> = skipped.iter().flat_map(|skipped| &skipped.rules).copied().collect();
    let not_asked = not_asked(expected);
    all().filter(|rule| !did_not.contains(rule) && !not_asked.contains(rule)).collect()
}
