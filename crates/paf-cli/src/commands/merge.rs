//! `paf merge`: joins what several machines have made.

use paf_build::{Merged, Output, merge};

use crate::args::{Global, MergeArgs};
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(global: &Global, args: &MergeArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(args.output.as_deref());
    let folders: Vec<Output> = args.folders.iter().map(|folder| Output::new(session.typed(folder))).collect();
    match merge(&folders, &session.workspace, &output, args.overwrite) {
        Ok(merged) => session.conclude(&merged.found, &summary(&merged, &output)),
        Err(found) => session.conclude(&found, "the shards were not joined"),
    }
}

fn summary(merged: &Merged, output: &Output) -> String {
    let shards = match merged.shards {
        1 => "1 shard".to_owned(),
        n => format!("{n} shards"),
    };
    let joined = format!("{} files of {shards} joined in {}", merged.targets, output.folder().display());
    match merged.removed.len() {
        0 => joined,
        n => format!("{joined}; {n} removed that are no longer made"),
    }
}
