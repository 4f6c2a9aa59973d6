//! Says which text does not fit its page, by how much, and which strings to shorten.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::{Text, TextKey};
use paf_typeset::{Area, Fit};
use serde::{Deserialize, Serialize};

use crate::plan::Target;
use crate::prepare::Prepared;
use crate::project::Ready;

/// How many strings are named.
const NAMED: usize = 3;

/// How a target was fitted to its pages, as the manifest keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FitEntry {
    /// The type size, in points.
    pub size: f64,
    /// The space between two lines, as a part of the size.
    pub leading: f64,
    /// The space added between two letters, in per cent of the size.
    pub tracking: f64,
    /// The fullest area.
    pub fullest: String,
    /// How full it is, in per cent of its height.
    pub full: u32,
    /// The same of every area.
    #[serde(default)]
    pub areas: BTreeMap<String, u32>,
}

impl FitEntry {
    pub(crate) fn new(fit: &Fit) -> Self {
        let share = |area: &Area| if area.room > 0.0 { area.need / area.room } else { 1.0 };
        let fullest = fit.areas.iter().max_by(|a, b| share(a).total_cmp(&share(b)));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of some hundred per cent"
        )]
        let percent = |area: &Area| (share(area) * 100.0).round() as u32;
        Self {
            size: fit.size,
            leading: fit.leading,
            tracking: fit.tracking,
            fullest: fullest.map(|area| area.id.clone()).unwrap_or_default(),
            full: fullest.map_or(0, percent),
            areas: fit.areas.iter().map(|area| (area.id.clone(), percent(area))).collect(),
        }
    }
}

/// Says what does not fit, and what had to go so that the rest does.
pub(crate) fn report(
    fit: &Fit,
    ready: &Ready,
    target: &Target,
    prepared: &Prepared,
    found: &mut Diagnostics,
) {
    let overflows = overflows(fit, ready, target, prepared);
    // What is too long for its page also stands over its edge or over what follows.
    if !overflows.is_empty() {
        *found = std::mem::take(found).into_iter().filter(|told| told.rule != Rule::Collision).collect();
    }
    found.extend(overflows);
    found.extend(left_out(fit, ready, target, prepared));
}

/// One error for each area that its text does not fit.
fn overflows(fit: &Fit, ready: &Ready, target: &Target, prepared: &Prepared) -> Vec<Diagnostic> {
    let too_full = fit.areas.iter().filter_map(|area| Some((area, area.excess()?)));
    too_full.map(|(area, excess)| overflow(area, excess, fit, ready, target, prepared)).collect()
}

/// One warning for each area from which something had to go so that its text fits.
fn left_out(fit: &Fit, ready: &Ready, target: &Target, prepared: &Prepared) -> Vec<Diagnostic> {
    let lean = fit.areas.iter().filter_map(|area| Some((area, area.left_out.as_ref()?)));
    let told = lean.map(|(area, what)| {
        let message = format!(
            "{} of the document `{}` leaves out {what} in {}, for want of room",
            named(area, prepared),
            target.document,
            target.lang.english_name()
        );
        let diagnostic = Diagnostic::warning(Rule::LeftOut, message)
            .help("shorten what stands beside it, or give it more room in the template");
        with_longest(diagnostic, area, ready, prepared)
    });
    told.collect()
}

fn overflow(
    area: &Area,
    excess: f64,
    fit: &Fit,
    ready: &Ready,
    target: &Target,
    prepared: &Prepared,
) -> Diagnostic {
    let language = target.lang.english_name();
    let named = named(area, prepared);
    let message = format!(
        "the text of {named} is {excess:.1} mm too high in {language}: it needs {:.1} mm at the smallest type, \
         {} pt, and has {:.1} mm",
        area.need, fit.size, area.room
    );
    let share = 100.0 * excess / area.need;
    let diagnostic = Diagnostic::error(Rule::Overflow, message)
        .help(format!("shorten it by about {:.0} %, or give it more room in the template", share.ceil()));
    with_longest(diagnostic, area, ready, prepared)
}

/// An area by its id and title.
fn named(area: &Area, prepared: &Prepared) -> String {
    let title = prepared.model.texts.iter().find(|text| {
        area.keys.first().is_some_and(|key| text.key.as_str().strip_prefix(key.as_str()) == Some(".title"))
    });
    match title {
        Some(title) => format!("`{}` (\u{2018}{}\u{2019})", area.id, title.plain()),
        None => format!("`{}`", area.id),
    }
}

/// Names the strings of an area that grew most, and stands at the first of them.
fn with_longest(diagnostic: Diagnostic, area: &Area, ready: &Ready, prepared: &Prepared) -> Diagnostic {
    let mut grown = grown(area, ready);
    grown.sort_by(|a, b| b.longer.cmp(&a.longer).then_with(|| a.text.key.cmp(&b.text.key)));
    let Some(first) = grown.first() else { return diagnostic };
    let list: Vec<String> = grown.iter().take(NAMED).map(Grown::told).collect();
    let than = match first.source {
        Some(_) => format!(" against {}", prepared.model.source_language().english_name()),
        None => String::new(),
    };
    diagnostic
        .at_with(first.text.place().clone(), "this one first")
        .help(format!("the longest{than}: {}", list.join("; ")))
}

/// A string with what it gained in translation.
struct Grown {
    text: Arc<Text>,
    /// Characters more than in the source, or all where it is the source.
    longer: i64,
    characters: usize,
    source: Option<usize>,
}

impl Grown {
    fn told(&self) -> String {
        match self.source {
            Some(source) if source > 0 => {
                #[expect(clippy::cast_precision_loss, reason = "texts are short")]
                let percent = 100.0 * self.characters as f64 / source as f64 - 100.0;
                format!(
                    "`{}` ({} characters against {source}, {percent:+.0} %)",
                    self.text.key, self.characters
                )
            }
            _ => format!("`{}` ({} characters)", self.text.key, self.characters),
        }
    }
}

fn grown(area: &Area, ready: &Ready) -> Vec<Grown> {
    let is_below = |key: &str, prefix: &str| {
        key.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut seen: Vec<TextKey> = Vec::new();
    let mut grown = Vec::new();
    for text in ready.project.main.map.texts() {
        let key = text.key.as_str();
        if !area.keys.iter().any(|prefix| is_below(key, prefix)) || seen.contains(&text.key) {
            continue;
        }
        seen.push(text.key.clone());
        let length = |text: &Text| text.plain().chars().count();
        let characters = length(text);
        let source = text.base.as_deref().filter(|base| base.lang != text.lang).map(length);
        #[expect(clippy::cast_possible_wrap, reason = "texts are short")]
        let longer = characters as i64 - source.unwrap_or(0) as i64;
        grown.push(Grown { text: Arc::clone(text), longer, characters, source });
    }
    grown
}
