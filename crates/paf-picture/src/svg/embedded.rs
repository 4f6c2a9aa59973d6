//! The pictures in a drawing, in as many pixels as their place on the page needs.

use std::sync::Arc;

use data_url::DataUrl;
use roxmltree::{Document, ParsingOptions};
use usvg::{Group, ImageHrefResolver, ImageKind, Node, Options, Tree};

use super::{is, link};
use crate::fit::{Wanted, fitted};
use crate::kind::Kind;
use crate::raster;

/// Drawings of fewer bytes hold no pictures that are too large.
const LEAST: usize = 64 * 1024;

/// A drawing with smaller pictures in it; nothing where it can stay as it is. `wanted` is the place of the
/// whole drawing.
pub fn fitted_drawing(bytes: &[u8], wanted: &Wanted<'_>) -> Option<Vec<u8>> {
    if bytes.len() < LEAST {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let places = Places::of(text, wanted)?;
    let mut exchanged = text.to_owned();
    let images: Vec<_> = document.descendants().filter(|node| is(*node, "image")).collect();
    // From the end, so that what stands before keeps its place.
    for image in images.into_iter().rev() {
        let is_sized = image.has_attribute("width") && image.has_attribute("height");
        let Some(address) = link(image).filter(|_| is_sized) else { continue };
        let attribute = image.attributes().find(|attribute| attribute.value().trim() == address);
        let Some(attribute) = attribute else { continue };
        if let Some(smaller) = places.smaller(address, wanted) {
            exchanged.replace_range(attribute.range_value(), &smaller);
        }
    }
    (exchanged.len() < text.len()).then(|| exchanged.into_bytes())
}

/// The pictures that a drawing shows.
struct Places(Vec<Shown>);

/// A picture with the largest of its places in points.
struct Shown {
    bytes: Arc<Vec<u8>>,
    size: (f64, f64),
}

impl Places {
    fn of(text: &str, wanted: &Wanted<'_>) -> Option<Self> {
        // What is not in the drawing is not looked for on the disk.
        let image_href_resolver = ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        };
        let options = Options { resources_dir: None, image_href_resolver, ..Options::default() };
        let tree = Tree::from_str(text, &options).ok()?;
        let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let scale = (wanted.size.0 / width).max(wanted.size.1 / height);
        let mut places = Self(Vec::new());
        places.look(tree.root(), scale);
        Some(places)
    }

    fn look(&mut self, group: &Group, scale: f64) {
        for child in group.children() {
            if let Node::Group(group) = child {
                self.look(group, scale);
            }
            child.subroots(|group| self.look(group, scale));
            let Node::Image(image) = child else { continue };
            let (ImageKind::JPEG(bytes)
            | ImageKind::PNG(bytes)
            | ImageKind::GIF(bytes)
            | ImageKind::WEBP(bytes)) = image.kind()
            else {
                continue;
            };
            let (x, y) = image.abs_transform().get_scale();
            let size =
                (f64::from(image.size().width() * x) * scale, f64::from(image.size().height() * y) * scale);
            match self.0.iter_mut().find(|shown| shown.bytes == *bytes) {
                Some(shown) => shown.size = (shown.size.0.max(size.0), shown.size.1.max(size.1)),
                None => self.0.push(Shown { bytes: Arc::clone(bytes), size }),
            }
        }
    }

    /// The address of a smaller picture.
    fn smaller(&self, address: &str, wanted: &Wanted<'_>) -> Option<String> {
        let (bytes, _) = DataUrl::process(address).ok()?.decode_to_vec().ok()?;
        let shown = self.0.iter().find(|shown| *shown.bytes == bytes)?;
        let kind = Kind::of_bytes(&bytes)?;
        let pixels = raster::decoded(kind, &bytes).ok()?;
        let fitted = fitted(kind, &bytes, &pixels, (None, None), &Wanted { size: shown.size, ..*wanted })?;
        let kind = if fitted.kind == Kind::Jpeg { "jpeg" } else { "png" };
        Some(format!("data:image/{kind};base64,{}", in_letters(&fitted.bytes)))
    }
}

/// Bytes in the letters of base64 (RFC 4648, 4).
fn in_letters(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |at: usize| u32::from(part.get(at).copied().unwrap_or_default());
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4u32 {
            let index = (bits >> (18 - 6 * at)) & 63;
            let letter = LETTERS.get(index as usize).copied().unwrap_or(b'=');
            text.push(if at as usize > part.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_bytes() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(in_letters(bytes.as_bytes()), text);
        }
    }
}
