//! Turns an output folder into a publication with its archives and checksums, or into a proof that it is whole and what the framework gives.

mod anew;
mod archive;
mod bundles;
mod changes;
mod choice;
mod difference;
mod enclosed;
mod ingredients;
mod leads;
mod listed;
mod place;
mod provenance;
mod publication;
mod published;
mod site;
mod sums;
mod svg;
mod whole;

pub use anew::{Anew, Made};
pub use changes::changes;
pub use choice::Choice;
pub use ingredients::Ingredients;
pub use listed::Listed;
pub use publication::{MANIFEST_SCHEMA, Publication};
pub use published::Published;
pub use site::Site;
