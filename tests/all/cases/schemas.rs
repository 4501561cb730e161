//! What the JSON Schemas say of a file, by a validator that others wrote.

use super::case::File;
use crate::schema::{GOALS, SETTINGS};

/// `accepted`, or a line for each mistake: where it is in the file, and what is wrong.
pub(crate) fn judgement(file: &File) -> Vec<String> {
    let validator = if file.is_settings() { &SETTINGS } else { &GOALS };
    match validator.wrong_in(&file.text) {
        None => vec!["no YAML".to_owned()],
        Some(wrong) if wrong.is_empty() => vec!["accepted".to_owned()],
        Some(wrong) => wrong.lines().map(|line| line.trim().to_owned()).collect(),
    }
}

#[test]
fn each_page_about_schemas_shows_what_its_title_says() {
    for (page, rejected, found) in
        [("rejects", true, true), ("accepts_more", false, true), ("accepts_less", true, false)]
    {
        let path = format!("{}/tests/cases/schema_{page}.md", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let cases: Vec<&str> = text.split("\n## ").skip(1).collect();
        assert!(cases.len() >= 10, "{page} has its cases");
        for case in cases {
            let is_rejected = !case.contains("```schema\naccepted\n");
            assert_eq!((is_rejected, case.contains("# finds: ")), (rejected, found), "{page}: {case}");
        }
    }
}
