//! Joins the output folders of shards into that of the whole, or says what keeps them apart.

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Diagnostic, Diagnostics, NAMED, Rule, named};
use paf_model::Model;

use crate::digest::sha256;
use crate::disk::Output;
use crate::foreign;
use crate::manifest::{FileState, MANIFEST, Manifest};
use crate::part::{self, Part, hash_of};
use crate::prepare::{Prepared, Wanted};
use crate::record::{Record, Records};
use crate::run::{left_there, of_others};
use crate::shelf::{Shelf, environment, taken};
use crate::workspace::Workspace;

/// What was joined.
pub struct Merged {
    /// How many shards.
    pub shards: usize,
    /// How many targets.
    pub targets: usize,
    /// The PDFs that were removed, because they are no longer made.
    pub removed: Vec<String>,
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

/// Joins shards in `output`. Of what was there, that is removed which the framework of `workspace` no longer makes, if
/// the shards were made from it.
///
/// # Errors
/// All that is wrong with them: a shard that is missing, there twice, not whole, or made from something else. Then
/// nothing is written.
pub fn merge(
    folders: &[Output],
    workspace: &Workspace,
    output: &Output,
    overwrite: bool,
) -> Result<Merged, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let mut pieces = Vec::new();
    for folder in folders {
        match Piece::read(folder) {
            Ok(piece) => pieces.push(piece),
            Err(error) => wrong.push(*error),
        }
    }
    wrong.extend(folders.iter().filter(|folder| output.is_within(folder)).map(within));
    // Where nothing can be written, nobody writes.
    let is_met = |at: usize| pieces[..at].iter().any(|met| met.output.is(pieces[at].output));
    let single = (0..pieces.len()).filter(|at| wrong.is_empty() && !is_met(*at)).map(|at| pieces[at].output);
    let locks: Vec<_> = single.map(|folder| (folder, folder.lock())).collect();
    wrong.extend(locks.iter().filter(|(_, lock)| matches!(lock, Ok(None))).map(|(folder, _)| taken(folder)));
    if wrong.is_empty() {
        wrong.extend(others(&pieces));
    }
    if wrong.is_empty() {
        wrong.extend(twice(&pieces).chain(missing(&pieces)));
        wrong.extend(pieces.iter().flat_map(Piece::faults));
    }
    if wrong.is_empty() {
        wrong.extend(incomplete(&pieces));
        let paths = pieces.iter().flat_map(Piece::made).flat_map(|(_, record)| record.files());
        wrong.extend(paths.filter(|path| output.is_blocked(path)).map(|path| blocked(output, path)));
    }
    let Some(first) = pieces.first().filter(|_| wrong.is_empty()) else { return Err(wrong.sorted()) };
    let records = pieces.iter().flat_map(Piece::made).collect::<Vec<_>>();
    let (prepared, _) = workspace.read(&Wanted::Some(BTreeSet::new()));
    let is_of_these =
        |prepared: &Prepared| prepared.whole && workspace.files().digests() == first.part.inputs;
    let model = prepared.filter(is_of_these).map(|prepared| prepared.model);
    let (removed, found) = join((&first.manifest, &records), output, model.as_deref(), overwrite)?;
    Ok(Merged { shards: pieces.len(), targets: records.len(), removed, found: found.sorted() })
}

impl<'a> Piece<'a> {
    fn read(output: &'a Output) -> Result<Self, Box<Diagnostic>> {
        let Some(part) = Part::read(output) else { return Err(Box::new(no_shard(output))) };
        let Some(manifest) = Manifest::of(output) else { return Err(Box::new(no_manifest(output))) };
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
        let is_listed = |record: &Record| {
            let entry = self.manifest.targets.iter().find(|entry| entry.path == record.entry.path);
            entry.is_some_and(|entry| *entry == record.entry && entry.state == FileState::Current)
        };
        let is_as_made = |path: &str| {
            let record = self.records.get(path);
            record.is_some_and(|record| is_listed(record) && record.is_whole(self.output))
        };
        let faulty = self.part.targets.iter().filter(|path| !is_as_made(path));
        faulty.map(|path| self.changed(path)).collect()
    }

    fn changed(&self, path: &str) -> Diagnostic {
        let shown = self.output.shown(path);
        let message = match self.output.exists(path) {
            true => {
                format!("`{shown}`, or what lies beside it, or what is recorded of it, is not as it was made")
            }
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
            "were made of other selections, or with other options".to_owned()
        } else if head(&first.manifest) != head(&piece.manifest) || one.all != other.all {
            "say different things of what they are made from in their records".to_owned()
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

/// What a manifest says of its framework.
fn head(manifest: &Manifest) -> [&str; 5] {
    [&manifest.framework, &manifest.version, &manifest.date, &manifest.generator, &manifest.source]
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
            more if more.len() <= 2 * NAMED => format!("shards {} of {count} are missing", more.join(", ")),
            more => {
                let (first, rest) = (more[..NAMED].join(", "), more.len() - NAMED);
                format!("shards {first} and {rest} more of {count} are missing")
            }
        };
        let option = format!("--shard {}/{count}", gone[0]);
        Diagnostic::error(Rule::Shards, message).help(format!(
            "build with `{option}`, the other options as for the others, and name its output folder here"
        ))
    });
    found.into_iter()
}

/// Whether all parts together have the targets of the whole.
fn incomplete(pieces: &[Piece<'_>]) -> Option<Diagnostic> {
    let first = pieces.first()?;
    let all = hash_of(pieces.iter().flat_map(|piece| piece.part.targets.iter().cloned()));
    let message = "the shards together do not have the targets that they should have";
    let help = "the records of one were changed after it was made: build them again";
    (all != first.part.all).then(|| Diagnostic::error(Rule::Shards, message).help(help))
}

fn no_shard(output: &Output) -> Diagnostic {
    let folder = output.folder().display();
    let found = Diagnostic::error(Rule::Shards, format!("`{folder}` holds no shard that was made whole"));
    match output.folder().is_dir() {
        true => found.help("build it with `--shard` first; one of which a target failed is not whole"),
        false => found.help("there is no such folder"),
    }
}

fn no_manifest(output: &Output) -> Diagnostic {
    let message = format!("`{}` cannot be read, or is no manifest", output.shown(MANIFEST));
    Diagnostic::error(Rule::Shards, message).help("build this shard again, or copy its whole folder again")
}

fn within(part: &Output) -> Diagnostic {
    let message = format!("the shards cannot be joined within one of them: `{}`", part.folder().display());
    Diagnostic::error(Rule::Usage, message).help("name another folder with `--output`")
}

fn blocked(output: &Output, path: &str) -> Diagnostic {
    let message =
        format!("`{}` cannot be written: something other than a file is in its way", output.shown(path));
    Diagnostic::error(Rule::WrittenOver, message)
        .help("move it to another folder, or join in another one with `--output`")
}

/// Writes all records and their files; gives what was removed, and what was found.
fn join(
    (head, records): (&Manifest, &[(&Output, &Record)]),
    output: &Output,
    model: Option<&Model>,
    overwrite: bool,
) -> Result<(Vec<String>, Diagnostics), Diagnostics> {
    let refused = |error| Diagnostics::from_iter([environment(&error)]);
    output.make().map_err(refused)?;
    let shelf = Shelf::open(output, &head.source).map_err(|error| Diagnostics::from_iter([*error]))?;
    let paths: Vec<String> =
        records.iter().flat_map(|(_, record)| record.files()).map(str::to_owned).collect();
    let mut found = foreign::find(&paths, output, |path| shelf.known(path), overwrite);
    if found.has_errors() {
        return Err(found.sorted());
    }
    part::forget(output).map_err(refused)?;
    shelf.head_as(head);
    let mut removed = Vec::new();
    if let Some(model) = model {
        let cleared = shelf.clear(model, false).map_err(refused)?;
        found.extend(cleared.altered.iter().map(|path| left_there(path)));
        found.extend(of_others(&cleared.foreign, &shelf));
        removed = cleared.removed;
    }
    for (from, record) in records {
        let held = held(from, record)?;
        // The PDF comes last, as a build writes it.
        let files: Vec<(&str, &[u8])> =
            held.iter().rev().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        shelf.keep((*record).clone(), &files).map_err(refused)?;
    }
    shelf.finish().map_err(refused)?;
    Ok((removed, found))
}

/// The files of a record as they are copied: what was whole a moment ago may be so no longer.
fn held<'a>(from: &Output, record: &'a Record) -> Result<Vec<(&'a str, Vec<u8>)>, Diagnostics> {
    let read = |(path, hash): (&'a str, &str)| {
        let bytes = from.read(path).filter(|bytes| sha256(bytes) == hash);
        bytes.map(|bytes| (path, bytes)).ok_or_else(|| {
            let message = format!("`{}` was changed while it was copied", from.shown(path));
            let help = "not all was joined: copy that shard again, and join again";
            Diagnostics::from_iter([Diagnostic::error(Rule::Shards, message).help(help)])
        })
    };
    record.hashes().map(read).collect()
}
