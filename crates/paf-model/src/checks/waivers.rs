//! Remarks in the content that waive a check for the line below: `# allow: spacing`.

use std::cell::Cell;
use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

use crate::model::Model;
use crate::waiver::{self, short};
use crate::yaml::lines;

/// The kinds of problem that can be waived.
const WAIVABLE: [Rule; 8] = [
    Rule::SourceSpacing,
    Rule::SourceQuotationMarks,
    Rule::SourceLetterForm,
    Rule::SourceLookAlike,
    Rule::TypedList,
    Rule::Unused,
    Rule::Uncited,
    Rule::EmptyList,
];

/// A name in a remark.
struct Waiver {
    rule: Rule,
    place: Place,
    /// The line that it is about.
    line: usize,
    is_needed: Cell<bool>,
}

/// All remarks of the content that waive something.
pub(super) struct Waivers {
    all: Vec<Waiver>,
    /// By their lines and files.
    at: BTreeMap<(usize, String), Vec<usize>>,
}

impl Waivers {
    /// Reads them; a name that is not that of a check is reported.
    pub(super) fn of(model: &Model, diagnostics: &mut Diagnostics) -> Self {
        let mut waivers = Vec::new();
        for file in model.sources.values().filter(|file| file.path().ends_with(".yaml")) {
            for remark in lines::remarks(file) {
                let line = file.text().get(remark.range.clone()).unwrap_or_default();
                for (at, name) in waiver::names(line) {
                    let start = remark.range.start;
                    let place = Place::new(file, start + at.start..start + at.end);
                    match waiver::rule_named(name, &WAIVABLE) {
                        Some(rule) => {
                            let is_needed = Cell::new(false);
                            waivers.push(Waiver { rule, place, line: remark.above, is_needed });
                        }
                        None => {
                            diagnostics.push(waiver::unknown(Rule::SourceWaiver, name, place, &WAIVABLE));
                        }
                    }
                }
            }
        }
        let mut at: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for (index, waiver) in waivers.iter().enumerate() {
            at.entry((waiver.line, waiver.place.file().path().to_owned())).or_default().push(index);
        }
        Self { all: waivers, at }
    }

    /// Passes on what was found at something that stands at `place`, but for what is waived there.
    pub(super) fn apply(
        &self,
        place: &Place,
        found: impl IntoIterator<Item = Diagnostic>,
        diagnostics: &mut Diagnostics,
    ) {
        diagnostics.extend(found.into_iter().filter(|diagnostic| !self.waives(diagnostic.rule, place)));
    }

    /// Whether a remark waives a check for what stands at a place.
    fn waives(&self, rule: Rule, place: &Place) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let there = self.at.get(&(line_of(place), place.file().path().to_owned()));
        let mut there = there.into_iter().flatten().filter_map(|index| self.all.get(*index));
        let waiver = there.find(|waiver| waiver.rule == rule);
        if let Some(waiver) = waiver {
            waiver.is_needed.set(true);
        }
        waiver.is_some()
    }

    /// Says which of them are idle, once everything has been checked.
    pub(super) fn report_idle(&self, diagnostics: &mut Diagnostics) {
        for waiver in self.all.iter().filter(|waiver| !waiver.is_needed.get()) {
            let name = short(waiver.rule);
            diagnostics.push(
                Diagnostic::warning(
                    Rule::SourceWaiver,
                    format!("this remark waives `{name}`, which finds nothing in the line below"),
                )
                .at(waiver.place.clone())
                .help(format!("remove `{name}` from the remark, so that the check works again"))
                .help("or write the remark right above the line of the text that it is about"),
            );
        }
    }
}

/// The line that a value begins on; where it stands below its key, that of the key.
fn line_of(place: &Place) -> usize {
    let file = place.file();
    let line = place.start().line;
    let before = file.text().get(file.line_range(line).start..place.range().start).unwrap_or_default();
    if !before.trim().is_empty() {
        return line;
    }
    let above = (1..line)
        .rev()
        .find(|number| file.text().get(file.line_range(*number)).is_some_and(|text| !text.trim().is_empty()));
    let is_key = |number: &usize| {
        let text = file.text().get(file.line_range(*number)).unwrap_or_default();
        text.trim_end().ends_with(':') && !text.trim_start().starts_with('#')
    };
    above.filter(is_key).unwrap_or(line)
}
