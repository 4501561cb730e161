//! Opening goals: from memory, and under the texts that an editor holds.

use okr::goals::GoalFile;
use okr::project::{OpenError, Overlay, Project, SettingsError};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const OKRS: &str =
    "quarter: 2026-Q1\nteam: growth\nobjectives:\n- {objective: A, key_results: [Raise a from 1 to 2]}\n";

/// A workspace of ten teams.
fn ten_teams() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("okrs")).unwrap();
    fs::write(folder.path().join("okr.yaml"), "organization: growth\n").unwrap();
    for team in 0..10 {
        let text = OKRS.replace("growth", &format!("team{team}"));
        fs::write(folder.path().join(format!("okrs/team{team}.yaml")), text).unwrap();
    }
    folder
}

fn opened(folder: &Path) -> Overlay {
    Overlay::open(&folder.canonicalize().unwrap(), None, BTreeMap::new())
}

fn files(overlay: &Overlay) -> Vec<Arc<GoalFile>> {
    overlay.project().workspace.files.clone()
}

#[test]
fn goals_from_memory_are_read_with_their_settings() {
    let project =
        Project::in_memory(&[("okr.yaml", "fiscal_year_starts: 4\n"), ("okrs/a.yaml", OKRS)]).unwrap();
    assert_eq!(project.settings.calendar.first_month, 4);
    assert_eq!(project.workspace.key_results().count(), 1);
    let wrong = Project::in_memory(&[("okr.yaml", "organization: big\n")]).unwrap_err();
    let OpenError::Settings(SettingsError::Faulty(faulty)) = wrong else { panic!("{wrong}") };
    assert_eq!(faulty.sources.text(faulty.problems[0].span), "big");
}

#[test]
fn a_changed_buffer_is_read_and_no_other_file() {
    let folder = ten_teams();
    let mut overlay = opened(folder.path());
    assert_eq!(overlay.files_parsed(), 10);
    let before = files(&overlay);
    // The disk may change below it: nothing that the editor did not touch is looked at.
    fs::write(folder.path().join("okrs/team7.yaml"), "objectives: [").unwrap();
    let path = folder.path().canonicalize().unwrap().join("okrs/team3.yaml");
    let text = OKRS.replace("growth", "team3").replace("from 1 to 2", "from 1 to 3");
    overlay.edit(&path, text);
    assert_eq!(overlay.files_parsed(), 11, "one keystroke, one file");
    let id = overlay.file(&path).unwrap();
    for (old, new) in std::iter::zip(&before, &files(&overlay)) {
        assert_eq!(Arc::ptr_eq(old, new), old.id != id, "{:?}", old.id);
    }
    assert!(overlay.project().workspace.sources.file(id).text.contains("to 3"));
    overlay.close(&path);
    assert!(overlay.project().workspace.sources.file(id).text.contains("to 2"), "the disk counts again");
}

#[test]
fn files_that_come_and_go_and_settings_open_the_workspace_anew() {
    let folder = ten_teams();
    let mut overlay = opened(folder.path());
    let root = folder.path().canonicalize().unwrap();
    let new = root.join("okrs/new.yaml");
    overlay.edit(&new, OKRS.to_owned());
    assert_eq!(files(&overlay).len(), 11, "a file counts before it is saved");
    overlay.close(&new);
    assert_eq!(files(&overlay).len(), 10);
    let settings = root.join("okr.yaml");
    overlay.edit(&settings, "fiscal_year_starts: 4\n".to_owned());
    assert_eq!(overlay.project().settings.calendar.first_month, 4);
    assert!(overlay.fault().is_none());
    overlay.edit(&settings, "fiscal_year_starts: 44\n".to_owned());
    assert!(overlay.fault().is_some());
    assert_eq!(overlay.project().settings.calendar.first_month, 4, "the last good settings stay");
}
