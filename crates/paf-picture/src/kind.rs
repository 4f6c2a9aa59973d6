//! Kinds of pictures, told by their first bytes.

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Lines and areas.
    Svg,
    /// Pixels without loss.
    Png,
    /// Photographs.
    Jpeg,
    /// Pixels of the web.
    Webp,
    /// Pixels of at most 256 colours.
    Gif,
    /// A kind that is not printed.
    Other(Other),
}

/// A kind that is not printed: its name, and what it is saved as instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Other {
    name: &'static str,
    instead: &'static str,
}

const PIXELS: &str = "save it as PNG, or as JPEG if it is a photograph";
const PHOTOGRAPH: &str = "save it as JPEG, or as PNG if parts of it are transparent";
const LINES: &str =
    "open it in Inkscape or Illustrator and save it as SVG, so that it stays sharp at any size";
const UNPACK: &str =
    "unpack it: save it as plain SVG, which Inkscape calls so and Illustrator writes by itself";

const TIFF: Other = Other { name: "TIFF", instead: PIXELS };
const BMP: Other = Other { name: "BMP", instead: PIXELS };
const ICO: Other = Other { name: "ICO", instead: PIXELS };
const PSD: Other = Other { name: "Photoshop file", instead: PIXELS };
const HEIC: Other = Other { name: "HEIC", instead: PHOTOGRAPH };
const AVIF: Other = Other { name: "AVIF", instead: PHOTOGRAPH };
const JPEG_XL: Other = Other { name: "JPEG XL", instead: PHOTOGRAPH };
const JPEG_2000: Other = Other { name: "JPEG 2000", instead: PHOTOGRAPH };
const PDF: Other = Other { name: "PDF", instead: LINES };
const POSTSCRIPT: Other = Other { name: "PostScript file", instead: LINES };
const PACKED: Other = Other { name: "packed SVG", instead: UNPACK };

impl Kind {
    /// What an ending in lower case stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending {
            "svg" => Self::Svg,
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "webp" => Self::Webp,
            "gif" => Self::Gif,
            "tif" | "tiff" => Self::Other(TIFF),
            "bmp" => Self::Other(BMP),
            "ico" => Self::Other(ICO),
            "psd" => Self::Other(PSD),
            "heic" | "heif" => Self::Other(HEIC),
            "avif" => Self::Other(AVIF),
            "jxl" => Self::Other(JPEG_XL),
            "jp2" | "j2k" | "jpx" => Self::Other(JPEG_2000),
            "pdf" => Self::Other(PDF),
            "eps" | "ps" | "ai" => Self::Other(POSTSCRIPT),
            "svgz" => Self::Other(PACKED),
            _ => return None,
        })
    }

    /// What bytes are.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let begins = |magic: &[u8]| bytes.starts_with(magic);
        let brand = bytes.get(4..8).filter(|mark| mark == b"ftyp").and_then(|_| bytes.get(8..12));
        Some(match brand {
            Some(b"avif" | b"avis") => Self::Other(AVIF),
            Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" | b"heim") => Self::Other(HEIC),
            _ if begins(b"\x89PNG\r\n\x1a\n") => Self::Png,
            _ if begins(b"\xff\xd8\xff") => Self::Jpeg,
            _ if begins(b"GIF87a") || begins(b"GIF89a") => Self::Gif,
            _ if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Self::Webp,
            _ if begins(b"II*\0") || begins(b"MM\0*") => Self::Other(TIFF),
            _ if begins(b"BM") && bytes.get(6..10) == Some(&[0; 4]) => Self::Other(BMP),
            _ if begins(b"\0\0\x01\0") => Self::Other(ICO),
            _ if begins(b"8BPS") => Self::Other(PSD),
            _ if begins(b"\xff\x0a") || begins(b"\0\0\0\x0cJXL ") => Self::Other(JPEG_XL),
            _ if begins(b"\0\0\0\x0cjP  ") || begins(b"\xff\x4f\xff\x51") => Self::Other(JPEG_2000),
            _ if begins(b"%PDF-") => Self::Other(PDF),
            _ if begins(b"%!PS") || begins(b"\xc5\xd0\xd3\xc6") => Self::Other(POSTSCRIPT),
            _ if begins(b"\x1f\x8b") => Self::Other(PACKED),
            _ if is_svg(bytes) => Self::Svg,
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Other(other) => other.name,
        }
    }

    /// Its name with an article, as it is spoken: an SVG, a PNG.
    pub(crate) fn one(self) -> String {
        let name = self.name();
        let article = if matches!(name, "SVG" | "AVIF" | "ICO") { "an" } else { "a" };
        format!("{article} {name}")
    }

    /// The ending that its files have; none for what is not printed.
    pub(crate) fn ending(self) -> Option<&'static str> {
        match self {
            Self::Svg => Some("svg"),
            Self::Png => Some("png"),
            Self::Jpeg => Some("jpg"),
            Self::Webp => Some("webp"),
            Self::Gif => Some("gif"),
            Self::Other(_) => None,
        }
    }

    /// What it is saved as instead; nothing for what is printed.
    pub(crate) fn instead(self) -> Option<&'static str> {
        match self {
            Self::Other(other) => Some(other.instead),
            _ => None,
        }
    }
}

/// Whether bytes are the text of a drawing: the first element is `svg`, whatever stands before it.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    // In UTF-16 each of these characters has an empty byte beside it.
    let is_wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let narrow: Vec<u8>;
    let head = if is_wide {
        narrow = head.iter().skip(2).copied().filter(|byte| *byte != 0).collect();
        narrow.as_slice()
    } else {
        head
    };
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return false;
    }
    text.contains("<svg")
        || text.contains("<!DOCTYPE svg")
        || text.contains(":svg ")
        || text.contains("http://www.w3.org/2000/svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        let table: &[(&[u8], &str)] = &[
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"\xff\xd8\xff\xe0", "JPEG"),
            (b"GIF89a", "GIF"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"BM\x36\0\0\0\0\0\0\0", "BMP"),
            (b"\0\0\0\x18ftypheic", "HEIC"),
            (b"\0\0\0\x18ftypavif", "AVIF"),
            (b"%PDF-1.7", "PDF"),
            (b"%!PS-Adobe-3.0", "PostScript file"),
            (b"\x1f\x8b\x08", "packed SVG"),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- x --><svg/>", "SVG"),
        ];
        for (bytes, name) in table {
            assert_eq!(Kind::of_bytes(bytes).map(Kind::name), Some(*name));
        }
        assert_eq!(Kind::of_bytes(b"words"), None);
        assert_eq!(Kind::of_bytes(b"<html></html>"), None);
    }

    #[test]
    fn what_is_not_printed_says_what_is() {
        for ending in ["tif", "bmp", "heic", "avif", "pdf", "eps", "svgz", "psd"] {
            let kind = Kind::of_ending(ending).map(|kind| (kind.ending(), kind.instead().is_some()));
            assert_eq!(kind, Some((None, true)), "{ending}");
        }
        for ending in ["svg", "png", "jpg", "jpeg", "webp", "gif"] {
            let kind = Kind::of_ending(ending).map(|kind| (kind.ending().is_some(), kind.instead()));
            assert_eq!(kind, Some((true, None)), "{ending}");
        }
    }
}
