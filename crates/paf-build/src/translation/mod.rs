//! The way of the texts to translators and back. Everything is worked out in memory; what is to be
//! written comes back as [`Change`]s, so that either all of it is written or nothing.

mod export;
mod import;
mod mark;
mod opened;
mod over;
mod pseudo;
mod renamed;
mod step;
mod sync;
mod wanted;

pub use export::{Export, Format, export};
pub use import::{Import, Returned, import};
pub use mark::{Marked, Marking, mark};
pub use opened::{Opened, open};
pub use over::over;
pub use pseudo::pseudo;
pub use step::out_of_step;
pub use sync::{Rewording, Synced, sync};
pub use wanted::{locales, wanted};

/// A file to write below the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path below the root.
    pub path: String,
    /// What the file is to hold.
    pub bytes: Vec<u8>,
}
