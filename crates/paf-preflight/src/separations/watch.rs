//! Work that is given up when it takes too long.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::Builder;
use std::time::Instant;

/// Room for forms within forms: the renderer calls itself for each.
const STACK: usize = 256 << 20;

/// Why there is no result.
pub(super) enum GivenUp {
    /// It was not done in time.
    TooLate,
    /// It ended by a panic, or could not begin.
    Failed,
}

/// Does something on a thread of its own, with a large stack, and waits for it no longer than that.
///
/// A thread cannot be ended from outside: one that is given up goes on until it is done or the
/// program ends, which is why no further work should be begun after it.
pub(super) fn done_by<T: Send + 'static>(
    until: Instant,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, GivenUp> {
    let (send, receive) = channel();
    let worker = Builder::new().name("measuring".to_owned()).stack_size(STACK);
    // Where nobody waits any more, nobody misses the result.
    let worker = worker.spawn(move || drop(send.send(work())));
    worker.map_err(|_| GivenUp::Failed)?;
    let patience = until.saturating_duration_since(Instant::now());
    receive.recv_timeout(patience).map_err(|why| match why {
        RecvTimeoutError::Timeout => GivenUp::TooLate,
        RecvTimeoutError::Disconnected => GivenUp::Failed,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_takes_too_long_is_given_up() {
        let until = Instant::now() + Duration::from_millis(20);
        let slow = done_by(until, || std::thread::sleep(Duration::from_secs(2)));
        assert!(matches!(slow, Err(GivenUp::TooLate)));
        let quick = done_by(Instant::now() + Duration::from_secs(60), || 7);
        assert!(matches!(quick, Ok(7)));
    }
}
