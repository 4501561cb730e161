//! What the server makes of an editor that is early, late, wrong or gone, and of mistakes of its own.

use super::client::{Client, folder, uri};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

const GOALS: &str = "quarter: 2026-Q3\nteam: growth\nobjectives:\n  - objective: New teams feel at home\n    \
                     key_results: [Raise activation from 23% to 35%]\n";

fn goals() -> (tempfile::TempDir, std::path::PathBuf) {
    folder(&[("okr.yaml", ""), ("okrs/growth.yaml", GOALS)])
}

#[test]
fn the_encoding_of_positions_is_agreed_on() {
    let (_guard, root) = goals();
    for (offered, agreed) in [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
    ] {
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let client = Client::start(&[&root], capabilities, "2026-09-15");
        assert_eq!(client.capabilities["positionEncoding"], agreed);
    }
    let client = Client::start(&[&root], json!({}), "2026-09-15");
    assert_eq!(client.capabilities["positionEncoding"], "utf-16");
}

#[test]
fn who_leaves_as_agreed_gets_a_good_exit_code() {
    let (_guard, root) = goals();
    let client = || Client::start(&[&root], json!({}), "2026-09-15");
    assert_eq!(client().leave(), Some(0));
    assert_eq!(client().hang_up(), Some(1));
    let mut rude = client();
    rude.notify("exit", Value::Null);
    assert_eq!(rude.ended(), Some(1));
    let mut late = client();
    late.request("shutdown", Value::Null).unwrap();
    let refused = late.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32600);
    late.notify("exit", Value::Null);
    assert_eq!(late.ended(), Some(0));
}

#[test]
fn nothing_is_answered_before_the_greeting() {
    let mut client = Client::silent("2026-09-15");
    client.notify("textDocument/didOpen", json!({"what": "ever"}));
    let refused = client.request("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32002);
    client.request("initialize", json!({"capabilities": {}})).unwrap();
    let refused = client.request("initialize", json!({"capabilities": {}})).unwrap_err();
    assert_eq!(refused["code"], -32600);
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn mistakes_end_one_request_and_no_more() {
    let (_guard, root) = goals();
    let path = root.join("okrs/growth.yaml");
    let mut client = Client::start(&[&root], json!({}), "2026-09-15");
    let failed = client.request("okr/panic", json!({})).unwrap_err();
    assert_eq!(
        (&failed["code"], &failed["message"]),
        (&json!(-32603), &json!("this is a mistake in okr: as asked"))
    );
    assert_eq!(client.request("no/such/method", json!({})).unwrap_err()["code"], -32601);
    assert_eq!(client.request("textDocument/diagnostic", json!({"a": 1})).unwrap_err()["code"], -32602);
    client.notify("no/such/notification", json!({}));
    client.notify("textDocument/didChange", json!({"nothing": "right"}));
    client.change(&path, json!([{"text": "edits of a file that is not open"}]));
    client.close(&root.join("okrs/never-opened.yaml"));
    client.send(&json!({"jsonrpc": "2.0", "id": 9999, "result": "an answer to nothing"}));
    client.open(&path);
    let backwards = json!([{"range": {"start": {"line": 3, "character": 9}, "end": {"line": 1, "character": 2}}, "text": "x"},
                           {"range": {"start": {"line": 99, "character": 9}, "end": {"line": 999, "character": 2}}, "text": "y"}]);
    client.change(&path, backwards);
    client.replace(&path, GOALS);
    client.settle();
    assert!(client.diagnostics.contains_key(&uri(&path)));
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_request_can_be_taken_back() {
    let (_guard, root) = goals();
    let mut client = Client::start(&[&root], json!({}), "2026-09-15");
    client.open(&root.join("okrs/growth.yaml"));
    // The first keeps the server at work while the others and their cancellation come in.
    let params = json!({"textDocument": {"uri": uri(&root.join("okrs/growth.yaml"))}});
    let ids: Vec<i64> = (0..20).map(|_| client.ask("textDocument/diagnostic", params.clone())).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    let answers: Vec<_> = ids.into_iter().map(|id| client.answer(id)).collect();
    let cancelled =
        answers.iter().filter(|answer| answer.as_ref().is_err_and(|error| error["code"] == -32800));
    assert!(cancelled.count() > 0, "{answers:?}");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn several_folders_are_served_and_left() {
    let (_one, first) = goals();
    let (_two, second) = goals();
    let mut client = Client::start(&[&first, &second], json!({}), "2026-09-15");
    client.settle();
    let of = |client: &Client, root: &std::path::Path| {
        client.diagnostics.get(&uri(&root.join("okrs/growth.yaml"))).is_some_and(|all| *all != json!([]))
    };
    assert!(of(&client, &first) && of(&client, &second));
    let event = json!({"event": {"added": [], "removed": [{"uri": uri(&second), "name": "second"}]}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    client.settle();
    assert!(of(&client, &first) && !of(&client, &second));
    // A file of a folder that is not shown is judged all the same while it is open.
    client.open(&second.join("okrs/growth.yaml"));
    client.settle();
    assert!(of(&client, &second));
}

#[test]
fn what_is_no_message_ends_the_server_with_words() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_okr"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut server.stdin.take().unwrap(), b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(server.wait().unwrap().code(), Some(1));
}
