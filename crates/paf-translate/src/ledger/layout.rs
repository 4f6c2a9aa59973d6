//! The file that a ledger was read from: the order of its records, and what people noted beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Place, SourceFile, Written};
use paf_model::node::{Node, NodeValue};

use super::{HEAD, Record};

/// A file of records. What is not changed is written back byte for byte.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// What stands above the first text.
    head: String,
    blocks: Vec<Block>,
    /// What stands below the last one.
    tail: String,
    /// Whether lines end as on Windows.
    returns: bool,
}

/// The lines of one text.
#[derive(Debug, Clone)]
struct Block {
    key: String,
    place: Place,
    renamed: bool,
    /// The remarks above its key.
    above: String,
    /// Its own lines.
    own: String,
    /// The records that were read from them.
    read: Vec<Kept>,
    /// The remarks between the key and the first record.
    below_key: Vec<String>,
}

/// A record as it stands in the file.
#[derive(Debug, Clone)]
struct Kept {
    record: Record,
    place: Place,
    /// As it is written, if that is on one line and in braces.
    written: Option<String>,
    /// The remarks on its line.
    beside: Vec<String>,
    /// The remarks between it and the next one.
    below: Vec<String>,
}

impl Layout {
    /// Of a file that has remarks alone.
    pub(super) fn of_remarks(text: &str) -> Self {
        Self { head: on_lines(text), returns: text.contains("\r\n"), ..Self::default() }
    }

    /// Of a file with `entries`, and the records that were read from each.
    pub(super) fn new(
        file: &Arc<SourceFile>,
        entries: &[(Written, Node)],
        records: Vec<Vec<Record>>,
    ) -> Self {
        let returns = file.text().contains("\r\n");
        let own = own_lines(file.text(), entries);
        let mut blocks: Vec<Block> = entries
            .iter()
            .zip(records)
            .map(|((key, node), records)| block(file, key, node, records))
            .collect();
        let Some(own) = own else {
            // Written in a manner of its own, for example as one map in braces.
            let head = std::iter::once(HEAD.to_owned()).chain(remarks_of(file, entries)).collect();
            return Self { head, blocks, tail: String::new(), returns };
        };
        let text = |range: Range<usize>| on_lines(file.text().get(range).unwrap_or_default());
        let mut at = 0;
        let mut head = String::new();
        for (number, (block, range)) in blocks.iter_mut().zip(own).enumerate() {
            let above = text(at..range.start);
            if number == 0 {
                let (top, rest) = split_head(&above);
                (head, block.above) = (top.to_owned(), rest.to_owned());
            } else {
                block.above = above;
            }
            at = range.end;
            block.own = text(range);
        }
        Self { head, blocks, tail: text(at..file.text().len()), returns }
    }

    /// Where the key of a text stands.
    pub(super) fn place(&self, key: &str) -> Option<&Place> {
        self.blocks.iter().find(|block| block.key == key).map(|block| &block.place)
    }

    /// All records as they were read, each with its text and its place.
    pub(super) fn read(&self) -> impl Iterator<Item = (&str, &Record, &Place)> {
        self.blocks
            .iter()
            .flat_map(|block| block.read.iter().map(|kept| (block.key.as_str(), &kept.record, &kept.place)))
    }

    /// Gives a text another key.
    pub(super) fn rename(&mut self, old: &str, new: &str) {
        for block in self.blocks.iter_mut().filter(|block| block.key == old) {
            new.clone_into(&mut block.key);
            block.renamed = true;
        }
    }

    /// The file with the records of today. A text that it did not have comes after the one that precedes it
    /// by its key.
    pub(super) fn with(&self, records: &BTreeMap<String, Vec<Record>>) -> String {
        let known: BTreeSet<&str> = self.blocks.iter().map(|block| block.key.as_str()).collect();
        let mut fresh: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
        for key in records.keys().map(String::as_str).filter(|key| !known.contains(key)) {
            let smaller = self.blocks.iter().enumerate().filter(|(_, block)| block.key.as_str() < key);
            let after = smaller.max_by_key(|(_, block)| block.key.as_str()).map(|(at, _)| at);
            fresh.entry(after).or_default().push(key);
        }
        let of = |key: &str| records.get(key).map(Vec::as_slice).unwrap_or_default();
        let new =
            |at: Option<usize>| fresh.get(&at).into_iter().flatten().map(|key| lines(key, of(key), &[], &[]));
        let mut out =
            if self.head.is_empty() && self.blocks.is_empty() { HEAD.to_owned() } else { self.head.clone() };
        out.extend(new(None));
        let mut written: BTreeSet<&str> = BTreeSet::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let records = if written.insert(&block.key) { of(&block.key) } else { &[] };
            out.push_str(&block.with(records));
            out.extend(new(Some(at)));
        }
        out.push_str(&self.tail);
        if self.returns { out.replace("\r\n", "\n").replace('\n', "\r\n") } else { out }
    }
}

impl Block {
    fn with(&self, records: &[Record]) -> String {
        let is_as_read = self.read.iter().map(|kept| &kept.record).eq(records);
        let key = if self.renamed { self.key.as_str() } else { self.place.text() };
        match self.own.strip_prefix(self.place.text()).filter(|_| is_as_read) {
            Some(rest) => format!("{}{key}{rest}", self.above),
            None => format!("{}{}", self.above, lines(&self.key, records, &self.below_key, &self.read)),
        }
    }
}

/// The lines of a text: its records, with the remarks on those that were there before.
fn lines(key: &str, records: &[Record], below_key: &[String], read: &[Kept]) -> String {
    let has_remarks = !below_key.is_empty() || read.iter().any(|kept| !kept.below.is_empty());
    let alone = match (records, read) {
        ([record], []) => Some((record, None)),
        ([record], [kept]) if kept.record.says_the_same(record) => Some((record, Some(kept))),
        ([record], [kept]) if kept.beside.is_empty() => Some((record, None)),
        _ => None,
    };
    if let (Some((record, kept)), false) = (alone, has_remarks) {
        let beside = kept.map(|kept| kept.beside.join(" ")).unwrap_or_default();
        return format!("{key}: {}\n", with_remark(&words(record, kept), &beside));
    }
    let indent = if records.is_empty() { "" } else { "  " };
    let mut out = if records.is_empty() { String::new() } else { format!("{key}:\n") };
    let remark = |out: &mut String, remark: &String| out.push_str(&format!("{indent}{remark}\n"));
    below_key.iter().for_each(|words| remark(&mut out, words));
    let mut rest: Vec<&Record> = records.iter().collect();
    for kept in read {
        let as_read = rest.iter().position(|record| **record == kept.record);
        let renewed = || rest.iter().position(|record| kept.record.says_the_same(record));
        match as_read.or_else(renewed) {
            Some(at) => {
                let record = words(rest.remove(at), Some(kept));
                out.push_str(&format!("  - {}\n", with_remark(&record, &kept.beside.join(" "))));
            }
            None => kept.beside.iter().for_each(|words| remark(&mut out, words)),
        }
        kept.below.iter().for_each(|words| remark(&mut out, words));
    }
    out.extend(rest.into_iter().map(|record| format!("  - {}\n", record.to_text())));
    out
}

fn words(record: &Record, kept: Option<&Kept>) -> String {
    let written = kept.filter(|kept| kept.record == *record).and_then(|kept| kept.written.clone());
    written.unwrap_or_else(|| record.to_text())
}

fn with_remark(record: &str, remark: &str) -> String {
    if remark.is_empty() { record.to_owned() } else { format!("{record}  {remark}") }
}

/// A block without its lines.
fn block(file: &Arc<SourceFile>, key: &Written, node: &Node, records: Vec<Record>) -> Block {
    let nodes: &[Node] = match &node.value {
        NodeValue::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    };
    let mut read: Vec<Kept> = records
        .into_iter()
        .zip(nodes)
        .map(|(record, node)| {
            let place = Place::new(file, node.place.range().start..end_of(file.text(), node));
            let is_on_one_line = place.text().starts_with('{') && !place.text().contains('\n');
            let written = is_on_one_line.then(|| place.text().to_owned());
            Kept { record, place, written, beside: Vec::new(), below: Vec::new() }
        })
        .collect();
    let mut below_key = Vec::new();
    for (at, remark) in remarks(file.text(), block_range(file.text(), key, node), &leaves(key, node)) {
        let before = read.iter_mut().rev().find(|kept| kept.place.range().start < at);
        let line = |at: usize| Place::new(file, at..at).start().line;
        match before {
            None => below_key.push(remark),
            Some(kept) if [kept.place.start().line, kept.place.end().line].contains(&line(at)) => {
                kept.beside.push(remark);
            }
            Some(kept) => kept.below.push(remark),
        }
    }
    Block {
        key: key.text().to_owned(),
        place: key.place().clone(),
        renamed: false,
        above: String::new(),
        own: String::new(),
        read,
        below_key,
    }
}

/// The lines of each entry, with the indented remarks below it; nothing where there is more on them than
/// the entry, or other things than remarks in between.
fn own_lines(text: &str, entries: &[(Written, Node)]) -> Option<Vec<Range<usize>>> {
    let ranges: Vec<Range<usize>> = entries.iter().map(|(key, node)| block_range(text, key, node)).collect();
    let ends = std::iter::once(0).chain(ranges.iter().map(|range| range.end));
    let starts = ranges.iter().map(|range| range.start).chain(std::iter::once(text.len()));
    let is_apart = ends.zip(starts).all(|(end, start)| {
        let between = text.get(end..start);
        between.is_some_and(|lines| end == 0 || lines.lines().all(is_remark))
    });
    let is_alone =
        entries.iter().zip(&ranges).all(|((key, _), range)| key.place().range().start == range.start);
    (is_apart && is_alone).then_some(ranges)
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

/// From the beginning of the line of a key to the end of the last line of what belongs to it.
fn block_range(text: &str, key: &Written, node: &Node) -> Range<usize> {
    let start = key.place().range().start;
    let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = key.place().range().end.max(end_of(text, node));
    let mut end = end_of_line(text, end);
    loop {
        let next = end_of_line(text, end);
        let line = text.get(end..next).unwrap_or_default();
        if !line.starts_with(' ') || !line.trim_start().starts_with('#') {
            return start..end;
        }
        end = next;
    }
}

/// Where a value ends, without the remarks below it.
fn end_of(text: &str, node: &Node) -> usize {
    let start = node.place.range().start;
    let last = match &node.value {
        NodeValue::List(nodes) => nodes.iter().map(|node| end_of(text, node)).max(),
        NodeValue::Map(entries) => {
            entries.iter().map(|(key, node)| key.place().range().end.max(end_of(text, node))).max()
        }
        _ => return node.place.range().end,
    };
    match text.get(start..).and_then(|rest| rest.chars().next()) {
        Some('{') => closed(text, last.unwrap_or(start + 1), '}'),
        Some('[') => closed(text, last.unwrap_or(start + 1), ']'),
        _ => last.unwrap_or(start),
    }
}

/// The end of the bracket that comes next.
fn closed(text: &str, from: usize, bracket: char) -> usize {
    let mut at = from;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '#' => at = end_of_line(text, at),
            _ if c == bracket => return at + 1,
            _ => at += c.len_utf8(),
        }
    }
    at
}

fn end_of_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| at + found + 1)
}

/// What stands above all texts, and what is noted of the first one.
fn split_head(above: &str) -> (&str, &str) {
    let known = if above.starts_with(HEAD) { HEAD.len() } else { 0 };
    let mut split = known;
    let mut at = 0;
    for line in above.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() || !is_remark(line) {
            split = split.max(at);
        }
    }
    above.split_at(split)
}

/// The places of all words of an entry: a sign in them begins no remark.
fn leaves(key: &Written, node: &Node) -> Vec<Range<usize>> {
    fn collect(node: &Node, found: &mut Vec<Range<usize>>) {
        match &node.value {
            NodeValue::List(nodes) => nodes.iter().for_each(|node| collect(node, found)),
            NodeValue::Map(entries) => {
                for (key, node) in entries {
                    found.push(key.place().range());
                    collect(node, found);
                }
            }
            _ => found.push(node.place.range()),
        }
    }
    let mut found = vec![key.place().range()];
    collect(node, &mut found);
    found
}

/// The remarks in a part of a file, with where they begin.
fn remarks(text: &str, range: Range<usize>, leaves: &[Range<usize>]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(sign) = text.get(at..range.end).and_then(|rest| rest.find('#')).map(|found| at + found) {
        at = sign + 1;
        let is_after_space =
            text.get(..sign).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        if is_after_space && !leaves.iter().any(|leaf| leaf.contains(&sign)) {
            at = end_of_line(text, sign);
            found.push((sign, text.get(sign..at).unwrap_or_default().trim_end().to_owned()));
        }
    }
    found
}

/// All remarks of a file, a line each, but for those within its entries.
fn remarks_of(file: &Arc<SourceFile>, entries: &[(Written, Node)]) -> Vec<String> {
    let mut leaves_of_all: Vec<Range<usize>> = Vec::new();
    for (key, node) in entries {
        leaves_of_all.extend(leaves(key, node));
        leaves_of_all.push(block_range(file.text(), key, node));
    }
    let found = remarks(file.text(), 0..file.text().len(), &leaves_of_all);
    found
        .into_iter()
        .map(|(_, remark)| remark + "\n")
        .filter(|remark| !HEAD.contains(remark.as_str()))
        .collect()
}

/// A text of whole lines.
fn on_lines(text: &str) -> String {
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{gap}")
}
