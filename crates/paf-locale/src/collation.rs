//! Sorting as each language sorts.

use std::cmp::Ordering;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;

use crate::lang::Lang;

/// Compares texts as the dictionaries of a language do. Made once and used for a whole list.
#[derive(Debug)]
pub struct Collator(CollatorBorrowed<'static>);

/// The collator of a language.
///
/// Source: CLDR's tailoring of the Unicode Collation Algorithm by way of ICU4X, at the third level:
/// letters first, then accents, then case.
pub fn collator(lang: Lang) -> Collator {
    let collator = CollatorBorrowed::try_new(lang.locale().into(), CollatorOptions::default())
        .unwrap_or_else(|_| unreachable!("the data is compiled in, and a test covers all languages"));
    Collator(collator)
}

impl Collator {
    /// The order of two texts.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0.compare(left, right)
    }

    /// Sorts things by a text of each. Things with equal texts keep their order.
    pub fn sort_by_key<T>(&self, things: &mut [T], key: impl Fn(&T) -> &str) {
        things.sort_by(|left, right| self.compare(key(left), key(right)));
    }
}
