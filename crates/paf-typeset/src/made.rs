//! Pictures that were made anew, each kept for the place that it was made for.

use std::collections::HashMap;
use std::sync::Mutex;

use typst::visualize::ImageKind;

/// What a picture was made of and for: its hash, the width and height of its place, whether it is for a screen.
pub(crate) type Place = (u128, [u64; 2], bool);

/// What was made, or nothing where the picture can stay as it is.
pub(crate) type Made = Mutex<HashMap<Place, Option<ImageKind>>>;
