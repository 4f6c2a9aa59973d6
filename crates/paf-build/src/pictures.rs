//! Checks the pictures that content names, before anything is laid out.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Model;
use paf_model::files::Files;
use paf_model::pictures::{Named, named};
use paf_picture::{Problem, Trouble};
use rayon::prelude::*;

/// Reports everything that is wrong with a picture, at the line that names it.
pub(crate) fn check(files: &dyn Files, model: &Model, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    let pictures: Vec<Named> =
        named(model).into_iter().filter(|picture| seen.insert(picture.path.clone())).collect();
    let lettering = paf_typeset::lettering(files);
    let found: Vec<Vec<Diagnostic>> = pictures
        .par_iter()
        .map(|picture| {
            // One that is not there is told where paths are checked.
            let Ok(bytes) = files.read(&picture.path) else { return Vec::new() };
            let problems = paf_picture::check(&picture.path, &bytes, &lettering);
            problems.into_iter().map(|problem| diagnostic(picture, problem)).collect()
        })
        .collect();
    diagnostics.extend(found.into_iter().flatten());
}

fn diagnostic(picture: &Named, problem: Problem) -> Diagnostic {
    let rule = match problem.trouble {
        Trouble::Format => Rule::PictureFormat,
        Trouble::Damaged => Rule::PictureDamaged,
        Trouble::TooLarge => Rule::PictureTooLarge,
        Trouble::Lettering => Rule::PictureLettering,
        Trouble::NotPrinted => Rule::PictureNotPrinted,
    };
    let message = format!("{} `{}` {}", picture.what, picture.path, problem.said);
    Diagnostic::error(rule, message).at(picture.place.clone()).help(problem.help)
}
