//! XLIFF 1.2 (OASIS standard of 2008), which every translator's program reads.
//!
//! Marks go out as codes, `<g>` and `<x>`, with the numbers of the source text. A character that XML
//! 1.0 has no place for goes out as `<x id="u8-1"/>`: `u`, the character's number in hexadecimal
//! digits, and how many such codes precede it in the text, itself included.

mod content;
mod read;
mod tags;
mod unit;
mod write;

pub use read::read;
pub use write::write;
