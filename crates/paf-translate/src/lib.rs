//! Turns the framework in its source language into the framework in another one, text by text, by catalogues.

mod catalogue;
pub mod checks;
mod ended;
pub mod exchange;
mod ledger;
pub mod marking;
pub mod minor;
pub mod notes;
pub mod po;
pub mod pseudo;
mod quoted;
pub mod rename;
mod several;
pub mod stale;
mod state;
pub mod sync;
pub mod termbase;

pub use catalogue::{Catalogue, Localised, Standing, localise};
pub use ledger::{Ledger, Record, hash};
pub use several::Several;
pub use state::{NotAVoucher, State, Voucher};
