//! The files of a starter workspace: samples with this quarter's dates filled in.

use crate::goals::{Calendar, Day};
use crate::source::SETTINGS_FILE;
use std::path::{Path, PathBuf};

/// The goals folder of a workspace without settings.
pub(super) const GOALS_FOLDER: &str = "okrs";

/// A file to write.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below the workspace's root.
    pub(super) path: PathBuf,
    /// Its purpose, in a few words.
    pub(super) purpose: &'static str,
    /// Its text.
    pub(super) text: String,
}

/// The starter files for the quarter of a day.
pub(super) fn files(goals: &str, calendar: Calendar, today: Day) -> Vec<File> {
    let goals = Path::new(goals);
    let quarter = calendar.quarter_of(today);
    let metrics = goals.join("metrics.yaml");
    let folder = goals.join(quarter.to_string());
    let filled_in = [
        ("{{quarter}}", quarter.to_string()),
        ("{{year}}", quarter.year().to_string()),
        ("{{today}}", today.to_string()),
        // A baseline is the value before the quarter.
        ("{{before}}", calendar.first_day(quarter).plus_days(-1).to_string()),
        ("{{last_day}}", calendar.last_day(quarter).to_string()),
        ("{{metrics_file}}", metrics.display().to_string().replace('\\', "/")),
    ];
    let file = |path: PathBuf, purpose, template: &str| File {
        path,
        purpose,
        text: filled_in.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value)),
    };
    vec![
        file(PathBuf::from(SETTINGS_FILE), "settings", include_str!("okr.yaml")),
        file(metrics, "what you measure", include_str!("metrics.yaml")),
        file(folder.join("company.yaml"), "what the company wants to change", include_str!("company.yaml")),
        file(folder.join("growth.yaml"), "what one team wants to change", include_str!("growth.yaml")),
    ]
}
