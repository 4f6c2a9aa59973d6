//! A language version of a document in an edition: filled in once, laid out once, and its printed pages made once,
//! whatever files are made of it.

use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

use paf_diag::{Diagnostic, Diagnostics};
use paf_locale::Date;
use paf_model::document::Profile;
use paf_press::finish::{PageFormat, finish};
use paf_press::intent::Intent;
use paf_typeset::{Medium, PagedDocument, PdfSettings, Typeset, Typesetter, pdf, printed, small_print};

use crate::fitting::{FitEntry, Fitted};
use crate::prepare::Prepared;
use crate::press::{self, Printing, Single};
use crate::project::{self, Ready};
use crate::snapshot::Snapshot;
use crate::target::Target;

/// The smallest letters of large print, in points (UKAAF G003, 2019: at least 16, ideally 18).
const LARGE: f64 = 18.0;

/// What all language versions are set with.
pub(crate) struct Compositor<'a> {
    prepared: &'a Prepared,
    snapshot: &'a Arc<Snapshot>,
    /// The date that PDFs carry in place of the framework's.
    date: Option<Date>,
    /// How many documents are set at a time.
    side_by_side: usize,
    typesetter: OnceLock<Result<Typesetter, Diagnostics>>,
}

impl<'a> Compositor<'a> {
    pub(crate) fn new(
        prepared: &'a Prepared,
        snapshot: &'a Arc<Snapshot>,
        date: Option<Date>,
        side_by_side: usize,
    ) -> Self {
        Self { prepared, snapshot, date, side_by_side, typesetter: OnceLock::new() }
    }

    /// The date that PDFs carry.
    pub(crate) fn date(&self, target: &Target) -> Date {
        self.date.unwrap_or_else(|| self.prepared.date_of(target))
    }

    /// What lays pages out, with the fonts of the framework.
    fn typesetter(&self) -> Result<&Typesetter, Diagnostics> {
        let made = self.typesetter.get_or_init(|| {
            let typesetter = Typesetter::new(Arc::clone(self.snapshot) as _)?;
            // Two editions in a language have most of their words in common, and are laid out one after the other by
            // one thread: it is remembered what they share, until the others have laid out one more.
            Ok(typesetter.remembering(self.side_by_side))
        });
        made.as_ref().map_err(Clone::clone)
    }
}

/// A language version, as far as its targets have asked for it.
pub(crate) struct Version<'a> {
    compositor: &'a Compositor<'a>,
    /// Any of its targets.
    target: &'a Target,
    ready: OnceCell<Result<Ready, Box<Diagnostic>>>,
    laid: OnceCell<Laid>,
    paper: OnceCell<Result<Single, Diagnostics>>,
}

/// Pages for all profiles.
pub(crate) struct Laid {
    /// The pages, unless there were errors.
    pub(crate) document: Option<PagedDocument>,
    /// What was found on the way.
    pub(crate) found: Diagnostics,
    pub(crate) fit: Option<FitEntry>,
    /// The files below the root that were read, sorted.
    pub(crate) dependencies: Vec<String>,
    /// How many pages there are.
    pub(crate) count: usize,
}

impl Laid {
    /// Lays a filled-in template out.
    pub(crate) fn out(typesetter: &Typesetter, prepared: &Prepared, target: &Target, ready: &Ready) -> Self {
        let Typeset { document, fit, diagnostics: mut found, dependencies } =
            typesetter.typeset(&ready.project);
        if let Some((fit, document)) = fit.as_ref().zip(document.as_ref()) {
            let printed = || printed(typesetter, &ready.project, document);
            Fitted { fit, ready, target, prepared, printed: &printed }.report(&mut found);
        }
        let large = document.as_ref().filter(|_| target.profile == Profile::LargePrint);
        found.extend(
            large.map(|pages| small_print(typesetter, &ready.project, pages, LARGE)).into_iter().flatten(),
        );
        let count = document.as_ref().map_or(0, |document| document.pages().len());
        Self { document, found, fit: fit.as_ref().map(FitEntry::new), dependencies, count }
    }
}

/// Pages of a medium, as they are and as a PDF.
struct Pages {
    document: PagedDocument,
    pdf: Vec<u8>,
}

impl<'a> Version<'a> {
    pub(crate) fn new(compositor: &'a Compositor<'a>, target: &'a Target) -> Self {
        let (ready, laid, paper) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { compositor, target, ready, laid, paper }
    }

    /// The filled-in template.
    pub(crate) fn ready(&self) -> Result<&Ready, Box<Diagnostic>> {
        let filled =
            || project::project(self.compositor.prepared, self.target, self.compositor.date(self.target));
        self.ready.get_or_init(filled).as_ref().map_err(Clone::clone)
    }

    /// Its pages, laid out; nothing where the template could not be filled in.
    pub(crate) fn laid(&self) -> Option<&Laid> {
        let ready = self.ready().ok()?;
        Some(self.laid.get_or_init(|| self.lay_out(ready)))
    }

    fn lay_out(&self, ready: &Ready) -> Laid {
        let typesetter = match self.compositor.typesetter() {
            Ok(typesetter) => typesetter,
            Err(found) => {
                return Laid { document: None, found, fit: None, dependencies: Vec::new(), count: 0 };
            }
        };
        let laid = Laid::out(typesetter, self.compositor.prepared, self.target, ready);
        typesetter.forget_older();
        laid
    }

    /// The PDF for the screen.
    ///
    /// # Errors
    /// Everything that the standards forbid.
    pub(crate) fn screen(&self) -> Result<Vec<u8>, Diagnostics> {
        let profile = self.target.of_pages().profile;
        Ok(self.pages(Medium::Screen, profile, Intent::coated().icc())?.pdf)
    }

    /// The pages that the press prints, one by one: what sheets and covers are made of.
    ///
    /// # Errors
    /// Everything that the standards and the press forbid.
    pub(crate) fn paper(&self, printing: &Printing) -> Result<&Single, Diagnostics> {
        let made = || {
            let pages = self.pages(Medium::Press, Profile::Press, printing.intent.icc())?;
            let format = PageFormat { trim: printing.trim, bleed: printing.bleed, intent: &printing.intent };
            let pdf = finish(&pages.pdf, &format).map_err(|error| {
                let target = Target { profile: Profile::Press, ..self.target.clone() };
                Diagnostics::from_iter([press::failed(&target, &error.to_string())])
            })?;
            Ok(Single::new(pages.document, pdf))
        };
        self.paper.get_or_init(made).as_ref().map_err(Clone::clone)
    }

    fn pages(&self, medium: Medium, profile: Profile, inks: &[u8]) -> Result<Pages, Diagnostics> {
        let typesetter = self.compositor.typesetter()?;
        let laid = self.laid().and_then(|laid| laid.document.as_ref());
        let (Some(laid), Ok(ready)) = (laid, self.ready()) else { return Err(Diagnostics::new()) };
        let document = typesetter.pages_for(laid, medium, inks)?;
        let parts =
            [&*self.target.framework, &*self.target.document, &*self.target.edition, self.target.lang.code()];
        let settings = PdfSettings {
            ident: format!("{}/{}", parts.join("/"), profile.as_str()),
            creator: format!("paf {}", env!("CARGO_PKG_VERSION")),
            date: self.compositor.date(self.target),
            medium,
        };
        let pdf = pdf(typesetter, &ready.project, &document, &settings)?;
        Ok(Pages { document, pdf })
    }
}
