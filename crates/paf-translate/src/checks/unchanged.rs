//! Whether a translation is the source text again.

use paf_diag::{Diagnostics, Rule};
use paf_locale::is_untranslated;
use paf_model::wording::{is_address, runs};

use super::Pair;

/// From this many words on, no two languages say the same by chance.
const LEAST_ERROR: usize = 3;

/// One word may be the same: `Version`, `Europe`.
const LEAST_WARNING: usize = 2;

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    if pair.lang().language() == pair.source.lang.language() {
        return;
    }
    let keep = pair.context.do_not_translate;
    if !is_untranslated(pair.printed.text(), pair.original.text(), keep) {
        return;
    }
    let texts = [pair.printed.text(), pair.original.text()];
    // German makes one word of two: `Checkpoint-Inhibitor`.
    let count = texts.iter().map(|text| telling_words(text, keep).len()).min().unwrap_or_default();
    if count < LEAST_WARNING || texts.iter().any(|text| is_name(text, &telling_words(text, keep))) {
        return;
    }
    let what = "is the source text";
    let diagnostic = if count < LEAST_ERROR {
        pair.warning(Rule::SameAsSource, what)
    } else {
        pair.error(Rule::SameAsSource, what)
    };
    diagnostics.push(
        diagnostic
            .at_with(pair.text.place().clone(), "the translation")
            .also(pair.source.place().clone(), "the source")
            .help(format!(
                "translate it, or leave `msgstr` empty until it is in {}",
                pair.lang().english_name()
            ))
            .help("if it is the same in both languages, write the comment `# allow: same-as-source`"),
    );
}

/// The words that a translator would have changed: no terms that stay, numbers or addresses.
fn telling_words<'a>(text: &'a str, keep: &[&str]) -> Vec<&'a str> {
    let is_kept = |word: &str| keep.iter().any(|term| term.split_whitespace().any(|part| part == word));
    runs(text)
        .filter(|(_, run)| !is_address(run))
        .map(|(_, run)| run.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().any(char::is_alphabetic) && !is_kept(word))
        .collect()
}

/// Whether a text is the name of an organisation or a work, which may be kept: three words in capitals or
/// more, with small words between them, or a notice of copyright.
fn is_name(text: &str, words: &[&str]) -> bool {
    const SMALL: [&str; 12] = ["of", "for", "the", "and", "on", "in", "to", "de", "la", "et", "für", "und"];
    if text.trim_start().starts_with('©') {
        return true;
    }
    let capital = |word: &&&str| word.chars().any(char::is_uppercase);
    let capitals = words.iter().filter(capital).count();
    let begins_with_capital = words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    begins_with_capital
        && capitals >= LEAST_ERROR
        && words.iter().all(|word| capital(&word) || SMALL.contains(word))
}
