//! `paf plan`: what a build would make, shared out among machines.

use std::fmt::Write as _;

use paf_build::{Selection, Share, shares};
use paf_diag::{Diagnostics, Severity};
use serde_json::json;

use crate::args::{Global, PlanArgs, PlanFormat, SelectionArgs};
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(global: &Global, args: &PlanArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let chosen = match session.workspace.choose(&Selection::from(&args.selection)) {
        Ok(chosen) => chosen,
        Err(found) => return session.conclude(&found.sorted(), "nothing was planned"),
    };
    let count = args.shards.map_or(1, usize::from);
    match shares(chosen.targets, &chosen.prepared.model, count) {
        Ok(shares) => {
            terminal::print(&written(&shares, args));
            // A plan says what there is to make; whether it can be made is for `paf check` to say.
            let errors = chosen.found.iter().filter(|found| found.severity == Severity::Error);
            session.conclude(&errors.cloned().collect::<Diagnostics>().sorted(), "")
        }
        Err(wrong) => session.conclude(&Diagnostics::from_iter([*wrong]), "nothing was planned"),
    }
}

fn written(shares: &[Share], args: &PlanArgs) -> String {
    match args.format {
        PlanFormat::Human => for_people(shares, args.shards.is_some()),
        PlanFormat::Json => {
            let shards: Vec<_> = shares.iter().map(in_full).collect();
            format!("{:#}\n", json!({ "selection": options(&args.selection), "shards": shards }))
        }
        PlanFormat::Github => {
            let selection = options(&args.selection);
            let jobs = shares
                .iter()
                .map(|share| json!({ "shard": share.shard.to_string(), "selection": selection }));
            format!("{}\n", json!({ "include": jobs.collect::<Vec<_>>() }))
        }
        PlanFormat::Gitlab => for_gitlab(shares, &options(&args.selection)),
    }
}

/// What is selected as the options of a command, in one line; nothing where all is. The words have been looked up in
/// the framework, so that none has a space.
fn options(selection: &SelectionArgs) -> String {
    let all = [
        ("document", &selection.document),
        ("edition", &selection.edition),
        ("lang", &selection.lang),
        ("profile", &selection.profile),
    ];
    let given = all.into_iter().filter(|(_, words)| !words.is_empty());
    given.map(|(name, words)| format!("--{name} {}", words.join(","))).collect::<Vec<_>>().join(" ")
}

/// A line for each file, or for each part where there are parts.
fn for_people(shares: &[Share], are_parts: bool) -> String {
    let mut written = String::new();
    // Writing to a string never fails.
    for share in shares {
        if are_parts {
            let (shard, files, percent) = (share.shard, share.targets.len(), share.percent);
            let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            let _ = writeln!(written, "{shard:<8} {files:>12}   {percent:>3} % of the work");
        } else {
            share.targets.iter().for_each(|target| {
                let _ = writeln!(written, "{}", target.path());
            });
        }
    }
    written
}

fn in_full(share: &Share) -> serde_json::Value {
    let target = |target: &paf_build::Target| {
        json!({
            "document": &*target.document,
            "edition": &*target.edition,
            "language": target.lang.code(),
            "profile": target.profile.as_str(),
            "path": target.path(),
        })
    };
    json!({
        "shard": share.shard.to_string(),
        "percent": share.percent,
        "targets": share.targets.iter().map(target).collect::<Vec<_>>(),
    })
}

/// Jobs that extend one of the person's own, `.paf`, and find their part in a variable.
fn for_gitlab(shares: &[Share], selection: &str) -> String {
    let job = |share: &Share| {
        let shard = share.shard;
        let (index, count) = (shard.index(), shard.count());
        format!(
            "build {index} of {count}:\n  extends: .paf\n  variables: {{SHARD: \"{shard}\", PART: \"part-{index}\", \
             SELECTION: \"{selection}\"}}\n"
        )
    };
    shares.iter().map(job).collect::<Vec<_>>().join("\n")
}
