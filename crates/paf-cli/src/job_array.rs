//! Which part of an array of jobs this process is: those who start many of the same say it in variables.

use std::str::FromStr;

use paf_build::Shard;
use paf_diag::{Diagnostic, Rule};

/// A part as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShardWord {
    /// This one.
    This(Shard),
    /// The one that the job is, of as many as there are jobs or as are given.
    OfJob(Option<usize>),
}

impl FromStr for ShardWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word.split_once('/') {
            None if word == "auto" => Ok(Self::OfJob(None)),
            Some(("auto", count)) => match count.parse() {
                Ok(count) if (1..=Shard::MOST).contains(&count) => Ok(Self::OfJob(Some(count))),
                _ => Err(format!("write how many parts there are as a number up to {}: auto/8", Shard::MOST)),
            },
            _ => word.parse().map(Self::This),
        }
    }
}

impl ShardWord {
    /// The part that is meant.
    ///
    /// # Errors
    /// If nothing says which one this job is, or the jobs are others than the parts.
    pub(crate) fn shard(self) -> Result<Shard, Box<Diagnostic>> {
        #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
        let variable = |name: &str| std::env::var(name).ok();
        match self {
            Self::This(shard) => Ok(shard),
            Self::OfJob(count) => of_job(count, variable).map_err(|why| {
                Box::new(Diagnostic::error(Rule::Usage, why).help(
                    "write the part itself, such as `--shard 2/8`, or start the jobs as docs/ci.md shows",
                ))
            }),
        }
    }
}

/// A job among its equals: who says it, its number counted from nought, and how many there are, where that is said.
struct Job {
    said: &'static str,
    number: usize,
    count: Option<usize>,
}

fn of_job(count: Option<usize>, variable: impl Fn(&str) -> Option<String>) -> Result<Shard, String> {
    let Some(job) = job(variable)? else {
        return Err("no variable says which job of an array this is: neither CI_NODE_INDEX (GitLab) nor \
                    JOB_COMPLETION_INDEX (Kubernetes) nor SLURM_ARRAY_TASK_ID (Slurm) is set"
            .to_owned());
    };
    let count = match (count, job.count) {
        (Some(asked), Some(jobs)) if asked != jobs => {
            return Err(format!("`--shard auto/{asked}` is asked for, and {} counts {jobs} jobs", job.said));
        }
        (None, None) => {
            return Err(format!("{} does not say how many jobs there are: write it, as in auto/8", job.said));
        }
        (asked, jobs) => asked.or(jobs).unwrap_or(0),
    };
    job.number.checked_add(1).and_then(|index| Shard::new(index, count)).ok_or_else(|| {
        let Job { said, number, .. } = job;
        format!(
            "{said} says that {number} jobs come before this one, and there are {count}, {} at most",
            Shard::MOST
        )
    })
}

fn job(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Job>, String> {
    let number = |name: &'static str| match variable(name) {
        None => Ok(None),
        Some(value) => match value.trim().parse::<usize>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("{name} is `{}`, which is no number", value.escape_debug())),
        },
    };
    if let Some(index) = number("CI_NODE_INDEX")? {
        let Some(index) = index.checked_sub(1) else {
            return Err("CI_NODE_INDEX is 0, and counts from 1".to_owned());
        };
        return Ok(Some(Job { said: "CI_NODE_INDEX", number: index, count: number("CI_NODE_TOTAL")? }));
    }
    if let Some(index) = number("JOB_COMPLETION_INDEX")? {
        return Ok(Some(Job { said: "JOB_COMPLETION_INDEX", number: index, count: None }));
    }
    let Some(id) = number("SLURM_ARRAY_TASK_ID")? else { return Ok(None) };
    let first = number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(0);
    let step = number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1).max(1);
    let index = id.checked_sub(first).filter(|past| past.is_multiple_of(step)).map(|past| past / step);
    let Some(index) = index else {
        return Err(format!("SLURM_ARRAY_TASK_ID is {id}, which is none of {first}, {}, …", first + step));
    };
    Ok(Some(Job { said: "SLURM_ARRAY_TASK_ID", number: index, count: number("SLURM_ARRAY_TASK_COUNT")? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(word: &str, variables: &[(&str, &str)]) -> Result<String, String> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        match word.parse::<ShardWord>()? {
            ShardWord::This(shard) => Ok(shard.to_string()),
            ShardWord::OfJob(count) => of_job(count, variable).map(|shard| shard.to_string()),
        }
    }

    #[test]
    fn the_job_says_which_part_it_is() {
        let slurm = |id| {
            [
                ("SLURM_ARRAY_TASK_ID", id),
                ("SLURM_ARRAY_TASK_MIN", "10"),
                ("SLURM_ARRAY_TASK_STEP", "2"),
                ("SLURM_ARRAY_TASK_COUNT", "3"),
            ]
        };
        for (word, variables, part) in [
            ("3/8", &[][..], "3/8"),
            ("auto", &[("CI_NODE_INDEX", "1"), ("CI_NODE_TOTAL", "4")], "1/4"),
            ("auto/4", &[("CI_NODE_INDEX", "4"), ("CI_NODE_TOTAL", "4")], "4/4"),
            ("auto/5", &[("JOB_COMPLETION_INDEX", "0")], "1/5"),
            ("auto", &slurm("10"), "1/3"),
            ("auto", &slurm("14"), "3/3"),
        ] {
            assert_eq!(asked(word, variables).as_deref(), Ok(part), "{word} {variables:?}");
        }
    }

    #[test]
    fn jobs_that_are_no_parts_are_told() {
        for (word, variables) in [
            ("auto", &[][..]),
            ("auto/0", &[]),
            ("auto/x", &[]),
            ("automatic", &[]),
            ("auto", &[("JOB_COMPLETION_INDEX", "0")]),
            ("auto/4", &[("JOB_COMPLETION_INDEX", "4")]),
            ("auto/5", &[("CI_NODE_INDEX", "1"), ("CI_NODE_TOTAL", "4")]),
            ("auto", &[("CI_NODE_INDEX", "0"), ("CI_NODE_TOTAL", "4")]),
            ("auto", &[("CI_NODE_INDEX", "one"), ("CI_NODE_TOTAL", "4")]),
            (
                "auto",
                &[
                    ("SLURM_ARRAY_TASK_ID", "2"),
                    ("SLURM_ARRAY_TASK_MIN", "3"),
                    ("SLURM_ARRAY_TASK_COUNT", "4"),
                ],
            ),
        ] {
            assert!(asked(word, variables).is_err(), "{word} {variables:?}");
        }
    }
}
