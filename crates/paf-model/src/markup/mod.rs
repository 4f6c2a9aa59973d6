//! Parses the inline marks of a text into a tree; what is no mark stays as it is written.

mod write;

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

pub use write::{normal_form, write};

/// A piece of a text. Ranges are bytes of the text as it is meant (see [`paf_diag::Written`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words, printed as they are.
    Words {
        /// The words, marks removed.
        text: String,
        /// Where they stand.
        range: Range<usize>,
    },
    /// `*emphasis*`
    Emphasis(Vec<Inline>),
    /// `**strong**`
    Strong(Vec<Inline>),
    /// `[words](https://…)`
    Link {
        /// The address.
        url: String,
        /// Where the address stands.
        range: Range<usize>,
        /// The words that are linked.
        body: Vec<Inline>,
    },
    /// `[words](term:id)`
    Term {
        /// The glossary term's id.
        id: String,
        /// Where the id stands.
        range: Range<usize>,
        /// The words that are explained.
        body: Vec<Inline>,
    },
    /// `[@key]` or `[@a; @b]`: keys with their ranges.
    Citation(Vec<(String, Range<usize>)>),
    /// `{name}`: a value that is filled in later.
    Placeholder {
        /// The name.
        name: String,
        /// Where it stands, braces included.
        range: Range<usize>,
    },
}

/// What is doubtful about a text's marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkProblem {
    /// Emphasis opened with some stars and closed with others: opener, closer.
    Unbalanced(Range<usize>, Range<usize>),
    /// Stars that open or close nothing; they print as themselves.
    Lone(Range<usize>),
    /// Stars between two letters, where none can open; they print as themselves.
    InWord(Range<usize>),
    /// A control character that would print as nothing.
    Control(Range<usize>, char),
}

/// Parses `text`; problems come in the order of the text.
pub fn parse(text: &str) -> (Vec<Inline>, Vec<MarkProblem>) {
    let mut problems: Vec<MarkProblem> = text
        .char_indices()
        .filter(|&(_, c)| is_stray_control(c))
        .map(|(at, c)| MarkProblem::Control(at..at + c.len_utf8(), c))
        .collect();
    let tokens = tokenize(text, 0..text.len());
    let inlines = resolve(tokens, &mut problems);
    (inlines, problems)
}

/// The words of a tree, marks and citations left out.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Words { text, .. } => out.push_str(text),
            Inline::Emphasis(body)
            | Inline::Strong(body)
            | Inline::Link { body, .. }
            | Inline::Term { body, .. } => {
                out.push_str(&plain(body));
            }
            Inline::Citation(_) => {}
            Inline::Placeholder { name, .. } => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
    }
    out
}

/// Line and paragraph separators are breaks; tab and line feed are white space; the rest is debris.
fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\u{85}')
}

#[derive(Debug)]
enum Token {
    Done(Inline),
    Stars { range: Range<usize>, opens: bool, closes: bool, between: Between },
}

/// What stands on both sides of stars.
#[derive(Debug, Clone, Copy)]
enum Between {
    Letters,
    /// Letters or digits, with a digit on one side: nobody means emphasis by `5*x`.
    Factors,
    Others,
}

fn tokenize(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut words = String::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let special = match rest.as_bytes()[0] {
            b'*' => {
                let len = rest.len() - rest.trim_start_matches('*').len();
                Some((stars(text, &range, at..at + len), len))
            }
            b'[' => citation(rest, at)
                .or_else(|| link(text, rest, at, range.end))
                .map(|(i, len)| (Token::Done(i), len)),
            b'{' => placeholder(rest, at).map(|(i, len)| (Token::Done(i), len)),
            _ => None,
        };
        if let Some((token, len)) = special {
            flush(&mut tokens, &mut words, start..at);
            tokens.push(token);
            at += len;
            start = at;
        } else if rest.starts_with("\\*") || rest.starts_with("\\[") {
            // The range of words may not contain what is not printed, or offsets would drift.
            flush(&mut tokens, &mut words, start..at);
            start = at + 1;
            words.push_str(&rest[1..2]);
            at += 2;
        } else {
            let c = rest.chars().next().map_or(1, char::len_utf8);
            words.push_str(&rest[..c]);
            at += c;
        }
    }
    flush(&mut tokens, &mut words, start..at);
    tokens
}

fn flush(tokens: &mut Vec<Token>, words: &mut String, range: Range<usize>) {
    if !words.is_empty() {
        tokens.push(Token::Done(Inline::Words { text: std::mem::take(words), range }));
    }
}

/// Stars open before a visible character and close after one (CommonMark 0.31, 6.2, without its
/// rules for punctuation, which surprise people who do not program). None opens behind a letter or a
/// digit: `2*3*4` is a product. One may close before a letter, as suffixes follow a word.
fn stars(text: &str, within: &Range<usize>, range: Range<usize>) -> Token {
    let before = text[within.start..range.start].chars().next_back();
    let after = text[range.end..within.end].chars().next();
    let visible = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    // A letter is one with its accent, however the two are written.
    let letter = text[within.start..range.start].chars().rev().find(|c| !is_combining_mark(*c));
    let wordy = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_of_unspaced_script(c));
    let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
    // `/*` and `*/` come from programs, `(*)` is a sign: neither is meant as emphasis.
    let of_program = before == Some('/') || after == Some('/');
    let plausible = range.len() <= 2 && !of_program;
    let in_word = wordy(letter) && wordy(after);
    let is_factor = in_word && is_number(after);
    Token::Stars {
        opens: plausible && visible(after) && !wordy(letter) && !matches!(after, Some(')' | ']')),
        closes: plausible && visible(before) && !is_factor && !matches!(before, Some('(' | '[')),
        between: match in_word {
            true if is_number(letter) || is_number(after) => Between::Factors,
            true => Between::Letters,
            false => Between::Others,
        },
        range,
    }
}

/// Whether words of the letter's script stand without spaces between them, so that emphasis has to
/// begin behind a letter: Thai to Khmer, and those of China and Japan.
fn is_of_unspaced_script(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

fn citation(rest: &str, at: usize) -> Option<(Inline, usize)> {
    let close = rest.find(']')?;
    let inner = rest.get(1..close)?;
    let mut keys = Vec::new();
    let mut offset = at + 1;
    for part in inner.split(';') {
        let lead = part.len() - part.trim_start().len();
        let key = part.trim().strip_prefix('@')?;
        if key.is_empty() || !key.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c)) {
            return None;
        }
        let start = offset + lead + 1;
        keys.push((key.to_owned(), start..start + key.len()));
        offset += part.len() + 1;
    }
    Some((Inline::Citation(keys), close + 1))
}

fn link(text: &str, rest: &str, at: usize, end: usize) -> Option<(Inline, usize)> {
    let close = matching_bracket(rest)?;
    let target = rest[close + 1..].strip_prefix('(')?;
    let target_end = end_of_address(target)?;
    if target_end == 0 || close == 1 {
        return None;
    }
    let target = &target[..target_end];
    let start = at + close + 2;
    let body = resolve(tokenize(text, at + 1..(at + close).min(end)), &mut Vec::new());
    let len = close + 2 + target_end + 1;
    let inline = match target.strip_prefix("term:") {
        Some(id) => Inline::Term { id: id.to_owned(), range: start + 5..start + target_end, body },
        None if is_address(target) => {
            Inline::Link { url: target.to_owned(), range: start..start + target_end, body }
        }
        None => return None,
    };
    Some((inline, len))
}

/// The bracket that ends an address, which may have pairs of brackets in it: `…/Ear_(anatomy)`.
fn end_of_address(target: &str) -> Option<usize> {
    let address = &target[..target.find([' ', '\n']).unwrap_or(target.len())];
    let mut open = 0usize;
    for (at, c) in address.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            _ => {}
        }
    }
    // A bracket that is never closed is a letter like any other.
    address.find(')')
}

fn is_address(target: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}

/// The `]` that closes the `[` at the beginning.
fn matching_bracket(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn placeholder(rest: &str, at: usize) -> Option<(Inline, usize)> {
    let close = rest.find('}')?;
    let name = &rest[1..close];
    let fits = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    fits.then(|| (Inline::Placeholder { name: name.to_owned(), range: at..at + close + 1 }, close + 1))
}

/// Pairs stars of equal number; what finds no partner becomes words again.
fn resolve(tokens: Vec<Token>, problems: &mut Vec<MarkProblem>) -> Vec<Inline> {
    struct Open {
        range: Range<usize>,
        before: Vec<Inline>,
    }
    let mut stack: Vec<Open> = Vec::new();
    let mut current: Vec<Inline> = Vec::new();
    for token in tokens {
        let (range, opens, closes, between) = match token {
            Token::Done(inline) => {
                current.push(inline);
                continue;
            }
            Token::Stars { range, opens, closes, between } => (range, opens, closes, between),
        };
        let partner =
            closes.then(|| stack.iter().rposition(|open| open.range.len() == range.len())).flatten();
        if let Some(partner) = partner {
            while stack.len() > partner + 1 {
                if let Some(open) = stack.pop() {
                    problems.push(MarkProblem::Unbalanced(open.range.clone(), range.clone()));
                    current = give_up(open.range, open.before, current);
                }
            }
            if let Some(open) = stack.pop() {
                let body = std::mem::replace(&mut current, open.before);
                current.push(if range.len() == 1 { Inline::Emphasis(body) } else { Inline::Strong(body) });
            }
        } else if opens {
            stack.push(Open { range, before: std::mem::take(&mut current) });
        } else {
            match (between, stack.last()) {
                (Between::Letters, _) => problems.push(MarkProblem::InWord(range.clone())),
                (Between::Others, Some(open)) if closes => {
                    problems.push(MarkProblem::Unbalanced(open.range.clone(), range.clone()))
                }
                (Between::Others, None) if closes => problems.push(MarkProblem::Lone(range.clone())),
                _ => {}
            }
            current.push(star_words(range));
        }
    }
    while let Some(open) = stack.pop() {
        let told = |p: &MarkProblem| matches!(p, MarkProblem::Unbalanced(opener, _) if *opener == open.range);
        if !problems.iter().any(told) {
            problems.push(MarkProblem::Lone(open.range.clone()));
        }
        current = give_up(open.range, open.before, current);
    }
    current
}

fn give_up(range: Range<usize>, mut before: Vec<Inline>, after: Vec<Inline>) -> Vec<Inline> {
    before.push(star_words(range));
    before.extend(after);
    before
}

fn star_words(range: Range<usize>) -> Inline {
    Inline::Words { text: "*".repeat(range.len()), range }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in a short notation: `<e …>`, `<s …>`, `<url …>`, `<term:id …>`, `<@a @b>`, `<{name}>`.
    fn show(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Words { text, .. } => text.clone(),
                Inline::Emphasis(body) => format!("<e {}>", show(body)),
                Inline::Strong(body) => format!("<s {}>", show(body)),
                Inline::Link { url, body, .. } => format!("<{url} {}>", show(body)),
                Inline::Term { id, body, .. } => format!("<term:{id} {}>", show(body)),
                Inline::Citation(keys) => {
                    format!(
                        "<{}>",
                        keys.iter().map(|(key, _)| format!("@{key}")).collect::<Vec<_>>().join(" ")
                    )
                }
                Inline::Placeholder { name, .. } => format!("<{{{name}}}>"),
            })
            .collect()
    }

    #[test]
    fn an_accent_belongs_to_its_letter() {
        // Neither opens: a letter stands before the stars, and none after them.
        for text in ["\u{e9}**_a_**", "e\u{301}**_a_**"] {
            assert_eq!(show(&parse(text).0), text);
        }
    }

    #[test]
    fn marks_become_a_tree() {
        for (text, tree) in [
            ("a *b* c", "a <e b> c"),
            ("a **b *c* d**", "a <s b <e c> d>"),
            ("[CAR-T *cells*](term:car-t)", "<term:car-t CAR-T <e cells>>"),
            ("[home](https://example.org/a_b)", "<https://example.org/a_b home>"),
            ("fact [@nci; @esmo-2017].", "fact <@nci @esmo-2017>."),
            ("by {name}, {date}", "by <{name}>, <{date}>"),
            (r"\*a\* \[x](https://e.org)", "*a* [x](https://e.org)"),
            ("*word*s, **word**-ja, (*a*)", "<e word>s, <s word>-ja, (<e a>)"),
            ("*2*3 = 6*", "<e 2*3 = 6>"),
            ("**2*3**", "<s 2*3>"),
            ("これは*強調*です", "これは<e 強調>です"),
            ("[page](https://e.org/Ear_(anatomy)) now", "<https://e.org/Ear_(anatomy) page> now"),
            ("([a](https://e.org/a_(b)_(c(d))))", "(<https://e.org/a_(b)_(c(d)) a>)"),
            ("[a](https://e.org/a_(b) c)", "<https://e.org/a_(b a> c)"),
        ] {
            let (inlines, problems) = parse(text);
            assert_eq!(show(&inlines), tree, "{text}");
            assert_eq!(problems, [], "{text}");
        }
    }

    #[test]
    fn what_is_no_mark_prints_as_written() {
        for text in [
            r##"#read("secret.txt")"##,
            "$x$",
            "= Heading",
            "*a",
            "]",
            "[",
            "\\",
            "//",
            "@x",
            "<y>",
            "\"",
            "a\u{2028}b",
            "- l",
            "/ t: d",
            "1. x",
            "`r`",
            "a_b_c",
            "2 * 3 * 4",
            "Dose 2*3*4 = 24 and 5*10 or 6*7.",
            "2**3**4, a*b*c, x*2*y",
            "un*glaub*lich",
            "HLA-A*02:01 and HLA-B*07",
            "(*) and (*)",
            "[x]",
            "[x](y)",
            "[@]",
            "{A}",
            "{}",
            "~",
            "--",
            "...",
            "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            "/*c*/",
            "*a /*c",
            "*/ b*",
            "\\u{41}",
            "f(x)[1]{2}",
            "***",
            "****a****",
        ] {
            let (inlines, problems) = parse(text);
            assert_eq!(plain(&inlines), text);
            assert!(
                !problems.iter().any(|p| matches!(p, MarkProblem::Unbalanced(..))),
                "{text}: {problems:?}"
            );
        }
    }

    #[test]
    fn stars_in_words_are_told_and_those_of_products_are_not() {
        let stars: [(&str, &[usize]); 3] =
            [("un*glaub*lich", &[2, 8]), ("**a*b**", &[3]), ("2*3*4 and 5*x", &[])];
        for (text, at) in stars {
            let found: Vec<_> = at.iter().map(|&at| MarkProblem::InWord(at..at + 1)).collect();
            assert_eq!(parse(text).1, found, "{text}");
        }
    }

    /// Whatever stands between stars that nothing opens, every character is printed.
    #[test]
    fn a_text_without_pairs_keeps_all_its_characters() {
        const BEFORE: [&str; 5] = ["a", "7", "e\u{301}", "µ", "Ω"];
        const BETWEEN: [&str; 8] = ["*", "**", "*(", "* ", "**-", "*3*", "**b**", "***"];
        for before in BEFORE {
            for first in BETWEEN {
                for second in BETWEEN {
                    for after in BEFORE {
                        let text = format!("x {before}{first}{after}{second}{before} y");
                        assert_eq!(plain(&parse(&text).0), text);
                        assert_eq!(plain(&parse(&normal_form(&text)).0), text);
                    }
                }
            }
        }
    }

    #[test]
    fn stars_that_do_not_match_are_unbalanced() {
        for text in ["**bold*", "*a **b*", "a **b* c"] {
            let (_, problems) = parse(text);
            assert!(
                problems.iter().any(|p| matches!(p, MarkProblem::Unbalanced(..))),
                "{text}: {problems:?}"
            );
        }
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "ä **b** [c](term:car-t) [@k1; @k2]";
        let (inlines, _) = parse(text);
        let mut seen = Vec::new();
        for inline in &inlines {
            match inline {
                Inline::Term { range, .. } => seen.push(&text[range.clone()]),
                Inline::Citation(keys) => seen.extend(keys.iter().map(|(_, range)| &text[range.clone()])),
                Inline::Words { text: words, range } => assert_eq!(words, &text[range.clone()]),
                _ => {}
            }
        }
        assert_eq!(seen, ["car-t", "k1", "k2"]);
    }
}
