//! Colours that are not inks: RGB, Lab and profiles of their own; and inks that should be fewer.

use paf_diag::{Rule, Severity};

use super::super::colour::{Colour, Family};
use super::super::display::{Item, Shape};
use super::super::{Sheet, Words};
use crate::Finding;

/// From this size on, several inks in black text are seen as a design, in points.
const LARGE: f64 = 14.0;
/// The share of black above which a text is meant black.
const DARK: f64 = 0.65;
/// The other inks together that nobody mixes in by accident of rounding.
const TINGE: f64 = 0.1;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    let findings = [
        rgb(sheet),
        rgb_text(sheet),
        managed(sheet),
        managed_gray(sheet),
        rich_black(sheet),
        registration(sheet),
    ];
    findings.into_iter().flatten().collect()
}

fn has(item: &Item, wanted: impl Fn(&Family) -> bool) -> bool {
    item.paint.families().iter().any(|family| match family {
        Family::Pattern(Some(within)) => wanted(within),
        family => wanted(family),
    })
}

fn rgb(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| item.text_size().is_none() && has(item, |family| *family == Family::Rgb));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} in RGB, the colours of screens",
        consequence: "A press has no red, green and blue: the printer's machine converts it, and nobody has seen the colour that comes out.",
        remedy: "Give the colour in CMYK, or convert the image with the printer's profile.",
    };
    hits.finding(Rule::PressRgb, Severity::Error, words)
}

fn rgb_text(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| item.text_size().is_some() && has(item, |family| *family == Family::Rgb));
    let words = Words {
        nouns: ("a text", "texts"),
        what: "{} in RGB, the colours of screens",
        consequence: "Even black becomes a mixture of four inks, and small letters get coloured edges where the plates do not meet exactly.",
        remedy: "Set text in black ink alone, or in a CMYK or spot colour.",
    };
    hits.finding(Rule::PressTextColour, Severity::Error, words)
}

fn managed(sheet: &Sheet<'_>) -> Option<Finding> {
    let other = |family: &Family| matches!(family, Family::Lab | Family::ManagedCmyk);
    let hits = sheet.hits(|item| has(item, other));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} in colours of another profile or in Lab",
        consequence: "The printer's machine converts the colours, and pure inks may turn into mixtures.",
        remedy: "Convert them to CMYK with the printer's profile, and leave that profile out of the objects themselves.",
    };
    hits.finding(Rule::PressIccColour, Severity::Error, words)
}

fn managed_gray(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| has(item, |family| *family == Family::ManagedGray));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} in a gray with a profile of its own",
        consequence: "Some machines print it with black ink alone, others mix it of four inks.",
        remedy: "Use plain black ink (DeviceGray, or CMYK with black alone).",
    };
    hits.finding(Rule::PressIccColour, Severity::Warning, words)
}

fn rich_black(sheet: &Sheet<'_>) -> Option<Finding> {
    let rich = |colour: &Colour| {
        colour.process().is_some_and(|[c, m, y, k]| {
            let four = c.min(m).min(y).min(k) > 0.0;
            four || (k > DARK && c + m + y > TINGE)
        })
    };
    let hits = sheet.hits(|item| {
        item.text_size().is_some_and(|size| size < LARGE) && item.paint.colour().is_some_and(rich)
    });
    let words = Words {
        nouns: ("a text", "texts"),
        what: "{} in black that is mixed of several inks",
        consequence: "Plates never meet exactly: small letters get coloured edges and look blurred.",
        remedy: "Set the text in black ink alone: CMYK 0, 0, 0, 100.",
    };
    hits.finding(Rule::PressRichBlackText, Severity::Error, words)
}

fn registration(sheet: &Sheet<'_>) -> Option<Finding> {
    let full = |colour: &Colour| colour.process().is_some_and(|inks| inks.iter().all(|ink| *ink > 0.99));
    let inside = |item: &Item| sheet.trim.is_none_or(|trim| item.area.intersection(&trim).is_some());
    let hits = sheet.hits(|item| {
        !matches!(item.shape, Shape::Text { .. }) && inside(item) && item.paint.colour().is_some_and(full)
    });
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} with all four inks in full",
        consequence: "So much ink does not dry and comes off on the next sheet; only cutting marks are made like this.",
        remedy: "Use black ink alone, or for large areas a black such as CMYK 40, 40, 40, 100.",
    };
    hits.finding(Rule::PressRegistrationColour, Severity::Error, words)
}
