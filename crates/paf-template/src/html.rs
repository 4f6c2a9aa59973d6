//! Writes values as HTML; a value is never markup, so that no text can run code in a browser.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use paf_locale::{Direction, Lang};
use paf_model::Text;
use paf_model::markup::{Cited, Inline, Referent};
use regex::Regex;

use crate::values::{Filled, PlainForm, StrValue, TextValue};

/// Where the marks of texts lead on a site; what leads nowhere is words alone.
pub trait Leads: Send + Sync {
    /// The address of a term of the glossary.
    fn term(&self, id: &str) -> Option<String>;
    /// The address of what a text refers to.
    fn referent(&self, to: Referent, id: &str) -> Option<String>;
    /// Whether the page lists the works that its texts cite; where it does not, it cites none.
    fn lists_works(&self) -> bool;
}

/// Writes values and collects what they cite.
pub(crate) struct HtmlWriter {
    /// The language of the page: texts in another one are marked as such.
    lang: Lang,
    leads: Arc<dyn Leads>,
    /// The works by the order in which they are cited first.
    cited: Mutex<Vec<String>>,
}

impl HtmlWriter {
    pub(crate) fn new(lang: Lang, leads: Arc<dyn Leads>) -> Arc<Self> {
        Arc::new(Self { lang, leads, cited: Mutex::default() })
    }

    /// The works that were cited so far, by their numbers.
    pub(crate) fn cited(&self) -> Vec<String> {
        self.cited.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A value as it stands between tags or in the quotation marks of an attribute.
    pub(crate) fn value(&self, value: &Value) -> Result<String, Error> {
        let mut out = String::new();
        if let Some(text) = value.downcast_object_ref::<TextValue>() {
            self.text(&mut out, &text.0, None)?;
        } else if let Some(filled) = value.downcast_object_ref::<Filled>() {
            self.text(&mut out, &filled.text, Some(&filled.values))?;
        } else if let Some(plain) = value.downcast_object_ref::<PlainForm>() {
            escape(&mut out, &plain.words);
        } else if let Some(string) = value.downcast_object_ref::<StrValue>() {
            escape(&mut out, string.0.text());
        } else {
            simple(&mut out, value)?;
        }
        Ok(out)
    }

    fn text(
        &self,
        out: &mut String,
        text: &Arc<Text>,
        values: Option<&BTreeMap<String, Value>>,
    ) -> Result<(), Error> {
        let is_foreign = text.lang.language() != self.lang.language();
        if is_foreign {
            out.push_str("<span lang=\"");
            escape(out, text.lang.code());
            out.push_str(if text.lang.direction() == Direction::RightToLeft {
                "\" dir=\"rtl\">"
            } else {
                "\" dir=\"ltr\">"
            });
        }
        self.inlines(out, text, &text.inlines, values)?;
        if is_foreign {
            out.push_str("</span>");
        }
        Ok(())
    }

    fn inlines(
        &self,
        out: &mut String,
        text: &Arc<Text>,
        inlines: &[Inline],
        values: Option<&BTreeMap<String, Value>>,
    ) -> Result<(), Error> {
        for inline in inlines {
            let within = |out: &mut String, body: &[Inline]| self.inlines(out, text, body, values);
            match inline {
                Inline::Words { text: words, .. } => self.words(out, words),
                Inline::Emphasis(body) => tagged(out, "em", "", |out| within(out, body))?,
                Inline::Strong(body) => tagged(out, "strong", "", |out| within(out, body))?,
                Inline::Link { url, body, .. } => {
                    let href = Some(url.clone()).filter(|url| is_safe(url));
                    linked(out, href, "", |out| within(out, body))?;
                }
                Inline::Term { id, body, .. } => {
                    linked(out, self.leads.term(id), " class=\"term\"", |out| within(out, body))?;
                }
                Inline::Reference { to, id, body, .. } => {
                    linked(out, self.leads.referent(*to, id), "", |out| within(out, body))?;
                }
                // Pages number neither figures nor tables: the words around it lead there.
                Inline::Slot { .. } => out.truncate(out.trim_end_matches([' ', '\u{a0}']).len()),
                Inline::Count(count) => escape(out, &count.written()),
                Inline::Citation(works) => self.citation(out, works),
                Inline::Placeholder { name, .. } => match values.and_then(|values| values.get(name)) {
                    Some(value) => out.push_str(&self.value(value)?),
                    None => return Err(unfilled(text, name)),
                },
            }
        }
        Ok(())
    }

    /// `[1, p. 5; 2]`, each number leading to the list below the page.
    fn citation(&self, out: &mut String, works: &[Cited]) {
        out.truncate(out.trim_end_matches(' ').len());
        let locator = |work: &Cited| work.locator.as_ref().map(|locator| locator.text.clone());
        self.numbers(out, works.iter().map(|work| (work.key.as_str(), locator(work))));
    }

    /// What a figure or a part rests on, as a text cites it; nothing on a page that lists no works.
    pub(crate) fn cite(&self, keys: &[String]) -> String {
        let mut out = String::new();
        if !keys.is_empty() {
            self.numbers(&mut out, keys.iter().map(|key| (key.as_str(), None)));
        }
        out
    }

    fn numbers<'a>(&self, out: &mut String, works: impl Iterator<Item = (&'a str, Option<String>)>) {
        if !self.leads.lists_works() {
            return;
        }
        out.push_str("<span class=\"cite\"> [");
        for (index, (key, locator)) in works.enumerate() {
            let number = self.number(key);
            out.push_str(if index > 0 { "; " } else { "" });
            out.push_str(&format!("<a href=\"#work-{number}\">{number}</a>"));
            if let Some(locator) = locator {
                out.push_str(", ");
                escape(out, &locator);
            }
        }
        out.push_str("]</span>");
    }

    fn words(&self, out: &mut String, words: &str) {
        for (index, line) in words.split('\n').enumerate() {
            out.push_str(if index > 0 { "<br>" } else { "" });
            match self.lang.direction() {
                Direction::LeftToRight => escape(out, line),
                Direction::RightToLeft => isolated(out, line),
            }
        }
    }

    fn number(&self, key: &str) -> usize {
        let mut cited = self.cited.lock().unwrap_or_else(PoisonError::into_inner);
        let known = cited.iter().position(|known| known == key);
        known.unwrap_or_else(|| {
            cited.push(key.to_owned());
            cited.len() - 1
        }) + 1
    }
}

fn simple(out: &mut String, value: &Value) -> Result<(), Error> {
    match value.kind() {
        // What a template has put together itself, such as the output of a macro.
        _ if value.is_safe() => out.push_str(value.as_str().unwrap_or_default()),
        ValueKind::Number => out.push_str(&value.to_string()),
        ValueKind::String => escape(out, value.as_str().unwrap_or_default()),
        kind => {
            let what = format!("a value of kind {kind} cannot be written to the page");
            return Err(Error::new(ErrorKind::InvalidOperation, what));
        }
    }
    Ok(())
}

fn unfilled(text: &Text, name: &str) -> Error {
    let what = format!("nothing fills `{{{name}}}` of `{}` in", text.key);
    Error::new(ErrorKind::InvalidOperation, what)
}

/// Whether an address leads to a page, a letter or a call, and runs nothing.
fn is_safe(url: &str) -> bool {
    let start = url.get(..url.find(':').map_or(0, |at| at + 1)).unwrap_or_default().to_ascii_lowercase();
    matches!(start.as_str(), "https:" | "http:" | "mailto:" | "tel:")
}

fn tagged(
    out: &mut String,
    tag: &str,
    attributes: &str,
    body: impl FnOnce(&mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    out.push_str(&format!("<{tag}{attributes}>"));
    body(out)?;
    out.push_str(&format!("</{tag}>"));
    Ok(())
}

fn linked(
    out: &mut String,
    href: Option<String>,
    attributes: &str,
    body: impl FnOnce(&mut String) -> Result<(), Error>,
) -> Result<(), Error> {
    let Some(href) = href else { return body(out) };
    let mut address = String::new();
    escape(&mut address, &href);
    tagged(out, "a", &format!("{attributes} href=\"{address}\""), body)
}

/// In a text from right to left, what runs from left to right whatever stands around it: addresses, and numbers with a
/// sign, a currency, per cent, hyphens or a country's code, as the theme has it for print (`theme/words.typ`).
static FROM_LEFT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NUMBER: &str = r"\d+(?:[\u{a0}\u{202f}.,:/]\d+)*";
    let kinds = [
        r"https?://\S*[\w/]".to_owned(),
        r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+".to_owned(),
        format!(r"[€$£₪+−±]?{NUMBER}[ \u{{a0}}\u{{202f}}]?[%‰]"),
        r"\+\d+(?:[ \u{a0}\u{202f}./-]\d+)+".to_owned(),
        format!("[€$£₪+−±]{NUMBER}"),
        format!("{NUMBER}(?:-{NUMBER})+"),
    ];
    Regex::new(&kinds.join("|")).ok()
});

fn isolated(out: &mut String, line: &str) {
    let mut at = 0;
    for found in FROM_LEFT.iter().flat_map(|from_left| from_left.find_iter(line)) {
        escape(out, &line[at..found.start()]);
        out.push_str("<bdi dir=\"ltr\">");
        escape(out, found.as_str());
        out.push_str("</bdi>");
        at = found.end();
    }
    escape(out, &line[at..]);
}

/// The five characters that mean something in HTML (HTML Standard, 13.1.2.3 and 13.1.4), by name.
fn escape(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in HTML, whatever they would mean (13.2.2).
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
}
