//! Turns an output folder into a proof that it is whole and what the framework gives, or into what differs and why.

mod anew;
mod difference;
mod listed;

pub use anew::{Anew, Made};
pub use listed::Listed;
