//! Puts the text of lines from right to left into the order in which it is read.
//!
//! Typst breaks a run of shaped text wherever the font changes or a mark stands higher than its
//! letter, and lists the pieces from left to right. Read out in that order, the words of a Hebrew
//! line come in the wrong order, and an Arabic letter comes again with each of its marks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::text::{FontInstance, Glyph, TextItem};
use typst_layout::{Page, PagedDocument};

/// The same pages; what stands on them stays where it is.
pub(crate) fn in_order(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| is_concerned(&page.frame)) {
        return document;
    }
    let frames: Vec<Frame> = document.pages().iter().map(|page| joined(&page.frame)).collect();
    let mut meanings = Meanings::default();
    frames.iter().for_each(|frame| meanings.learn(frame));
    let pages = document.pages().iter().zip(&frames);
    let pages = pages.map(|(page, frame)| Page { frame: parted(frame, &meanings), ..page.clone() });
    let info = typst::model::Document::info(&document).clone();
    PagedDocument::new(pages.collect(), info)
}

fn is_concerned(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => is_concerned(&group.frame),
        FrameItem::Text(text) => has_letters_from_the_right(text),
        _ => false,
    })
}

/// Letters of Hebrew, Arabic, Syriac, Thaana and N’Ko, and the forms that some of them have.
fn has_letters_from_the_right(text: &TextItem) -> bool {
    let is_one = |c: char| {
        c.is_alphabetic()
            && matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
    };
    text.text.chars().any(is_one)
}

/// Signs between such letters run as they do: what comes first stands last.
fn runs_from_the_right(text: &TextItem) -> bool {
    let start = |glyph: Option<&Glyph>| glyph.map(|glyph| glyph.range.start);
    start(text.glyphs.first()) > start(text.glyphs.last())
}

/// Joins the pieces of each run, and puts those that cannot be joined into their order.
fn joined(frame: &Frame) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    let mut run = Run::default();
    for (point, item) in frame.items() {
        match item {
            FrameItem::Text(text) => {
                if !run.goes_on_with(*point, text) {
                    run.close(&mut items);
                }
                run.texts.push((*point, text.clone()));
                run.slots.push(items.len());
                // Its place among what is drawn; the words follow when the run is known.
                items.push((*point, item.clone()));
            }
            // What underlines a text stands between its pieces.
            FrameItem::Shape(..) => items.push((*point, item.clone())),
            FrameItem::Group(group) => {
                run.close(&mut items);
                let group = GroupItem { frame: joined(&group.frame), ..group.clone() };
                items.push((*point, FrameItem::Group(group)));
            }
            FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {
                run.close(&mut items);
                items.push((*point, item.clone()));
            }
        }
    }
    run.close(&mut items);
    with_items(frame, items.into_iter().filter(|(_, item)| !is_empty(item)))
}

/// Divides each text from right to left into parts that can be read out.
fn parted(frame: &Frame, meanings: &Meanings) -> Frame {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let group = GroupItem { frame: parted(&group.frame, meanings), ..group.clone() };
                items.push((*point, FrameItem::Group(group)));
            }
            FrameItem::Text(text) if runs_from_the_right(text) => {
                let parts = parts(*point, text, meanings).into_iter().rev();
                items.extend(parts.map(|(point, text)| (point, FrameItem::Text(text))));
            }
            _ => items.push((*point, item.clone())),
        }
    }
    with_items(frame, items)
}

fn with_items(frame: &Frame, items: impl IntoIterator<Item = (Point, FrameItem)>) -> Frame {
    let mut made = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        made.set_baseline(frame.baseline());
    }
    made.push_multiple(items.into_iter().collect::<Vec<_>>());
    made
}

/// What glyphs stand for.
#[derive(Default)]
struct Meanings {
    first: HashMap<(FontInstance, u16), String>,
    /// Those that stand for something else elsewhere.
    several: HashSet<(FontInstance, u16)>,
}

impl Meanings {
    fn learn(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.learn(&group.frame),
                FrameItem::Text(text) => {
                    for glyph in &text.glyphs {
                        let key = (text.font.clone(), glyph.id);
                        let meaning = text.text.get(glyph.range()).unwrap_or_default();
                        if self.first.entry(key.clone()).or_insert_with(|| meaning.to_owned()) != meaning {
                            self.several.insert(key);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// What has become part of another piece.
fn is_empty(item: &FrameItem) -> bool {
    matches!(item, FrameItem::Text(text) if text.glyphs.is_empty())
}

/// Pieces of text side by side, from left to right.
#[derive(Default)]
struct Run {
    texts: Vec<(Point, TextItem)>,
    /// Where they stand among the items of the frame.
    slots: Vec<usize>,
}

impl Run {
    /// Whether a piece belongs to the run: it begins where the last one ends, and neither is
    /// written from left to right.
    fn goes_on_with(&self, point: Point, text: &TextItem) -> bool {
        let Some((last, before)) = self.texts.last() else { return true };
        let end = last.x + before.width();
        let goes_right = |text: &TextItem| {
            text.text.chars().any(char::is_alphanumeric) && !has_letters_from_the_right(text)
        };
        (end - point.x).abs() < Abs::pt(0.01) && !goes_right(before) && !goes_right(text)
    }

    /// Puts the words in the place of the pieces, the first to be read first.
    fn close(&mut self, items: &mut Vec<(Point, FrameItem)>) {
        let (texts, slots) = (std::mem::take(&mut self.texts), std::mem::take(&mut self.slots));
        let Some(first) = slots.first().copied() else { return };
        if !texts.iter().any(|(_, text)| has_letters_from_the_right(text)) {
            return;
        }
        let mut whole: Vec<(Point, TextItem)> = Vec::new();
        for (point, text) in texts {
            match whole.last_mut() {
                Some((left, before)) if looks_the_same(before, &text) => join(*left, before, point, text),
                _ => whole.push((point, text)),
            }
        }
        whole.iter_mut().for_each(|(_, text)| tell_marks_apart(text));
        for slot in slots {
            if let FrameItem::Text(text) = &mut items[slot].1 {
                text.glyphs.clear();
            }
        }
        let logical = whole.into_iter().rev().map(|(point, text)| (point, FrameItem::Text(text)));
        items.splice(first..=first, logical);
    }
}

/// Lets the glyphs of a letter with its marks stand for one of them each, the last for what is left.
fn tell_marks_apart(text: &mut TextItem) {
    let words = text.text.clone();
    for letter in text.glyphs.chunk_by_mut(|a, b| a.range == b.range).filter(|letter| letter.len() > 1) {
        let (start, end) = (letter[0].range.start, letter[0].range.end);
        let chars = words.get(letter[0].range()).unwrap_or_default();
        let is_mark = |c| matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}');
        if chars.chars().count() < letter.len() || !chars.chars().skip(1).all(is_mark) {
            continue;
        }
        let starts = chars.char_indices().map(|(at, _)| start + at as u16).take(letter.len());
        let ends = chars.char_indices().map(|(at, _)| start + at as u16).skip(1).take(letter.len() - 1);
        for (glyph, (from, to)) in letter.iter_mut().rev().zip(starts.zip(ends.chain([end]))) {
            glyph.range = from..to;
        }
    }
}

/// A text in parts, from left to right. The export says of the letters of a part that they are to be
/// read in reverse; it cannot say so across a space, nor of a letter that is put together of several glyphs, nor of a
/// glyph that stands for something else elsewhere.
fn parts(at: Point, text: &TextItem, meanings: &Meanings) -> Vec<(Point, TextItem)> {
    let mut parts: Vec<(Point, TextItem)> = Vec::new();
    let mut from = 0;
    let mut left = at.x;
    let is_alone = |glyph: &Glyph| {
        let is_space = text.text.get(glyph.range()).is_some_and(|c| c.trim().is_empty());
        is_space
            || meanings.several.contains(&(text.font.clone(), glyph.id))
            || text.glyphs.iter().filter(|other| other.range == glyph.range).count() > 1
    };
    while let Some(first) = text.glyphs.get(from) {
        let rest = text.glyphs[from..].iter();
        let many = if is_alone(first) {
            rest.take_while(|glyph| glyph.range == first.range).count()
        } else {
            rest.take_while(|glyph| !is_alone(glyph)).count()
        };
        let part = part(text, from..from + many);
        let width = part.width();
        parts.push((Point::new(left, at.y), part));
        left += width;
        from += many;
    }
    parts
}

/// Some of the glyphs of a text, with the words they stand for.
fn part(text: &TextItem, glyphs: Range<usize>) -> TextItem {
    let mut glyphs = text.glyphs[glyphs].to_vec();
    let start = glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
    let end = glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or_default();
    for glyph in &mut glyphs {
        glyph.range = glyph.range.start - start..glyph.range.end - start;
    }
    let words = text.text.get(usize::from(start)..usize::from(end)).unwrap_or_default();
    TextItem { text: words.into(), glyphs, ..text.clone() }
}

/// Whether only a raised mark keeps two pieces apart.
fn looks_the_same(left: &TextItem, right: &TextItem) -> bool {
    left.font == right.font
        && left.size == right.size
        && left.fill == right.fill
        && left.stroke == right.stroke
        && left.lang == right.lang
        && left.region == right.region
}

/// Adds a piece at the right, whose words come before those of the left one.
fn join(at: Point, left: &mut TextItem, point: Point, right: TextItem) {
    let shared = shared(left, &right);
    let shift = u16::try_from(right.text.len()).unwrap_or(u16::MAX).saturating_sub(shared);
    for glyph in &mut left.glyphs {
        glyph.range = glyph.range.start.saturating_add(shift)..glyph.range.end.saturating_add(shift);
    }
    let rise = Em::from_abs(at.y - point.y, left.size);
    left.glyphs
        .extend(right.glyphs.into_iter().map(|glyph| Glyph { y_offset: glyph.y_offset + rise, ..glyph }));
    let rest = left.text.get(usize::from(shared)..).unwrap_or_default();
    left.text = right.text + rest;
}

/// The length of the letter that both pieces have: it is in the one and its mark in the other.
fn shared(left: &TextItem, right: &TextItem) -> u16 {
    let (Some(a), Some(b)) = (left.glyphs.last(), right.glyphs.first()) else { return 0 };
    let is_one = a.span == b.span && left.text.get(a.range()) == right.text.get(b.range());
    if is_one { a.range.end.saturating_sub(a.range.start) } else { 0 }
}
