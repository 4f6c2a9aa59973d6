//! Turns a framework's folder into the selected targets under the output folder, and rebuilds no more than has changed.

mod cache;
pub mod coverage;
mod digest;
mod disk;
mod manifest;
mod plan;
mod prepare;
mod project;
mod run;
mod sources;

pub use disk::{Disk, Output, WriteError};
pub use manifest::{Manifest, ManifestEntry};
pub use plan::{Selection, Target, plan};
pub use prepare::{Prepared, can_fill_templates, prepare};
pub use run::{Outcome, Progress, Report, Settings, build, check};
