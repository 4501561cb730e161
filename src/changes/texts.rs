//! Files whose text changed where no change of the goals accounts for it.

use super::matching::Matching;
use crate::goals::{GoalFile, Workspace};
use crate::source::FileId;
use crate::yaml;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What happened to the text of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// It has another name; the text is the same.
    Moved,
    /// Only comments, quotes, blank space or line ends are different.
    Layout,
    /// Something else, from this line on, which no change of a goal accounts for: a value written in another way, or a
    /// field that is not compared.
    Other {
        /// The first line that differs, from 1, in the later version; in the earlier one of a file that is gone.
        line: usize,
    },
}

/// A file with another text than before, and no change of a goal that accounts for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// Its path; the former one where it is gone.
    pub path: String,
    /// The path it had before, where that was another one.
    pub was: Option<String>,
    /// What happened.
    pub kind: TextKind,
}

/// The files that differ between two versions and contain nothing of `told`, by path.
pub(super) fn untold(
    before: &Workspace,
    after: &Workspace,
    matching: &Matching<'_>,
    told: &HashSet<FileId>,
) -> Vec<TextChange> {
    let (was, is) = (own(before, after), own(after, before));
    let mut by_path: HashMap<&str, FileId> = was.iter().map(|id| (path(before, *id), *id)).collect();
    let mut partners: HashMap<FileId, FileId> = HashMap::new();
    for id in &is {
        if let Some(earlier) = by_path.remove(path(after, *id)) {
            partners.insert(*id, earlier);
        }
    }
    // The rest was renamed: the goals say from what, or the text does.
    let mut left: HashSet<FileId> = by_path.into_values().collect();
    let goals =
        matching.objectives.iter().filter_map(|pair| Some((pair.after?.file.id, pair.before?.file.id)));
    let mut by_text: HashMap<&str, FileId> = HashMap::new();
    by_text.extend(was.iter().filter(|id| left.contains(id)).map(|id| (text(before, *id), *id)));
    let texts = is.iter().filter_map(|id| Some((*id, *by_text.get(text(after, *id))?)));
    for (later, earlier) in goals.chain(texts) {
        if !partners.contains_key(&later) && left.remove(&earlier) {
            partners.insert(later, earlier);
        }
    }
    let mut changes: Vec<TextChange> = Vec::new();
    for id in is.iter().filter(|id| !told.contains(id)) {
        let earlier = partners.get(id).copied();
        if earlier.is_some_and(|earlier| told.contains(&earlier)) {
            continue;
        }
        let was = earlier.map(|earlier| path(before, earlier)).filter(|was| *was != path(after, *id));
        let said_before = earlier.map_or("", |earlier| text(before, earlier));
        // With other settings, files that did not change are read again.
        if was.is_none() && earlier.is_some() && said_before == text(after, *id) {
            continue;
        }
        let kind = kind(said_before, text(after, *id), was.is_some());
        changes.push(TextChange { path: path(after, *id).to_owned(), was: was.map(str::to_owned), kind });
    }
    let gone = was.iter().filter(|id| left.contains(id) && !told.contains(id));
    changes.extend(gone.map(|id| TextChange {
        path: path(before, *id).to_owned(),
        was: None,
        kind: kind(text(before, *id), "", false),
    }));
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn kind(before: &str, after: &str, is_renamed: bool) -> TextKind {
    if before == after && is_renamed {
        TextKind::Moved
    } else if yaml::same_data(before, after) {
        TextKind::Layout
    } else {
        let same = before.lines().zip(after.lines()).take_while(|(was, is)| was == is).count();
        TextKind::Other { line: same + 1 }
    }
}

/// The files that the other version does not share.
fn own(workspace: &Workspace, other: &Workspace) -> Vec<FileId> {
    let shared: HashSet<*const GoalFile> = other.files.iter().map(Arc::as_ptr).collect();
    workspace.files.iter().filter(|file| !shared.contains(&Arc::as_ptr(file))).map(|file| file.id).collect()
}

fn path(workspace: &Workspace, id: FileId) -> &str {
    &workspace.sources.file(id).path
}

fn text(workspace: &Workspace, id: FileId) -> &str {
    &workspace.sources.file(id).text
}
