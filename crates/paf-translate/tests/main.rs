//! Tests of the crate through what it makes public.

mod exchange;
mod po;
mod sync;
