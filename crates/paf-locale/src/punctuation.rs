//! Punctuation by language and house style: the marks that differ, and the space before each.

use crate::house_style::HouseStyle;
use crate::lang::Lang;

/// The apostrophe of every language, in both house styles.
pub const APOSTROPHE: char = '\u{2019}';

/// The space at which no line breaks.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// The same, narrower.
pub const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// The marks within and at the end of a sentence that are not the same in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceMarks {
    /// Between the parts of a sentence.
    pub comma: char,
    /// Between sentences that belong together.
    pub semicolon: char,
    /// After a question.
    pub question: char,
}

/// The comma, semicolon and question mark of a language.
pub fn sentence_marks(lang: Lang) -> SentenceMarks {
    match lang.language() {
        // Unicode's own Greek question mark, U+037E, is the same character as the semicolon.
        "el" => SentenceMarks { comma: ',', semicolon: '\u{b7}', question: ';' },
        "ar" => SentenceMarks { comma: '،', semicolon: '؛', question: '؟' },
        _ => SentenceMarks { comma: ',', semicolon: ';', question: '?' },
    }
}

/// What stands between a word or number and the mark after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// This space, at which no line breaks.
    Space(char),
    /// What writers choose: no source settles it.
    Open,
}

/// The gap before a mark.
///
/// Sources: for `eu-isg` sections 6.4 and 6.5 of the Interinstitutional Style Guide, which sets no
/// space before a mark in any language, French included, and a hard space before a percent sign;
/// for `national` the rules of the Imprimerie nationale in French. National styles differ on the
/// percent sign, and Swiss French on its own spaces.
pub fn gap_before(mark: char, lang: Lang, style: HouseStyle) -> Gap {
    let is_national_french = style == HouseStyle::National && lang.language() == "fr";
    match mark {
        '%' | '‰' | '°' if style == HouseStyle::EuIsg && lang.eu_official() => Gap::Space(NO_BREAK_SPACE),
        '%' | '‰' | '°' => Gap::Open,
        ';' | '!' | '?' | ':' if is_national_french && lang.region() == Some("CH") => Gap::Open,
        ':' if is_national_french => Gap::Space(NO_BREAK_SPACE),
        ';' | '!' | '?' if is_national_french => Gap::Space(NARROW_NO_BREAK_SPACE),
        _ => Gap::None,
    }
}
