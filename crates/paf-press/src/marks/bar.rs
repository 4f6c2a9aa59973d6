//! The colour bar: patches of every ink above the page.

use std::fmt::Write;

use paf_pdf::geometry::{Mm, POINTS};

use super::inks::Inks;
use super::lines::number;
use super::{BAND, Frame, MarksError};

/// The largest and the smallest patch, in points.
const PATCHES: [f64; 3] = [4.0 * POINTS, 3.0 * POINTS, 2.0 * POINTS];

/// White paper between the bleed and the patches, so that nobody takes them for artwork, in points.
const OFF: f64 = POINTS;

/// What stays free around a crop mark, a fold or the edge of a target, in points.
const FREE: f64 = 1.5 * POINTS;

/// Solids, tints of a half, and two solids over each other, in CMYK.
const PROCESS: [[f64; 4]; 11] = [
    [1.0, 0.0, 0.0, 0.0],
    [0.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0],
    [0.0, 0.0, 0.0, 1.0],
    [0.5, 0.0, 0.0, 0.0],
    [0.0, 0.5, 0.0, 0.0],
    [0.0, 0.0, 0.5, 0.0],
    [0.0, 0.0, 0.0, 0.5],
    [0.0, 1.0, 1.0, 0.0],
    [1.0, 0.0, 1.0, 0.0],
    [1.0, 1.0, 0.0, 0.0],
];

/// The patches from left to right, as large as the page allows.
pub(super) fn draw(inks: &Inks, frame: &Frame) -> Result<String, MarksError> {
    let colours = colours(inks);
    let found = PATCHES.into_iter().find_map(|size| Some((size, places(frame, size, colours.len())?)));
    let Some((size, places)) = found else {
        let width = Mm::from_points(frame.trim.width());
        return Err(MarksError::ColourBar { width, patches: colours.len() });
    };
    let bottom = frame.inside().top + OFF;
    let mut drawn = String::new();
    for (colour, left) in colours.iter().zip(places) {
        let [left, bottom, size] = [left, bottom, size].map(number);
        // Writing to a string cannot fail.
        let _ = writeln!(drawn, "{colour} {left} {bottom} {size} {size} re f");
    }
    Ok(drawn)
}

/// The operators that choose each colour: solid and half for every spot colour after the process inks.
fn colours(inks: &Inks) -> Vec<String> {
    let process = PROCESS.iter().map(|ink| format!("{} k", ink.map(number).join(" ")));
    let spots = (0..inks.spots()).flat_map(|at| {
        let space = Inks::spot(at);
        [format!("/{space} cs 1 scn"), format!("/{space} cs 0.5 scn")]
    });
    process.chain(spots).collect()
}

/// Where patches of a size find room between the marks, if all of them do.
fn places(frame: &Frame, size: f64, patches: usize) -> Option<Vec<f64>> {
    let end = frame.trim.right - FREE;
    let mut taken: Vec<(f64, f64)> = Vec::new();
    taken.extend(frame.targets().iter().map(|x| (x - BAND / 2.0 - FREE, x + BAND / 2.0 + FREE)));
    taken.extend(frame.folds.iter().chain(&frame.cuts).map(|x| (x - FREE, x + FREE)));
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut places = Vec::with_capacity(patches);
    let mut left = frame.trim.left + FREE;
    while places.len() < patches {
        match taken.iter().find(|(from, to)| left < *to && left + size > *from) {
            Some((_, to)) => left = *to,
            None if left + size > end => return None,
            None => {
                places.push(left);
                left += size;
            }
        }
    }
    Some(places)
}
