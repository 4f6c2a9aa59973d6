//! Counts: `{recommendations}`, `{Recommendations:words}`, `{recommendations|one form|another}`.

use std::ops::Range;

use paf_diag::nearest;
use paf_locale::Lang;

use super::Inline;

/// What is counted: what the framework has of it, as an edition has the framework.
pub const COUNTED: &[&str] = &["recommendations", "steps", "indicators", "members", LAST_YEAR];

/// The year by whose end the last of all steps is due: a number that is read from the steps as counts are.
pub const LAST_YEAR: &str = "last-year";

/// The style that writes a count as a word.
pub const WORDS: &str = "words";

/// The longest style, in bytes.
const LONGEST_STYLE: usize = 40;

/// The longest list of forms, in bytes.
const LONGEST_FORMS: usize = 2000;

/// How many there are of something, or a word that goes with how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted, as it is written: with a capital where the word is to have one.
    pub name: String,
    /// How it is told.
    pub style: CountStyle,
    /// Where it stands, braces included.
    pub range: Range<usize>,
}

/// How a count is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountStyle {
    /// In digits.
    Digits,
    /// By the name of a style: `words`.
    Named(String),
    /// Not at all: one of several words is chosen by it.
    Forms(Vec<Form>),
}

/// A word for some numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What is wrong with a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountProblem {
    /// Where.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Count {
    /// What is counted, if it is something that is.
    pub fn counted(&self) -> Option<&'static str> {
        let is_it = |known: &&&str| self.name == **known || self.is_capital() && self.lower() == **known;
        COUNTED.iter().find(is_it).copied()
    }

    /// The name without its capital.
    pub fn lower(&self) -> String {
        let mut chars = self.name.chars();
        chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars.clone()).collect())
    }

    /// Whether the name begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.name.starts_with(char::is_uppercase)
    }

    /// Whether the number itself is told.
    pub fn says_number(&self) -> bool {
        !matches!(self.style, CountStyle::Forms(_))
    }

    /// As content writes it.
    pub fn written(&self) -> String {
        match &self.style {
            CountStyle::Digits => format!("{{{}}}", self.name),
            CountStyle::Named(style) => format!("{{{}:{style}}}", self.name),
            CountStyle::Forms(forms) => {
                let forms: Vec<&str> = forms.iter().map(|form| form.text.as_str()).collect();
                format!("{{{}|{}}}", self.name, forms.join("|"))
            }
        }
    }

    /// What is wrong with it in a text of a language.
    pub fn problem(&self, lang: Lang) -> Option<CountProblem> {
        let whole =
            |message: String, help: String| Some(CountProblem { range: self.range.clone(), message, help });
        if self.counted().is_none() {
            return whole(format!("nothing is counted as `{}`", self.name), self.name_meant());
        }
        match &self.style {
            CountStyle::Digits if self.is_capital() => whole(
                format!("`{}` is a number in digits, which have no capital", self.written()),
                match self.lower() == COUNTED[0] {
                    true => {
                        format!("write `{{{}}}`, or `{{{}:{WORDS}}}` for a word", self.lower(), self.name)
                    }
                    false => format!("write `{{{}}}`", self.lower()),
                },
            ),
            CountStyle::Digits => None,
            CountStyle::Named(style) if style != WORDS => whole(
                format!("a count has no style `{style}`"),
                match self.lower() == COUNTED[0] {
                    true => {
                        format!("write `{{{0}:{WORDS}}}` for a word, or `{{{0}}}` for digits", self.lower())
                    }
                    false => format!("write `{{{}}}`", self.lower()),
                },
            ),
            // The words of the table agree with the language's own word for a recommendation.
            CountStyle::Named(_) if self.lower() != COUNTED[0] => whole(
                format!("only {} are counted in words", COUNTED[0]),
                format!("write `{{{}}}` for digits", self.lower()),
            ),
            CountStyle::Named(_) => None,
            CountStyle::Forms(_) if self.counted() == Some(LAST_YEAR) => {
                whole("a year chooses no words".to_owned(), format!("write `{{{LAST_YEAR}}}`"))
            }
            CountStyle::Forms(_) if self.is_capital() => whole(
                format!("`{}` chooses words, which have their capitals themselves", self.name),
                format!("write `{{{}|…}}`", self.lower()),
            ),
            CountStyle::Forms(forms) => self.forms_problem(forms, lang),
        }
    }

    fn name_meant(&self) -> String {
        match nearest(&self.lower(), COUNTED.iter().copied()) {
            Some(near) => {
                let mut meant = self.clone();
                meant.name = near.to_owned();
                format!("did you mean `{}`?", meant.written())
            }
            None => format!("what is counted: {}", COUNTED.join(", ")),
        }
    }

    fn forms_problem(&self, forms: &[Form], lang: Lang) -> Option<CountProblem> {
        // A pseudo-translation has the forms of the language that it was made from.
        let wanted = lang.plural_forms_of_counts();
        if lang.is_pseudo() || forms.len() == wanted.len() {
            return None;
        }
        let examples: Vec<String> =
            wanted.iter().map(|(category, numbers)| format!("{category} ({numbers})")).collect();
        Some(CountProblem {
            range: self.range.clone(),
            message: format!(
                "{} takes {} after a number, and {}",
                lang.english_name(),
                told(wanted.len()),
                match forms.len() {
                    1 => "one stands here".to_owned(),
                    n => format!("{n} stand here"),
                }
            ),
            help: format!(
                "write one for each of these numbers, with `|` between them: {}; the same word twice where they are \
                 alike",
                examples.join(", ")
            ),
        })
    }
}

fn told(forms: usize) -> String {
    match forms {
        1 => "one form".to_owned(),
        n => format!("{n} forms"),
    }
}

/// The count at the beginning of a text, and its length.
pub(super) fn read(rest: &str, at: usize) -> Option<(Count, usize)> {
    let inner = rest.strip_prefix('{')?;
    let len = inner.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
    let name = inner.get(..len).filter(|name| !name.is_empty())?;
    let behind = &inner[len..];
    let of = |style, whole: usize| (Count { name: name.to_owned(), style, range: at..at + whole }, whole);
    match behind.as_bytes().first()? {
        b'}' => is_counted(name).then(|| of(CountStyle::Digits, len + 2)),
        b':' => {
            let (style, end) = enclosed(&behind[1..], LONGEST_STYLE)?;
            let is_meant = style.trim() == WORDS || is_counted(name) || is_near(name);
            is_meant.then(|| of(CountStyle::Named(style.to_owned()), len + 2 + end + 1))
        }
        b'|' => {
            let (forms, end) = enclosed(&behind[1..], LONGEST_FORMS)?;
            let start = at + 1 + len + 1;
            Some(of(CountStyle::Forms(split(forms, start)), len + 2 + end + 1))
        }
        _ => None,
    }
}

/// What stands before the closing brace, and its length.
fn enclosed(behind: &str, longest: usize) -> Option<(&str, usize)> {
    let end = behind.find(['{', '}'])?;
    (end <= longest && behind[end..].starts_with('}')).then(|| (&behind[..end], end))
}

fn split(forms: &str, start: usize) -> Vec<Form> {
    let mut at = start;
    let form = |text: &str| {
        let range = at..at + text.len();
        at = range.end + 1;
        Form { text: text.to_owned(), range }
    };
    forms.split('|').map(form).collect()
}

/// Words, and among them the words that numbers choose from, as people see them who see no other marks.
pub fn with_forms(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut words = String::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        words.push_str(&text[at..at + found]);
        at += found;
        match read(&text[at..], 0) {
            Some((_, len)) if words.ends_with('\\') && is_forms(&text[at..]) => {
                words.pop();
                words.push_str(&text[at..at + len]);
                at += len;
            }
            Some((count, len)) if is_forms(&text[at..]) => {
                if !words.is_empty() {
                    inlines.push(Inline::Words { text: std::mem::take(&mut words), range: 0..0 });
                }
                inlines.push(Inline::Count(count));
                at += len;
            }
            _ => {
                words.push('{');
                at += 1;
            }
        }
    }
    words.push_str(&text[at..]);
    inlines.push(Inline::Words { text: words, range: 0..0 });
    inlines
}

/// Words of which none are taken for those that a number chooses from: [`with_forms`] gives them back.
pub fn without_forms(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        if c == '{' && is_forms(&words[at..]) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_forms(text: &str) -> bool {
    matches!(read(text, 0), Some((Count { style: CountStyle::Forms(_), .. }, _)))
}

fn is_counted(name: &str) -> bool {
    COUNTED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_near(name: &str) -> bool {
    nearest(&name.to_lowercase(), COUNTED.iter().copied()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{normal_form, parse};

    fn of(text: &str) -> Option<Count> {
        match parse(text).0.as_slice() {
            [Inline::Count(count)] => Some(count.clone()),
            _ => None,
        }
    }

    #[test]
    fn counts_are_read_and_written() {
        for text in [
            "{recommendations}",
            "{steps}",
            "{Recommendations:words}",
            "{recommendations:wordy}",
            "{recomendations:words}",
            "{recommendations|recommendation|recommendations}",
            "{recommendations||s}",
            "{houses|house|houses}",
        ] {
            let count = of(text).unwrap_or_else(|| panic!("{text} is no count"));
            assert_eq!(count.written(), text);
            assert_eq!(count.range, 0..text.len());
            assert_eq!(normal_form(text), text);
            let escaped = format!("\\{text}");
            assert_eq!(crate::markup::plain(&parse(&escaped).0), text);
            assert_eq!(normal_form(&escaped), escaped);
        }
        for text in ["{date}", "{houses}", "{note: see below}", "{a b|c}", "{recommendations|{date}}"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn forms_know_where_they_stand() {
        let text = "a {recommendations|zalecenie|zaleceń} b";
        let (inlines, _) = parse(text);
        let Some(Inline::Count(Count { style: CountStyle::Forms(forms), .. })) = inlines.get(1) else {
            panic!("{inlines:?}")
        };
        let found: Vec<&str> = forms.iter().map(|form| &text[form.range.clone()]).collect();
        assert_eq!(found, ["zalecenie", "zaleceń"]);
    }

    #[test]
    fn forms_among_words_come_back() {
        for (text, shown) in [
            ("no count", "no count"),
            ("{recommendations|a|b} c", "<{recommendations|a|b}> c"),
            ("a \\{recommendations|a|b}", "a {recommendations|a|b}"),
            ("{recommendations} {", "{recommendations} {"),
        ] {
            let inlines = with_forms(text);
            let found: String = inlines
                .iter()
                .map(|inline| match inline {
                    Inline::Count(count) => format!("<{}>", count.written()),
                    other => crate::markup::plain(std::slice::from_ref(other)),
                })
                .collect();
            assert_eq!(found, shown);
        }
        assert_eq!(without_forms("a {steps|b|c} {d}"), "a \\{steps|b|c} {d}");
    }

    #[test]
    fn what_is_wrong_is_told_with_what_to_write() {
        let lang = |code| Lang::parse(code).expect("a language");
        for (text, code, message, help) in [
            (
                "{recomendations:words}",
                "en",
                "nothing is counted as",
                "did you mean `{recommendations:words}`?",
            ),
            ("{houses|house|houses}", "en", "nothing is counted as", "what is counted: recommendations"),
            (
                "{recommendations:roman}",
                "en",
                "no style `roman`",
                "write `{recommendations:words}` for a word",
            ),
            ("{Recommendations}", "en", "have no capital", "write `{recommendations}`"),
            ("{Recommendations|a|b}", "en", "their capitals themselves", "write `{recommendations|…}`"),
            ("{steps:words}", "en", "only recommendations", "write `{steps}`"),
            (
                "{recommendations|a|b|c}",
                "en",
                "English takes 2 forms after a number, and 3 stand here",
                "one (1), other",
            ),
            ("{recommendations|a|b}", "pl", "Polish takes 3 forms", "one (1), few (2, 3, 4, 22"),
            ("{recommendations|a}", "pl", "and one stands here", "many (0, 5"),
        ] {
            let problem = of(text).and_then(|count| count.problem(lang(code)));
            let problem = problem.unwrap_or_else(|| panic!("{text} in {code} is right"));
            assert!(problem.message.contains(message), "{text}: {problem:?}");
            assert!(problem.help.contains(help), "{text}: {problem:?}");
        }
        for (text, code) in [
            ("{recommendations|a|b|c}", "pl"),
            ("{recommendations|a|b}", "qpl"),
            ("{recommendations|a|b|c|d|e}", "ga"),
            ("{Recommendations:words}", "mt"),
            ("{steps}", "mt"),
        ] {
            assert_eq!(of(text).and_then(|count| count.problem(lang(code))), None, "{text} in {code}");
        }
    }
}
