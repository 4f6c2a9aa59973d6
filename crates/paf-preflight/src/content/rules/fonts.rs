//! Fonts, by use: those that letters of the page are set in, within its bleed.

use paf_diag::Rule;

use super::super::Sheet;
use super::super::font::{Font, Program};
use crate::Finding;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    let told = |font: &Font| match font.program {
        Program::Embedded => None,
        Program::Missing => Some(missing(font)),
        Program::Drawn => Some(drawn(font)),
    };
    let used = sheet.painted.fonts.values();
    used.filter_map(|used| Some(told(&used.font)?.on(sheet.number).at(used.area))).collect()
}

fn missing(font: &Font) -> Finding {
    Finding::error(
        Rule::PressFontNotEmbedded,
        format!("the font {} is not in the file", font.called),
        "A printer's machine would take another font; letters may change, run over or vanish.",
        "Export the file with all fonts embedded.",
    )
}

fn drawn(font: &Font) -> Finding {
    Finding::warning(
        Rule::PressType3Font,
        format!("the font {} consists of drawings instead of outlines (Type 3)", font.called),
        "It is allowed, but such letters are often of pixels and look coarse in print.",
        "Export the file from a program that embeds fonts as they are (TrueType or OpenType).",
    )
}
