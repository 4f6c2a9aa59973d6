//! Workbooks for people who review in a spreadsheet.

mod columns;
mod read;
mod sheet;
mod struck;
mod table;
mod write;

pub use read::read;
pub use write::write;
