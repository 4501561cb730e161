//! The reference page in the repository is the one the code prints, and what it shows can be copied.
//!
//! `RENEW=1 cargo test reference` renews the page; read what changed before you keep it.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn printed() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_okr")).arg("reference").output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/reference.md");
    let printed = printed();
    if std::env::var_os("RENEW").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let renew = "run `RENEW=1 cargo test reference` and read what changed";
    assert!(kept == printed, "examples/reference.md is out of date: {renew}");
}

/// The cells of every row of a table.
fn rows(page: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    lines.map(|line| line.split(" | ").collect())
}

#[test]
fn every_example_of_a_field_is_yaml_with_that_field() {
    let page = printed();
    let mut examples = 0;
    for row in rows(&page) {
        let name = row[0].trim_matches(['*', '`']);
        let Some(example) = row.last().unwrap().strip_prefix(&format!("`{name}: ")) else { continue };
        let example = format!("{name}: {}", example.strip_suffix('`').unwrap());
        let value: Value =
            serde_yaml::from_str(&example).unwrap_or_else(|error| panic!("{example}: {error}"));
        assert!(!value[name].is_null(), "{example}");
        examples += 1;
    }
    assert!(examples > 80, "{examples}");
}

#[test]
fn every_link_leads_to_a_heading() {
    let page = printed();
    let headings: Vec<String> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches(['#', ' ']).to_lowercase().replace('.', "").replace(' ', "-"))
        .collect();
    let mut sorted = headings.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), headings.len(), "two headings share an anchor");
    let links: Vec<&str> = page.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(links.len() > 20, "{}", links.len());
    for link in links {
        assert!(headings.iter().any(|heading| heading == link), "#{link} leads nowhere");
    }
}
