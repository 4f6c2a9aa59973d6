//! Rules about how things are painted that a press decides itself: blending, tones, screens, placeholders.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};
use paf_diag::Rule;
use paf_pdf::pages::resolved;

use super::reach::Reached;
use crate::read::{as_dictionary, dictionary, items, name, value};
use crate::{Examined, Finding, Report};

pub(super) fn check(examined: &Examined<'_>, reached: &[Reached<'_>], report: &mut Report) {
    let masks = mask_groups(examined, reached);
    for page in examined.pages {
        let group = page.own("Group").and_then(as_dictionary);
        let wrong = group.and_then(|group| blend_space(examined, group, false, "the page"));
        report.findings.extend(wrong.map(|finding| finding.on(page.number)));
    }
    for one in reached {
        let mut found = states(examined, one.dictionary);
        if one.stream.is_some() {
            let is_mask = one.id.is_some_and(|id| masks.contains(&id));
            found.extend(object(examined, one.dictionary, is_mask));
        }
        report.findings.extend(found.into_iter().map(|finding| finding.on(one.page)));
    }
}

/// The groups that only make a soft mask: those blend in gray by their nature.
fn mask_groups(examined: &Examined<'_>, reached: &[Reached<'_>]) -> BTreeSet<ObjectId> {
    let mask = |one: &Reached<'_>| {
        let kind = name(examined.document, one.dictionary, "S");
        matches!(kind, Some(b"Luminosity" | b"Alpha"))
            .then(|| one.dictionary.get(b"G").ok()?.as_reference().ok())?
    };
    reached.iter().filter_map(mask).collect()
}

/// What a stream that is painted may not be or have.
fn object(examined: &Examined<'_>, stream: &Dictionary, is_mask: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(group) = dictionary(examined.document, stream, "Group") {
        found.extend(blend_space(examined, group, is_mask, "a transparent object"));
    }
    let is = |key: &str, kind: &[u8]| name(examined.document, stream, key) == Some(kind);
    if is("Subtype", b"PS") || is("Subtype2", b"PS") {
        found.push(Finding::error(
            Rule::PressPostScript,
            "the page contains a PostScript program",
            "Programs that do not know PostScript leave it out, and PDF/X forbids it.",
            "Export the file as PDF/X-4, without embedded PostScript.",
        ));
    }
    if value(examined.document, stream, "OPI").is_some() {
        found.push(Finding::error(
            Rule::PressOpi,
            "the page contains a placeholder for an image that is kept elsewhere (OPI)",
            "A printer who does not have the image would print the coarse placeholder.",
            "Place the images themselves and export the file again.",
        ));
    }
    found.extend(alternates(examined, stream));
    if value(examined.document, stream, "F").is_some() || value(examined.document, stream, "Ref").is_some() {
        found.push(Finding::error(
            Rule::PressExternalStream,
            "a part of the page is kept in another file",
            "A printer does not have that file, and the part would be missing.",
            "Export the file with everything embedded.",
        ));
    }
    found
}

/// ISO 15930-7: the space in which transparent colours are blended fits the output intent.
fn blend_space(examined: &Examined<'_>, group: &Dictionary, is_mask: bool, of: &str) -> Option<Finding> {
    if name(examined.document, group, "S") != Some(b"Transparency") {
        return None;
    }
    let space = value(examined.document, group, "CS")?;
    let called = match space {
        Object::Name(name) => name.as_slice(),
        Object::Array(items) => {
            items.first().and_then(|first| resolved(examined.document, first)?.as_name().ok())?
        }
        _ => b"unknown",
    };
    if called == b"DeviceCMYK" || (is_mask && called == b"DeviceGray") {
        return None;
    }
    let called = String::from_utf8_lossy(called);
    Some(Finding::error(
        Rule::PressBlendSpace,
        format!("{of} blends its colours in {called} instead of DeviceCMYK"),
        "All that lies under it is converted there and back: black text may be printed with four inks, \
         and checking programs refuse the file.",
        "Export the file as PDF/X-4 with the blending space set to CMYK.",
    ))
}

fn alternates(examined: &Examined<'_>, image: &Dictionary) -> Option<Finding> {
    let alternates = items(examined.document, image, "Alternates");
    if alternates.is_empty() {
        return None;
    }
    let printed = |alternate: &Object| {
        let flag = as_dictionary(alternate).and_then(|a| value(examined.document, a, "DefaultForPrinting"));
        flag.and_then(|flag| flag.as_bool().ok()) == Some(true)
    };
    let what = if alternates.into_iter().any(printed) {
        "an image has another one in its place for printing"
    } else {
        "an image has alternates of which one may be printed instead"
    };
    Some(Finding::error(
        Rule::PressAlternateImage,
        what,
        "What is printed would be another image than the one that you see.",
        "Place the image that is meant and export the file again.",
    ))
}

/// The graphics states that a dictionary of resources names.
fn states(examined: &Examined<'_>, resources: &Dictionary) -> Vec<Finding> {
    let Some(states) = dictionary(examined.document, resources, "ExtGState") else { return Vec::new() };
    let states = states.iter().filter_map(|(_, state)| as_dictionary(resolved(examined.document, state)?));
    states
        .flat_map(|state| [transfer(examined, state), halftone(examined, state)].into_iter().flatten())
        .collect()
}

/// ISO 15930-7: no `TR`; `TR2` may only ask for what the press does anyway.
fn transfer(examined: &Examined<'_>, state: &Dictionary) -> Option<Finding> {
    let changes = value(examined.document, state, "TR")
        .is_some_and(|tr| tr.as_name().ok() != Some(b"Identity"))
        || value(examined.document, state, "TR2").is_some_and(|tr| tr.as_name().ok() != Some(b"Default"));
    changes.then(|| {
        Finding::error(
            Rule::PressTransferCurve,
            "the page changes its tones by a transfer curve",
            "Some presses obey and some do not, so that tones come out too dark or too light.",
            "Export the file as PDF/X-4, without transfer functions.",
        )
    })
}

/// Screens are the printer's own business.
fn halftone(examined: &Examined<'_>, state: &Dictionary) -> Option<Finding> {
    let screen = value(examined.document, state, "HT")?;
    (screen.as_name().ok() != Some(b"Default")).then(|| {
        Finding::warning(
            Rule::PressHalftone,
            "the page sets its own halftone screens",
            "A printer replaces them, or prints a moiré pattern.",
            "Export the file as PDF/X-4, without halftone screens.",
        )
    })
}
