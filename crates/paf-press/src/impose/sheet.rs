//! Where two trims lie on a sheet of paper.

use paf_pdf::geometry::{Mm, POINTS, Rectangle, Size};

use super::{ImposeError, SheetSize};

/// A sheet with room for two pages; all in points, the sheet's bottom left at 0 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// The whole sheet.
    pub(super) media: Rectangle,
    /// Where the left and the right page are cut or folded.
    pub(super) trims: [Rectangle; 2],
    /// How far artwork reaches over the outer edges.
    pub(super) bleed: f64,
}

/// What surrounds the pages, all in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surround {
    pub(super) bleed: Mm,
    pub(super) margin: Mm,
    /// Between the two trims; none where the sheet is folded.
    pub(super) gutter: Mm,
    /// What bleed and marks need.
    pub(super) needed: Mm,
}

impl Layout {
    pub(super) fn new(trim: Size, around: Surround, sheet: SheetSize) -> Result<Self, ImposeError> {
        let pair = Size { width: Mm(2.0 * trim.width.0 + around.gutter.0), height: trim.height };
        let sheet = match sheet {
            SheetSize::FromTrim if around.margin < around.needed => {
                return Err(ImposeError::Margin { margin: around.margin, needed: around.needed });
            }
            SheetSize::FromTrim => widened(pair, around.margin),
            SheetSize::Given(sheet) => fitting(sheet, widened(pair, around.needed))?,
        };
        let left = (sheet.width.0 - pair.width.0) / 2.0;
        let bottom = (sheet.height.0 - pair.height.0) / 2.0;
        let trim_at = |x: f64| in_points((x, bottom), (x + trim.width.0, bottom + trim.height.0));
        Ok(Self {
            media: in_points((0.0, 0.0), (sheet.width.0, sheet.height.0)),
            trims: [trim_at(left), trim_at(left + trim.width.0 + around.gutter.0)],
            bleed: around.bleed.to_points(),
        })
    }

    /// Both trims and what lies between them.
    pub(super) fn pair(&self) -> Rectangle {
        let [left, right] = &self.trims;
        Rectangle { right: right.right, ..*left }
    }

    /// The sheet in millimetres.
    pub(super) fn size(&self) -> Size {
        Size { width: Mm::from_points(self.media.width()), height: Mm::from_points(self.media.height()) }
    }

    /// What may be seen of the page in a slot: its bleed outside, cut at the spine or in the middle
    /// of the gutter.
    pub(super) fn clips(&self) -> [Rectangle; 2] {
        let [left, right] = self.trims.map(|trim| trim.grown(self.bleed));
        let inner = self.bleed.min((self.trims[1].left - self.trims[0].right) / 2.0);
        [
            Rectangle { right: self.trims[0].right + inner, ..left },
            Rectangle { left: self.trims[1].left - inner, ..right },
        ]
    }

    /// Where the two pages meet: one line where they touch, two where there is a gutter.
    pub(super) fn inner_edges(&self) -> Vec<f64> {
        let (left, right) = (self.trims[0].right, self.trims[1].left);
        if right - left < 0.01 { vec![left] } else { vec![left, right] }
    }
}

fn widened(size: Size, by: Mm) -> Size {
    Size { width: Mm(size.width.0 + 2.0 * by.0), height: Mm(size.height.0 + 2.0 * by.0) }
}

/// The sheet, turned by a quarter where only that fits.
fn fitting(sheet: Size, needed: Size) -> Result<Size, ImposeError> {
    let turned = Size { width: sheet.height, height: sheet.width };
    let fits = |sheet: &Size| sheet.width >= needed.width && sheet.height >= needed.height;
    let found = [sheet, turned].into_iter().find(fits);
    found.ok_or(ImposeError::Sheet { sheet, needed })
}

fn in_points(a: (f64, f64), b: (f64, f64)) -> Rectangle {
    Rectangle::between((a.0 * POINTS, a.1 * POINTS), (b.0 * POINTS, b.1 * POINTS))
}
