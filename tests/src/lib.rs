//! The end-to-end suite of paf; its tests are in `suite/`.
