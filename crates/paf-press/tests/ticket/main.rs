//! The job ticket: what it says, how it is written, and that it is the same each time.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests read and write files, and may fail"
)]

mod drawn;
mod judges;
mod samples;
mod written;
