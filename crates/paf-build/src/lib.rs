//! Turns a framework's folder into the selected targets under the output folder, and rebuilds no more than has changed.

mod asked;
mod brand;
mod checking;
pub mod comparison;
pub mod coverage;
mod differences;
mod digest;
mod disk;
mod findings;
mod fitting;
mod foreign;
mod inputs;
mod lacking;
mod ledgers;
mod limits;
mod locale;
mod looked;
mod making;
mod manifest;
mod outcome;
mod pictures;
mod plan;
mod prepare;
pub mod press;
mod project;
mod provenance;
mod record;
mod replay;
pub mod revision;
mod run;
mod settings;
mod shelf;
mod snapshot;
mod sources;
mod standing;
pub mod status;
mod text_file;
pub mod translation;
mod unprinted;
mod version;

pub use asked::unknown_language;
pub use disk::{Disk, Lock, Output, WriteError, bytes_of, in_words};
pub use fitting::FitEntry;
pub use lacking::lacking;
pub use ledgers::yet_to_come;
pub use limits::{Limit, Limits, Restart, Resumed};
pub use locale::Locale;
pub use looked::Look;
pub use manifest::{FileState, Manifest, ManifestEntry};
pub use outcome::Outcome;
pub use plan::{Selection, Target, one_for_all_profiles, plan, unknown_edition};
pub use prepare::{
    Prepared, Wanted, all_stale, can_fill_templates, is_common, is_translated, of_targets, prepare,
    prepare_in,
};
pub use provenance::{Provenance, Wording};
pub use replay::{Request, Told, remember, replay};
pub use run::{Report, build, check, left_as_it_was};
pub use settings::{Progress, Settings};
pub use shelf::environment;
pub use snapshot::Snapshot;
pub use standing::Tally;
