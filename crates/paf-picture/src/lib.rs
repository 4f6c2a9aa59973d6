//! Turns a picture's bytes into what is wrong with them, in plain words, and into bytes that a page can take.
//!
//! It knows no framework and no page: who names the picture, and how large it is printed, is said by those
//! who call.

mod check;
mod cmyk;
mod fit;
mod jpeg;
mod kind;
mod lettering;
mod problem;
mod raster;
mod svg;

pub use check::check;
pub use fit::{Fitted, Medium, Wanted, fitted};
pub use kind::Kind;
pub use lettering::{Face, Lettering};
pub use problem::{Problem, Trouble};
pub use raster::pixels;
pub use svg::fitted_drawing;
