//! Joins the output folders of shards into that of the whole, or says what keeps them apart.

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Command, Diagnostic, Diagnostics, Rule};

use crate::disk::Output;
use crate::foreign;
use crate::manifest::{FileState, MANIFEST, Manifest, ManifestEntry};
use crate::part::{self, Part};
use crate::record::{Record, Records};
use crate::shelf::{Shelf, environment, taken};

/// How many files are named that differ.
const NAMED: usize = 3;

/// What was joined.
pub struct Merged {
    /// How many shards.
    pub shards: usize,
    /// How many targets.
    pub targets: usize,
    /// What was found in the folder where they are.
    pub found: Diagnostics,
}

/// A folder with the part in it.
struct Piece<'a> {
    output: &'a Output,
    part: Part,
    manifest: Manifest,
    records: Records,
}

/// Joins shards in `output`. What was there from before, and is none of theirs, is removed as by a build.
///
/// # Errors
/// All that is wrong with them: a shard that is missing, there twice, not whole, or made from something else. Then
/// nothing is written.
pub fn merge(folders: &[Output], output: &Output, overwrite: bool) -> Result<Merged, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let mut pieces = Vec::new();
    for folder in folders {
        match Piece::read(folder) {
            Ok(piece) => pieces.push(piece),
            Err(error) => wrong.push(*error),
        }
    }
    // Where nothing can be written, nobody writes.
    let is_met = |at: usize| folders[..at].iter().chain([output]).any(|met| met.is(&folders[at]));
    let single = (0..folders.len()).filter(|at| !is_met(*at)).map(|at| &folders[at]);
    let locks: Vec<_> = single.map(|folder| (folder, folder.lock())).collect();
    wrong.extend(locks.iter().filter(|(_, lock)| matches!(lock, Ok(None))).map(|(folder, _)| taken(folder)));
    wrong.extend(others(&pieces));
    if wrong.is_empty() {
        wrong.extend(twice(&pieces).chain(missing(&pieces)));
        wrong.extend(pieces.iter().flat_map(Piece::faults));
    }
    if !wrong.is_empty() {
        return Err(wrong.sorted());
    }
    let records = pieces.iter().flat_map(Piece::made).collect::<Vec<_>>();
    let found = match pieces.first() {
        Some(first) => join(&first.manifest, &records, output, overwrite)?,
        None => Diagnostics::new(),
    };
    Ok(Merged { shards: pieces.len(), targets: records.len(), found: found.sorted() })
}

impl<'a> Piece<'a> {
    fn read(output: &'a Output) -> Result<Self, Box<Diagnostic>> {
        let Some(part) = Part::read(output) else { return Err(Box::new(no_shard(output))) };
        let manifest = Manifest::read(output.read(MANIFEST));
        let records = Records::read(output, &manifest);
        Ok(Self { output, part, manifest, records })
    }

    fn shown(&self) -> String {
        self.output.folder().display().to_string()
    }

    /// Its targets with where they lie.
    fn made(&self) -> Vec<(&Output, &Record)> {
        let record = |path: &String| Some((self.output, self.records.get(path)?));
        self.part.targets.iter().filter_map(record).collect()
    }

    /// What of it is not as it was made.
    fn faults(&self) -> Vec<Diagnostic> {
        let is_current = |path: &str| {
            let entry = self.manifest.targets.iter().find(|entry| entry.path == path);
            entry.is_some_and(|entry| entry.state == FileState::Current)
        };
        let is_whole = |path: &str| self.records.get(path).is_some_and(|record| record.is_whole(self.output));
        let faulty = self.part.targets.iter().filter(|path| !is_current(path) || !is_whole(path));
        faulty.map(|path| self.changed(path)).collect()
    }

    fn changed(&self, path: &str) -> Diagnostic {
        let shown = self.output.shown(path);
        let message = match self.output.exists(path) {
            true => format!("`{shown}`, or what lies beside it, is not as it was made"),
            false => format!("`{shown}` is not there any more"),
        };
        let Part { index, count, .. } = self.part;
        let help = format!("build shard {index}/{count} again, or copy its whole folder again");
        Diagnostic::error(Rule::Shards, message).help(help)
    }
}

/// What was made from something else than the first shard, or asked for otherwise.
fn others(pieces: &[Piece<'_>]) -> Vec<Diagnostic> {
    let Some((first, rest)) = pieces.split_first() else { return Vec::new() };
    let differs = |piece: &Piece<'_>| {
        let (one, other) = (&first.part, &piece.part);
        let how = if one.program != other.program {
            "were made by two versions of paf".to_owned()
        } else if one.inputs != other.inputs {
            format!("were made from other files: {}", named(&unlike(&one.inputs, &other.inputs)))
        } else if one.count != other.count {
            format!("are parts of {} and of {}", one.count, other.count)
        } else if one.asked != other.asked {
            "were made with other options".to_owned()
        } else {
            return None;
        };
        let message = format!("the shards in `{}` and `{}` {how}", first.shown(), piece.shown());
        Some(
            Diagnostic::error(Rule::Shards, message)
                .help("make all shards from the same commit, with the same program and the same options"),
        )
    };
    rest.iter().filter_map(differs).collect()
}

/// The files that are not the same in both.
fn unlike<'a>(one: &'a BTreeMap<String, String>, other: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let all: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    all.into_iter().filter(|path| one.get(*path) != other.get(*path)).map(String::as_str).collect()
}

fn named(paths: &[&str]) -> String {
    let first: Vec<String> = paths.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    match paths.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        n => format!("{} and {n} more", first.join(", ")),
    }
}

fn twice<'a>(pieces: &'a [Piece<'a>]) -> impl Iterator<Item = Diagnostic> + 'a {
    pieces.iter().enumerate().filter_map(|(at, piece)| {
        let before = pieces[..at].iter().find(|before| before.part.index == piece.part.index)?;
        let (part, here, there) = (&piece.part, before.shown(), piece.shown());
        let message =
            format!("shard {}/{} is there twice: in `{here}` and in `{there}`", part.index, part.count);
        Some(Diagnostic::error(Rule::Shards, message).help("give each shard once"))
    })
}

fn missing<'a>(pieces: &'a [Piece<'a>]) -> impl Iterator<Item = Diagnostic> + 'a {
    let count = pieces.first().map_or(0, |piece| piece.part.count);
    let is_there = |index: &usize| pieces.iter().any(|piece| piece.part.index == *index);
    let gone: Vec<String> = (1..=count).filter(|index| !is_there(index)).map(|i| i.to_string()).collect();
    let found = (!gone.is_empty()).then(|| {
        let message = match gone.as_slice() {
            [one] => format!("shard {one}/{count} is missing"),
            more => format!("shards {} of {count} are missing", more.join(", ")),
        };
        let command = Command::new("build").arg("--shard").arg(format!("{}/{count}", gone[0]));
        Diagnostic::error(Rule::Shards, message)
            .help(format!("{command} makes it; name its output folder as well"))
    });
    found.into_iter()
}

fn no_shard(output: &Output) -> Diagnostic {
    let folder = output.folder().display();
    let found = Diagnostic::error(Rule::Shards, format!("`{folder}` holds no shard that was made whole"));
    match output.exists("") {
        true => found.help("build it with `--shard` first; one of which a target failed is not whole"),
        false => found.help("there is no such folder"),
    }
}

/// Writes all records and their files.
fn join(
    head: &Manifest,
    records: &[(&Output, &Record)],
    output: &Output,
    overwrite: bool,
) -> Result<Diagnostics, Diagnostics> {
    let refused = |error| Diagnostics::from_iter([environment(&error)]);
    output.make().map_err(refused)?;
    let shelf = Shelf::open(output, &head.source).map_err(|error| Diagnostics::from_iter([*error]))?;
    let paths: Vec<String> =
        records.iter().flat_map(|(_, record)| record.files()).map(str::to_owned).collect();
    let found = foreign::find(&paths, output, |path| shelf.known(path), overwrite);
    if found.has_errors() {
        return Err(found.sorted());
    }
    shelf.head_as(head);
    let made: BTreeSet<&str> = records.iter().map(|(_, record)| record.entry.path.as_str()).collect();
    let is_made = |entry: &ManifestEntry| made.contains(entry.path.as_str());
    shelf.clear_all(&head.framework, &is_made, false).map_err(refused)?;
    for (from, record) in records {
        let held: Vec<(&str, Vec<u8>)> =
            record.files().map(|path| (path, from.read(path).unwrap_or_default())).collect();
        // The PDF comes last, as a build writes it.
        let files: Vec<(&str, &[u8])> =
            held.iter().rev().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        shelf.keep((*record).clone(), &files).map_err(refused)?;
    }
    part::forget(output).map_err(refused)?;
    shelf.finish().map_err(refused)?;
    Ok(found)
}
