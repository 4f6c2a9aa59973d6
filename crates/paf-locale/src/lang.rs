//! Supported languages and what each is called.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::Locale;

use crate::countries::HOMES;
use crate::script::Script;
use crate::table::{MISTAKEN_CODES, MISTAKEN_REGIONS, PSEUDO, Row, TABLE};

/// A supported language, with the region of a country edition where the code names one.
///
/// Languages sort in the order of language versions of the Interinstitutional Style Guide (7.2.1),
/// regional variants after the language itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    /// Index into the table.
    row: u8,
    /// Index into the row's tags; 0 is the language without a region.
    tag: u8,
}

impl Lang {
    /// English, the language a framework is written in unless it says otherwise.
    pub const ENGLISH: Self = Self { row: 7, tag: 0 };

    /// Reads a code: two lower-case letters, then `-` and a country of Europe where an edition
    /// needs it (`pt`, `de-AT`). Codes are parts of file names, so there is one spelling of each.
    pub fn parse(code: &str) -> Result<Self, UnknownLang> {
        find(code).ok_or_else(|| UnknownLang { code: code.to_owned(), candidates: candidates(code) })
    }

    /// Reads a code as [`Self::parse`] does; one with a country for which nothing is known stands for the
    /// language alone (`pt-BR` for `pt`).
    pub fn parse_or_near(code: &str) -> Result<Self, UnknownLang> {
        Self::parse(code).or_else(|unknown| Self::without_unknown_region(code).ok_or(unknown))
    }

    /// The language of a code whose country is well written and of no matter here.
    fn without_unknown_region(code: &str) -> Option<Self> {
        let (language, region) = code.split_once('-')?;
        let is_letters = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_digits = region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit());
        // Where another spelling is meant, that one is asked for.
        let is_mistaken = MISTAKEN_REGIONS.iter().any(|(wrong, _)| *wrong == region);
        find(language).filter(|_| (is_letters || is_digits) && !is_mistaken)
    }

    /// Every supported language without a region, the official languages of the European Union
    /// first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        // The table has some thirty rows (a test counts them), far below 256.
        (0..TABLE.len() - PSEUDO).map(|row| Self { row: row as u8, tag: 0 })
    }

    /// The pseudo-languages: accents and expansion, right to left, the longest of all translations.
    pub fn pseudo() -> impl ExactSizeIterator<Item = Self> {
        (TABLE.len() - PSEUDO..TABLE.len()).map(|row| Self { row: row as u8, tag: 0 })
    }

    /// Whether it is a language that nobody speaks, made to find hard-coded text and overflow.
    pub fn is_pseudo(self) -> bool {
        usize::from(self.row) >= TABLE.len() - PSEUDO
    }

    /// The code, with the region if there is one: `de-AT`.
    pub fn code(self) -> &'static str {
        self.row().tags[usize::from(self.tag)]
    }

    /// The code of the language alone: `de`.
    pub fn language(self) -> &'static str {
        self.row().tags[0]
    }

    /// The country of the edition: `AT`.
    pub fn region(self) -> Option<&'static str> {
        self.code().split_once('-').map(|(_, region)| region)
    }

    /// Whether a country, by its code, is one of which the language without a region is written:
    /// `de` is that of `DE`, and not that of `CH`.
    pub fn is_spoken_in(self, country: &str) -> bool {
        let homes = HOMES.iter().find(|(code, _)| *code == self.language());
        homes.is_some_and(|(_, countries)| countries.iter().any(|home| home.eq_ignore_ascii_case(country)))
    }

    /// The language without its region.
    #[must_use]
    pub fn without_region(self) -> Self {
        Self { tag: 0, ..self }
    }

    /// The language's name in the language itself, as in a menu of languages: `Deutsch`,
    /// `français`.
    pub fn endonym(self) -> &'static str {
        self.row().endonym
    }

    /// The language's name in English, for messages.
    pub fn english_name(self) -> &'static str {
        self.row().english_name
    }

    /// The direction of the text.
    pub fn direction(self) -> Direction {
        match self.row().script {
            Script::Latin if self.language() == "qpb" => Direction::RightToLeft,
            Script::Arabic | Script::Hebrew => Direction::RightToLeft,
            Script::Latin | Script::Greek | Script::Cyrillic => Direction::LeftToRight,
        }
    }

    /// Whether it is one of the 24 official languages of the European Union.
    pub fn eu_official(self) -> bool {
        self.row().eu_official
    }

    /// The place among the 24 official languages, from 1, in the order of language versions
    /// (Interinstitutional Style Guide 7.2.1).
    pub fn eu_order(self) -> Option<u8> {
        // The official languages are the first rows, in this order; a test compares.
        self.eu_official().then(|| self.row + 1)
    }

    /// The script the language is written in.
    pub fn script(self) -> Script {
        self.row().script
    }

    /// The mark between the whole and the fraction of a number, in both house styles
    /// (Interinstitutional Style Guide 6.5; CLDR).
    pub fn decimal_separator(self) -> char {
        self.row().decimal
    }

    /// Whether Typst can hyphenate the language. It leaves the others unbroken without a word, so
    /// they are set ragged.
    pub fn has_hyphenation(self) -> bool {
        self.row().hyphenated
    }

    /// The `lang` of Typst's `text`.
    pub fn typst_lang(self) -> &'static str {
        self.language()
    }

    /// The `region` of Typst's `text`. English and Portuguese have one even if the code names
    /// none, since alone they stand for the United States and Brazil in most tables.
    pub fn typst_region(self) -> Option<&'static str> {
        self.region().or(self.row().typst_region)
    }

    pub(crate) fn row(self) -> &'static Row {
        &TABLE[usize::from(self.row)]
    }

    /// What ICU is asked for.
    pub(crate) fn locale(self) -> Locale {
        let row = self.row();
        // Where the row names a region, it holds in every edition: the bare language is not the one
        // meant here, and a region that CLDR does not know (`en-HR`, `pt-FR`) would fall back to it.
        let tag = if row.locale == row.tags[0] { self.code() } else { row.locale };
        Locale::try_from_str(tag).unwrap_or_else(|_| unreachable!("a test parses the tags of all languages"))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::parse(code)
    }
}

/// The script the language is written in.
pub fn script(lang: Lang) -> Script {
    lang.script()
}

/// The direction of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As in Greek.
    LeftToRight,
    /// As in Arabic.
    RightToLeft,
}

impl Direction {
    /// `ltr` or `rtl`, as Typst and HTML spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A code that is not that of a supported language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLang {
    /// The code as written.
    pub code: String,
    /// The languages that may be meant, the likeliest first; empty if nothing is near.
    pub candidates: Vec<Lang>,
}

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no supported language has the code \"{}\"", self.code)
    }
}

impl std::error::Error for UnknownLang {}

fn find(code: &str) -> Option<Lang> {
    TABLE.iter().zip(0..).find_map(|(row, index)| {
        row.tags.iter().zip(0..).find(|(tag, _)| **tag == code).map(|(_, tag)| Lang { row: index, tag })
    })
}

/// The languages that may be meant by something that is not a code.
fn candidates(written: &str) -> Vec<Lang> {
    let mut parts = written.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let region = parts.next_back().map(|part| {
        let part = part.to_ascii_uppercase();
        let mistaken = MISTAKEN_REGIONS.iter().find(|(wrong, _)| *wrong == part);
        mistaken.map_or(part, |(_, right)| (*right).to_owned())
    });

    languages_named(&language, written)
        .into_iter()
        .map(|lang| {
            region.as_ref().and_then(|region| find(&format!("{}-{region}", lang.code()))).unwrap_or(lang)
        })
        .collect()
}

fn languages_named(code: &str, name: &str) -> Vec<Lang> {
    if let Some(lang) = find(code) {
        return vec![lang];
    }
    if let Some((_, codes)) = MISTAKEN_CODES.iter().find(|(wrong, _)| *wrong == code) {
        return codes.iter().filter_map(|code| find(code)).collect();
    }
    let name = name.to_lowercase();
    Lang::all()
        .filter(|lang| {
            let row = lang.row();
            row.iso_639_3 == code
                || row.endonym.to_lowercase() == name
                || row.english_name.to_lowercase() == name
        })
        .collect()
}
