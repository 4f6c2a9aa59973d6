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
    match merge(&folders, &output, args.overwrite) {
        Ok(Merged { shards, targets, found }) => {
            let summary =
                format!("{targets} files of {shards} shards joined in {}", output.folder().display());
            session.conclude(&found, &summary)
        }
        Err(found) => session.conclude(&found, "nothing was joined"),
    }
}
