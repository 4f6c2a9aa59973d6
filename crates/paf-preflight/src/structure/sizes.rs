//! Rules about the size of the pages, and how they lie.

use lopdf::Object;
use paf_diag::Rule;
use paf_pdf::geometry::{Mm, Size};
use paf_pdf::pages::PageRef;

use crate::{Examined, Finding, Report};

/// Less than a knife's own tolerance.
const TOLERANCE: f64 = 0.25;

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    for page in examined.pages {
        let found = [rotated(page), user_unit(page)];
        report.findings.extend(found.into_iter().flatten().map(|finding| finding.on(page.number)));
    }
    if examined.expectations.sheets {
        return;
    }
    match examined.expectations.trim {
        Some(expected) => report.findings.extend(other_than(examined, expected)),
        None => report.findings.extend(mixed(examined)),
    }
}

fn turn(page: &PageRef<'_>) -> i64 {
    page.turn().rem_euclid(360)
}

fn rotated(page: &PageRef<'_>) -> Option<Finding> {
    let turn = turn(page);
    (turn != 0).then(|| {
        Finding::warning(
            Rule::PressPageRotated,
            format!("the page is only shown turned, by {turn} degrees"),
            "Imposition programs differ in whether they turn it too; it may lie on its side or upside down.",
            "Export the page upright.",
        )
    })
}

fn user_unit(page: &PageRef<'_>) -> Option<Finding> {
    let unit = match page.own("UserUnit")? {
        Object::Null => return None,
        unit => f64::from(unit.as_float().ok()?),
    };
    ((unit - 1.0).abs() > f64::EPSILON).then(|| {
        Finding::error(
            Rule::PressUserUnit,
            format!("the page is measured in units of {unit} points instead of one (`/UserUnit`)"),
            "Programs that do not know this setting would print the page at another size.",
            "Export the page at its true size.",
        )
    })
}

fn trimmed(page: &PageRef<'_>) -> Option<Size> {
    let trim = super::trim(page)?;
    Some(Size { width: Mm::from_points(trim.width()), height: Mm::from_points(trim.height()) })
}

fn agree(a: Size, b: Size) -> bool {
    (a.width.0 - b.width.0).abs() <= TOLERANCE && (a.height.0 - b.height.0).abs() <= TOLERANCE
}

fn turned(size: Size) -> Size {
    Size { width: size.height, height: size.width }
}

/// A page that is turned for show may have the size in either direction; that it is turned is told apart.
fn other_than(examined: &Examined<'_>, expected: Size) -> Vec<Finding> {
    let check = |page: &PageRef<'_>| {
        let size = trimmed(page)?;
        let lies = agree(size, turned(expected));
        if agree(size, expected) || (lies && turn(page) % 180 == 90) {
            return None;
        }
        let what = if lies {
            format!("the page lies on its side: it is {} instead of {}", told(size), told(expected))
        } else {
            format!("the page is {} after trimming instead of {}", told(size), told(expected))
        };
        Some(
            Finding::error(
                Rule::PressTrimSize,
                what,
                "A printer would scale it, cut it off, or stop the job and ask.",
                format!("Export the document with pages of {}.", told(expected)),
            )
            .on(page.number),
        )
    };
    examined.pages.iter().filter_map(check).collect()
}

fn mixed(examined: &Examined<'_>) -> Vec<Finding> {
    let mut sizes = examined.pages.iter().filter_map(|page| Some((page.number, trimmed(page)?)));
    let Some((first_number, first)) = sizes.next() else { return Vec::new() };
    let others = sizes.filter(|(_, size)| !agree(*size, first));
    let finding = |(number, size): (usize, Size)| {
        Finding::warning(
            Rule::PressMixedPageSizes,
            format!("the page is {}, while page {first_number} is {}", told(size), told(first)),
            "A booklet cannot be folded from pages of several sizes; a printer would stop the job and ask.",
            "Export all pages in one size, or a cover of its own size as a file of its own.",
        )
        .on(number)
    };
    others.map(finding).collect()
}

/// "148 × 210 mm", to tenths.
fn told(size: Size) -> String {
    let tenths = |mm: Mm| (mm.0 * 10.0).round() / 10.0;
    format!("{} × {} mm", tenths(size.width), tenths(size.height))
}
