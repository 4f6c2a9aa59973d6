//! What was run, what came of it, and the rules that hold for all of it.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

/// Which lines of a long output a transcript holds.
#[derive(Debug, Clone, Copy)]
enum Kept {
    All,
    First(usize),
    Last(usize),
}

/// One command of a transcript.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    args: Vec<String>,
    /// The lines of standard output that are kept.
    kept: Kept,
}

impl Step {
    /// `paf` with these arguments.
    pub(crate) fn new(args: &[&str]) -> Self {
        Self { args: args.iter().map(|&arg| arg.to_owned()).collect(), kept: Kept::All }
    }

    /// The arguments.
    pub(super) fn args(&self) -> &[String] {
        &self.args
    }

    /// What of standard output is looked at.
    pub(super) fn kept(&self, text: &str) -> String {
        let lines = text.split_inclusive('\n');
        match self.kept {
            Kept::All => text.to_owned(),
            Kept::First(count) => lines.take(count).collect(),
            Kept::Last(count) => {
                let before = lines.clone().count().saturating_sub(count);
                lines.skip(before).collect()
            }
        }
    }

    fn parse(line: &str) -> Result<Self, String> {
        let wrong = || format!("`{line}` is no command of paf");
        let (command, kept) = match line.split_once(" | ") {
            None => (line, Kept::All),
            Some((command, filter)) => {
                let (filter, count) = filter.split_once(" -").ok_or_else(wrong)?;
                let count = count.parse().map_err(|_| wrong())?;
                match filter {
                    "head" => (command, Kept::First(count)),
                    "tail" => (command, Kept::Last(count)),
                    _ => return Err(wrong()),
                }
            }
        };
        let mut words = command.split_whitespace();
        if words.next() != Some("paf") {
            return Err(wrong());
        }
        Ok(Self { args: words.map(str::to_owned).collect(), kept })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "$ paf {}", self.args.join(" "))?;
        match self.kept {
            Kept::All => Ok(()),
            Kept::First(count) => write!(f, " | head -{count}"),
            Kept::Last(count) => write!(f, " | tail -{count}"),
        }
    }
}

/// The commands of a transcript.
pub(super) fn steps(transcript: &str) -> Result<Vec<Step>, String> {
    if !transcript.starts_with("$ paf") {
        return Err("the transcript does not begin with `$ paf`".to_owned());
    }
    transcript.lines().filter_map(|line| line.strip_prefix("$ ")).map(Step::parse).collect()
}

/// A command that was run.
pub(crate) struct Ran {
    pub(super) step: Step,
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// What became of files below the root: `added`, `changed` or `removed`, and the path.
    pub(super) changed: Vec<(&'static str, String)>,
    /// Whether a file below the root holds the words of the one beside it.
    pub(super) secret_told: bool,
    /// The folder of the run, which nothing may show.
    pub(super) temp: String,
}

impl Ran {
    /// As it stands in a transcript.
    pub(super) fn transcript(&self) -> String {
        let mut out = format!("{}\nexit {}\n", self.step, self.code);
        let changed: String = self.changed.iter().map(|(what, path)| format!("{what} {path}\n")).collect();
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr), ("files", &changed)] {
            if !text.is_empty() {
                let _infallible = write!(out, "-- {name}\n{}", text.replace(&self.temp, "TEMP"));
            }
            if !out.ends_with('\n') {
                out.push_str("\n(no line end)\n");
            }
        }
        out
    }

    /// What no run may do, whatever its transcript says.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.stdout.contains(&self.temp) || self.stderr.contains(&self.temp) {
            faults.push("it shows where on this computer the framework lies".to_owned());
        }
        if self.secret_told {
            faults.push("it has read a file outside the root".to_owned());
        }
        if self.code != 0 {
            faults.extend(self.touched().map(|path| format!("it failed and touched `{path}`")));
        }
        faults.extend(diagnostic_faults(&self.stderr));
        faults
    }

    /// The earlier files that a failed run changed though it does not say that it made them.
    fn touched(&self) -> impl Iterator<Item = &str> {
        let made: Vec<&str> =
            self.stderr.lines().filter_map(|line| line.strip_prefix("made ")).map(str::trim).collect();
        // The manifest says of every file whether it is from before, of those of a failed run too.
        let is_record = |path: &str| path.ends_with("manifest.json");
        self.changed
            .iter()
            .map(|(_, path)| path.as_str())
            .filter(move |path| !made.iter().any(|made| path.ends_with(made)) && !is_record(path))
    }
}

/// One diagnostic as it is shown to people.
struct Shown<'a> {
    title: &'a str,
    place: Option<&'a str>,
    help: bool,
}

/// Every problem is told once, with its place and what to do about it.
fn diagnostic_faults(stderr: &str) -> Vec<String> {
    let mut shown: Vec<Shown<'_>> = Vec::new();
    for line in stderr.lines() {
        if line.starts_with("error[") || line.starts_with("warning[") {
            shown.push(Shown { title: line, place: None, help: false });
        } else if let Some(last) = shown.last_mut() {
            let line = line.trim_start();
            if let Some(place) = line.strip_prefix("--> ") {
                last.place = Some(place);
            }
            last.help |= line.starts_with("= help: ");
        }
    }
    let mut told = BTreeSet::new();
    let mut faults = Vec::new();
    for Shown { title, place, help } in shown {
        // A PDF has pages, but no lines.
        let elsewhere =
            ["[usage::", "[environment::", "[build::", ".pdf`"].iter().any(|area| title.contains(area));
        if !elsewhere && !place.is_some_and(has_line_and_column) {
            faults.push(format!("this problem has no line and column: {title}"));
        }
        if !help && !title.contains("(did you mean") {
            faults.push(format!("this problem has no help: {title}"));
        }
        if !told.insert((title, place)) {
            faults.push(format!("this problem is told twice: {title}"));
        }
    }
    faults
}

fn has_line_and_column(place: &str) -> bool {
    let mut parts = place.rsplitn(3, ':');
    let mut number = || parts.next().is_some_and(|part| part.parse::<usize>().is_ok());
    number() && number() && parts.next().is_some_and(|path| !path.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_is_read_back() {
        let read =
            steps("$ paf completions bash | head -1\nexit 0\n\n$ paf build\nexit 1\n").expect("it is read");
        let shown: Vec<String> = read.iter().map(Step::to_string).collect();
        assert_eq!(shown, ["$ paf completions bash | head -1", "$ paf build"]);
        assert_eq!(read[0].kept("a\nb\n"), "a\n");
        let last = steps("$ paf check | tail -1\n").expect("it is read");
        assert_eq!(last[0].kept("a\nb\n"), "b\n");
        assert!(steps("$ paf build\n$ rm -r x\n").is_err());
    }

    #[test]
    fn a_problem_without_place_or_help_or_told_twice_is_a_fault() {
        let good = "error[a::b]: bad\n --> x.yaml:1:2\n  |\n  = help: write good\n";
        assert!(diagnostic_faults(good).is_empty());
        let faults = diagnostic_faults(&format!("{good}{good}warning[a::b]: lost\n --> /tmp/x.yaml:1:2\n"));
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn a_failed_run_may_not_touch_what_it_does_not_say_it_made() {
        let mut ran = Ran {
            step: Step::new(&["build"]),
            code: 1,
            stdout: String::new(),
            stderr: "made       eu/en/a.pdf\n".to_owned(),
            changed: vec![
                ("changed", "output/eu/en/a.pdf".to_owned()),
                ("changed", "output/manifest.json".to_owned()),
            ],
            secret_told: false,
            temp: "/tmp/x".to_owned(),
        };
        assert_eq!(ran.faults(), [""; 0]);
        ran.changed.push(("removed", "output/eu/fr/a.pdf".to_owned()));
        ran.stderr.push_str("1 made in /tmp/x/root\n");
        ran.secret_told = true;
        assert_eq!(
            ran.faults(),
            [
                "it shows where on this computer the framework lies",
                "it has read a file outside the root",
                "it failed and touched `output/eu/fr/a.pdf`",
            ]
        );
    }
}
