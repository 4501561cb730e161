//! What an editor waits for: the real `okr lsp` over its pipes, on a workspace of 1,000 teams. `cargo bench --bench editor`.
//!
//! A keystroke changes one file; its time ends when the diagnostics of the changed text are there. Prints the median and the 95th
//! percentile, the time from the start to the first diagnostics, and the peak memory, beside `okr check` on the same files.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]

#[allow(dead_code, reason = "other benchmarks use the rest")]
mod generate;

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const TEAMS: usize = 1000;
const KEYSTROKES: usize = 200;
/// The targets.
const MEDIAN: Duration = Duration::from_millis(50);
const PERCENTILE_95: Duration = Duration::from_millis(100);
const MEMORY_TO_CHECK: f64 = 2.0;
const START_BEYOND_CHECK: Duration = Duration::from_millis(50);

fn main() {
    // `cargo test --benches` runs this as well, only to see that it runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let files = generate::workspace(&root, TEAMS);
    let (check, check_memory) = check(&root);
    let begin = Instant::now();
    let mut server = Server::start(&root);
    let start = begin.elapsed();
    let mut waits = keystrokes(&mut server, &files[files.len() / 2]);
    let memory = server.peak_memory();
    waits.sort_unstable();
    let (median, percentile) = (waits[waits.len() / 2], waits[waits.len() * 95 / 100]);
    let row = |what: &str, measured: String, target: String, holds: bool| {
        println!("| {what} | {measured} | {target} | {} |", if holds { "holds" } else { "missed" });
    };
    println!(
        "{} files, {KEYSTROKES} keystrokes; `okr check`: {}, {check_memory} MB\n",
        files.len(),
        shown(check)
    );
    println!("| what | measured | target | |\n|---|---|---|---|");
    row(
        "keystroke to diagnostics, median",
        shown(median),
        format!("at most {}", shown(MEDIAN)),
        median <= MEDIAN,
    );
    let target = format!("at most {}", shown(PERCENTILE_95));
    row("keystroke to diagnostics, 95th percentile", shown(percentile), target, percentile <= PERCENTILE_95);
    let most = check + START_BEYOND_CHECK;
    row("start to first diagnostics", shown(start), format!("at most {}", shown(most)), start <= most);
    let ratio = memory as f64 / check_memory as f64;
    let target = format!("at most {MEMORY_TO_CHECK}x");
    row("peak memory beside `check`", format!("{memory} MB, {ratio:.2}x"), target, ratio <= MEMORY_TO_CHECK);
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// The best time of five runs of `okr check`, and its peak memory in MB.
fn check(root: &Path) -> (Duration, u64) {
    let run = || {
        let begin = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_okr"))
            .args(["check", "--format", "json"])
            .current_dir(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The last look before the end is the one that counts.
        let (mut peak, mut output) = (0, child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(peak_memory(child.id()));
            std::thread::sleep(Duration::from_micros(200));
        }
        reader.join().unwrap().unwrap();
        (begin.elapsed(), peak)
    };
    let runs: Vec<(Duration, u64)> = (0..5).map(|_| run()).collect();
    (runs.iter().map(|run| run.0).min().unwrap(), runs.iter().map(|run| run.1).max().unwrap().max(1))
}

/// The peak memory of a process in MB; 0 where the system does not say.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Types at the end of a file's first sentence, one character after the other.
fn keystrokes(server: &mut Server, path: &PathBuf) -> Vec<Duration> {
    let text = fs::read_to_string(path).unwrap();
    let uri = uri(path);
    let document = json!({"uri": uri, "languageId": "yaml", "version": 0, "text": text});
    server.notify("textDocument/didOpen", &json!({"textDocument": document}));
    server.diagnostics(&uri);
    let line = text.lines().position(|line| line.contains("objective: ")).unwrap();
    let end = text.lines().nth(line).unwrap().len();
    let mut waits = Vec::new();
    for version in 1..=KEYSTROKES {
        let end = end + version - 1;
        let place = json!({"line": line, "character": end});
        let change = json!({"range": {"start": place, "end": place}, "text": if version % 6 == 0 { " " } else { "a" }});
        let begin = Instant::now();
        let document = json!({"uri": uri, "version": version});
        server
            .notify("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [change]}));
        server.diagnostics(&uri);
        waits.push(begin.elapsed());
        // People type some ten characters a second at most.
        std::thread::sleep(Duration::from_millis(20));
    }
    waits
}

struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next_id: u64,
}

impl Server {
    /// Starts it and waits until it has judged everything.
    fn start(root: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_okr"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut server = Self { process, input, output, next_id: 0 };
        let folders = json!([{"uri": uri(root), "name": "goals"}]);
        server.request("initialize", &json!({"capabilities": {}, "workspaceFolders": folders}));
        server.notify("initialized", &json!({}));
        server.diagnostics("file:///none.yaml");
        server
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn request(&mut self, method: &str, params: &Value) {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}));
        while self.receive()["id"] != self.next_id {}
    }

    /// Asks for the diagnostics of a file and waits for them.
    fn diagnostics(&mut self, uri: &str) {
        self.request("textDocument/diagnostic", &json!({"textDocument": {"uri": uri}}));
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn peak_memory(&self) -> u64 {
        peak_memory(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}
