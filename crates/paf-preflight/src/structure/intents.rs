//! Rules about the output intent: the paper and press that the colours are meant for.

use lopdf::{Dictionary, Document, Object, Stream};
use paf_diag::Rule;
use paf_pdf::pages::decoded;

use super::older;
use crate::read::{as_dictionary, items, name, text, value};
use crate::{Examined, Finding, Report};

/// The header of a profile (ICC.1, 7.2).
const ICC_HEADER: usize = 128;
/// What most papers take, where nothing better is known.
const COMMON_INK_LIMIT: f64 = 300.0;
/// Ink limits by the data sheets of the profiles; the first that is named counts.
const INK_LIMITS: &[(&str, f64)] = &[
    ("UNCOATEDYELLOWISH", 320.0),
    ("UNCOATED", 300.0),
    ("COATEDV2300", 300.0),
    ("COATED300", 300.0),
    ("COATEDV2", 330.0),
    ("FOGRA30", 320.0),
    ("FOGRA39", 330.0),
    ("FOGRA40", 270.0),
    ("FOGRA41", 280.0),
    ("FOGRA42", 260.0),
    ("FOGRA43", 330.0),
    ("FOGRA44", 300.0),
    ("FOGRA45", 300.0),
    ("FOGRA46", 300.0),
    ("FOGRA47", 300.0),
    ("IFRA26", 230.0),
    ("NEWSPAPER", 230.0),
];

const REMEDY: &str = "Export the file as PDF/X-4 and choose the printing condition that the printer names, \
                      for example FOGRA39 for coated and FOGRA47 for uncoated paper.";

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    let all = intents(examined.document);
    let press: Vec<&Dictionary> =
        all.iter().copied().filter(|i| is_kind(examined.document, i, b"GTS_PDFX")).collect();
    let Some(first) = press.first() else {
        report.findings.push(none(!all.is_empty()));
        let rules = [Rule::PressOutputIntentProfile, Rule::PressOutputIntentIdentifier];
        report.skip("the colour profile of the press: the file has no output intent", &rules);
        return;
    };
    report.findings.extend(several(examined.document, &all, press.len()));
    report.findings.extend(identifier(examined.document, first));
    report.findings.extend(profile(examined.document, first).filter(|_| !is_registered(examined, first)));
}

fn intents(document: &Document) -> Vec<&Dictionary> {
    let Ok(catalog) = document.catalog() else { return Vec::new() };
    items(document, catalog, "OutputIntents").into_iter().filter_map(as_dictionary).collect()
}

fn is_kind(document: &Document, intent: &Dictionary, kind: &[u8]) -> bool {
    name(document, intent, "S") == Some(kind)
}

fn none(has_others: bool) -> Finding {
    let what = if has_others {
        "the file says for which screen its colours are meant, but not for which paper and press"
    } else {
        "the file does not say for which paper and press its colours are meant (output intent)"
    };
    Finding::error(
        Rule::PressNoOutputIntent,
        what,
        "A printer would refuse the file or guess, and the colours would come out otherwise than they were chosen.",
        REMEDY,
    )
}

/// One for the press, and if there is another, for the archive, then with the same profile
/// (ISO 19005-2, 6.2.3).
fn several(document: &Document, all: &[&Dictionary], press: usize) -> Option<Finding> {
    let profiles = all.iter().filter_map(|intent| intent.get(b"DestOutputProfile").ok());
    let mut profiles: Vec<&Object> = profiles.collect();
    profiles.dedup();
    let what = if press > 1 {
        format!("the file names {press} printing conditions instead of one")
    } else if profiles.len() > 1 && all.iter().any(|i| is_kind(document, i, b"GTS_PDFA1")) {
        "the file has another colour profile for the press than for the archive".to_owned()
    } else {
        return None;
    };
    Some(Finding::error(
        Rule::PressSeveralOutputIntents,
        what,
        "A printer cannot know which one holds, and checking programs refuse the file.",
        REMEDY,
    ))
}

fn identifier(document: &Document, intent: &Dictionary) -> Option<Finding> {
    let given = text(document, intent, "OutputConditionIdentifier").is_some_and(|id| !id.is_empty());
    (!given).then(|| {
        Finding::error(
            Rule::PressOutputIntentIdentifier,
            "the output intent does not name its printing condition (`OutputConditionIdentifier`)",
            "A printer could not see for which paper the colours were chosen, and checking programs refuse the file.",
            REMEDY,
        )
    })
}

/// ISO 15930-7 wants the profile in the file: of an output device, here one with four inks.
fn profile(document: &Document, intent: &Dictionary) -> Option<Finding> {
    let what = match value(document, intent, "DestOutputProfile") {
        _ if intent.has(b"DestOutputProfileRef") => {
            Some("the colour profile of the output intent is kept outside the file".to_owned())
        }
        Some(Object::Stream(stream)) => fault(document, stream),
        _ => Some("the output intent has no colour profile".to_owned()),
    };
    what.map(|what| {
        Finding::error(
            Rule::PressOutputIntentProfile,
            what,
            "A printer could not proof the colours and would refuse the file, or print with a profile of its own.",
            REMEDY,
        )
    })
}

/// Older levels need no profile where the printing condition is one that is registered.
fn is_registered(examined: &Examined<'_>, intent: &Dictionary) -> bool {
    let registry = text(examined.document, intent, "RegistryName");
    older::claimed(examined).is_some()
        && !intent.has(b"DestOutputProfile")
        && registry.is_some_and(|registry| registry.contains("www.color.org"))
}

fn fault(document: &Document, stream: &Stream) -> Option<String> {
    let bytes = decoded(stream);
    let at = |from: usize| bytes.get(from..from + 4).unwrap_or_default();
    if bytes.len() < ICC_HEADER || at(36) != b"acsp" {
        return Some("the colour profile of the output intent is not an ICC profile".to_owned());
    }
    let announced = at(0).iter().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte));
    if announced > bytes.len() {
        return Some("the colour profile of the output intent is cut off".to_owned());
    }
    if at(12) != b"prtr" {
        let class = printable(at(12));
        return Some(format!(
            "the colour profile of the output intent is not one of a press (class `{class}`)"
        ));
    }
    if at(16) != b"CMYK" {
        let space = printable(at(16));
        return Some(format!("the colour profile of the output intent is for {space} instead of CMYK"));
    }
    let inks = value(document, &stream.dict, "N").and_then(|n| n.as_i64().ok());
    if inks != Some(4) {
        let inks = inks.map_or("nothing".to_owned(), |inks| inks.to_string());
        return Some(format!(
            "the colour profile of the output intent is marked with {inks} inks instead of 4"
        ));
    }
    let version = bytes.get(8).copied().unwrap_or_default();
    (version != 2 && version != 4)
        .then(|| format!("the colour profile of the output intent has version {version} instead of 2 or 4"))
}

fn printable(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { ' ' })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The most ink that the paper of the output intent takes, in per cent; 300 where that is not known.
pub(crate) fn ink_limit(document: &Document) -> f64 {
    let Some(intent) = intents(document).into_iter().find(|i| is_kind(document, i, b"GTS_PDFX")) else {
        return COMMON_INK_LIMIT;
    };
    // The profile's own name is the most exact: FOGRA39 alone may be either of two.
    let profile = value(document, intent, "DestOutputProfile").and_then(|p| p.as_stream().ok());
    let mut names: Vec<String> =
        profile.and_then(|stream| description(&decoded(stream))).into_iter().collect();
    let keys = ["OutputConditionIdentifier", "OutputCondition", "Info"];
    names.extend(keys.iter().filter_map(|key| text(document, intent, key)));
    names.iter().find_map(|name| limit_by_name(name)).unwrap_or(COMMON_INK_LIMIT)
}

/// The limit of a printing condition or a profile; spaces and signs in its name do not matter.
fn limit_by_name(name: &str) -> Option<f64> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_uppercase();
    INK_LIMITS.iter().find(|(part, _)| plain.contains(part)).map(|(_, limit)| *limit)
}

/// What a profile calls itself: the `desc` tag (ICC.1, 9.2.41), as ASCII or UTF-16.
fn description(profile: &[u8]) -> Option<String> {
    let number = |at: usize| {
        let four = profile.get(at..at.checked_add(4)?)?;
        Some(four.iter().fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte)))
    };
    // A profile has a few dozen tags at most.
    let tags = number(ICC_HEADER)?.min(200);
    let tag = (0..tags)
        .map(|tag| ICC_HEADER + 4 + 12 * tag)
        .find(|at| profile.get(*at..at + 4) == Some(b"desc"))?;
    let (start, length) = (number(tag + 4)?, number(tag + 8)?);
    let data = profile.get(start..start.checked_add(length)?)?;
    let text = data.get(12..)?;
    Some(text.iter().filter(|byte| byte.is_ascii_graphic()).map(|byte| char::from(*byte)).collect())
}

#[cfg(test)]
mod tests {
    use super::{description, limit_by_name};

    #[test]
    fn ink_limits_are_known_by_the_names_that_people_use() {
        assert_eq!(limit_by_name("ISO Coated v2 (basICColor)"), Some(330.0));
        assert_eq!(limit_by_name("ISO Coated v2 300% (basICColor)"), Some(300.0));
        assert_eq!(limit_by_name("PSO Uncoated ISO12647 (basICColor)"), Some(300.0));
        assert_eq!(limit_by_name("ISO Uncoated Yellowish (basICColor)"), Some(320.0));
        assert_eq!(limit_by_name("FOGRA39"), Some(330.0));
        assert_eq!(limit_by_name("IFRA26"), Some(230.0));
        assert_eq!(limit_by_name("Our own press"), None);
    }

    #[test]
    fn a_profile_is_asked_for_its_name_with_care() {
        let mut profile = vec![0; 128];
        profile.extend([0, 0, 0, 1]);
        profile.extend(b"desc");
        profile.extend([0, 0, 0, 144, 0, 0, 0, 20]);
        profile.extend(b"desc\0\0\0\0\0\0\0\x08FOGRA 39");
        assert_eq!(description(&profile).as_deref(), Some("FOGRA39"));
        for length in 0..profile.len() {
            assert_eq!(description(&profile[..length]), None);
        }
        profile[136..140].fill(255);
        assert_eq!(description(&profile), None);
    }
}
