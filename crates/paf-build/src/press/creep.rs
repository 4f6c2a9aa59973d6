//! What becomes of the bleed when many sheets lie in each other.

use paf_diag::{Diagnostic, Rule};
use paf_press::impose::{Imposed, SAFE_BLEED};

/// Says when moving the inner pages towards the spine has left little bleed at their outer edges.
pub fn little_bleed(file: &str, imposed: &Imposed) -> Option<Diagnostic> {
    let left = imposed.little_bleed()?;
    let creep = imposed.creep.last().copied().unwrap_or_default();
    let message = format!(
        "`{file}`: {} sheets lie in each other, so the innermost pages are moved {:.2} mm towards the spine, and {:.2} mm of bleed are left at their outer edges; a cut that is off by a little would show white paper",
        imposed.sheets.len(),
        creep.0,
        left.0,
    );
    let help = format!(
        "make the pages with {:.1} mm of bleed or more, take thinner paper, or have the document glued instead of stapled",
        ((creep.0 + SAFE_BLEED.0) * 10.0).ceil() / 10.0
    );
    Some(Diagnostic::warning(Rule::PressNoBleed, message).help(help))
}
