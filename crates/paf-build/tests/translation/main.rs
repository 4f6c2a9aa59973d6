//! A small framework in memory, and what its catalogues and ledgers come to.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod conflicts;
mod desk;
mod kept;
mod ledger;
mod marking;
mod merge;
mod merge_by_git;
mod orphans;
mod renamed;
mod sequences;
