//! Catalogues of translations in the PO format: read with every place kept, written back byte for byte.

mod catalogue;
mod draft;
mod entry;
mod keyword;
mod parse;
mod report;
mod text;
mod write;

pub use catalogue::PoFile;
pub use entry::PoEntry;
pub use parse::parse;
pub use write::{write, write_entry};
