//! Says which text does not fit its page, by how much, and which strings to shorten.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::text::content_key;
use paf_model::{Text, TextKey};
use paf_typeset::{Area, Fit};
use serde::{Deserialize, Serialize};

use crate::prepare::Prepared;
use crate::project::Ready;
use crate::target::Target;

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

/// A document that was fitted to its pages.
pub(crate) struct Fitted<'a> {
    pub(crate) fit: &'a Fit,
    pub(crate) ready: &'a Ready,
    pub(crate) target: &'a Target,
    pub(crate) prepared: &'a Prepared,
    /// The texts that stand on its pages; asked for only where something has to be told.
    pub(crate) printed: &'a dyn Fn() -> BTreeSet<TextKey>,
}

impl Fitted<'_> {
    /// Says what does not fit, and what had to go so that the rest does.
    pub(crate) fn report(&self, found: &mut Diagnostics) {
        let overflows: Vec<Diagnostic> =
            self.fit.areas.iter().filter_map(|area| Some(self.overflow(area, area.excess()?))).collect();
        // What is too long for its page also stands over its edge or over what follows.
        if !overflows.is_empty() {
            *found = std::mem::take(found).into_iter().filter(|told| told.rule != Rule::Collision).collect();
        }
        found.extend(overflows);
        let lean = self.fit.areas.iter().filter_map(|area| Some((area, area.left_out.as_ref()?)));
        found.extend(lean.map(|(area, what)| self.left_out(area, what)));
    }

    fn overflow(&self, area: &Area, excess: f64) -> Diagnostic {
        let message = format!(
            "the text of {} is {excess:.1} mm too high in {}: it needs {:.1} mm at the smallest type, {} pt, and \
             has {:.1} mm",
            self.named(area),
            self.target.lang.english_name(),
            area.need,
            self.fit.size,
            area.room
        );
        let share = 100.0 * excess / area.need;
        let diagnostic = Diagnostic::error(Rule::Overflow, message)
            .help(format!("shorten it by about {:.0} %, or give it more room in the template", share.ceil()));
        self.with_longest(diagnostic, area)
    }

    fn left_out(&self, area: &Area, what: &str) -> Diagnostic {
        let message = format!(
            "{} of the document `{}` leaves out {what} in {}, for want of room",
            self.named(area),
            self.target.document,
            self.target.lang.english_name()
        );
        let diagnostic = Diagnostic::warning(Rule::LeftOut, message)
            .help("shorten what stands beside it, or give it more room in the template");
        self.with_longest(diagnostic, area)
    }

    /// An area by its id and title.
    fn named(&self, area: &Area) -> String {
        let title = self.prepared.model.texts.iter().find(|text| {
            area.keys
                .first()
                .is_some_and(|key| text.key.as_str().strip_prefix(key.as_str()) == Some(".title"))
        });
        match title {
            Some(title) => format!("`{}` (\u{2018}{}\u{2019})", area.id, title.plain()),
            None => format!("`{}`", area.id),
        }
    }

    /// Says which texts fill an area and which made it grow, and stands at the one to begin with.
    fn with_longest(&self, diagnostic: Diagnostic, area: &Area) -> Diagnostic {
        let lengths = self.lengths(area);
        let filling = filling(&lengths, area);
        let mut grown: Vec<&Length> = lengths.iter().filter(|length| length.growth() > 0).collect();
        grown.sort_by(|a, b| b.growth().cmp(&a.growth()).then_with(|| a.text.key.cmp(&b.text.key)));
        // What a country edition has added is for those who make it to shorten; the rest fits without it.
        let mut own: Vec<&Length> = lengths.iter().filter(|length| length.is_national()).collect();
        own.sort_by_key(|length| std::cmp::Reverse(length.characters));
        let first = match (own.first(), grown.first(), &filling) {
            (Some(first), ..) | (None, Some(first), _) => *first,
            (None, None, Some(filling)) => filling.longest,
            (None, None, None) => return diagnostic,
        };
        let mut diagnostic = diagnostic.at_with(first.text.place().clone(), "this one first");
        if !own.is_empty() {
            let list: Vec<String> = own.iter().take(NAMED).map(|length| length.told()).collect();
            diagnostic = diagnostic.help(format!("what this edition has here: {}", list.join("; ")));
        } else if !grown.is_empty() {
            let than = self.prepared.model.source_language().english_name();
            let list: Vec<String> = grown.iter().take(NAMED).map(|length| length.told()).collect();
            diagnostic = diagnostic.help(format!("the longest against {than}: {}", list.join("; ")));
        }
        diagnostic.help_if(filling.map(|filling| filling.told()))
    }

    /// The texts of an area that stand on its pages, each once.
    fn lengths(&self, area: &Area) -> Vec<Length> {
        let printed = (self.printed)();
        let is_of_area = |key: &str| {
            let key = content_key(key).unwrap_or(key);
            area.keys.iter().any(|prefix| is_below(key, prefix))
        };
        let mut found: BTreeMap<TextKey, Length> = BTreeMap::new();
        for text in self.ready.project.main.map.texts() {
            if is_of_area(text.key.as_str()) && printed.contains(&text.key) {
                found.entry(text.key.clone()).or_insert_with(|| Length::of(text));
            }
        }
        found.into_values().collect()
    }
}

fn is_below(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A text with its length, here and in the language it was translated from.
struct Length {
    text: Arc<Text>,
    characters: usize,
    source: Option<usize>,
}

impl Length {
    fn of(text: &Arc<Text>) -> Self {
        let length = |text: &Text| text.plain().chars().count();
        let source = text.base.as_deref().filter(|base| base.lang != text.lang).map(length);
        Self { text: Arc::clone(text), characters: length(text), source }
    }

    /// Whether it is a country edition's own.
    fn is_national(&self) -> bool {
        self.text.key.as_str().starts_with("editions.")
    }

    /// How many characters it gained in translation; none where it is not translated.
    fn growth(&self) -> usize {
        self.source.map_or(0, |source| self.characters.saturating_sub(source))
    }

    fn told(&self) -> String {
        let (key, characters) = (&self.text.key, self.characters);
        match self.source {
            Some(source) if source > 0 => {
                #[expect(clippy::cast_precision_loss, reason = "texts are short")]
                let percent = 100.0 * characters as f64 / source as f64 - 100.0;
                format!("`{key}` ({characters} characters against {source}, {percent:+.0} %)")
            }
            _ => format!("`{key}` ({characters} characters)"),
        }
    }
}

/// The part of an area's texts that fills most of it.
struct Filling<'a> {
    /// What their keys begin with.
    part: &'a str,
    /// The things of that part, such as recommendations; their texts; their characters.
    things: usize,
    texts: usize,
    characters: usize,
    longest: &'a Length,
    of_all: usize,
}

impl Filling<'_> {
    fn told(&self) -> String {
        let Self { part, things, texts, characters, longest, of_all } = self;
        let many = if *things > 1 { format!("{things} of them, ") } else { String::new() };
        let share = 100 * characters / (*of_all).max(1);
        format!(
            "most of it is `{part}` ({many}{texts} texts, {characters} characters, {share} % of the area); its longest is {}",
            longest.told()
        )
    }
}

fn filling<'a>(lengths: &'a [Length], area: &'a Area) -> Option<Filling<'a>> {
    let of_all = lengths.iter().map(|length| length.characters).sum();
    let part = |part: &'a String| {
        let rest = |length: &Length| {
            let key = length.text.key.as_str();
            is_below(key, part).then(|| key[part.len()..].trim_start_matches('.').to_owned())
        };
        let of_part: Vec<&Length> = lengths.iter().filter(|length| rest(length).is_some()).collect();
        let things: BTreeSet<String> = of_part
            .iter()
            .filter_map(|length| rest(length)?.split_once('.').map(|(thing, _)| thing.to_owned()))
            .collect();
        Some(Filling {
            part,
            things: things.len(),
            texts: of_part.len(),
            characters: of_part.iter().map(|length| length.characters).sum(),
            longest: of_part.iter().max_by_key(|length| length.characters)?,
            of_all,
        })
    };
    area.keys.iter().filter_map(part).max_by_key(|filling| filling.characters)
}
