//! Rules about fonts: all in the file, none made of drawings.

use lopdf::{Dictionary, Object};
use paf_diag::Rule;

use super::reach::Reached;
use crate::read::{as_dictionary, dictionary, items, name, value};
use crate::{Examined, Finding, Report};

pub(super) fn check(examined: &Examined<'_>, reached: &[Reached<'_>], report: &mut Report) {
    for one in reached {
        if name(examined.document, one.dictionary, "Type") == Some(b"Font") {
            report.findings.extend(font(examined, one.dictionary).map(|finding| finding.on(one.page)));
        }
    }
}

fn font(examined: &Examined<'_>, font: &Dictionary) -> Option<Finding> {
    match name(examined.document, font, "Subtype")? {
        b"Type3" => Some(drawn(examined, font)),
        b"Type0" => {
            let below = items(examined.document, font, "DescendantFonts");
            let embedded =
                below.into_iter().filter_map(as_dictionary).any(|below| is_embedded(examined, below));
            (!embedded).then(|| missing(examined, font))
        }
        // Told with the composite font that they belong to.
        b"CIDFontType0" | b"CIDFontType2" => None,
        _ => (!is_embedded(examined, font)).then(|| missing(examined, font)),
    }
}

fn is_embedded(examined: &Examined<'_>, font: &Dictionary) -> bool {
    let Some(descriptor) = dictionary(examined.document, font, "FontDescriptor") else { return false };
    ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| matches!(value(examined.document, descriptor, key), Some(Object::Stream(_))))
}

fn missing(examined: &Examined<'_>, font: &Dictionary) -> Finding {
    Finding::error(
        Rule::PressFontNotEmbedded,
        format!("the font {} is not in the file", called(examined, font)),
        "A printer's machine would take another font; letters may change, run over or vanish.",
        "Export the file with all fonts embedded.",
    )
}

fn drawn(examined: &Examined<'_>, font: &Dictionary) -> Finding {
    Finding::warning(
        Rule::PressType3Font,
        format!("the font {} consists of drawings instead of outlines (Type 3)", called(examined, font)),
        "It is allowed, but such letters are often of pixels and look coarse in print.",
        "Export the file from a program that embeds fonts as they are (TrueType or OpenType).",
    )
}

fn called(examined: &Examined<'_>, font: &Dictionary) -> String {
    match name(examined.document, font, "BaseFont").or_else(|| name(examined.document, font, "Name")) {
        Some(name) => format!("`{}`", String::from_utf8_lossy(name)),
        None => "without a name".to_owned(),
    }
}
