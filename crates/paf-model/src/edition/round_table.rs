//! The record of the round table that a country edition comes from.

use std::sync::Arc;

use super::ByKey;
use crate::content::Block;
use crate::decode::{Name, PlacedDate, PlainText, Str};
use crate::people::Organisation;
use crate::record;
use crate::text::Text;

record! {
    /// What a round table was and what came of it.
    pub struct RoundTable {
        /// The heading; the label `round-table` if left out.
        pub title: Option<Arc<Text>>,
        /// The heading where there is little room.
        pub short: Option<Arc<Text>>,
        /// The opening text.
        pub lead: Option<Arc<Text>>,
        /// The town, and the house.
        pub place: Name,
        /// The day.
        pub date: PlacedDate,
        /// The organisations that took part.
        pub organisations: Vec<Organisation>,
        /// The running content.
        pub body: Vec<Block>,
        /// What was agreed on recommendations, by their ids.
        pub outcomes: ByKey<Arc<Text>>,
        /// A photograph.
        pub photo: Option<Photo>,
    }
}

record! {
    /// A photograph.
    pub struct Photo {
        /// A picture in the folder of the edition, or in `framework/`.
        pub file: Str,
        /// What is seen on it, for those who cannot see it.
        pub alt: PlainText,
        /// Who took it.
        pub credit: Option<Name>,
    }
}
