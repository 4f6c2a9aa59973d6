//! Takes over what came back from translators.

mod absent;
mod report;
mod several;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, Written};
use paf_locale::Lang;
use paf_model::Text;

use super::{Delivered, Delivery};
use crate::checks::Waivers;
use crate::checks::composed;
use crate::ledger::Ledger;
use crate::po::{PoEntry, PoFile};
use crate::{State, Voucher};

/// What an import changed: keys, in the order of the delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Translations that are new or other than before.
    pub changed: Vec<String>,
    /// Of those, the ones that were made from an older source text.
    pub stale: Vec<String>,
    /// Of those, the ones that replace what was reworded at home in the meantime.
    pub theirs: Vec<String>,
    /// Of those, the ones that the file calls unfinished: they are drafts.
    pub unfinished: Vec<String>,
    /// Stale translations that came back unchanged and are confirmed for the present source text.
    pub confirmed: Vec<String>,
    /// Translations that came back unchanged with less than they were sent out with.
    pub lowered: Vec<String>,
    /// Translations to which the translator remarks something.
    pub remarked: Vec<String>,
    /// Translations of which the letters were put into composed form.
    pub composed: Vec<String>,
    /// Translations that a person now vouches for.
    pub vouched: Vec<String>,
    /// Translations that the file calls translated or more, though nobody is named who did it.
    pub claimed: Vec<String>,
    /// How many came back as they were sent out and were reworded at home in the meantime.
    pub kept: usize,
    /// How many were the same as before.
    pub unchanged: usize,
    /// How many came back without a translation, those included that had none before.
    pub empty: usize,
}

impl Imported {
    /// Whether there is something to save.
    pub fn is_news(&self) -> bool {
        [&self.changed, &self.confirmed, &self.lowered, &self.remarked, &self.vouched]
            .iter()
            .any(|keys| !keys.is_empty())
    }
}

/// The files that a delivery is put into.
#[derive(Debug)]
pub struct Home<'a> {
    /// The language.
    pub lang: Lang,
    /// The catalogue, in step with the framework.
    pub po: &'a mut PoFile,
    /// Who vouches for what is in it.
    pub ledger: &'a mut Ledger,
}

/// What a person decides about a delivery beforehand.
#[derive(Debug, Clone, Default)]
pub struct Terms<'a> {
    /// Who stands behind it; the states that the files claim are recorded for that person.
    pub voucher: Option<&'a Voucher>,
    /// Of what was reworded on both sides, what the delivery wins.
    pub theirs: Choice,
    /// Of what was reworded on both sides, what stays as it is.
    pub ours: Choice,
    /// Whether a translation may come to be vouched for less than before.
    pub lower: bool,
}

/// Texts that a person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// None.
    #[default]
    Nothing,
    /// All.
    Everything,
    /// Those with these keys.
    Keys(BTreeSet<String>),
}

impl Choice {
    fn has(&self, key: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Keys(keys) => keys.contains(key),
        }
    }
}

/// Puts a delivery into the files of its language. What counts as the source text is what the framework
/// says, never what the file says: a translation whose source text is another one than today's comes in
/// as stale. A text that was reworded at home since it was sent out stays as it is if it comes back as it
/// went, and is a conflict if it does not. Everything doubtful goes to `diagnostics`; after an error
/// nothing may be saved.
pub fn merge(
    home: Home<'_>,
    delivery: &Delivery,
    sources: &BTreeMap<&str, &Arc<Text>>,
    terms: &Terms<'_>,
    diagnostics: &mut Diagnostics,
) -> Imported {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in home.po.entries.iter().enumerate().filter(|(_, entry)| !entry.obsolete) {
        if let Some(key) = entry.key() {
            index.entry(key.to_owned()).or_insert(at);
        }
    }
    let mut merging = Merging {
        lang: home.lang,
        ledger: home.ledger,
        terms,
        imported: Imported::default(),
        unsure: Vec::new(),
        emptied: Vec::new(),
        diagnostics,
    };
    let once = several::one_for_each(delivery, sources, merging.diagnostics);
    let mut unknown: Vec<&Delivered> = Vec::new();
    for delivered in &once {
        let key = delivered.key.text();
        let entry = index.get(key).and_then(|at| home.po.entries.get_mut(*at));
        match (sources.get(key), entry) {
            (Some(source), Some(entry)) => merging.take(entry, delivered, source),
            _ => unknown.push(delivered),
        }
    }
    let Merging { imported, unsure, emptied, .. } = merging;
    diagnostics.extend(report::unsure(&unsure));
    diagnostics.extend(report::emptied(&emptied));
    absent::report(&unknown, home.po, sources, diagnostics);
    imported
}

struct Merging<'a, 'b> {
    lang: Lang,
    ledger: &'a mut Ledger,
    terms: &'a Terms<'b>,
    imported: Imported,
    /// Wordings that were replaced by a file that does not carry what it was sent out with.
    unsure: Vec<Written>,
    /// Texts whose translation was sent out and did not come back.
    emptied: Vec<Written>,
    diagnostics: &'a mut Diagnostics,
}

impl Merging<'_, '_> {
    fn take(&mut self, entry: &mut PoEntry, delivered: &Delivered, source: &Arc<Text>) {
        self.remark(entry, delivered, source, false);
        let theirs = composed(delivered.target.text());
        if theirs.trim().is_empty() {
            return self.empty(entry, delivered, source);
        }
        if reads_alike(source, entry.translation(), &theirs) {
            self.imported.unchanged += 1;
            self.remark(entry, delivered, source, true);
            return self.marks(entry, delivered, source);
        }
        let left = delivered.left.as_ref();
        if left.is_some_and(|left| left.has_target(source, &theirs)) {
            self.imported.kept += 1;
            self.waivers_left(entry, delivered, source);
            let said = says(delivered).map(|says| told::of_other_wording(delivered, source, says, entry));
            return self.diagnostics.extend(said);
        }
        let is_there = !entry.translation().trim().is_empty();
        let older = made_from_older(delivered, source);
        if older && is_there && self.state(entry, source) > State::Stale {
            // A current translation is not given up for one of an older text.
            self.imported.unchanged += 1;
            self.diagnostics.push(report::outdated(delivered, source, entry));
            return self.waivers_left(entry, delivered, source);
        }
        let moved = is_there && left.is_some_and(|left| !left.has_target(source, entry.translation()));
        if moved && !self.settles_for_theirs(entry, delivered, source, &theirs) {
            return;
        }
        self.reword(entry, delivered, source, theirs, moved);
    }

    /// A text that came back without a translation: where there is one, it stays.
    fn empty(&mut self, entry: &PoEntry, delivered: &Delivered, source: &Text) {
        self.imported.empty += 1;
        let had_none = delivered.left.as_ref().is_some_and(|left| left.has_target(source, ""));
        if !had_none && !entry.translation().trim().is_empty() {
            self.emptied.push(delivered.key.clone());
        }
        self.waivers_left(entry, delivered, source);
    }

    /// Whether a text that was reworded on both sides becomes what the delivery says.
    fn settles_for_theirs(
        &mut self,
        entry: &PoEntry,
        delivered: &Delivered,
        source: &Text,
        theirs: &str,
    ) -> bool {
        let key = source.key.as_str();
        let voucher = self.voucher(entry, source).cloned();
        if self.terms.theirs.has(key) {
            self.imported.theirs.push(key.to_owned());
            self.diagnostics.push(report::replaced(entry, delivered, source, theirs, voucher.as_ref()));
            return true;
        }
        if self.terms.ours.has(key) {
            self.keep_ours(entry, delivered, source);
        } else {
            self.diagnostics.push(report::conflict(entry, delivered, source, theirs, voucher.as_ref()));
        }
        false
    }

    /// Keeps the wording that is here, as was asked for.
    fn keep_ours(&mut self, entry: &PoEntry, delivered: &Delivered, source: &Text) {
        self.imported.kept += 1;
        self.diagnostics.push(told::ours(delivered, source, entry));
        self.waivers_left(entry, delivered, source);
    }

    /// Gives a text the wording of the delivery.
    fn reword(
        &mut self,
        entry: &mut PoEntry,
        delivered: &Delivered,
        source: &Text,
        theirs: String,
        settled: bool,
    ) {
        let key = source.key.as_str().to_owned();
        let before = self.state(entry, source);
        let older = made_from_older(delivered, source);
        let after = if older { State::Stale } else { self.state_of_new(delivered, before) };
        // What was approved of the older text may count again: it is not given up for another wording of it.
        let may_be_vouched = before >= State::Translated || older;
        if may_be_vouched && !settled && !self.may_replace(entry, delivered, source, after) {
            return;
        }
        if theirs != delivered.target.text() {
            self.imported.composed.push(key.clone());
        }
        if delivered.left.is_none() && matches!(before, State::Stale | State::Draft) {
            self.unsure.push(delivered.key.clone());
        }
        if older {
            let given = delivered.source.as_deref().unwrap_or_default();
            entry.previous_msgid = Some(Written::verbatim(given, entry.msgid.place().clone()));
            entry.set_fuzzy(true);
            self.imported.stale.push(key.clone());
            // That it is translated goes without saying, unless somebody says it.
            let least = if self.terms.voucher.is_some() { State::Translated } else { State::Reviewed };
            let rank = says(delivered).filter(|says| *says >= least);
            self.diagnostics.extend(rank.map(|says| told::of_older_text(delivered, source, says)));
        } else {
            settle(entry);
            if is_unfinished(delivered) {
                self.imported.unfinished.push(key.clone());
            }
        }
        entry.set_translation(theirs);
        self.remark(entry, delivered, source, true);
        match self.terms.voucher {
            Some(voucher) if after >= State::Translated => self.vouch(entry, source, voucher, after),
            None if is_ranked(delivered) && !older => self.imported.claimed.push(key.clone()),
            _ => {}
        }
        self.imported.changed.push(key);
    }

    /// How far a new wording of today's source text is. A rank that went out with a text says nothing of
    /// the wording that came back in its place.
    fn state_of_new(&self, delivered: &Delivered, before: State) -> State {
        if self.terms.voucher.is_none() || is_unfinished(delivered) {
            return State::Draft;
        }
        let sent = delivered.left.as_ref().map_or(before, |left| left.state);
        delivered.state.filter(|state| *state != sent).unwrap_or(State::Translated)
    }

    /// Whether the wording that a person vouched for may be replaced, which is told in any case.
    fn may_replace(&mut self, entry: &PoEntry, delivered: &Delivered, source: &Text, after: State) -> bool {
        let of_older = || {
            let older = made_from_older(delivered, source);
            self.ledger
                .of_other_source(&source.key, source.written.text(), entry.translation())
                .filter(|_| older)
        };
        let Some(voucher) = self.voucher(entry, source).or_else(of_older) else { return true };
        let is_the_same_person = self.terms.voucher.is_some_and(|named| named.by == voucher.by);
        let lowers = after < voucher.state;
        if lowers && self.terms.ours.has(source.key.as_str()) {
            self.keep_ours(entry, delivered, source);
            return false;
        }
        if lowers || !is_the_same_person {
            let refused = lowers && !self.terms.lower;
            let remedy = refused.then(|| self.remedy(source, voucher, after)).flatten();
            let said = report::reworded(entry, delivered, source, voucher, refused).help_if(remedy);
            self.diagnostics.push(said);
            return !refused;
        }
        true
    }

    /// What else can be done about a wording that ends what somebody vouched for. For one of an older text
    /// nobody can vouch.
    fn remedy(&self, source: &Text, ends: &Voucher, after: State) -> Option<String> {
        match self.terms.voucher {
            _ if after == State::Stale => None,
            None => Some(report::NAME_SOMEBODY.to_owned()),
            Some(named) => Some(report::mark_afterwards(self.lang, source, ends.state, named, after)),
        }
    }

    /// What a text that came back as it is here says of its state.
    fn marks(&mut self, entry: &mut PoEntry, delivered: &Delivered, source: &Text) {
        let Some(says) = says(delivered) else { return };
        let before = self.state(entry, source);
        let sent = delivered.left.as_ref().map(|left| left.state);
        if made_from_older(delivered, source) {
            // What is stale is not called so twice; a rank is somebody's word.
            let is_news = sent.is_some() || is_ranked(delivered);
            if is_news && (says >= State::Translated || before > State::Stale) {
                self.diagnostics.push(told::of_older_text(delivered, source, says));
            }
            return;
        }
        // A catalogue knows no ranks: without the mark it says that the text is not stale.
        if delivered.fuzzy == Some(false) && before != State::Stale {
            return;
        }
        // What was marked here since it was sent out is not settled by less than it was sent out with.
        let confirms = sent.is_none_or(|sent| says >= sent);
        if before == State::Stale && says > State::Stale && confirms {
            if sent.is_some_and(|sent| sent > State::Stale) {
                self.diagnostics.push(told::settled(delivered, source, entry, says));
            }
            settle(entry);
            self.imported.confirmed.push(source.key.as_str().to_owned());
        }
        // Less than it was sent out with; where it is more, what was done here since may be more still.
        if says < before && sent.is_none_or(|sent| says < sent) {
            return self.lower(entry, delivered, source, says);
        }
        let is_more = says > before;
        match self.terms.voucher {
            _ if says < State::Translated => {}
            // Several people may vouch for one text.
            Some(voucher) if is_more || sent.is_some() => self.vouch(entry, source, voucher, says),
            None if is_more && is_ranked(delivered) => {
                self.imported.claimed.push(source.key.as_str().to_owned());
            }
            _ => {}
        }
    }

    /// A text came back with less than it has here. A mark that a person set counts; that a program
    /// wrote another rank does not, unless it is asked for.
    fn lower(&mut self, entry: &mut PoEntry, delivered: &Delivered, source: &Text, says: State) {
        let before = self.state(entry, source);
        let counts = says < State::Translated || delivered.disapproved || self.terms.lower;
        if !counts {
            let voucher = self.voucher(entry, source).cloned();
            self.diagnostics
                .extend(voucher.map(|voucher| report::not_lowered(delivered, source, says, &voucher)));
            return;
        }
        let ended = self.ledger.lower(&source.key, source.written.text(), entry.translation(), says);
        if let Some(named) = self.terms.voucher.filter(|_| says >= State::Translated) {
            self.vouch(entry, source, named, says);
        }
        entry.set_fuzzy(says == State::Stale);
        let after = self.state(entry, source);
        self.imported.lowered.push(source.key.as_str().to_owned());
        self.diagnostics.push(report::lowered(self.lang, delivered, source, (before, after), &ended));
    }

    /// Keeps what the translator remarks. What lets a check pass is said of a wording, and comes with it.
    fn remark(&mut self, entry: &mut PoEntry, delivered: &Delivered, source: &Text, waivers: bool) {
        let key = source.key.as_str();
        let lines = delivered.comments.iter().map(|line| line.trim());
        for line in lines.filter(|line| !line.is_empty() && Waivers::is_one(line) == waivers) {
            let mut known = entry.translator_comments.iter().chain(&entry.extracted_comments);
            if known.all(|known| known.trim() != line) {
                entry.translator_comments.push(line.to_owned());
                if self.imported.remarked.last().is_none_or(|last| last != key) {
                    self.imported.remarked.push(key.to_owned());
                }
            }
        }
    }

    /// Waivers that are said of a wording which was not taken over.
    fn waivers_left(&mut self, entry: &PoEntry, delivered: &Delivered, source: &Text) {
        let is_there = |line: &str| entry.translator_comments.iter().any(|known| known.trim() == line);
        let lines = delivered.comments.iter().map(|line| line.trim());
        let left: Vec<&str> = lines.filter(|line| Waivers::is_one(line) && !is_there(line)).collect();
        self.diagnostics.extend(left.iter().map(|line| told::waiver_left(delivered, source, line)));
    }

    fn state(&self, entry: &PoEntry, source: &Text) -> State {
        match entry.translation() {
            words if words.trim().is_empty() => State::Missing,
            _ if entry.fuzzy() || entry.msgid.text() != source.written.text() => State::Stale,
            _ => self.voucher(entry, source).map_or(State::Draft, |voucher| voucher.state),
        }
    }

    fn voucher(&self, entry: &PoEntry, source: &Text) -> Option<&Voucher> {
        let current = !entry.fuzzy();
        self.ledger.voucher(&source.key, source.written.text(), entry.translation()).filter(|_| current)
    }

    fn vouch(&mut self, entry: &PoEntry, source: &Text, voucher: &Voucher, state: State) {
        let voucher = Voucher { state, ..voucher.clone() };
        self.ledger.vouch(&source.key, source.written.text(), entry.translation(), voucher);
        self.imported.vouched.push(source.key.as_str().to_owned());
    }
}

/// How far a file says that a translation is, where that is other than what it was sent out with. A
/// catalogue without the mark `fuzzy` says so of a text that went out with it.
pub(super) fn says(delivered: &Delivered) -> Option<State> {
    let sent = delivered.left.as_ref().map(|left| left.state);
    let disapproved = delivered.disapproved && sent.is_none_or(|sent| sent == State::Approved);
    match (delivered.fuzzy, delivered.state) {
        (Some(false), _) => sent.is_none_or(|sent| sent == State::Stale).then_some(State::Translated),
        (_, None) => disapproved.then_some(State::Draft),
        (_, state) if state == sent => None,
        (_, state) => state.map(|state| state.max(State::Stale)),
    }
}

/// Whether the file calls a translation unfinished, in whatever words.
fn is_unfinished(delivered: &Delivered) -> bool {
    delivered.fuzzy == Some(true) || delivered.state.is_some_and(|state| state <= State::Draft)
}

fn is_ranked(delivered: &Delivered) -> bool {
    delivered.state.is_some_and(|state| state >= State::Translated)
}

/// Whether a delivery was made from another source text than today's. A program, or a translator, may
/// have edited the source text in the file: then the text it was sent out with counts.
fn made_from_older(delivered: &Delivered, source: &Text) -> bool {
    let other = delivered.source.as_deref().is_some_and(|given| !same_text(source, given));
    other && delivered.left.as_ref().is_none_or(|left| !left.has_source(source))
}

/// The translation is one of the present source text.
fn settle(entry: &mut PoEntry) {
    entry.set_fuzzy(false);
    entry.previous_msgid = None;
    entry.previous_msgctxt = None;
    entry.previous_msgid_plural = None;
}

/// Whether a file's source text is ours, however its marks are spelt.
fn same_text(source: &Text, given: &str) -> bool {
    source.written.text() == given || reads_alike(source, source.written.text(), given)
}

/// Whether two wordings of a text are parsed to the same words and marks.
pub(super) fn reads_alike(text: &Text, a: &str, b: &str) -> bool {
    use paf_model::text::TextKind;
    let (a, b) = (composed(a), composed(b));
    if a == b || text.kind == TextKind::Plain {
        return a == b;
    }
    paf_model::markup::normal_form(&a) == paf_model::markup::normal_form(&b)
}

fn twice(delivered: &Delivered, first: &Delivered) -> Diagnostic {
    Diagnostic::error(
        Rule::DuplicateKey,
        format!("the text `{}` stands in this file twice", delivered.key.text()),
    )
    .at(delivered.key.place().clone())
    .also(first.key.place().clone(), "here first")
    .help("remove the one that is not meant")
}
