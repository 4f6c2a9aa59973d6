//! Turns laid-out pages into files that a printer accepts: PDF/X-4, imposed sheets, marks and job tickets.

pub mod finish;
pub mod impose;
pub mod intent;
mod lettering;
pub mod marks;
mod packet;
mod profile;
mod source;
mod subset;
pub mod ticket;
mod typeface;
mod writer;
