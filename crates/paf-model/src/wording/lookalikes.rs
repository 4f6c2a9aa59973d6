//! Whether letters of another script stand in a word, where nobody sees them.

use std::collections::BTreeSet;
use std::ops::Range;

use paf_locale::{Script, script_of};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::printed::Printed;
use super::{Check, Finding, Standing, Wording, named};

/// Letters that look the same: Latin, Cyrillic, Greek; `-` where a script has none.
const TWINS: [(char, char, char); 40] = [
    ('a', 'а', 'α'),
    ('c', 'с', '-'),
    ('e', 'е', 'ε'),
    ('h', 'һ', '-'),
    ('i', 'і', 'ι'),
    ('j', 'ј', '-'),
    ('k', 'к', 'κ'),
    ('n', '-', 'η'),
    ('o', 'о', 'ο'),
    ('p', 'р', 'ρ'),
    ('s', 'ѕ', '-'),
    ('t', '-', 'τ'),
    ('u', '-', 'υ'),
    ('v', '-', 'ν'),
    ('w', '-', 'ω'),
    ('x', 'х', 'χ'),
    ('y', 'у', 'γ'),
    ('A', 'А', 'Α'),
    ('B', 'В', 'Β'),
    ('C', 'С', '-'),
    ('E', 'Е', 'Ε'),
    ('H', 'Н', 'Η'),
    ('I', 'І', 'Ι'),
    ('J', 'Ј', '-'),
    ('K', 'К', 'Κ'),
    ('M', 'М', 'Μ'),
    ('N', '-', 'Ν'),
    ('O', 'О', 'Ο'),
    ('P', 'Р', 'Ρ'),
    ('S', 'Ѕ', '-'),
    ('T', 'Т', 'Τ'),
    ('X', 'Х', 'Χ'),
    ('Y', 'У', 'Υ'),
    ('Z', '-', 'Ζ'),
    ('-', 'Ф', 'Φ'),
    ('-', 'ф', 'φ'),
    ('-', 'Г', 'Γ'),
    ('-', 'П', 'Π'),
    ('-', 'п', 'π'),
    ('-', 'Л', 'Λ'),
];

/// Greek letters that stand for themselves in a word of another script: `TNFα`.
const SYMBOLS: &str = "αβγδεζηθκλμπρστφχψω";

/// The letter that looks like `c` in another script.
fn twin(c: char, script: Script) -> Option<char> {
    let base = base(c);
    let own = |(latin, cyrillic, greek): &&(char, char, char)| [*latin, *cyrillic, *greek].contains(&base);
    let (latin, cyrillic, greek) = TWINS.iter().find(own)?;
    let twin = match script {
        Script::Latin => *latin,
        Script::Cyrillic => *cyrillic,
        Script::Greek => *greek,
        Script::Arabic | Script::Hebrew => '-',
    };
    Some(twin).filter(|twin| *twin != '-' && base.is_alphabetic())
}

/// The Latin letter that a letter of another script looks like.
pub fn latin_twin(c: char) -> Option<char> {
    twin(c, Script::Latin).filter(|_| script_of(c) != Some(Script::Latin))
}

/// Whether a text has letters of another script that look like Latin ones.
pub fn is_disguised(text: &str) -> bool {
    text.chars().any(|c| latin_twin(c).is_some())
}

fn base(c: char) -> char {
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(c)
}

pub(super) fn check(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let home = wording.lang().script();
    let words = words(wording.printed);
    let of_source = wording.original().map(self::words).unwrap_or_default();
    let of_source: BTreeSet<String> = of_source.into_iter().map(|word| word.text).collect();
    let seen = seen(wording, &words);
    for (index, word) in words.iter().enumerate() {
        if of_source.contains(&word.text) {
            continue;
        }
        let letter = if word.is_mixed() {
            word.intruder(home)
        } else if is_foreign(wording, &seen, word) {
            None
        } else {
            let before = index.checked_sub(1).and_then(|before| words.get(before));
            word.stranger(home, wording.printed, [before, words.get(index + 1)])
        };
        if let Some((letter, home)) = letter {
            found.push(report(wording, word, letter, home));
        }
    }
}

/// Whether a word of another script is at home where it stands: in what others published, which may be in any
/// language, and in a name that has another word of its script.
fn is_foreign(wording: &Wording<'_>, seen: &[Script], word: &Word) -> bool {
    let Some((.., own)) = word.letters.first() else { return false };
    match wording.standing {
        Standing::Published => true,
        Standing::Source => seen.contains(own),
        Standing::Translation(_) => false,
    }
}

/// The scripts of which some letter looks like none of the language's.
fn seen(wording: &Wording<'_>, words: &[Word]) -> Vec<Script> {
    let home = wording.lang().script();
    let scripts = [Script::Latin, Script::Cyrillic, Script::Greek].into_iter();
    let is_seen = |script: &Script| {
        let mut letters = words.iter().flat_map(|word| &word.letters);
        letters.any(|(_, c, other)| other == script && twin(*c, home).is_none())
    };
    scripts.filter(is_seen).collect()
}

fn report(wording: &Wording<'_>, word: &Word, (at, c): (usize, char), home: Script) -> Finding {
    let script = script_of(c).map_or("foreign", Script::as_str);
    let home_name = home.as_str();
    let what =
        format!("has the {script} letter {} in `{}`, where a {home_name} one is meant", named(c), word.text);
    let range = at..at + c.len_utf8();
    let Some(right) = twin(c, home) else {
        return wording.error(Check::LookAlike, &what, range, &format!("write the {home_name} letter"));
    };
    let help = format!("write {}, the {home_name} letter", named(right));
    let mut finding = wording.error(Check::LookAlike, &what, range, &help);
    let strangers = word.letters.iter().filter(|(.., script)| *script != home);
    for (at, c, right) in strangers.filter_map(|(at, c, _)| Some((*at, *c, twin(*c, home)?))) {
        finding = finding.fixed(wording.fix(at..at + c.len_utf8(), right));
    }
    finding
}

/// A run of letters; hyphens, digits and apostrophes part words.
struct Word {
    text: String,
    range: Range<usize>,
    /// The letters of the three scripts that have twins.
    letters: Vec<(usize, char, Script)>,
}

fn words(printed: &Printed) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Addresses too: in them a foreign letter leads astray.
    let letters = printed.text().char_indices().filter(|(_, c)| c.is_alphabetic() || is_combining_mark(*c));
    for (at, c) in letters {
        if words.last().is_none_or(|word| word.range.end != at) {
            words.push(Word { text: String::new(), range: at..at, letters: Vec::new() });
        }
        let Some(word) = words.last_mut() else { continue };
        word.text.push(c);
        word.range.end = at + c.len_utf8();
        if let Some(script @ (Script::Latin | Script::Cyrillic | Script::Greek)) = script_of(c) {
            word.letters.push((at, c, script));
        }
    }
    words
}

impl Word {
    fn is_mixed(&self) -> bool {
        self.letters
            .iter()
            .any(|(.., script)| self.letters.first().is_some_and(|(.., first)| first != script))
    }

    fn count(&self, script: Script) -> usize {
        self.letters.iter().filter(|(.., other)| *other == script).count()
    }

    /// In a mixed word the first letter that looks like one of the script of the others, with that script.
    fn intruder(&self, home: Script) -> Option<((usize, char), Script)> {
        let mut scripts = [Script::Latin, Script::Cyrillic, Script::Greek];
        scripts.sort_by_key(|script| std::cmp::Reverse((self.count(*script), *script == home)));
        for main in scripts.into_iter().filter(|script| self.count(*script) > 0) {
            let foreign: Vec<_> = self.letters.iter().filter(|(.., script)| *script != main).collect();
            if self.is_symbol(&foreign) {
                return None;
            }
            // A letter that looks like no other one is seen, and meant.
            let is_hidden = foreign.iter().all(|(_, c, _)| twin(*c, main).is_some());
            if let Some((at, c, _)) = foreign.first().filter(|_| is_hidden) {
                return Some(((*at, *c), main));
            }
        }
        None
    }

    /// Whether the foreign letter is a Greek symbol at the edge of an acronym: `TNFα`.
    fn is_symbol(&self, foreign: &[&(usize, char, Script)]) -> bool {
        let [(at, c, Script::Greek)] = foreign else { return false };
        let is_edge = *at == self.range.start || at + c.len_utf8() == self.range.end;
        let is_acronym = self.letters.iter().all(|(_, other, _)| other == c || other.is_uppercase());
        SYMBOLS.contains(*c) && is_edge && is_acronym
    }

    /// In a word of one script, its first letter where the whole word looks like one of the language's.
    fn stranger(
        &self,
        home: Script,
        printed: &Printed,
        neighbours: [Option<&Self>; 2],
    ) -> Option<((usize, char), Script)> {
        let (at, c, script) = *self.letters.first()?;
        let is_disguised = self.letters.iter().all(|(_, c, _)| twin(*c, home).is_some());
        let is_symbol = script == Script::Greek && self.letters.len() == 1 && SYMBOLS.contains(c);
        if script == home || !is_disguised || is_symbol {
            return None;
        }
        // Latin words and acronyms are at home in every text: only the smallest words are suspicious.
        let is_short = self.letters.len() <= 2 && self.letters.iter().all(|(_, c, _)| c.is_lowercase());
        let of_home = |word: &&Self| word.letters.iter().any(|(.., script)| *script == home);
        let is_alone = neighbours.iter().flatten().count() > 0 && neighbours.iter().flatten().all(of_home);
        let edges = [printed.char_before(self.range.start), printed.char_after(self.range.end)];
        let is_bare = edges
            .into_iter()
            .flatten()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?'));
        let is_told = script != Script::Latin || is_short && is_alone && is_bare && self.text != "x";
        is_told.then_some(((at, c), home))
    }
}
