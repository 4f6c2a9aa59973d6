//! What is nearly a mark: it prints as it stands, and somebody has meant a link, a citation or emphasis by it.

mod address;
mod citation;
mod elsewhere;
mod signs;
mod target;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::count::COUNTED;
use super::pairs::Pairs;
use super::reference::Referent;

pub(crate) use address::as_id;
pub use address::is_address;
pub(super) use elsewhere::stars;
pub use target::flaw;

/// The names of what paf and the templates fill in.
pub const PLACEHOLDERS: &[&str] = &[
    "country",
    "count",
    "date",
    "document",
    "edition",
    "language",
    "month",
    "name",
    "number",
    "publisher",
    "role",
    "title",
    "version",
    "year",
];

/// The longest piece of a text that is looked at for one mark, in bytes: so a text is gone through in the time
/// that its length takes.
const LONGEST: usize = 300;

/// What was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A link.
    Link,
    /// A link, whose address leads nowhere.
    Target,
    /// An address without words around it.
    Address,
    /// A glossary term.
    Term,
    /// A citation.
    Citation,
    /// A reference to something in the framework.
    Reference,
    /// How many there are of something.
    Count,
    /// A value that is filled in.
    Placeholder,
    /// A value that is filled in, where the text has any; words elsewhere.
    PlaceholderThere,
    /// A mark of HTML, Markdown, LaTeX or another language.
    Elsewhere,
}

/// Something that is nearly a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Where it stands.
    pub range: Range<usize>,
    /// What was meant.
    pub meant: Meant,
    /// What to write, where that can be told.
    pub right: Option<String>,
}

impl Near {
    fn new(range: Range<usize>, meant: Meant, right: impl Into<Option<String>>) -> Self {
        Self { range, meant, right: right.into() }
    }
}

/// A place in a text at which no mark begins.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) text: &'a str,
    pub(super) pairs: &'a Pairs,
    pub(super) at: usize,
    /// Where the words end that it stands in.
    pub(super) end: usize,
    /// Whether these are the words of a link.
    pub(super) in_link: bool,
}

impl<'a> Spot<'a> {
    /// What stands from `from` on, as far as one mark reaches.
    fn from(&self, from: usize) -> &'a str {
        let mut end = self.end.min(from.saturating_add(LONGEST));
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(from..end).unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        self.from(self.at)
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|before| before.chars().next_back())
    }

    fn begins_word(&self) -> bool {
        self.before().is_none_or(|c| !c.is_alphanumeric())
    }

    fn near(&self, len: usize, meant: Meant, right: impl Into<Option<String>>) -> Option<Near> {
        Some(Near::new(self.at..self.at + len, meant, right))
    }
}

/// What nearly is a mark and begins here.
pub(super) fn find(spot: Spot<'_>) -> Option<Near> {
    let first = spot.rest().chars().next()?;
    match first {
        '[' => bracket(spot),
        '［' | '【' | '〔' => wide(spot),
        ']' => without_beginning(spot),
        '(' => swapped(spot).or_else(|| bare_term(spot, '(', ')')),
        '{' | '｛' => placeholder(spot, 0)
            .or_else(|| citation::in_brackets(spot, '{', '}'))
            .or_else(|| bare_term(spot, '{', '}'))
            .or_else(|| signs::find(spot)),
        '@' | '＠' => citation::outside(spot),
        '$' | '#' | '%' => {
            placeholder(spot, 1).or_else(|| elsewhere::find(spot)).or_else(|| signs::find(spot))
        }
        'h' | 'H' | 'w' | 'W' | 'm' | 'M' | 'd' | 'D' => bare(spot),
        '<' => between_angles(spot).or_else(|| elsewhere::find(spot)),
        '`' | '_' | '~' | '&' | '!' | '＊' => elsewhere::find(spot),
        '\\' => elsewhere::find(spot).or_else(|| signs::find(spot)),
        '>' | '|' | '=' | '-' | '+' => signs::find(spot),
        _ => None,
    }
}

/// `[…` that is no mark.
fn bracket(spot: Spot<'_>) -> Option<Near> {
    let Some(close) = spot.pairs.square(spot.at).filter(|close| *close < spot.end) else {
        return unclosed(spot);
    };
    if close - spot.at > LONGEST {
        return None;
    }
    let body = spot.text.get(spot.at + 1..close)?;
    let behind = spot.from(close + 1);
    let len = close + 1 - spot.at;
    if body.chars().all(|c| c.is_whitespace() || target::is_unseen(c)) {
        return without_words(spot, behind, len);
    }
    linked(spot, body, behind, len)
        .or_else(|| citation::within(spot, body, len))
        .or_else(|| term_alone(spot, body, len))
        .or_else(|| placeholder_in_square(spot, body, len))
        .or_else(|| in_one_bracket(spot, body, len))
        .or_else(|| elsewhere::bracket(spot, body, behind, len))
}

/// `[](https://…)`: nothing that a reader could press.
fn without_words(spot: Spot<'_>, behind: &str, len: usize) -> Option<Near> {
    let target = behind.strip_prefix('(')?;
    let end = end_of_target(target, [')', '）'])?;
    let (meant, right) = address::mended(target.get(..end)?)?;
    let words = match meant {
        Meant::Term | Meant::Reference => "words",
        _ => right.split_once(':').map_or("words", |(_, words)| words.trim_start_matches('/')),
    };
    spot.near(len + 1 + end + width(target, end), meant, format!("[{words}]({right})"))
}

/// `[term:id]`
fn term_alone(spot: Spot<'_>, body: &str, len: usize) -> Option<Near> {
    let (meant, right) = address::mended(body)?;
    (meant == Meant::Term).then(|| spot.near(len, meant, format!("[words]({right})"))).flatten()
}

/// `(term:id)`, `{term:id}`, `(rec:id)`
fn bare_term(spot: Spot<'_>, open: char, close: char) -> Option<Near> {
    let inner = spot.rest().strip_prefix(open)?;
    let body = inner.get(..inner.find([close, '\n'])?)?;
    let is_id = |id: &str| !id.is_empty() && address::as_id(id) == id;
    let meant = match (body.strip_prefix("term:"), Referent::of(body)) {
        (Some(id), _) if is_id(id) => Meant::Term,
        (None, Some((_, id))) if is_id(id) => Meant::Reference,
        _ => return None,
    };
    spot.near(body.len() + 2, meant, format!("[words]({body})"))
}

/// `[date]`: it counts where a value is awaited.
fn placeholder_in_square(spot: Spot<'_>, body: &str, len: usize) -> Option<Near> {
    let name = body.trim().to_lowercase();
    PLACEHOLDERS
        .contains(&name.as_str())
        .then(|| spot.near(len, Meant::PlaceholderThere, format!("{{{name}}}")))
        .flatten()
}

/// `[words]`, and something behind it that may be its address; `len` is the length of the first.
fn linked(spot: Spot<'_>, body: &str, behind: &str, len: usize) -> Option<Near> {
    const BETWEEN: [char; 14] = [
        ' ', '\u{a0}', '\u{202f}', '\n', '“', '”', '"', '»', ':', '\u{ad}', '\u{200b}', '\u{200e}',
        '\u{200f}', '\u{feff}',
    ];
    let opens = behind.trim_start_matches(BETWEEN);
    let between = behind.len() - opens.len();
    let (open, close) = match opens.chars().next()? {
        '(' => ('(', [')', '）']),
        '（' => ('（', ['）', ')']),
        '[' => ('[', [']', '］']),
        '{' => ('{', ['}', ')']),
        '<' => ('<', ['>', ')']),
        _ => return definition(spot, body, behind, len),
    };
    let inner = opens.get(open.len_utf8()..)?;
    let (target, whole) = match end_of_target(inner, close) {
        Some(end) => (inner.get(..end)?, end + width(inner, end)),
        // The closing bracket is missing.
        None if between == 0 => {
            let target = inner.split(char::is_whitespace).next()?;
            let target = target.trim_end_matches(['.', ',', ';', '!', '?']);
            (target, target.len())
        }
        None => return None,
    };
    let len = len + between + open.len_utf8() + whole;
    match address::mended(target) {
        Some((meant, right)) => spot.near(len, meant, format!("[{body}]({right})")),
        // Two brackets may stand side by side: `[sic](see below)`.
        None if open == '(' && between == 0 && !target.trim().contains(char::is_whitespace) => {
            spot.near(len, Meant::Link, None)
        }
        None => None,
    }
}

/// The end of an address in brackets, which may have pairs of them in it.
fn end_of_target(inner: &str, close: [char; 2]) -> Option<usize> {
    let mut open = 0usize;
    for (at, c) in inner.char_indices() {
        match c {
            '(' if close.contains(&')') => open += 1,
            ')' if open > 0 => open -= 1,
            c if close.contains(&c) => return Some(at),
            '\n' => return None,
            _ => {}
        }
    }
    inner.find(close)
}

/// The width of the sign that stands at `at`: one bracket takes one byte, those of China and Japan three.
fn width(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// `[words]: https://…`
fn definition(spot: Spot<'_>, body: &str, behind: &str, len: usize) -> Option<Near> {
    let target = behind.strip_prefix(':')?.trim_start();
    let end = target.find(char::is_whitespace).unwrap_or(target.len());
    let target = target.get(..end)?.trim_end_matches(['.', ',', ';']);
    let (_, right) = address::mended(target).filter(|_| address::is_written_out(target))?;
    let whole = behind.find(target)? + target.len();
    spot.near(len + whole, Meant::Link, format!("[{body}]({right})"))
}

/// An address and its words in one pair of brackets: `[https://example.org our site]`.
fn in_one_bracket(spot: Spot<'_>, body: &str, len: usize) -> Option<Near> {
    let parts = |c: char| c.is_whitespace() || c == '|';
    let (target, words) = body.trim().split_once(parts).unwrap_or((body.trim(), ""));
    let (words, target) = match address::is_written_out(target) {
        true => (words, target),
        false => body.trim().rsplit_once(parts)?,
    };
    if !address::is_written_out(target) {
        return None;
    }
    let (_, right) = address::mended(target)?;
    let words = words.trim_matches(['|', ',', ' ', '\u{a0}']);
    let words = if words.is_empty() { target } else { words };
    spot.near(len, Meant::Link, format!("[{words}]({right})"))
}

/// `[words(https://…)`, `[@key`: a bracket that nothing closes.
fn unclosed(spot: Spot<'_>) -> Option<Near> {
    let rest = spot.rest();
    let inner = rest.get(1..)?;
    if inner.starts_with('@') {
        let key = citation::key(inner.get(1..)?);
        return (!key.is_empty())
            .then(|| spot.near(2 + key.len(), Meant::Citation, format!("[@{key}]")))
            .flatten();
    }
    let open = inner.find(['(', '[', '\n']).filter(|open| inner[*open..].starts_with('('))?;
    let words = inner.get(..open)?.trim().trim_end_matches(['）', '］', '}', '>']);
    let target = inner.get(open + 1..)?;
    let end = end_of_target(target, [')', '）'])?;
    let len = 1 + open + 1 + end + width(target, end);
    let target = target.get(..end)?;
    let (meant, right) = address::mended(target).filter(|_| address::is_written_out(target))?;
    spot.near(len, meant, format!("[{words}]({right})"))
}

/// `［words］（https://…）`: brackets of Chinese and Japanese.
fn wide(spot: Spot<'_>) -> Option<Near> {
    let rest = spot.rest();
    let inner = rest.get('［'.len_utf8()..)?;
    let end = inner.find(['］', '】', '〕', ']', '\n'])?;
    let body = inner.get(..end)?;
    let close = inner.get(end..)?.chars().next().filter(|c| *c != '\n')?;
    let len = '［'.len_utf8() + end + close.len_utf8();
    let behind = rest.get(len..)?;
    linked(spot, body, behind, len).or_else(|| citation::within(spot, body, len))
}

/// `words](https://…)`
fn without_beginning(spot: Spot<'_>) -> Option<Near> {
    let target = spot.rest().strip_prefix("](").filter(|_| !spot.pairs.closes(spot.at))?;
    let end = end_of_target(target, [')', '）'])?;
    let len = 2 + end + width(target, end);
    let target = target.get(..end)?;
    let (meant, right) = address::mended(target).filter(|_| address::is_written_out(target))?;
    spot.near(len, meant, format!("[words]({right})"))
}

/// `(words)[https://…]`, `(@a; @b)`
fn swapped(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let end = inner.find(['(', ')', '\n']).filter(|end| inner[*end..].starts_with(')'))?;
    let (words, behind) = (inner.get(..end)?, inner.get(end + 1..)?);
    if words.matches('@').count() > 1 {
        return citation::in_brackets(spot, '(', ')');
    }
    let target = behind.strip_prefix('[')?;
    let target = target.get(..target.find([']', '\n'])?)?;
    let (meant, right) = address::mended(target)?;
    let len = 1 + end + 1 + 1 + target.len() + 1;
    spot.near(len, meant, format!("[{words}]({right})"))
}

/// `https://…`, `www.…` or `doi:…` among the words.
fn bare(spot: Spot<'_>) -> Option<Near> {
    let rest = spot.rest();
    let is_before = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '-' | '_');
    if spot.in_link || spot.before().is_some_and(is_before) {
        return None;
    }
    let is = |begin: &str| rest.get(..begin.len()).is_some_and(|it| it.eq_ignore_ascii_case(begin));
    let parted = ["https:// ", "http:// ", "https//", "http//", "https;//", "http;//"];
    let parted = parted.into_iter().find(|begin| is(begin)).map_or(0, str::len);
    if parted == 0 && !["https://", "http://", "www.", "mailto:", "doi:"].into_iter().any(is) {
        return None;
    }
    let behind = rest.get(parted..)?;
    let end = behind.find(|c: char| c.is_whitespace() || "<>[]{}|“”«»\"".contains(c)).unwrap_or(behind.len());
    let address = rest.get(..parted + end)?;
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '’', '\'', '*', '…']);
    let (_, right) = address::mended(address)?;
    let words = ["https://", "http://", "mailto:"].into_iter().find_map(|scheme| right.strip_prefix(scheme));
    spot.near(address.len(), Meant::Address, format!("[{}]({right})", words.unwrap_or(address)))
}

/// `<https://…>`, `<version>`
fn between_angles(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let end = inner.find(['<', '>', '\n']).filter(|end| inner[*end..].starts_with('>'))?;
    let target = inner.get(..end)?;
    if PLACEHOLDERS.contains(&target) && target != "title" {
        return spot.near(end + 2, Meant::Placeholder, format!("{{{target}}}"));
    }
    if target.contains(char::is_whitespace) || target.starts_with('/') {
        return None;
    }
    let (_, right) = address::mended(target)?;
    let words = right.strip_prefix("mailto:").unwrap_or(target);
    spot.near(end + 2, Meant::Link, format!("[{words}]({right})"))
}

/// `{{version}}`, `{ version }`, `${version}`, `%version%`: `before` signs stand before the braces.
fn placeholder(spot: Spot<'_>, before: usize) -> Option<Near> {
    /// Nobody writes more braces and spaces before a name.
    const MOST_SIGNS: usize = 4;
    let rest = spot.rest();
    if let Some(inner) = rest.strip_prefix('｛') {
        let body = inner.get(..inner.find(['｝', '}', '\n'])?)?;
        let close = inner.get(body.len()..)?.chars().next().filter(|c| *c != '\n')?;
        let name = body.trim().to_lowercase();
        let len = '｛'.len_utf8() + body.len() + close.len_utf8();
        return spot.near(len, filled(&name)?, format!("{{{name}}}"));
    }
    let inner = rest.get(before..)?;
    let name_at = inner.bytes().take(MOST_SIGNS + 1).take_while(|byte| b"{( %".contains(byte)).count();
    let named = inner.get(name_at..)?;
    let len = named.find(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_').unwrap_or(named.len());
    let name = named.get(..len)?.to_lowercase();
    let opens = inner.get(..name_at)?;
    let behind = named.get(len..)?;
    let closes = behind.len() - behind.trim_start_matches([' ', '}', ')', '%']).len();
    // Spaces behind the last sign are those of the text.
    let closed = behind.get(..closes)?.trim_end_matches(' ');
    let sign = rest.get(..before)?;
    let is_closed = match (sign, opens) {
        ("%", "") => closed.starts_with('%'),
        ("%", "(") => closed.starts_with(')'),
        ("$", "") => spot.begins_word() && !behind.starts_with(char::is_alphanumeric),
        _ => opens.starts_with('{'),
    };
    let meant = filled(&name).filter(|_| is_closed)?;
    // What is printf's: `%(version)s`.
    let letter = usize::from(sign == "%" && opens == "(" && behind.get(closed.len()..)?.starts_with('s'));
    let closed = if sign == "$" && opens.is_empty() { 0 } else { closed.len() + letter };
    spot.near(before + name_at + len + closed, meant, format!("{{{name}}}"))
}

/// What is meant by a name in braces.
fn filled(name: &str) -> Option<Meant> {
    match name {
        _ if PLACEHOLDERS.contains(&name) => Some(Meant::Placeholder),
        _ if COUNTED.contains(&name) => Some(Meant::Count),
        _ => None,
    }
}
