//! How a run is made, and who is told how it goes.

use paf_locale::Date;
use paf_translate::State;

use crate::disk::Output;
use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::press::PressSettings;
use crate::target::Target;

/// How a run is made.
pub struct Settings {
    /// The most targets at a time; 0 for as many as there are processors.
    pub jobs: usize,
    /// Stop with the first target that fails.
    pub fail_fast: bool,
    /// Make targets again that have not changed.
    pub force: bool,
    /// Write over files in the output folder that somebody else made or has worked in.
    pub overwrite: bool,
    /// Typeset and check everything, but write nothing.
    pub dry: bool,
    /// Leave files of targets that are no longer made where they are.
    pub keep_old: bool,
    /// Also write each target's Typst project here.
    pub sources: Option<Output>,
    /// How far every text of a target has to be.
    pub require: Option<State>,
    /// The date that PDFs carry instead of the framework's.
    pub date: Option<Date>,
    /// What a target may take.
    pub limits: Limits,
    /// What is asked of files for the press.
    pub press: PressSettings,
}

/// Is told how a run goes; called from several threads.
pub trait Progress: Sync {
    /// How many targets there are.
    fn planned(&self, targets: usize);
    /// A target is begun.
    fn begun(&self, target: &Target);
    /// A target is finished.
    fn finished(&self, target: &Target, outcome: Outcome);
    /// A file that is no longer made was removed.
    fn removed(&self, path: &str);
}
