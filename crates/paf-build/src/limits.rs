//! What a target may take: time, memory and pages. What takes more is given up, and the others go on.
//!
//! Nothing can stop a thread that typesets. So a target that takes too much ends the whole process, which
//! begins anew without it: what was made before lies in the output folder and is not made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use paf_diag::{Diagnostic, Rule};

use crate::disk;
use crate::outcome::Outcome;
use crate::target::Target;

/// How often it is looked how far everything is.
const LOOK: Duration = Duration::from_millis(100);

/// So many targets of a document are given up before the rest of them is not begun: whatever keeps them
/// from ending is the template’s, and every further language would take as long.
const GIVEN_UP: usize = 2;

/// How the process begins anew. It returns only where it cannot.
pub type Restart = Arc<dyn Fn(&Resumed) + Send + Sync>;

/// What a target may take.
#[derive(Clone)]
pub struct Limits {
    /// The time.
    pub time: Duration,
    /// The memory, in bytes. Where several targets are made at a time, they may take as many times as much.
    pub memory: u64,
    /// The pages.
    pub pages: usize,
    /// How to begin anew; without it there is no limit of time and memory.
    pub restart: Option<Restart>,
    /// What was learnt before the process began anew.
    pub resumed: Resumed,
}

impl Limits {
    /// The seconds that a target may take.
    pub const SECONDS: u64 = 300;
    /// The megabytes that a target may take.
    pub const MEGABYTES: u64 = 4096;
    /// The pages that a target may have.
    pub const PAGES: usize = 2000;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(Self::SECONDS),
            memory: Self::MEGABYTES << 20,
            pages: Self::PAGES,
            restart: None,
            resumed: Resumed::default(),
        }
    }
}

/// A limit that ends the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Time.
    Time,
    /// Memory.
    Memory,
}

/// What a process that begins anew knows of the one before it. Targets are named by their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resumed {
    /// Targets that took too much.
    pub given_up: BTreeMap<String, Limit>,
    /// Targets of which one took too much memory: each is made alone, so that it is known which.
    pub alone: BTreeSet<String>,
    /// Targets that were made.
    pub made: BTreeSet<String>,
}

impl Resumed {
    /// Whether nothing was learnt: this process is the first.
    pub fn is_empty(&self) -> bool {
        self.given_up.is_empty() && self.alone.is_empty() && self.made.is_empty()
    }

    /// Reads what [`fmt::Display`] writes; what is none of it is passed over.
    pub fn parse(text: &str) -> Self {
        let mut resumed = Self::default();
        for (word, path) in text.lines().filter_map(|line| line.split_once(' ')) {
            let path = path.to_owned();
            match word {
                "time" => _ = resumed.given_up.insert(path, Limit::Time),
                "memory" => _ = resumed.given_up.insert(path, Limit::Memory),
                "alone" => _ = resumed.alone.insert(path),
                "made" => _ = resumed.made.insert(path),
                _ => {}
            }
        }
        resumed
    }
}

impl fmt::Display for Resumed {
    /// A line for each target.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, limit) in &self.given_up {
            let word = match limit {
                Limit::Time => "time",
                Limit::Memory => "memory",
            };
            writeln!(f, "{word} {path}")?;
        }
        self.alone.iter().try_for_each(|path| writeln!(f, "alone {path}"))?;
        self.made.iter().try_for_each(|path| writeln!(f, "made {path}"))
    }
}

impl Limits {
    /// What is wrong with beginning a target: that it was given up, or others of its document were.
    pub(crate) fn refuse(&self, target: &Target, targets: &[Target]) -> Option<Diagnostic> {
        let path = target.path();
        if let Some(limit) = self.resumed.given_up.get(&path) {
            return Some(self.given_up(&path, *limit));
        }
        if self.resumed.made.contains(&path) {
            return None;
        }
        let is_sister = |other: &&Target| {
            other.document == target.document && self.resumed.given_up.contains_key(&other.path())
        };
        (targets.iter().filter(is_sister).count() >= GIVEN_UP).then(|| {
            let message = format!(
                "`{path}` was not begun: {GIVEN_UP} other targets of the document `{}` were given up",
                target.document
            );
            Diagnostic::error(Rule::Limit, message).help("mend what kept those from ending, and build again")
        })
    }

    fn given_up(&self, path: &str, limit: Limit) -> Diagnostic {
        const LOOK_FOR: &str =
            "look in the template and in the plugins that it calls for a loop or a list that has no end";
        let (message, option, more) = match limit {
            Limit::Time => {
                let seconds = self.time.as_secs();
                (format!("took more than {}", counted(seconds, "second")), "--time-limit", seconds * 2)
            }
            Limit::Memory => {
                let megabytes = self.memory >> 20;
                (format!("took more than {megabytes} MB of memory"), "--memory-limit", megabytes * 2)
            }
        };
        Diagnostic::error(Rule::Limit, format!("`{path}` was given up: it {message}"))
            .help(LOOK_FOR)
            .help(format!("if it needs as much, allow more with `{option} {more}`"))
    }

    /// What is wrong with a target of so many pages.
    pub(crate) fn too_many_pages(&self, path: &str, pages: usize) -> Option<Diagnostic> {
        (pages > self.pages).then(|| {
            let message = format!("`{path}` has {pages} pages, and may have {} at most", self.pages);
            Diagnostic::error(Rule::Limit, message)
                .help("look in the template for a loop or a page break that comes too often")
                .help(format!("if it needs as many, allow more with `--page-limit {pages}`"))
        })
    }
}

fn counted(n: u64, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// Looks after the targets that are being made.
pub(crate) struct Watch<'a> {
    limits: &'a Limits,
    now: Mutex<Now>,
    ended: Condvar,
}

#[derive(Default)]
struct Now {
    running: BTreeMap<String, Instant>,
    made: BTreeSet<String>,
    ended: bool,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, now: Mutex::default(), ended: Condvar::new() }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn begun(&self, target: &Target) {
        self.now().running.insert(target.path(), Instant::now());
    }

    pub(crate) fn finished(&self, target: &Target, outcome: Outcome) {
        let mut now = self.now();
        now.running.remove(&target.path());
        if outcome == Outcome::Made {
            now.made.insert(target.path());
        }
    }

    /// All targets are finished.
    pub(crate) fn end(&self) {
        self.now().ended = true;
        self.ended.notify_all();
    }

    /// Looks until all targets are finished, and begins anew where one takes too much.
    pub(crate) fn look(&self) {
        let Some(restart) = &self.limits.restart else { return };
        let machine = disk::memory_of_machine();
        let mut now = self.now();
        while !now.ended {
            let resident = disk::memory_in_use();
            if let Some(resumed) = self.too_much(&now, resident, machine) {
                restart(&resumed);
                // It could not; nobody is asked again.
                return;
            }
            now =
                self.ended.wait_timeout(now, LOOK).map_or_else(|error| error.into_inner().0, |(now, _)| now);
        }
    }

    /// What the next process has to know, if one has to begin.
    fn too_much(&self, now: &Now, resident: Option<u64>, machine: Option<u64>) -> Option<Resumed> {
        let mut resumed = self.limits.resumed.clone();
        resumed.made.extend(now.made.iter().cloned());
        let paths = || now.running.keys().cloned();
        let allowed = self.limits.memory.saturating_mul(now.running.len().max(1) as u64);
        // Before the system ends the process because it has no memory left.
        let allowed = machine.map_or(allowed, |machine| allowed.min(machine / 8 * 7));
        if resident.is_some_and(|resident| resident > allowed) && !now.running.is_empty() {
            // What others have left in memory is not its own: it is made once more in a process of its own.
            if now.running.len() == 1 && now.made.is_empty() {
                resumed.given_up.extend(paths().map(|path| (path, Limit::Memory)));
            } else {
                resumed.alone.extend(paths());
            }
            return Some(resumed);
        }
        let is_late = |begun: &Instant| begun.elapsed() > self.limits.time;
        let late: Vec<&String> =
            now.running.iter().filter(|(_, begun)| is_late(begun)).map(|(path, _)| path).collect();
        // Those that are half-way and more may end, or be given up with it.
        let is_soon = |begun: &Instant| !is_late(begun) && begun.elapsed() > self.limits.time / 2;
        if late.is_empty() || now.running.values().any(is_soon) {
            return None;
        }
        resumed.given_up.extend(late.into_iter().map(|path| (path.clone(), Limit::Time)));
        Some(resumed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(seconds: u64, megabytes: u64) -> Limits {
        Limits { time: Duration::from_secs(seconds), memory: megabytes << 20, ..Limits::default() }
    }

    fn running(paths: &[&str], ago: u64) -> Now {
        let begun = Instant::now().checked_sub(Duration::from_secs(ago)).expect("the machine runs longer");
        Now { running: paths.iter().map(|path| ((*path).to_owned(), begun)).collect(), ..Now::default() }
    }

    #[test]
    fn what_is_known_is_read_as_it_was_written() {
        let text = "time eu/en/a.pdf\nmemory eu/fr/a b.pdf\nalone eu/de/a.pdf\nmade eu/el/a.pdf\n";
        let resumed = Resumed::parse(text);
        assert_eq!(resumed.given_up.len(), 2);
        assert_eq!(resumed.to_string(), text);
        assert_eq!(Resumed::parse("nonsense\nof others x"), Resumed::default());
    }

    #[test]
    fn memory_is_blamed_on_a_target_that_is_alone() {
        let limits = limits(60, 100);
        let watch = Watch::new(&limits);
        let two = running(&["a", "b"], 0);
        assert_eq!(watch.too_much(&two, Some(200 << 20), None), None, "each of the two may take as much");
        let alone = watch.too_much(&two, Some(201 << 20), None).expect("it is too much");
        assert!(alone.given_up.is_empty() && alone.alone.len() == 2);
        let one = watch.too_much(&running(&["a"], 0), Some(101 << 20), None).expect("it is too much");
        assert_eq!(one.given_up.get("a"), Some(&Limit::Memory));
        let mut after_another = running(&["a"], 0);
        after_another.made.insert("b".to_owned());
        let anew = watch.too_much(&after_another, Some(101 << 20), None).expect("it is too much");
        assert!(anew.given_up.is_empty() && anew.alone.contains("a"), "some of it may be of another");
        let small = watch.too_much(&running(&["a"], 0), Some(90 << 20), Some(80 << 20));
        assert!(small.is_some(), "no more than the machine has");
    }

    #[test]
    fn what_is_late_is_given_up_with_all_that_are_late_soon() {
        let limits = limits(60, 100);
        let watch = Watch::new(&limits);
        let mut now = running(&["a"], 61);
        now.running.extend(running(&["b"], 40).running);
        assert_eq!(watch.too_much(&now, None, None), None, "the other may end");
        now.running.extend(running(&["b"], 5).running);
        now.made.insert("c".to_owned());
        let resumed = watch.too_much(&now, None, None).expect("it is late");
        assert_eq!(resumed.given_up, BTreeMap::from([("a".to_owned(), Limit::Time)]));
        assert!(resumed.made.contains("c"));
    }
}
