//! From pages that were laid out for all profiles to the pages of one: its colours, its edges, its pictures.
//!
//! What profiles differ in is decided in the finished frames, so that no text is laid out twice: letters stand in the
//! same places for screens and for the press.

mod leads;
mod paper;
mod pictures;
mod roles;
mod sheet;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, Sides};
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};

use self::leads::Leads;
use self::paper::Left;
use self::pictures::{Fitting, enlarged};
use self::roles::Roles;
use crate::world::Typesetter;

/// What a PDF is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Reading on a screen: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) in one file.
    Screen,
    /// Printing: PDF/UA-1. Typst takes no press colours into PDF/A, so the press stage adds what is
    /// missing to that; and it marks running heads as such from PDF 1.7 on, so the version is the
    /// press stage's too.
    Press,
}

impl Typesetter {
    /// The pages of a medium. Roles have their colours, and pictures hold no more pixels than can be told apart.
    /// On screens the bleed is cut off, and no picture is in the inks of a press; on paper there are no links and no
    /// attachments, and panels lie side by side where the layout says so. `press` is the profile of inks that come
    /// without one.
    ///
    /// # Errors
    /// If a colour stands where nothing can be exchanged.
    pub fn pages_for(
        &self,
        document: &PagedDocument,
        medium: Medium,
        press: &[u8],
    ) -> Result<PagedDocument, Diagnostics> {
        let mut finishing = Finishing {
            medium,
            roles: Roles::of(medium),
            left: Left::default(),
            leads: if medium == Medium::Screen { Leads::of(document) } else { Leads::default() },
            fitting: Fitting { made: &self.pictures, medium, press, condition: hash128(press) },
        };
        let sides = if medium == Medium::Press { sheet::sides(document) } else { Ok(None) };
        let sides = sides.map_err(|wrong| Diagnostics::from_iter([*wrong]))?;
        let mut pages = sides.unwrap_or_else(|| document.pages().to_vec());
        pages.iter_mut().for_each(|page| finishing.page(page));
        let Roles { has_met_pattern, unclear, .. } = &finishing.roles;
        if *has_met_pattern || !unclear.is_empty() {
            let in_pattern = has_met_pattern.then(in_a_pattern);
            return Err(unclear.iter().map(|role| without_inks(role)).chain(in_pattern).collect());
        }
        let info = typst::model::Document::info(document).clone();
        Ok(PagedDocument::new(pages.into_iter().collect(), info))
    }
}

fn in_a_pattern() -> Diagnostic {
    let message = "a pattern (`tiling`) or a gradient of tints is drawn in colours of brand.yaml, which differ on screens and on paper";
    Diagnostic::error(Rule::Template, message)
        .help("draw it with shapes side by side, or in a colour that is none of them, such as `luma(80%)`")
}

fn without_inks(role: &str) -> Diagnostic {
    let message = format!("the colour `paf/{role}` does not say what the press prints for it");
    Diagnostic::error(Rule::Template, message).help(
        "make it with `in-role` of theme/brand.typ, of four inks from 0 to 100 % each and a name without a slash",
    )
}

struct Finishing<'a> {
    medium: Medium,
    roles: Roles,
    left: Left,
    leads: Leads,
    fitting: Fitting<'a>,
}

impl Finishing<'_> {
    fn page(&mut self, page: &mut Page) {
        self.frame(&mut page.frame, 1.0);
        if self.medium == Medium::Screen {
            page.bleed = Sides::default();
        }
        if let Smart::Custom(fill) = &mut page.fill {
            *fill = fill.take().and_then(|paint| self.roles.paint(paint));
        }
    }

    /// `scale` is by how much the frame is drawn larger than it is.
    fn frame(&mut self, frame: &mut Frame, scale: f64) {
        frame.retain(|item| self.item(item, scale));
    }

    /// Finishes an item; false where the medium does not have it.
    fn item(&mut self, item: &mut FrameItem, scale: f64) -> bool {
        match item {
            FrameItem::Group(group) => {
                self.frame(&mut group.frame, scale * enlarged(&group.transform));
                true
            }
            FrameItem::Text(text) => self.roles.text(text),
            FrameItem::Shape(shape, _) => self.roles.shape(shape),
            FrameItem::Image(image, size, _) => {
                if let Some(other) = self.fitting.image(image, *size, scale) {
                    *image = other;
                }
                true
            }
            FrameItem::Link(..) => self.medium == Medium::Screen,
            FrameItem::Tag(tag) => {
                self.leads.tell(tag);
                self.medium == Medium::Screen || self.left.has(tag)
            }
        }
    }
}
