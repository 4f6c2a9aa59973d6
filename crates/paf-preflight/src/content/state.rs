//! The graphics state of an interpreted content stream.

use std::rc::Rc;

use paf_pdf::geometry::Rectangle;

use super::colour::Colour;
use super::display::{Overprint, Paint};
use super::font::Font;
use super::matrix::Matrix;
use super::painted::Painted;

/// What `q` puts aside and `Q` takes back.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// From the stream's own space to that of the page.
    pub(super) matrix: Matrix,
    /// The box of everything that can be seen; none where nothing can.
    pub(super) clip: Option<Rectangle>,
    /// The colour of fills.
    pub(super) fill: Source,
    /// The colour of strokes.
    pub(super) stroke: Source,
    /// In the stream's own space.
    pub(super) line_width: f64,
    /// Whether fills overprint.
    pub(super) fill_overprint: bool,
    /// Whether strokes overprint.
    pub(super) stroke_overprint: bool,
    /// What that does to empty plates.
    pub(super) mode: Overprint,
    /// Text parameters.
    pub(super) text: TextState,
}

/// A colour and whether the numbers to come are places in a table.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// What is painted with.
    pub(super) paint: Paint,
    /// The space that `scn` chooses from.
    pub(super) family: super::colour::Family,
    /// Whether it is a table of colours.
    pub(super) indexed: bool,
    /// What the cell of a tiling pattern paints.
    pub(super) cell: Option<Rc<Painted>>,
}

impl Source {
    fn black() -> Self {
        let colour = Colour::black();
        Self { family: colour.family.clone(), paint: Paint::Plain(colour), indexed: false, cell: None }
    }
}

/// The text state, which `BT` does not reset (ISO 32000-1, 9.3).
#[derive(Debug, Clone)]
pub(super) struct TextState {
    /// The font, if it could be found.
    pub(super) font: Option<Rc<Font>>,
    /// Its name in the resources, if they do not have it.
    pub(super) no_font: Option<String>,
    /// The size before all matrices.
    pub(super) size: f64,
    /// Between characters.
    pub(super) spacing: f64,
    /// Between words besides.
    pub(super) word_spacing: f64,
    /// 1 is as wide as drawn.
    pub(super) stretch: f64,
    /// Between lines.
    pub(super) leading: f64,
    /// Above the line.
    pub(super) rise: f64,
    /// Fill, stroke, both, neither, and the same for clipping.
    pub(super) mode: i64,
}

impl State {
    /// What a page begins with.
    pub(super) fn of_page(media: Rectangle, matrix: Matrix) -> Self {
        Self {
            matrix,
            clip: Some(media),
            fill: Source::black(),
            stroke: Source::black(),
            line_width: 1.0,
            fill_overprint: false,
            stroke_overprint: false,
            mode: Overprint::Erasing,
            text: TextState {
                font: None,
                no_font: None,
                size: 0.0,
                spacing: 0.0,
                word_spacing: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    /// What can be seen of an area of the page.
    pub(super) fn seen(&self, area: Rectangle) -> Option<Rectangle> {
        let clip = self.clip?;
        // Lines may have no height; the intersection of rectangles asks for one.
        let seen = Rectangle {
            left: area.left.max(clip.left),
            bottom: area.bottom.max(clip.bottom),
            right: area.right.min(clip.right),
            top: area.top.min(clip.top),
        };
        (seen.left <= seen.right && seen.bottom <= seen.top).then_some(seen)
    }

    /// Narrows what can be seen.
    pub(super) fn narrow(&mut self, area: Rectangle) {
        self.clip = self.seen(area);
    }

    /// How fills, or strokes, overprint.
    pub(super) fn overprint(&self, fill: bool) -> Option<Overprint> {
        let set = if fill { self.fill_overprint } else { self.stroke_overprint };
        set.then_some(self.mode)
    }
}
