//! `paf publish`: makes everything, and puts it with archives, checksums and proofs where it is downloaded.

use std::sync::Arc;

use paf_build::{Fresh, Manifest, Output, Selection, Told, environment, plan};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_publish::{Choice, Ingredients, Listed, Publication, Published, Site, changes};

use super::build;
use crate::args::{Global, PublishArgs};
use crate::embedded;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(global: &Global, args: &PublishArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let (session, mut told, made) = build::made(session, &args.build());
    if told.found.has_errors() {
        let summary = if made.is_empty() { made } else { format!("{made}; nothing was published") };
        return build::conclude(&session, told, &summary);
    }
    let summary = match published(&session, args, &mut told) {
        Ok(done) => format!("{made}; {done}"),
        Err(found) => {
            told.found.extend(found);
            format!("{made}; nothing was published")
        }
    };
    build::conclude(&session, told, &summary)
}

/// Publishes what was made, and says what was done.
fn published(session: &Session, args: &PublishArgs, told: &mut Told) -> Result<String, Diagnostics> {
    let output = session.output(args.output.as_deref());
    let site = match &args.site {
        Some(folder) => Output::new(session.typed(folder)),
        None => Output::new(output.folder().join("site")),
    };
    let listed = Listed::read(&output).map_err(|error| one(*error))?;
    if let Some(refused) = misplaced(session, &site, &output, &listed) {
        return Err(one(refused));
    }
    let doubts = listed.doubts();
    if doubts.has_errors() {
        return Err(doubts);
    }
    let former = former(&site, args.overwrite)?;
    let ingredients = Ingredients::of(session.files(), embedded::LOCK);
    let choice = if args.only_approved { Choice::Approved } else { Choice::All };
    // What was found in the texts, the build has told.
    let (prepared, _) = session.prepare();
    let pages = prepared.as_ref().and_then(|prepared| Site::of(prepared, session.date, choice));
    let pages = pages.map(|site| site.with_drawings(Arc::clone(session.files()) as _));
    told.found.extend(prepared.as_ref().and_then(Site::lacking));
    if let (Some(prepared), Some(pages)) = (&prepared, &pages) {
        told.found.extend(pages.lacking_words());
        told.found.extend(pages.untranslated(&plan(&prepared.model, &Selection::default())?));
    }
    let publication = Publication::new(&listed, &ingredients, choice).with_site(pages);
    let publication = publication.with_framework(prepared.as_ref(), session.files());
    if publication.targets().is_empty() {
        return Err(one(nothing_approved()));
    }
    told.found.extend(args.only_approved.then(|| left_out(&listed, &publication)).flatten());
    let fresh = Fresh::for_place(&site).map_err(|error| one(environment(&error)))?;
    let fresh = fresh.ok_or_else(|| one(busy(&site)))?;
    let files = publication.write(&fresh)?;
    let now = publication.manifest().clone();
    fresh.take_place().map_err(|error| one(environment(&error)))?;
    if let Some(former) = former.filter(|_| session.is_for_people()) {
        changes(&former, &now).iter().for_each(|line| terminal::say(line));
    }
    Ok(format!("{files} files published in {}", site.folder().display()))
}

/// A place in which a publication would replace what it is made from, whatever may be written over.
fn misplaced(session: &Session, site: &Output, output: &Output, listed: &Listed<'_>) -> Option<Diagnostic> {
    let root = Output::new(&session.root);
    let below = |folder: &str| Output::new(session.root.join(folder));
    let inputs = ["framework", "templates", "fonts"];
    let is_of_output = |first: &str| {
        let folder = Output::new(output.folder().join(first));
        site.is_within(&folder)
    };
    let mut made = listed.targets().iter().filter_map(|entry| entry.path.split('/').next()).chain([".paf"]);
    let why = if root.is_within(site) {
        "the framework lies in it"
    } else if inputs.iter().any(|folder| site.is_within(&below(folder))) {
        "it lies among the files of the framework"
    } else if output.is_within(site) || made.any(is_of_output) {
        "the files that are published are made there"
    } else {
        return None;
    };
    let message = format!("nothing can be published in `{}`: {why}", site.folder().display());
    Some(Diagnostic::error(Rule::Usage, message).help("name another folder with `--site`, for this alone"))
}

/// What was published there before. Nothing of others is lost, unless that is asked for.
fn former(site: &Output, overwrite: bool) -> Result<Option<Manifest>, Diagnostics> {
    if let Some(shown) = site.unlistable().into_iter().next().filter(|_| site.exists("")) {
        let message = format!("what is in `{shown}` cannot be looked at, and would be lost");
        return Err(one(Diagnostic::error(Rule::WrittenOver, message)
            .help("you have no permission for it: name another folder with `--site`")));
    }
    let published = match Published::read(site) {
        Ok(published) => published,
        Err(_) if overwrite => return Ok(None),
        Err(error) => return Err(one(*error)),
    };
    let others = match &published {
        Some(published) => published.of_others(),
        None => site.list("").iter().map(|path| path.trim_start_matches('/').to_owned()).collect(),
    };
    match others.first().filter(|_| !overwrite) {
        Some(first) => Err(one(in_the_way(site, first, others.len()))),
        None => Ok(published.and_then(|published| published.manifest())),
    }
}

fn one(error: Diagnostic) -> Diagnostics {
    Diagnostics::from_iter([error])
}

fn in_the_way(site: &Output, first: &str, count: usize) -> Diagnostic {
    let shown = site.shown(first);
    let message = match count {
        1 => format!("`{shown}` would be lost: it was put there or changed by somebody else"),
        n => format!(
            "`{shown}` and {} more files would be lost: they were put there or changed by somebody else",
            n - 1
        ),
    };
    Diagnostic::error(Rule::WrittenOver, message).help(
        "move what you need to another folder; publish into another one with `--site`, or with `--overwrite`",
    )
}

fn busy(site: &Output) -> Diagnostic {
    let message = format!("another run is publishing in `{}`", site.folder().display());
    Diagnostic::error(Rule::Environment, message).help("wait until it has ended, and run the command again")
}

fn nothing_approved() -> Diagnostic {
    Diagnostic::error(Rule::UnknownSelection, "nothing is approved, so that nothing would be published")
        .help("leave out `--only-approved`, or let somebody approve a translation (`paf translate mark`)")
}

/// That translations were left out, and of which languages.
fn left_out(listed: &Listed<'_>, publication: &Publication<'_>) -> Option<Diagnostic> {
    let count = listed.targets().len() - publication.targets().len();
    let mut languages: Vec<&str> = listed
        .targets()
        .iter()
        .filter(|entry| !Choice::Approved.has(entry))
        .map(|entry| entry.language.as_str())
        .collect();
    languages.sort_unstable();
    languages.dedup();
    let files = if count == 1 { "1 PDF is".to_owned() } else { format!("{count} PDFs are") };
    let message =
        format!("{files} left out, because nobody has approved the translation: {}", languages.join(", "));
    (count > 0).then(|| Diagnostic::warning(Rule::NotApproved, message))
}
