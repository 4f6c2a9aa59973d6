//! The organisations that make a country edition, which its covers show.

use paf_diag::{Diagnostic, Diagnostics, Rule};

use super::Edition;
use crate::decode::{Id, PlainText, Str};
use crate::record;

/// How many a cover has room for.
const MOST: usize = 6;

record! {
    /// An organisation that makes a country edition.
    pub struct Organiser {
        /// Its id.
        pub id: Id,
        /// The name in the language of the edition, which covers show where there is no logo; others have it from their catalogues.
        pub name: PlainText,
        /// Its logo, a picture in the edition's folder, used with permission only.
        pub logo: Option<Str>,
        /// What the logo says, for those who cannot see it; the name if left out.
        pub alt: Option<PlainText>,
    }
}

/// The path of an organiser's logo below the root.
pub fn path_of_logo(edition: &str, logo: &Str) -> String {
    format!("framework/editions/{edition}/{}", logo.as_str())
}

impl Edition {
    /// Reports organisers for whom the covers have no room.
    pub(crate) fn check_organisers(&self, diagnostics: &mut Diagnostics) {
        if let Some(first) = self.organisers.get(MOST) {
            let message = format!(
                "the covers have room for {MOST} organisers, and these are {}",
                self.organisers.len()
            );
            diagnostics.push(
                Diagnostic::error(Rule::OutOfRange, message)
                    .at_with(first.id.place().clone(), "one too many")
                    .help("name the others below `add`, in `partners.organisations`: the report lists all of them"),
            );
        }
    }
}
