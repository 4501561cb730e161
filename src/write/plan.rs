//! Edits of several goal files that belong together: planned, read again, and written all or not at all.

use super::batch::{Batch, Expect};
use super::error::WriteError;
use super::target::read_plain;
use crate::goals::{GoalFile, Workspace};
use crate::prose::Vocabulary;
use crate::source::{FileId, SourceFile};
use crate::yaml::edit::{Edit, Refusal, apply};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What editors put before a text to mark it as UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Edits of goal files and new files, before anything is changed.
///
/// A check-in, a revision, a new quarter and a rename are plans: each describes its changes as [`Edit`]s at places of
/// the workspace, [`Plan::check`] turns them into texts, and [`Planned::write`] writes these.
#[derive(Debug, Default)]
pub struct Plan {
    edits: BTreeMap<FileId, Vec<Edit>>,
    new: BTreeMap<String, String>,
}

/// Why a plan cannot be carried out.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An edit cannot be made.
    #[error("{path} is left as it is: {reason}")]
    Refused {
        /// The file it is about.
        path: String,
        /// Why not.
        reason: Refusal,
    },
    /// A file would be read worse than before.
    #[error("{path} is left as it is: {message}")]
    Worse {
        /// The file it is about.
        path: String,
        /// What would be wrong with it.
        message: String,
    },
    /// A file that is to be new is there.
    #[error("{0} is there already")]
    Taken(String),
}

/// The text of a file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file, as a path from the root of the workspace.
    pub path: String,
    /// What it holds; `None` for a new file.
    pub before: Option<String>,
    /// What it is to hold.
    pub after: String,
}

/// A plan that works out: the new texts, and the goals as they will be read.
#[derive(Debug)]
pub struct Planned {
    /// The files that change, in their order, then the new ones.
    pub texts: Vec<Text>,
    /// The workspace with the new texts of files that were there; new files are not in it.
    pub workspace: Workspace,
}

impl Plan {
    /// Adds an edit of a file. All places are those of the workspace that the plan is checked against.
    pub fn edit(&mut self, file: FileId, edit: Edit) {
        self.edits.entry(file).or_default().push(edit);
    }

    /// Adds a new file, at a path from the root of the workspace.
    pub fn create(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.new.insert(path.into(), text.into());
    }

    /// Makes the edits in copies of the texts and reads those again. Each must say what the old text said and what was
    /// asked for, and nothing new may be wrong with it.
    ///
    /// # Errors
    /// The first file for which that does not hold.
    pub fn check(self, workspace: &Workspace, vocabulary: &Vocabulary) -> Result<Planned, PlanError> {
        let mut texts = Vec::new();
        let mut changed = Vec::new();
        for (id, edits) in self.edits {
            let source = workspace.sources.file(id);
            let path = source.path.clone();
            let refused = |reason| PlanError::Refused { path: path.clone(), reason };
            let after = apply(&source.text, &edits).map_err(refused)?;
            let source = SourceFile { text: Arc::new(after.clone()), ..source.clone() };
            let before = workspace.file(id).map_or(&[][..], |file| &file.problems);
            let known: HashSet<&str> = before.iter().map(|problem| problem.message.as_str()).collect();
            let problems = GoalFile::read(&source, id, vocabulary).problems;
            if problems.len() > before.len() {
                let new = problems.into_iter().find(|problem| !known.contains(problem.message.as_str()));
                let message =
                    new.map_or_else(|| "it would be read worse".to_owned(), |problem| problem.message);
                return Err(PlanError::Worse { path, message });
            }
            let before = Some(workspace.sources.file(id).text.to_string());
            texts.push(Text { path, before, after });
            changed.push((id, source));
        }
        for (path, text) in self.new {
            if workspace.sources.iter().any(|(_, file)| file.path == path) {
                return Err(PlanError::Taken(path));
            }
            let source = SourceFile { path: path.clone(), text: Arc::new(text.clone()), defect: None };
            let problems = GoalFile::read(&source, FileId::default(), vocabulary).problems;
            if let Some(problem) = problems.into_iter().next() {
                return Err(PlanError::Worse { path, message: problem.message });
            }
            texts.push(Text { path, before: None, after: text });
        }
        Ok(Planned { texts, workspace: workspace.with_files(changed, vocabulary) })
    }
}

impl Planned {
    /// Writes all texts to the files of the workspace at `root`, or none of them.
    ///
    /// # Errors
    /// The file that stopped it.
    pub fn write(&self, root: &Path) -> Result<(), (PathBuf, WriteError)> {
        write_texts(root, &self.texts)
    }
}

/// Writes texts to the files of the workspace at `root`, all of them or none.
///
/// # Errors
/// The file that stopped it.
pub fn write_texts(root: &Path, texts: &[Text]) -> Result<(), (PathBuf, WriteError)> {
    let mut batch = Batch::inside(root);
    for text in texts {
        let path = root.join(&text.path);
        add_text(root, &path, text.before.as_deref(), &text.after, &mut batch)
            .map_err(|error| (path, error))?;
    }
    batch.commit()
}

/// Adds a text to a batch, replacing the one that its file must still hold, after the mark that the file may begin with.
///
/// # Errors
/// As [`Batch::add`].
pub fn add_text(
    root: &Path,
    path: &Path,
    before: Option<&str>,
    after: &str,
    batch: &mut Batch,
) -> Result<(), WriteError> {
    let Some(before) = before else { return batch.add(path, after.as_bytes(), Expect::Nothing) };
    // Two names that are not UTF-8 may look the same in text, so that the wrong file would be written.
    if path.to_string_lossy().contains('\u{fffd}') {
        return Err(WriteError::Name);
    }
    // The file behind a link may be written where it belongs to the workspace, too; the batch refuses it elsewhere.
    let target = path.is_symlink().then(|| std::fs::canonicalize(path)).and_then(Result::ok);
    let path = target.as_deref().unwrap_or(path);
    let old = read_plain(root, path)?;
    let mark = if old.starts_with(MARK) { MARK } else { &[] };
    let (before, after) = ([mark, before.as_bytes()].concat(), [mark, after.as_bytes()].concat());
    batch.add(path, &after, Expect::Bytes(&before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::Calendar;
    use crate::source::{Sources, Span};
    use crate::yaml::edit::{Node, Place, Scalar};

    const GOALS: &str = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: x\n    key_results:\n      - Raise activation from 23% to 35%  # c\n";
    const METRICS: &str = "metrics:\n  - id: activation\n";

    fn workspace() -> Workspace {
        let source = |(path, text): (&str, &str)| SourceFile {
            path: path.to_owned(),
            text: Arc::new(text.to_owned()),
            defect: None,
        };
        let sources = [("goals.yaml", GOALS), ("metrics.yaml", METRICS)].map(source);
        Workspace::read(Sources::new(sources.into()), &Vocabulary::default(), Calendar::default())
    }

    fn text(text: &str) -> Node {
        Scalar::Text(text.to_owned()).into()
    }

    fn place(id: u32, text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(FileId(id), start, start + words.len())
    }

    /// A short key result becomes a long one that is bound to a metric, and the metric gets a name.
    fn plan() -> Plan {
        let mut plan = Plan::default();
        let at = place(0, GOALS, "Raise activation from 23% to 35%");
        let entries = vec![("metric", text("activation"))];
        plan.edit(FileId(0), Edit::Expand { at, field: "key_result", entries });
        let mapping = place(1, METRICS, "id: activation");
        let entries = vec![("name", text("Activation"))];
        plan.edit(FileId(1), Edit::Add { mapping, place: Place::After("id"), entries });
        plan
    }

    #[test]
    fn a_plan_changes_all_files_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        write("goals.yaml", &format!("\u{feff}{GOALS}"));
        write("metrics.yaml", METRICS);
        let mut plan = plan();
        plan.create("new/team.yaml", "quarter: 2026-Q2\nteam: sales\n");
        let planned = plan.check(&workspace(), &Vocabulary::default()).unwrap();
        assert_eq!(planned.workspace.metric("activation").unwrap().name(), "Activation");
        planned.write(folder.path()).unwrap();
        let expanded = GOALS
            .replace("- Raise", "- key_result: Raise")
            .replace("# c\n", "# c\n        metric: activation\n");
        assert_eq!(read("goals.yaml"), format!("\u{feff}{expanded}"));
        assert_eq!(read("metrics.yaml"), format!("{METRICS}    name: Activation\n"));
        assert_eq!(read("new/team.yaml"), "quarter: 2026-Q2\nteam: sales\n");
    }

    #[test]
    fn a_file_that_changed_meanwhile_stops_all() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("goals.yaml"), GOALS).unwrap();
        std::fs::write(folder.path().join("metrics.yaml"), "theirs").unwrap();
        let planned = plan().check(&workspace(), &Vocabulary::default()).unwrap();
        let (path, error) = planned.write(folder.path()).unwrap_err();
        assert!(path.ends_with("metrics.yaml") && matches!(error, WriteError::Changed), "{error}");
        assert_eq!(std::fs::read_to_string(folder.path().join("goals.yaml")).unwrap(), GOALS);
    }

    #[test]
    fn what_would_be_read_worse_is_refused() {
        let mut worse = Plan::default();
        let mapping = place(1, METRICS, "id: activation");
        let entries = vec![("nmae", text("Activation"))];
        worse.edit(FileId(1), Edit::Add { mapping, place: Place::After("id"), entries });
        let error = worse.check(&workspace(), &Vocabulary::default()).unwrap_err();
        assert_eq!(error.to_string(), "metrics.yaml is left as it is: `nmae` is not a field here");
        let mut taken = Plan::default();
        taken.create("goals.yaml", "");
        let error = taken.check(&workspace(), &Vocabulary::default()).unwrap_err();
        assert_eq!(error.to_string(), "goals.yaml is there already");
    }
}
