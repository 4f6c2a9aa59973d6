//! Turns a template and the framework's data into Typst source in which every value is an expression that remembers its line, or into HTML in which every value is escaped.

pub mod charts;
mod drawings;
mod environment;
mod errors;
mod expression;
mod filters;
mod html;
mod pages;
mod source_map;
mod values;

pub use drawings::{Drawings, Drawn, HERE};
pub use environment::{Context, Templates};
pub use html::Leads;
pub use pages::{PageContext, Pages};
pub use source_map::{Generated, Origin, Region, SourceMap, Unfilled};
