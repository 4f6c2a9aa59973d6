//! A panic is a bug of ours and says so.

use std::panic::{self, AssertUnwindSafe};

use crate::exit::Exit;
use crate::terminal;

/// Runs `f`; a panic in it is told as a bug of paf, with what a report needs.
pub(crate) fn caught(f: impl FnOnce() -> Exit) -> Exit {
    panic::set_hook(Box::new(|info| {
        // A parser of foreign bytes gave up: what it was asked for is told as not measured.
        if paf_pdf::is_guarded() {
            return;
        }
        let payload = info.payload();
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        terminal::say(&format!(
            "this is a bug in paf {}: {message}{place}\nplease report it to the maintainers with the command you ran \
             and this message; your files were left as they are",
            env!("CARGO_PKG_VERSION")
        ));
    }));
    panic::catch_unwind(AssertUnwindSafe(f)).unwrap_or(Exit::Bug)
}
