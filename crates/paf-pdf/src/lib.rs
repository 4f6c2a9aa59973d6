//! Turns a PDF, however broken, into its pages: boxes in a printer's measures, resources, content, and what of it is lost.

pub mod content;
pub mod damage;
pub mod geometry;
mod guard;
pub mod open;
mod operators;
pub mod pack;
pub mod pages;
pub mod saved;
mod tree;
pub mod view;
mod words;

pub use guard::{guarded, is_guarded};
