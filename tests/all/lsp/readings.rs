//! CSV files of readings, and files that a `pull` names, in an editor.

use super::client::{Client, folder, uri};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const METRICS: &str =
    "input_metrics:\n  - id: activation_rate\n    owner: ana\n    pull: {from: warehouse, sql: sql/a.sql}\n";
const READINGS: &str = "date,value,note\n2026-09-01,23%,\"two\nlines\"\n2026-09-08,NaN,\n";

fn workspace() -> (tempfile::TempDir, PathBuf) {
    folder(&[
        ("okr.yaml", "sources:\n  warehouse: {program: psql}\n"),
        ("okrs/metrics.yaml", METRICS),
        ("okrs/readings/activation_rate.csv", READINGS),
        ("sql/a.sql", "select 1"),
    ])
}

/// What an editor was told about a file: rule, line and column from 0.
fn told(client: &Client, path: &Path) -> Vec<(String, u64, u64)> {
    let diagnostics = client.diagnostics.get(&uri(path)).and_then(Value::as_array);
    let of = |diagnostic: &Value| {
        let start = &diagnostic["range"]["start"];
        let place = |name: &str| start[name].as_u64().unwrap();
        (diagnostic["code"].as_str().unwrap().to_owned(), place("line"), place("character"))
    };
    diagnostics.into_iter().flatten().map(of).collect()
}

#[test]
fn an_open_file_of_readings_is_judged_while_it_is_typed() {
    let (_guard, root) = workspace();
    let path = root.join("okrs/readings/activation_rate.csv");
    let mut client = Client::start(&[&root], json!({}), "2026-09-15");
    client.open(&path);
    client.settle();
    assert_eq!(told(&client, &path), [("invalid-value".to_owned(), 3, 11)]);

    let place = json!({"line": 3, "character": 12});
    let about = json!({"textDocument": {"uri": uri(&path)}, "range": {"start": place, "end": place},
                       "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", about).unwrap();
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Suppress `invalid-value` here with a reason"]);
    let edit = &actions[0]["edit"]["changes"][uri(&path)][0];
    assert_eq!(edit["newText"], "# okr: ignore[invalid-value] ...\n", "{edit}");
    assert_eq!(edit["range"]["start"], json!({"line": 3, "character": 0}));

    let silenced = READINGS.replace("2026-09-08", "# okr: ignore[invalid-value] an outage\n2026-09-08");
    client.replace(&path, &silenced);
    client.settle();
    assert!(
        told(&client, &path).iter().all(|(rule, line, _)| (rule.as_str(), *line) == ("invalid-value", 4))
    );
    client.replace(&path, &READINGS.replace("NaN", "24%"));
    client.settle();
    assert_eq!(told(&client, &path), []);
}

#[test]
fn requests_about_half_written_readings_are_answered() {
    let (_guard, root) = workspace();
    let path = root.join("okrs/readings/activation_rate.csv");
    let mut client = Client::start(&[&root], json!({}), "2026-09-15");
    client.open(&path);
    for end in 0..READINGS.len() {
        let text = &READINGS[..end];
        client.replace(&path, text);
        for method in ["hover", "completion", "definition", "references", "prepareRename"] {
            client.at(&format!("textDocument/{method}"), &path, text, "", end);
        }
        for method in ["documentSymbol", "foldingRange", "documentLink"] {
            let document = json!({"textDocument": {"uri": uri(&path)}});
            client.request(&format!("textDocument/{method}"), document).unwrap();
        }
    }
    client.settle();
}

#[test]
fn readings_and_queries_that_change_outside_are_noticed() {
    let (_guard, root) = workspace();
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(&[&root], watches, "2026-09-15");
    client.settle();
    let registered = client.told.iter().find(|message| message["method"] == "client/registerCapability");
    assert!(registered.unwrap().to_string().contains("csv,sql"));
    let (readings, metrics) =
        (root.join("okrs/readings/activation_rate.csv"), root.join("okrs/metrics.yaml"));
    let told_of = |client: &mut Client, path: &Path| {
        let changes = json!({"changes": [{"uri": uri(path), "type": 2}]});
        client.notify("workspace/didChangeWatchedFiles", changes);
        client.settle();
    };
    let is_missing = |client: &Client| {
        told(client, &metrics).iter().any(|(rule, line, _)| (rule.as_str(), *line) == ("unusable-pull", 3))
    };
    fs::write(&readings, READINGS.replace("NaN", "24%")).unwrap();
    told_of(&mut client, &readings);
    assert_eq!(told(&client, &readings), []);
    assert!(!is_missing(&client));
    fs::remove_file(root.join("sql/a.sql")).unwrap();
    told_of(&mut client, &root.join("sql/a.sql"));
    assert!(is_missing(&client));
    fs::write(root.join("sql/a.sql"), "select 1").unwrap();
    told_of(&mut client, &root.join("sql/a.sql"));
    assert!(!is_missing(&client));
}
