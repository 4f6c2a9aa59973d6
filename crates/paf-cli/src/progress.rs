//! Shows how a build goes: a bar on a terminal, plain lines elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use paf_build::{Outcome, Output, Progress, Target};

use crate::terminal;

/// Progress for people; nothing at all where programs read.
pub(crate) struct Shown<'a> {
    output: &'a Output,
    bar: Option<ProgressBar>,
    lines: bool,
}

impl<'a> Shown<'a> {
    /// A bar on a terminal, lines elsewhere; `quiet` for neither.
    pub(crate) fn new(quiet: bool, output: &'a Output) -> Self {
        let bar = (!quiet && terminal::is_interactive()).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:24.cyan} {pos}/{len} {wide_msg}") {
                bar.set_style(style.progress_chars("━━╌"));
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { output, lines: !quiet && bar.is_none(), bar }
    }

    /// Clears the bar, so that nothing that is said afterwards hides behind it.
    pub(crate) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Shown<'_> {
    fn planned(&self, targets: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(targets as u64);
        }
    }

    fn begun(&self, target: &Target) {
        if let Some(bar) = &self.bar {
            bar.set_message(target.to_string());
        }
    }

    fn finished(&self, target: &Target, outcome: Outcome) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        if self.lines {
            let path = self.output.shown(&target.path());
            match outcome {
                Outcome::Made => terminal::say(&format!("made       {path}")),
                Outcome::Failed => terminal::say(&format!("failed     {path}")),
                Outcome::Skipped => terminal::say(&format!("not begun  {path}")),
                Outcome::Unchanged => {}
            }
        }
    }

    fn removed(&self, path: &str) {
        if self.lines {
            terminal::say(&format!("removed    {}", self.output.shown(path)));
        }
    }
}
