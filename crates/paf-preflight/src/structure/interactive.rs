//! Rules about what only a screen can use: links, scripts, forms, attachments, layers.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};
use paf_diag::{Rule, Severity};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::{PageRef, resolved};

use crate::read::{as_dictionary, dictionary, has_names, items, name, value};
use crate::{Examined, Finding, Report, Standard};

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    report.findings.extend(annotations(examined));
    report.findings.extend(actions(examined));
    report.findings.extend(form(examined));
    report.findings.extend(attachments(examined));
    report.findings.extend(portfolio(examined));
    report.findings.extend(layers(examined));
}

fn annotations_of<'a>(examined: &Examined<'a>, page: &PageRef<'a>) -> Vec<&'a Dictionary> {
    match page.own("Annots") {
        Some(Object::Array(items)) => {
            let items = items.iter().filter_map(|item| resolved(examined.document, item));
            items.filter_map(as_dictionary).collect()
        }
        _ => Vec::new(),
    }
}

/// What lies on a page that is of no use to a press.
struct Annotations {
    page: usize,
    kinds: BTreeSet<&'static str>,
    places: Vec<Option<Rectangle>>,
}

/// ISO 15930-7 allows none within the BleedBox but for marks and traps. Fields of forms are told apart.
fn annotations(examined: &Examined<'_>) -> Vec<Finding> {
    let pages: Vec<_> = examined.pages.iter().map(|page| annotations_on(examined, page)).collect();
    let count: usize = pages.iter().map(|page| page.places.len()).sum();
    let finding = |page: Annotations| {
        let kinds: Vec<&str> = page.kinds.into_iter().collect();
        let finding = Finding::error(
            Rule::PressAnnotation,
            format!("the page has {} on it", kinds.join(", ")),
            "A press cannot use them, and PDF/X forbids them: a printer's checking program refuses the file.",
            "Export the file without links and comments.",
        );
        // A place helps to find the only one; of a hundred it is told on which pages they are.
        match page.places.into_iter().flatten().next().filter(|_| count == 1) {
            Some(place) => finding.on(page.page).at(place),
            None => finding.on(page.page),
        }
    };
    pages.into_iter().filter(|page| !page.places.is_empty()).map(finding).collect()
}

fn annotations_on(examined: &Examined<'_>, page: &PageRef<'_>) -> Annotations {
    let area = ["BleedBox", "TrimBox", "MediaBox"].iter().find_map(|key| page.boundary(key));
    let mut found = Annotations { page: page.number, kinds: BTreeSet::new(), places: Vec::new() };
    for annotation in annotations_of(examined, page) {
        let kind = name(examined.document, annotation, "Subtype").unwrap_or_default();
        let place = value(examined.document, annotation, "Rect").and_then(|rect| page.area(rect));
        let outside = area.zip(place).is_some_and(|(area, place)| !touch(&area, &place));
        if !outside && !matches!(kind, b"TrapNet" | b"PrinterMark" | b"Widget") {
            found.kinds.insert(called(kind));
            found.places.push(place);
        }
    }
    found
}

/// Whether two rectangles have anything in common; one of them may be a mere point or line.
fn touch(a: &Rectangle, b: &Rectangle) -> bool {
    a.left <= b.right && b.left <= a.right && a.bottom <= b.top && b.bottom <= a.top
}

fn called(kind: &[u8]) -> &'static str {
    match kind {
        b"Link" => "links",
        b"Text" | b"FreeText" | b"Popup" => "comments",
        b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" => "text marks",
        b"FileAttachment" => "attached files",
        b"Stamp" => "stamps",
        b"Movie" | b"Sound" | b"Screen" | b"RichMedia" | b"3D" => "films, sounds or models",
        _ => "annotations",
    }
}

fn actions(examined: &Examined<'_>) -> Option<Finding> {
    let document = examined.document;
    let catalog = document.catalog().ok()?;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    // An array is a place to open at, which is no action.
    if matches!(value(document, catalog, "OpenAction"), Some(Object::Dictionary(_))) {
        found.insert("one that runs when the file is opened");
    }
    if dictionary(document, catalog, "AA").is_some() {
        found.insert("some that run when the file is printed or closed");
    }
    if examined.pages.iter().any(|page| page.own("AA").and_then(as_dictionary).is_some()) {
        found.insert("some that run when a page is shown");
    }
    if has_names(document, "JavaScript") || any_script(examined) {
        found.insert("JavaScript");
    }
    if bookmarks_act(examined, catalog) {
        found.insert("bookmarks that do more than name a place");
    }
    if found.is_empty() {
        return None;
    }
    Some(Finding::error(
        Rule::PressAction,
        format!("the file contains actions: {}", found.into_iter().collect::<Vec<_>>().join(", ")),
        "A press cannot run them, and PDF/X forbids them: a printer's checking program refuses the file.",
        "Export the file as PDF/X-4, without actions and scripts.",
    ))
}

fn any_script(examined: &Examined<'_>) -> bool {
    let is_script = |annotation: &Dictionary| {
        let action = dictionary(examined.document, annotation, "A");
        action.and_then(|action| name(examined.document, action, "S")) == Some(b"JavaScript")
    };
    examined.pages.iter().any(|page| annotations_of(examined, page).into_iter().any(is_script))
}

/// Walks the bookmarks by `First` and `Next`, each once.
fn bookmarks_act(examined: &Examined<'_>, catalog: &Dictionary) -> bool {
    let reference = |within: &Dictionary, key: &[u8]| within.get(key).and_then(Object::as_reference).ok();
    let Some(outlines) = dictionary(examined.document, catalog, "Outlines") else { return false };
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut todo: Vec<ObjectId> = reference(outlines, b"First").into_iter().collect();
    while let Some(id) = todo.pop() {
        let Ok(item) = examined.document.get_dictionary(id) else { continue };
        if !seen.insert(id) {
            continue;
        }
        if dictionary(examined.document, item, "A").is_some() {
            return true;
        }
        todo.extend(reference(item, b"Next"));
        todo.extend(reference(item, b"First"));
    }
    false
}

fn form(examined: &Examined<'_>) -> Option<Finding> {
    let catalog = examined.document.catalog().ok()?;
    let form = dictionary(examined.document, catalog, "AcroForm");
    let has_fields =
        form.is_some_and(|form| !items(examined.document, form, "Fields").is_empty() || form.has(b"XFA"));
    let is_field =
        |annotation: &Dictionary| name(examined.document, annotation, "Subtype") == Some(b"Widget");
    let fields =
        examined.pages.iter().filter(|page| annotations_of(examined, page).into_iter().any(is_field));
    let page = fields.map(|page| page.number).next();
    if !has_fields && page.is_none() {
        return None;
    }
    let finding = Finding::error(
        Rule::PressForm,
        "the file contains a form to fill in",
        "What stands in the fields may be printed otherwise or not at all, and PDF/X forbids forms.",
        "Flatten the form, so that its fields become part of the page.",
    );
    Some(match page {
        Some(page) => finding.on(page),
        None => finding,
    })
}

fn attachments(examined: &Examined<'_>) -> Option<Finding> {
    let catalog = examined.document.catalog().ok()?;
    let attached =
        has_names(examined.document, "EmbeddedFiles") || !items(examined.document, catalog, "AF").is_empty();
    if !attached {
        return None;
    }
    let archive = [Standard::PdfA2a, Standard::PdfA2b];
    let severity = if archive.iter().any(|standard| examined.expectations.also.contains(standard)) {
        Severity::Error
    } else {
        Severity::Warning
    };
    Some(Finding::new(
        severity,
        Rule::PressEmbeddedFiles,
        "the file has other files attached to it",
        "A printer removes them, and PDF/A-2 forbids all but PDF/A files.",
        "Export the file without attachments; send other files apart.",
    ))
}

/// A portfolio shows its cover only where the files in it cannot be shown (ISO 32000-1, 12.3.5).
fn portfolio(examined: &Examined<'_>) -> Option<Finding> {
    let catalog = examined.document.catalog().ok()?;
    dictionary(examined.document, catalog, "Collection")?;
    Some(Finding::error(
        Rule::PressPortfolio,
        "the file is a portfolio: what is meant to be printed may be in the files that it carries",
        "A printer's program sees only the cover page, and prints that.",
        "Take the files out of the portfolio, and send each as a PDF of its own.",
    ))
}

fn layers(examined: &Examined<'_>) -> Option<Finding> {
    let catalog = examined.document.catalog().ok()?;
    let properties = dictionary(examined.document, catalog, "OCProperties")?;
    let count = items(examined.document, properties, "OCGs").len();
    (count > 0).then(|| {
        Finding::warning(
            Rule::PressOptionalContent,
            format!("the file has layers that can be shown or hidden ({count})"),
            "A printer's program may print layers that you hid, or leave out some that you see.",
            "Flatten the layers, or ask the printer which of them are printed.",
        )
    })
}
