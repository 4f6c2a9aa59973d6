//! Whether the texts and names of the source are written as their language and the house style want it.

use paf_diag::Diagnostics;

use super::waivers::Waivers;
use crate::model::Model;
use crate::text::Text;
use crate::wording::{self, Printed, Standing, Wording};

/// Checks every text that is printed.
pub(super) fn check(model: &Model, waivers: &Waivers, diagnostics: &mut Diagnostics) {
    let house_style = model.house_style();
    for text in model.texts.iter().chain(&model.names) {
        let printed = Printed::of(text);
        let wording = Wording { text, printed: &printed, house_style, standing: standing(text) };
        waivers.apply(text.place(), wording::check(&wording), diagnostics);
    }
}

fn standing(text: &Text) -> Standing<'static> {
    if text.key.as_str().starts_with("references.") { Standing::Published } else { Standing::Source }
}

#[cfg(test)]
mod tests;
