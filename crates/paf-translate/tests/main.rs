//! Tests of the crate through what it makes public.

mod po;
mod sync;
