//! Which line of the content names a picture that a printer would object to.

use paf_diag::{Diagnostic, Place};
use paf_model::Model;
use paf_model::files::Files;
use paf_model::pictures::named;
use paf_preflight::Finding;

/// The pictures of pixels that a document shows.
pub(super) struct Pictures(Vec<Picture>);

struct Picture {
    pixels: [i64; 2],
    place: Place,
}

impl Pictures {
    /// Those that content names, of the files that the layout has read.
    pub(super) fn of(model: &Model, dependencies: &[String], files: &dyn Files) -> Self {
        let shown = named(model).into_iter().filter(|picture| dependencies.contains(&picture.path));
        let pictures = shown.filter_map(|picture| {
            let (columns, rows) = paf_picture::pixels(&files.read(&picture.path).ok()?)?;
            Some(Picture { pixels: [columns.into(), rows.into()], place: picture.place })
        });
        Self(pictures.collect())
    }

    /// A finding at the line that names its picture. What is too coarse was not made smaller, nor is what is in
    /// inks already, so that it has the pixels of its file; where several have as many, all their lines are told.
    pub(super) fn placed(&self, finding: &Finding, file: &str) -> Diagnostic {
        let diagnostic = finding.diagnostic(file);
        let Some([columns, rows]) = finding.pixels else { return diagnostic };
        // A camera that was held upright may say so beside the pixels.
        let is_meant =
            |picture: &&Picture| picture.pixels == [columns, rows] || picture.pixels == [rows, columns];
        let mut places = self.0.iter().filter(is_meant).map(|picture| picture.place.clone());
        let Some(first) = places.next() else { return diagnostic };
        places.fold(diagnostic.at(first), |diagnostic, place| {
            diagnostic.also(place, "or this one, which has as many pixels")
        })
    }
}
