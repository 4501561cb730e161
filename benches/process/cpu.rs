//! What the programs that were run have used of the processor.

use std::time::Duration;

/// CPU time, the kernel's included, of all child processes that have ended.
#[cfg(unix)]
pub(crate) fn of_children() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::{TimeVal, TimeValLike as _};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts the time of its processes");
    let micros = |time: TimeVal| Duration::from_micros(time.num_microseconds().unsigned_abs());
    micros(usage.user_time()) + micros(usage.system_time())
}

/// Where processes are not counted, the time on the clock has to do.
#[cfg(not(unix))]
pub(crate) fn of_children() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
