//! A small framework in memory, and what its catalogues and ledgers come to.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod conflicts;
mod desk;
mod ledger;
mod merge;
mod renamed;
mod sequences;
