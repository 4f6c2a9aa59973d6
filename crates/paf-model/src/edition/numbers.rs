//! Numbers that are others in a country: those to call in an emergency, above all. The words around them stay as they
//! are, in every language, and so do their translations.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};

use super::verbs::Adaptation;
use crate::data::Data;
use crate::decode::Str;
use crate::text::{Text, TextKey};

/// The numbers that an edition has in the place of those of a text.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// The key of the text.
    pub key: TextKey,
    /// The numbers there, and those of the edition.
    pub exchanged: Vec<(Written, Arc<Written>)>,
}

impl Numbers {
    /// What an adaptation says of the numbers of a text; they are put in once it is translated. What cannot be done
    /// goes to `diagnostics`.
    pub(super) fn of(adaptation: &Adaptation, text: &Text, diagnostics: &mut Diagnostics) -> Option<Self> {
        let wrong: Vec<Diagnostic> =
            adaptation.numbers.0.iter().filter_map(|(number, own)| wrong(number, own, text)).collect();
        let exchanged = adaptation.numbers.0.iter().map(|(number, own)| (number.clone(), Arc::clone(&own.0)));
        let numbers = Self { key: text.key.clone(), exchanged: exchanged.collect() };
        let is_right = wrong.is_empty();
        diagnostics.extend(wrong);
        is_right.then_some(numbers)
    }

    /// A wording of the text with the numbers of the edition.
    ///
    /// # Errors
    /// The first number that does not stand in it.
    pub fn put_into(&self, text: &Text) -> Result<Arc<Text>, &Written> {
        let mut words = text.written.text().to_owned();
        for (number, own) in &self.exchanged {
            if !has_number(&words, number.text()) {
                return Err(number);
            }
            words = exchanged(&words, number.text(), own.text());
        }
        let written = Written::verbatim(words, text.place().clone());
        let read = Text::parse(text.key.clone(), text.lang, text.kind, written, &mut Diagnostics::new());
        Ok(Arc::new(Text { origin: text.origin.clone(), base: text.base.clone(), ..read }))
    }
}

/// The texts of a tree of values with the numbers of an edition; `wrong` is told of each number that a translation
/// does not have.
pub fn exchange(data: &Data, numbers: &[Numbers], wrong: &mut impl FnMut(&Text, &Written)) -> Data {
    data.map_texts(&mut |text| {
        let Some(numbers) = numbers.iter().find(|numbers| numbers.key == text.key) else {
            return Arc::clone(text);
        };
        numbers.put_into(text).unwrap_or_else(|number| {
            wrong(text, number);
            Arc::clone(text)
        })
    })
}

/// The message that a translation does not have a number.
pub fn without_number(text: &Text, number: &Written) -> Diagnostic {
    let language = text.lang.english_name();
    let message = format!("the {language} text of `{}` has no number `{}`", text.key, number.text());
    Diagnostic::error(Rule::EditionChange, message)
        .at(Place::clone(number.place()))
        .also(text.place().clone(), "this text")
        .help("write the number there as it stands in the European text, or reword the text with `text`")
}

fn wrong(number: &Written, own: &Str, text: &Text) -> Option<Diagnostic> {
    if !has_number(text.written.text(), number.text()) {
        let message = format!("the European text has no number `{}`", number.text());
        let found = Diagnostic::error(Rule::UnknownId, message)
            .at(number.place().clone())
            .also(text.place().clone(), "the European text");
        return Some(found.help("write a number as it stands there"));
    }
    let found = Diagnostic::error(Rule::WrongType, format!("`{}` is no number", own.as_str()))
        .at(own.place().clone())
        .help("write digits, with spaces or hyphens between them: words are changed with `text`");
    (!is_number(own.as_str())).then_some(found)
}

fn is_number(own: &str) -> bool {
    own.contains(|c: char| c.is_ascii_digit())
        && own
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-/()\u{a0}\u{202f}\u{2011}".contains(c))
}

/// Where a number stands as one of its own, and not within a longer one.
fn places<'a>(words: &'a str, number: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    words.match_indices(number).map(|(at, _)| at).filter(move |at| {
        !is_digit(words[..*at].chars().next_back()) && !is_digit(words[at + number.len()..].chars().next())
    })
}

fn has_number(words: &str, number: &str) -> bool {
    number.contains(|c: char| c.is_ascii_digit()) && places(words, number).next().is_some()
}

fn exchanged(words: &str, number: &str, own: &str) -> String {
    let mut made = String::with_capacity(words.len());
    let mut done = 0;
    for at in places(words, number) {
        made.push_str(&words[done..at]);
        made.push_str(own);
        done = at + number.len();
    }
    made + &words[done..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_exchanged_where_it_stands_alone() {
        assert_eq!(
            exchanged("Call 112 (112!), not 1120 or 0112.", "112", "144"),
            "Call 144 (144!), not 1120 or 0112."
        );
        assert!(!has_number("1120", "112") && has_number("112", "112") && !has_number("a", ""));
        assert!(is_number("+32 2 000-00") && !is_number("144 or 112") && !is_number("+"));
    }
}
