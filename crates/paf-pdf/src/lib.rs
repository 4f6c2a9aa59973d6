//! Turns a PDF, however broken, into its pages: boxes in a printer's measures, resources, content.

pub mod geometry;
pub mod pages;
