//! `paf preflight`: what a printer's prepress desk would say about a PDF.

use paf_build::bytes_of;
use paf_diag::{Diagnostic, Diagnostics, Format, Rule};
use paf_model::files::FileError;
use paf_pdf::geometry::{Mm, Size};
use paf_preflight::{Expectations, Report, Skipped, examine};
use paf_press::impose::are_sheets;

use crate::args::{Global, PreflightArgs};
use crate::exit::Exit;
use crate::session::conclude;
use crate::terminal;

/// How many megabytes a PDF may have: several times as many as a book of photographs.
pub(super) const LARGEST_PDF: u64 = 1024;

pub(super) fn run(global: &Global, args: &PreflightArgs) -> Exit {
    let format: Format = global.message_format.into();
    let expectations = expectations(args);
    let mut diagnostics = Diagnostics::new();
    for path in &args.files {
        let name = path.display().to_string();
        let bytes = match bytes_of(path, "a PDF", LARGEST_PDF) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(unreadable(&name, &error));
                continue;
            }
        };
        let sheets = expectations.sheets || are_sheets(&bytes);
        match examine(&bytes, &Expectations { sheets, ..expectations.clone() }) {
            Ok(report) => {
                if matches!(format, Format::Human | Format::Short) {
                    overview(&name, &report).iter().for_each(|line| terminal::print(&format!("{line}\n")));
                }
                diagnostics.extend(sheets.then(|| without_meaning(&name, args)).flatten());
                diagnostics.extend(report.findings.iter().map(|finding| finding.diagnostic(&name)));
                diagnostics.extend(report.skipped.iter().map(|what| skipped(&name, what)));
            }
            Err(finding) => diagnostics.push(finding.diagnostic(&name)),
        }
    }
    let done = if diagnostics.is_empty() { "nothing that a printer would object to" } else { "" };
    conclude(&diagnostics, done, format)
}

/// What is known of a job beside its file.
fn expectations(args: &PreflightArgs) -> Expectations {
    let usual = Expectations::default();
    Expectations {
        trim: args.trim.map(|(width, height)| Size { width: Mm(width), height: Mm(height) }),
        bleed: args.bleed.map_or(usual.bleed, Mm),
        spots: args.spot.clone(),
        ink_limit: args.ink_limit,
        saddle_stitch: args.saddle_stitch,
        sheets: args.sheets,
        ..usual
    }
}

/// What was asked of pages, and cannot be asked of the sheets on which they lie.
fn without_meaning(file: &str, args: &PreflightArgs) -> Option<Diagnostic> {
    let asked = [
        ("--trim", args.trim.is_some()),
        ("--bleed", args.bleed.is_some()),
        ("--saddle-stitch", args.saddle_stitch),
    ];
    let asked: Vec<String> =
        asked.iter().filter(|(_, is_asked)| *is_asked).map(|(option, _)| format!("`{option}`")).collect();
    (!asked.is_empty()).then(|| {
        let message = format!("`{file}`: not checked: {}: its pages are imposed sheets", asked.join(" and "));
        Diagnostic::warning(Rule::PressUnmeasured, message)
            .help("examine the press file with single pages, of which the sheets were made")
    })
}

/// A check that could not run is no check that was passed.
fn skipped(file: &str, skipped: &Skipped) -> Diagnostic {
    Diagnostic::warning(Rule::PressUnmeasured, format!("`{file}`: not checked: {}", skipped.what))
        .help("ask the printer to look at this point")
}

/// The file in figures: one line for it, and one for each run of pages that are alike.
fn overview(name: &str, report: &Report) -> Vec<String> {
    let mut lines = vec![format!("{name}: {}, {}", counted(report.pages.len()), rules(report))];
    let said = |page: &paf_preflight::PageSummary| {
        let trim = page.trim.map_or_else(|| "no trim size".to_owned(), |size| format!("{} mm", times(size)));
        let plates = match (page.ink, page.plates.as_slice()) {
            (None, _) => "ink not measured".to_owned(),
            (Some(_), []) => "no ink".to_owned(),
            (Some(_), plates) => plates.join(", "),
        };
        format!("{trim}   {plates}")
    };
    for run in report.pages.chunk_by(|a, b| said(a) == said(b)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let numbers = if first.number == last.number {
            format!("page {}", first.number)
        } else {
            format!("pages {} to {}", first.number, last.number)
        };
        let most = run
            .iter()
            .filter_map(|page| page.ink)
            .fold(None, |most: Option<f64>, ink| Some(most.map_or(ink, |most| most.max(ink))));
        let most = most.map_or_else(String::new, |ink| format!("   at most {ink:.0} % ink"));
        lines.push(format!("  {numbers}: {}{most}", said(first)));
    }
    lines
}

/// How many names are told in a line; the others are counted.
const NAMED: usize = 8;

/// How many rules ran, and which did not, or not on every page.
fn rules(report: &Report) -> String {
    let ran = format!("{} rules checked", report.ran.len());
    let not_run = report.not_run();
    let names = not_run.iter().map(|rule| rule.id().trim_start_matches("press::"));
    let named = names.take(NAMED).collect::<Vec<_>>().join(", ");
    match (not_run.len(), not_run.len().saturating_sub(NAMED)) {
        (0, _) => ran,
        (all, 0) => format!("{ran}, {all} not everywhere ({named})"),
        (all, more) => format!("{ran}, {all} not everywhere ({named} and {more} more)"),
    }
}

fn counted(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

/// `210 × 297`, with decimals where there are any.
fn times(size: Size) -> String {
    let one = |length: Mm| {
        let rounded = format!("{:.2}", length.0);
        rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{} × {}", one(size.width), one(size.height))
}

/// The error of a file that was named and cannot be read.
pub(crate) fn unreadable(name: &str, error: &FileError) -> Diagnostic {
    let said =
        |help: &str| Diagnostic::error(Rule::Usage, format!("`{name}` cannot be read: {error}")).help(help);
    match error {
        FileError::NotFound => {
            Diagnostic::error(Rule::Usage, format!("`{name}` cannot be read: there is no such file"))
                .help("check the name of the file")
        }
        FileError::Unfit { help, .. } => said(help),
        FileError::Failed(_) | FileError::OutsideRoot => {
            said("check the name and the permissions of the file")
        }
    }
}
