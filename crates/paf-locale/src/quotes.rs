//! Quotation marks by language and house style.

use crate::house_style::HouseStyle;
use crate::lang::Lang;
use crate::table::Marks;

/// The quotation marks of a language, spaces inside the marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Opening and closing mark of each level, outermost first. There is at least one; only the
    /// levels that a source states are given.
    pub levels: &'static [(&'static str, &'static str)],
}

impl Quotes {
    /// The marks of a quotation inside `depth` others. Beyond the last level known, the levels
    /// start again.
    pub fn at(self, depth: usize) -> (&'static str, &'static str) {
        self.levels[depth % self.levels.len()]
    }
}

/// CLDR 48.2, `fr-CH`: the one region of a supported language whose marks are its own.
const SWISS_FRENCH: Marks = &[("«", "»"), ("‹", "›")];

/// The quotation marks of a language.
///
/// Sources: for `eu-isg` the Publications Office's Formex 4
/// (<http://formex.publications.europa.eu/formex-4/physspec/formex-4-character-encoding-c02.htm>)
/// and section 6.4 of the Interinstitutional Style Guide; for `national` CLDR. The guide is silent
/// on languages that are not official in the Union: they have their national marks in both styles.
pub fn quotes(lang: Lang, style: HouseStyle) -> Quotes {
    let row = lang.row();
    let levels = match style {
        HouseStyle::EuIsg => row.eu_isg.unwrap_or(row.national),
        HouseStyle::National if lang.code() == "fr-CH" => SWISS_FRENCH,
        HouseStyle::National => row.national,
    };
    Quotes { levels }
}
