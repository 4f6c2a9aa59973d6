//! Where words may be broken, in the languages for which the layout has no patterns.

use std::sync::OnceLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

use crate::lang::Lang;

/// Who breaks the words of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphenation {
    /// The layout, by its own patterns.
    Layout,
    /// Soft hyphens that are put into the words before.
    SoftHyphens,
    /// Nobody: there are no patterns, and lines stay ragged.
    None,
}

impl Hyphenation {
    /// The words for it in documentation.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layout => "by the layout",
            Self::SoftHyphens => "soft hyphens",
            Self::None => "none",
        }
    }
}

impl Lang {
    /// Who breaks the words of the language.
    pub fn hyphenation(self) -> Hyphenation {
        match patterns(self) {
            _ if self.row().hyphenated => Hyphenation::Layout,
            Some(_) => Hyphenation::SoftHyphens,
            None => Hyphenation::None,
        }
    }
}

/// A word with soft hyphens (U+00AD) where it may be broken; none where it may not be broken, or the
/// language needs none.
pub fn soft_hyphenated(lang: Lang, word: &str) -> Option<String> {
    if lang.hyphenation() != Hyphenation::SoftHyphens {
        return None;
    }
    let breaks = patterns(lang)?.hyphenate(word).breaks;
    let mut out = String::with_capacity(word.len() + 2 * breaks.len());
    let mut from = 0;
    for at in breaks {
        out.push_str(word.get(from..at)?);
        out.push('\u{ad}');
        from = at;
    }
    out.push_str(word.get(from..)?);
    (from > 0).then_some(out)
}

/// Patterns of the TeX users' groups (CTAN: hyph-utf8).
fn patterns(lang: Lang) -> Option<&'static Standard> {
    static IRISH: OnceLock<Option<Standard>> = OnceLock::new();
    static LATVIAN: OnceLock<Option<Standard>> = OnceLock::new();
    static ROMANIAN: OnceLock<Option<Standard>> = OnceLock::new();
    let (cell, language) = match lang.language() {
        "ga" => (&IRISH, Language::Irish),
        "lv" => (&LATVIAN, Language::Latvian),
        "ro" => (&ROMANIAN, Language::Romanian),
        _ => return None,
    };
    cell.get_or_init(|| Standard::from_embedded(language).ok()).as_ref()
}
