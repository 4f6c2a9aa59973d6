//! Lays a project out, and says what went wrong on the way.

use paf_diag::Diagnostics;
use typst_layout::PagedDocument;

use crate::fit::{self, Fit};
use crate::world::{Project, Typesetter};
use crate::{collisions, glyphs, reading, trace};

/// What came of it.
pub struct Typeset {
    /// The pages, unless there were errors.
    pub document: Option<PagedDocument>,
    /// How it was fitted to its pages, if it is a document of a fixed number of them.
    pub fit: Option<Fit>,
    /// Errors and warnings, at the lines that people wrote.
    pub diagnostics: Diagnostics,
    /// The files below the root that were read, sorted.
    pub dependencies: Vec<String>,
}

impl Typesetter {
    /// Lays a document out and checks its glyphs. What it was laid out from is remembered until
    /// [`Typesetter::forget_older`] has been called a few times.
    pub fn typeset(&self, project: &Project) -> Typeset {
        let world = self.world(project);
        let compiled = typst::compile::<PagedDocument>(&world);
        let mut diagnostics = Diagnostics::new();
        let told =
            compiled.warnings.iter().filter(|warning| !trace::is_of_pictures_of_content(warning, &world));
        diagnostics.extend(told.map(|warning| trace::diagnostic(warning, &world)));
        let document = match compiled.output {
            Ok(document) => {
                diagnostics.extend(glyphs::missing(&document, &world));
                let document = reading::in_order(document);
                diagnostics.extend(collisions::find(&document, &world));
                Some(document)
            }
            Err(errors) => {
                let found = errors.iter().map(|error| trace::diagnostic(error, &world)).collect();
                diagnostics.extend(trace::without_sequels(found));
                None
            }
        };
        let dependencies = world.dependencies();
        let fit = document.as_ref().and_then(fit::read);
        Typeset { document, fit, diagnostics, dependencies }
    }
}
