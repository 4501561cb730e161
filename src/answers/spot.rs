//! Where something stands in the goals, so that it is found again after edits of other things.

use super::draft::Draft;
use super::keys::{self, Keys};
use super::refused::Refused;
use crate::goals::{KeyResultView, MetricView, ObjectiveView, Workspace};
use crate::source::{FileId, Span};
use crate::write::Plan;
use crate::yaml::edit::{Edit, Node, Scalar};
use crate::yaml::written;

/// Where an objective, a key result, a metric or an initiative stands: answers never move one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    Objective { file: FileId, position: usize },
    KeyResult { file: FileId, objective: usize, position: usize },
    Initiative { file: FileId, objective: usize, position: usize },
    Metric { id: String },
}

/// What stands at a spot.
pub(super) struct Mapping {
    pub(super) file: FileId,
    pub(super) span: Span,
    pub(super) keys: Keys,
    /// The key that a text alone stands for, where that is all there is.
    pub(super) short: Option<&'static str>,
}

impl Spot {
    pub(super) fn of_objective(view: &ObjectiveView<'_>) -> Self {
        Spot::Objective { file: view.file.id, position: view.position }
    }

    pub(super) fn of_key_result(view: &KeyResultView<'_>) -> Self {
        let objective = view.objective;
        Spot::KeyResult { file: objective.file.id, objective: objective.position, position: view.position }
    }

    pub(super) fn of_metric(view: &MetricView<'_>) -> Self {
        Spot::Metric { id: view.id().unwrap_or_default().to_owned() }
    }

    /// What stands there now.
    ///
    /// # Errors
    /// It cannot be found again: two metrics have one id, or a file was read otherwise than before.
    pub(super) fn mapping(&self, workspace: &Workspace) -> Result<Mapping, Refused> {
        let gone = || Refused::Nothing("what this is about cannot be found again after the edit".to_owned());
        self.found(workspace).ok_or_else(gone)
    }

    fn found(&self, workspace: &Workspace) -> Option<Mapping> {
        Some(match self {
            Spot::Objective { file, position } => {
                let view = workspace.objective_at(*file, *position)?;
                Mapping {
                    file: *file,
                    span: view.span,
                    keys: keys::of_objective(view.objective),
                    short: None,
                }
            }
            Spot::KeyResult { file, objective, position } => {
                let view = workspace.key_result_at(*file, *objective, *position)?;
                let own = view.key_result;
                let short = (own.key_result.span() == Some(view.span)).then_some("key_result");
                Mapping { file: *file, span: view.span, keys: keys::of_key_result(own), short }
            }
            Spot::Initiative { file, objective, position } => {
                let view = workspace.objective_at(*file, *objective)?;
                let (initiative, span) = view.objective.initiatives.items().get(*position)?.located()?;
                let own = &initiative.0;
                let short = (own.title.span() == Some(span)).then_some("title");
                Mapping { file: *file, span, keys: keys::of_initiative(own), short }
            }
            Spot::Metric { id } => {
                let view = workspace.metric(id)?;
                Mapping {
                    file: view.file.id,
                    span: view.span,
                    keys: keys::of_metric(view.metric),
                    short: None,
                }
            }
        })
    }

    /// Gives a key a value: in the place of its own, or as a new entry.
    ///
    /// # Errors
    /// The file cannot be edited so.
    pub(super) fn set(&self, draft: &mut Draft<'_>, key: &'static str, to: Node) -> Result<(), Refused> {
        let Mapping { file, span, keys, short } = self.mapping(draft.workspace())?;
        let text = &draft.workspace().sources.file(file).text;
        let edit = match (keys.span(key), to) {
            (Some(at), Node::Scalar(to)) => in_place_of_block(text, at, &to).unwrap_or(Edit::Set { at, to }),
            (_, to) => match short {
                Some(field) => Edit::Expand { at: span, field, entries: vec![(key, to)] },
                None => Edit::Add { mapping: span, place: keys.place(key), entries: vec![(key, to)] },
            },
        };
        let mut plan = Plan::default();
        plan.edit(file, edit);
        draft.make(plan)
    }

    /// Adds an item to the list under a key.
    ///
    /// # Errors
    /// The file cannot be edited so.
    pub(super) fn append(&self, draft: &mut Draft<'_>, key: &'static str, item: Node) -> Result<(), Refused> {
        let Mapping { file, span, keys, short } = self.mapping(draft.workspace())?;
        let edit = match short {
            Some(field) => Edit::Expand { at: span, field, entries: vec![(key, Node::List(vec![item]))] },
            None => Edit::Append { mapping: span, key, place: keys.place(key), item },
        };
        let mut plan = Plan::default();
        plan.edit(file, edit);
        draft.make(plan)
    }
}

/// A number or a date.
pub(super) fn literal(text: impl Into<String>) -> Node {
    Node::Scalar(Scalar::Literal(text.into()))
}

/// Words.
pub(super) fn words(text: &str) -> Node {
    Node::Scalar(Scalar::Text(text.trim().to_owned()))
}

/// The edit that puts a text on one line in the place of a block of text (`key: >` and lines below); a comment behind the head of
/// the block stays. `None` where there is no block, or the new text has several lines.
fn in_place_of_block(text: &str, at: Span, to: &Scalar) -> Option<Edit> {
    let above = text[..at.start as usize].trim_end();
    let line = &above[above.rfind('\n').map_or(0, |end| end + 1)..];
    let head = line.split(" #").next().unwrap_or_default().trim_end();
    let begin = head.rfind([' ', ':']).map_or(0, |last| last + 1);
    let how = head[begin..].strip_prefix(['|', '>'])?;
    let is_block = above.len() < text[..at.start as usize].trim_end_matches([' ', '\t']).len()
        && how.chars().all(|c| matches!(c, '+' | '-' | '0'..='9'));
    if !is_block || to.text().contains('\n') {
        return None;
    }
    let start = above.len() - line.len() + begin;
    let end = at.start as usize + text[at.range()].trim_end().len();
    let with = format!("{}{}", written(to, false), &line[head.len()..]);
    Some(Edit::Retype { at: Span::new(at.file, start, end), with })
}
