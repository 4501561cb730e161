//! Diagnostics are what `okr check` finds: for whole workspaces, while they are edited, pushed and asked for.

use super::client::{Client, folder, uri};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const AS_OF: &str = "2026-09-15";

/// Positions in code points, as the columns of `okr check` are.
fn counts_characters() -> Value {
    json!({"general": {"positionEncodings": ["utf-32"]},
           "textDocument": {"publishDiagnostics": {"relatedInformation": true}}})
}

/// A finding as both sides show it.
type Shown = (String, String, u64, u64, u64, u64, String, Vec<(String, u64, u64, String)>);

/// What `okr check` finds, by file.
fn checked(root: &Path) -> Vec<Shown> {
    let run = Command::new(env!("CARGO_BIN_EXE_okr"))
        .args(["check", "--format", "json", "--as-of", AS_OF])
        .current_dir(root)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let number = |value: &Value| value.as_u64().unwrap();
    let text = |value: &Value| okr::render::visible(value.as_str().unwrap()).into_owned();
    let mut shown: Vec<Shown> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let help = finding["help"]
                .as_str()
                .map(|_| format!("\nhelp: {}", text(&finding["help"])))
                .unwrap_or_default();
            let related = finding["related"].as_array().unwrap().iter();
            let related = related.map(|related| {
                let place = (number(&related["line"]), number(&related["column"]));
                (text(&related["file"]), place.0, place.1, text(&related["label"]))
            });
            (
                text(&finding["file"]),
                format!("{} {}", text(&finding["level"]), text(&finding["rule"])),
                number(&finding["line"]),
                number(&finding["column"]),
                number(&finding["end_line"]),
                number(&finding["end_column"]),
                text(&finding["message"]) + &help,
                related.collect(),
            )
        })
        .collect();
    shown.sort();
    shown
}

/// What an editor was sent, but for what comments keep quiet.
fn sent(root: &Path, diagnostics: &BTreeMap<String, Value>) -> Vec<Shown> {
    let prefix = uri(root) + "/";
    let file = |uri: &Value| uri.as_str().unwrap().strip_prefix(&prefix).unwrap().to_owned();
    let place = |position: &Value| {
        (position["line"].as_u64().unwrap() + 1, position["character"].as_u64().unwrap() + 1)
    };
    let of_diagnostic = |path: &str, diagnostic: &Value| {
        let levels = ["error", "warning", "note"];
        let level = levels[diagnostic["severity"].as_u64().unwrap() as usize - 1];
        let (start, end) = (place(&diagnostic["range"]["start"]), place(&diagnostic["range"]["end"]));
        let rule = diagnostic["code"].as_str().unwrap();
        assert_eq!(diagnostic["codeDescription"]["href"], format!("okr:/rules/{rule}.md"));
        assert_eq!(diagnostic["source"], "okr");
        let related = diagnostic["relatedInformation"].as_array().into_iter().flatten().map(|related| {
            let place = place(&related["location"]["range"]["start"]);
            let label = related["message"].as_str().unwrap().to_owned();
            (file(&related["location"]["uri"]), place.0, place.1, label)
        });
        let message = diagnostic["message"].as_str().unwrap().to_owned();
        let name = format!("{level} {rule}");
        (path.to_owned(), name, start.0, start.1, end.0, end.1, message, related.collect())
    };
    let mut shown: Vec<Shown> = Vec::new();
    for (uri, diagnostics) in diagnostics {
        let path = file(&json!(uri));
        let stands = |diagnostic: &&Value| diagnostic["severity"] != 4;
        let of_file = diagnostics.as_array().unwrap().iter().filter(stands);
        shown.extend(of_file.map(|diagnostic| of_diagnostic(&path, diagnostic)));
    }
    shown.sort();
    shown
}

/// A copy of a folder of the repository.
fn copy_of(path: &str) -> (tempfile::TempDir, PathBuf) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let (guard, root) = folder(&[]);
    let mut open = vec![(from, root.clone())];
    while let Some((from, to)) = open.pop() {
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            let target = to.join(entry.file_name());
            match entry.path().is_dir() {
                true => open.push((entry.path(), target)),
                false => _ = fs::copy(entry.path(), target).unwrap(),
            }
        }
    }
    (guard, root)
}

#[test]
fn an_editor_shows_what_check_finds() {
    for example in ["examples/bad", "examples/growth", "examples/startup", "examples/enterprise"] {
        let (_guard, root) = copy_of(example);
        let mut client = Client::start(&[&root], counts_characters(), AS_OF);
        client.settle();
        let checked = checked(&root);
        assert_eq!(sent(&root, &client.diagnostics), checked, "{example}");
        assert!(example != "examples/bad" || checked.len() > 50);
        assert_eq!(client.leave(), Some(0));
    }
}

const METRICS: &str =
    "metrics:\n  - {id: activation, better: higher, readings: [{date: 2026-07-06, value: 23%}]}\n";
const GROWTH: &str = "quarter: 2026-Q3\nteam: growth\nobjectives:\n  - id: start\n    objective: New teams feel at home\n    \
                      key_results:\n      - {id: a, key_result: Raise activation from 23% to 35%, metric: activation}\n";

/// After every change of a text the findings are those of `okr check` on files that say so.
#[test]
fn edits_of_one_file_change_what_is_found_in_others() {
    let (_guard, root) =
        folder(&[("okr.yaml", ""), ("okrs/metrics.yaml", METRICS), ("okrs/growth.yaml", GROWTH)]);
    let (metrics, growth) = (root.join("okrs/metrics.yaml"), root.join("okrs/growth.yaml"));
    let mut client = Client::start(&[&root], counts_characters(), AS_OF);
    client.open(&metrics);
    let mut seen = Vec::new();
    for text in [
        METRICS.replace("activation", "activations"),
        METRICS.replace("23%", "$23"),
        METRICS.replace("metrics:\n", "metrics:\n# a comment moves lines\n"),
        "metrics: [".to_owned(),
        String::new(),
        METRICS.to_owned(),
    ] {
        client.replace(&metrics, &text);
        client.settle();
        fs::write(&metrics, &text).unwrap();
        let checked = checked(&root);
        assert_eq!(sent(&root, &client.diagnostics), checked, "{text}");
        seen.push(checked.iter().filter(|finding| finding.0 == "okrs/growth.yaml").count());
    }
    assert!(seen[0] > *seen.last().unwrap(), "a metric that is gone is missed in the other file");
    // Broken text in the middle of a line leaves the rest judged.
    client.open(&growth);
    let broken = GROWTH.replace("metric: activation}", "metric: activatio");
    client.replace(&growth, &broken);
    client.settle();
    fs::write(&growth, &broken).unwrap();
    assert_eq!(sent(&root, &client.diagnostics), checked(&root));
}

#[test]
fn settings_are_served_and_count_at_once() {
    let (_guard, root) =
        folder(&[("okr.yaml", ""), ("okrs/metrics.yaml", METRICS), ("okrs/growth.yaml", GROWTH)]);
    let (settings, growth) = (root.join("okr.yaml"), uri(&root.join("okrs/growth.yaml")));
    let mut client = Client::start(&[&root], counts_characters(), AS_OF);
    client.open(&settings);
    client.settle();
    let rules = |client: &Client, uri: &str| -> Vec<String> {
        let all = client.diagnostics.get(uri).and_then(Value::as_array).cloned().unwrap_or_default();
        all.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap_or("settings").to_owned()).collect()
    };
    assert!(rules(&client, &growth).contains(&"missing-why".to_owned()), "{:?}", client.diagnostics);
    client.replace(&settings, "rules: {missing-why: off}\n");
    client.settle();
    assert!(!rules(&client, &growth).contains(&"missing-why".to_owned()));
    client.replace(&settings, "rules: {missing-why: off, missing-wy: error}\n");
    client.settle();
    let wrong = &client.diagnostics[&uri(&settings)][0];
    assert_eq!(wrong["message"], "there is no rule `missing-wy`\nhelp: did you mean `missing-why`?");
    assert_eq!(wrong["range"]["start"], json!({"line": 0, "character": 26}));
    assert!(!rules(&client, &growth).contains(&"missing-why".to_owned()), "the last good settings count");
    client.close(&settings);
    client.settle();
    assert_eq!(client.diagnostics[&uri(&settings)], json!([]));
    assert!(rules(&client, &growth).contains(&"missing-why".to_owned()), "what is saved counts again");
}

#[test]
fn files_that_change_outside_are_noticed() {
    let (_guard, root) =
        folder(&[("okr.yaml", ""), ("okrs/metrics.yaml", METRICS), ("okrs/growth.yaml", GROWTH)]);
    let metrics = root.join("okrs/metrics.yaml");
    let watches = json!({"general": {"positionEncodings": ["utf-32"]},
        "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(&[&root], watches, AS_OF);
    client.settle();
    assert!(client.told.iter().any(|message| message["method"] == "client/registerCapability"));
    fs::remove_file(&metrics).unwrap();
    fs::write(root.join("okrs/more.yaml"), GROWTH.replace("growth", "sales")).unwrap();
    let changes = json!({"changes": [{"uri": uri(&metrics), "type": 3},
                                     {"uri": uri(&root.join("okrs/more.yaml")), "type": 1}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    client.settle();
    assert_eq!(sent(&root, &client.diagnostics), checked(&root));
}

#[test]
fn what_comments_keep_quiet_is_shown_as_unnecessary() {
    let quiet = GROWTH.replace(
        "  - id: start",
        "  # okr: ignore[missing-why] the reason stands in the strategy\n  - id: start",
    );
    let (_guard, root) =
        folder(&[("okr.yaml", ""), ("okrs/metrics.yaml", METRICS), ("okrs/growth.yaml", &quiet)]);
    let mut client = Client::start(&[&root], counts_characters(), AS_OF);
    client.settle();
    assert_eq!(sent(&root, &client.diagnostics), checked(&root));
    let all = client.diagnostics[&uri(&root.join("okrs/growth.yaml"))].clone();
    let hint = all.as_array().unwrap().iter().find(|diagnostic| diagnostic["severity"] == 4).unwrap();
    assert_eq!((&hint["code"], &hint["tags"]), (&json!("missing-why"), &json!([1])));
    let message = hint["message"].as_str().unwrap();
    assert!(message.ends_with("\nsuppressed: the reason stands in the strategy"), "{message}");
}

/// An editor that asks for the diagnostics of open files gets those on request, and the others by themselves: each once.
#[test]
fn diagnostics_can_be_asked_for() {
    let asks = json!({"general": {"positionEncodings": ["utf-32"]},
        "textDocument": {"diagnostic": {"relatedInformation": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}}});
    let (_guard, root) =
        folder(&[("okr.yaml", ""), ("okrs/metrics.yaml", METRICS), ("okrs/growth.yaml", GROWTH)]);
    let (metrics, growth) = (root.join("okrs/metrics.yaml"), root.join("okrs/growth.yaml"));
    let mut client = Client::start(&[&root], asks, AS_OF);
    client.open(&growth);
    let pull = |client: &mut Client, previous: Value| {
        let params = json!({"textDocument": {"uri": uri(&growth)}, "previousResultId": previous});
        client.request("textDocument/diagnostic", params).unwrap()
    };
    let first = pull(&mut client, Value::Null);
    assert!(client.diagnostics.get(&uri(&growth)).is_none_or(|sent| *sent == json!([])));
    let mut all = client.diagnostics.clone();
    all.insert(uri(&growth), first["items"].clone());
    assert_eq!(sent(&root, &all), checked(&root));
    let again = pull(&mut client, first["resultId"].clone());
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &first["resultId"]));
    // An edit of another file that changes these asks the editor to ask again.
    client.open(&metrics);
    client.settle();
    client.told.clear();
    client.replace(&metrics, "");
    client.settle();
    assert!(client.told.iter().any(|message| message["method"] == "workspace/diagnostic/refresh"));
    let items = pull(&mut client, Value::Null)["items"].clone();
    assert!(items.as_array().unwrap().iter().any(|item| item["code"] == "unknown-reference"));
    // A file that is closed is no longer asked for.
    client.close(&growth);
    client.settle();
    assert_eq!(client.diagnostics[&uri(&growth)], items);
}

#[test]
fn many_diagnostics_are_cut_short_and_say_so() {
    let many: String = (0..400).map(|number| format!("      - Launch number {number}\n")).collect();
    let text =
        format!("quarter: 2026-Q3\nteam: growth\nobjectives:\n  - objective: A\n    key_results:\n{many}");
    let (_guard, root) = folder(&[("okr.yaml", ""), ("okrs/growth.yaml", &text)]);
    let mut client = Client::start(&[&root], counts_characters(), AS_OF);
    client.settle();
    let all = client.diagnostics[&uri(&root.join("okrs/growth.yaml"))].as_array().unwrap().clone();
    assert_eq!(all.len(), 301);
    let last = all.last().unwrap()["message"].as_str().unwrap();
    assert!(last.contains("more findings in this file are not shown here"), "{last}");
}

/// Files that mean no good are judged as `okr check` judges them, and the server lives on.
#[test]
fn files_that_mean_no_good_are_shown_as_check_finds_them() {
    let deep = "[".repeat(5000);
    let laughs = format!("a: &a [x, x]\nb: &b [*a, *a]\nobjectives: [{}]\n", vec!["*b"; 50].join(", "));
    let crlf =
        format!("\u{feff}{}", GROWTH.replace('\n', "\r\n").replace("feel at home", "fühlen 🙂 sich wohl"));
    let files = [
        ("okr.yaml", ""),
        ("okrs/empty.yaml", ""),
        ("okrs/deep.yaml", &deep),
        ("okrs/laughs.yaml", &laughs),
        ("okrs/crlf.yaml", &crlf),
        ("okrs/tabs.yaml", "quarter: 2026-Q3\n\tteam: growth\n"),
        ("okrs/open.yaml", "quarter: \"2026-Q3\nteam: growth\nobjectives:\n  - objective: A: b\n"),
        ("okrs/twice.yaml", "team: a\nteam: b\n---\nteam: c\n"),
        ("okrs/list.yaml", "- a\n- b\n"),
        ("okrs/nothing.yaml", "\u{0}\u{1}\u{2028}# okr: ignore[\n# okr: ignore[nothing] until=2026-13-45\n"),
    ];
    let (_guard, root) = folder(&files);
    fs::write(root.join("okrs/latin.yaml"), b"team: caf\xe9\n").unwrap();
    let mut client = Client::start(&[&root], counts_characters(), AS_OF);
    client.settle();
    let checked = checked(&root);
    assert_eq!(sent(&root, &client.diagnostics), checked);
    assert!(checked.len() > 10);
    for (path, text) in files {
        client.open_with(&root.join(path), text);
        client.change(&root.join(path), json!([{"text": text}]));
    }
    client.settle();
    assert_eq!(client.leave(), Some(0));
}
