//! Runs one program and listens to it: for so long, and for so much.

use super::environment::Environment;
use std::ffi::OsString;
use std::io::{self, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A program that is to be run.
#[derive(Debug)]
pub(super) struct Started {
    /// Its file.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The folder it runs in.
    pub folder: PathBuf,
    /// Variables of this run, which win over those of the environment.
    pub variables: Vec<(&'static str, OsString)>,
    /// What it reads on its standard input.
    pub input: Vec<u8>,
}

/// Why a program gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system says why.
    #[error("it cannot be started: {0}")]
    NotStarted(io::Error),
    /// The system says why.
    #[error("its answer cannot be read: {0}")]
    Unreadable(io::Error),
    /// It ended by itself and said that it failed.
    #[error("{}", failed(status, said))]
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// The last lines of what it complained about.
        said: String,
    },
    /// It took too long, and was ended with everything it had started.
    #[error("there was no answer within {} seconds, so it was ended{}", .0.as_secs(), after(.1))]
    TimedOut(Duration, String),
    /// It printed more than anybody's readings, and was ended.
    #[error("it printed more than {} MB, so it was ended", MOST_OUTPUT / 1024 / 1024)]
    TooMuch,
}

/// A hundred thousand rows are some three megabytes.
const MOST_OUTPUT: u64 = 32 * 1024 * 1024;
/// Of what a program complains about no more is kept.
const MOST_COMPLAINT: u64 = 64 * 1024;
/// Of those the last lines say what stopped it.
const LINES_SAID: usize = 6;
/// How often is looked whether a program has ended.
const TICK: Duration = Duration::from_millis(15);

fn failed(status: &ExitStatus, said: &str) -> String {
    let how = match status.code() {
        Some(code) => format!("it failed with exit code {code}"),
        None => "it was killed".to_owned(),
    };
    if said.is_empty() { how } else { format!("{how}:\n{said}") }
}

fn after(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("; it said:\n{said}") }
}

/// The programs that run now, so that all of them can be ended.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Mutex<Vec<u32>>>);

impl Running {
    /// Ends all programs, with everything that they have started.
    pub fn end_all(&self) {
        if let Ok(ids) = self.0.lock() {
            ids.iter().for_each(|id| end_group(*id));
        }
    }

    fn add(&self, id: u32) {
        if let Ok(mut ids) = self.0.lock() {
            ids.push(id);
        }
    }

    fn remove(&self, id: u32) {
        if let Ok(mut ids) = self.0.lock() {
            ids.retain(|own| *own != id);
        }
    }
}

/// What is heard of a program.
enum Heard {
    Output(io::Result<Vec<u8>>),
    Complaint(Vec<u8>),
    TimeIsUp,
}

/// Runs a program and returns what it prints.
///
/// # Errors
/// Why there is no answer.
pub(super) fn run(
    started: &Started,
    environment: &Environment,
    timeout: Duration,
    running: &Running,
) -> Result<Vec<u8>, RunError> {
    let mut command = Command::new(&started.program);
    command.args(&started.arguments).current_dir(&started.folder);
    command.env_clear().envs(environment.iter());
    command.envs(started.variables.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own, so that what it starts can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(RunError::NotStarted)?;
    let id = child.id();
    running.add(id);
    let result = listened(&mut child, &started.input, timeout);
    if result.is_err() {
        let _ = child.kill();
    }
    if let Err(RunError::TimedOut(..) | RunError::TooMuch | RunError::Unreadable(_)) = &result {
        end_group(id);
    }
    // The system keeps the number of a program until it was waited for.
    let _ = child.wait();
    running.remove(id);
    result
}

fn listened(child: &mut Child, input: &[u8], timeout: Duration) -> Result<Vec<u8>, RunError> {
    let (say, heard) = channel();
    let unreadable = RunError::Unreadable;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // One that reads nothing must not be waited for.
        thread(move || drop(stdin.write_all(&input)))?;
    }
    if let Some(stdout) = child.stdout.take() {
        let say = say.clone();
        thread(move || drop(say.send(Heard::Output(first(stdout, MOST_OUTPUT + 1)))))?;
    }
    if let Some(stderr) = child.stderr.take() {
        let say = say.clone();
        thread(move || drop(say.send(Heard::Complaint(kept(stderr)))))?;
    }
    let (_timer, over) = channel::<()>();
    thread(move || wait(&over, timeout, &say))?;
    let (mut output, mut complaint, mut status) = (None, None, None);
    loop {
        match heard.recv_timeout(TICK) {
            Ok(Heard::Output(bytes)) => {
                let bytes = bytes.map_err(unreadable)?;
                if bytes.len() as u64 > MOST_OUTPUT {
                    return Err(RunError::TooMuch);
                }
                output = Some(bytes);
            }
            Ok(Heard::Complaint(bytes)) => complaint = Some(last_lines(&bytes)),
            Ok(Heard::TimeIsUp) => return Err(RunError::TimedOut(timeout, complaint.unwrap_or_default())),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        if status.is_none() {
            status = child.try_wait().map_err(unreadable)?;
        }
        if let (Some(status), true, Some(said)) = (status, output.is_some(), &complaint) {
            let output = output.unwrap_or_default();
            return match status.success() {
                true => Ok(output),
                false => Err(RunError::Failed { status, said: said.clone() }),
            };
        }
    }
}

fn thread(work: impl FnOnce() + Send + 'static) -> Result<(), RunError> {
    // None of them is waited for: what a program leaves behind may hold its outputs open for ever.
    std::thread::Builder::new().spawn(work).map(drop).map_err(RunError::NotStarted)
}

fn wait(over: &std::sync::mpsc::Receiver<()>, timeout: Duration, say: &Sender<Heard>) {
    if over.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout) {
        let _ = say.send(Heard::TimeIsUp);
    }
}

fn first(stream: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The last bytes of a stream, which is read completely, so that nobody waits to write to it.
fn kept(mut stream: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    while let Ok(length @ 1..) = stream.read(&mut part) {
        bytes.extend_from_slice(&part[..length]);
        if bytes.len() as u64 > 2 * MOST_COMPLAINT {
            bytes.drain(..bytes.len() - MOST_COMPLAINT as usize);
        }
    }
    bytes
}

fn last_lines(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LINES_SAID)..].join("\n")
}

/// Ends a program and what it has started.
#[cfg(unix)]
fn end_group(id: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(id).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, timeout: u64) -> Result<String, String> {
        let started = Started {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            folder: "/".into(),
            variables: vec![("GIVEN", "value".into())],
            input: b"query".to_vec(),
        };
        let variables = [("PATH".into(), "/usr/bin:/bin".into())];
        let environment = Environment::of(variables.into_iter(), std::path::Path::new("/nowhere"));
        let answer = run(&started, &environment, Duration::from_millis(timeout), &Running::default());
        answer.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_program_answers_or_says_why_not() {
        assert_eq!(sh("cat; echo \" $GIVEN $HOME\"", 9000).as_deref(), Ok("query value \n"));
        assert_eq!(sh("echo first >&2; exit 3", 9000), Err("it failed with exit code 3:\nfirst".to_owned()));
        assert_eq!(sh("kill -9 $$", 9000), Err("it was killed".to_owned()));
        assert_eq!(
            sh("exec 0<&-; head -c 40000000 /dev/zero", 9000),
            Err("it printed more than 32 MB, so it was ended".to_owned())
        );
        // One that complains without end and still answers is waited for.
        assert_eq!(sh("head -c 3000000 /dev/zero >&2; echo done", 9000).as_deref(), Ok("done\n"));
    }

    #[test]
    fn one_that_takes_too_long_is_ended_with_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script =
            format!("(sleep 1; echo alive > {0}) & (sleep 1; echo alive > {0}); echo late", mark.display());
        let message = sh(&script, 200).unwrap_err();
        assert!(message.starts_with("there was no answer within 0 seconds"), "{message}");
        std::thread::sleep(Duration::from_millis(1500));
        assert!(!mark.exists(), "its children are still alive");
    }
}
