//! One page that stands in several places of a file: it is examined once, lest a small file of a
//! hundred thousand pages that are all the same takes hours.

use std::collections::BTreeMap;

use lopdf::ObjectId;
use paf_pdf::pages::PageRef;

use crate::{Finding, Report};

/// The numbers of pages that repeat an earlier one, with the number of that.
pub(crate) type Repeated = BTreeMap<usize, usize>;

/// Each page once, and which others repeat it.
pub(crate) fn once(pages: Vec<PageRef<'_>>) -> (Vec<PageRef<'_>>, Repeated) {
    let mut first: BTreeMap<ObjectId, usize> = BTreeMap::new();
    let (mut single, mut repeated) = (Vec::new(), Repeated::new());
    for page in pages {
        match first.get(&page.id) {
            Some(known) => {
                repeated.insert(page.number, *known);
            }
            None => {
                first.insert(page.id, page.number);
                single.push(page);
            }
        }
    }
    (single, repeated)
}

/// Says of the others what is said of the first.
pub(crate) fn tell(repeated: &Repeated, report: &mut Report) {
    let mut found: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for finding in &report.findings {
        if let Some(page) = finding.page {
            found.entry(page).or_default().push(finding.clone());
        }
    }
    for (number, first) in repeated {
        for finding in found.get(first).into_iter().flatten() {
            report.findings.push(finding.clone().on(*number));
        }
        let summary = report.pages.get(first - 1).cloned();
        if let (Some(summary), Some(place)) = (summary, report.pages.get_mut(number - 1)) {
            *place = crate::PageSummary { number: *number, ..summary };
        }
    }
}
