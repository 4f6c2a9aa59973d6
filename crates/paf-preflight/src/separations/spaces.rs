//! Which space of inks takes the place of which colour space.

use lopdf::{Document, Object};
use paf_pdf::pages::resolved;

use super::inks::colorants;
use super::tint::Components;

/// How many spaces may lie within each other: a pattern of an indexed space of an ICC space.
const DEEPEST: usize = 6;

/// A colour space as far as plates go.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    /// Colours to be exchanged.
    Plain(Components),
    /// A table of colours; the space within is to be exchanged, the rest stays.
    Indexed(Box<Space>, Vec<Object>),
    /// Patterns, perhaps coloured in a space.
    Pattern(Option<Box<Space>>),
}

/// How many numbers each pixel of an image has in a colour space; none where that is not known.
pub(crate) fn numbers_of(document: &Document, object: &Object) -> Option<u64> {
    match space(document, object)? {
        Space::Plain(components) => u64::try_from(components.count()).ok(),
        Space::Indexed(..) => Some(1),
        Space::Pattern(_) => None,
    }
}

/// Reads a colour space; none where it is not known.
pub(super) fn space(document: &Document, object: &Object) -> Option<Space> {
    read(document, object, DEEPEST)
}

fn read(document: &Document, object: &Object, depth: usize) -> Option<Space> {
    let depth = depth.checked_sub(1)?;
    match resolved(document, object)? {
        Object::Name(name) => device(name),
        Object::Array(items) => family(document, items, depth),
        _ => None,
    }
}

fn device(name: &[u8]) -> Option<Space> {
    Some(match name {
        b"DeviceGray" | b"G" | b"CalGray" => Space::Plain(Components::Gray),
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Plain(Components::Rgb),
        b"DeviceCMYK" | b"CMYK" => Space::Plain(Components::cmyk()),
        b"Pattern" => Space::Pattern(None),
        _ => return None,
    })
}

fn family(document: &Document, items: &[Object], depth: usize) -> Option<Space> {
    let inks = colorants(document, items);
    if !inks.is_empty() {
        return Some(Space::Plain(Components::Inks(inks)));
    }
    let name = resolved(document, items.first()?)?.as_name().ok()?;
    match name {
        b"ICCBased" => icc(document, items.get(1)?),
        b"Lab" => Some(Space::Plain(Components::Lab(range(document, items.get(1)?)))),
        b"Indexed" | b"I" => {
            let base = Box::new(read(document, items.get(1)?, depth)?);
            Some(Space::Indexed(base, items.get(2..)?.to_vec()))
        }
        b"Pattern" => {
            let base = items.get(1).and_then(|base| read(document, base, depth));
            Some(Space::Pattern(base.map(Box::new)))
        }
        name => device(name),
    }
}

/// A profile's components say which plates it goes to; its exact colours do not matter for ink.
fn icc(document: &Document, profile: &Object) -> Option<Space> {
    let stream = resolved(document, profile)?.as_stream().ok()?;
    Some(Space::Plain(match resolved(document, stream.dict.get(b"N").ok()?)?.as_i64().ok()? {
        1 => Components::Gray,
        3 => Components::Rgb,
        4 => Components::cmyk(),
        _ => return None,
    }))
}

fn range(document: &Document, parameters: &Object) -> [i32; 4] {
    let read = || {
        let range = resolved(document, parameters)?.as_dict().ok()?.get(b"Range").ok()?;
        let limits = resolved(document, range)?.as_array().ok()?;
        let limit = |at: usize| Some(resolved(document, limits.get(at)?)?.as_float().ok()?.round() as i32);
        Some([limit(0)?, limit(1)?, limit(2)?, limit(3)?])
    };
    // ISO 32000-1, table 65.
    read().unwrap_or([-100, 100, -100, 100])
}
