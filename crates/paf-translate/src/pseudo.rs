//! Translations into languages that nobody speaks, which show what a layout and its templates take
//! for granted.

use std::sync::Arc;

use paf_locale::Lang;
use paf_model::Text;
use paf_model::markup::{self, Count, CountStyle, Inline};
use paf_model::text::TextKind;

use crate::Catalogue;

/// A kind of pseudo-language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pseudo {
    /// Accents on every letter and a third more length, in brackets: shows text that is not
    /// translated, and text that is cut off.
    Accents,
    /// The same words from right to left: shows what does not turn round.
    RightToLeft,
    /// The longest real translation of each text: shows whether every language will fit.
    Longest,
}

impl Pseudo {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Accents, Self::RightToLeft, Self::Longest];

    /// The language code that stands for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accents => "qpa",
            Self::RightToLeft => "qpb",
            Self::Longest => "qpl",
        }
    }

    /// The language that stands for it.
    pub fn lang(self) -> Option<Lang> {
        Lang::parse(self.code()).ok()
    }
}

/// The pseudo-translation of a text, written as content is. Marks, placeholders, addresses and the
/// words in `keep` stay what they are.
pub fn translate(text: &Text, kind: Pseudo, keep: &[&str], real: &[&Catalogue]) -> String {
    match kind {
        Pseudo::Longest => longest(text, real),
        Pseudo::Accents => {
            let inner = changed(text, &|words| accented(words, keep));
            let padding = padding(text.plain().chars().count());
            format!("[{inner}{padding}]")
        }
        Pseudo::RightToLeft => changed(text, &|words| turned(words, keep)),
    }
}

fn longest(text: &Text, real: &[&Catalogue]) -> String {
    let length = |text: &Text| text.plain().chars().count();
    let translations = real.iter().filter_map(|catalogue| catalogue.get(&text.key).map(Arc::as_ref));
    let longest = translations.chain([text]).max_by_key(|text| length(text)).unwrap_or(text);
    longest.written.text().to_owned()
}

fn changed(text: &Text, change: &dyn Fn(&str) -> String) -> String {
    if text.kind == TextKind::Plain {
        return outside_placeholders(text.written.text(), change);
    }
    let mut inlines = text.inlines.clone();
    change_words(&mut inlines, change);
    markup::write(&inlines)
}

fn change_words(inlines: &mut [Inline], change: &dyn Fn(&str) -> String) {
    for inline in inlines {
        match inline {
            Inline::Words { text, .. } => *text = change(text),
            // An address that is printed as it is stays what it is.
            Inline::Link { url, body, .. } if url.contains(&markup::plain(body)) => {}
            Inline::Count(Count { style: CountStyle::Forms(forms), .. }) => {
                forms.iter_mut().for_each(|form| form.text = change(&form.text));
            }
            inline => change_words(inline.body_mut().map_or(&mut [], |body| body), change),
        }
    }
}

/// A plain text has no tree, but it may have placeholders.
fn outside_placeholders(text: &str, change: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        out.push_str(&change(before));
        out.push_str(&format!("{{{name}}}"));
        rest = behind;
    }
    out + &change(rest)
}

/// Each word on its own, spaces as they are.
fn by_words(text: &str, keep: &[&str], change: impl Fn(&str) -> String) -> String {
    let is_kept = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        keep.contains(&bare) || word.contains("://") || word.contains('@')
    };
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            let space = piece.get(word.len()..).unwrap_or_default();
            if is_kept(word) { piece.to_owned() } else { change(word) + space }
        })
        .collect()
}

fn accented(words: &str, keep: &[&str]) -> String {
    by_words(words, keep, |word| word.chars().map(accent).collect())
}

fn accent(c: char) -> char {
    const PLAIN: &str = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ";
    const ACCENTED: &str = "áçďéğĥíĵķľñöřšťůŵýžÁÇĎÉĞĤÍĴĶĽÑÖŘŠŤŮŴÝŽ";
    let at = PLAIN.chars().position(|plain| plain == c);
    at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(c)
}

/// Each word between marks that turn its letters round (Unicode Standard Annex 9, 2.4).
fn turned(words: &str, keep: &[&str]) -> String {
    by_words(
        words,
        keep,
        |word| {
            if word.is_empty() { String::new() } else { format!("\u{202e}{word}\u{202c}") }
        },
    )
}

/// What a text of so many characters grows by: the upper ends of the table that IBM's guidelines
/// for globalised interfaces give (A3), in words, so that lines can break.
fn padding(characters: usize) -> String {
    const WORDS: [&str; 5] = ["ǫne", "twö", "thrée", "föur", "fîve"];
    let percent = match characters {
        0..=10 => 200,
        11..=20 => 100,
        21..=30 => 80,
        31..=50 => 60,
        51..=70 => 40,
        _ => 30,
    };
    let wanted = characters * percent / 100;
    let mut out = String::new();
    let mut words = WORDS.iter().cycle();
    while out.chars().count() < wanted {
        out.push(' ');
        out.push_str(words.next().copied().unwrap_or_default());
    }
    out
}
