//! The inks of a document: the colour All and the spot colours it uses.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::resolved;

/// The resource name of the colour that prints on every plate.
pub(super) const ALL: &str = "PressAll";

/// Colorants that are no spot colours (ISO 32000-1, 8.6.6.4).
const NO_SPOTS: [&[u8]; 6] = [b"All", b"None", b"Cyan", b"Magenta", b"Yellow", b"Black"];

/// What can be printed with.
#[derive(Debug, Clone)]
pub(super) struct Inks {
    all: ObjectId,
    /// The spot colours by name, each with the colour space by which the document uses it.
    spots: BTreeMap<Vec<u8>, Object>,
}

impl Inks {
    /// Adds the colour All to a document and looks for its spot colours.
    pub(super) fn of(document: &mut Document) -> Self {
        let spots = spots(document);
        let all = document.add_object(all_plates());
        Self { all, spots }
    }

    /// How many spot colours there are.
    pub(super) fn spots(&self) -> usize {
        self.spots.len()
    }

    /// All plates: process inks first, then spot colours by name.
    pub(super) fn plates(&self) -> String {
        let process = ["Cyan", "Magenta", "Yellow", "Black"].map(str::to_owned);
        let spots = self.spots.keys().map(|name| String::from_utf8_lossy(name).into_owned());
        process.into_iter().chain(spots).collect::<Vec<_>>().join(", ")
    }

    /// The resource name of a spot colour, counted from 0.
    pub(super) fn spot(at: usize) -> String {
        format!("PressSpot{at}")
    }

    /// The colour spaces under the names that the marks use.
    pub(super) fn colour_spaces(&self, with_spots: bool) -> Dictionary {
        let mut spaces = Dictionary::new();
        spaces.set(ALL, Object::Reference(self.all));
        if with_spots {
            for (at, space) in self.spots.values().enumerate() {
                spaces.set(Self::spot(at), space.clone());
            }
        }
        spaces
    }
}

/// `[/Separation /All /DeviceCMYK f]`, full ink on every plate.
fn all_plates() -> Object {
    let numbers =
        |values: &[i64]| Object::Array(values.iter().map(|value| Object::Integer(*value)).collect());
    let mut function = Dictionary::new();
    function.set("FunctionType", 2);
    function.set("Domain", numbers(&[0, 1]));
    function.set("C0", numbers(&[0, 0, 0, 0]));
    function.set("C1", numbers(&[1, 1, 1, 1]));
    function.set("N", 1);
    let names = ["Separation", "All", "DeviceCMYK"].map(|name| Object::Name(name.as_bytes().to_vec()));
    let mut space = names.to_vec();
    space.push(Object::Dictionary(function));
    Object::Array(space)
}

/// The spot colours of everything that the document still refers to.
fn spots(document: &mut Document) -> BTreeMap<Vec<u8>, Object> {
    let used = document.traverse_objects(|_| {});
    let mut found = BTreeMap::new();
    for id in used {
        if let Ok(object) = document.get_object(id) {
            // An array of its own is named by reference, so that it is not in the file twice.
            if let Some(name) = spot_name(document, object) {
                found.entry(name).or_insert(Object::Reference(id));
            }
            look_within(document, object, &mut found);
        }
    }
    found
}

fn look_within(document: &Document, object: &Object, found: &mut BTreeMap<Vec<u8>, Object>) {
    let dictionary = match object {
        Object::Array(items) => {
            items.iter().for_each(|item| look_at(document, item, found));
            return;
        }
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    dictionary.iter().for_each(|(_, value)| look_at(document, value, found));
}

fn look_at(document: &Document, object: &Object, found: &mut BTreeMap<Vec<u8>, Object>) {
    if let Some(name) = spot_name(document, object) {
        found.entry(name).or_insert_with(|| object.clone());
    }
    look_within(document, object, found);
}

/// The colorant of `[/Separation name alternate function]` where it is a spot colour.
fn spot_name(document: &Document, object: &Object) -> Option<Vec<u8>> {
    let [family, name, _, _] = object.as_array().ok()?.as_slice() else { return None };
    let family = resolved(document, family)?.as_name().ok()?;
    let name = resolved(document, name)?.as_name().ok()?;
    (family == b"Separation" && !NO_SPOTS.contains(&name)).then(|| name.to_vec())
}
