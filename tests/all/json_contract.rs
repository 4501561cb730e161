//! The JSON that programs read: described by `okr schema`, printed as described, and never less than in version 1.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking, in its helpers too")]

use crate::pull_request::scratch::Scratch;
use crate::schema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const COMMANDS: [&str; 14] = [
    "check", "status", "grade", "period", "diff", "todo", "rules", "forecast", "tree", "funnel", "chain",
    "what-if", "review", "pull",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn okr(folder: &Path, arguments: &[&str]) -> Value {
    let output =
        Command::new(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(folder).output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{}", String::from_utf8_lossy(&output.stderr)))
}

fn schema(command: &str) -> Value {
    okr(root(), &["schema", command])
}

/// What the command prints over the examples and over goals that have everything.
fn printed(command: &str) -> Vec<Value> {
    let examples = ["examples/startup", "examples/growth", "examples/enterprise", "examples/bad"];
    let mut folders: Vec<PathBuf> = examples.iter().map(|folder| root().join(folder)).collect();
    folders.push(root().join("tests/fixtures/scorecard"));
    let over = |arguments: &[&str]| -> Vec<Value> {
        folders.iter().map(|folder| okr(folder, &[arguments, &["--format", "json"]].concat())).collect()
    };
    match command {
        "check" => over(&["check", "--as-of", "2026-11-20"]),
        "status" => {
            let mut all = over(&["status", "--as-of", "2026-11-20"]);
            all.extend(over(&["status", "--quarter", "2026-Q1", "--as-of", "2026-02-15"]));
            all.push(since_a_day());
            all
        }
        "grade" => over(&["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"]),
        "period" => {
            let mut all = over(&["status", "--quarter", "2026", "--as-of", "2026-11-20"]);
            all.extend(over(&["grade", "--quarter", "2026-H1", "--as-of", "2026-11-20"]));
            all.extend(over(&["grade", "--quarter", "2019", "--as-of", "2026-11-20"]));
            all
        }
        "pull" => {
            let folder = root().join("examples/pull");
            vec![okr(&folder, &["pull", "--dry-run", "--as-of", "2026-11-19", "--format", "json"])]
        }
        "todo" => {
            let mut all = over(&["todo", "--as-of", "2026-11-20"]);
            all.extend(over(&["todo", "--as-of", "2027-01-20"]));
            all
        }
        "rules" => over(&["rules"]),
        "forecast" | "funnel" | "chain" => over(&[command, "--as-of", "2026-11-20"]),
        "tree" => {
            let views = [&["tree"][..], &["tree", "--objectives"], &["tree", "--dependencies"]];
            // The bad example has no metric.
            views.iter().flat_map(|view| over(&[view, &["--as-of", "2026-11-20"][..]].concat())).collect()
        }
        "review" => {
            let spans = [&["review"][..], &["review", "--month"], &["review", "--quarter"]];
            spans.iter().flat_map(|span| over(&[span, &["--as-of", "2026-11-20"][..]].concat())).collect()
        }
        "what-if" => {
            let mut all = over(&["what-if", "--need", "0.7", "--as-of", "2026-11-20"]);
            let growth = root().join("examples/growth");
            let values = ["what-if", "paying_clinics=1400", "self-booked=40%"];
            all.push(okr(&growth, &[&values[..], &["--as-of", "2026-11-20", "--format", "json"]].concat()));
            all
        }
        _ => vec![difference()],
    }
}

/// What `status` says of goals that have everything and were changed since an earlier day.
fn since_a_day() -> Value {
    let read = |path: &str| fs::read_to_string(root().join("tests/fixtures/scorecard").join(path)).unwrap();
    let (growth, company) = ("okrs/2026-Q1/growth.yaml", "okrs/2026-Q1/company.yaml");
    let scratch = Scratch::new(&[("okrs/metrics.yaml", &read("okrs/metrics.yaml")), (growth, &read(growth))]);
    scratch.write(company, &read(company).replace("1.2M", "1.1M"));
    scratch.commit("2026-01-20", "Ana", "company");
    scratch.write(company, &read(company));
    scratch.remove(growth);
    okr(scratch.root(), &["status", "--since", "2026-01-25", "--as-of", "2026-02-15", "--format", "json"])
}

/// What changed between two states of goals that have everything.
fn difference() -> Value {
    let read = |path: &str| fs::read_to_string(root().join("tests/fixtures/scorecard").join(path)).unwrap();
    let (growth, company) = ("okrs/2026-Q1/growth.yaml", "okrs/2026-Q1/company.yaml");
    let scratch = Scratch::new(&[("okrs/metrics.yaml", &read("okrs/metrics.yaml")), (growth, &read(growth))]);
    scratch.write(company, &read(company).replace("1.2M", "1.1M"));
    scratch.commit("2026-02-10", "Ana", "company");
    scratch.write(company, &read(company));
    scratch.remove(growth);
    okr(scratch.root(), &["diff", "HEAD", "--as-of", "2026-02-15", "--format", "json"])
}

#[test]
fn what_is_printed_is_what_the_schema_says() {
    for command in COMMANDS {
        let validator = Validator::new(schema(command), "");
        for value in printed(command) {
            assert_eq!(validator.wrong(&value), "", "{command}");
            let mut lacking = value.clone();
            lacking.as_object_mut().unwrap().remove("version");
            assert_ne!(validator.wrong(&lacking), "", "{command} without its version");
        }
    }
}

#[test]
fn nothing_is_printed_that_the_schema_does_not_name() {
    for command in COMMANDS {
        let fields = fields(&schema(command));
        // The counts by kind of change are a map.
        let is_named = |path: &String| fields.contains(path) || path.starts_with(".summary.");
        let mut shown = BTreeSet::new();
        printed(command).iter().for_each(|value| paths(value, "", &mut shown));
        let unnamed: Vec<&String> = shown.iter().filter(|path| !is_named(path)).collect();
        assert!(unnamed.is_empty(), "{command}: {unnamed:?}");
        assert!(shown.len() > 5, "{command} prints hardly anything: {shown:?}");
    }
}

/// `tests/fixtures/json_version_1.txt` lists the fields that programs may rely on. New ones are added to it with
/// `RENEW=1 cargo test json_contract`; none may go while the version is 1.
#[test]
fn no_field_of_version_1_is_gone() {
    let path = root().join("tests/fixtures/json_version_1.txt");
    let of = |command: &'static str| {
        fields(&schema(command)).into_iter().map(move |field| format!("{command} {field}"))
    };
    let now: BTreeSet<String> = COMMANDS.into_iter().flat_map(of).collect();
    let text = fs::read_to_string(&path).unwrap_or_default();
    let promised: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let gone: Vec<&String> = promised.difference(&now).collect();
    assert!(gone.is_empty(), "fields of version 1 are gone: {gone:?}");
    if std::env::var_os("RENEW").is_some() {
        fs::write(path, now.iter().map(|field| format!("{field}\n")).collect::<String>()).unwrap();
    } else {
        assert_eq!(promised, now, "fields are new: run `RENEW=1 cargo test json_contract`");
    }
}

#[test]
fn alone_the_command_lists_its_choices() {
    let output = Command::new(env!("CARGO_BIN_EXE_okr")).arg("schema").output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    for of in ["goals", "settings"].iter().chain(&COMMANDS) {
        assert!(text.contains(&format!("okr schema {of} ")), "{of} in\n{text}");
    }
}

/// Every field of a printed value, as `.findings[].rule`.
fn paths(value: &Value, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = format!("{at}.{name}");
                all.insert(at.clone());
                paths(value, &at, all);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), all)),
        _ => {}
    }
}

/// Every field that a schema names, in the same form.
fn fields(schema: &Value) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    named(schema, schema, "", &mut all);
    all
}

fn named(schema: &Value, root: &Value, at: &str, all: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        named(&root["$defs"][name], root, at, all);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        all.insert(at.clone());
        named(property, root, &at, all);
    }
    if schema["items"].is_object() {
        named(&schema["items"], root, &format!("{at}[]"), all);
    }
    for choice in ["anyOf", "oneOf", "allOf"] {
        for schema in schema[choice].as_array().into_iter().flatten() {
            named(schema, root, at, all);
        }
    }
}
