//! Where metrics, teams, objectives and key results are defined and named.

use super::opened::Opened;
use crate::goals::address::{Address, Item, split_quarter};
use crate::goals::{GoalFile, KeyResultView, MetricRole, ObjectiveView, Quarter, Target, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::Field;
use std::ops::Range;

/// What has a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    Metric(String),
    /// A team, or the person that takes its place.
    Team(String),
    Objective(Option<Quarter>, String, String),
    KeyResult(Option<Quarter>, String, String, String),
}

/// A place where something is defined or named.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) name: Name,
    /// The name itself.
    pub(super) span: Span,
    /// It is defined here.
    pub(super) defines: bool,
    /// The whole value that the name stands in, which may be an address.
    pub(super) value: Span,
    /// That value as it is read.
    pub(super) text: String,
    /// The name's bytes in it.
    pub(super) within: Range<usize>,
}

impl Name {
    /// The last part of it.
    pub(super) fn id(&self) -> &str {
        match self {
            Name::Metric(id) | Name::Team(id) | Name::Objective(_, _, id) | Name::KeyResult(_, _, _, id) => {
                id
            }
        }
    }

    /// What it is a name of.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Name::Metric(_) => "metric",
            Name::Team(_) => "team",
            Name::Objective(..) => "objective",
            Name::KeyResult(..) => "key result",
        }
    }
}

/// Every mention in some files of a workspace.
pub(super) fn mentions<'w>(
    workspace: &'w Workspace,
    files: impl Iterator<Item = &'w GoalFile>,
) -> Vec<Mention> {
    let mut collector = Collector { workspace, mentions: Vec::new() };
    files.for_each(|file| collector.file(file));
    collector.mentions
}

/// The mention that a place of a file is in, or right behind.
pub(super) fn mention_at(opened: &Opened, file: FileId, offset: usize) -> Option<Mention> {
    let workspace = &opened.overlay.project().workspace;
    let all = mentions(workspace, workspace.file(file).into_iter());
    let holds =
        |mention: &Mention| mention.span.start as usize <= offset && offset <= mention.span.end as usize;
    all.into_iter().filter(holds).min_by_key(|mention| mention.span.end - mention.span.start)
}

/// All mentions of a name, its definitions among them.
pub(super) fn mentions_of(workspace: &Workspace, name: &Name) -> Vec<Mention> {
    let mut all = mentions(workspace, workspace.files.iter().map(|file| &**file));
    all.retain(|mention| mention.name == *name);
    all
}

/// Where something is defined. What has no id of its own is where its words are.
pub(super) fn definitions(workspace: &Workspace, name: &Name) -> Vec<Span> {
    let written = mentions_of(workspace, name).into_iter().filter(|mention| mention.defines);
    let written: Vec<Span> = written.map(|mention| mention.span).collect();
    if !written.is_empty() {
        return written;
    }
    match target(workspace, name) {
        Some(Target::Metric(view)) => vec![view.heading()],
        Some(Target::Objective(view)) => vec![view.heading()],
        Some(Target::KeyResult(view)) => vec![view.heading()],
        None => Vec::new(),
    }
}

/// The thing of a name.
pub(super) fn target<'w>(workspace: &'w Workspace, name: &Name) -> Option<Target<'w>> {
    match name {
        Name::Metric(id) => workspace.metric(id).map(Target::Metric),
        Name::Team(_) => None,
        Name::Objective(quarter, team, id) => workspace.objective(*quarter, team, id).map(Target::Objective),
        Name::KeyResult(quarter, team, objective, id) => {
            workspace.resolve(&format!("{team}/{objective}/{id}"), *quarter)
        }
    }
}

struct Collector<'w> {
    workspace: &'w Workspace,
    mentions: Vec<Mention>,
}

impl<'w> Collector<'w> {
    fn file(&mut self, file: &'w GoalFile) {
        let content = &file.content;
        for field in [&content.team, &content.person] {
            if let Some((id, span)) = field.located() {
                self.whole(Name::Team(id.as_str().to_owned()), span, id.as_str(), false);
            }
        }
        for (id, span) in self.workspace.guardrails_named_by(file) {
            self.metric(id.as_ref(), span);
        }
        for view in self.workspace.metrics_of(file) {
            let metric = view.metric;
            if let Some((id, span)) = metric.id.located() {
                self.whole(Name::Metric(id.as_str().to_owned()), span, id.as_str(), true);
            }
            if let Some((team, span)) = metric.team.located() {
                self.whole(Name::Team(team.as_str().to_owned()), span, team.as_str(), false);
            }
            metric.drives.readable().for_each(|(id, span)| self.metric(id, span));
            self.metric_field(&metric.counter_metric);
            if let Some((sum, span)) = metric.equals.located() {
                self.sum(sum, span);
            }
        }
        for view in self.workspace.objectives_of(file) {
            self.objective(view);
        }
    }

    fn objective(&mut self, view: ObjectiveView<'w>) {
        let objective = view.objective;
        let quarter = view.quarter();
        if let Some((id, span)) = objective.id.located() {
            let name = Name::Objective(quarter, view.team().into_owned(), id.as_str().to_owned());
            self.whole(name, span, id.as_str(), true);
        }
        objective.guardrails.readable().for_each(|(id, span)| self.metric(id, span));
        objective.supports.readable().for_each(|(text, span)| self.reference(text, span, quarter));
        for view in view.key_results() {
            self.key_result(view);
        }
        for (initiative, _) in objective.initiatives.readable() {
            for (text, span) in initiative.0.bets_on.readable() {
                if text.contains('/') {
                    self.reference(text, span, quarter);
                } else if view.key_results().any(|key_result| key_result.id() == text.as_str()) {
                    self.whole(key_result_name(view, text), span, text, false);
                }
            }
        }
    }

    fn key_result(&mut self, view: KeyResultView<'w>) {
        let key_result = view.key_result;
        if let Some((id, span)) = key_result.id.located() {
            self.whole(key_result_name(view.objective, id.as_str()), span, id.as_str(), true);
        }
        self.metric_field(&key_result.metric);
        let quarter = view.quarter();
        key_result.depends_on.readable().for_each(|(text, span)| self.reference(text, span, quarter));
    }

    fn metric_field(&mut self, field: &'w Field<impl AsRef<str>>) {
        if let Some((id, span)) = field.located() {
            self.metric(id.as_ref(), span);
        }
    }

    fn metric(&mut self, id: &str, span: Span) {
        self.whole(Name::Metric(id.to_owned()), span, id, false);
    }

    /// The metrics in a sum.
    fn sum(&mut self, text: &str, span: Span) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let mut rest = 0;
        while let Some(start) = text[rest..].find(is_part).map(|at| rest + at) {
            let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |at| start + at);
            let id = &text[start..end];
            if self.workspace.metric(id).is_some() {
                self.push(Name::Metric(id.to_owned()), span, text, start..end, false);
            }
            rest = end;
        }
    }

    /// Each part of an address.
    fn reference(&mut self, text: &str, span: Span, own: Option<Quarter>) {
        let Some(Address { quarter, item }) = Address::parse(text) else { return };
        let quarter = quarter.or(own);
        if self.workspace.resolve(text, own).is_none() {
            return;
        }
        let start = text.len() - split_quarter(text).1.len();
        let place = |part: &str, from: usize| from..from + part.len();
        match item {
            Item::Metric(id) => self.push(Name::Metric(id.to_owned()), span, text, place(id, start), false),
            Item::Objective { team, id } => {
                self.push(Name::Team(team.to_owned()), span, text, place(team, start), false);
                let name = Name::Objective(quarter, team.to_owned(), id.to_owned());
                self.push(name, span, text, place(id, start + team.len() + 1), false);
            }
            Item::KeyResult { team, objective, id } => {
                self.push(Name::Team(team.to_owned()), span, text, place(team, start), false);
                let at = start + team.len() + 1;
                let name = Name::Objective(quarter, team.to_owned(), objective.to_owned());
                self.push(name, span, text, place(objective, at), false);
                let name = Name::KeyResult(quarter, team.to_owned(), objective.to_owned(), id.to_owned());
                self.push(name, span, text, place(id, at + objective.len() + 1), false);
            }
        }
    }

    fn whole(&mut self, name: Name, span: Span, text: &str, defines: bool) {
        self.push(name, span, text, 0..text.len(), defines);
    }

    fn push(&mut self, name: Name, value: Span, text: &str, within: Range<usize>, defines: bool) {
        let span = self.workspace.words(value, text, within.clone());
        self.mentions.push(Mention { name, span, defines, value, text: text.to_owned(), within });
    }
}

fn key_result_name(view: ObjectiveView<'_>, id: &str) -> Name {
    Name::KeyResult(view.quarter(), view.team().into_owned(), view.id().into_owned(), id.to_owned())
}

/// The word for the section that a metric stands in.
pub(super) fn role_name(role: MetricRole) -> &'static str {
    match role {
        MetricRole::NorthStar => "north star",
        MetricRole::Input => "input metric",
        MetricRole::Guardrail => "guardrail",
        MetricRole::Watched => "metric",
    }
}
