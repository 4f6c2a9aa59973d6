//! Which page lies where on which sheet.

use paf_pdf::geometry::Mm;

use super::{Binding, Padding, Sheet, Slot};

/// The pages of a booklet filled up to a multiple of four; blank ones are none.
pub(super) fn padded(pages: usize, padding: Padding) -> Vec<Option<usize>> {
    let blanks = pages.next_multiple_of(4) - pages;
    let before = if padding == Padding::BeforeCover && pages > 1 { pages - 1 } else { pages };
    let blank = std::iter::repeat_n(None, blanks);
    (1..=before).map(Some).chain(blank).chain((before + 1..=pages).map(Some)).collect()
}

/// The sheets of a booklet, the outermost first: front (n - 2s, 2s + 1), back (2s + 2, n - 2s - 1),
/// swapped where the book is bound on the right.
///
/// The pages of sheet s move s times the paper's thickness towards the spine.
pub(super) fn saddle(pages: usize, padding: Padding, binding: Binding, caliper: Mm) -> Vec<Sheet> {
    let pages = padded(pages, padding);
    let last = pages.len();
    // Counted from 1, as printers do.
    let page = |number: usize| pages.get(number.wrapping_sub(1)).copied().flatten();
    let sheet = |s: usize| {
        let shift = creep(s, caliper);
        let front = [page(last - 2 * s), page(2 * s + 1)];
        let back = [page(2 * s + 2), page(last - 2 * s - 1)];
        Sheet { front: crept(front, binding, shift), back: crept(back, binding, shift) }
    };
    (0..last / 4).map(sheet).collect()
}

/// How far the pages of sheet s, counted from 0 at the outside, move towards the spine.
#[expect(clippy::cast_precision_loss, reason = "no booklet has that many sheets")]
pub(super) fn creep(s: usize, caliper: Mm) -> Mm {
    Mm(s as f64 * caliper.0)
}

fn crept(pages: [Option<usize>; 2], binding: Binding, shift: Mm) -> [Slot; 2] {
    let [left, right] = bound(pages, binding);
    [Slot { page: left, shift }, Slot { page: right, shift: Mm(-shift.0) }]
}

fn bound([left, right]: [Option<usize>; 2], binding: Binding) -> [Option<usize>; 2] {
    match binding {
        Binding::Left => [left, right],
        Binding::Right => [right, left],
    }
}

/// Pages side by side as they are read: 1 and 2, 3 and 4, on the front alone.
pub(super) fn spreads(pages: usize, binding: Binding) -> Vec<Sheet> {
    let existing = |number: usize| (number <= pages).then_some(number);
    let sheet = |first: usize| {
        let front = bound([existing(first), existing(first + 1)], binding);
        Sheet { front: front.map(Slot::of), back: [Slot::BLANK; 2] }
    };
    (1..=pages).step_by(2).map(sheet).collect()
}

/// Each page twice: page 1 on the front, page 2 behind it.
pub(super) fn copies(pages: usize) -> Vec<Sheet> {
    let existing = |number: usize| (number <= pages).then_some(number);
    let twice = |number: usize| [Slot::of(existing(number)); 2];
    (1..=pages).step_by(2).map(|first| Sheet { front: twice(first), back: twice(first + 1) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(sheets: &[Sheet]) -> Vec<[usize; 4]> {
        let number = |slot: &Slot| slot.page.unwrap_or(0);
        let sheet =
            |s: &Sheet| [number(&s.front[0]), number(&s.front[1]), number(&s.back[0]), number(&s.back[1])];
        sheets.iter().map(sheet).collect()
    }

    #[test]
    fn eight_pages_make_two_sheets() {
        let sheets = saddle(8, Padding::End, Binding::Left, Mm(0.1));
        assert_eq!(numbers(&sheets), [[8, 1, 2, 7], [6, 3, 4, 5]]);
        let sheets = saddle(8, Padding::End, Binding::Right, Mm(0.1));
        assert_eq!(numbers(&sheets), [[1, 8, 7, 2], [3, 6, 5, 4]]);
        assert_eq!(sheets[1].front.map(|slot| slot.shift), [Mm(0.1), Mm(-0.1)]);
    }

    #[test]
    fn blanks_stand_at_the_end_or_before_the_back_cover() {
        assert_eq!(numbers(&saddle(6, Padding::End, Binding::Left, Mm(0.0))), [[0, 1, 2, 0], [6, 3, 4, 5]]);
        let covered = saddle(6, Padding::BeforeCover, Binding::Left, Mm(0.0));
        assert_eq!(numbers(&covered), [[6, 1, 2, 0], [0, 3, 4, 5]]);
        assert_eq!(padded(1, Padding::BeforeCover), [Some(1), None, None, None]);
    }

    #[test]
    fn spreads_and_copies() {
        assert_eq!(numbers(&spreads(3, Binding::Left)), [[1, 2, 0, 0], [3, 0, 0, 0]]);
        assert_eq!(numbers(&spreads(2, Binding::Right)), [[2, 1, 0, 0]]);
        assert_eq!(numbers(&copies(3)), [[1, 1, 2, 2], [3, 3, 0, 0]]);
    }
}
