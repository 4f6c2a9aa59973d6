//! What commands share: the root, the files below it, and where messages go.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use paf_build::{Disk, Output, Prepared, Snapshot, Wanted, Workspace};
use paf_diag::{Command, Diagnostic, Diagnostics, Format, Rule, Standpoint};
use paf_locale::Date;

use crate::args::Global;
use crate::embedded;
use crate::exit::Exit;
use crate::here::{from_here, here};
use crate::terminal;

/// A run on one framework.
pub(crate) struct Session {
    /// The folder that holds `framework/`, from where the command was called.
    pub(crate) root: PathBuf,
    /// What lies below it, as this run finds it.
    pub(crate) workspace: Workspace,
    /// The date that PDFs carry instead of the framework's.
    pub(crate) date: Option<Date>,
    /// How messages are shown.
    pub(crate) format: Format,
    /// From where they are read.
    standpoint: Standpoint,
}

impl Session {
    /// Finds the root.
    ///
    /// # Errors
    /// If there is no framework here or above, or the environment says something that cannot be; it has
    /// been told.
    pub(crate) fn open(global: &Global) -> Result<Self, Exit> {
        let format = global.message_format.into();
        let root = match &global.root {
            Some(root) => Some(root.clone()),
            None => here().as_deref().and_then(Disk::find_root),
        };
        let has_framework = |root: &PathBuf| Output::new(root).exists("framework/framework.yaml");
        let Some(root) = root.filter(has_framework) else {
            terminal::tell(&Diagnostics::from_iter([no_framework(global.root.as_deref())]), format);
            return Err(Exit::Usage);
        };
        let date = source_date_epoch().map_err(|wrong| {
            terminal::tell(&Diagnostics::from_iter([*wrong]), format);
            Exit::Usage
        })?;
        let root = from_here(&root);
        let disk = Disk::new(&root);
        let named = global.root.as_ref().map(|root| root.to_string_lossy());
        let standpoint = Standpoint::new(&root.to_string_lossy())
            .named(named.as_deref())
            .supplied(embedded::supplied(&disk));
        let workspace = Workspace::open(embedded::files(disk), today());
        Ok(Self { root, workspace, date, format, standpoint })
    }

    /// A path that the person wrote, so that it is not taken for one below the root.
    pub(crate) fn typed(&self, path: &Path) -> PathBuf {
        let path = from_here(path);
        if path.as_os_str().is_empty() {
            return PathBuf::from(".");
        }
        PathBuf::from(self.standpoint.own(&path.to_string_lossy()))
    }

    /// The folder that PDFs go into: the one that was named, or `output` below the root.
    pub(crate) fn output(&self, named: Option<&Path>) -> Output {
        Output::new(named.map_or_else(|| self.root.join("output"), |folder| self.typed(folder)))
    }

    /// Reads and checks the framework.
    pub(crate) fn prepare(&self) -> (Option<Prepared>, Diagnostics) {
        self.workspace.read(&Wanted::All)
    }

    /// The files as this run finds them.
    pub(crate) fn files(&self) -> &Arc<Snapshot> {
        self.workspace.files()
    }

    /// The same session, in which translations that had no fault when something was made in `output` are not compared
    /// again.
    pub(crate) fn recalling(self, output: &Output) -> Self {
        Self { workspace: self.workspace.recalling(output), ..self }
    }

    /// Whether messages are read by people.
    pub(crate) fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Human | Format::Short)
    }

    /// Shows diagnostics and, to people, how many there are; gives the exit code.
    pub(crate) fn conclude(&self, diagnostics: &Diagnostics, done: &str) -> Exit {
        self.conclude_after(&Diagnostics::new(), diagnostics, done)
    }

    /// Shows diagnostics before the run goes on.
    pub(crate) fn tell(&self, diagnostics: &Diagnostics) {
        terminal::tell(&self.standpoint.seen(diagnostics), self.format);
    }

    /// The same as [`Session::conclude`], after some that were told; they are counted with the others.
    pub(crate) fn conclude_after(&self, told: &Diagnostics, diagnostics: &Diagnostics, done: &str) -> Exit {
        self.tell(diagnostics);
        let all = told.iter().chain(diagnostics.iter()).cloned().collect();
        close(&all, &self.standpoint.commands(done), self.format)
    }
}

/// Shows diagnostics and, to people, what was done and how many there are; gives the exit code.
pub(crate) fn conclude(diagnostics: &Diagnostics, done: &str, format: Format) -> Exit {
    terminal::tell(diagnostics, format);
    close(diagnostics, done, format)
}

/// Says to people what was done and how much was found; gives the exit code.
fn close(diagnostics: &Diagnostics, done: &str, format: Format) -> Exit {
    if matches!(format, Format::Human | Format::Short) {
        let count = counted(diagnostics);
        let line = match (done.is_empty(), count.is_empty()) {
            (false, false) => format!("{done}; {count}"),
            (false, true) => done.to_owned(),
            (true, _) => count,
        };
        if !line.is_empty() {
            terminal::say(&line);
        }
    }
    Exit::of(diagnostics)
}

fn counted(diagnostics: &Diagnostics) -> String {
    let plural = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts: Vec<String> = plural(diagnostics.errors(), "error")
        .into_iter()
        .chain(plural(diagnostics.warnings(), "warning"))
        .collect();
    parts.join(", ")
}

/// The error of a place that has no framework.
fn no_framework(root: Option<&Path>) -> Diagnostic {
    let place = root.map_or_else(|| "here or above".to_owned(), |root| format!("in `{}`", root.display()));
    // A folder that holds something else is no place for a new one.
    let free = root.filter(|root| Output::new(*root).is_empty());
    let new = Command::new("new").arg(free.unwrap_or(Path::new("my-framework")).display());
    Diagnostic::error(Rule::Usage, format!("there is no `framework/framework.yaml` {place}"))
        .help(format!("change into the framework's folder, name it with `--root`, or begin one with {new}"))
}

/// The variable that gives PDFs another date (reproducible-builds.org).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The date of `SOURCE_DATE_EPOCH`, in seconds since 1970; nothing where it is not set.
///
/// # Errors
/// If it is no such number, or a date that PDFs cannot carry.
fn source_date_epoch() -> Result<Option<Date>, Box<Diagnostic>> {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
    let set = std::env::var_os(EPOCH);
    set.map(|value| epoch_date(&value.to_string_lossy())).transpose()
}

fn epoch_date(value: &str) -> Result<Date, Box<Diagnostic>> {
    let wrong = |why: &str| {
        Box::new(
            Diagnostic::error(Rule::Usage, format!("{EPOCH} is `{}`, {why}", printable(value))).help(
                "give whole seconds since 1970-01-01, as `date +%s` prints them, or unset it: PDFs then carry the framework's `date`",
            ),
        )
    };
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("which is no number of seconds"));
    }
    let date = value.parse::<u64>().ok().and_then(|seconds| date_of_days(seconds / 86_400));
    // Ten digits last until the year 2286, thirteen are today in milliseconds.
    date.ok_or_else(|| wrong("which lies after the year 9999: is it in milliseconds?"))
}

/// A value of the environment without what would move the cursor.
fn printable(value: &str) -> String {
    value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The day of the clock: who vouches for a translation does so on a real day.
pub(crate) fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "who vouches for a translation does so on a real day")]
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // The years of a clock end long after those that dates can have.
    date_of_days(since_1970.as_secs() / 86_400).unwrap_or_else(|| unreachable!("a clock within the calendar"))
}

/// The Gregorian date of a number of days since 1970-01-01.
fn date_of_days(days: u64) -> Option<Date> {
    // 9999-12-31, the last date there is here.
    const LAST: u64 = 2_932_896;
    let mut rest = Some(days).filter(|days| *days <= LAST)?;
    let mut year: u16 = 1970;
    loop {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = if leap { 366 } else { 365 };
        if rest < length {
            break;
        }
        rest -= length;
        year = year.checked_add(1)?;
    }
    for month in 1..=12u8 {
        let mut day = 31u8;
        while Date::new(year, month, day).is_err() {
            day -= 1;
        }
        if rest < u64::from(day) {
            return Date::new(year, month, u8::try_from(rest).ok()? + 1).ok();
        }
        rest -= u64::from(day);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_777, "2026-11-20"),
            (2_932_896, "9999-12-31"),
        ] {
            assert_eq!(date_of_days(days).map(Date::iso).as_deref(), Some(date));
        }
        assert_eq!(date_of_days(2_932_897), None);
        assert_eq!(date_of_days(u64::MAX), None);
    }

    #[test]
    fn an_epoch_is_whole_seconds_within_the_calendar() {
        assert_eq!(epoch_date("1795000000").map(Date::iso).as_deref(), Ok("2026-11-18"));
        for wrong in ["", " ", "-1", "+5", "1e9", "1795000000 ", "1795000000000", "99999999999999999999999"] {
            let error = epoch_date(wrong).expect_err("it is refused");
            assert!(error.message.starts_with("SOURCE_DATE_EPOCH is `"), "{}", error.message);
        }
    }
}
