//! Rules about the file as a whole: its version, its identifier, the number of its pages.

use lopdf::Object;
use paf_diag::{Rule, Severity};
use paf_pdf::pages::resolved;

use super::older;
use crate::read::{as_dictionary, name, value};
use crate::{Examined, Finding, Report};

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    report.findings.extend(version(examined));
    report.findings.extend(identifier(examined));
    report.findings.extend(page_count(examined, report.pages.len()));
    report.findings.extend(view_area(examined));
}

/// PDF/X-4:2010 is built on PDF 1.6 (ISO 15930-7). The catalogue may name a later version than the header.
fn version(examined: &Examined<'_>) -> Option<Finding> {
    let header = examined.document.version.as_str();
    let catalogue =
        examined.document.catalog().ok().and_then(|catalog| name(examined.document, catalog, "Version"));
    let catalogue = catalogue.and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
    let version = if catalogue > header { catalogue } else { header };
    let older = older::claimed(examined);
    let (standard, base) = older.map_or(("PDF/X-4", "1.6"), |level| (level.name, level.base));
    // Older levels are built on a version and all before it.
    if version == base || (older.is_some() && version < base) {
        return None;
    }
    let severity = match version {
        "1.3" | "1.4" | "1.5" | "1.6" | "1.7" => Severity::Warning,
        _ => Severity::Error,
    };
    Some(Finding::new(
        severity,
        Rule::PressPdfVersion,
        format!("the file is PDF {version}, while {standard} is built on PDF {base}"),
        "A printer's checking program may turn the file away, or may not understand all of it.",
        "Export the file as PDF/X-4, or as PDF 1.6.",
    ))
}

/// ISO 15930-7, by way of ISO 32000-1, 14.4: two strings in the trailer.
fn identifier(examined: &Examined<'_>) -> Option<Finding> {
    let id = value(examined.document, &examined.document.trailer, "ID").and_then(|id| id.as_array().ok());
    let is_given = |at: usize| {
        let part = id.and_then(|id| resolved(examined.document, id.get(at)?));
        matches!(part, Some(Object::String(bytes, _)) if !bytes.is_empty())
    };
    (!is_given(0) || !is_given(1)).then(|| {
        Finding::error(
            Rule::PressTrailerId,
            "the file has no identifier (`/ID`)",
            "PDF/X requires one, and a printer's program tells versions of a job apart by it.",
            "Export the file as PDF/X-4.",
        )
    })
}

fn page_count(examined: &Examined<'_>, count: usize) -> Option<Finding> {
    if count == 0 {
        return Some(Finding::error(
            Rule::PressNoPages,
            "the file has no pages",
            "There is nothing to print.",
            "Export the document again.",
        ));
    }
    let expected = examined.expectations;
    if !expected.saddle_stitch || expected.sheets || count.is_multiple_of(4) {
        return None;
    }
    let missing = 4 - count % 4;
    let pages = if missing == 1 { "page" } else { "pages" };
    Some(Finding::error(
        Rule::PressPageCount,
        format!("the booklet has {count} pages, which is not a multiple of 4"),
        "Each folded sheet has four pages, so a printer would add blank ones where nobody chose them.",
        format!("Add {missing} {pages}, or take {} away.", 4 - missing),
    ))
}

/// ISO 15930-7 allows the MediaBox and the BleedBox alone.
fn view_area(examined: &Examined<'_>) -> Option<Finding> {
    let catalog = examined.document.catalog().ok()?;
    let preferences = as_dictionary(value(examined.document, catalog, "ViewerPreferences")?)?;
    let wrong = |key: &&str| {
        let area = name(examined.document, preferences, key);
        area.is_some_and(|area| area != b"MediaBox" && area != b"BleedBox")
    };
    let keys = ["ViewArea", "ViewClip", "PrintArea", "PrintClip"];
    let keys: Vec<&str> = keys.into_iter().filter(|key| wrong(key)).collect();
    (!keys.is_empty()).then(|| {
        Finding::error(
            Rule::PressViewArea,
            format!("the file asks to be shown or printed within another box (`{}`)", keys.join("`, `")),
            "A program that obeys would cut the bleed off.",
            "Export the file as PDF/X-4, without settings for how it is shown.",
        )
    })
}
