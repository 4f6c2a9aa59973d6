//! Draws for web pages: a Typst template that sees what the page sees, as a drawing (SVG).

use std::sync::{Arc, OnceLock};

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::Date;
use paf_model::Data;
use paf_model::files::Files;
use paf_typeset::{Medium, PagedDocument, Typesetter, drawing, picture};

use crate::prepare::Prepared;
use crate::project;
use crate::target::Target;

/// Draws what pages ask for.
pub struct Draughtsman<'a> {
    prepared: &'a Prepared,
    files: Arc<dyn Files>,
    typesetter: OnceLock<Result<Typesetter, Diagnostics>>,
}

impl<'a> Draughtsman<'a> {
    /// One for a framework; fonts are read when the first drawing is asked for.
    pub fn new(prepared: &'a Prepared, files: Arc<dyn Files>) -> Self {
        Self { prepared, files, typesetter: OnceLock::new() }
    }

    /// What a template draws on its first page, in the colours of the screen, as a drawing (SVG).
    ///
    /// # Errors
    /// What is wrong with the template, or with what it draws.
    pub fn draw(
        &self,
        template: &str,
        target: &Target,
        data: &Data,
        date: Date,
    ) -> Result<String, Diagnostics> {
        let document = self.laid(template, target, data, date)?;
        drawing(&document, 0).ok_or_else(|| nothing(template))
    }

    /// The same as a picture (PNG) of two pixels to a point.
    ///
    /// # Errors
    /// What is wrong with the template, or with what it draws.
    pub fn paint(
        &self,
        template: &str,
        target: &Target,
        data: &Data,
        date: Date,
    ) -> Result<Vec<u8>, Diagnostics> {
        let document = self.laid(template, target, data, date)?;
        picture(&document, 0, 2.0).ok_or_else(|| nothing(template))
    }

    fn laid(
        &self,
        template: &str,
        target: &Target,
        data: &Data,
        date: Date,
    ) -> Result<PagedDocument, Diagnostics> {
        let one = |error: Box<Diagnostic>| Diagnostics::from_iter([*error]);
        let typesetter = self.typesetter.get_or_init(|| Typesetter::new(Arc::clone(&self.files)));
        let typesetter = typesetter.as_ref().map_err(Clone::clone)?;
        let project = project::of_drawing(self.prepared, target, (template, data), date).map_err(one)?;
        let typeset = typesetter.typeset(&project);
        let Some(document) = typeset.document.filter(|_| !typeset.diagnostics.has_errors()) else {
            return Err(typeset.diagnostics);
        };
        let pages = document.pages().len();
        if pages > 1 {
            let message = format!("`{template}` draws {pages} pages, and a web page has room for one");
            let error = Diagnostic::error(Rule::Template, message);
            return Err(Diagnostics::from_iter([
                error.help("write `height: auto` for the page, or draw less")
            ]));
        }
        let document = typesetter.pages_for(&document, Medium::Screen, &[])?;
        typesetter.forget_older();
        Ok(document)
    }
}

fn nothing(template: &str) -> Diagnostics {
    Diagnostics::from_iter([Diagnostic::error(Rule::Template, format!("`{template}` draws nothing"))])
}
