//! Paths and texts of new files.

use crate::goals::values::Level;
use crate::goals::{GoalFile, Quarter, Workspace};
use crate::yaml::edit::Scalar;
use crate::yaml::written;

/// The path of a file for another quarter: the quarter in it is another, or it stands in a folder of the quarter's name.
pub(super) fn new_path(path: &str, from: Quarter, quarter: Quarter) -> String {
    let (old, new) = (from.to_string(), quarter.to_string());
    let at = path.to_ascii_lowercase().rfind(&old.to_ascii_lowercase());
    if let Some(at) = at {
        let new = if path[at..].starts_with(&old) { new } else { new.to_ascii_lowercase() };
        // Both the folder and the file may be called after the quarter.
        let name = &path[at..at + old.len()];
        return path.replace(name, &new);
    }
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/{new}/{name}"),
        None => format!("{new}/{path}"),
    }
}

/// A file with the head of another and no objectives yet.
pub(super) fn bare(workspace: &Workspace, file: &GoalFile, quarter: Quarter) -> String {
    let content = &file.content;
    let text = |text: &str| written(&Scalar::Text(text.to_owned()), false);
    let mut lines = vec![format!("quarter: {quarter}")];
    match content.level.get().copied().unwrap_or_default() {
        Level::Company => lines.push("level: company".to_owned()),
        Level::Individual => lines.push("level: individual".to_owned()),
        Level::Team => {}
    }
    let head = [
        ("person", content.person.get().map(|id| id.as_str())),
        ("team", content.team.get().map(|id| id.as_str())),
        ("owner", content.owner.get().map(|owner| owner.as_str())),
    ];
    for (key, value) in head {
        lines.extend(value.map(|value| format!("{key}: {}", text(value))));
    }
    let team = file.team(&workspace.sources);
    if content.team.is_absent() && content.person.is_absent() && content.level.is_absent() {
        lines.push(format!("team: {}", text(&team)));
    }
    lines.push(String::new());
    lines.push("# One to three objectives; `okr new objective` adds one.".to_owned());
    lines.push("objectives: []".to_owned());
    lines.join("\n") + "\n"
}

/// A text with one line break at its end.
pub(super) fn ended(text: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{}{newline}", text.trim_end())
}
