//! Codes that came back, as marks again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use paf_diag::{Diagnostics, Place};
use paf_model::Text;
use paf_model::markup::{self, Inline};
use paf_model::text::TextKind;

use super::report::Report;
use super::{Codes, Description, Mark, tree};

/// A piece of a text that came back.
#[derive(Debug, Clone)]
pub(in super::super) enum Found {
    /// Words between two codes.
    Words(String),
    /// The beginning of a code that encloses words.
    Open(FoundCode),
    /// The end of the code with this number.
    Close(String, Place),
    /// A code that stands for itself.
    Single(FoundCode),
}

/// A code that came back.
#[derive(Debug, Clone)]
pub(in super::super) struct FoundCode {
    /// Its number, as it is written.
    pub(in super::super) id: String,
    /// What the file says of it.
    pub(in super::super) description: Option<Description>,
    pub(in super::super) place: Place,
}

impl FoundCode {
    fn number(&self) -> Option<usize> {
        self.id.trim().parse().ok()
    }

    /// What it stands for. The number tells, unless the file says that it once was something else.
    fn mark(&self, codes: &Codes) -> Option<Mark> {
        let ours = self.number().and_then(|number| codes.get(number));
        let agrees =
            |mark: &&Mark| self.description.as_ref().is_none_or(|given| *given == mark.description());
        ours.filter(agrees).cloned().or_else(|| self.described()).or_else(|| ours.cloned())
    }

    fn described(&self) -> Option<Mark> {
        self.description.as_ref().and_then(Description::mark)
    }
}

/// The words alone.
pub(in super::super) fn words(found: &[Found]) -> String {
    let word = |piece: &Found| match piece {
        Found::Words(words) => Some(words.clone()),
        _ => None,
    };
    found.iter().filter_map(word).collect()
}

/// The source text of a file as content writes it, and what its codes stand for: `ours`, unless the
/// file was made from another text. Whatever is wrong with it is no translator's concern.
pub(in super::super) fn read_source(text: &Text, ours: &Codes, found: &[Found]) -> (String, Codes) {
    if text.kind == TextKind::Plain {
        return (words(found), ours.clone());
    }
    let mut codes = BTreeMap::new();
    let mut stack = Stack::default();
    for piece in found {
        match piece {
            Found::Words(words) => stack.say(words),
            Found::Close(..) => stack.close(),
            Found::Open(code) | Found::Single(code) => {
                let mark = code.mark(ours);
                codes.extend(code.number().zip(mark.clone()));
                match (piece, mark) {
                    (Found::Open(_), mark) => stack.open(mark.filter(Mark::encloses), code.clone()),
                    (_, Some(mark)) => stack.push(mark.around(Vec::new())),
                    (_, None) => {}
                }
            }
        }
    }
    let given = markup::write(&stack.finish());
    if given == markup::normal_form(text.written.text()) {
        return (text.written.text().to_owned(), ours.clone());
    }
    (given, Codes(codes))
}

/// What a translation has to be read by.
pub(in super::super) struct Target<'a> {
    /// The text that is translated.
    pub(in super::super) text: &'a Text,
    /// What the codes stand for.
    pub(in super::super) codes: &'a Codes,
    /// Whether it has to have the marks of the source, as all but stale translations have.
    pub(in super::super) whole: bool,
    /// The whole translation, to point at.
    pub(in super::super) place: &'a Place,
}

/// A translation as content writes it; nothing where its codes are not in order.
pub(in super::super) fn read_target(
    target: &Target<'_>,
    found: &[Found],
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut reader = Reader {
        report: Report::new(target, diagnostics),
        target,
        used: Vec::new(),
        first: BTreeMap::new(),
        stack: Stack::default(),
    };
    found.iter().for_each(|piece| reader.read(piece));
    reader.finish(found)
}

struct Reader<'a, 'b> {
    report: Report<'b>,
    target: &'a Target<'a>,
    used: Vec<(FoundCode, Mark)>,
    /// Where each number stands among the used ones.
    first: BTreeMap<String, usize>,
    stack: Stack,
}

impl Reader<'_, '_> {
    fn read(&mut self, piece: &Found) {
        match piece {
            Found::Words(words) => self.stack.say(words),
            Found::Single(code) => match self.mark(code) {
                Some(mark) if mark.encloses() => self.report.encloses_nothing(code, &mark),
                Some(mark) => self.stack.push(mark.around(Vec::new())),
                None => {}
            },
            Found::Open(code) => {
                let mark = self.mark(code);
                if let Some(mark) = mark.as_ref().filter(|mark| !mark.encloses()) {
                    self.report.encloses_words(code, mark);
                }
                self.stack.open(mark.filter(Mark::encloses), code.clone());
            }
            Found::Close(id, place) => self.close(id, place),
        }
    }

    /// What a code stands for, which is reported if it stands for nothing or is there already.
    fn mark(&mut self, code: &FoundCode) -> Option<Mark> {
        let ours = code.number().and_then(|number| self.target.codes.get(number)).cloned();
        // Marks that the source lacks went out under numbers of their own.
        let Some(mark) = ours.or_else(|| code.described()) else {
            self.report.unknown(code);
            return None;
        };
        match self.first.get(code.id.trim()).and_then(|at| self.used.get(*at)) {
            Some((first, _)) => self.report.twice(code, first),
            None => {
                self.first.insert(code.id.trim().to_owned(), self.used.len());
                self.used.push((code.clone(), mark.clone()));
            }
        }
        Some(mark)
    }

    fn close(&mut self, id: &str, place: &Place) {
        match self.stack.open.iter().rposition(|open| open.code.id.trim() == id.trim()) {
            None => return self.report.not_opened(id, place),
            Some(at) => {
                while self.stack.open.len() > at + 1 {
                    if let Some(inner) = self.stack.open.last() {
                        self.report.badly_nested(&inner.code, id, place);
                    }
                    self.stack.close();
                }
            }
        }
        if let Some(open) = self.stack.open.last()
            && open.mark.is_some()
            && is_empty(&self.stack.done)
        {
            self.report.empty(&open.code);
        }
        self.stack.close();
    }

    fn finish(mut self, found: &[Found]) -> Option<String> {
        for open in &self.stack.open {
            self.report.not_closed(&open.code);
        }
        if self.target.whole {
            self.compare();
        }
        let inlines = self.stack.finish();
        if self.report.said_something() {
            return None;
        }
        if self.target.text.kind == TextKind::Plain {
            return Some(words(found));
        }
        let written = tree::written(inlines);
        if written.is_none() {
            self.report.unwritable(&self.used);
        }
        written
    }

    /// Reports what the translation has lost of its source's marks, and what it has gained.
    fn compare(&mut self) {
        let codes = self.target.codes;
        let of = |(number, mark): (&usize, &Mark)| {
            mark.parts().into_iter().map(move |part| (number.to_string(), part)).collect()
        };
        let mut wanted: Vec<(String, Mark)> = codes.0.iter().flat_map::<Vec<_>, _>(of).collect();
        let mut counted = BTreeSet::new();
        wanted.retain(|(_, mark)| is_first(mark, &mut counted));
        counted.clear();
        let mut left: BTreeMap<Mark, VecDeque<usize>> = BTreeMap::new();
        for (at, (_, mark)) in wanted.iter().enumerate() {
            left.entry(mark.meant()).or_default().push_back(at);
        }
        for (code, mark) in &self.used {
            for part in mark.parts().into_iter().filter(|part| is_first(part, &mut counted)) {
                if left.get_mut(&part.meant()).and_then(VecDeque::pop_front).is_none() {
                    self.report.gained(code, &part);
                }
            }
        }
        let mut lost: Vec<usize> = left.into_values().flatten().collect();
        lost.sort_unstable();
        for (number, mark) in lost.into_iter().filter_map(|at| wanted.get(at)) {
            self.report.lost(number, mark);
        }
    }
}

/// Whether it is no count, or the first of what it counts: a language may tell a number once or twice.
fn is_first(mark: &Mark, counted: &mut BTreeSet<Mark>) -> bool {
    !matches!(mark, Mark::Count(..)) || counted.insert(mark.meant())
}

fn is_empty(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| matches!(inline, Inline::Words { text, .. } if text.trim().is_empty()))
}

/// A tree that is being put together.
#[derive(Default)]
struct Stack {
    open: Vec<Open>,
    done: Vec<Inline>,
}

/// A code that is not closed yet.
struct Open {
    /// Nothing for a code that is left out.
    mark: Option<Mark>,
    code: FoundCode,
    /// What stands before it.
    before: Vec<Inline>,
}

impl Stack {
    fn push(&mut self, inline: Inline) {
        self.done.push(inline);
    }

    fn say(&mut self, words: &str) {
        self.done.extend(markup::with_forms(words));
    }

    fn open(&mut self, mark: Option<Mark>, code: FoundCode) {
        self.open.push(Open { mark, code, before: std::mem::take(&mut self.done) });
    }

    /// Closes the code that was opened last.
    fn close(&mut self) {
        let Some(Open { mark, mut before, .. }) = self.open.pop() else { return };
        let body = std::mem::take(&mut self.done);
        match mark {
            Some(mark) => before.push(mark.around(body)),
            None => before.extend(body),
        }
        self.done = before;
    }

    fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }
}
