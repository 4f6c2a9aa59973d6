//! Rules about fonts: all in the file, none made of drawings.

use lopdf::{Dictionary, Object};
use paf_diag::Rule;

use super::reach::Reached;
use crate::preflight::read::{as_dictionary, dictionary, items, name, value};
use crate::preflight::{Finding, Job, Report};

pub(super) fn check(job: &Job<'_>, reached: &[Reached<'_>], report: &mut Report) {
    for one in reached {
        if name(job.document, one.dictionary, "Type") == Some(b"Font") {
            report.findings.extend(font(job, one.dictionary).map(|finding| finding.on(one.page)));
        }
    }
}

fn font(job: &Job<'_>, font: &Dictionary) -> Option<Finding> {
    match name(job.document, font, "Subtype")? {
        b"Type3" => Some(drawn(job, font)),
        b"Type0" => {
            let below = items(job.document, font, "DescendantFonts");
            let embedded = below.into_iter().filter_map(as_dictionary).any(|below| is_embedded(job, below));
            (!embedded).then(|| missing(job, font))
        }
        // Told with the composite font that they belong to.
        b"CIDFontType0" | b"CIDFontType2" => None,
        _ => (!is_embedded(job, font)).then(|| missing(job, font)),
    }
}

fn is_embedded(job: &Job<'_>, font: &Dictionary) -> bool {
    let Some(descriptor) = dictionary(job.document, font, "FontDescriptor") else { return false };
    ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| matches!(value(job.document, descriptor, key), Some(Object::Stream(_))))
}

fn missing(job: &Job<'_>, font: &Dictionary) -> Finding {
    Finding::error(
        Rule::PressFontNotEmbedded,
        format!("the font {} is not in the file", called(job, font)),
        "A printer's machine would take another font; letters may change, run over or vanish.",
        "Export the file with all fonts embedded.",
    )
}

fn drawn(job: &Job<'_>, font: &Dictionary) -> Finding {
    Finding::warning(
        Rule::PressType3Font,
        format!("the font {} consists of drawings instead of outlines (Type 3)", called(job, font)),
        "It is allowed, but such letters are often of pixels and look coarse in print.",
        "Export the file from a program that embeds fonts as they are (TrueType or OpenType).",
    )
}

fn called(job: &Job<'_>, font: &Dictionary) -> String {
    match name(job.document, font, "BaseFont").or_else(|| name(job.document, font, "Name")) {
        Some(name) => format!("`{}`", String::from_utf8_lossy(name)),
        None => "without a name".to_owned(),
    }
}
