//! Turns a language code into the facts of how that language is set.
//!
//! A fact has one of three homes: the table in `table.rs`, CLDR as ICU4X carries it, or a rule of
//! this crate that overrides CLDR and says why. Nothing here reads a file, a clock or the
//! environment, so the same input gives the same text on every machine.

mod collation;
mod countries;
mod date;
mod detection;
mod house_style;
mod hyphenation;
mod lang;
mod list;
mod nation;
mod number;
mod number_words;
mod plural;
mod punctuation;
mod quotes;
mod script;
mod table;

pub use collation::{Collator, collator};
pub use date::{Date, DateError, long_date, month_year};
pub use detection::{Reason, guess_wrong_language, is_untranslated, script_of, share_of_script};
pub use house_style::{HouseStyle, UnknownHouseStyle};
pub use hyphenation::{Hyphenation, soft_hyphenated};
pub use lang::{Direction, Lang, UnknownLang, script};
pub use list::join_and;
pub use nation::{Nation, country_meant, is_country};
pub use number::{NotANumber, decimal, number};
pub use number_words::{capitalised, number_word};
pub use punctuation::{
    APOSTROPHE, Gap, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, SentenceMarks, gap_before, sentence_marks,
};
pub use quotes::{Quotes, quotes};
pub use script::Script;
