//! Turns a Typst project in memory into laid-out pages and a PDF, and what goes wrong into lines that people wrote.

mod apart;
mod collisions;
mod export;
mod fit;
mod font_file;
mod fonts;
mod glyphs;
mod ids;
mod layout;
mod look;
mod made;
mod medium;
mod pointing;
mod printed;
mod reading;
mod small_print;
mod spans;
mod trace;
mod world;

pub use export::{PdfSettings, Picture, drawing, pdf, picture, pixels, title};
pub use fit::{Area, Fit};
pub use fonts::{Face, faces, lettering};
pub use glyphs::named as named_character;
pub use layout::Typeset;
pub use look::{Look, looks};
pub use medium::Medium;
pub use pointing::written_at;
pub use printed::printed;
pub use small_print::small_print;
pub use typst_layout::PagedDocument;
pub use world::{Project, Typesetter};
