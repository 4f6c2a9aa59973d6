//! Reads YAML text into a tree with places; the only module that knows the YAML parser.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written, merge_conflicts};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::DuplicateKeyPolicy;
use serde_saphyr::{Location, Spanned};

use crate::node::{Node, NodeValue};

mod flow;
mod layout;
pub(crate) mod lines;
pub(crate) mod lost;
mod quoted;
mod slips;
mod strays;
mod syntax;
mod wrapped;

/// Reads one file; `None` where nothing of it can be used. All problems that can be told apart go
/// to `diagnostics`.
pub fn read(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Node> {
    if is_blank(file.text()) {
        diagnostics.push(
            Diagnostic::error(Rule::EmptyFile, format!("`{}` is empty", file.path()))
                .at(Place::start_of(file))
                .help("write the content, or delete the file if it is not needed"),
        );
        return None;
    }
    let conflicts = merge_conflicts(file);
    if !conflicts.is_empty() {
        diagnostics.extend(conflicts);
        return None;
    }
    if report_tabs(file, diagnostics) {
        return None;
    }
    let lost = lost::report(file, diagnostics);
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_events: 500_000,
            max_aliases: 1_000,
            max_nodes: 200_000,
            max_depth: 40,
            max_documents: 1,
            max_total_scalar_bytes: 8 << 20,
        },
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(file.text(), options) {
        Ok(raw) => Some(Placer { file, diagnostics }.node(raw)),
        Err(error) => {
            // An alias of nothing ends the reading, and has been told with the words that it swallows.
            let line = error.location().and_then(|at| usize::try_from(at.line()).ok());
            if !line.is_some_and(|line| lost.contains(&line)) {
                diagnostics.extend(syntax::report(file, &error));
            }
            None
        }
    }
}

/// Whether there is nothing but white space and comments.
fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    })
}

/// YAML forbids tabs in indentation, and parsers report them as something else further down.
fn report_tabs(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> bool {
    let mut found = false;
    let mut offset = 0;
    for line in file.text().split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line[..indent].find('\t');
        if let (Some(tab), false) = (tab, line.trim().is_empty()) {
            found = true;
            diagnostics.push(
                Diagnostic::error(Rule::YamlTab, "this line is indented with a tab")
                    .at_with(Place::new(file, offset + tab..offset + indent), "a tab")
                    .help("indent with spaces, two for each level"),
            );
        }
        offset += line.len();
    }
    found
}

fn location_place(file: &Arc<SourceFile>, location: Location) -> Place {
    let line = file.line_range(usize::try_from(location.line()).unwrap_or(1));
    let text = file.text().get(line.clone()).unwrap_or_default();
    let column = usize::try_from(location.column().saturating_sub(1)).unwrap_or(0);
    let start = line.start + text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
    Place::new(file, start..line.end.max(start))
}

/// A YAML value as the parser hands it over.
enum Raw {
    Null,
    Bool(bool),
    Number,
    String(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// Gives every raw value its place in the file.
struct Placer<'a> {
    file: &'a Arc<SourceFile>,
    diagnostics: &'a mut Diagnostics,
}

impl Placer<'_> {
    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let place = self.place(raw.referenced);
        let defined = self.place(raw.defined);
        let value = match raw.value {
            Raw::Null => NodeValue::Null,
            Raw::Bool(value) => NodeValue::Bool(value),
            Raw::Number => NodeValue::Number(Written::verbatim(defined.text().to_owned(), defined)),
            Raw::String(text) => match strays::items(&defined, self.diagnostics) {
                Some(items) => NodeValue::List(items),
                None => NodeValue::String(written(text, defined)),
            },
            Raw::List(items) => NodeValue::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => NodeValue::Map(self.map(entries)),
        };
        Node { value, place }
    }

    fn map(&mut self, entries: Vec<(Spanned<String>, Spanned<Raw>)>) -> Vec<(Written, Node)> {
        let mut map: Vec<(Written, Node)> = Vec::with_capacity(entries.len());
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (key, value) in entries {
            let key = written(key.value, self.place(key.defined));
            let value = self.node(value);
            let (key, value) = match strays::entry(key, value, map.last_mut(), self.diagnostics) {
                Some(entry) => entry,
                None => continue,
            };
            if let Some((first, earlier)) = places.get(key.text()).and_then(|at| map.get(*at)) {
                let help = match (&earlier.value, &value.value) {
                    (NodeValue::Map(_), NodeValue::Map(_)) | (NodeValue::List(_), NodeValue::List(_)) => {
                        "move what stands below the second to the end of what stands below the first, and delete the second"
                    }
                    _ => "keep one of the two, or give one another key",
                };
                self.diagnostics.push(
                    Diagnostic::error(Rule::DuplicateKey, format!("the key `{}` stands twice", key.text()))
                        .at_with(key.place().clone(), "again here")
                        .also(first.place().clone(), "first here")
                        .help(help),
                );
                continue;
            }
            places.insert(key.text().to_owned(), map.len());
            map.push((key, value));
        }
        map
    }

    fn place(&self, location: Location) -> Place {
        let span = location.span();
        match (span.byte_offset(), span.byte_len()) {
            (Some(start), Some(len)) => {
                let start = usize::try_from(start).unwrap_or(0);
                let len = usize::try_from(len).unwrap_or(0);
                Place::new(self.file, trimmed(self.file.text(), start..start + len))
            }
            _ => location_place(self.file, location),
        }
    }
}

/// Block values reach up to the next key; their place ends with their last visible character.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    let visible = text.get(start..end).map_or(end - start, |part| part.trim_end().len());
    start..start + visible
}

/// Lines a decoded scalar up with the bytes it was written in.
fn written(text: String, place: Place) -> Written {
    let raw = place.text();
    let base = place.range().start;
    let mut at = scalar_start(raw);
    let mut steps = Vec::new();
    let mut in_step = false;
    let mut spaces = Spaces::default();
    for (offset, c) in text.char_indices() {
        // What is lined up wrongly may end within a character.
        let step = source_step(raw, at, c, &mut spaces);
        let (skip, width) = step.unwrap_or((0, c.len_utf8()));
        if skip > 0 || !in_step || step.is_none() {
            steps.push((offset, base + at + skip));
        }
        in_step = width == c.len_utf8();
        at = (at + skip + width).min(raw.len());
    }
    if steps.is_empty() {
        steps.push((0, base));
    }
    Written::with_steps(text, place, steps)
}

/// Past the opening quotation mark, or the header line of a block scalar.
fn scalar_start(raw: &str) -> usize {
    match raw.as_bytes().first() {
        Some(b'"' | b'\'') => 1,
        Some(b'|' | b'>') => raw.find('\n').map_or(raw.len(), |at| at + 1),
        _ => 0,
    }
}

/// A run of spaces, which is looked at once however long it is.
#[derive(Default)]
struct Spaces {
    end: usize,
    end_a_line: bool,
}

impl Spaces {
    /// Whether nothing but spaces stands on the line from `at` on.
    fn end_a_line(&mut self, raw: &str, at: usize) -> bool {
        if at >= self.end {
            let rest = raw.get(at..).unwrap_or_default();
            let behind = rest.trim_start_matches(' ');
            self.end = at + rest.len() - behind.len();
            self.end_a_line = behind.starts_with('\n');
        }
        self.end_a_line
    }
}

/// How many bytes to skip from `at` on, and how many to take, for the decoded character `c`.
fn source_step(whole: &str, at: usize, c: char, spaces: &mut Spaces) -> Option<(usize, usize)> {
    let raw = whole.get(at..).unwrap_or_default();
    let in_single_quotes = whole.starts_with('\'');
    if raw.starts_with(c) && !(c == ' ' && spaces.end_a_line(whole, at)) {
        let doubled = in_single_quotes && c == '\'' && raw.starts_with("''");
        return Some((0, if doubled { 2 } else { c.len_utf8() }));
    }
    if c == ' ' || c == '\n' {
        let blank = raw.len() - raw.trim_start_matches([' ', '\n', '\r', '\t']).len();
        if blank > 0 {
            return Some((0, blank));
        }
    }
    if let Some(rest) = raw.strip_prefix('\\') {
        let width = match rest.as_bytes().first() {
            Some(b'x') => 4,
            Some(b'u') => 6,
            Some(b'U') => 10,
            _ => 2,
        };
        return Some((0, width.min(raw.len())));
    }
    let blank = raw.len() - raw.trim_start_matches([' ', '\n', '\r', '\t']).len();
    raw[blank..].starts_with(c).then_some((blank, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<Node>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let node = read(&SourceFile::new("a.yaml", text), &mut diagnostics);
        (node, diagnostics)
    }

    fn string(text: &str, key: &str) -> Written {
        let (node, diagnostics) = parse(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        match node.as_ref().and_then(|node| node.get(key)).map(|node| node.value.clone()) {
            Some(NodeValue::String(written) | NodeValue::Number(written)) => written,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_lead_back_to_their_place_in_every_style() {
        for yaml in [
            "t: one two three",
            "t: 'one two three'",
            "t: \"one two three\"",
            "t: >-\n  one\n  two\n  three\nu: x",
            "t: |\n  one\n  two\n  three\nu: x",
            "t: one\n  two\n  three\n",
            "t: \"one\\ttwo\\u00e9 three\"",
            "t: 'it''s two three'",
            "t: \"''… two three\"",
            "t: \"one\n  two\n  three\"",
        ] {
            let written = string(yaml, "t");
            for word in ["two", "three"] {
                let at = written.text().find(word).expect("the word is there");
                assert_eq!(written.place_of(at..at + word.len()).text(), word, "{yaml}");
            }
        }
    }

    #[test]
    fn numbers_keep_their_spelling() {
        assert_eq!(string("v: 1.10", "v").text(), "1.10");
        assert_eq!(string("v: 0755", "v").text(), "0755");
    }

    #[test]
    fn words_that_other_parsers_take_for_booleans_are_texts() {
        for word in ["no", "on", "y"] {
            assert_eq!(string(&format!("v: {word}"), "v").text(), word);
        }
    }

    #[test]
    fn every_duplicate_key_is_reported() {
        let (_, diagnostics) = parse("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n");
        let rules: Vec<_> = diagnostics.iter().map(|d| d.rule).collect();
        assert_eq!(rules, [Rule::DuplicateKey, Rule::DuplicateKey]);
    }

    #[test]
    fn every_tab_is_reported() {
        let (node, diagnostics) = parse("a:\n\tb: 1\n\tc: 2\n");
        assert!(node.is_none());
        assert_eq!(diagnostics.errors(), 2);
    }

    /// Whatever stands within what, and however often: it is told or read, in the time that reading takes.
    #[test]
    fn no_file_is_too_deep_or_too_long() {
        const MANY: usize = 20_000;
        let deep = |open: &str, close: &str| format!("a: {}b{}\n", open.repeat(MANY), close.repeat(MANY));
        let steps = (0..2_000).map(|step| format!("{}a:\n", " ".repeat(step))).collect::<String>();
        for text in
            [deep("[", "]"), deep("{a: ", "}"), deep("[", ""), format!("{}b\n", "- ".repeat(MANY)), steps]
        {
            let (node, diagnostics) = parse(&text);
            assert!(node.is_none() && diagnostics.errors() > 0, "{}", &text[..40]);
            assert!(diagnostics.errors() < 10, "{}: {}", &text[..40], diagnostics.errors());
        }
        for text in [
            format!("a: ['{}']\n", "''".repeat(MANY)),
            format!("a: x{}y\n", " ".repeat(MANY)),
            format!("a: \"{}\"\n", "\\\\".repeat(MANY)),
        ] {
            let (node, diagnostics) = parse(&text);
            assert!(node.is_some() && diagnostics.is_empty(), "{}: {diagnostics:?}", &text[..40]);
        }
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let before = level - 1;
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 10].join(", ")));
        }
        let (node, diagnostics) = parse(&bomb);
        assert!(node.is_none());
        assert_eq!(
            diagnostics.iter().map(|d| d.rule).collect::<Vec<_>>(),
            [Rule::YamlBudget],
            "{diagnostics:?}"
        );
    }

    #[test]
    fn what_is_too_much_is_called_by_its_name() {
        let merges = format!("a: &a {{b: c}}\nd:\n{}", "  - {<<: *a}\n".repeat(600));
        for (text, what) in [
            (format!("a:\n{}", "  - x\n".repeat(200_001)), "200,000 keys and values"),
            (format!("a: {}\n", "x".repeat(9 << 20)), "8 MB of text"),
            (format!("a: {}{}\n", "[".repeat(50), "]".repeat(50)), "deeper than"),
        ] {
            let (node, diagnostics) = parse(&text);
            assert!(node.is_none(), "{what}");
            let messages: Vec<_> = diagnostics.iter().map(|found| found.message.as_str()).collect();
            assert!(messages.iter().all(|message| message.contains(what)), "{messages:?}");
            assert!(messages.iter().all(|message| !message.contains("alias")), "{messages:?}");
        }
        let (_, diagnostics) = parse(&merges);
        assert!(diagnostics.iter().all(|found| !found.message.contains("budget")), "{diagnostics:?}");
    }
}
