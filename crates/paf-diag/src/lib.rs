//! Turns problems found anywhere in the pipeline into messages that point at the line a person wrote.

mod command;
mod conflict;
mod diagnostic;
mod difference;
mod named;
mod place;
mod render;
mod rule;
mod standpoint;
mod suggest;
mod written;

pub use command::Command;
pub use conflict::merge_conflicts;
pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity};
pub use difference::{Run, difference, runs};
pub use named::{NAMED, named};
pub use place::{Place, Position, SourceFile};
pub use render::{Format, MOST, render};
pub use rule::Rule;
pub use standpoint::Standpoint;
pub use suggest::{did_you_mean, nearest};
pub use written::Written;
