//! Runs the binary as a stranger's files would have it run: watched, limited, and with its words looked at.

use crate::properties::plain::assert_plain;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a run may take up.
#[derive(Clone, Copy)]
struct Limits {
    /// In kilobytes. Where it can be seen; three times as much may be set aside without being used.
    memory: u64,
    time: Duration,
}

/// As promised.
const STRICT: Limits = Limits { memory: 256 * 1024, time: Duration::from_secs(1) };
/// Only what has no end takes as much.
const ROOMY: Limits = Limits { memory: 2 * 1024 * 1024, time: Duration::from_secs(60) };

/// Whether the promised time and memory are asked for, as `.ci/hostile` does with an optimized build.
pub(crate) fn strict() -> bool {
    std::env::var_os("OKR_HOSTILE_STRICT").is_some()
}

/// A scratch folder.
pub(crate) struct Scratch(tempfile::TempDir);

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) took: Duration,
}

impl Scratch {
    /// A workspace with one goal file.
    pub(crate) fn with(bytes: &[u8]) -> Self {
        let scratch = Self::new();
        scratch.write("okrs/a.yaml", bytes);
        scratch
    }

    /// A workspace with an empty goals folder.
    pub(crate) fn new() -> Self {
        let scratch = Self(tempfile::tempdir().unwrap());
        scratch.write("okr.yaml", b"organization: growth\n");
        fs::create_dir(scratch.path("okrs")).unwrap();
        scratch
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// `okr check`, a line for each finding.
    pub(crate) fn check(&self) -> Ran {
        self.run(&["check", "--as-of", "2026-02-15", "--format", "concise"])
    }

    /// Runs the binary; see [`watch`].
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        watch(self.command(arguments))
    }

    /// The same for what is too large for the promise.
    #[track_caller]
    pub(crate) fn run_large(&self, arguments: &[&str]) -> Ran {
        watch_within(self.limited(arguments, ROOMY), ROOMY)
    }

    /// The binary for [`watch`].
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.limited(arguments, promised())
    }

    /// The binary with nothing of this machine that could change what it says, and with the memory it may take up.
    fn limited(&self, arguments: &[&str], limits: Limits) -> Command {
        let mut command = if cfg!(target_os = "linux") {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", "ulimit -v \"$0\" && exec \"$@\""]).arg((3 * limits.memory).to_string());
            shell.arg(env!("CARGO_BIN_EXE_okr"));
            shell
        } else {
            Command::new(env!("CARGO_BIN_EXE_okr"))
        };
        command.args(arguments).current_dir(self.0.path()).env_clear();
        // What counts is what is used: each thread would reserve 64 MB more than it needs.
        command.envs([("MALLOC_ARENA_MAX", "1"), ("RAYON_NUM_THREADS", "2"), ("HOME", "/nonexistent")]);
        command.stdin(Stdio::null());
        command
    }
}

fn promised() -> Limits {
    if strict() { STRICT } else { ROOMY }
}

/// Waits for a run to end within what is promised.
#[track_caller]
pub(crate) fn watch(command: Command) -> Ran {
    watch_within(command, promised())
}

/// Waits for a run to end, but not for ever. However it ends, it ends by itself, says nothing that acts on a terminal,
/// and does not talk about its own insides.
#[track_caller]
fn watch_within(mut command: Command, limits: Limits) -> Ran {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let out = read_aside(child.stdout.take().unwrap());
    let err = read_aside(child.stderr.take().unwrap());
    let code = wait(&mut child, begun, limits);
    let took = begun.elapsed();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    let ran = Ran { code, out: text(out.join().unwrap()), err: text(err.join().unwrap()), took };
    assert!(matches!(ran.code, Some(0..=2)), "{ran}");
    assert_plain(&ran.out);
    assert_plain(&ran.err);
    assert!(!ran.err.contains("panicked") && !ran.err.contains("internal error"), "{ran}");
    ran
}

fn read_aside(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

fn wait(child: &mut Child, begun: Instant, limits: Limits) -> Option<i32> {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        let memory = most_memory(child.id()).unwrap_or_default();
        let is_too_much = begun.elapsed() > limits.time || memory > limits.memory;
        if is_too_much {
            child.kill().unwrap();
            panic!("still running after {:?}, with {memory} kB", begun.elapsed());
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// The peak memory of a process so far, in kilobytes, if the system reports it.
fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start = |text: &str| text.chars().take(3_000).collect::<String>();
        let (out, err) = (start(&self.out), start(&self.err));
        write!(f, "exit {:?} after {:?}\n--- out\n{out}\n--- err\n{err}", self.code, self.took)
    }
}
