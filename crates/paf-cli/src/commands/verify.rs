//! `paf verify`: whether what was made is whole, and what the framework gives.

use std::collections::BTreeSet;

use std::sync::Arc;

use paf_build::press::PressSettings;
use paf_build::{
    Asked, Chosen, Fresh, Limits, Output, Passing, Selection, Settings, Target, environment, plan,
};
use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};
use paf_locale::Lang;
use paf_publish::{Anew, Ingredients, Listed, Made, Publication, Published, Site};

use crate::args::{Global, VerifyArgs};
use crate::embedded;
use crate::exit::Exit;
use crate::progress::Shown;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(global: &Global, args: &VerifyArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(args.output.as_deref());
    let listed = match Listed::read(&output) {
        Ok(listed) => listed,
        Err(error) => return session.conclude(&Diagnostics::from_iter([*error]), ""),
    };
    let all = listed.files();
    let site = match &args.site {
        Some(folder) => Output::new(session.typed(folder)),
        None => Output::new(output.folder().join("site")),
    };
    let (published, of_site) = of_site(&session, &listed, &site, args);
    let (mut found, compared) = if args.no_build {
        (listed.check(&BTreeSet::new()), 0)
    } else {
        made_anew(&session, args, &listed).unwrap_or_else(|mut found| {
            found.extend(listed.check(&BTreeSet::new()));
            (found, 0)
        })
    };
    found.extend(of_site);
    let folder = output.folder().display();
    let summary = if found.has_errors() {
        format!("{folder} is not verified")
    } else if args.no_build {
        format!("all {all} files in {folder} have their checksums")
    } else if compared == all {
        format!("all {all} files in {folder} are what the framework gives")
    } else {
        format!(
            "{compared} files in {folder} are what the framework gives; the {} others have the checksums of the manifest",
            all - compared
        )
    };
    let summary = match published {
        Some(files) if !found.has_errors() => {
            format!("{summary}; so are the {files} files published in {}", site.folder().display())
        }
        _ => summary,
    };
    session.conclude(&found.sorted(), &summary)
}

/// How many files are published, where any are, and what is wrong with them: by their checksums and, unless that is not
/// asked for, by what would be published today of what lies in the output folder.
fn of_site(
    session: &Session,
    listed: &Listed<'_>,
    site: &Output,
    args: &VerifyArgs,
) -> (Option<usize>, Diagnostics) {
    let published = match Published::read(site) {
        Ok(Some(published)) => published,
        Ok(None) if args.site.is_none() => return (None, Diagnostics::new()),
        Ok(None) => {
            let message = format!(
                "there is no SHA256SUMS in `{}`, so nothing is published there",
                site.folder().display()
            );
            let nothing = Diagnostic::error(Rule::Usage, message)
                .help("name the folder that was given to `paf publish`");
            return (None, Diagnostics::from_iter([nothing]));
        }
        Err(error) => return (None, Diagnostics::from_iter([*error])),
    };
    let mut found = published.check();
    if !args.no_build {
        let compared = republished(session, listed, &published);
        found.extend(compared.unwrap_or_else(|found| found));
    }
    (Some(published.files()), found)
}

/// What differs from what would be published today.
fn republished(
    session: &Session,
    listed: &Listed<'_>,
    published: &Published<'_>,
) -> Result<Diagnostics, Diagnostics> {
    let told = |error: paf_build::WriteError| Diagnostics::from_iter([environment(&error)]);
    let folder = Passing::new().map_err(told)?;
    let fresh = Fresh::for_place(&Output::new(folder.output.folder().join("site"))).map_err(told)?;
    // Nobody else knows the folder.
    let Some(fresh) = fresh else { return Ok(Diagnostics::new()) };
    let ingredients = Ingredients::of(session.files(), embedded::LOCK);
    let (prepared, _) = session.prepare();
    let site = prepared.as_ref().and_then(|prepared| Site::of(prepared, session.date, published.choice()));
    let site = site.map(|site| site.with_drawings(Arc::clone(session.files()) as _));
    let publication = Publication::new(listed, &ingredients, published.choice()).with_site(site);
    let publication = publication.with_framework(prepared.as_ref(), session.files());
    publication.write(&fresh)?;
    Ok(published.compare(&fresh.output))
}

/// What differs from what the framework gives, and how many files were compared.
///
/// # Errors
/// All that keeps the framework from being made.
fn made_anew(
    session: &Session,
    args: &VerifyArgs,
    listed: &Listed<'_>,
) -> Result<(Diagnostics, usize), Diagnostics> {
    let selection = Selection::from(&args.selection);
    let mut chosen = session.workspace.choose(&selection)?;
    let pseudo = of_pseudo_languages(listed, &chosen, &selection);
    chosen.targets.extend(pseudo);
    if !chosen.can_be_made() {
        return Err(errors(chosen.found));
    }
    let (targets, mut found) = listed.planned(std::mem::take(&mut chosen.targets));
    let compared: BTreeSet<String> = targets.iter().map(Target::path).collect();
    found.extend(listed.check(&compared));
    let everything = plan(&chosen.prepared.model, &Selection::default())?;
    let pseudo = of_pseudo_languages(listed, &chosen, &Selection::default());
    let everything = everything.iter().chain(&pseudo).map(Target::path).collect();
    found.extend(listed.strangers(&everything));
    let folder = Passing::new().map_err(|error| Diagnostics::from_iter([environment(&error)]))?;
    let made = Made { listed, output: &folder.output };
    for (asked, paths) in Anew::of(listed).0 {
        let is_asked = |target: &&Target| paths.contains(&target.path());
        chosen.targets = targets.iter().filter(is_asked).cloned().collect();
        found.extend(build(session, args, &chosen, (&asked, &folder.output)));
        found.extend(made.compare(&paths.intersection(&compared).cloned().collect()));
    }
    found.extend(made.head());
    Ok((found, listed.files_of(&compared)))
}

/// The targets in pseudo-languages that were made, which belong to what is made only when they are asked for.
fn of_pseudo_languages(listed: &Listed<'_>, chosen: &Chosen, selection: &Selection) -> Vec<Target> {
    let made = listed.languages();
    let languages: Vec<String> = Lang::pseudo()
        .map(|lang| lang.code().to_owned())
        .filter(|code| made.contains(code.as_str()))
        .collect();
    if languages.is_empty() || !selection.languages.is_empty() {
        return Vec::new();
    }
    let selection = Selection { languages, ..selection.clone() };
    let targets = plan(&chosen.prepared.model, &selection).unwrap_or_default();
    targets.into_iter().filter(|target| listed.has(target)).collect()
}

/// Makes targets in another folder, as they were asked for; gives what has gone wrong.
fn build(
    session: &Session,
    args: &VerifyArgs,
    chosen: &Chosen,
    (asked, output): (&Asked, &Output),
) -> Diagnostics {
    let (press, date): (PressSettings, _) = asked.settings();
    let settings = Settings {
        jobs: args.jobs,
        fail_fast: false,
        force: false,
        dry: false,
        overwrite: false,
        keep_old: true,
        sources: None,
        require: None,
        date,
        limits: Limits::default(),
        press,
    };
    let progress = Shown::new(!session.is_for_people() || !terminal::is_interactive(), output);
    let report = chosen.build(output, &settings, &progress);
    progress.done();
    errors(report.diagnostics)
}

/// What is no error was told when the files were made.
fn errors(found: Diagnostics) -> Diagnostics {
    found.into_iter().filter(|found| found.severity == Severity::Error).collect()
}
