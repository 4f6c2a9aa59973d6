//! Workbooks for people who review in a spreadsheet.

mod beside;
mod columns;
mod parts;
mod read;
mod sheet;
mod struck;
mod table;
mod write;

pub use read::read;
pub use write::write;
