//! Whether the letters of a text are those that Unicode and the language prescribe.

use std::ops::Range;

use paf_locale::{Direction, Lang};
use unicode_normalization::UnicodeNormalization;

use super::printed::runs;
use super::{Check, Finding, Wording, named};

pub(super) fn check(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let mut told: Vec<char> = Vec::new();
    for (at, c) in wording.printed.text().char_indices() {
        if told.contains(&c) {
            continue;
        }
        let range = at..at + c.len_utf8();
        let problem = wrong_letter(c, wording.lang())
            .filter(|_| !is_of_source(wording, at))
            .map(|right| letter(wording, c, right, range.clone()))
            .or_else(|| invisible(c, wording.lang()).map(|name| unseen(wording, c, name, range)));
        if let Some(finding) = problem {
            told.push(c);
            found.push(finding);
        }
    }
    decomposed(wording, found);
    dots(wording, found);
}

/// Letters that are written as others in a language, or in every one.
fn wrong_letter(c: char, lang: Lang) -> Option<&'static str> {
    Some(match (c, lang.language()) {
        ('ş', "ro") => "ș",
        ('Ş', "ro") => "Ș",
        ('ţ', "ro") => "ț",
        ('Ţ', "ro") => "Ț",
        ('ã', "ro") => "ă",
        ('Ã', "ro") => "Ă",
        ('õ', "hu") => "ő",
        ('Õ', "hu") => "Ő",
        ('û', "hu") => "ű",
        ('Û', "hu") => "Ű",
        // The Icelandic letter, which looks the same as a capital.
        ('Ð', "hr") => "Đ",
        ('ð', "hr") => "đ",
        ('Ǆ', _) => "DŽ",
        ('ǅ', _) => "Dž",
        ('ǆ', _) => "dž",
        ('Ǉ', _) => "LJ",
        ('ǈ', _) => "Lj",
        ('ǉ', _) => "lj",
        ('Ǌ', _) => "NJ",
        ('ǋ', _) => "Nj",
        ('ǌ', _) => "nj",
        ('Ĳ', _) => "IJ",
        ('ĳ', _) => "ij",
        ('ŉ', _) => "’n",
        ('Ŀ', _) => "L·",
        ('ŀ', _) => "l·",
        ('ﬀ', _) => "ff",
        ('ﬁ', _) => "fi",
        ('ﬂ', _) => "fl",
        ('ﬃ', _) => "ffi",
        ('ﬄ', _) => "ffl",
        ('\u{37e}', _) => ";",
        ('\u{387}', _) => "·",
        _ => return None,
    })
}

/// What a character is that nobody sees, or that no font has.
fn invisible(c: char, lang: Lang) -> Option<&'static str> {
    let is_right_to_left = lang.direction() == Direction::RightToLeft;
    Some(match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' if !is_right_to_left => "a zero-width joiner",
        // What turns whole words is an error wherever it stands.
        '\u{200e}' | '\u{200f}' | '\u{61c}' if !is_right_to_left => "a sign for the direction of text",
        '\u{2060}'..='\u{2064}' => "a word joiner",
        '\u{34f}' => "a grapheme joiner",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "a filler",
        '\u{17b4}' | '\u{17b5}' => "a vowel that is not seen",
        '\u{feff}' => "a byte order mark",
        '\u{fffc}' => "a sign for an object",
        '\u{fffd}' => "the sign for a letter that was lost",
        c if is_private(c) => "a letter of a private font",
        _ => return None,
    })
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

fn letter(wording: &Wording<'_>, c: char, right: &str, range: Range<usize>) -> Finding {
    let points: Vec<String> = right.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    let what = format!("has {}, which is written {right} ({})", named(c), points.join(" "));
    let help = again(wording, c, &format!("write {right} instead"));
    everywhere(wording, c, right, wording.error(Check::LetterForm, &what, range, &help))
}

fn unseen(wording: &Wording<'_>, c: char, name: &str, range: Range<usize>) -> Finding {
    let what = format!("has {name} (U+{:04X})", u32::from(c));
    let help = match c {
        '\u{fffd}' => "write the letter that was there",
        c if is_private(c) => "write the letter or sign that was meant, as Unicode has it",
        _ => "delete it; it often comes with text that is pasted from a word processor or a web page",
    };
    let is_lost = c == '\u{fffd}' || is_private(c);
    let finding = wording.error(Check::LetterForm, &what, range, &again(wording, c, help));
    if is_lost { finding } else { everywhere(wording, c, "", finding) }
}

/// Mends a character wherever it stands.
fn everywhere(wording: &Wording<'_>, c: char, right: &str, mut finding: Finding) -> Finding {
    for (at, found) in wording.printed.text().match_indices(c) {
        finding = finding.fixed(wording.fix(at..at + found.len(), right));
    }
    finding
}

/// Adds to a help how often there is something to do.
fn again(wording: &Wording<'_>, c: char, help: &str) -> String {
    match wording.printed.text().chars().filter(|other| *other == c).count() {
        0 | 1 => help.to_owned(),
        count => format!("{help}, {count} times in this text"),
    }
}

/// Whether the word around an offset stands in the source too: the name of a person or a place.
fn is_of_source(wording: &Wording<'_>, at: usize) -> bool {
    let Some(original) = wording.original() else { return false };
    let word = runs(wording.printed.text())
        .find(|(range, _)| range.contains(&at))
        .map(|(_, run)| run.trim_matches(|c: char| !c.is_alphanumeric()));
    word.is_some_and(|word| word.chars().count() > 1 && original.text().contains(word))
}

/// Words of which a letter and its accent are two characters, as some programs of Apple write them.
fn decomposed(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    // Letters that are told apart already are no reason to tell of the word.
    let known = |c: char| wrong_letter(c, wording.lang()).is_some();
    let words: Vec<(Range<usize>, &str)> = runs(wording.printed.text())
        .filter(|(_, run)| {
            let rest: String = run.chars().filter(|c| !known(*c)).collect();
            // Arabic and Hebrew vowels in the order in which they are typed are no fault.
            sorted(&composed(&rest)) != sorted(&rest)
        })
        .collect();
    let Some((range, word)) = words.first() else { return };
    let right = composed(word);
    let more = if words.len() > 1 { format!(", {} words in this text", words.len()) } else { String::new() };
    let help = format!("write `{right}`: each letter and its accent as one character{more}");
    let what = "has a word that is not in Unicode’s composed form (NFC)";
    let mut finding = wording.error(Check::LetterForm, what, range.clone(), &help);
    for (range, word) in &words {
        finding = finding.fixed(wording.fix(range.clone(), composed(word)));
    }
    found.push(finding);
}

/// A text with each letter and its accents as one character, where Unicode has it.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars
}

fn dots(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let text = wording.printed.text();
    let Some(at) = text.find("...") else { return };
    let end = at + text.get(at..).map_or(3, |rest| rest.len() - rest.trim_start_matches('.').len());
    let what = "has three full stops for an ellipsis";
    let finding = wording.warning(Check::LetterForm, what, at..end, "write … (U+2026)");
    found.push(finding.fixed(wording.fix(at..end, "…")));
}
