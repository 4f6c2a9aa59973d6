//! What is painted on pages: one page that is right and one that is wrong for every rule.

#![expect(clippy::unwrap_used, reason = "a page that cannot be built or read fails the test")]
#![expect(clippy::print_stderr, reason = "a test says what it could not look at")]
#![expect(clippy::disallowed_methods, reason = "outside judges read and write files")]

mod hostile;
mod limits;
mod page;
mod printers;
mod reach;
mod rules;
mod separations;
mod unknown;
