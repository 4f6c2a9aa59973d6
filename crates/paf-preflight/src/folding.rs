//! Findings that are the same on many pages are told once.

use std::collections::BTreeMap;

use paf_diag::{Rule, Severity};

use super::Finding;

/// What is told about a page, but for its number.
type Told = (Rule, Severity, Option<[u64; 4]>, String, String);

/// By page, those of the whole file first; what is alike on several pages becomes one finding on the
/// first of them that names the others.
pub(super) fn folded(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.page, finding.rule));
    let mut kept: Vec<(Finding, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<Told, usize> = BTreeMap::new();
    for finding in findings {
        let at = *known.entry(told(&finding)).or_insert(kept.len());
        match kept.get_mut(at) {
            Some((first, others)) if first.page != finding.page => others.extend(finding.page),
            Some(_) => {}
            None => kept.push((finding, Vec::new())),
        }
    }
    kept.into_iter().map(|(finding, pages)| with_pages(finding, &pages)).collect()
}

fn told(finding: &Finding) -> Told {
    let place = finding.place.map(|p| [p.left, p.bottom, p.right, p.top].map(f64::to_bits));
    (finding.rule, finding.severity, place, finding.what.clone(), finding.remedy.clone())
}

fn with_pages(mut finding: Finding, others: &[usize]) -> Finding {
    if let (Some(first), Some(last)) = (others.first(), others.last()) {
        let noun = if first == last { "page" } else { "pages" };
        finding.what = format!("{} (likewise on {noun} {})", finding.what, runs(others));
    }
    finding
}

/// Page numbers as "2 to 5, 7": runs of three and more are drawn together.
pub(crate) fn runs(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last == *page => {}
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let words = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn page_numbers_are_drawn_together() {
        assert_eq!(runs(&[2]), "2");
        assert_eq!(runs(&[2, 3]), "2, 3");
        assert_eq!(runs(&[2, 3, 4, 5, 7, 7, 9, 10]), "2 to 5, 7, 9, 10");
    }
}
