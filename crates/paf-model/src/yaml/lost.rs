//! Words that YAML takes for signs of its own: they would vanish from print without a trace.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, Span, StructureStyle, options};
use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written};

use super::quoted;

/// Reports what stands before a value and is no part of it: names (`&a`) that nothing refers to, types
/// (`!a`), references to names that are not there (`*a`). Gives the lines it has told of.
pub(super) fn report(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> BTreeSet<usize> {
    let signs = Signs::of(file.text());
    let mut lines = BTreeSet::new();
    for sign in &signs.found {
        if sign.anchor.is_some_and(|id| signs.referred.contains(&id)) {
            continue;
        }
        let place = Place::new(file, sign.range.clone());
        lines.insert(place.start().line);
        diagnostics.push(lost(file, sign, place));
    }
    lines
}

/// A sign of YAML before a value.
struct Sign {
    range: Range<usize>,
    /// Where the value ends that it stands before; its own end where it stands for a value.
    end: usize,
    in_brackets: bool,
    /// Its number, where it names the value.
    anchor: Option<usize>,
}

#[derive(Default)]
struct Signs {
    found: Vec<Sign>,
    /// The numbers of the names that something refers to.
    referred: BTreeSet<usize>,
    open: Vec<StructureStyle>,
    /// The end of the scalar that was read last; none after the beginning of a list or map.
    scalar: Option<usize>,
}

impl Signs {
    /// Everything up to the first error, which is told elsewhere.
    fn of(text: &str) -> Self {
        let options = options! { emit_anchor_events: true, emit_unresolved_aliases: true };
        let mut signs = Self::default();
        for next in Parser::new_from_str_with_options(text, options) {
            let Ok((event, span)) = next else { break };
            signs.take(&event, &span);
        }
        signs
    }

    fn take(&mut self, event: &Event<'_>, span: &Span) {
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Alias(id) => {
                self.referred.insert(*id);
            }
            Event::UnresolvedAlias(_) => self.add(range.clone(), range.end, None),
            Event::Anchor(id, _) => {
                if let Some(end) = self.scalar {
                    self.add(range, end, Some(*id));
                }
            }
            Event::Scalar(..) => {
                self.scalar = Some(range.end);
                self.tag(event, span, range.end);
            }
            Event::SequenceStart(style, ..) | Event::MappingStart(style, ..) => {
                self.tag(event, span, range.start);
                self.scalar = None;
                self.open.push(*style);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// The types of YAML itself (`!!str`) are no words of a text.
    fn tag(&mut self, event: &Event<'_>, span: &Span, end: usize) {
        let is_word = event.tag().is_some_and(|tag| tag.core_suffix().is_none());
        if let Some(range) = span.tag_span().and_then(|span| span.byte_range()).filter(|_| is_word) {
            self.add(range, end, None);
        }
    }

    fn add(&mut self, range: Range<usize>, end: usize, anchor: Option<usize>) {
        let in_brackets = self.open.last() == Some(&StructureStyle::Flow);
        self.found.push(Sign { end: end.max(range.end), range, in_brackets, anchor });
    }
}

fn lost(file: &Arc<SourceFile>, sign: &Sign, place: Place) -> Diagnostic {
    let word = place.text().to_owned();
    let message = match word.chars().next() {
        Some('&') => {
            format!("`{word}` would not be printed: YAML takes it for a name of the value behind it")
        }
        Some('*') => format!(
            "a value cannot begin with a star: YAML takes `{word}` for the value that is named `&{}`",
            word.trim_start_matches('*')
        ),
        _ => format!("`{word}` would not be printed: YAML takes it for the type of the value behind it"),
    };
    let value = sign.range.start..quoted::end_of_value(file, sign.range.start, sign.in_brackets);
    let behind = file.text().get(sign.range.end..value.end).unwrap_or_default().trim_start();
    let goes_on = file.position(sign.end).line > file.position(sign.range.start).line;
    let line = quoted::entry(file, value).filter(|_| !goes_on && !behind.starts_with(['|', '>', '[', '{']));
    Diagnostic::error(Rule::LostWords, message).at(place).help(match line {
        Some(line) => format!("put the text in quotation marks: `{line}`"),
        None => "put the text in quotation marks, with this word in them; or delete the word".to_owned(),
    })
}

/// Reports a comment behind a text that stands without quotation marks. A number sign that touches a
/// word is meant to be read; one with a space behind it may be a remark.
pub(crate) fn comment_after(written: &Written) -> Option<Diagnostic> {
    let place = written.place();
    if place.text().starts_with(['"', '\'', '|', '>']) {
        return None;
    }
    let file = place.file();
    let range = place.range();
    let line = file.line_range(place.end().line);
    let rest = file.text().get(range.end..line.end)?;
    let comment = rest.trim_start();
    let mark = comment.strip_prefix('#').filter(|_| rest.starts_with([' ', '\t']))?;
    let start = line.end - comment.len();
    let message = "what stands behind this `#` is a remark in YAML and is not printed";
    let is_one_line = place.start().line == place.end().line;
    let quoted = quoted::entry(file, range.start..line.end).filter(|_| is_one_line);
    let print = match quoted {
        Some(line) => format!("to print it, put the text in quotation marks: `{line}`"),
        None => "to print it, put the whole text in quotation marks".to_owned(),
    };
    let is_word = mark.starts_with(|c: char| !c.is_whitespace() && c != '#');
    let diagnostic = if is_word {
        Diagnostic::error(Rule::LostWords, message)
    } else {
        Diagnostic::warning(Rule::LostWords, message)
            .help("if it is a remark, write it on a line of its own above")
    };
    Some(diagnostic.at(Place::new(file, start..line.end)).help(print))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        report(&SourceFile::new("a.yaml", text), &mut diagnostics);
        diagnostics.iter().map(|found| found.help.join("; ")).collect()
    }

    #[test]
    fn words_that_are_signs_are_told_with_the_line_to_write() {
        for (yaml, line) in [
            ("name: &Partners of Europe", "name: \"&Partners of Europe\""),
            ("- !Decide on the test # and more", "- \"!Decide on the test # and more\""),
            ("a: {b: ! c, d: e}", "b: \"! c\""),
            ("a: [*all, b]", "\"*all\""),
            ("a: *Strong* words", "a: \"*Strong* words\""),
            ("a: **Strong** words", "a: \"**Strong** words\""),
            ("a: &Empty", "a: \"&Empty\""),
        ] {
            assert_eq!(told(yaml), [format!("put the text in quotation marks: `{line}`")], "{yaml}");
        }
    }

    #[test]
    fn names_that_are_used_and_types_of_yaml_are_let_be() {
        for yaml in ["a: &x b\nc: *x", "a: !!str 1", "a: &x\n  b: c\n", "a: b & c! *d*"] {
            assert!(told(yaml).is_empty(), "{yaml}");
        }
    }

    #[test]
    fn a_sign_before_several_lines_is_told_without_them() {
        assert_eq!(told("a: !One\n  two\n  three\n").len(), 1);
        assert_eq!(told("a: &one >-\n  two\n").len(), 1);
    }
}
