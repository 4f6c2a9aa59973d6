//! Content streams in which the operators for device colours choose a space of inks instead.

use lopdf::content::{Content, Operation};
use lopdf::{Object, Stream};
use paf_pdf::content::operations;

/// The resource that stands for gray.
pub(super) const GRAY: &str = "PafGray";
/// The resource that stands for red, green and blue.
pub(super) const RGB: &str = "PafRGB";
/// The resource that stands for the process inks.
pub(super) const CMYK: &str = "PafCMYK";

/// Whether a stream begins with the colours that a page begins with, or goes on with those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// A page or a coloured pattern: black.
    Afresh,
    /// A form or a glyph.
    InTheMiddle,
}

/// The operators of a stream; none where it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Operation>> {
    let content = operations(bytes);
    content.complete.then_some(content.list)
}

/// A stream of these operators with its colours exchanged; none where it cannot be written.
pub(super) fn exchanged(list: Vec<Operation>, begins: Begins) -> Option<Vec<u8>> {
    let mut operations = Vec::with_capacity(list.len() + 4);
    if begins == Begins::Afresh {
        operations.extend(colour(GRAY, "cs", "scn", vec![0.into()]));
        operations.extend(colour(GRAY, "CS", "SCN", vec![0.into()]));
    }
    for operation in list {
        exchange(operation, &mut operations);
    }
    Content { operations }.encode().ok()
}

fn exchange(operation: Operation, into: &mut Vec<Operation>) {
    let Operation { operator, operands } = operation;
    match operator.as_str() {
        "g" => into.extend(colour(GRAY, "cs", "scn", operands)),
        "G" => into.extend(colour(GRAY, "CS", "SCN", operands)),
        "rg" => into.extend(colour(RGB, "cs", "scn", operands)),
        "RG" => into.extend(colour(RGB, "CS", "SCN", operands)),
        "k" => into.extend(colour(CMYK, "cs", "scn", operands)),
        "K" => into.extend(colour(CMYK, "CS", "SCN", operands)),
        "cs" | "CS" => {
            let paint = if operator == "cs" { "scn" } else { "SCN" };
            match operands.first().and_then(|name| name.as_name().ok()).and_then(device) {
                Some((name, black)) => into.extend(colour(name, &operator, paint, black)),
                None => into.push(Operation { operator, operands }),
            }
        }
        "BI" => into.push(Operation { operator, operands: operands.into_iter().map(inline).collect() }),
        _ => into.push(Operation { operator, operands }),
    }
}

fn colour(space: &str, choose: &str, paint: &str, amounts: Vec<Object>) -> [Operation; 2] {
    [Operation::new(choose, vec![space.into()]), Operation::new(paint, amounts)]
}

/// The space for a device space, and the colour that it begins with (ISO 32000-1, 8.6.8).
fn device(name: &[u8]) -> Option<(&'static str, Vec<Object>)> {
    Some(match name {
        b"DeviceGray" | b"G" => (GRAY, vec![0.into()]),
        b"DeviceRGB" | b"RGB" => (RGB, vec![0.into(); 3]),
        b"DeviceCMYK" | b"CMYK" => (CMYK, vec![0.into(), 0.into(), 0.into(), 1.into()]),
        _ => return None,
    })
}

fn inline(image: Object) -> Object {
    let Object::Stream(mut image) = image else { return image };
    for key in ["CS", "ColorSpace"] {
        let name = image.dict.get(key.as_bytes()).and_then(Object::as_name).ok();
        if let Some((space, _)) = name.and_then(device) {
            image.dict.set(key, space);
        }
    }
    Object::Stream(Stream { ..image })
}
