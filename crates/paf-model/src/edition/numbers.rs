//! Numbers that are others in a country: those to call in an emergency, above all. The words around them stay as they
//! are, in every language, and so do their translations.

use std::ops::Range;
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
        let words = text.written.text();
        let is_missing = |(number, _): &&(Written, Arc<Written>)| !has_number(words, number.text());
        if let Some((number, _)) = self.exchanged.iter().find(is_missing) {
            return Err(number);
        }
        let pairs = self.exchanged.iter().map(|(number, own)| (number.text(), own.text()));
        let written = Written::verbatim(exchanged(words, &pairs.collect::<Vec<_>>()), text.place().clone());
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
    if number.text() == own.as_str() {
        let found =
            Diagnostic::error(Rule::EditionChange, format!("`{}` is the number there already", own.as_str()))
                .at(own.place().clone());
        return Some(found.help("write the edition's own number, or take the adaptation out"));
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

/// Where a number stands as one of its own: not within a longer one, and not in a citation or an address.
fn places<'a>(words: &'a str, number: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let named = named(words);
    words.match_indices(number).map(|(at, _)| at).filter(move |at| {
        !is_digit(words[..*at].chars().next_back())
            && !is_digit(words[at + number.len()..].chars().next())
            && !named.iter().any(|range| range.contains(at))
    })
}

/// The names in a text: the works that are cited, and what is linked to. A number to call is no name.
fn named(words: &str) -> Vec<Range<usize>> {
    let within = |open: &'static str, close: char| {
        words.match_indices(open).filter_map(move |(at, _)| {
            let end = words[at..].find(close)? + at;
            Some(at..end).filter(|range| !words[range.clone()].starts_with("](tel:"))
        })
    };
    within("[@", ']').chain(within("](", ')')).collect()
}

fn has_number(words: &str, number: &str) -> bool {
    number.contains(|c: char| c.is_ascii_digit()) && places(words, number).next().is_some()
}

/// Words with several numbers exchanged at once, so that two can take each other's place.
fn exchanged(words: &str, pairs: &[(&str, &str)]) -> String {
    let found = pairs.iter().flat_map(|(number, own)| places(words, number).map(|at| (at, *number, *own)));
    let mut found: Vec<(usize, &str, &str)> = found.collect();
    found.sort_unstable();
    let mut made = String::with_capacity(words.len());
    let mut done = 0;
    for (at, number, own) in found {
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
            exchanged("Call 112 (112!), not 1120 or 0112.", &[("112", "144")]),
            "Call 144 (144!), not 1120 or 0112."
        );
        assert_eq!(exchanged("48 of 201", &[("201", "48"), ("48", "201")]), "201 of 48");
        assert_eq!(
            exchanged(
                "In 2020 [@a-2020], [112](tel:112), [2020](rec:a-2020)",
                &[("2020", "2021"), ("112", "144")]
            ),
            "In 2021 [@a-2020], [144](tel:144), [2021](rec:a-2020)"
        );
        assert!(!has_number("1120", "112") && has_number("112", "112") && !has_number("a", ""));
        assert!(is_number("+32 2 000-00") && !is_number("144 or 112") && !is_number("+"));
    }
}
