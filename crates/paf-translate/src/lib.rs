//! Turns the framework in its source language into the framework in another one, text by text, by catalogues.

mod catalogue;
pub mod po;

pub use catalogue::{Catalogue, Localised, State, localise};
