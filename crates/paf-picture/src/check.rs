//! Whether a picture can be printed.

use crate::kind::Kind;
use crate::lettering::Lettering;
use crate::problem::{Problem, Trouble};
use crate::{raster, svg};

/// The largest file of pixels that is read.
const MOST_BYTES: usize = 64 << 20;

/// The largest drawing that is read.
const MOST_BYTES_OF_LINES: usize = 8 << 20;

/// How deep pictures may lie in drawings that lie in drawings.
const DEEPEST: usize = 2;

/// Everything that is wrong with a picture: `path` is that of its file, of which the ending counts.
///
/// Sizes are read from its head before anything is unpacked.
pub fn check(path: &str, bytes: &[u8], lettering: &Lettering<'_>) -> Vec<Problem> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let named = Kind::of_ending(&ending.to_lowercase());
    if bytes.is_empty() {
        return vec![Problem::new(Trouble::Damaged, "is empty", "put the picture there once more")];
    }
    if let Some(kind @ Kind::Other(_)) = named {
        return vec![not_printed(kind)];
    }
    let kind = match (named, Kind::of_bytes(bytes)) {
        (Some(named), Some(kind)) if named == kind => kind,
        (_, Some(kind @ Kind::Other(_))) => return vec![in_disguise(kind, named)],
        (named, Some(kind)) => {
            let help = format!(
                "rename the file to `{stem}.{}`, and write that name here",
                kind.ending().unwrap_or_default()
            );
            let said = match named {
                Some(_) => format!("holds a picture of another kind: {}", kind.name()),
                None => format!("has an ending that says nothing of its kind: it is {}", kind.one()),
            };
            return vec![Problem::new(Trouble::Format, said, help)];
        }
        (Some(named), None) => {
            let said = format!("is no {}, or a damaged one", named.name());
            return vec![Problem::new(
                Trouble::Damaged,
                said,
                "save it once more, and look whether it opens",
            )];
        }
        (None, None) => {
            let help = "name a picture: SVG, PNG, JPEG, WebP or GIF";
            return vec![Problem::new(Trouble::Format, "is no picture", help)];
        }
    };
    contents(kind, bytes, lettering, 0)
}

/// What is wrong with bytes of a known kind.
pub(crate) fn contents(kind: Kind, bytes: &[u8], lettering: &Lettering<'_>, depth: usize) -> Vec<Problem> {
    let (most, help) = match kind {
        Kind::Svg => (
            MOST_BYTES_OF_LINES,
            "save it with fewer points, and the photographs in it as files of their own",
        ),
        _ => (MOST_BYTES, "save it with fewer pixels: 300 for each inch that it is printed at are enough"),
    };
    if bytes.len() > most {
        let said = format!("has {} MB, and paf reads {} MB", bytes.len() >> 20, most >> 20);
        return vec![Problem::new(Trouble::TooLarge, said, help)];
    }
    match kind {
        Kind::Svg if depth > DEEPEST => vec![Problem::new(
            Trouble::TooLarge,
            "has drawings in drawings in drawings",
            "put the parts into one drawing",
        )],
        Kind::Svg => svg::check(bytes, lettering, depth),
        Kind::Other(_) => vec![not_printed(kind)],
        _ => raster::check(kind, bytes).into_iter().collect(),
    }
}

fn not_printed(kind: Kind) -> Problem {
    let said = format!("is {}, which is not printed", kind.one());
    Problem::new(Trouble::Format, said, kind.instead().unwrap_or_default())
}

fn in_disguise(kind: Kind, named: Option<Kind>) -> Problem {
    let as_if = named.map(|named| format!(" in spite of its name, which is that of {}", named.one()));
    let said = format!("is {}{}, and is not printed", kind.one(), as_if.unwrap_or_default());
    Problem::new(Trouble::Format, said, kind.instead().unwrap_or_default())
}
