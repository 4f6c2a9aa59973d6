//! Remarks that waive a check for one text: `# allow: spacing, quotation-marks`.

use std::ops::Range;

use paf_diag::{Diagnostic, Place, Rule, did_you_mean};

/// What such a remark begins with.
pub const KEYWORD: &str = "allow:";

/// The names after the keyword, each with its place in the line; none where the line is no waiver.
pub fn names(line: &str) -> Vec<(Range<usize>, &str)> {
    let remark = line.trim_start_matches(|c: char| c.is_whitespace() || c == '#');
    if !remark.starts_with(KEYWORD) {
        return Vec::new();
    }
    let mut at = line.len() - remark.len() + KEYWORD.len();
    let mut names = Vec::new();
    for item in remark.get(KEYWORD.len()..).unwrap_or_default().split(',') {
        let start = at + item.len() - item.trim_start().len();
        let name = item.trim();
        if !name.is_empty() {
            names.push((start..start + name.len(), name));
        }
        at += item.len() + 1;
    }
    names
}

/// The check that a name stands for, with or without its area.
pub fn rule_named(name: &str, waivable: &[Rule]) -> Option<Rule> {
    waivable.iter().copied().find(|rule| short(*rule) == name || rule.id() == name)
}

/// The id of a rule without its area.
pub fn short(rule: Rule) -> &'static str {
    rule.id().split_once("::").map_or(rule.id(), |(_, kind)| kind)
}

/// Reports a name that no check has; `rule` is that of waivers.
pub fn unknown(rule: Rule, name: &str, place: Place, waivable: &[Rule]) -> Diagnostic {
    Diagnostic::warning(rule, format!("no check has the name `{name}`, so nothing is waived"))
        .at(place)
        .help_if(did_you_mean(name, waivable.iter().copied().map(short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_a_remark_have_their_places() {
        for line in [
            "  # allow: spacing, letter-form",
            "allow: spacing,letter-form,",
            "# allow: spacing ,, letter-form",
        ] {
            let found: Vec<&str> = names(line).into_iter().map(|(range, _)| &line[range]).collect();
            assert_eq!(found, ["spacing", "letter-form"], "{line}");
        }
        assert!(names("# we allow: spacing").is_empty());
        assert!(names("# spacing").is_empty());
    }
}
