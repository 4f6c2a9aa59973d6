//! A cover apart: its file and that of the inner pages, and the ticket of both.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Place, Rule};
use paf_model::Model;
use paf_model::document::Document;
use paf_model::files::Files;
use paf_pdf::geometry::Mm;
use paf_preflight::{Expectations, Report, examine};
use paf_press::impose::{self, Apart, Padding};
use paf_press::marks::{self, Folds, Marks, Slug};
use paf_press::ticket::{Cover, Finishing};

use super::{Printing, Typeset, failed, millimetres, ticket, unchecked};
use crate::digest::sha256;
use crate::target::Target;

/// Below this width, printers do not glue a spine.
const THINNEST: Mm = Mm(2.0);

/// A cover as it is ordered.
#[derive(Debug, Clone)]
pub(super) struct Order {
    place: Place,
    leaf: Mm,
    allowance: Mm,
    paper: Option<String>,
    /// Whether somebody has said where a blank page goes.
    is_blank_chosen: bool,
}

impl Order {
    /// The cover that a document orders.
    pub(super) fn of(document: &Document) -> Option<Self> {
        let press = document.press.as_ref()?;
        let cover = press.cover.as_ref()?;
        Some(Self {
            place: cover.place.clone(),
            leaf: Mm(cover.value.leaf()? / 1000.0),
            allowance: cover.value.allowance.map_or(Mm(0.0), millimetres),
            paper: cover.value.paper.as_ref().map(|paper| paper.as_str().to_owned()),
            is_blank_chosen: press.blanks.is_some(),
        })
    }

    /// What of it decides about the files.
    pub(super) fn inputs(&self) -> String {
        format!("{:?} {:?} {:?} {}", self.leaf, self.allowance, self.paper, self.is_blank_chosen)
    }
}

/// Files with their paths below the output folder, and what was found in them.
type Made = (Vec<(String, Vec<u8>)>, Vec<Diagnostic>);

impl Printing {
    /// The cover and the inner pages as files of their own, and their ticket.
    ///
    /// # Errors
    /// If the pages cannot be taken apart.
    pub(super) fn apart(
        &self,
        order: &Order,
        target: &Target,
        (model, document): (&Model, &Document),
        pages: &Typeset<'_>,
        files: &dyn Files,
    ) -> Result<Made, Box<Diagnostic>> {
        let wrong =
            |why: String| Box::new(failed(target, &format!("cover apart: {why}")).at(order.place.clone()));
        let name = |what: &str| format!("{}-{what}", target.stem());
        let settings = impose::Cover {
            bleed: self.bleed,
            leaf: order.leaf,
            allowance: order.allowance,
            padding: self.padding,
            binding: self.binding,
            // Nobody could fold a cover without them.
            marks: Marks { crop: true, fold: true, ..self.marks_for(target, &name("cover.pdf")) },
        };
        let apart =
            impose::cover_apart(&pages.single.pdf, &settings).map_err(|error| wrong(error.to_string()))?;
        let inner = if self.has_marks() {
            let marks = self.marks_for(target, &name("inner.pdf"));
            marks::add(&apart.inner, &marks, &Folds::none()).map_err(|error| wrong(error.to_string()))?
        } else {
            apart.inner.clone()
        };
        let (cover_path, inner_path) = (target.beside("cover.pdf"), target.beside("inner.pdf"));
        let alone = |trim| Expectations { trim: Some(trim), also: Vec::new(), ..self.expectations(false) };
        let examined = |bytes: &[u8], path: &str, expected| {
            let report = examine(bytes, &expected).map_err(|finding| Box::new(finding.diagnostic(path)))?;
            let skipped = report.skipped.iter().map(|skipped| unchecked(target, &skipped.what));
            let found = report.findings.iter().map(|finding| finding.diagnostic(path)).chain(skipped);
            Ok::<_, Box<Diagnostic>>((found.collect::<Vec<_>>(), report))
        };
        let (mut found, of_inner) = examined(&inner, &inner_path, alone(self.trim))?;
        let (of_cover_found, of_cover) = examined(&apart.cover, &cover_path, alone(apart.flat))?;
        found.extend(of_cover_found);
        found.extend(unusual(&apart, order, self, &cover_path));

        let words =
            ticket::Pages { title: &pages.title, thumbnails: pages.single.thumbnails(self.trim.width) };
        let both = both(of_inner, of_cover);
        let mut told = ticket::ticket(target, model, document, self, (&inner, &both, None), words);
        told.file_name = name("inner.pdf");
        told.pages = apart.inner_pages;
        told.standards = vec!["PDF/X-4".to_owned()];
        told.finishing = Finishing::Glued { spine: apart.spine };
        told.cover = Some(Cover {
            file_name: name("cover.pdf"),
            checksum: sha256(&apart.cover),
            flat: apart.flat,
            spine: apart.spine,
            leaf: order.leaf,
            allowance: order.allowance,
            paper: order.paper.clone(),
            pages: apart.pages,
            first: apart.first,
        });
        let (drawn, lacking) = ticket::drawn(&told, target, model, files)?;
        found.extend(lacking);
        let made = vec![
            (cover_path, apart.cover),
            (inner_path, inner),
            (target.beside("cover-ticket.pdf"), drawn),
            (target.beside("cover-ticket.json"), told.json().into_bytes()),
        ];
        Ok((made, found))
    }

    /// The marks of the run, with the name of this file in the slug line.
    fn marks_for(&self, target: &Target, name: &str) -> Marks {
        let own = format!("{}.pdf", target.stem());
        let slug = self.marks.slug.as_ref();
        let slug = slug.map(|slug| Slug { text: slug.text.replace(&own, name), fonts: slug.fonts.clone() });
        Marks { slug, ..self.marks.clone() }
    }
}

/// What both files have between them, for one ticket.
fn both(inner: Report, cover: Report) -> Report {
    let also: BTreeSet<Rule> = cover.ran.iter().copied().collect();
    Report {
        findings: [inner.findings, cover.findings].concat(),
        pages: [inner.pages, cover.pages].concat(),
        skipped: [inner.skipped, cover.skipped].concat(),
        ran: inner.ran.into_iter().filter(|rule| also.contains(rule)).collect(),
    }
}

/// What somebody should know before such a cover is ordered.
fn unusual(apart: &Apart, order: &Order, printing: &Printing, path: &str) -> Vec<Diagnostic> {
    let warning = |message: String, help: String| {
        Diagnostic::warning(Rule::PressCover, format!("`{path}`: {message}"))
            .at(order.place.clone())
            .help(help)
    };
    let mut found = Vec::new();
    if let Some(blank) = apart.pages.blank().filter(|_| !order.is_blank_chosen) {
        let pages = apart.inner_pages + 3;
        found.push(warning(
            format!("the document has {pages} pages, an odd number, so the {blank} is blank"),
            match printing.padding {
                Padding::End => "write `blanks: before-cover` if the last page is to be the back cover, or `blanks: end` to keep it so",
                Padding::BeforeCover => "write `blanks: end` if the blank page is to be the last",
            }
            .to_owned(),
        ));
    }
    if apart.spine < THINNEST {
        found.push(warning(
            format!(
                "the spine is {:.2} mm wide, and printers do not glue spines below {} mm",
                apart.spine.0, THINNEST.0
            ),
            "have the self-cover stapled instead (`…-press.pdf`), or ask the printer".to_owned(),
        ));
    }
    if apart.bare.0 > 0.0 {
        let needed = ((printing.bleed.0 + apart.bare.0) * 10.0).ceil() / 10.0;
        found.push(warning(
            format!(
                "the spine is {:.2} mm wide, and {:.2} mm of it stay white, since the pages of the cover run only {} mm over their edges",
                apart.spine.0, apart.bare.0, printing.bleed.0
            ),
            format!("write `bleed: {needed}` or more, or have the printer fill the spine"),
        ));
    }
    found
}
