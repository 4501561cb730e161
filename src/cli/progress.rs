//! Says on a terminal that long work goes on.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Shorter work needs no words.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(120);

/// A point that goes round.
const FRAMES: [char; 8] = ['⠁', '⠂', '⠄', '⡀', '⢀', '⠠', '⠐', '⠈'];

/// Work that may take long. After a second a line on standard error says what is done, and goes when this is dropped.
#[derive(Debug)]
pub(super) struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Does work that may take long.
    pub(super) fn during<T>(what: impl Into<Cow<'static, str>>, work: impl FnOnce() -> T) -> T {
        let _progress = Self::begin(what.into());
        work()
    }

    /// Where nobody watches, nothing is said.
    fn begin(what: Cow<'static, str>) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let (end, ended) = channel::<()>();
        let goes_on = move |time| ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
        let show = move || {
            if goes_on(PATIENCE) {
                let mut frames = FRAMES.into_iter().cycle();
                while goes_on(TICK) {
                    let _ = write!(io::stderr(), "\r{} {what}", frames.next().unwrap_or_default());
                }
                let _ = write!(io::stderr(), "\r{:1$}\r", "", what.chars().count() + 2);
            }
        };
        // Without a thread the work goes on in silence.
        Self(thread::Builder::new().spawn(show).ok().map(|thread| (end, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.0.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}
