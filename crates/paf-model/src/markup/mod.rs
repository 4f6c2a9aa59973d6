//! Parses the inline marks of a text into a tree; what is no mark stays as it is written.

mod citation;
mod count;
mod near;
mod pairs;
mod reference;
mod resolve;
mod scan;
pub mod stretches;
mod token;
mod write;

use std::ops::Range;

pub use count::{
    COUNTED, Count, CountProblem, CountStyle, Form, LAST_YEAR, WORDS, with_forms, without_forms,
};
pub(crate) use near::as_id;
pub use near::{Meant, Near, PLACEHOLDERS, flaw, is_address};
pub use reference::{Referent, Slot};
pub use write::{normal_form, write};

/// How deep marks may stand within each other: far deeper than anybody writes, and so shallow that whoever
/// walks through a tree may call itself.
pub const DEEPEST: usize = 8;

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
    /// `[words](rec:id)`, `[words](figure:id)`
    Reference {
        /// What is referred to.
        to: Referent,
        /// Its id.
        id: String,
        /// Where the id stands.
        range: Range<usize>,
        /// The words that lead there.
        body: Vec<Inline>,
    },
    /// `{n}` or `{title}` in the words of a reference.
    Slot {
        /// What is filled in.
        slot: Slot,
        /// Where it stands, braces included.
        range: Range<usize>,
    },
    /// `[@key]`, `[@a; @b]`, `[@key, p. 5]`
    Citation(Vec<Cited>),
    /// `{recommendations}`, `{recommendations:words}`, `{recommendations|one|several}`
    Count(Count),
    /// `{name}`: a value that is filled in later.
    Placeholder {
        /// The name.
        name: String,
        /// Where it stands, braces included.
        range: Range<usize>,
    },
}

/// A work that a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Its key in the bibliography.
    pub key: String,
    /// Where the key stands.
    pub range: Range<usize>,
    /// The place in the work, in the words of the language: `p. 5`.
    pub locator: Option<Locator>,
}

/// A place in a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    /// Its words, with single spaces.
    pub text: String,
    /// Where they stand.
    pub range: Range<usize>,
}

impl Cited {
    /// A work as a whole.
    pub fn whole(key: impl Into<String>) -> Self {
        Self { key: key.into(), range: 0..0, locator: None }
    }

    /// The key and the place, as content writes them.
    pub fn written(&self) -> String {
        match &self.locator {
            Some(locator) => format!("@{}, {}", self.key, locator.text),
            None => format!("@{}", self.key),
        }
    }

    /// The same in every language: the key, and of the place its figures.
    pub fn meant(&self) -> String {
        match &self.locator {
            Some(locator) => format!("@{}, {}", self.key, locator.figures()),
            None => format!("@{}", self.key),
        }
    }

    /// Where key and place stand.
    pub fn whole_range(&self) -> Range<usize> {
        let end = self.locator.as_ref().map_or(self.range.end, |locator| locator.range.end);
        self.range.start..end.max(self.range.start)
    }
}

impl Inline {
    /// The words and marks that it encloses; nothing for one that encloses none.
    pub fn body(&self) -> Option<&[Self]> {
        match self {
            Self::Emphasis(body)
            | Self::Strong(body)
            | Self::Link { body, .. }
            | Self::Term { body, .. }
            | Self::Reference { body, .. } => Some(body),
            Self::Words { .. }
            | Self::Citation(_)
            | Self::Count(_)
            | Self::Slot { .. }
            | Self::Placeholder { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn body_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Emphasis(body)
            | Self::Strong(body)
            | Self::Link { body, .. }
            | Self::Term { body, .. }
            | Self::Reference { body, .. } => Some(body),
            Self::Words { .. }
            | Self::Citation(_)
            | Self::Count(_)
            | Self::Slot { .. }
            | Self::Placeholder { .. } => None,
        }
    }
}

/// Calls `f` with every piece of a tree, those that marks enclose included.
pub fn each<'a>(inlines: &'a [Inline], f: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        f(inline);
        each(inline.body().unwrap_or_default(), f);
    }
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
    /// A mark that stands within more others than [`DEEPEST`]; told once a text.
    TooDeep(Range<usize>),
    /// What is nearly a mark, and prints as it stands.
    Near(Near),
}

impl MarkProblem {
    /// Where it is told.
    fn range(&self) -> &Range<usize> {
        match self {
            Self::Unbalanced(_, range) | Self::Lone(range) | Self::InWord(range) | Self::TooDeep(range) => {
                range
            }
            Self::Near(near) => &near.range,
        }
    }
}

/// Parses `text`; problems come in the order of the text.
pub fn parse(text: &str) -> (Vec<Inline>, Vec<MarkProblem>) {
    let (inlines, mut problems) = scan::scan(text);
    problems.sort_by_key(|problem| problem.range().start);
    (inlines, problems)
}

/// A text of words alone: no mark counts in it but counts.
pub fn parse_plain(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let (mut start, mut at) = (0, 0);
    let words = |range: Range<usize>| Inline::Words { text: text[range.clone()].to_owned(), range };
    while let Some(found) = text[at..].find('{') {
        at += found;
        let Some((count, len)) = count::read(&text[at..], at) else {
            at += 1;
            continue;
        };
        if start < at {
            inlines.push(words(start..at));
        }
        inlines.push(Inline::Count(count));
        at += len;
        start = at;
    }
    if start < text.len() || inlines.is_empty() {
        inlines.push(words(start..text.len()));
    }
    inlines
}

/// The words of a tree, marks and citations left out, the latter with the space before them.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    let mut is_cited = false;
    for inline in inlines {
        let was_cited = std::mem::replace(&mut is_cited, matches!(inline, Inline::Citation(_)));
        match inline {
            Inline::Words { text, .. } => {
                if was_cited && text.starts_with([' ', '.', ',', ';', ':', ')', '!', '?']) {
                    out.truncate(out.trim_end().len());
                }
                out.push_str(text);
            }
            Inline::Emphasis(body)
            | Inline::Strong(body)
            | Inline::Link { body, .. }
            | Inline::Term { body, .. }
            | Inline::Reference { body, .. } => {
                out.push_str(&plain(body));
            }
            Inline::Citation(_) => {}
            Inline::Count(count) => out.push_str(&count.written()),
            Inline::Slot { slot, .. } => out.extend(["{", slot.name(), "}"]),
            Inline::Placeholder { name, .. } => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
    }
    if is_cited {
        out.truncate(out.trim_end().len());
    }
    out
}

/// The words of a text without marks and without the names of what is filled in: those are of no language.
pub fn own_words(inlines: &[Inline]) -> String {
    let kept: Vec<Inline> =
        inlines.iter().filter(|inline| !matches!(inline, Inline::Placeholder { .. })).cloned().collect();
    plain(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_leaves_no_space_behind() {
        let plain = |text: &str| plain(&parse(text).0);
        assert_eq!(plain("It ends in 2026 [@a]."), "It ends in 2026.");
        assert_eq!(plain("It ends [@a] in 2026 [@b]"), "It ends in 2026");
    }

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
                    format!("<{}>", keys.iter().map(Cited::written).collect::<Vec<_>>().join(" "))
                }
                Inline::Placeholder { name, .. } => format!("<{{{name}}}>"),
                Inline::Reference { to, id, body, .. } => format!("<{}:{id} {}>", to.prefix(), show(body)),
                Inline::Slot { slot, .. } => format!("<slot {}>", slot.name()),
                Inline::Count(count) => format!("<count {}>", count.written()),
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
            ("fact [@a, @b].", "fact <@a @b>."),
            ("[@a, p. 5]", "<@a, p. 5>"),
            ("[@a p. 5]", "<@a, p. 5>"),
            ("[ @a ,  pp. 5–7,\n9 ; @b; @c S. 12]", "<@a, pp. 5–7, 9 @b @c, S. 12>"),
            ("[@a, 5. oldal; @b, σ. 3, @c, p. xiv]", "<@a, 5. oldal @b, σ. 3 @c, p. xiv>"),
            ("[Recommendation *{n}*](rec:testing)", "<rec:testing Recommendation <e <slot n>>>"),
            ("[{title}](section:why) {title} {n}", "<section:why <slot title>> <{title}> <{n}>"),
            (
                "{Recommendations:words} {recommendations|a|b}",
                "<count {Recommendations:words}> <count {recommendations|a|b}>",
            ),
            (r"\{name} and \{a b}", r"{name} and \{a b}"),
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
            let told: Vec<_> = problems.iter().filter(|p| !matches!(p, MarkProblem::Near(_))).collect();
            assert!(told.is_empty(), "{text}: {told:?}");
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

    /// Whatever is put within what: the tree is no deeper than it may be, every sign is printed, and the text is
    /// gone through once. Each of these took for ever, or all of the stack.
    #[test]
    fn no_text_is_too_deep_or_too_long() {
        const MANY: usize = 40_000;
        let nested = |open: &str, close: &str| format!("{}a{}", open.repeat(MANY), close.repeat(MANY));
        for (text, is_told) in [
            (nested("[", "](x)"), false),
            (nested("[", "](https://e.org)"), true),
            (nested("[", "](term:b)"), true),
            (nested("*(**(", ")**)*"), true),
            (nested("[*(", ")*](https://e.org)"), true),
            ("[".repeat(MANY), false),
            ("{".repeat(MANY), false),
            ("[@".repeat(MANY), false),
            ("[@a;".repeat(MANY), false),
            ("[a](https://e.org/(".repeat(MANY), false),
            ("[a](x(".repeat(MANY), false),
            ("{recommendations|".repeat(MANY), false),
            ("{recommendations:".repeat(MANY), false),
            (nested("[", "](rec:b)"), true),
            (" *a".repeat(MANY), false),
            (format!("{}{}", " *a".repeat(MANY), " b**".repeat(MANY)), false),
            (format!("{}{}", " *a **b".repeat(MANY), " c* d**".repeat(MANY)), true),
            ("e\u{301}".repeat(MANY) + "*", false),
            ("\\".repeat(MANY), false),
            ("\\u".repeat(MANY), false),
            ("\\a{".repeat(MANY), false),
            ("(term:".repeat(MANY), false),
            ("==a".repeat(MANY), false),
            ("\n| ".repeat(MANY), false),
            ("<a ".repeat(MANY), false),
            ("<!-- ".repeat(MANY), false),
            ("&a".repeat(MANY), false),
            ("doi:".repeat(MANY), false),
            ("[ ](".repeat(MANY), false),
            (nested("[", "](https://)"), true),
        ] {
            let begin = &text[..text.len().min(40)];
            let (inlines, problems) = parse(&text);
            assert!(depth(&inlines) <= DEEPEST, "{begin}");
            let told = problems.iter().filter(|p| matches!(p, MarkProblem::TooDeep(_))).count();
            assert_eq!(told, usize::from(is_told), "{begin}");
        }
    }

    fn depth(inlines: &[Inline]) -> usize {
        let of = |inline: &Inline| inline.body().map_or(0, |body| 1 + depth(body));
        inlines.iter().map(of).max().unwrap_or(0)
    }

    #[test]
    fn stars_within_the_words_of_a_link_are_told() {
        let (_, problems) = parse("see [the *site](https://e.org)");
        assert_eq!(problems, [MarkProblem::Lone(9..10)]);
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
        let text = "ä **b** [c](term:car-t) [@k1; @k2,  p. 5]";
        let (inlines, _) = parse(text);
        let mut seen = Vec::new();
        for inline in &inlines {
            match inline {
                Inline::Term { range, .. } => seen.push(&text[range.clone()]),
                Inline::Citation(works) => {
                    seen.extend(works.iter().map(|work| &text[work.whole_range()]));
                }
                Inline::Words { text: words, range } => assert_eq!(words, &text[range.clone()]),
                _ => {}
            }
        }
        assert_eq!(seen, ["car-t", "k1", "k2,  p. 5"]);
    }
}
