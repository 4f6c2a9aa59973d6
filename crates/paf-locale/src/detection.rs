//! Signs that a text is not in the language it should be in.
//!
//! These are cheap tests that are silent when in doubt: a name, an acronym or a short phrase says
//! nothing about its language. Names of people and organisations are not worth asking about.

use std::fmt;

use crate::lang::Lang;
use crate::script::Script;

/// Why a text is probably in another language than expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Too few of the letters are of the script the language is written in.
    Script {
        /// The script of the expected language.
        expected: Script,
        /// The share of the letters that are of that script, acronyms left aside.
        share: f64,
    },
    /// Too many of the words are small words of another language.
    Stopwords {
        /// The language the words are of.
        language: Lang,
        /// How many of the words are.
        found: usize,
        /// How many words there are.
        words: usize,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Script { expected, share } => {
                write!(f, "{:.0} % of the letters are {}", share * 100.0, expected.as_str())
            }
            Self::Stopwords { language, found, words } => {
                write!(f, "{found} of {words} words are common words of {}", language.english_name())
            }
        }
    }
}

/// Below this share of letters of its own script, a text is not in a language of another script
/// than Latin. Half leaves room for names and terms that stay in Latin letters.
const LEAST_OWN_SCRIPT: f64 = 0.5;

/// The same for languages in Latin letters: more than 30 % of other letters is suspicious.
const LEAST_LATIN: f64 = 0.7;

/// A translation is suspicious from this many small words of another language on, if they also are
/// this share of its words.
const STOPWORDS: (usize, f64) = (2, 0.15);

/// The same for a text that is no translation: it may quote a title in another language, so the
/// bar is higher, and shorter texts than `LEAST_SOURCE_WORDS` pass.
const SOURCE_STOPWORDS: (usize, f64) = (3, 0.2);
const LEAST_SOURCE_WORDS: usize = 8;

/// Looks for signs that a text is not in the language expected, given the language of the source.
///
/// For a translation these are the script, and small words of the source language or of English.
/// For a text of the source itself (`expected` and `source` are one language) they are the script,
/// and small words of English, French or German that outnumber its own by far.
pub fn guess_wrong_language(text: &str, expected: Lang, source: Lang) -> Option<Reason> {
    wrong_script(text, expected).or_else(|| wrong_words(text, expected, source))
}

/// Whether a translation is the source again: equal but for case, spaces and punctuation, with
/// words in it that a translator would have changed. Terms that stay as they are in every language
/// are taken out first.
pub fn is_untranslated(text: &str, source_text: &str, keep: &[&str]) -> bool {
    let source = without_terms(source_text, keep);
    source.iter().any(|word| word.chars().any(char::is_alphabetic)) && source == without_terms(text, keep)
}

/// The share of a text's letters that are of a script, from 0 to 1. A text without letters belongs
/// to every script: its share is 1.
pub fn share_of_script(text: &str, script: Script) -> f64 {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (own, all) = letters.fold((0_u32, 0_u32), |(own, all), letter| {
        (own + u32::from(script_of(letter) == Some(script)), all + 1)
    });
    if all == 0 { 1.0 } else { f64::from(own) / f64::from(all) }
}

fn wrong_script(text: &str, expected: Lang) -> Option<Reason> {
    let least = match expected.script() {
        Script::Latin => LEAST_LATIN,
        Script::Greek | Script::Cyrillic | Script::Arabic | Script::Hebrew => LEAST_OWN_SCRIPT,
    };
    let script = expected.script();
    let telling: String =
        text.split_whitespace().filter(|word| !is_fixed(word)).flat_map(|word| [word, " "]).collect();
    let share = share_of_script(&telling, script);
    (share < least).then_some(Reason::Script { expected: script, share })
}

/// Words that look the same in every language: addresses, and what has digits or a capital after
/// its first letter (`CAR-T`, `PD-L1`, `iRECIST`).
fn is_fixed(word: &str) -> bool {
    is_address(word)
        || word.contains('/')
        || word.chars().any(char::is_numeric)
        || word.chars().skip(1).any(char::is_uppercase)
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

fn wrong_words(text: &str, expected: Lang, source: Lang) -> Option<Reason> {
    if expected.script() != Script::Latin {
        return None;
    }
    let words = words(text);
    let is_source = expected.language() == source.language();
    let (least_found, least_share) = if is_source { SOURCE_STOPWORDS } else { STOPWORDS };
    if is_source && words.len() < LEAST_SOURCE_WORDS {
        return None;
    }
    let own = LISTS
        .iter()
        .find(|list| list.language == expected.language())
        .map_or(0, |list| list.count(&words, expected));

    LISTS
        .iter()
        .filter(|list| list.language != expected.language())
        .filter(|list| is_source || list.language == "en" || list.language == source.language())
        .map(|list| (list, list.count(&words, expected)))
        .filter(|(_, found)| {
            *found >= least_found && *found as f64 >= least_share * words.len() as f64 && *found > 2 * own
        })
        .max_by_key(|(_, found)| *found)
        .and_then(|(list, found)| {
            Some(Reason::Stopwords { language: Lang::parse(list.language).ok()?, found, words: words.len() })
        })
}

/// The words of a text in lower case, addresses left out. Acronyms keep their capitals, so that `WHO` and `IT` are no
/// small words.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .filter(|word| !is_address(word))
        .flat_map(|word| word.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            if acronym { word.to_owned() } else { word.to_lowercase() }
        })
        .collect()
}

/// The words and numbers of a text in lower case, without the terms that are not translated.
fn without_terms(text: &str, terms: &[&str]) -> Vec<String> {
    let fold = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let mut words = fold(text);
    let mut terms: Vec<_> = terms.iter().map(|term| fold(term)).collect();
    terms.retain(|term| !term.is_empty());
    // The longest first: "European Union" before "Union".
    terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
    for term in terms {
        let mut start = 0;
        while start + term.len() <= words.len() {
            if words[start..start + term.len()] == term[..] {
                words.drain(start..start + term.len());
            } else {
                start += 1;
            }
        }
    }
    words
}

/// The script of a letter, by Unicode block: the five scripts each fill their blocks, but for the
/// micro sign, which is of no script.
pub fn script_of(letter: char) -> Option<Script> {
    match letter {
        '\u{b5}' => None,
        'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Some(Script::Hebrew),
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' => Some(Script::Arabic),
        _ => None,
    }
}

/// Small words of a language, each with the languages that have it as a word of their own, where
/// it says nothing.
struct Stopwords {
    language: &'static str,
    words: &'static [(&'static str, &'static str)],
}

impl Stopwords {
    /// How many of the words are of the list, in a text that should be in `expected`.
    fn count(&self, words: &[String], expected: Lang) -> usize {
        let is_telling = |word: &str| {
            self.words.iter().any(|(stopword, also)| {
                *stopword == word && !also.split(' ').any(|code| code == expected.language())
            })
        };
        words.iter().filter(|word| is_telling(word)).count()
    }
}

const LISTS: &[Stopwords] = &[
    Stopwords {
        language: "en",
        words: &[
            ("the", ""),
            ("of", "nl"),
            ("and", "da nb nn sv"),
            ("to", "cs da hr lt lv nb nn pl sk sl"),
            ("for", "da nb nn pt ro sv"),
            ("with", ""),
            ("from", ""),
            ("by", "cs da nb nn pl sk sv"),
            ("that", ""),
            ("this", ""),
            ("these", "de"),
            ("those", ""),
            ("are", "ro sv"),
            ("is", "da ga hu mt nb nl nn sv"),
            ("be", "da hu nb nn ro sv"),
            ("been", "nl"),
            ("was", "de nl"),
            ("were", ""),
            ("on", "cs et fi fr hr pl sk sl tr"),
            ("in", "de ga hr it mt nb nl nn ro sl sv tr"),
            ("at", "da nb nn sv tr"),
            ("an", "da de ga nb nn ro sv tr"),
            ("or", "fr ro"),
            ("not", "de nb nn ro"),
            ("we", "nl pl"),
            ("our", ""),
            ("your", ""),
            ("their", ""),
            ("its", ""),
            ("it", "ga mt"),
            ("they", ""),
            ("you", ""),
            ("which", ""),
            ("should", ""),
            ("would", ""),
            ("must", "de et"),
            ("can", "ro tr"),
            ("has", "es"),
            ("have", "da nb"),
            ("when", ""),
            ("what", ""),
            ("how", ""),
            ("than", ""),
            ("such", ""),
        ],
    },
    Stopwords {
        language: "fr",
        words: &[
            ("les", "cs nl sk sl"),
            ("des", "da de nl nn ro"),
            ("du", "da de nb nn sv"),
            ("une", ""),
            ("dans", "da de nb nl nn ro sv tr"),
            ("pour", ""),
            ("avec", ""),
            ("est", "et it ro"),
            ("sont", ""),
            ("et", "da nb nn"),
            ("qui", "it"),
            ("que", "es pt"),
            ("aux", ""),
            ("cette", ""),
            ("ces", ""),
            ("être", ""),
            ("plus", "cs da de en hr it lv nb nl nn pl ro sk sl sv"),
            ("sur", "da es nb nn ro sv"),
            ("leur", ""),
            ("nous", ""),
        ],
    },
    Stopwords {
        language: "de",
        words: &[
            ("der", "da lv nb nl nn tr"),
            ("die", "en nl"),
            ("das", "es pt"),
            ("und", ""),
            ("ist", ""),
            ("sind", "et"),
            ("mit", "da hu"),
            ("für", ""),
            ("nicht", ""),
            ("werden", "nl"),
            ("wird", ""),
            ("eine", ""),
            ("einer", "nn"),
            ("auf", ""),
            ("durch", ""),
            ("zur", ""),
            ("zum", ""),
            ("über", ""),
            ("den", "cs da nb nl nn sk sl sv"),
            ("dem", "da hr nb nn sv tr"),
            ("im", "hr nl pl"),
        ],
    },
];
