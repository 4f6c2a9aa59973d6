//! Which translations were compared with their sources and found without fault: comparing all of them takes longer
//! than everything else that is read.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use paf_diag::Written;
use paf_model::Text;
use sha2::{Digest, Sha256};

use super::CheckContext;

/// Comparisons that found nothing, each by the hash of all that was compared. What was found is never kept: it is
/// found again, at its place of today.
#[derive(Debug, Default)]
pub struct Passed {
    known: BTreeSet<Hash>,
    met: Mutex<BTreeSet<Hash>>,
}

/// The first half of a SHA-256.
type Hash = [u8; 16];

impl Passed {
    /// Those of earlier runs, as [`Passed::lines`] gave them; what is no line of it is left out.
    pub fn of_lines(lines: &str) -> Self {
        let known = lines.lines().filter(|line| line.len() == 32 && line.is_ascii());
        let known = known.filter_map(|line| u128::from_str_radix(line, 16).ok()).map(u128::to_be_bytes);
        Self { known: known.collect(), met: Mutex::default() }
    }

    /// Those that were met, a line each, sorted; with `all`, those that were known besides.
    pub fn lines(&self, all: bool) -> String {
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let others = self.known.iter().filter(|_| all);
        let every: BTreeSet<&Hash> = met.iter().chain(others).collect();
        every.into_iter().map(|hash| format!("{:032x}\n", u128::from_be_bytes(*hash))).collect()
    }

    /// Whether a comparison was met that was not known.
    pub fn has_news(&self) -> bool {
        !self.met.lock().unwrap_or_else(PoisonError::into_inner).is_subset(&self.known)
    }

    /// Those that are known now: the former, and what was met since.
    #[must_use]
    pub fn and_met(self) -> Self {
        let Self { mut known, met } = self;
        known.extend(met.into_inner().unwrap_or_else(PoisonError::into_inner));
        Self { known, met: Mutex::default() }
    }

    /// Whether a comparison found nothing before.
    pub(crate) fn has(&self, compared: &Hash) -> bool {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = met.contains(compared) || self.known.contains(compared);
        if is_known {
            met.insert(*compared);
        }
        is_known
    }

    /// Keeps that a comparison found nothing.
    pub(crate) fn add(&self, compared: Hash) {
        self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(compared);
    }
}

/// What translations of a language are compared with besides their sources, to be hashed with each of them.
pub(crate) struct Rules(Sha256);

impl Rules {
    pub(crate) fn of(context: &CheckContext<'_>) -> Self {
        let mut hash = Sha256::new();
        add(&mut hash, &format!("{:?}", context.house_style));
        add(&mut hash, &format!("{:?} {:?}", context.do_not_translate, context.glossary));
        for (id, forms) in context.termbase.iter() {
            add(&mut hash, id);
            for (kind, forms) in [("use", &forms.used), ("not", &forms.rejected)] {
                add(&mut hash, &format!("{kind} {}", forms.len()));
                forms.iter().for_each(|form| add(&mut hash, form.text()));
            }
        }
        Self(hash)
    }

    /// A translation, its source, how the same words are translated elsewhere, and the remarks of translators that
    /// waive something.
    pub(crate) fn compared(
        &self,
        text: &Text,
        source: &Text,
        elsewhere: Option<&Written>,
        remarks: &[String],
    ) -> Hash {
        let mut hash = self.0.clone();
        for text in [source, text] {
            add(&mut hash, &format!("{} {} {:?} {:?}", text.key, text.lang, text.kind, text.origin));
            add(&mut hash, text.written.text());
        }
        add(&mut hash, &format!("{:?}", elsewhere.map(Written::text)));
        remarks.iter().for_each(|remark| add(&mut hash, remark));
        let whole = hash.finalize();
        let mut half = Hash::default();
        half.copy_from_slice(&whole[..16]);
        half
    }
}

fn add(hash: &mut Sha256, part: &str) {
    hash.update((part.len() as u64).to_le_bytes());
    hash.update(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_known_again() {
        let passed = Passed::default();
        passed.add([7; 16]);
        let again = Passed::of_lines(&passed.lines(false));
        assert!(again.has(&[7; 16]) && !again.has(&[8; 16]));
        assert!(!again.has_news());
        again.add([8; 16]);
        assert!(again.has_news());
        assert_eq!(again.lines(true).lines().count(), 2);
    }

    #[test]
    fn what_is_no_line_is_left_out() {
        let lines = format!("{{\n07\nzz\n{}\n{:032x}\n", "é".repeat(16), 7);
        assert_eq!(Passed::of_lines(&lines).lines(true), format!("{:032x}\n", 7));
    }
}
