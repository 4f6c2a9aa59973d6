//! Gradients in the inks of the press: the same geometry, another function.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::resolved;

use super::FinishError;
use super::colour::is_rgb;
use super::inks::Inks;

/// Steps between two stops: finer ones than a plate shows.
const SAMPLES: u8 = 65;

/// How deep functions may lie in each other.
const DEEPEST: usize = 8;

/// Exchanges the functions and spaces of all gradients of three colours.
///
/// # Errors
/// If a gradient is of a kind that the layout never makes.
pub(super) fn convert(document: &mut Document, inks: &Inks) -> Result<(), FinishError> {
    let ids: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| holds_shading(document, object))
        .map(|(id, _)| *id)
        .collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mut work = Work { source: document.clone(), added: Vec::new(), inks };
    for id in ids {
        let Some(mut object) = work.source.objects.get(&id).cloned() else { continue };
        work.exchange(&mut object)?;
        document.objects.insert(id, object);
    }
    // The ids are those that come next in the document as it was.
    for (id, object) in work.added {
        document.objects.insert(id, object);
        document.max_id = document.max_id.max(id.0);
    }
    Ok(())
}

fn is_shading(document: &Document, dictionary: &Dictionary) -> bool {
    dictionary.has(b"ShadingType") && dictionary.get(b"ColorSpace").is_ok_and(|space| is_rgb(document, space))
}

fn holds_shading(document: &Document, object: &Object) -> bool {
    let in_dictionary = |dictionary: &Dictionary| {
        is_shading(document, dictionary) || dictionary.iter().any(|(_, value)| holds_shading(document, value))
    };
    match object {
        Object::Dictionary(dictionary) => in_dictionary(dictionary),
        Object::Stream(stream) => in_dictionary(&stream.dict),
        Object::Array(items) => items.iter().any(|item| holds_shading(document, item)),
        _ => false,
    }
}

struct Work<'a> {
    source: Document,
    added: Vec<(ObjectId, Object)>,
    inks: &'a Inks,
}

impl Work<'_> {
    fn exchange(&mut self, object: &mut Object) -> Result<(), FinishError> {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            Object::Array(items) => return items.iter_mut().try_for_each(|item| self.exchange(item)),
            _ => return Ok(()),
        };
        if is_shading(&self.source, dictionary) {
            return self.shading(dictionary);
        }
        dictionary.iter_mut().try_for_each(|(_, value)| self.exchange(value))
    }

    fn shading(&mut self, shading: &mut Dictionary) -> Result<(), FinishError> {
        let kind = shading.get(b"ShadingType").and_then(Object::as_i64).ok();
        let function = shading.get(b"Function").cloned();
        let (Some(2 | 3), Ok(function)) = (kind, function) else { return Err(FinishError::Gradient) };
        let function = self.function(&function, 0)?;
        shading.set("Function", function);
        shading.set("ColorSpace", "DeviceCMYK");
        let background =
            shading.get(b"Background").ok().and_then(|background| numbers(&self.source, background));
        if let Some([red, green, blue]) = background.as_deref() {
            let amounts = self.inks.colour([*red, *green, *blue])?.amounts();
            shading.set("Background", amounts.map(Object::Real).to_vec());
        }
        Ok(())
    }

    /// The function that gives inks in place of the three colours of another one.
    fn function(&mut self, function: &Object, depth: usize) -> Result<Object, FinishError> {
        let found = resolved(&self.source, function).ok_or(FinishError::Gradient)?.clone();
        let Object::Dictionary(mut found) = found else { return Err(FinishError::Gradient) };
        let exchanged = match found.get(b"FunctionType").and_then(Object::as_i64).ok() {
            Some(2) => Object::Stream(self.sampled(&found)?),
            Some(3) if depth < DEEPEST => {
                let parts = found.get(b"Functions").ok().and_then(|parts| resolved(&self.source, parts));
                let parts =
                    parts.and_then(|parts| parts.as_array().ok()).ok_or(FinishError::Gradient)?.clone();
                let parts: Result<Vec<Object>, _> =
                    parts.iter().map(|part| self.function(part, depth + 1)).collect();
                found.set("Functions", parts?);
                found.set("Range", all_inks());
                Object::Dictionary(found)
            }
            _ => return Err(FinishError::Gradient),
        };
        let next = self.added.last().map_or(self.source.max_id, |(id, _)| id.0) + 1;
        self.added.push(((next, 0), exchanged));
        Ok(Object::Reference((next, 0)))
    }

    /// What lies between two stops, in steps. The stops are what areas of their colours are, so that
    /// both meet without an edge; the colours between them are mixed as the profile says.
    fn sampled(&self, function: &Dictionary) -> Result<Stream, FinishError> {
        let three = |key: &[u8]| -> Option<[f32; 3]> {
            numbers(&self.source, function.get(key).ok()?)?.try_into().ok()
        };
        let (Some(first), Some(last)) = (three(b"C0"), three(b"C1")) else {
            return Err(FinishError::Gradient);
        };
        let exponent = function.get(b"N").ok().and_then(|n| n.as_float().ok()).unwrap_or(1.0);
        let is_gray = |rgb: [f32; 3]| (rgb[0] - rgb[1]).abs() < 1e-3 && (rgb[1] - rgb[2]).abs() < 1e-3;
        let all_gray = is_gray(first) && is_gray(last);
        let off = |rgb: [f32; 3]| -> Result<[f32; 4], FinishError> {
            let (as_area, mixed) = (self.inks.colour(rgb)?.amounts(), self.inks.mixed(rgb)?);
            Ok(std::array::from_fn(|at| as_area[at] - mixed[at]))
        };
        let (off_first, off_last) = (off(first)?, off(last)?);
        let mut samples = Vec::new();
        for step in 0..SAMPLES {
            let way = (f32::from(step) / f32::from(SAMPLES - 1)).powf(exponent);
            let between = |from: f32, to: f32| from + (to - from) * way;
            let rgb: [f32; 3] = std::array::from_fn(|at| between(first[at], last[at]));
            if all_gray {
                samples.extend([0, 0, 0, eight_bits(1.0 - rgb[0])]);
                continue;
            }
            let mixed = self.inks.mixed(rgb)?;
            samples.extend((0..4).map(|at| eight_bits(mixed[at] + between(off_first[at], off_last[at]))));
        }
        let domain = function.get(b"Domain").cloned().unwrap_or_else(|_| vec![0.into(), 1.into()].into());
        let dictionary = dictionary! {
            "FunctionType" => 0,
            "Domain" => domain,
            "Range" => all_inks(),
            "Size" => vec![Object::Integer(SAMPLES.into())],
            "BitsPerSample" => 8,
        };
        Ok(Stream::new(dictionary, samples))
    }
}

fn all_inks() -> Object {
    Object::Array([0, 1].repeat(4).into_iter().map(Object::Integer).collect())
}

fn numbers(document: &Document, object: &Object) -> Option<Vec<f32>> {
    let items = resolved(document, object)?.as_array().ok()?;
    items.iter().map(|item| resolved(document, item)?.as_float().ok()).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within 0 and 255")]
fn eight_bits(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}
