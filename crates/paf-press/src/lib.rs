//! Turns laid-out pages into files that a printer accepts: PDF/X-4, imposed sheets, job tickets, and findings about any PDF.

pub mod finish;
pub mod geometry;
pub mod intent;
pub mod pages;
