//! Turns the YAML that people write into the framework's types, every text with its place.

mod ahead;
pub mod brand;
pub mod chart;
pub mod checks;
pub mod content;
pub mod crop;
pub mod data;
pub mod decode;
pub mod document;
pub mod edition;
pub mod files;
pub mod framework;
pub mod leaflet;
pub mod load;
pub mod markup;
#[cfg(test)]
mod mistakes;
pub mod model;
pub mod node;
pub mod people;
pub mod pictures;
pub mod printing;
mod provenance;
mod record;
pub mod references;
pub mod referents;
pub mod report;
pub mod schema;
pub mod shape;
mod strays;
pub mod text;
mod told;
#[cfg(test)]
mod trial;
pub mod waiver;
pub mod wording;
pub mod yaml;

// Not called: the feature that a library of the tests asks of it is named here too, so that Typst is compiled once.
use idna as _;

pub use data::Data;
pub use load::load;
pub use model::Model;
pub use text::{Text, TextKey};
