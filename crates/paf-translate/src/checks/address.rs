//! Whether a sentence about others can be read as one to the reader, where a language has one word for both.

use paf_diag::{Diagnostics, Rule};
use unicode_segmentation::UnicodeSegmentation;

use super::Pair;
use super::forms::is_word;

/// German writes the polite *you* with a capital, as any word at the beginning of a sentence.
const LANGUAGE: &str = "de";
const ADDRESS: &str = "Sie";

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    if pair.lang().language() != LANGUAGE || pair.source.lang.language() != "en" {
        return;
    }
    let originals = sentences(pair.original.text());
    let to_reader: Vec<bool> = originals.iter().map(|(_, sentence)| addresses_reader(sentence)).collect();
    let addressed = to_reader.iter().filter(|addresses| **addresses).count();
    let translated = sentences(pair.printed.text());
    let is_same_order = originals.len() == translated.len();
    let doubtful = translated.iter().enumerate().filter(|(_, (_, sentence))| begins_with_plural(sentence));
    for (nth, (n, (at, _))) in doubtful.enumerate() {
        let is_to_reader = match is_same_order {
            true => to_reader.get(n).copied().unwrap_or_default(),
            // Sentences were joined or parted: as many as the source has to the reader are let pass.
            false => nth < addressed,
        };
        if !is_to_reader {
            diagnostics.push(
                pair.warning(Rule::AmbiguousAddress, "begins a sentence with a `Sie` that means ‘they’")
                    .at_with(pair.place(*at..at + ADDRESS.len()), "reads as ‘you’")
                    .also(pair.source.place().clone(), "the source")
                    .help("name those who are meant, as in `Diese Behandlungen helfen …`"),
            );
        }
    }
}

/// The sentences, each with where it begins.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    text.split_sentence_bound_indices().filter(|(_, sentence)| !sentence.trim().is_empty()).collect()
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

/// Whether `Sie` stands first, with a verb that fits both *they* and *you*.
fn begins_with_plural(sentence: &str) -> bool {
    let mut words = words(sentence);
    sentence.starts_with(ADDRESS)
        && words.next() == Some(ADDRESS)
        && words.next().is_some_and(|verb| verb == "sind" || verb.ends_with('n'))
}

/// Whether an English sentence speaks to the reader, before it speaks of others.
fn addresses_reader(sentence: &str) -> bool {
    let mut words = words(sentence).map(str::to_lowercase);
    let first = words.find(|word| matches!(word.as_str(), "you" | "your" | "they" | "these" | "those"));
    first.is_some_and(|word| word.starts_with("you"))
}
