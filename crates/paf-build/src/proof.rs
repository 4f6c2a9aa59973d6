//! What is seen of a target while it is written: its pages as drawings, where each word was written, what is wrong.

use std::sync::Arc;

use paf_diag::{Diagnostics, Place};
use paf_locale::Date;
use paf_model::files::Files;
use paf_typeset::{Look, Medium, PagedDocument, Typesetter, drawing, looks, written_at};

use crate::disk::memory_in_use;
use crate::press::{PressSettings, Printing};
use crate::project::{self, Ready};
use crate::target::Target;
use crate::version::Laid;
use crate::workspace::Chosen;

/// With how much memory in use all that was laid out is forgotten: a watch goes on for days.
const MOST_MEMORY: u64 = 2 << 30;

/// Lays pages out to be looked at. What has not changed since the last time is not laid out again.
pub struct ProofPress {
    typesetter: Typesetter,
    /// The date that pages carry in place of the framework's.
    date: Option<Date>,
}

/// The pages of a target as it is now.
pub struct Proof {
    /// What was found while it was laid out.
    pub found: Diagnostics,
    pages: Option<Pages>,
}

struct Pages {
    ready: Ready,
    document: PagedDocument,
}

/// A page of a proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What tells its look from that of all others.
    pub look: String,
    /// Its width and its height, in points.
    pub size: (f64, f64),
}

impl ProofPress {
    /// A press with the fonts of the framework. Pages carry `date` in place of the framework's.
    ///
    /// # Errors
    /// If there are no fonts, or one cannot be read.
    pub fn new(files: Arc<dyn Files>, date: Option<Date>) -> Result<Self, Diagnostics> {
        Ok(Self { typesetter: Typesetter::new(files)?, date })
    }

    /// Says how many proofs are pulled by turns. What one was laid out from is kept until the others have been pulled,
    /// and one more, which somebody turns to and back from; the more is kept, the longer it takes to find in it what is
    /// the same (1.7 times with five kept).
    #[must_use]
    pub fn by_turns(self, proofs: usize) -> Self {
        Self { typesetter: self.typesetter.remembering(proofs + 1), ..self }
    }

    /// Reads from other files from now on.
    ///
    /// # Errors
    /// As when it was made; then it goes on with the former ones.
    pub fn refresh(&mut self, files: Arc<dyn Files>) -> Result<(), Diagnostics> {
        self.typesetter.refresh(files)
    }

    /// Forgets all that was laid out.
    pub fn forget(&self) {
        self.typesetter.forget();
    }

    /// Forgets what was not needed for the last proofs; to be called once after each, when it has been shown: it takes
    /// as long as a tenth of the layout.
    pub fn forget_older(&self) {
        self.typesetter.forget_older();
    }

    /// Pulls a proof of a target. A booklet is shown by the pages that are laid on its sheets.
    pub fn pull(&self, chosen: &Chosen, target: &Target) -> Proof {
        let prepared = &chosen.prepared;
        if prepared.broken.contains(&target.edition) {
            return Proof { found: Diagnostics::new(), pages: None };
        }
        let ready = match project::project(prepared, target, self.date(chosen, target)) {
            Ok(ready) => ready,
            Err(error) => return Proof { found: Diagnostics::from_iter([*error]), pages: None },
        };
        if memory_in_use().is_some_and(|bytes| bytes > MOST_MEMORY) {
            self.forget();
        }
        let mut found: Diagnostics = project::unfilled(&ready, &prepared.errors).collect();
        let laid = Laid::out(&self.typesetter, prepared, target, &ready);
        found.extend(laid.found);
        let Some(document) = laid.document else { return Proof { found, pages: None } };
        match self.pages_of(&document, chosen, target) {
            Ok(document) => Proof { found, pages: Some(Pages { ready, document }) },
            Err(wrong) => {
                found.extend(wrong);
                Proof { found, pages: None }
            }
        }
    }

    fn date(&self, chosen: &Chosen, target: &Target) -> Date {
        self.date.unwrap_or_else(|| chosen.prepared.date_of(target))
    }

    fn pages_of(
        &self,
        laid: &PagedDocument,
        chosen: &Chosen,
        target: &Target,
    ) -> Result<PagedDocument, Diagnostics> {
        let prepared = &chosen.prepared;
        let (model, date) = (prepared.model.of(&target.edition), self.date(chosen, target));
        let printing = Printing::of_target(target, model, date, &PressSettings::default(), &*chosen.files);
        let printing = printing.map_err(|wrong| Diagnostics::from_iter([*wrong]))?;
        let medium = if target.profile.is_printed() { Medium::Press } else { Medium::Screen };
        let inks = printing.as_ref().map_or(&[][..], |printing| printing.intent.icc());
        self.typesetter.pages_for(laid, medium, inks)
    }
}

impl Proof {
    /// Whether there are pages: no error has kept it from being laid out.
    pub fn has_pages(&self) -> bool {
        self.pages.is_some()
    }

    /// Its pages.
    pub fn sheets(&self) -> Vec<Sheet> {
        let looks = self.pages.as_ref().map(|pages| looks(&pages.document)).unwrap_or_default();
        looks.into_iter().map(|Look { hash, size }| Sheet { look: format!("{hash:032x}"), size }).collect()
    }

    /// A page as a drawing (SVG), counted from nought.
    pub fn drawing(&self, page: usize) -> Option<String> {
        drawing(&self.pages.as_ref()?.document, page)
    }

    /// Where that was written which stands at a point of a page, in points from its upper left corner.
    pub fn written_at(&self, press: &ProofPress, page: usize, point: (f64, f64)) -> Option<Place> {
        let pages = self.pages.as_ref()?;
        written_at(&press.typesetter, &pages.ready.project, &pages.document, page, point)
    }
}
