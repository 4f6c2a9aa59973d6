//! Turns a Typst project in memory into laid-out pages and a PDF, and what goes wrong into lines that people wrote.

mod export;
mod fonts;
mod glyphs;
mod trace;
mod world;

pub use export::{PdfSettings, pdf, picture};
pub use fonts::{Face, faces};
pub use glyphs::named as named_character;
pub use world::{Project, Typeset, Typesetter};
