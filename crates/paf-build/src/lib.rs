//! Turns a framework's folder into the selected targets under the output folder, and rebuilds no more than has changed.

mod cache;
mod checking;
pub mod coverage;
mod digest;
mod disk;
mod fitting;
mod locale;
mod manifest;
mod plan;
mod prepare;
pub mod press;
mod project;
mod run;
mod sources;
mod standing;
pub mod status;
pub mod translation;

pub use disk::{Disk, Output, WriteError};
pub use fitting::FitEntry;
pub use locale::Locale;
pub use manifest::{Manifest, ManifestEntry};
pub use plan::{Selection, Target, one_for_all_profiles, plan};
pub use prepare::{Prepared, all_stale, can_fill_templates, of_targets, prepare};
pub use run::{Outcome, Progress, Report, Settings, build, check};
pub use standing::Tally;
