//! Code of others that is fed with foreign bytes, and may panic on them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDS: Cell<usize> = const { Cell::new(0) };
}

/// Runs code that may panic on broken input; none where it did.
///
/// Nothing that the code was changing may be used afterwards.
pub fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    GUARDS.set(GUARDS.get() + 1);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    GUARDS.set(GUARDS.get() - 1);
    outcome.ok()
}

/// Whether a panic now would be caught by [`guarded`], so that it is no bug to be told.
pub fn is_guarded() -> bool {
    GUARDS.get() > 0
}
