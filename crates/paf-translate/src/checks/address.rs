//! Whether a sentence about others can be read as one to the reader, where a language has one word for both.

use paf_diag::{Diagnostics, Rule};
use unicode_segmentation::UnicodeSegmentation;

use super::Pair;
use super::forms::is_word;

/// German writes the polite *you* with a capital, as any word at the beginning of a sentence.
const LANGUAGE: &str = "de";
const ADDRESS: &str = "Sie";

/// Verbs of one person that end as those of many do: *she can*.
const SINGULAR: [&str; 6] = ["kann", "begann", "gewann", "schien", "spann", "sann"];

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    if pair.lang().language() != LANGUAGE || pair.source.lang.language() != "en" {
        return;
    }
    let originals = sentences(pair.original.text());
    let of_others: Vec<bool> = originals.iter().map(|(_, sentence)| speaks_of_others(sentence)).collect();
    let others = of_others.iter().filter(|others| **others).count();
    let translated = sentences(pair.printed.text());
    let is_same_order = originals.len() == translated.len();
    let doubtful = translated.iter().enumerate().filter(|(_, (_, sentence))| begins_with_plural(sentence));
    let mut doubtful: Vec<(usize, usize)> =
        doubtful.map(|(n, (at, sentence))| (n, at + opening(sentence))).collect();
    if is_same_order {
        doubtful.retain(|(n, _)| of_others.get(*n).copied().unwrap_or_default());
    } else {
        // Sentences were joined or parted: no more than the source has on others, the last of them.
        doubtful.drain(..doubtful.len().saturating_sub(others));
    }
    for (_, at) in doubtful {
        diagnostics.push(
            pair.warning(Rule::AmbiguousAddress, "begins a sentence with a `Sie` that may mean ‘they’")
                .at_with(pair.place(at..at + ADDRESS.len()), "reads as ‘you’")
                .also(pair.source.place().clone(), "the source")
                .help("name those who are meant, as in `Diese Behandlungen helfen …`")
                .help("if the reader is meant, write the comment `# allow: ambiguous-address`"),
        );
    }
}

/// The sentences, each with where it begins.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    text.split_sentence_bound_indices().filter(|(_, sentence)| !sentence.trim().is_empty()).collect()
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

/// How many bytes stand before the first word: an opening quotation mark.
fn opening(sentence: &str) -> usize {
    sentence.find(is_word).unwrap_or_default()
}

/// Whether `Sie` stands first, with a verb that fits both *they* and *you*.
fn begins_with_plural(sentence: &str) -> bool {
    let mut words = words(sentence);
    words.next() == Some(ADDRESS)
        && words.next().is_some_and(|verb| verb == "sind" || verb.ends_with('n') && !SINGULAR.contains(&verb))
}

/// Whether an English sentence speaks of others before it speaks to the reader.
fn speaks_of_others(sentence: &str) -> bool {
    let mut words = words(sentence).map(str::to_lowercase);
    let first = words.find(|word| matches!(word.as_str(), "you" | "your" | "they" | "these" | "those"));
    first.is_some_and(|word| word.starts_with("th"))
}
