//! Reads how a document was fitted to its pages.
//!
//! A document of a fixed number of pages chooses its type size, leading and tracking while it is laid
//! out, from the limits in its `document.yaml`. What it chose, and how much room each of its areas
//! needs with it, it leaves in a `metadata` element with the label `<paf-fit>`: a dictionary of `size`
//! (length), `leading` (of the size), `tracking` (per cent of the size) and `areas`, an array of
//! dictionaries of `id`, `keys` (what the keys of its texts begin with), `need` and `room` (lengths), and
//! `left-out` where there is something that had to go (in words: `the drawing`).

use typst::foundations::{Array, Dict, Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::Abs;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

const LABEL: &str = "paf-fit";

/// How a document was fitted to its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The type size, in points.
    pub size: f64,
    /// The space between two lines, as a part of the size.
    pub leading: f64,
    /// The space added between two letters, in per cent of the size.
    pub tracking: f64,
    /// The areas, in reading order.
    pub areas: Vec<Area>,
}

/// An area of fixed size with text in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its id.
    pub id: String,
    /// What the keys of its texts begin with.
    pub keys: Vec<String>,
    /// The height that its text needs, in millimetres.
    pub need: f64,
    /// The height that it has, in millimetres.
    pub room: f64,
    /// What had to go so that the rest fits, in words.
    pub left_out: Option<String>,
}

impl Area {
    /// By how many millimetres the text is too high; none if it fits.
    pub fn excess(&self) -> Option<f64> {
        // Lengths are added up from many; a thousandth of a millimetre is none.
        (self.need > self.room + 0.001).then_some(self.need - self.room)
    }
}

/// How the document was fitted, if it was.
pub(crate) fn read(document: &PagedDocument) -> Option<Fit> {
    let label = Label::new(PicoStr::intern(LABEL))?;
    let content = document.introspector().query_label(label).ok()?.clone();
    let Value::Dict(dict) = &content.to_packed::<MetadataElem>()?.value else { return None };
    let Value::Array(areas) = dict.get("areas").ok()? else { return None };
    Some(Fit {
        size: length(dict, "size")?.to_pt(),
        leading: number(dict, "leading")?,
        tracking: number(dict, "tracking")?,
        areas: self::areas(areas),
    })
}

fn areas(areas: &Array) -> Vec<Area> {
    let area = |value: &Value| {
        let Value::Dict(dict) = value else { return None };
        Some(Area {
            id: string(dict.get("id").ok()?)?,
            keys: match dict.get("keys").ok()? {
                Value::Array(keys) => keys.iter().filter_map(string).collect(),
                _ => Vec::new(),
            },
            need: length(dict, "need")?.to_mm(),
            room: length(dict, "room")?.to_mm(),
            left_out: dict.get("left-out").ok().and_then(string),
        })
    };
    areas.iter().filter_map(area).collect()
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::Str(text) => Some(text.to_string()),
        _ => None,
    }
}

fn length(dict: &Dict, key: &str) -> Option<Abs> {
    match dict.get(key).ok()? {
        Value::Length(length) => Some(length.abs),
        _ => None,
    }
}

fn number(dict: &Dict, key: &str) -> Option<f64> {
    match dict.get(key).ok()? {
        Value::Float(number) => Some(*number),
        #[expect(clippy::cast_precision_loss, reason = "a size in points is small")]
        Value::Int(number) => Some(*number as f64),
        _ => None,
    }
}
