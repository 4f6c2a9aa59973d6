//! Colours and colour spaces as a printer sees them.

use lopdf::{Dictionary, Document, Object};
use paf_pdf::pages::resolved;

use crate::read::{dictionary, value};

/// How many spaces may lie within each other.
const DEEPEST: usize = 6;
/// An amount of ink or light below which there is none.
const TRACE: f64 = 0.004;

/// What a colour space is to a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Family {
    /// The black plate alone.
    Gray,
    /// Gray by a profile: perhaps black alone, perhaps four inks.
    ManagedGray,
    /// Screen colours of any kind.
    Rgb,
    /// The four process inks.
    Cmyk,
    /// Four inks of another press, by a profile.
    ManagedCmyk,
    /// Colours by the eye: Lab.
    Lab,
    /// Inks by name.
    Inks(Vec<String>),
    /// A pattern, which brings its own colours or has those of the space within.
    Pattern(Option<Box<Family>>),
    /// A space that cannot be read: nobody knows what its numbers mean.
    Unknown,
}

impl Family {
    /// The first colour of the space (ISO 32000-1, 8.6.3).
    pub(crate) fn first(&self) -> Vec<f64> {
        match self {
            Self::Cmyk | Self::ManagedCmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Gray | Self::ManagedGray => vec![0.0],
            Self::Rgb | Self::Lab => vec![0.0; 3],
            Self::Inks(names) => vec![1.0; names.len()],
            Self::Pattern(_) | Self::Unknown => Vec::new(),
        }
    }

    /// Whether nobody knows what its colours are.
    pub(crate) fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Pattern(Some(within)) => within.is_unknown(),
            _ => false,
        }
    }

    /// The spot colours that it names.
    pub(crate) fn spots(&self) -> impl Iterator<Item = &str> {
        let names: &[String] = if let Self::Inks(names) = self { names } else { &[] };
        let process = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"];
        names.iter().map(String::as_str).filter(move |name| !process.contains(name))
    }
}

/// A plain colour.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Colour {
    /// What its numbers mean.
    pub(crate) family: Family,
    /// From 0 to 1 each, but in Lab; empty where they are not known.
    pub(crate) amounts: Vec<f64>,
}

impl Colour {
    /// What a page begins with.
    pub(crate) fn black() -> Self {
        Self { family: Family::Gray, amounts: vec![0.0] }
    }

    /// Cyan, magenta, yellow and black, where it consists of nothing else.
    pub(crate) fn process(&self) -> Option<[f64; 4]> {
        let at = |index: usize| self.amounts.get(index).copied();
        match &self.family {
            Family::Gray | Family::ManagedGray => Some([0.0, 0.0, 0.0, 1.0 - at(0)?]),
            Family::Cmyk | Family::ManagedCmyk => Some([at(0)?, at(1)?, at(2)?, at(3)?]),
            Family::Inks(names) => {
                let amount = |ink: &str| names.iter().position(|name| name == ink).map_or(Some(0.0), at);
                let others = names
                    .iter()
                    .any(|name| !["Cyan", "Magenta", "Yellow", "Black", "None"].contains(&name.as_str()));
                let all = [amount("Cyan")?, amount("Magenta")?, amount("Yellow")?, amount("Black")?];
                (!others).then_some(all)
            }
            _ => None,
        }
    }

    /// Whether the paper shows through as it is.
    pub(crate) fn is_white(&self) -> bool {
        match &self.family {
            Family::Rgb => !self.amounts.is_empty() && self.amounts.iter().all(|light| *light > 1.0 - TRACE),
            Family::Lab => self.amounts.first().is_some_and(|light| *light > 99.5),
            Family::Inks(_) => !self.amounts.is_empty() && self.amounts.iter().all(|ink| *ink < TRACE),
            _ => self.process().is_some_and(|inks| inks.iter().all(|ink| *ink < TRACE)),
        }
    }

    /// How many inks it needs.
    pub(crate) fn inks(&self) -> usize {
        match (&self.family, self.process()) {
            (_, Some(inks)) => inks.iter().filter(|ink| **ink > TRACE).count(),
            (Family::Inks(_), None) => self.amounts.iter().filter(|ink| **ink > TRACE).count(),
            // Screen colours become four inks on the press, but for white.
            _ => 4 * usize::from(!self.is_white()),
        }
    }

    /// Whether it is full black and nothing else.
    pub(crate) fn is_black(&self) -> bool {
        self.process().is_some_and(|[c, m, y, k]| c.max(m).max(y) < TRACE && k > 1.0 - TRACE)
    }
}

/// Reads a colour space, by its name in the resources or as it is.
pub(crate) fn family(document: &Document, resources: &Dictionary, space: &Object) -> Option<Family> {
    read(document, resources, space, DEEPEST)
}

fn read(document: &Document, resources: &Dictionary, space: &Object, depth: usize) -> Option<Family> {
    let depth = depth.checked_sub(1)?;
    match resolved(document, space)? {
        Object::Name(name) => device(name).or_else(|| {
            let named = dictionary(document, resources, "ColorSpace")?.get(name).ok()?;
            read(document, resources, named, depth)
        }),
        Object::Array(items) => array(document, resources, items, depth),
        _ => None,
    }
}

fn device(name: &[u8]) -> Option<Family> {
    Some(match name {
        b"DeviceGray" | b"G" => Family::Gray,
        b"CalGray" => Family::ManagedGray,
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Family::Rgb,
        b"DeviceCMYK" | b"CMYK" => Family::Cmyk,
        b"Lab" => Family::Lab,
        b"Pattern" => Family::Pattern(None),
        _ => return None,
    })
}

fn array(document: &Document, resources: &Dictionary, items: &[Object], depth: usize) -> Option<Family> {
    let second = items.get(1);
    match resolved(document, items.first()?)?.as_name().ok()? {
        b"ICCBased" => {
            let profile = resolved(document, second?)?.as_stream().ok()?;
            match value(document, &profile.dict, "N")?.as_i64().ok()? {
                1 => Some(Family::ManagedGray),
                3 => Some(Family::Rgb),
                4 => Some(Family::ManagedCmyk),
                _ => None,
            }
        }
        b"Indexed" | b"I" => read(document, resources, second?, depth),
        b"Separation" => Some(Family::Inks(vec![word(resolved(document, second?)?)?])),
        b"DeviceN" => {
            let names = resolved(document, second?)?.as_array().ok()?;
            let names: Option<Vec<String>> =
                names.iter().map(|name| word(resolved(document, name)?)).collect();
            names.filter(|names| !names.is_empty()).map(Family::Inks)
        }
        b"Pattern" => {
            let within = second.and_then(|within| read(document, resources, within, depth));
            Some(Family::Pattern(within.map(Box::new)))
        }
        name => device(name),
    }
}

fn word(name: &Object) -> Option<String> {
    Some(String::from_utf8_lossy(name.as_name().ok()?).into_owned())
}

/// Whether a space is a table of colours, so that its numbers are places in the table.
pub(crate) fn is_indexed(document: &Document, resources: &Dictionary, space: &Object) -> bool {
    let named = |name: &[u8]| dictionary(document, resources, "ColorSpace")?.get(name).ok();
    let space = match space {
        Object::Name(name) => named(name).unwrap_or(space),
        other => other,
    };
    let first = resolved(document, space).and_then(|space| space.as_array().ok()?.first());
    matches!(first.and_then(|first| first.as_name().ok()), Some(b"Indexed" | b"I"))
}
