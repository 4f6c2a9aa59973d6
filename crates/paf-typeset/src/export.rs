//! Pages to PDF and to pictures.

use paf_diag::Diagnostics;
use paf_locale::Date;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::medium::Medium;
use crate::trace;
use crate::world::{Project, Typesetter};

/// What a PDF says about itself.
pub struct PdfSettings {
    /// What tells this document from all others: its first trailer id is made of it.
    pub ident: String,
    /// The program's name and version.
    pub creator: String,
    /// The date of creation.
    pub date: Date,
    /// What it is made for.
    pub medium: Medium,
}

impl Medium {
    fn standards(self) -> [PdfStandard; 2] {
        match self {
            Self::Screen => [PdfStandard::A_3a, PdfStandard::Ua_1],
            Self::Press => [PdfStandard::V_1_7, PdfStandard::Ua_1],
        }
    }
}

/// The PDF of a document, to the standards of its medium.
///
/// # Errors
/// Everything in the document that a standard forbids.
pub fn pdf(
    typesetter: &Typesetter,
    project: &Project,
    document: &PagedDocument,
    settings: &PdfSettings,
) -> Result<Vec<u8>, Diagnostics> {
    #[expect(clippy::expect_used, reason = "constant combinations that Typst allows; tests make both")]
    let standards = PdfStandards::new(&settings.medium.standards()).expect("the standards go together");
    let date = settings.date;
    let timestamp = Datetime::from_ymd_hms(i32::from(date.year()), date.month(), date.day(), 0, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(settings.ident.as_str().into()),
        creator: Smart::Custom(Some(settings.creator.as_str().into())),
        timestamp: timestamp.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| {
        let world = typesetter.world(project);
        errors.iter().map(|error| trace::export_diagnostic(error, &world)).collect()
    })
}

/// A page as a PNG, `scale` pixels to a point; `None` where there is no such page.
pub fn picture(document: &PagedDocument, page: usize, scale: f64) -> Option<Vec<u8>> {
    let page = document.pages().get(page)?;
    let options = RenderOptions { pixel_per_pt: scale.into(), ..RenderOptions::default() };
    typst_render::render(page, &options).encode_png().ok()
}

/// A page as a drawing (SVG), sharp at any size, without its bleed; `None` where there is no such page.
pub fn drawing(document: &PagedDocument, page: usize) -> Option<String> {
    document.pages().get(page).map(|page| typst_svg::svg(page, &typst_svg::SvgOptions::default()))
}

/// A page as a picture on white paper.
pub struct Picture {
    /// Red, green and blue of every pixel, a byte each, row by row from the top.
    pub rgb: Vec<u8>,
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// A page as pixels, `scale` of them to a point; `None` where there is no such page.
pub fn pixels(document: &PagedDocument, page: usize, scale: f64) -> Option<Picture> {
    let page = document.pages().get(page)?;
    let options = RenderOptions { pixel_per_pt: scale.into(), ..RenderOptions::default() };
    let drawn = typst_render::render(page, &options);
    let (width, height) = (drawn.width() as usize, drawn.height() as usize);
    let on_white = |pixel: &[u8]| {
        let paper = 255 - pixel.get(3).copied().unwrap_or(255);
        [0, 1, 2].map(|at| pixel.get(at).copied().unwrap_or_default().saturating_add(paper))
    };
    // Colours are held already multiplied by how opaque they are.
    let rgb = drawn.data().chunks(4).flat_map(on_white).collect();
    Some(Picture { rgb, width, height })
}

/// The title that a document gives itself.
pub fn title(document: &PagedDocument) -> Option<String> {
    typst::model::Document::info(document).title.as_ref().map(ToString::to_string)
}
