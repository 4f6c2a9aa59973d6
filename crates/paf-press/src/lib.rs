//! Turns laid-out pages into files that a printer accepts: PDF/X-4, imposed sheets, job tickets, and findings about any PDF.

pub mod finish;
pub mod geometry;
pub mod impose;
pub mod intent;
pub mod marks;
mod packet;
pub mod pages;
pub mod preflight;
pub mod separations;
mod source;
mod subset;
pub mod ticket;
mod writer;
