//! Writes a tree of marks as the text that is parsed to it.

use super::scan::is_brace;
use super::{Cited, Inline};

/// The text of a tree, with the fewest escapes that keep words from being marks.
pub fn write(inlines: &[Inline]) -> String {
    let mut out = String::new();
    write_to(&mut out, inlines, "*[");
    out
}

/// Writes a tree whose words have `special` characters escaped.
fn write_to(out: &mut String, inlines: &[Inline], special: &str) {
    for inline in inlines {
        match inline {
            Inline::Words { text, .. } => escape(text, special, out),
            Inline::Emphasis(body) => wrap(out, "*", body, special, "*"),
            Inline::Strong(body) => wrap(out, "**", body, special, "**"),
            Inline::Link { url, body, .. } => link(out, inline, body, &format!("]({url})")),
            Inline::Term { id, body, .. } => link(out, inline, body, &format!("](term:{id})")),
            Inline::Reference { to, id, body, .. } => {
                link(out, inline, body, &format!("]({}:{id})", to.prefix()));
            }
            Inline::Count(count) => out.push_str(&count.written()),
            Inline::Slot { slot, .. } => out.extend(["{", slot.name(), "}"]),
            Inline::Citation(keys) => {
                let keys: Vec<String> = keys.iter().map(Cited::written).collect();
                out.extend(["[", &keys.join("; "), "]"]);
            }
            Inline::Placeholder { name, .. } => out.extend(["{", name, "}"]),
        }
    }
}

fn wrap(out: &mut String, open: &str, body: &[Inline], special: &str, close: &str) {
    out.push_str(open);
    write_to(out, body, special);
    out.push_str(close);
}

/// Brackets in the words of a link are found by their pairs, and are escaped only where they would be a mark.
fn link(out: &mut String, link: &Inline, body: &[Inline], close: &str) {
    let start = out.len();
    wrap(out, "[", body, "*", close);
    let has_bracket = |inline: &Inline| matches!(inline, Inline::Words { text, .. } if text.contains('['));
    let is_same = || notation(&super::parse(&out[start..]).0) == notation(std::slice::from_ref(link));
    if any(body, &has_bracket) && !is_same() {
        out.truncate(start);
        wrap(out, "[", body, "*[", close);
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

fn escape(words: &str, special: &str, out: &mut String) {
    for (at, c) in words.char_indices() {
        if c == '{' && is_brace(&words[at..]) || special.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
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
