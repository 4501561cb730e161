//! Runs a program and says how long it took and how much memory it had.

use super::cpu;
use anyhow::{Context as _, Result, ensure};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often memory is looked at while a program runs.
const LOOK_EVERY: Duration = Duration::from_millis(1);

/// A program that is ready to be run any number of times, its output thrown away.
pub(crate) struct Program {
    command: Command,
}

impl Program {
    pub(crate) fn new(program: impl AsRef<OsStr>, folder: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self { command }
    }

    pub(crate) fn arguments<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn threads(self, count: usize) -> Self {
        self.variable("RAYON_NUM_THREADS", &count.to_string())
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// The median of so many runs, after one that warms the caches.
    pub(crate) fn time(&mut self, runs: usize) -> Result<Duration> {
        if runs > 1 {
            self.once()?;
        }
        let mut times = (0..runs).map(|_| self.once()).collect::<Result<Vec<_>>>()?;
        times.sort_unstable();
        Ok(times[runs / 2])
    }

    /// The median of each of several programs that take turns, so that what else the machine does meets them all alike.
    pub(crate) fn time_in_turns<const N: usize>(
        mut programs: [&mut Self; N],
        runs: usize,
    ) -> Result<[Duration; N]> {
        let mut times = [const { Vec::new() }; N];
        for run in 0..=runs {
            for (program, times) in programs.iter_mut().zip(&mut times) {
                let time = program.once()?;
                // The first warms the caches.
                if run > 0 {
                    times.push(time);
                }
            }
        }
        Ok(times.map(|mut times| {
            times.sort_unstable();
            times[runs / 2]
        }))
    }

    /// The CPU time of the cheaper of two runs, with that of the programs it starts. Other work on the machine hardly changes it.
    pub(crate) fn cpu_time(&mut self) -> Result<Duration> {
        let mut once = || -> Result<Duration> {
            let before = cpu::of_children();
            self.status()?;
            Ok(cpu::of_children().saturating_sub(before))
        };
        Ok(once()?.min(once()?))
    }

    fn once(&mut self) -> Result<Duration> {
        let start = Instant::now();
        self.status()?;
        Ok(start.elapsed())
    }

    /// Whether the program ran to its end without complaint; findings are one.
    pub(crate) fn succeeds(&mut self) -> bool {
        self.command.status().is_ok_and(|status| status.success())
    }

    fn status(&mut self) -> Result<()> {
        let status = self.command.status();
        let name = self.command.get_program();
        let status = status.with_context(|| format!("{name:?} cannot be run"))?;
        // Anything worse than findings says that the measurement is of something else.
        ensure!(status.code().is_some_and(|code| code <= 1), "{name:?} failed: {status}");
        Ok(())
    }

    /// What a program prints.
    pub(crate) fn output(mut self) -> Option<Vec<u8>> {
        let output = self.command.stdout(Stdio::piped()).output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// Peak memory of one run, in bytes; `None` if the system does not report it.
    pub(crate) fn peak_memory(&mut self) -> Result<Option<u64>> {
        let mut child = self.command.spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak = None;
        while child.try_wait()?.is_none() {
            peak = high_water(&status).max(peak);
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(peak)
    }
}

fn high_water(status: &str) -> Option<u64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
