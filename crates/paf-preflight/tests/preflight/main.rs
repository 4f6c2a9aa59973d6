//! Preflight: one deliberate break for every rule, files of other programs, and damaged files.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be built is a failure of the test")]

mod fixture;
mod foreign;
mod mutation;
mod ran;
mod structure;
mod wording;
