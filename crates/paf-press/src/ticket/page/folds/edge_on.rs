//! The sheet seen from its lower edge while it is folded: a roll or an accordion.

use std::f64::consts::FRAC_1_SQRT_2;

use crate::ticket::sheet::{ACCENT, Align, Area, PAPER_WHITE, Sheet, Style, TEXT};
use crate::ticket::{Finishing, FoldDiagram, words};

/// More panels than these would not be told apart.
const MOST: usize = 8;
/// From one layer to the next in millimetres.
const LAYER: f64 = 4.6;
/// The radius of a bend.
const BEND: f64 = 1.5;
/// A quarter of a circle from its top, as sines and cosines of 0, 22.5, 45, 67.5 and 90 degrees.
const QUARTER: [(f64, f64); 5] =
    [(0.0, 1.0), (0.382_683, 0.923_880), (FRAC_1_SQRT_2, FRAC_1_SQRT_2), (0.923_880, 0.382_683), (1.0, 0.0)];

/// Draws the edge at the top of an area and gives back where it ends.
pub(super) fn draw(sheet: &mut Sheet<'_>, finishing: Finishing, fold: &FoldDiagram, area: Area) -> f64 {
    let inside = fold.sides.last().map(|side| side.panels.as_slice()).unwrap_or_default();
    let mut numbers: Vec<usize> = inside.iter().take(MOST).map(|panel| panel.number).collect();
    if fold.right_to_left {
        numbers.reverse();
    }
    let rolled = finishing == Finishing::RollFold;
    if rolled {
        // From the innermost panel, which is the last one that is read unless another is narrower.
        let innermost = words::innermost(fold).map(|panel| panel.number);
        if innermost != numbers.first().copied() || innermost.is_none() {
            numbers.reverse();
        }
    }
    let runs = if rolled { roll(numbers.len()) } else { accordion(numbers.len()) };
    let highest = runs.iter().map(|run| run.from.1.min(run.to.1)).fold(0.0, f64::min);
    let placed = |(x, y): (f64, f64)| {
        let x = if fold.right_to_left { 1.0 - x } else { x };
        (area.x + 2.0 + x * (area.width - 4.0) * 0.86, area.y + (y - highest) * LAYER)
    };
    let runs: Vec<Run> = runs.iter().map(|run| Run { from: placed(run.from), to: placed(run.to) }).collect();
    sheet.line(&path(&runs, rolled), TEXT, 1.5, &[]);
    for (run, number) in runs.iter().zip(&numbers) {
        draw_number(sheet, run, *number);
    }
    let lowest = runs.iter().map(|run| run.from.1.max(run.to.1));
    lowest.fold(area.y, f64::max)
}

fn draw_number(sheet: &mut Sheet<'_>, run: &Run, number: usize) {
    let middle = ((run.from.0 + run.to.0) / 2.0, (run.from.1 + run.to.1) / 2.0);
    sheet.disc(middle, 1.9, PAPER_WHITE);
    sheet.write(
        &number.to_string(),
        (middle.0, middle.1 + 0.95),
        Align::Centre,
        Style::bold(7.5).in_ink(ACCENT),
    );
}

/// A panel seen from its edge.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: (f64, f64),
    to: (f64, f64),
}

/// From the innermost panel outwards: each goes around all before it. Across from 0 to 1, down in layers.
fn roll(panels: usize) -> Vec<Run> {
    let step = 0.05;
    let run = |panel: usize| {
        let half = panel.div_ceil(2) as f64;
        let layer = if panel % 2 == 1 { half } else { -half };
        // Outer panels reach around those within.
        let inset = |fold: usize| panels.saturating_sub(2 + fold) as f64 * step;
        let start = if panel == 0 { panels as f64 * step + 0.04 } else { inset(panel - 1) };
        let end = if panel + 1 == panels { 0.0 } else { inset(panel) };
        let ends = if panel.is_multiple_of(2) { (start, 1.0 - end) } else { (1.0 - start, end) };
        Run { from: (ends.0, layer), to: (ends.1, layer) }
    };
    (0..panels).map(run).collect()
}

/// To and fro, a little open.
fn accordion(panels: usize) -> Vec<Run> {
    let at = |fold: usize| (if fold.is_multiple_of(2) { 1.0 } else { 0.0 }, fold as f64);
    (0..panels).map(|panel| Run { from: at(panel), to: at(panel + 1) }).collect()
}

/// One line through all panels, with round bends in a roll.
fn path(runs: &[Run], round: bool) -> Vec<(f64, f64)> {
    let mut path: Vec<(f64, f64)> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if index == 0 || !round {
            path.push(run.from);
        }
        match runs.get(index + 1).filter(|_| round) {
            Some(next) => path.extend(bend(*run, *next)),
            None => path.push(run.to),
        }
    }
    path
}

/// From the end of a run around two corners to the beginning of the next.
fn bend(run: Run, next: Run) -> Vec<(f64, f64)> {
    let across = if run.to.0 > run.from.0 { 1.0 } else { -1.0 };
    let down = if next.from.1 > run.to.1 { 1.0 } else { -1.0 };
    let x = run.to.0 - across * BEND;
    let first =
        QUARTER.map(|(sine, cosine)| (x + across * BEND * sine, run.to.1 + down * BEND * (1.0 - cosine)));
    let second =
        QUARTER.map(|(sine, cosine)| (x + across * BEND * sine, next.from.1 - down * BEND * (1.0 - cosine)));
    first.into_iter().chain(second.into_iter().rev()).collect()
}
