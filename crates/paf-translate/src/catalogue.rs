//! The translations of one language, checked against the source and laid over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written, nearest};
use paf_locale::{Lang, guess_wrong_language};
use paf_model::decode::references_in;
use paf_model::markup::Inline;
use paf_model::shape::RefKind;
use paf_model::{Data, Text, TextKey};

use crate::po::{self, PoEntry, PoFile};

/// How far a text is with one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is no translation; the source text is printed and marked as such.
    Missing,
    /// The translation was made from another source text.
    Stale,
    /// There is a translation that no named person has approved.
    Draft,
}

/// The translations of one language.
#[derive(Debug)]
pub struct Catalogue {
    lang: Lang,
    texts: BTreeMap<TextKey, (Arc<Text>, State)>,
}

/// Data in one language, with how far it is.
#[derive(Debug, Clone)]
pub struct Localised {
    /// The data.
    pub data: Data,
    /// How many of its texts have a translation.
    pub translated: usize,
    /// The texts that have none or a stale one, in the order of the data.
    pub lacking: Vec<(Arc<Text>, State)>,
}

impl Catalogue {
    /// Reads a PO file and lays it over the framework's texts. Everything doubtful goes to
    /// `diagnostics`: malformed entries, keys of no text, older source texts, other marks.
    pub fn read(
        file: &Arc<SourceFile>,
        lang: Lang,
        sources: &[Arc<Text>],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let po = po::parse(file, diagnostics);
        check_header(&po, lang, diagnostics);
        let mut by_key: BTreeMap<&str, &Arc<Text>> = BTreeMap::new();
        for text in sources {
            // Of two texts with one key, which is an error already, the translation is of the first.
            by_key.entry(text.key.as_str()).or_insert(text);
        }
        let mut texts = BTreeMap::new();
        for entry in po.in_use() {
            let Some(context) = &entry.msgctxt else {
                diagnostics.push(
                    Diagnostic::error(Rule::PoSyntax, "this entry has no `msgctxt`")
                        .at(entry.place.clone())
                        .help("add `msgctxt` with the key of the text, or remove the entry"),
                );
                continue;
            };
            let Some(source) = by_key.get(context.text()) else {
                diagnostics.push(unknown_key(context, by_key.keys().copied()));
                continue;
            };
            let Some(translation) = entry.msgstr.first().filter(|written| !written.text().trim().is_empty())
            else {
                continue;
            };
            let changed = entry.msgid.text() != source.written.text();
            let stale = entry.fuzzy() || changed;
            if changed {
                diagnostics.push(stale_entry(&entry.msgid, translation, source));
            } else if stale {
                diagnostics.push(fuzzy_entry(entry, translation, source));
            }
            let text = Arc::new(source.reworded(lang, translation.clone(), diagnostics));
            check_language(&text, source, diagnostics);
            check_marks(&text, source, stale, diagnostics);
            let state = if stale { State::Stale } else { State::Draft };
            texts.insert(source.key.clone(), (text, state));
        }
        Self { lang, texts }
    }

    /// A catalogue without any translation.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, texts: BTreeMap::new() }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// All translations with their states.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<Text>, State)> {
        self.texts.values().map(|(text, state)| (text, *state))
    }

    /// The translation of a text.
    pub fn get(&self, key: &TextKey) -> Option<&Arc<Text>> {
        self.texts.get(key).map(|(text, _)| text)
    }
}

/// The data in `lang`: every text that one of the catalogues translates is replaced, the first
/// catalogue that has it first. A stale translation is printed: readers are better served by it
/// than by a language they may not read.
pub fn localise(data: &Data, lang: Lang, catalogues: &[&Catalogue]) -> Localised {
    let mut translated = 0;
    let mut lacking = Vec::new();
    let data = data.map_texts(&mut |source| {
        if source.lang.language() == lang.language() {
            return Arc::clone(source);
        }
        match catalogues.iter().find_map(|catalogue| catalogue.texts.get(&source.key)) {
            Some((text, state)) => {
                translated += 1;
                if *state != State::Draft {
                    lacking.push((Arc::clone(source), *state));
                }
                Arc::clone(text)
            }
            None => {
                lacking.push((Arc::clone(source), State::Missing));
                Arc::clone(source)
            }
        }
    });
    Localised { data, translated, lacking }
}

fn check_header(po: &PoFile, lang: Lang, diagnostics: &mut Diagnostics) {
    let Some(value) = po.header_value("Language") else { return };
    if !value.trim().is_empty() && value.trim().replace('_', "-") != lang.code() {
        let place = po.header_place("Language").unwrap_or_else(|| Place::start_of(po.file()));
        diagnostics.push(
            Diagnostic::error(
                Rule::BadLanguage,
                format!(
                    "the header says the language is `{}`, and the file's name says `{lang}`",
                    value.trim()
                ),
            )
            .at(place)
            .help(format!("write `Language: {lang}`, or rename the file")),
        );
    }
}

fn unknown_key<'a>(key: &Written, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let near = paf_diag::nearest(key.text(), known).map(|near| format!("did you mean `{near}`?"));
    Diagnostic::warning(Rule::UnknownTranslation, format!("no text has the key `{}`", key.text()))
        .at(key.place().clone())
        .help(near.unwrap_or_else(|| "remove the entry, or correct its `msgctxt`".to_owned()))
}

fn stale_entry(msgid: &Written, translation: &Written, source: &Text) -> Diagnostic {
    Diagnostic::warning(
        Rule::StaleTranslation,
        format!("the translation of `{}` was made from an older text", source.key),
    )
    .at_with(translation.place().clone(), "this translation")
    .also(msgid.place().clone(), "was made from this text")
    .also(source.place().clone(), "the text today")
    .help("compare the two texts, correct the translation, and put today's text into `msgid`")
}

fn fuzzy_entry(entry: &PoEntry, translation: &Written, source: &Text) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(
        Rule::StaleTranslation,
        format!("the translation of `{}` is marked as one to look at again", source.key),
    )
    .at_with(translation.place().clone(), "this translation");
    if let Some(mark) = &entry.flags_place {
        diagnostic = diagnostic.also(mark.clone(), "marked here");
    }
    if let Some(previous) = &entry.previous_msgid {
        diagnostic = diagnostic.also(previous.place().clone(), "was made from this text");
    }
    diagnostic.help("compare it with the text in `msgid`, correct it, and remove the mark `fuzzy`")
}

/// A name may stay as it is in a language of another script.
fn check_language(text: &Text, source: &Text, diagnostics: &mut Diagnostics) {
    if text.written.text() == source.written.text() {
        return;
    }
    if let Some(reason) = guess_wrong_language(&text.plain(), text.lang, source.lang) {
        let language = text.lang.english_name();
        diagnostics.push(
            Diagnostic::warning(
                Rule::WrongLanguage,
                format!("the translation of `{}` does not read like {language}: {reason}", source.key),
            )
            .at(text.place().clone())
            .help(format!("write it in {language}, or leave `msgstr` empty until it is translated")),
        );
    }
}

/// The links, terms, citations and placeholders of a text, sorted.
fn marks(text: &Text) -> Vec<String> {
    fn walk(inlines: &[Inline], found: &mut Vec<String>) {
        for inline in inlines {
            match inline {
                Inline::Words { .. } | Inline::Citation(_) => {}
                Inline::Emphasis(body) => {
                    found.push("*emphasis*".to_owned());
                    walk(body, found);
                }
                Inline::Strong(body) => {
                    found.push("**strong**".to_owned());
                    walk(body, found);
                }
                Inline::Link { url, body, .. } => {
                    found.push(format!("the link to {url}"));
                    walk(body, found);
                }
                Inline::Term { body, .. } => walk(body, found),
                Inline::Placeholder { name, .. } => found.push(format!("{{{name}}}")),
            }
        }
    }
    let mut found = Vec::new();
    walk(&text.inlines, &mut found);
    found.extend(references_in(text).into_iter().map(|(kind, id, _)| match kind {
        RefKind::Term => format!("the term {id}"),
        _ => format!("[@{id}]"),
    }));
    found.sort();
    found
}

/// A translation has the marks of its source; in a stale one they may have changed with it.
fn check_marks(text: &Text, source: &Text, stale: bool, diagnostics: &mut Diagnostics) {
    if stale {
        return;
    }
    let (have, want) = (marks(text), marks(source));
    let lost = difference(&want, &have);
    let added = difference(&have, &want);
    if lost.is_empty() && added.is_empty() {
        return;
    }
    let mut message = format!("the translation of `{}`", source.key);
    if !lost.is_empty() {
        message.push_str(&format!(" has lost {}", lost.join(", ")));
    }
    if !added.is_empty() {
        message.push_str(if lost.is_empty() { " has gained " } else { " and gained " });
        message.push_str(&added.join(", "));
    }
    diagnostics.push(
        Diagnostic::error(Rule::MarkMismatch, message)
            .at_with(text.place().clone(), "the translation")
            .also(source.place().clone(), "the source")
            .help_if(
                added
                    .first()
                    .and_then(|added| nearest(added, lost.iter().map(String::as_str)))
                    .map(|meant| format!("did you mean {meant}?")),
            )
            .help("keep every mark, link, citation and placeholder of the source, in any order"),
    );
}

/// What `a` has more often than `b`.
fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let mut rest = b.to_vec();
    a.iter()
        .filter(|item| match rest.iter().position(|other| other == *item) {
            Some(at) => {
                rest.swap_remove(at);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}
