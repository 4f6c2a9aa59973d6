//! Turns a template and the framework's data into Typst source in which every value is an expression that remembers its line.

mod environment;
mod errors;
mod expression;
mod filters;
mod source_map;
mod values;

pub use environment::{Context, Templates};
pub use source_map::{Generated, Origin, Region, SourceMap, Unfilled};
