//! Writes a tree of marks as the text that is parsed to it.

use super::scan::is_brace;
use super::{Cited, Inline};

/// The text of a tree, with the fewest escapes that keep words from being marks.
pub fn write(inlines: &[Inline]) -> String {
    let mut out = Written::default();
    out.inlines(inlines, "*[");
    out.escape_braces(0);
    out.text
}

/// What is written so far.
#[derive(Default)]
struct Written {
    text: String,
    /// Where braces stand that are words: what follows decides whether they have to be escaped.
    braces: Vec<usize>,
}

impl Written {
    /// Writes a tree whose words have `special` characters escaped.
    fn inlines(&mut self, inlines: &[Inline], special: &str) {
        for inline in inlines {
            match inline {
                Inline::Words { text, .. } => self.words(text, special),
                Inline::Emphasis(body) => self.wrapped("*", body, special, "*"),
                Inline::Strong(body) => self.wrapped("**", body, special, "**"),
                Inline::Link { url, body, .. } => self.link(inline, body, &format!("]({url})")),
                Inline::Term { id, body, .. } => self.link(inline, body, &format!("](term:{id})")),
                Inline::Reference { to, id, body, .. } => {
                    self.link(inline, body, &format!("]({}:{id})", to.prefix()));
                }
                Inline::Count(count) => self.text.push_str(&count.written()),
                Inline::Slot { slot, .. } => self.text.extend(["{", slot.name(), "}"]),
                Inline::Citation(keys) => {
                    let keys: Vec<String> = keys.iter().map(Cited::written).collect();
                    self.text.extend(["[", &keys.join("; "), "]"]);
                }
                Inline::Placeholder { name, .. } => self.text.extend(["{", name, "}"]),
            }
        }
    }

    fn words(&mut self, words: &str, special: &str) {
        for c in words.chars() {
            if c == '{' {
                self.braces.push(self.text.len());
            } else if special.contains(c) {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    fn wrapped(&mut self, open: &str, body: &[Inline], special: &str, close: &str) {
        self.text.push_str(open);
        self.inlines(body, special);
        self.text.push_str(close);
    }

    /// Brackets in the words of a link are found by their pairs, and are escaped only where they would be a mark.
    fn link(&mut self, link: &Inline, body: &[Inline], close: &str) {
        let (start, braces) = (self.text.len(), self.braces.len());
        self.link_with(body, "*", close);
        let has_bracket =
            |inline: &Inline| matches!(inline, Inline::Words { text, .. } if text.contains('['));
        let is_same =
            || notation(&super::parse(&self.text[start..]).0) == notation(std::slice::from_ref(link));
        if any(body, &has_bracket) && !is_same() {
            self.text.truncate(start);
            self.braces.truncate(braces);
            self.link_with(body, "*[", close);
        }
    }

    /// The words of a link are read by themselves: no mark goes on behind their bracket.
    fn link_with(&mut self, body: &[Inline], special: &str, close: &str) {
        let before = self.braces.len();
        self.text.push('[');
        self.inlines(body, special);
        self.escape_braces(before);
        self.text.push_str(close);
    }

    /// Escapes the braces that would be marks, but for some that came before. From the end, since a brace is a mark or
    /// not by what follows it.
    fn escape_braces(&mut self, before: usize) {
        for at in self.braces.split_off(before).into_iter().rev() {
            if is_brace(&self.text[at..]) {
                self.text.insert(at, '\\');
            }
        }
    }
}

fn any(inlines: &[Inline], is: &impl Fn(&Inline) -> bool) -> bool {
    inlines.iter().any(|inline| is(inline) || inline.body().is_some_and(|body| any(body, is)))
}

/// A tree without its places: two with the same notation print the same.
fn notation(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        let (name, body): (String, &[Inline]) = match inline {
            Inline::Words { text, .. } => {
                out.push_str(text);
                continue;
            }
            Inline::Emphasis(body) => ("*".to_owned(), body),
            Inline::Strong(body) => ("**".to_owned(), body),
            Inline::Link { url, body, .. } => (url.clone(), body),
            Inline::Term { id, body, .. } => (format!("term:{id}"), body),
            Inline::Reference { to, id, body, .. } => (format!("{}:{id}", to.prefix()), body),
            Inline::Slot { slot, .. } => (format!("{{{}}}", slot.name()), &[]),
            Inline::Count(count) => (count.written(), &[]),
            Inline::Citation(works) => (works.iter().map(Cited::written).collect::<Vec<_>>().join("; "), &[]),
            Inline::Placeholder { name, .. } => (format!("{{{name}}}"), &[]),
        };
        out.extend(["\u{1}", &name, "\u{2}", &notation(body), "\u{3}"]);
    }
    out
}

/// Two texts with the same normal form have the same words and marks.
pub fn normal_form(text: &str) -> String {
    write(&super::parse(text).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_form_stays_what_it_is() {
        for text in [
            "plain",
            "*a* and **b**, [c](https://d.eu/e_f) [g](term:h) [@i; @j] {k}",
            "2 * 3 * 4, lone [bracket and ] another",
            "[a [b] c](https://d.eu)",
            "**a *b* c**",
            "back\\slash and \\* star",
            "[not a link](nowhere)",
            "[@i, p. 5; @j, S. 7] and [@k pp. 5, 6]",
            r"\{name} is no {name} and { name }",
            r"\{steps|*}, \{steps|a [b}, \{steps|[@a]} and \{steps|{name}}",
            "[Recommendation {n}](rec:a-b), [*{title}*](section:c), {recommendations:words} {steps|a|b}",
            "2*3*4, *a*b and [c](https://d.eu/e_(f)) g",
        ] {
            let once = normal_form(text);
            assert_eq!(normal_form(&once), once, "{text}");
            assert_eq!(
                super::super::plain(&super::super::parse(&once).0),
                super::super::plain(&super::super::parse(text).0)
            );
        }
    }
}
