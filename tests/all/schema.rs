//! The JSON Schemas that `okr schema` prints: they accept what is good, reject what is bad by shape, and agree with `okr
//! check` except for the differences on the pages `tests/cases/schema_*.md`.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use boon::{Compiler, SchemaIndex, Schemas, ValidationError};
use okr::quantity::Quantity;
use okr::rules;
use okr::source::FileId;
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A compiled schema.
pub(crate) struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    pub(crate) fn new(schema: Value, part: &str) -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("okr.json", schema).unwrap();
        let index = compiler.compile(&format!("okr.json{part}"), &mut schemas).unwrap();
        Self { schemas, index }
    }

    /// What is wrong with a value, a line for each mistake; empty when it is right.
    pub(crate) fn wrong(&self, value: &Value) -> String {
        let mut lines = String::new();
        if let Err(error) = self.schemas.validate(value, self.index) {
            leaves(&error, &mut lines);
        }
        lines
    }

    /// The same for YAML as the second opinion reads it; `None` if that cannot.
    pub(crate) fn wrong_in(&self, yaml: &str) -> Option<String> {
        serde_yaml::from_str::<Value>(yaml).ok().map(|value| self.wrong(&value))
    }
}

/// The innermost causes.
fn leaves(error: &ValidationError<'_, '_>, lines: &mut String) {
    if error.causes.is_empty() {
        let kind = error.kind.to_string();
        let kind: String = kind.chars().take(160).collect();
        writeln!(lines, "    {} {kind}", error.instance_location).unwrap();
    }
    error.causes.iter().for_each(|cause| leaves(cause, lines));
}

pub(crate) static GOALS: LazyLock<Validator> = LazyLock::new(|| Validator::new(okr::goals::schema(), ""));
pub(crate) static SETTINGS: LazyLock<Validator> =
    LazyLock::new(|| Validator::new(okr::rules::settings_schema(), ""));

fn is_settings(path: &str) -> bool {
    path.ends_with("okr.yaml")
}

fn validator(path: &str) -> &'static Validator {
    if is_settings(path) { &SETTINGS } else { &GOALS }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every YAML file below a folder: its path and text, in order.
fn yaml_files(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push((path.display().to_string().replace('\\', "/"), fs::read_to_string(&path).unwrap()));
        }
    }
    files
}

fn assert_all_accepted(files: &[(String, String)]) {
    for (path, text) in files {
        let wrong = validator(path).wrong_in(text).unwrap_or_else(|| panic!("{path} is no YAML"));
        assert_eq!(wrong, "", "{path} is rejected");
    }
}

#[test]
fn the_command_prints_the_schemas() {
    for (kind, schema) in [("goals", okr::goals::schema()), ("settings", okr::rules::settings_schema())] {
        let run = Command::new(env!("CARGO_BIN_EXE_okr")).args(["schema", kind]).output().unwrap();
        assert!(run.status.success());
        assert_eq!(serde_json::from_slice::<Value>(&run.stdout).unwrap(), schema, "{kind}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
    }
}

#[test]
fn the_examples_and_our_own_goals_are_accepted() {
    let folders = ["examples/startup", "examples/growth", "examples/enterprise", "okrs"];
    let mut files: Vec<_> = folders.iter().flat_map(|folder| yaml_files(&root().join(folder))).collect();
    files.push(("okr.yaml".to_owned(), fs::read_to_string(root().join("okr.yaml")).unwrap()));
    assert!(files.len() > 25, "{}", files.len());
    assert_all_accepted(&files);
}

#[test]
fn what_init_writes_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let init =
        Command::new(env!("CARGO_BIN_EXE_okr")).arg("init").current_dir(folder.path()).output().unwrap();
    assert!(init.status.success());
    let files = yaml_files(folder.path());
    assert_eq!(files.len(), 4);
    assert_all_accepted(&files);
}

#[test]
fn files_of_comments_are_accepted() {
    assert_eq!(SETTINGS.wrong_in("# goals: [okrs]\n").unwrap(), "");
    assert_eq!(GOALS.wrong_in("# to be written\n").unwrap(), "");
}

/// The rule names of what `okr check` finds wrong with the shape of a file.
fn shape_findings(path: &str, text: &str) -> String {
    if is_settings(path) {
        let (_, _, problems) = okr::rules::read_settings(text, FileId::default());
        return problems.into_iter().map(|problem| problem.message + "\n").collect();
    }
    crate::support::findings(
        &[(path, text)],
        "2026-02-15",
        &["unknown-field", "invalid-value", "missing-field"],
    )
}

/// The fenced YAML of a rule's page: a name, whether it is from the section “Write”, and the text.
fn blocks(rule: &rules::Rule) -> Vec<(String, bool, String)> {
    let mut blocks = Vec::new();
    for section in rule.page.split("\n## ").skip(1) {
        for block in section.split("\n```yaml").skip(1) {
            let (name, text) = block.split_once('\n').unwrap();
            let (text, _) = text.split_once("\n```").unwrap();
            let is_good = section.starts_with("Write\n") || section.starts_with("Options\n");
            blocks.push((format!("{} {}", rule.name, name.trim()), is_good, text.to_owned()));
        }
    }
    blocks
}

/// Where no schema and no YAML reader sees what a page shows, or the schema sees another rule's matter.
const OTHER_MATTERS: [&str; 1] = ["annual-cycle"];

#[test]
fn pages_of_rules_are_judged_alike() {
    let mut good = 0;
    for (name, is_good, text) in rules::all().flat_map(blocks) {
        let Some(wrong) = validator(&name).wrong_in(&text) else {
            assert!(!is_good, "{name} is no YAML");
            continue;
        };
        if is_good {
            good += 1;
            assert_eq!(wrong, "", "{name} is rejected\n{text}");
        } else if !OTHER_MATTERS.iter().any(|other| name.starts_with(other)) {
            let findings = shape_findings(&name, &text);
            assert_eq!(wrong.is_empty(), findings.is_empty(), "{name}\n{wrong}\n{findings}\n{text}");
        }
    }
    assert!(good > 40, "{good}");
}

#[test]
fn the_bad_example_is_judged_alike() {
    for (path, text) in yaml_files(&root().join("examples/bad")) {
        let Some(wrong) = validator(&path).wrong_in(&text) else { continue };
        let findings = shape_findings(&path, &text);
        // `quarter: 2026` is read, so that `annual-cycle` can report it.
        let is_alike = wrong.is_empty() == findings.is_empty() || path.ends_with("year.yaml");
        assert!(is_alike, "{path}\n{wrong}\n{findings}");
    }
}

/// Calls back for every schema of a field with its place.
fn each_property(schema: &Value, at: &str, visit: &mut impl FnMut(&str, &Value)) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        visit(&format!("{at}/properties/{name}"), property);
    }
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        each_property(definition, &format!("{at}/$defs/{name}"), visit);
    }
}

#[test]
fn every_field_says_what_it_means_and_its_examples_are_right() {
    for schema in [okr::goals::schema(), okr::rules::settings_schema()] {
        each_property(&schema, "#", &mut |at, property| {
            let meaning = property["description"].as_str().unwrap_or_else(|| panic!("{at} says nothing"));
            assert!(meaning.ends_with(['.', ']']), "{at}: {meaning}");
            for word in ["seed", "KR", "[`", "\n"] {
                assert!(!meaning.contains(word), "{at} is not written for authors: {meaning}");
            }
            let validator = Validator::new(schema.clone(), at);
            for example in property["examples"].as_array().into_iter().flatten() {
                assert_eq!(validator.wrong(example), "", "{at} {example}");
            }
        });
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            let validator = Validator::new(schema.clone(), &format!("#/$defs/{name}"));
            for example in definition["examples"].as_array().into_iter().flatten() {
                assert_eq!(validator.wrong(example), "", "{name} {example}");
                if let (Some(text), "Quantity") = (example.as_str(), name.as_str()) {
                    assert!(text.parse::<Quantity>().is_ok(), "{text}");
                }
            }
        }
    }
}

static QUANTITY: LazyLock<Validator> =
    LazyLock::new(|| Validator::new(okr::goals::schema(), "#/$defs/Quantity"));

#[test]
fn texts_that_are_no_quantity_are_rejected() {
    let refused = [
        "",
        "soon",
        "TBD",
        "n/a",
        "many",
        "a lot",
        "1,2,3",
        "1.2.3",
        ">= 95%",
        "<5",
        "≥ 3",
        "at least 5",
        "under 250 ms",
        "2026-01-19",
        "0x10",
        "23%+",
        "-",
        "%",
        "$",
        "12 34",
        "yes",
    ];
    for text in refused {
        assert!(text.parse::<Quantity>().is_err(), "{text}");
        assert_ne!(QUANTITY.wrong(&text.into()), "", "{text}");
    }
}

#[test]
fn the_numbers_on_the_page_about_numbers_are_accepted() {
    let page = include_str!("../cases/numbers.md");
    let texts = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let read: Vec<&str> = texts.filter(|text| text.parse::<Quantity>().is_ok()).collect();
    assert!(read.len() > 50, "the page has more numbers than {read:?}");
    for text in read {
        assert_eq!(QUANTITY.wrong(&text.into()), "", "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the reader takes for a quantity, the schema does.
    #[test]
    fn every_quantity_that_is_read_is_accepted(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "~", "-", "−", "+", "$", "US$", "€", "EUR ", "CHF", "1", "23", "1,200", "1_200", "1\u{a0}200",
                "10.5", ".5", "08", "1e3", "%", "pp", "K", "M", " million", "x", "×", "/5", " out of 5", " ", "ms",
                " days", " business days", " per week", "/week", " a day", " percentage points", "-percent",
                "-points", " tickets", " (net)", " p95", " per 1,000 orders", "%-points", "half", "a dozen",
                "twenty-five", "Two hundred", "two thirds of", "weekly", "Monthly", " an hour", "a week", "'s", "&", ".",
                "R", "MXN ", "once", "double", "Every ", "every other day", " and a half", "fivefold", "★",
            ]),
            1..5,
        ),
    ) {
        let text = parts.concat();
        if text.parse::<Quantity>().is_ok() {
            prop_assert_eq!(QUANTITY.wrong(&text.clone().into()), "", "{}", text);
        }
    }
}
