//! Tests of the crate through what it makes public.

mod checks;
mod corpus;
mod exchange;
mod po;
mod sync;
