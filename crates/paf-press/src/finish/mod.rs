//! Turns the pages of the layout into PDF/X-4 (ISO 15930-7), which are PDF/A-2a and PDF/UA-1 as well where they are tagged.

mod colour;
mod gradients;
mod groups;
mod images;
mod inks;
mod masks;
mod metadata;
mod operators;
mod overprint;
mod vectors;

use std::fmt;

use lopdf::{Dictionary, Document, Object, dictionary};
use paf_pdf::geometry::{Mm, Size};
use paf_pdf::open::{Unreadable, open};
use paf_pdf::pack::pack_all;

use self::inks::Inks;
use self::masks::Masks;
use crate::intent::Intent;
use crate::writer::identified;

/// What the pages of a print job are to be: cut to this size, with this bleed, for this paper.
#[derive(Debug, Clone)]
pub struct PageFormat<'a> {
    /// The size of a page after cutting.
    pub trim: Size,
    /// How far colour goes over the trim.
    pub bleed: Mm,
    /// What it is printed on.
    pub intent: &'a Intent,
}

/// Why pages cannot be finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FinishError {
    /// The bytes are no PDF.
    Unreadable(Unreadable),
    /// A part is missing that every PDF of the layout has.
    Lacks(&'static str),
    /// A page is of another size than the job, in millimetres with bleed.
    OtherSize {
        /// The page, from 1.
        page: usize,
        /// Its width and height.
        is: String,
        /// What the job asks.
        wanted: String,
    },
    /// The profile of the press lacks the tables by which colours are converted.
    Profile,
    /// An image cannot be converted to the inks of the press.
    Image(String),
    /// A gradient is of a kind that the layout never makes, and cannot be converted.
    Gradient,
    /// The content of a page cannot be read to its end: something would be missing on paper.
    Content {
        /// The page, from 1.
        page: usize,
    },
    /// The same of a drawing that pages have in common.
    Drawing,
    /// The result could not be written.
    Unwritable,
}

impl fmt::Display for FinishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "the pages cannot be read: {why}"),
            Self::Lacks(what) => write!(f, "the pages have no {what}"),
            Self::OtherSize { page, is, wanted } => {
                write!(f, "page {page} is {is} mm with its bleed, and the job asks for {wanted} mm")
            }
            Self::Image(why) => write!(f, "an image cannot be converted to the inks of the press: {why}"),
            Self::Gradient => f.write_str(
                "a gradient that repeats or is made of patches cannot be converted to the inks of the press",
            ),
            Self::Content { page } => write!(f, "the content of page {page} cannot be read to its end"),
            Self::Drawing => write!(f, "a drawing on the pages cannot be read to its end"),
            Self::Profile => write!(
                f,
                "the profile of the press has no tables by which colours could be converted; ask the printer for another"
            ),
            Self::Unwritable => write!(f, "the file cannot be put together again"),
        }
    }
}

impl std::error::Error for FinishError {}

/// Finishes pages: boxes in the job's millimetres, the output intent with its profile, gray as
/// `DeviceGray` so that black is K alone, black text printed over tints, images and drawings in the inks of the press, the press's blending
/// space, metadata, and nothing that only a screen can use. The same pages give the same bytes.
///
/// # Errors
/// If the bytes are no PDF of the layout, or a page is not of the job's size.
pub fn finish(pdf: &[u8], format: &PageFormat<'_>) -> Result<Vec<u8>, FinishError> {
    let mut document = open(pdf).map_err(FinishError::Unreadable)?;
    document.version = "1.6".to_owned();
    let (inks, masks) = (Inks::of(format.intent)?, Masks::of(&document));
    images::convert(&mut document, &inks)?;
    gradients::convert(&mut document, &inks)?;
    vectors::convert(&mut document, &masks, &inks)?;
    colour::inks_stay(&mut document);
    colour::blend_in_cmyk(&mut document, &masks);
    groups::join(&mut document, &masks);
    overprint::black(&mut document)?;
    // Each of these writes content anew: it is packed once, when all have.
    pack_all(&mut document).map_err(|_| FinishError::Unwritable)?;
    let is_tagged = document.catalog().is_ok_and(|catalog| catalog.has(b"StructTreeRoot"));
    boxes(&mut document, format)?;
    intents(&mut document, format.intent, is_tagged)?;
    catalogue(&mut document)?;
    metadata::write(&mut document, is_tagged)?;
    identified(document).map_err(|_| FinishError::Unwritable)
}

/// Whether colours can be converted to a printing condition: its profile has tables for that.
pub fn converts(intent: &Intent) -> bool {
    Inks::of(intent).is_ok()
}

/// The three boxes, in the job's millimetres; the media begins at 0 0.
fn boxes(document: &mut Document, format: &PageFormat<'_>) -> Result<(), FinishError> {
    let (width, height) = (format.trim.width.0, format.trim.height.0);
    let bleed = format.bleed.0;
    let pages = paf_pdf::pages::pages(document);
    let pages: Vec<_> = pages.iter().map(|page| (page.number, page.id, page.boundary("MediaBox"))).collect();
    for (number, id, is) in pages {
        let is = is.ok_or(FinishError::Lacks("page size"))?;
        let (wide, high) = (Mm::from_points(is.width()).0, Mm::from_points(is.height()).0);
        let wanted = (width + 2.0 * bleed, height + 2.0 * bleed);
        if (wide - wanted.0).abs() > 0.1 || (high - wanted.1).abs() > 0.1 {
            return Err(FinishError::OtherSize {
                page: number,
                is: format!("{wide:.1} × {high:.1}"),
                wanted: format!("{:.1} × {:.1}", wanted.0, wanted.1),
            });
        }
        let page =
            document.get_dictionary_mut(id).map_err(|_| FinishError::Lacks("page that can be read"))?;
        let media = [0.0, 0.0, wanted.0, wanted.1];
        page.set("MediaBox", in_points(media));
        page.set("BleedBox", in_points(media));
        page.set("TrimBox", in_points([bleed, bleed, bleed + width, bleed + height]));
        for key in [&b"CropBox"[..], b"ArtBox", b"Annots"] {
            page.remove(key);
        }
        page.set("Group", dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" });
    }
    Ok(())
}

/// Millimetres as an array of points, to a ten-thousandth.
fn in_points(mm: [f64; 4]) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "PDF numbers are of single precision")]
    let point = |mm: f64| Object::Real(((Mm(mm).to_points() * 1e4).round() / 1e4) as f32);
    Object::Array(mm.into_iter().map(point).collect())
}

/// The output intent of PDF/X and, on the same profile, that of PDF/A.
fn intents(document: &mut Document, intent: &Intent, is_tagged: bool) -> Result<(), FinishError> {
    let profile = document.add_object(intent.profile().stream());
    let condition = |kind: &str| {
        dictionary! {
            "Type" => "OutputIntent",
            "S" => kind,
            "OutputConditionIdentifier" => Object::string_literal(intent.condition.as_str()),
            "OutputCondition" => Object::string_literal(intent.info.as_str()),
            "RegistryName" => Object::string_literal("http://www.color.org"),
            "Info" => Object::string_literal(intent.info.as_str()),
            "DestOutputProfile" => profile,
        }
    };
    let mut kinds = vec!["GTS_PDFX"];
    if is_tagged {
        kinds.push("GTS_PDFA1");
    }
    let intents: Vec<Object> =
        kinds.into_iter().map(|kind| document.add_object(condition(kind)).into()).collect();
    catalogue_of(document)?.set("OutputIntents", intents);
    Ok(())
}

/// Takes out of the catalogue what only a screen can use.
fn catalogue(document: &mut Document) -> Result<(), FinishError> {
    let catalogue = catalogue_of(document)?;
    for key in [&b"Names"[..], b"AF", b"OpenAction", b"AA", b"AcroForm"] {
        catalogue.remove(key);
    }
    Ok(())
}

fn catalogue_of(document: &mut Document) -> Result<&mut Dictionary, FinishError> {
    document.catalog_mut().map_err(|_| FinishError::Lacks("catalogue"))
}
