//! Writes values as Typst expressions; a value is never markup, so no text can run code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use paf_diag::Written;
use paf_locale::Lang;
use paf_model::Text;
use paf_model::markup::stretches::{Compared, Stretch};
use paf_model::markup::{Cited, Inline, Locator, Referent};
use paf_model::text::TextKind;

use crate::source_map::{NUMBER_END, Origin, Unfilled, VALUE_END, VALUE_START};
use crate::values::{Filled, Mapping, PlainForm, StrValue, TextValue};

/// Writes expressions and collects where their values come from.
#[derive(Debug)]
pub(crate) struct Writer {
    /// The language of the document: texts in another one are marked as such.
    lang: Lang,
    /// Texts that are shown with what has changed in them.
    compared: Compared,
    origins: Mutex<Vec<Origin>>,
    awaiting: Mutex<Awaiting>,
}

/// What became of the placeholders.
#[derive(Debug, Default)]
struct Awaiting {
    /// How many maps the value stands in that is being written. A template may hand over all labels at once, of
    /// which it fills in one elsewhere.
    maps: usize,
    /// Those without a value, each with whether it stands in a map.
    unfilled: Vec<(Unfilled, bool)>,
    /// The texts of which something was filled in.
    filled: BTreeSet<String>,
}

impl Writer {
    pub(crate) fn new(lang: Lang, compared: Compared) -> Arc<Self> {
        Arc::new(Self { lang, compared, origins: Mutex::default(), awaiting: Mutex::default() })
    }

    /// All origins so far, by their number.
    pub(crate) fn origins(&self) -> Vec<Origin> {
        self.origins.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The placeholders that nothing fills in, each once. One that is only handed over with all others of its
    /// kind is filled in if another place fills its text.
    pub(crate) fn unfilled(&self) -> Vec<Unfilled> {
        let awaiting = self.awaiting();
        let mut seen = BTreeSet::new();
        let is_left = |(unfilled, in_map): &&(Unfilled, bool)| {
            let key = unfilled.text.key.as_str();
            !(*in_map && awaiting.filled.contains(key)) && seen.insert((key.to_owned(), unfilled.range.start))
        };
        awaiting.unfilled.iter().filter(is_left).map(|(unfilled, _)| unfilled.clone()).collect()
    }

    fn awaiting(&self) -> MutexGuard<'_, Awaiting> {
        self.awaiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps in mind which placeholders of a text have no value.
    fn await_values(&self, text: &Arc<Text>, inlines: &[Inline], filled: &[String]) {
        for inline in inlines {
            match inline {
                Inline::Placeholder { name, .. } if filled.contains(name) => {
                    self.awaiting().filled.insert(text.key.as_str().to_owned());
                }
                Inline::Placeholder { name, range } => {
                    let mut awaiting = self.awaiting();
                    let (name, range, filled) = (name.clone(), range.clone(), filled.to_vec());
                    let unfilled = Unfilled { text: Arc::clone(text), name, range, filled };
                    let in_map = awaiting.maps > 0;
                    awaiting.unfilled.push((unfilled, in_map));
                }
                inline => self.await_values(text, inline.body().unwrap_or_default(), filled),
            }
        }
    }

    /// Keeps in mind the numbers that are known on pages alone, where a text is not set on one.
    fn await_numbers(&self, text: &Arc<Text>, inlines: &[Inline]) {
        paf_model::markup::each(inlines, &mut |inline| {
            if let Inline::Slot { slot, range } = inline {
                let (name, range) = (slot.name().to_owned(), range.clone());
                let unfilled = Unfilled { text: Arc::clone(text), name, range, filled: Vec::new() };
                self.awaiting().unfilled.push((unfilled, false));
            }
        });
    }

    /// A value as an expression.
    pub(crate) fn value(&self, value: &Value) -> Result<String, Error> {
        let mut out = String::new();
        self.write(&mut out, value)?;
        Ok(out)
    }

    fn write(&self, out: &mut String, value: &Value) -> Result<(), Error> {
        if let Some(text) = value.downcast_object_ref::<TextValue>() {
            self.text(out, &text.0, None);
        } else if let Some(plain) = value.downcast_object_ref::<PlainForm>() {
            self.plain(out, plain);
        } else if let Some(filled) = value.downcast_object_ref::<Filled>() {
            self.text(out, &filled.text, Some(&filled.values));
        } else if let Some(string) = value.downcast_object_ref::<StrValue>() {
            self.str(out, &string.0);
        } else if let Some(map) = value.downcast_object_ref::<Mapping>() {
            self.map(out, map.0.iter().map(|(key, value)| (&**key, value)))?;
        } else {
            self.simple(out, value)?;
        }
        Ok(())
    }

    fn simple(&self, out: &mut String, value: &Value) -> Result<(), Error> {
        match value.kind() {
            ValueKind::None => out.push_str("none"),
            ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
            ValueKind::Number => {
                let _infallible = write!(out, "{value}");
            }
            ValueKind::String => out.push_str(&literal(value.as_str().unwrap_or_default())),
            ValueKind::Seq | ValueKind::Iterable => {
                out.push('(');
                for item in value.try_iter()? {
                    self.write(out, &item)?;
                    out.push_str(", ");
                }
                out.push(')');
            }
            ValueKind::Map => {
                let mut entries = Vec::new();
                for key in value.try_iter()? {
                    let item = value.get_item(&key)?;
                    entries.push((key.to_string(), item));
                }
                self.map(out, entries.iter().map(|(key, value)| (key.as_str(), value)))?;
            }
            kind => {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    format!("a value of kind {kind} cannot be written to the page"),
                ));
            }
        }
        Ok(())
    }

    fn map<'v>(
        &self,
        out: &mut String,
        entries: impl Iterator<Item = (&'v str, &'v Value)>,
    ) -> Result<(), Error> {
        let mut empty = true;
        out.push('(');
        self.awaiting().maps += 1;
        let written: Result<(), Error> = entries.into_iter().try_for_each(|(key, value)| {
            empty = false;
            out.push_str(&literal(key));
            out.push_str(": ");
            self.write(out, value)?;
            out.push_str(", ");
            Ok(())
        });
        self.awaiting().maps -= 1;
        written?;
        out.push_str(if empty { ":)" } else { ")" });
        Ok(())
    }

    /// Writes `f`'s output as a value of `origin`.
    fn marked(&self, out: &mut String, origin: Origin, f: impl FnOnce(&mut String)) {
        let number = {
            let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
            origins.push(origin);
            origins.len() - 1
        };
        let _infallible = write!(out, "{VALUE_START}{number}{NUMBER_END}");
        f(out);
        out.push(VALUE_END);
    }

    fn str(&self, out: &mut String, written: &Arc<Written>) {
        self.marked(out, Origin::Str(Arc::clone(written)), |out| out.push_str(&literal(written.text())));
    }

    fn plain(&self, out: &mut String, plain: &PlainForm) {
        self.await_values(&plain.text, &plain.text.inlines, &plain.filled);
        self.await_numbers(&plain.text, &plain.text.inlines);
        let whole = 0..plain.text.written.text().len();
        self.marked(out, Origin::Text(Arc::clone(&plain.text), whole), |out| {
            out.push_str(&literal(&plain.words));
        });
    }

    fn text(&self, out: &mut String, text: &Arc<Text>, values: Option<&BTreeMap<String, Value>>) {
        if text.kind == TextKind::Plain {
            let words = one_line(&text.plain());
            self.plain(out, &PlainForm { text: Arc::clone(text), words, filled: Vec::new() });
            return;
        }
        let filled: Vec<String> = values.into_iter().flat_map(BTreeMap::keys).cloned().collect();
        self.await_values(text, &text.inlines, &filled);
        let whole = 0..text.written.text().len();
        self.marked(out, Origin::Text(Arc::clone(text), whole), |out| {
            let foreign = text.lang.typst_lang() != self.lang.typst_lang();
            if foreign {
                let _infallible = write!(out, "inline.foreign({}, ", literal(text.lang.typst_lang()));
            }
            let around = Around { values, reference: None };
            match self.compared.get(text.key.as_str()) {
                Some(stretches) => self.stretches(out, text, stretches, around),
                None => self.content(out, text, &text.inlines, around),
            }
            if foreign {
                out.push(')');
            }
        });
    }

    /// A content block of code expressions alone.
    fn content(&self, out: &mut String, text: &Arc<Text>, inlines: &[Inline], around: Around<'_>) {
        out.push('[');
        for (index, inline) in inlines.iter().enumerate() {
            match inline {
                // The theme sets the space before a citation, which differs from style to style.
                Inline::Words { text: words, range }
                    if matches!(inlines.get(index + 1), Some(Inline::Citation(_))) =>
                {
                    self.words(out, text, words.trim_end(), range);
                }
                Inline::Words { text: words, range } => self.words(out, text, words, range),
                Inline::Emphasis(body) => self.call(out, "emph(", text, body, around),
                Inline::Strong(body) => self.call(out, "strong(", text, body, around),
                Inline::Link { url, body, range } => {
                    out.push_str("#inline.link(");
                    self.marked(out, Origin::Text(Arc::clone(text), range.clone()), |out| {
                        out.push_str(&literal(url))
                    });
                    self.argument(out, text, body, around);
                }
                Inline::Term { id, body, range } => {
                    out.push_str("#inline.term(");
                    self.marked(out, Origin::Text(Arc::clone(text), range.clone()), |out| {
                        out.push_str(&literal(id))
                    });
                    self.argument(out, text, body, around);
                }
                Inline::Reference { to, id, body, range } => {
                    out.push_str("#inline.refer(");
                    self.marked(out, Origin::Text(Arc::clone(text), range.clone()), |out| {
                        out.push_str(&literal(&to.label(id)))
                    });
                    self.argument(out, text, body, Around { reference: Some((*to, id)), ..around });
                }
                // The number of a figure or a table: where it stands decides. What is said where it stands nowhere is
                // raised from here, and so is led back to the text.
                Inline::Slot { slot, range } => match around.reference {
                    Some((to, id)) => self.marked(out, Origin::Text(Arc::clone(text), range.clone()), |out| {
                        let what = format!(
                            "the document numbers no {} `{id}`: write `{{title}}`, or words without a number",
                            to.word()
                        );
                        let (target, what) = (literal(&to.label(id)), literal(&what));
                        let _infallible = write!(out, "#inline.number({target}, () => panic({what}));");
                    }),
                    None => self.words(out, text, &format!("{{{}}}", slot.name()), range),
                },
                Inline::Count(count) => self.words(out, text, &count.written(), &count.range),
                Inline::Citation(keys) => self.citation(out, text, keys),
                Inline::Placeholder { name, range } => {
                    match around.values.and_then(|values| values.get(name)) {
                        Some(value) => self.filled(out, value),
                        None => self.words(out, text, &format!("{{{name}}}"), range),
                    }
                }
            }
        }
        out.push(']');
    }

    /// A text with what has changed in it, as the theme shows it.
    fn stretches(&self, out: &mut String, text: &Arc<Text>, stretches: &[Stretch], around: Around<'_>) {
        out.push('[');
        for stretch in stretches {
            match stretch {
                Stretch::Same(inlines) => {
                    out.push('#');
                    self.content(out, text, inlines, around);
                    out.push(';');
                }
                Stretch::Added(inlines) => self.call(out, "revision.added(", text, inlines, around),
                Stretch::Gone(inlines) => self.call(out, "revision.gone(", text, inlines, around),
            }
        }
        out.push(']');
    }

    fn call(&self, out: &mut String, function: &str, text: &Arc<Text>, body: &[Inline], around: Around<'_>) {
        let _infallible = write!(out, "#{function}");
        self.content(out, text, body, around);
        out.push_str(");");
    }

    fn argument(&self, out: &mut String, text: &Arc<Text>, body: &[Inline], around: Around<'_>) {
        out.push_str(", ");
        self.content(out, text, body, around);
        out.push_str(");");
    }

    /// The works by their keys and, where any has one, the places in them.
    fn citation(&self, out: &mut String, text: &Arc<Text>, works: &[Cited]) {
        let origin = |range: &Range<usize>| Origin::Text(Arc::clone(text), range.clone());
        out.push_str("#inline.cite((");
        for work in works {
            self.marked(out, origin(&work.range), |out| out.push_str(&literal(&work.key)));
            out.push_str(", ");
        }
        out.push(')');
        if works.iter().any(|work| work.locator.is_some()) {
            out.push_str(", places: (");
            for work in works {
                match &work.locator {
                    Some(Locator { text: words, range }) => self.marked(out, origin(range), |out| {
                        // A line does not break within a place.
                        let _infallible = write!(out, "[#{};]", literal(&words.replace(' ', "\u{a0}")));
                    }),
                    None => out.push_str("none"),
                }
                out.push_str(", ");
            }
            out.push(')');
        }
        out.push_str(");");
    }

    /// A value in place of a placeholder; one that cannot be written is left out, and what it is
    /// was checked when the placeholder was filled.
    fn filled(&self, out: &mut String, value: &Value) {
        if let Ok(expression) = self.value(value) {
            let _infallible = write!(out, "#{expression};");
        }
    }

    fn words(&self, out: &mut String, text: &Arc<Text>, words: &str, range: &Range<usize>) {
        self.marked(out, Origin::Text(Arc::clone(text), range.clone()), |out| {
            for (index, line) in words.split(is_break).enumerate() {
                if index > 0 {
                    out.push_str("#linebreak();");
                }
                if !line.is_empty() {
                    let _infallible = write!(out, "#{};", literal(line));
                }
            }
        });
    }
}

/// What pieces of a text stand in.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// The values for placeholders.
    values: Option<&'a BTreeMap<String, Value>>,
    /// What the words refer to, where they do.
    reference: Option<(Referent, &'a str)>,
}

/// The characters that end a line (Unicode standard, 5.8).
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Words on one line, for what is no content: titles in metadata, alternative texts.
pub(crate) fn one_line(words: &str) -> String {
    words.replace(is_break, " ")
}

/// A Typst string literal. Typst knows the escapes `\\ \" \n \r \t \u{…}` alone (its syntax of
/// 0.15); control characters are written by number, so that none can be taken for a mark of ours.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            // Typst sets nothing for a tab, and the words on both sides would be one.
            '\t' => out.push(' '),
            c if c.is_control() || is_break(c) => {
                let _infallible = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_escape_what_typst_would_read() {
        assert_eq!(literal("a\"b\\c\nd\u{2028}e\u{1}"), r#""a\"b\\c\nd\u{2028}e\u{1}""#);
        assert_eq!(literal("two\twords"), "\"two words\"");
        assert_eq!(literal("#read(\"x\") $y$"), r##""#read(\"x\") $y$""##);
    }
}
