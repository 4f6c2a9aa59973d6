//! A text on its way from the line a person wrote to the page.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};
use paf_locale::Lang;

pub(crate) mod strays;

use crate::markup::{self, Inline, MarkProblem, Meant, Near};

/// What begins the keys of the fixed words of templates.
pub(crate) const OF_TEMPLATES: [&str; 3] = ["documents.", "theme.", "site."];

/// The stable name of a text: the path of ids to it. Translations are found by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextKey(Arc<str>);

impl TextKey {
    /// The key of a path of ids, the file's stem first.
    pub fn new(path: &[String]) -> Self {
        Self(path.join(".").into())
    }

    /// As it stands in a catalogue's `msgctxt`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for TextKey {
    fn from(key: &str) -> Self {
        Self(key.into())
    }
}

impl fmt::Display for TextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text may carry inline marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Emphasis, links, terms and citations.
    Rich,
    /// Words alone, such as an alternative text: stars and brackets are themselves.
    Plain,
}

/// Who stands behind the wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The European framework.
    European,
    /// The European text as a country edition rewords it.
    Adapted(Arc<str>),
    /// A country edition's own text.
    National(Arc<str>),
}

impl Origin {
    /// The word for it: `european`, `adapted` or `national`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::European => "european",
            Self::Adapted(_) => "adapted",
            Self::National(_) => "national",
        }
    }
}

/// One translatable unit, from the scalar it was written in to whatever is printed of it.
///
/// Every stage that replaces the wording (an edition, a catalogue) leaves a new `Text` with the
/// same key, its own place, and the text it replaced in `base`: so whatever is wrong on a page can
/// be said in terms of the line that a person wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Its stable name.
    pub key: TextKey,
    /// The language of the wording.
    pub lang: Lang,
    /// Whether marks count.
    pub kind: TextKind,
    /// The wording and where it stands.
    pub written: Written,
    /// The wording as a tree of marks.
    pub inlines: Vec<Inline>,
    /// Who stands behind it.
    pub origin: Origin,
    /// The text that this one replaced: the source of a translation, the base of an adaptation.
    pub base: Option<Arc<Text>>,
}

impl Text {
    /// Parses a wording; doubtful marks go to `diagnostics`.
    pub fn parse(
        key: TextKey,
        lang: Lang,
        kind: TextKind,
        written: Written,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self::parse_over(None, key, lang, kind, written, diagnostics)
    }

    fn parse_over(
        base: Option<&Self>,
        key: TextKey,
        lang: Lang,
        kind: TextKind,
        written: Written,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (inlines, problems) = match kind {
            TextKind::Rich => markup::parse(written.text()),
            TextKind::Plain => (markup::parse_plain(written.text()), Vec::new()),
        };
        diagnostics.extend(count_problems(&inlines, lang, &written));
        diagnostics.extend(strays::find(&written, lang));
        if kind == TextKind::Plain && base.is_none_or(|base| marks_in_plain(&base.written).is_none()) {
            diagnostics.extend(marks_in_plain(&written));
        }
        let of_base = base.filter(|_| problems.iter().any(is_near)).map(near_marks).unwrap_or_default();
        diagnostics.extend(problems.iter().filter_map(|problem| match problem {
            // What the source has too is told there, and not in every language.
            MarkProblem::Near(near) if of_base.contains(&written.text()[near.range.clone()]) => None,
            MarkProblem::Near(near) => near_diagnostic(near, &key, &written),
            problem => Some(mark_diagnostic(problem, &written)),
        }));
        Self { key, lang, kind, written, inlines, origin: Origin::European, base: None }
    }

    /// The same text in another wording, parsed anew; the present one becomes its base.
    pub fn reworded(self: &Arc<Self>, lang: Lang, written: Written, diagnostics: &mut Diagnostics) -> Self {
        let mut text = Self::parse_over(Some(self), self.key.clone(), lang, self.kind, written, diagnostics);
        text.origin = self.origin.clone();
        text.base = Some(Arc::clone(self));
        text
    }

    /// Whether it is a fixed word of the templates.
    pub fn is_of_templates(&self) -> bool {
        OF_TEMPLATES.iter().any(|begin| self.key.as_str().starts_with(begin))
    }

    /// The words alone, without marks and citations.
    pub fn plain(&self) -> String {
        markup::plain(&self.inlines)
    }

    /// The wording as content writes it, with the counts and references that have been filled in.
    pub fn said(&self) -> String {
        match self.kind {
            // Only braces are filled in: what has none stays as it was written, to the letter.
            _ if !self.written.text().contains('{') => self.written.text().to_owned(),
            TextKind::Rich => markup::write(&self.inlines),
            TextKind::Plain => self.plain(),
        }
    }

    /// The words without marks and without the names of what is filled in.
    pub fn own_words(&self) -> String {
        markup::own_words(&self.inlines)
    }

    /// Where the whole wording stands.
    pub fn place(&self) -> &Place {
        self.written.place()
    }

    /// Where a range of bytes of the wording stands.
    pub fn place_of(&self, range: Range<usize>) -> Place {
        self.written.place_of(range)
    }
}

/// What is wrong with the counts of a wording.
fn count_problems(inlines: &[Inline], lang: Lang, written: &Written) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    markup::each(inlines, &mut |inline| {
        let Inline::Count(count) = inline else { return };
        found.extend(count.problem(lang).map(|problem| {
            Diagnostic::error(Rule::Count, problem.message)
                .at(written.place_of(problem.range))
                .help(problem.help)
        }));
    });
    found
}

fn mark_diagnostic(problem: &MarkProblem, written: &Written) -> Diagnostic {
    let text = written.text();
    match problem {
        MarkProblem::Unbalanced(open, close) => Diagnostic::error(
            Rule::UnbalancedMark,
            format!("`{}` is closed with `{}`", &text[open.clone()], &text[close.clone()]),
        )
        .at_with(written.place_of(close.clone()), "closed here")
        .also(written.place_of(open.clone()), "opened here")
        .help(format!(
            "close it with `{}`, or write `\\*` for a star that is to be printed",
            &text[open.clone()]
        )),
        MarkProblem::Lone(range) => Diagnostic::warning(
            Rule::LoneMark,
            format!("this `{}` has no partner and is printed as it stands", &text[range.clone()]),
        )
        .at(written.place_of(range.clone()))
        .help("add the one that is missing, or write `\\*` to print a star on purpose"),
        MarkProblem::InWord(range) => Diagnostic::warning(
            Rule::LoneMark,
            format!("this `{}` stands within a word and is printed as it stands", &text[range.clone()]),
        )
        .at(written.place_of(range.clone()))
        .help("put the stars around the whole word, or write `\\*` to print a star on purpose"),
        MarkProblem::TooDeep(range) => Diagnostic::error(
            Rule::DeepMark,
            format!("marks stand within each other more than {} deep", markup::DEEPEST),
        )
        .at(written.place_of(range.clone()))
        .help("take marks out, so that none stands within so many others; the rest is printed as it stands"),
        MarkProblem::Near(near) => near_warning(near, written),
    }
}

/// Whether a text has values filled in.
pub(crate) fn has_placeholders(key: &TextKey) -> bool {
    let key = key.as_str();
    let of = content_key(key).unwrap_or(key);
    let is_filled =
        |text: &str| of.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    key.contains(".labels.")
        || ["framework.statements", "framework.citation", "framework.copyright.notice"]
            .into_iter()
            .any(is_filled)
}

/// The key of what a country edition, or the framework for its editions, has another wording of.
pub fn content_key(key: &str) -> Option<&str> {
    if let Some(of) = key.strip_prefix("framework.editions.conditional.") {
        return Some(of);
    }
    let (_, verb_and_key) = key.strip_prefix("editions.")?.split_once('.')?;
    verb_and_key.split_once('.').map(|(_, of)| of)
}

fn is_near(problem: &MarkProblem) -> bool {
    matches!(problem, MarkProblem::Near(_))
}

/// What is nearly a mark in a text, as it is written.
fn near_marks(text: &Text) -> BTreeSet<&str> {
    let words = text.written.text();
    let near = |problem: MarkProblem| match problem {
        MarkProblem::Near(near) => words.get(near.range),
        _ => None,
    };
    match text.kind {
        TextKind::Rich => markup::parse(words).1.into_iter().filter_map(near).collect(),
        TextKind::Plain => BTreeSet::new(),
    }
}

fn near_diagnostic(near: &Near, key: &TextKey, written: &Written) -> Option<Diagnostic> {
    let is_awaited = has_placeholders(key);
    match near.meant {
        // Where a value is awaited, its name would be printed in its place.
        Meant::Placeholder | Meant::PlaceholderThere if is_awaited => {
            let shown = excerpt(&written.text()[near.range.clone()]);
            let message = format!("nothing is filled in for `{shown}`");
            let found = Diagnostic::error(Rule::UnknownPlaceholder, message);
            let help = near.right.as_ref().map(|right| format!("write `{right}`"));
            Some(found.at(written.place_of(near.range.clone())).help_if(help))
        }
        Meant::PlaceholderThere => None,
        _ => Some(near_warning(near, written)),
    }
}

fn near_warning(near: &Near, written: &Written) -> Diagnostic {
    let what = match near.meant {
        Meant::Link => "is nearly a link, and is printed as it stands",
        Meant::Target => "is no address that leads anywhere, and is linked as it stands",
        Meant::Address => "is an address and no link, and is printed as it stands",
        Meant::Term => "is nearly a link to a glossary term, and is printed as it stands",
        Meant::Reference => "is nearly a reference, and is printed as it stands",
        Meant::Count => "is nearly a count, and is printed as it stands",
        Meant::Citation => "is nearly a citation, and is printed as it stands",
        Meant::Placeholder | Meant::PlaceholderThere => {
            "is nearly a placeholder, and is printed as it stands"
        }
        Meant::Elsewhere => "is a mark of another program, and is printed as it stands",
    };
    let shown = visible(&excerpt(&written.text()[near.range.clone()]));
    let help = match (&near.right, near.meant) {
        (_, Meant::Placeholder | Meant::PlaceholderThere) => {
            "write the words themselves: nothing is filled in where this text stands".to_owned()
        }
        (Some(right), _) => format!("write `{}`", excerpt(right)),
        (None, Meant::Link) => {
            "write the whole address, beginning with `https://`, or `term:` and the id of a glossary term; or `\\[` to print the bracket on purpose".to_owned()
        }
        (None, Meant::Target) => "write the address as it stands in the browser".to_owned(),
        (None, Meant::Citation) => {
            "write the key of a reference behind the sign: `[@key]`; or `\\[` to print the bracket on purpose".to_owned()
        }
        (None, _) => "write it without; docs/content.md has the marks and blocks that there are".to_owned(),
    };
    Diagnostic::warning(Rule::NearMark, format!("`{shown}` {what}"))
        .at(written.place_of(near.range.clone()))
        .help(help)
}

/// Marks in a text of words alone, where they would be printed. Addresses and values that nothing fills in are
/// words there like others.
fn marks_in_plain(written: &Written) -> Option<Diagnostic> {
    let text = written.text();
    // Nearly every such text has no sign of a mark.
    if !text.contains(['*', '[', '<', '&', '\\', '`', '_']) {
        return None;
    }
    let (inlines, problems) = markup::parse(text);
    let is_word = |inline: &Inline| {
        matches!(inline, Inline::Words { .. } | Inline::Placeholder { .. } | Inline::Count(_))
    };
    let plain = markup::plain(&inlines);
    let has_marks = plain != text || inlines.iter().any(|inline| !is_word(inline));
    if has_marks {
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let found =
            Diagnostic::warning(Rule::NearMark, "this text has marks, which are printed as they stand here")
                .at(written.place().clone());
        return Some(match plain.is_empty() {
            true => found.help("write it without marks"),
            false => found.help(format!("write `{}`", excerpt(&plain))),
        });
    }
    problems.iter().find_map(|problem| match problem {
        MarkProblem::Near(near)
            if matches!(near.meant, Meant::Elsewhere | Meant::Link | Meant::Term | Meant::Reference) =>
        {
            let shown = visible(&excerpt(&text[near.range.clone()]));
            let message = format!("`{shown}` is a mark, and is printed as it stands here");
            let found = Diagnostic::warning(Rule::NearMark, message).at(written.place_of(near.range.clone()));
            Some(found.help("this text has words alone: write it without marks"))
        }
        _ => None,
    })
}

/// A piece of text whose invisible characters are shown by their numbers.
pub(crate) fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => {
            format!("U+{:04X}", u32::from(c))
        }
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// The beginning of something that may be long, on one line.
fn excerpt(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What the keys of a file's texts begin with.
pub(crate) fn keys_of(path: &str) -> String {
    let stem = path.trim_end_matches(".yaml");
    let stem = match stem.strip_prefix("templates/") {
        Some("theme/labels") => "theme".to_owned(),
        Some("site/labels") => "site".to_owned(),
        Some(rest) => format!("documents/{}", rest.trim_end_matches("/document")),
        None => stem.trim_start_matches("framework/").trim_end_matches("/edition").to_owned(),
    };
    format!("{}.", stem.replace('/', "."))
}
