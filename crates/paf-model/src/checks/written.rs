//! Whether the texts and names of the source are written as their language and the house style want it.

use std::sync::Arc;

use paf_diag::Diagnostics;
use rayon::prelude::*;

use super::waivers::Waivers;
use crate::model::Model;
use crate::text::Text;
use crate::wording::{self, Printed, Standing, Wording};

/// Checks every text that is printed.
pub(super) fn check(model: &Model, waivers: &Waivers, diagnostics: &mut Diagnostics) {
    let house_style = model.house_style();
    let found = |text: &Arc<Text>| {
        let printed = Printed::of(text);
        let wording = Wording { text, printed: &printed, house_style, standing: standing(text) };
        wording::check(&wording)
    };
    let texts: Vec<&Arc<Text>> = model.texts.iter().chain(&model.names).collect();
    let all: Vec<Diagnostics> = texts.par_iter().map(|text| found(text)).collect();
    for (text, found) in texts.into_iter().zip(all) {
        waivers.apply(text.place(), found, diagnostics);
    }
}

fn standing(text: &Text) -> Standing<'static> {
    if text.key.as_str().starts_with("references.") { Standing::Published } else { Standing::Source }
}

#[cfg(test)]
mod tests;
