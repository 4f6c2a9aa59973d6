//! Words of any length, made short enough to be read: an id of a million letters says no more than its first.

use std::borrow::Cow;
use std::fmt::Write;

use crate::{Diagnostic, Diagnostics};

/// How many characters a word may have: more than any path or web address that people write.
const LONGEST: usize = 240;

/// How many of a longer one are shown of its beginning, and of its end.
const SHOWN: (usize, usize) = (80, 20);

/// The same problems in words that can be read; the places stay.
pub(super) fn shortened(diagnostics: &Diagnostics) -> Cow<'_, Diagnostics> {
    let is_long = |found: &Diagnostic| {
        std::iter::once(&found.message).chain(&found.help).any(|text| matches!(words(text), Cow::Owned(_)))
    };
    if !diagnostics.iter().any(is_long) {
        return Cow::Borrowed(diagnostics);
    }
    let short = |found: &Diagnostic| Diagnostic {
        message: words(&found.message).into_owned(),
        help: found.help.iter().map(|help| words(help).into_owned()).collect(),
        ..found.clone()
    };
    Cow::Owned(diagnostics.iter().map(short).collect())
}

/// A sentence in which no word is too long.
fn words(text: &str) -> Cow<'_, str> {
    // Fewer bytes than that are fewer characters, too.
    if text.split_whitespace().all(|word| word.len() <= LONGEST) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        match shortened_word(word) {
            Some(short) => out.extend([&short, &part[word.len()..]]),
            None => out.push_str(part),
        }
    }
    Cow::Owned(out)
}

fn shortened_word(word: &str) -> Option<String> {
    let length = word.chars().count();
    if length <= LONGEST {
        return None;
    }
    let at = |index: usize| word.char_indices().nth(index).map(|(at, _)| at);
    let (begin, end) = (at(SHOWN.0)?, at(length - SHOWN.1)?);
    let mut short = word[..begin].to_owned();
    let _infallible = write!(short, "… ({length} characters) …{}", &word[end..]);
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    #[test]
    fn a_word_without_end_is_cut() {
        let id = "ä".repeat(100_000);
        let found = Diagnostic::error(Rule::UnknownId, format!("no actor has the id `{id}` here"))
            .help(format!("did you mean `{id}`?"));
        let all = Diagnostics::from_iter([found]);
        let short = shortened(&all);
        let found = short.iter().next().expect("it is still there");
        let begin = "ä".repeat(79);
        let message = format!("no actor has the id `{begin}… (100002 characters) …{}` here", "ä".repeat(19));
        assert_eq!(found.message, message);
        assert!(found.help[0].len() < 500, "{}", found.help[0]);
    }

    #[test]
    fn sentences_of_any_length_stay() {
        let text = "word ".repeat(1000);
        assert!(matches!(words(&text), Cow::Borrowed(_)));
        let address = format!("https://example.org/{}", "a".repeat(200));
        assert_eq!(words(&address), address);
        // As many characters in more bytes.
        let greek = "α".repeat(LONGEST);
        assert_eq!(words(&greek), greek);
    }
}
