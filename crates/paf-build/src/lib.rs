//! Turns a framework's folder into the selected targets under the output folder, and rebuilds no more than has changed.

mod brand;
mod checking;
pub mod coverage;
mod digest;
mod disk;
mod findings;
mod fitting;
mod inputs;
mod locale;
mod making;
mod manifest;
mod plan;
mod prepare;
pub mod press;
mod project;
mod record;
mod run;
mod settings;
mod shelf;
mod snapshot;
mod sources;
mod standing;
pub mod status;
mod text_file;
pub mod translation;

pub use disk::{Disk, Lock, Output, WriteError};
pub use fitting::FitEntry;
pub use locale::Locale;
pub use manifest::{FileState, Manifest, ManifestEntry};
pub use plan::{Selection, Target, one_for_all_profiles, plan};
pub use prepare::{Prepared, all_stale, can_fill_templates, of_targets, prepare};
pub use run::{Report, build, check, left_as_it_was};
pub use settings::{Outcome, Progress, Settings};
pub use snapshot::Snapshot;
pub use standing::Tally;
