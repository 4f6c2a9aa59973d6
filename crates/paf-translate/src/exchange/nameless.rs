//! Texts that came back without their keys.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

/// From how many texts on they are told together.
const MANY: usize = 12;

/// How a format speaks of its texts and their keys.
pub(super) struct Words {
    pub(super) rule: Rule,
    /// What is said of one text.
    pub(super) one: &'static str,
    /// What to do about one text.
    pub(super) help: &'static str,
    /// Several texts: `entries`.
    pub(super) texts: &'static str,
    /// What they have none of, with its article: `a `msgctxt``.
    pub(super) key: &'static str,
}

/// Refuses texts without keys, beside which there are `others`: one by one, or in one where they are many
/// or there is nothing else.
pub(super) fn refuse(
    places: &[Place],
    others: usize,
    words: &Words,
    origin: Option<&str>,
    diagnostics: &mut Diagnostics,
) {
    let Some(first) = places.first() else { return };
    let (count, all) = (places.len(), places.len() + others);
    if count == 1 || (others > 0 && count <= MANY) {
        let each =
            |place: &Place| Diagnostic::error(words.rule, words.one).at(place.clone()).help(words.help);
        return diagnostics.extend(places.iter().map(each));
    }
    let Words { texts, key, .. } = words;
    let message = match others {
        0 => format!("none of the {count} {texts} has {key}, so nobody can tell which texts they are"),
        _ => {
            format!("{count} of the {all} {texts} do not have {key}, so nobody can tell which texts they are")
        }
    };
    let said = Diagnostic::error(Rule::Delivery, message).at_with(first.clone(), "the first of them");
    diagnostics.push(
        said.help(format!(
            "deliver the file that was sent out: there, each has {key}, as in `leaflet.title`"
        ))
        .help_if(origin.map(belongs_to)),
    );
}

/// Where a file comes from, by its own word.
pub fn belongs_to(origin: &str) -> String {
    format!("see whether it is the right file: by its own word it belongs to `{origin}`")
}
