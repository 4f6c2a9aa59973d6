//! Whether quotation marks and apostrophes are those of the language and the house style.

use std::collections::BTreeMap;
use std::ops::Range;

use paf_locale::{APOSTROPHE, Quotes, quotes};

use super::printed::Printed;
use super::{Check, Finding, Standing, Wording, named};

pub(super) fn check(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let marks = marks(wording.printed);
    let mut reader = Reader {
        wording,
        marks: &marks,
        positions: Positions::of(&marks),
        straight: 0,
        quotes: quotes(wording.lang(), wording.house_style),
        open: Vec::new(),
        found: Vec::new(),
    };
    for index in 0..marks.len() {
        reader.read(index);
    }
    reader.close();
    // What others have published has the marks of its own language; straight ones are of none.
    let is_published = matches!(wording.standing, Standing::Published);
    found.extend(reader.found.into_iter().filter(|(mark, _)| !is_published || *mark == '"').map(|(_, f)| f));
}

/// A sign that may be a quotation mark or an apostrophe.
struct Mark {
    /// What is written; two commas or angle brackets are one mark.
    text: String,
    range: Range<usize>,
    before: Option<char>,
    after: Option<char>,
}

fn marks(printed: &Printed) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, c) in printed.chars() {
        let rest = printed.after(at);
        let double = [",,", "<<", ">>", "''", "``"].into_iter().find(|double| rest.starts_with(double));
        let is_mark = is_quote(c) || is_raised(c);
        let text = match double {
            Some(double) => double.to_owned(),
            None if is_mark => c.to_string(),
            None => continue,
        };
        if marks.last().is_some_and(|last| last.range.end > at) {
            continue;
        }
        let range = at..at + text.len();
        let (before, after) = (printed.char_before(range.start), printed.char_after(range.end));
        marks.push(Mark { text, range, before, after });
    }
    marks
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '‘' | '‛' | '’' | '\'')
}

/// Signs that some keyboards give for an apostrophe.
fn is_raised(c: char) -> bool {
    matches!(c, '`' | '´' | '\u{2bc}' | '\u{2032}')
}

impl Mark {
    fn char(&self) -> char {
        self.text.chars().next().unwrap_or_default()
    }

    fn is(&self, c: char) -> bool {
        self.text.chars().eq([c])
    }

    fn follows_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric)
    }

    fn precedes_word(&self) -> bool {
        self.after.is_some_and(char::is_alphanumeric)
    }

    /// Nothing or a space, or what may stand before a quotation: `l’«Europe»`.
    fn may_open(&self) -> bool {
        let before = self.before.is_none_or(|c| {
            // A Hebrew hyphen, and the sign for the direction of text.
            let is_right_to_left = matches!(c, '\u{5be}' | '\u{200e}' | '\u{200f}');
            let is_opening = matches!(c, '(' | '[' | '/' | '-' | '–' | '—' | '¿' | '¡');
            c.is_whitespace() || is_opening || is_right_to_left || is_quote(c)
        });
        // French guillemets may have a space inside.
        before && self.after.is_some_and(|c| !c.is_whitespace() || self.is('«'))
    }

    fn may_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && !self.precedes_word()
    }

    /// Whether letters stand on both sides.
    fn is_inside_word(&self) -> bool {
        self.follows_word() && self.precedes_word()
    }

    /// Within a word too: Arabic writes its article to what is quoted.
    fn can_begin(&self) -> bool {
        self.may_open() || self.is_inside_word()
    }

    fn stands_alone(&self) -> bool {
        let is_edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
        is_edge(self.before) && is_edge(self.after)
    }
}

/// A quotation that is not closed yet.
struct Open {
    range: Range<usize>,
    /// What is written and what should be.
    close: char,
    mark: char,
}

/// Where marks of a kind stand, so that what follows need not be looked through for each.
struct Positions {
    by_sign: BTreeMap<char, Vec<usize>>,
    closing_apostrophes: Vec<usize>,
    closing_singles: Vec<usize>,
}

impl Positions {
    fn of(marks: &[Mark]) -> Self {
        let mut by_sign: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.is(mark.char())) {
            by_sign.entry(mark.char()).or_default().push(index);
        }
        let closing = |c: char| -> Vec<usize> {
            let all = by_sign.get(&c).into_iter().flatten().copied();
            all.filter(|index| marks.get(*index).is_some_and(Mark::may_close)).collect()
        };
        let (closing_apostrophes, closing_singles) = (closing(APOSTROPHE), closing('\''));
        Self { by_sign, closing_apostrophes, closing_singles }
    }

    /// The first mark of a sign behind another mark.
    fn next(&self, c: char, index: usize) -> Option<usize> {
        self.by_sign.get(&c).and_then(|all| behind(all, index))
    }
}

/// The first of some positions behind `index`.
fn behind(positions: &[usize], index: usize) -> Option<usize> {
    positions.get(positions.partition_point(|at| *at <= index)).copied()
}

struct Reader<'a> {
    wording: &'a Wording<'a>,
    marks: &'a [Mark],
    positions: Positions,
    /// How many quotations are open that began with a straight mark.
    straight: usize,
    quotes: Quotes,
    open: Vec<Open>,
    /// With the sign that each is about.
    found: Vec<(char, Finding)>,
}

impl Reader<'_> {
    fn read(&mut self, index: usize) {
        let Some(mark) = self.marks.get(index) else { return };
        match mark.char() {
            _ if mark.text.chars().count() > 1 => self.straight(mark),
            '"' => self.straight_double(mark),
            '\'' => self.straight_single(mark, index),
            '’' => self.raised_comma(mark, index),
            c if is_raised(c) => self.false_apostrophe(mark),
            '‘' | '‛' if mark.is_inside_word() || self.is_dutch_article(mark) => {
                self.wrong_apostrophe(mark);
            }
            _ => self.curly(mark),
        }
    }

    /// The opening mark that the language has here.
    fn opening(&self) -> char {
        self.quotes.at(self.open.len()).0.chars().next().unwrap_or_default()
    }

    /// The closing mark of a quotation that begins here.
    fn closing(&self) -> char {
        self.quotes.at(self.open.len()).1.chars().next_back().unwrap_or_default()
    }

    /// The closing mark that the innermost quotation waits for.
    fn awaited(&self) -> Option<char> {
        self.open.last().map(|open| open.close)
    }

    fn begin(&mut self, mark: &Mark) {
        let close = self.closing();
        self.straight += usize::from(mark.char() == '"');
        self.open.push(Open { range: mark.range.clone(), close, mark: mark.char() });
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.straight -= usize::from(open.mark == '"');
        Some(open)
    }

    fn curly(&mut self, mark: &Mark) {
        let c = mark.char();
        let opens_only = mark.may_open() && !mark.may_close();
        let closes_only = mark.may_close() && !mark.may_open();
        let is_opening = c == self.opening();
        if self.awaited() == Some(c) && !(opens_only && self.is_symmetric(c)) {
            self.pop();
        } else if is_opening && !closes_only {
            self.begin(mark);
        } else if mark.stands_alone() {
            // An arrow or the mark of a list.
        } else if mark.can_begin() && (self.open.is_empty() || !mark.may_close()) {
            let wanted = self.opening();
            self.wrong(mark, wanted, "opens a quotation");
            self.begin(mark);
        } else {
            match self.pop() {
                Some(open) => self.wrong(mark, open.close, "closes a quotation"),
                None => self.stray(mark),
            }
        }
    }

    /// Whether a mark both opens and closes, as in Finnish.
    fn is_symmetric(&self, c: char) -> bool {
        self.quotes.levels.iter().any(|(open, close)| open.starts_with(c) && close.ends_with(c))
    }

    /// The apostrophe, which is also a closing mark of many languages and an opening one of few.
    fn raised_comma(&mut self, mark: &Mark, index: usize) {
        if mark.precedes_word() {
            // Within a quotation it opens another in few languages, if something closes that one.
            let is_opening = self.opening() == APOSTROPHE && !mark.follows_word();
            if is_opening && behind(&self.positions.closing_apostrophes, index).is_some() {
                self.begin(mark);
            }
            return;
        }
        match self.open.last() {
            Some(open) if open.close == APOSTROPHE && self.is_last_before_next(index, open.mark) => {
                self.pop();
            }
            // A single quotation that nothing else closes: `‚so’` in German.
            Some(open)
                if matches!(open.mark, '‚' | '‘' | '‹')
                    && !self.follows(index, open.close)
                    && self.is_last_before_next(index, open.mark) =>
            {
                let wanted = open.close;
                self.pop();
                self.wrong(mark, wanted, "closes a quotation");
            }
            _ => {}
        }
    }

    /// Whether no other mark that may close follows before the next quotation: then this is no apostrophe.
    fn is_last_before_next(&self, index: usize, opening: char) -> bool {
        let closes = behind(&self.positions.closing_apostrophes, index);
        match self.positions.next(opening, index) {
            Some(opens) => opening != APOSTROPHE && closes.is_none_or(|closes| opens < closes),
            None => closes.is_none(),
        }
    }

    fn follows(&self, index: usize, c: char) -> bool {
        self.positions.next(c, index).is_some()
    }

    /// `"`, which is also the sign for inches and, in Hebrew, for acronyms.
    fn straight_double(&mut self, mark: &Mark) {
        let is_inch = mark.before.is_some_and(char::is_numeric) && self.straight == 0;
        let is_hebrew = self.wording.lang().language() == "he" && mark.follows_word() && mark.precedes_word();
        if !is_inch && !is_hebrew {
            self.straight(mark);
        }
    }

    fn straight(&mut self, mark: &Mark) {
        let c = mark.char();
        let is_open =
            self.open.last().is_some_and(|open| open.mark == c || c == '>' || c == '"' && open.mark == ',');
        let begins = if is_open { mark.may_open() && !mark.may_close() } else { mark.can_begin() };
        if c == '>' || !begins {
            match self.pop() {
                Some(open) => self.wrong(mark, open.close, "closes a quotation"),
                None => self.stray(mark),
            }
        } else {
            let wanted = self.opening();
            self.wrong(mark, wanted, "opens a quotation");
            self.begin(mark);
        }
    }

    /// `'`: an apostrophe, unless it stands around words.
    fn straight_single(&mut self, mark: &Mark, index: usize) {
        let is_prime = mark.before.is_some_and(char::is_numeric) && !mark.precedes_word();
        let is_hebrew = self.wording.lang().language() == "he" && mark.follows_word();
        let opens = mark.may_open()
            && !mark.follows_word()
            && !self.is_dutch_article(mark)
            && behind(&self.positions.closing_singles, index).is_some();
        if opens || mark.may_close() && self.open.last().is_some_and(|open| open.mark == '\'') {
            self.straight(mark);
        } else if !is_prime && !is_hebrew {
            self.wrong_apostrophe(mark);
        }
    }

    /// `´` and its like between letters or after one.
    fn false_apostrophe(&mut self, mark: &Mark) {
        // Programs quote with backticks, and minutes have a prime.
        let is_code = matches!(mark.char(), '`' | '\u{2032}') && !mark.precedes_word();
        if mark.before.is_some_and(char::is_alphabetic) && !is_code {
            self.wrong_apostrophe(mark);
        }
    }

    /// `’s`, `’t` and `’n`, which word processors begin with an opening mark.
    fn is_dutch_article(&self, mark: &Mark) -> bool {
        let mut rest = self.wording.printed.after(mark.range.end).chars();
        self.wording.lang().language() == "nl"
            && !mark.follows_word()
            && rest.next().is_some_and(|c| matches!(c, 's' | 't' | 'n'))
            && rest.next().is_some_and(char::is_whitespace)
    }

    fn wrong_apostrophe(&mut self, mark: &Mark) {
        let what = format!("has {} for an apostrophe", named(mark.char()));
        self.push(mark, &what, &format!("write {}", named(APOSTROPHE)), Some(APOSTROPHE));
    }

    fn wrong(&mut self, mark: &Mark, wanted: char, does: &str) {
        let written = if mark.text.chars().count() > 1 { mark.text.clone() } else { named(mark.char()) };
        let what = format!("{does} with {written}");
        self.push(mark, &what, &format!("write {}", named(wanted)), Some(wanted));
    }

    fn stray(&mut self, mark: &Mark) {
        let written = if mark.text.chars().count() > 1 { mark.text.clone() } else { named(mark.char()) };
        let (open, close) = (named(self.opening()), named(self.closing()));
        let what = format!("has {written}, which closes no quotation");
        let help = format!("open the quotation with {open} and close it with {close}, or remove the mark");
        self.push(mark, &what, &help, None);
    }

    /// Reports the quotations that are never closed.
    fn close(&mut self) {
        for open in std::mem::take(&mut self.open) {
            let what = format!("opens a quotation with {} and does not close it", named(open.mark));
            let help = format!("write {} where it ends", named(open.close));
            self.found
                .push((open.mark, self.wording.warning(Check::QuotationMarks, &what, open.range, &help)));
        }
    }

    fn push(&mut self, mark: &Mark, what: &str, help: &str, right: Option<char>) {
        let finding = self.wording.warning(Check::QuotationMarks, what, mark.range.clone(), help);
        let fix = right.and_then(|right| self.wording.fix(mark.range.clone(), right));
        self.found.push((mark.char(), finding.fixed(fix)));
    }
}
