//! Checks that a translator's comment waives for one text: `# allow: number-mismatch, missing-term`.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};
use paf_model::waiver::{self, KEYWORD, short};

use super::Pair;
use crate::po::PoEntry;

/// The kinds of problem that can be waived; those of the area `translation` that the checks find.
const WAIVABLE: [Rule; 13] = [
    Rule::MarkMismatch,
    Rule::NumberMismatch,
    Rule::SameAsSource,
    Rule::DoNotTranslate,
    Rule::RejectedTerm,
    Rule::MissingTerm,
    Rule::Spacing,
    Rule::EndPunctuation,
    Rule::QuotationMarks,
    Rule::LetterForm,
    Rule::LookAlike,
    Rule::AmbiguousAddress,
    Rule::TwoTranslations,
];

/// The checks that are waived for one text.
#[derive(Debug, Clone, Default)]
pub struct Waivers {
    rules: Vec<(Rule, Place)>,
}

impl Waivers {
    /// Whether a comment waives something.
    pub fn is_one(comment: &str) -> bool {
        comment.trim().starts_with(KEYWORD)
    }

    /// Nothing is waived.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads the comments of an entry; a name that is not that of a check is reported.
    pub fn read(entry: &PoEntry, diagnostics: &mut Diagnostics) -> Self {
        let mut waivers = Self::none();
        for comment in entry.translator_comments.iter().flat_map(|comment| comment.lines()) {
            for (_, name) in waiver::names(comment) {
                let place = place_of(entry, comment, name);
                match waiver::rule_named(name, &WAIVABLE) {
                    Some(rule) => waivers.rules.push((rule, place)),
                    None => diagnostics.push(waiver::unknown(Rule::Waiver, name, place, &WAIVABLE)),
                }
            }
        }
        waivers
    }

    /// Passes on what was found but for what is waived, and says which waivers are idle.
    pub(super) fn apply(&self, found: Diagnostics, pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
        for (rule, place) in &self.rules {
            if !found.iter().any(|diagnostic| diagnostic.rule == *rule) {
                diagnostics.push(idle(*rule, place, pair));
            }
        }
        let is_waived = |rule: Rule| self.rules.iter().any(|(waived, _)| *waived == rule);
        diagnostics.extend(found.into_iter().filter(|diagnostic| !is_waived(diagnostic.rule)));
    }
}

fn idle(rule: Rule, place: &Place, pair: &Pair<'_>) -> Diagnostic {
    let key = &pair.source.key;
    let name = short(rule);
    Diagnostic::warning(
        Rule::Waiver,
        format!("the translation of `{key}` waives `{name}`, which finds nothing in it"),
    )
    .at(place.clone())
    .also(pair.text.place().clone(), "the translation")
    .help(format!("remove `{name}` from the comment, so that the check works again"))
}

/// Where `name` stands in the comments above an entry, which are not part of its place.
fn place_of(entry: &PoEntry, comment: &str, name: &str) -> Place {
    let file = entry.place.file();
    let mut line = entry.place.start().line;
    while line > 1 {
        line -= 1;
        let range = file.line_range(line);
        let written = file.text().get(range.clone()).unwrap_or_default();
        if !written.trim_start().starts_with('#') {
            break;
        }
        let found = if written.contains(comment.trim()) { waiver::names(written) } else { Vec::new() };
        if let Some((at, _)) = found.into_iter().find(|(_, other)| *other == name) {
            return Place::new(file, range.start + at.start..range.start + at.end);
        }
    }
    entry.place.clone()
}
