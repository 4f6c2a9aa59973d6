//! Tests of the crate through what it makes public.

mod checks;
mod exchange;
mod po;
mod sync;
