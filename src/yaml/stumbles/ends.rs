//! What stands behind the end of a value.

use super::put_right::with_example;
use super::scene::{Scene, Stumble};
use crate::yaml::change::Repair;
use crate::yaml::view::entry::Entry;

/// `- {date: 2026-02-10, value: 15%},`: the comma that sets items apart in JSON.
pub(super) fn comma_at_end(scene: &Scene<'_>, entry: &Entry, closed: usize) -> Option<Stumble> {
    let rest = scene.slice(closed..entry.value.end).trim();
    if !matches!(rest, "," | ";") {
        return None;
    }
    let problem = scene
        .problem(entry.value.end - 1..entry.value.end, format!("nothing follows this `{rest}`"))
        .help(with_example("delete it", scene.slice(entry.start..closed)));
    let repairs = vec![Repair::change(closed..entry.value.end, "")];
    Some(Stumble::certain(problem, repairs, scene.file, "comma at the end removed", "delete the comma"))
}
