//! What a command that only looks has told, kept beside the records of an output folder so that it is told again while
//! nothing has changed.

use paf_diag::Diagnostics;
use paf_locale::Date;
use serde::{Deserialize, Serialize};

use crate::digest::Parts;
use crate::disk::Output;
use crate::findings::{self, Finding};
use crate::inputs::PROGRAM;
use crate::manifest::MANIFEST;
use crate::prepare::Prepared;
use crate::record;
use crate::replay::{FOLDER, latest};
use crate::snapshot::{Answers, Snapshot};

/// A command with its options: of two that are the same, the inputs alone can differ.
pub struct Look<'a> {
    asked: String,
    /// The hash of the manifest and of all records before anything was looked at, where they are a part of what is
    /// told: what another run builds meanwhile is seen by the next look.
    built: String,
    output: &'a Output,
}

/// What was told. Nothing in it is of the day or of the folder.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    asked: String,
    read: Answers,
    /// The hash of the manifest and of all records, where they are a part of what is told.
    built: String,
    /// The day of the latest approval: none is yet to come.
    latest: Option<String>,
    text: String,
    found: Vec<Finding>,
}

impl<'a> Look<'a> {
    /// A look at the framework alone, by the command and all of its options.
    pub fn at_framework(asked: &str, output: &'a Output) -> Self {
        Self::new(asked, output, false)
    }

    /// A look at the framework and at what was built of it.
    pub fn at_all(asked: &str, output: &'a Output) -> Self {
        Self::new(asked, output, true)
    }

    fn new(asked: &str, output: &'a Output, is_of_output: bool) -> Self {
        let mut parts = Parts::default();
        parts.add(PROGRAM.as_bytes());
        parts.add(asked.as_bytes());
        let built = if is_of_output { built(output) } else { String::new() };
        Self { asked: parts.finish(), built, output }
    }

    fn path(&self) -> String {
        format!("{FOLDER}/look-{}.json", &self.asked[..16])
    }

    /// What was printed and found the last time, if nothing has changed since.
    pub fn again(&self, today: Date, snapshot: &Snapshot) -> Option<(String, Diagnostics)> {
        let kept: Kept = serde_json::from_slice(&self.output.read(&self.path())?).ok()?;
        let is_same = kept.asked == self.asked
            && kept.latest.as_ref().is_none_or(|day| *day <= today.iso())
            && kept.built == self.built
            && snapshot.answers_as(&kept.read);
        let found = findings::replayed(&kept.found, snapshot).filter(|_| is_same)?;
        Some((kept.text, Diagnostics::from_iter(found)))
    }

    /// Keeps what was printed and found, where something was built before. Who cannot keep it looks again.
    pub fn keep(
        &self,
        (today, prepared): (Date, &Prepared),
        snapshot: &Snapshot,
        text: &str,
        found: &Diagnostics,
    ) {
        let latest = latest(prepared.ledgers.values());
        if latest.is_some_and(|day| day > today) || self.output.read(MANIFEST).is_none() {
            return;
        }
        let kept = Kept {
            asked: self.asked.clone(),
            read: snapshot.answers(),
            built: self.built.clone(),
            latest: latest.map(Date::iso),
            text: text.to_owned(),
            found: findings::kept(found),
        };
        // Another run that writes to the folder may take it away again.
        if let Ok(Some(_lock)) = self.output.lock() {
            let _ =
                self.output.write(&self.path(), serde_json::to_string(&kept).unwrap_or_default().as_bytes());
        }
    }
}

fn built(output: &Output) -> String {
    let mut parts = Parts::default();
    let records = output.list(record::FOLDER);
    for path in std::iter::once(MANIFEST).chain(records.iter().map(String::as_str)) {
        parts.add(path.as_bytes());
        parts.add(&output.read(path).unwrap_or_default());
    }
    parts.finish()
}
