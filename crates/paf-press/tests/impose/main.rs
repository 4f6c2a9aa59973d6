//! Imposition and printer's marks: looked at in memory always, and by outside judges where they are installed.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod booklet;
mod guards;
mod judges;
mod marks;
mod read;
mod source;
mod stamps;
mod tags;
