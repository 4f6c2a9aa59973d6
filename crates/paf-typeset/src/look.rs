//! What tells the look of a page from all others: what is seen of it, and not where that was written.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};

/// How a page looks.
pub struct Look {
    /// What tells it from all other looks.
    pub hash: u128,
    /// Its width and its height without its bleed, in points.
    pub size: (f64, f64),
}

/// How each page looks.
pub fn looks(document: &PagedDocument) -> Vec<Look> {
    document.pages().iter().map(look).collect()
}

fn look(page: &Page) -> Look {
    let size = page.frame.size();
    Look { hash: hash128(&(Seen(&page.frame), &page.fill, size)), size: (size.x.to_pt(), size.y.to_pt()) }
}

/// What is seen of a frame. Marks of where an element begins, which change with the words of others, are not.
struct Seen<'a>(&'a Frame);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for (at, item) in self.0.items() {
            match item {
                FrameItem::Tag(_) | FrameItem::Link(..) => continue,
                FrameItem::Group(group) => {
                    (0_u8, group.transform, &group.clip, Seen(&group.frame)).hash(state);
                    group.frame.size().hash(state);
                }
                FrameItem::Text(text) => {
                    1_u8.hash(state);
                    letters(text, state);
                }
                FrameItem::Shape(shape, _) => (2_u8, shape).hash(state),
                FrameItem::Image(image, size, _) => (3_u8, image, size).hash(state),
            }
            at.hash(state);
        }
    }
}

fn letters<H: Hasher>(text: &TextItem, state: &mut H) {
    (&text.font, text.size, &text.fill, &text.stroke).hash(state);
    for glyph in &text.glyphs {
        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
    }
}
