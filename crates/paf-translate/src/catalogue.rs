//! The translations of one language, checked against the source and laid over it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, MOST, Place, Rule, SourceFile, Written};
use paf_locale::{Lang, guess_wrong_language};
use paf_model::{Data, Text, TextKey};

use crate::checks::{CheckContext, Passed, Rules, Waivers, check, check_marks};
use crate::ended::{self, Ended, Other};
use crate::ledger::{Ledger, hash};
use crate::po::{self, PoEntry, PoFile};
use crate::stale::Stale;
use crate::state::{State, Voucher};

/// A translation with how far it is.
#[derive(Debug, Clone)]
struct Translation {
    text: Arc<Text>,
    state: State,
    vouchers: Vec<Voucher>,
    previous: Option<String>,
}

/// The translations of one language.
#[derive(Debug)]
pub struct Catalogue {
    lang: Lang,
    texts: BTreeMap<TextKey, Translation>,
    stale: Vec<Stale>,
    has_entries: bool,
}

/// How far one text is in one language.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The text in the source language.
    pub source: Arc<Text>,
    /// How far it is.
    pub state: State,
    /// Who has brought it there.
    pub vouchers: Vec<Voucher>,
}

/// Data in one language, with how far it is.
#[derive(Debug, Clone)]
pub struct Localised {
    /// The data.
    pub data: Data,
    /// How far its texts are, in the order of the data; without those that need no translation.
    pub standings: Vec<Standing>,
}

impl Catalogue {
    /// Reads a PO file and lays it over the framework's texts. Everything doubtful goes to
    /// `diagnostics`: malformed entries, keys of no text, older source texts, and what the checks find
    /// `against` the language's termbase and the house style.
    pub fn read(
        file: &Arc<SourceFile>,
        lang: Lang,
        sources: &[Arc<Text>],
        ledger: &Ledger,
        against: &CheckContext<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let errors = diagnostics.errors();
        let po = po::parse(file, diagnostics);
        let is_whole = diagnostics.errors() == errors;
        check_header(&po, lang, diagnostics);
        let mut by_key: BTreeMap<&str, &Arc<Text>> = BTreeMap::new();
        for text in sources {
            // Of two texts with one key, which is an error already, the translation is of the first.
            by_key.entry(text.key.as_str()).or_insert(text);
        }
        let mut texts = BTreeMap::new();
        let mut behind = Vec::new();
        // An entry that could not be read is not gone.
        let mut ended = if is_whole { lost(&po, &by_key, ledger) } else { Vec::new() };
        let mut first_of: BTreeMap<&str, Written> = BTreeMap::new();
        let mut unknown = 0;
        let comparison = Comparison::new(against);
        for entry in po.in_use() {
            let Some(context) = &entry.msgctxt else {
                diagnostics.push(entry.without_key());
                continue;
            };
            let Some(source) = by_key.get(context.text()) else {
                unknown += 1;
                // All keys are compared with each unknown one, and nobody is shown more than the first.
                let near = (unknown <= MOST).then(|| by_key.keys().copied());
                diagnostics.push(unknown_key(context, near.into_iter().flatten()));
                continue;
            };
            let Some(translation) = entry.msgstr.first().filter(|written| !written.text().trim().is_empty())
            else {
                ended.extend(end_of(ledger, source, true, entry.translation(), &entry.place));
                continue;
            };
            let changed = entry.msgid.text() != source.written.text();
            // A merge of two branches may put a translation beside a source text that it was not made from.
            let other = ledger.of_other_source(&source.key, source.written.text(), translation.text());
            let vouched = other.is_some() && !entry.fuzzy() && !changed;
            let stale = entry.fuzzy() || changed || vouched;
            if stale {
                behind.push(Stale {
                    key: source.key.clone(),
                    translation: translation.place().clone(),
                    made_from: match changed {
                        true => Some(entry.msgid.place().clone()),
                        false => entry.previous_msgid.as_ref().map(|written| written.place().clone()),
                    },
                    mark: entry.flags_place.clone().filter(|_| !changed),
                    by_record_alone: vouched,
                    vouchers: of_translation(ledger, source, translation.text()),
                    today: source.place().clone(),
                });
            }
            ended.extend(end_of(ledger, source, !stale, translation.text(), translation.place()));
            let text = Arc::new(source.reworded(lang, translation.clone(), diagnostics));
            // In a stale one the source may have changed in all that is compared.
            match (stale, lang.is_pseudo()) {
                (true, true) => {}
                (true, false) => check_language(&text, source, diagnostics),
                (false, true) => check_marks(&text, source, diagnostics),
                (false, false) => {
                    let words = source.written.text();
                    diagnostics.extend(comparison.of(&text, source, first_of.get(words), entry));
                    first_of.entry(words).or_insert_with(|| translation.clone());
                }
            }
            let translation = match stale {
                true => {
                    let previous = if changed { Some(&entry.msgid) } else { entry.previous_msgid.as_ref() };
                    let previous = previous.map(|written| written.text().to_owned());
                    Translation { text, state: State::Stale, vouchers: Vec::new(), previous }
                }
                false => vouched_for(text, source, ledger),
            };
            texts.insert(source.key.clone(), translation);
        }
        diagnostics.extend(ended::warnings(lang, &ended));
        Self { lang, texts, stale: behind, has_entries: po.in_use().next().is_some() }
    }

    /// A catalogue without any translation.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, texts: BTreeMap::new(), stale: Vec::new(), has_entries: false }
    }

    /// Whether the file has entries, translated or not.
    pub fn has_entries(&self) -> bool {
        self.has_entries
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The translations of older source texts, in the order of the file.
    pub fn stale(&self) -> &[Stale] {
        &self.stale
    }

    /// All translations with their states.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<Text>, State)> {
        self.texts.values().map(|translation| (&translation.text, translation.state))
    }

    /// The translation of a text.
    pub fn get(&self, key: &TextKey) -> Option<&Arc<Text>> {
        self.texts.get(key).map(|translation| &translation.text)
    }

    /// How far a text is.
    pub fn state(&self, key: &TextKey) -> State {
        self.texts.get(key).map_or(State::Missing, |translation| translation.state)
    }

    /// The source text that a stale translation was made from, where that is known.
    pub fn previous(&self, key: &TextKey) -> Option<&str> {
        self.texts.get(key)?.previous.as_deref()
    }
}

/// The data in `lang`: every text that one of the catalogues translates is replaced, the first
/// catalogue that has it first. A stale translation is printed: readers are better served by it
/// than by a language they may not read.
pub fn localise(data: &Data, lang: Lang, catalogues: &[&Catalogue]) -> Localised {
    let mut standings = Vec::new();
    let data = data.map_texts(&mut |source| {
        if source.lang.language() == lang.language() {
            return Arc::clone(source);
        }
        let found = catalogues.iter().find_map(|catalogue| catalogue.texts.get(&source.key));
        standings.push(Standing {
            source: Arc::clone(source),
            state: found.map_or(State::Missing, |translation| translation.state),
            vouchers: found.map(|translation| translation.vouchers.clone()).unwrap_or_default(),
        });
        Arc::clone(found.map_or(source, |translation| &translation.text))
    });
    Localised { data, standings }
}

/// A translation of today's source text, as far as those are who vouch for it.
fn vouched_for(text: Arc<Text>, source: &Text, ledger: &Ledger) -> Translation {
    let (words, target) = (source.written.text(), text.written.text());
    let state = ledger.voucher(&source.key, words, target).map_or(State::Draft, |voucher| voucher.state);
    let vouchers = ledger.vouchers(&source.key, words, target);
    let vouchers = vouchers.filter(|voucher| voucher.state == state).cloned().collect();
    Translation { text, state, vouchers, previous: None }
}

/// Who vouched for a translation, whatever it was made from.
fn of_translation(ledger: &Ledger, source: &Text, translation: &str) -> Vec<Voucher> {
    ledger.of_translation(&source.key, translation).into_iter().cloned().collect()
}

/// Everybody's word that does not count for this translation. Of a stale one, what was said of the same
/// words is told with what it is behind.
fn end_of(ledger: &Ledger, source: &Text, current: bool, translation: &str, place: &Place) -> Vec<Ended> {
    let made_from = current.then_some(source.written.text());
    let records = ledger.ended(&source.key, made_from, translation);
    let of_same_words = (!records.is_empty() && !translation.is_empty()).then(|| hash(translation));
    let ended = records.into_iter().map(|record| Ended {
        key: source.key.as_str().to_owned(),
        place: place.clone(),
        other: match of_same_words.as_ref() == Some(&record.target) {
            true => Other::Source,
            false => Other::Translation,
        },
        voucher: record.voucher.clone(),
    });
    ended.collect()
}

/// Texts that somebody vouched for and that have no entry any more. Those that no document prints
/// have one at the end of the file.
fn lost(po: &PoFile, sources: &BTreeMap<&str, &Arc<Text>>, ledger: &Ledger) -> Vec<Ended> {
    let entries: BTreeSet<&str> = po.entries.iter().filter_map(|entry| entry.key()).collect();
    let keys = ledger.keys().filter(|key| !entries.contains(key));
    let sources = keys.filter_map(|key| sources.get(key));
    sources.flat_map(|source| end_of(ledger, source, true, "", &Place::start_of(po.file()))).collect()
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

/// Compares translations that are not stale with their sources.
struct Comparison<'a> {
    against: &'a CheckContext<'a>,
    /// What had no fault before, where that is kept, and what tells it from other comparisons.
    passed: Option<(&'a Passed, Rules)>,
}

impl<'a> Comparison<'a> {
    fn new(against: &'a CheckContext<'a>) -> Self {
        Self { against, passed: against.passed.map(|passed| (passed, Rules::of(against))) }
    }

    /// What is found; `elsewhere` is how the same words are translated in another entry.
    fn of(&self, text: &Text, source: &Text, elsewhere: Option<&Written>, entry: &PoEntry) -> Diagnostics {
        let remarks = &entry.translator_comments;
        let known = self.passed.as_ref();
        let known = known.map(|(passed, rules)| (passed, rules.compared(text, source, elsewhere, remarks)));
        let mut found = Diagnostics::new();
        if known.is_some_and(|(passed, compared)| passed.has(&compared)) {
            return found;
        }
        check_language(text, source, &mut found);
        let waived = Waivers::read(entry, &mut found);
        check(text, source, elsewhere, self.against, &waived, &mut found);
        if let Some((passed, compared)) = known.filter(|_| found.is_empty()) {
            passed.add(compared);
        }
        found
    }
}

/// A name may stay as it is in a language of another script.
fn check_language(text: &Text, source: &Text, diagnostics: &mut Diagnostics) {
    if text.written.text() == source.written.text() {
        return;
    }
    if let Some(reason) = guess_wrong_language(&text.own_words(), text.lang, source.lang) {
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
