//! One binary for the whole suite, so that it links once.
