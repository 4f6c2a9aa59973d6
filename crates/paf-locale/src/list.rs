//! Lists in running text.

use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};

use crate::lang::Lang;

/// The items joined as a sentence has them: `Rome, Paris and Vienna`. No item gives no text.
///
/// Source: CLDR by way of ICU4X, which also knows that Spanish writes "e" before a word in "i-" and
/// that Czech binds "a" to the next word.
pub fn join_and<S: AsRef<str>>(lang: Lang, items: &[S]) -> String {
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    ListFormatter::try_new_and(lang.locale().into(), options)
        .unwrap_or_else(|_| unreachable!("the data is compiled in, and a test covers all languages"))
        .format(items.iter().map(AsRef::as_ref))
        .to_string()
}
