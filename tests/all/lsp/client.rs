//! An editor's side of the language server, talking to the real program over its pipes.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// No answer takes so long, on however busy a machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// An editor with its server.
pub(crate) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next_id: i64,
    /// The diagnostics that were sent last, by URI.
    pub(crate) diagnostics: BTreeMap<String, Value>,
    /// What else was sent: notifications and requests of the server.
    pub(crate) told: Vec<Value>,
    /// The versions of the open files.
    versions: BTreeMap<String, i64>,
    pub(crate) capabilities: Value,
}

impl Client {
    /// Starts a server that looks from a day, and greets it.
    pub(crate) fn start(folders: &[&Path], capabilities: Value, as_of: &str) -> Self {
        Self::start_with(folders, capabilities, as_of, Value::Null)
    }

    pub(crate) fn start_with(folders: &[&Path], capabilities: Value, as_of: &str, options: Value) -> Self {
        let mut client = Self::silent(as_of);
        let folders: Vec<Value> =
            folders.iter().map(|folder| json!({"uri": uri(folder), "name": "goals"})).collect();
        let result = client.request(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders,
                   "initializationOptions": options}),
        );
        client.capabilities = result.expect("initialize is answered")["capabilities"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// Starts a server and says nothing to it.
    pub(crate) fn silent(as_of: &str) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_okr"))
            .args(["lsp", "--stdio", "--as-of", as_of])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = server.stdin.take();
        let mut reader = BufReader::new(server.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut reader) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let (diagnostics, told, versions) = Default::default();
        Self { server, input, output, next_id: 0, diagnostics, told, versions, capabilities: Value::Null }
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().expect("the pipe is open");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}));
        self.next_id
    }

    /// Sends a request and waits for its result, or for its error.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let is_answer = |message: &Value| message["id"] == id && message.get("method").is_none();
        // Answers need not come in the order of the questions: what is taken back is answered at once.
        let early = self.told.iter().position(is_answer).map(|place| self.told.remove(place));
        let mut message = early.unwrap_or_else(|| self.next());
        while !is_answer(&message) {
            self.take(message);
            message = self.next();
        }
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    fn next(&mut self) -> Value {
        self.output.recv_timeout(PATIENCE).expect("the server answers")
    }

    fn take(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.diagnostics.insert(uri, params["diagnostics"].clone());
            return;
        }
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
        }
        self.told.push(message);
    }

    /// Waits until the server has judged everything it was sent: requests for diagnostics are answered after that.
    pub(crate) fn settle(&mut self) {
        let uri = "file:///nowhere.yaml";
        let answer = self.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
        assert_eq!(answer.unwrap()["items"], json!([]));
    }

    pub(crate) fn open(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).unwrap();
        self.open_with(path, &text);
    }

    pub(crate) fn open_with(&mut self, path: &Path, text: &str) {
        self.versions.insert(uri(path), 1);
        let document = json!({"uri": uri(path), "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Puts another text in the place of a file's.
    pub(crate) fn replace(&mut self, path: &Path, text: &str) {
        self.change(path, json!([{"text": text}]));
    }

    pub(crate) fn change(&mut self, path: &Path, changes: Value) {
        let version = self.versions.entry(uri(path)).or_default();
        *version += 1;
        let document = json!({"uri": uri(path), "version": *version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn close(&mut self, path: &Path) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri(path)}}));
    }

    /// A request about a place: before the `occurrence`th of some words, plus some characters.
    pub(crate) fn at(&mut self, method: &str, path: &Path, text: &str, words: &str, plus: usize) -> Value {
        let offset = text.find(words).unwrap_or_else(|| panic!("{words:?} in {text}")) + plus;
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap().chars().map(char::len_utf16).sum::<usize>();
        let params = json!({"textDocument": {"uri": uri(path)}, "position": {"line": line, "character": character},
                            "context": {"includeDeclaration": true, "triggerKind": 1}});
        self.request(method, params).unwrap()
    }

    /// Leaves as the protocol asks; the server's exit code.
    pub(crate) fn leave(mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// Closes the pipe; the server's exit code.
    pub(crate) fn hang_up(mut self) -> Option<i32> {
        self.ended()
    }

    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.input = None;
        self.server.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read(reader: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                length = header.strip_prefix("Content-Length: ").map_or(Some(length), |n| n.parse().ok())?
            }
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The URI of a path; those of the tests have nothing in them that needs an escape.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A workspace with these files, in a folder of its own.
pub(crate) fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    for (path, text) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    (folder, root)
}
