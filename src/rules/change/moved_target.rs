//! `moved-target`.

use super::super::{Check, Context, Rule};
use super::acknowledged;
use crate::changes::{
    FieldChange, GoalStep, History, Matching, PROMISED, Pair, Reference, key_result_changes, plain,
};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, GoalFile, KeyResultView, ObjectiveView, Quarter, Workspace};
use crate::quantity::Quantity;
use crate::source::Span;
use crate::yaml::edit::Scalar;
use crate::yaml::{self, ProblemKind};
use std::borrow::Cow;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "moved-target",
    summary: "a key result that changed, came or went once its quarter was two weeks old",
    page: include_str!("moved_target.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Change(check),
};

fn check(context: &mut Context<'_>, history: &History) {
    for (quarter, reference) in &history.references {
        if context.as_of > reference.settled {
            let remarks = Judge { context, history, quarter: *quarter, reference }.remarks();
            remarks.into_iter().for_each(|remark| context.report(remark));
        }
    }
}

struct Judge<'j, 'c> {
    context: &'j Context<'c>,
    history: &'j History,
    quarter: Quarter,
    reference: &'j Reference,
}

impl Judge<'_, '_> {
    fn remarks(&self) -> Vec<Remark> {
        let (before, after, teams) = self.versions();
        let matching = Matching::of(before, after);
        let mut remarks = Vec::new();
        let mut moved_as_a_whole = HashSet::new();
        for pair in &matching.objectives {
            match (pair.before, pair.after) {
                (None, Some(view)) if pair.is_sound() => {
                    let is_known = teams.contains(&view.team()) && !self.was_unreadable(&view);
                    remarks.extend(if is_known { self.late_objective(&view) } else { None });
                    moved_as_a_whole.insert(view.address());
                }
                (Some(view), None) if pair.is_sound() => {
                    let is_gone = !is_unreadable_in(self.context.workspace, &view);
                    remarks.extend(if is_gone { self.vanished_objective(&view) } else { None });
                    moved_as_a_whole.insert(view.address());
                }
                _ => {}
            }
        }
        for pair in &matching.key_results {
            remarks.extend(match (pair.before, pair.after) {
                (Some(before), Some(after)) => self.changed(&before, &after),
                (None, Some(view)) if !moved_as_a_whole.contains(&view.objective.address()) => {
                    self.late(&view, &matching)
                }
                (Some(view), None) if !moved_as_a_whole.contains(&view.objective.address()) => {
                    self.vanished(&view, &matching)
                }
                _ => None,
            });
        }
        remarks
    }

    /// The quarter's objectives in touched files: as they were once goals were settled, and as they are. A team that had
    /// none then is held to what it had before this change; one that is not among the teams had none at all and is only
    /// late.
    fn versions(&self) -> (Vec<ObjectiveView<'_>>, Vec<ObjectiveView<'_>>, HashSet<Cow<'_, str>>) {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(self.quarter);
        let touched = |view: &ObjectiveView<'_>| self.history.touched.contains(&view.file.id);
        let current = self.context.workspace;
        let settled: Vec<_> = self.reference.goals.objectives().filter(of_quarter).collect();
        let base: Vec<_> =
            self.history.base.objectives().filter(of_quarter).filter(|view| touched(view)).collect();
        let mut settled_teams: HashSet<Cow<'_, str>> = settled.iter().map(ObjectiveView::team).collect();
        let untouched = current.objectives().filter(of_quarter).filter(|view| !touched(view));
        settled_teams.extend(
            untouched
                .filter(|view| self.reference.paths.contains(&current.sources.file(view.file.id).path))
                .map(|view| view.team()),
        );
        let is_settled = |view: &ObjectiveView<'_>| settled_teams.contains(&view.team());
        let after = current.objectives().filter(of_quarter).filter(touched).collect();
        let before = settled.iter().copied().chain(base.iter().copied().filter(|view| !is_settled(view)));
        let before = before.collect();
        settled_teams.extend(base.iter().map(ObjectiveView::team));
        (before, after, settled_teams)
    }

    /// Whether the file that an objective is in could not be read whole before: what is new may have been there.
    fn was_unreadable(&self, view: &ObjectiveView<'_>) -> bool {
        is_unreadable_in(&self.reference.goals, view) || is_unreadable_in(&self.history.base, view)
    }

    fn changed(&self, before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> Option<Remark> {
        let mut changes = key_result_changes(before, after);
        // A number that was missing may still be filled in.
        changes.retain(|change| {
            PROMISED.contains(&change.field)
                && change.before.is_some()
                && !is_unreadable(after, change.field)
                && !acknowledged::change(after, change)
        });
        let first = changes.first()?;
        let told = changes.iter().map(|change| self.tell(after, change)).collect::<Vec<_>>().join(", and ");
        let occasion: Vec<String> =
            changes.iter().map(|change| format!("{}={}", change.field, what_it_says(change))).collect();
        Some(
            Remark::new(place_of(after, first), format!("{told}, after the quarter's first two weeks"))
                .help(self.own_up(after, &changes))
                .on_occasion_of(occasion.join(" ")),
        )
    }

    /// `the target moved from 38% to 35% in commit 3f2a1bcd by Ana on 20 Feb`.
    fn tell(&self, now: &KeyResultView<'_>, change: &FieldChange) -> String {
        let name = match change.field {
            "at_least" => "lower limit",
            "at_most" => "upper limit",
            "key_result" => "wording",
            other => other,
        };
        let said = match (&change.before, &change.after) {
            (Some(before), _) if change.field == "key_result" => {
                format!("the {name} changed from “{}”", shortened(before))
            }
            (Some(before), Some(after)) => format!("the {name} moved from `{before}` to `{after}`"),
            (Some(before), None) => format!("the {name} `{before}` was taken away"),
            (None, _) => format!("the {name} changed"),
        };
        self.with_step(said, self.history.step_of(now, change))
    }

    fn with_step(&self, said: String, step: Option<&GoalStep>) -> String {
        match step {
            Some(step) => format!("{said} {}", step.told()),
            None => said,
        }
    }

    fn own_up(&self, now: &KeyResultView<'_>, changes: &[FieldChange]) -> String {
        let day =
            |change| self.history.step_of(now, change).and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let entries: Vec<String> = changes
            .iter()
            .map(|change| {
                let part = |key: &str, value: &Option<String>| {
                    let value = value.as_deref().filter(|_| change.field != "key_result");
                    value.map(|value| format!("{key}: {}, ", in_yaml(value))).unwrap_or_default()
                };
                format!(
                    "{{date: {}, field: {}, {}{}reason: ...}}",
                    day(change),
                    change.field,
                    part("from", &change.before),
                    part("to", &change.after)
                )
            })
            .collect();
        format!(
            "put it back and grade honestly against it, or say why in the open, with a reason: \
             `revisions: [{}]`",
            entries.join(", ")
        )
    }

    fn late(&self, view: &KeyResultView<'_>, matching: &Matching<'_>) -> Option<Remark> {
        let damaged = |pair: &&Pair<ObjectiveView<'_>>| {
            pair.after.is_some_and(|after| after.address() == view.objective.address()) && !pair.is_sound()
        };
        if view.text().is_empty()
            || acknowledged::arrival(view)
            || matching.objectives.iter().any(|pair| damaged(&pair))
        {
            return None;
        }
        let step = self.history.arrival_of(view);
        let said = self.with_step("this key result was added".to_owned(), step);
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let help = format!(
            "keep it for the next quarter, or say why it cannot wait: \
             `revisions: [{{date: {day}, field: added, reason: ...}}]`"
        );
        let message = format!("{said}, after the quarter's first two weeks");
        Some(Remark::new(view.heading(), message).help(help).on_occasion_of("added"))
    }

    fn late_objective(&self, view: &ObjectiveView<'_>) -> Option<Remark> {
        let first = view.key_results().next();
        let owned_up = view.key_results().all(|key_result| acknowledged::arrival(&key_result));
        if view.text().is_empty() || first.is_some() && owned_up {
            return None;
        }
        let step = first.and_then(|first| self.history.arrival_of(&first));
        let said = self.with_step("this objective was added".to_owned(), step);
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let help = format!(
            "keep it for the next quarter, or say on each of its key results why it cannot wait: \
             `revisions: [{{date: {day}, field: added, reason: ...}}]`"
        );
        let message = format!("{said}, after the quarter's first two weeks");
        Some(Remark::new(view.heading(), message).help(help).on_occasion_of("added"))
    }

    fn vanished(&self, view: &KeyResultView<'_>, matching: &Matching<'_>) -> Option<Remark> {
        let was_in = view.objective.address();
        let pair = matching
            .objectives
            .iter()
            .find(|pair| pair.before.is_some_and(|objective| objective.address() == was_in))?;
        let objective = pair.after.filter(|_| pair.is_sound())?;
        let revisions = &objective.file.content.revisions;
        if view.text().is_empty() || acknowledged::departure(revisions, &view.objective, Some(&view.id())) {
            return None;
        }
        let name = format!("{}/{}", view.objective.id(), view.id());
        let said = format!("the key result “{}” was taken out", shortened(view.text()));
        Some(self.gone(objective.heading(), &said, &name, self.history.departure_of(view)))
    }

    fn vanished_objective(&self, view: &ObjectiveView<'_>) -> Option<Remark> {
        let same_team =
            |other: &ObjectiveView<'_>| other.quarter() == view.quarter() && other.team() == view.team();
        let mut left = self.context.workspace.objectives().filter(same_team);
        if left.any(|other| acknowledged::departure(&other.file.content.revisions, view, None)) {
            return None;
        }
        let step = view.key_results().next().and_then(|first| self.history.departure_of(&first));
        let said = format!("the objective “{}” was taken out", shortened(view.text()));
        // Where nothing of the team is left, its file is gone: then the words that were there are the place.
        let place = self.context.workspace.objectives().find(same_team);
        let place = place.map_or_else(|| view.heading(), |other| top_of(other.file));
        Some(self.gone(place, &said, &view.id(), step))
    }

    fn gone(&self, place: Span, said: &str, name: &str, step: Option<&GoalStep>) -> Remark {
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let said = self.with_step(said.to_owned(), step);
        Remark::new(place, format!("{said}, after the quarter's first two weeks"))
            .help(format!(
                "put it back and grade it honestly, or say why at the end of the file: \
                 `revisions: [{{date: {day}, field: removed, from: {}, reason: ...}}]`",
                in_yaml(name)
            ))
            .on_occasion_of(format!("removed {name}"))
    }
}

impl Pair<ObjectiveView<'_>> {
    /// Whether both files could be read whole: in a damaged one things only seem to be missing.
    fn is_sound(&self) -> bool {
        [self.before, self.after].into_iter().flatten().all(|view| !view.file.damaged)
    }
}

/// Whether a version has the file that an objective is in, and it is no whole YAML: what seems to be missing may be on its
/// way.
fn is_unreadable_in(workspace: &Workspace, view: &ObjectiveView<'_>) -> bool {
    let path = &view.workspace.sources.file(view.file.id).path;
    let is_no_yaml =
        |file: &GoalFile| file.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    let mut damaged = workspace.files.iter().filter(|file| file.damaged || is_no_yaml(file));
    damaged.any(|file| workspace.sources.file(file.id).path == *path)
}

/// Where a change led, however that is written.
fn what_it_says(change: &FieldChange) -> String {
    let quantity = |text: &Option<String>| text.as_deref()?.parse::<Quantity>().ok();
    match (quantity(&change.before), quantity(&change.after)) {
        (Some(before), Some(after)) => format!("{:.6e}", after.with_unit_of(&before).value()),
        _ => plain(change.after.as_deref().unwrap_or_default()),
    }
}

/// The line that says whose goals a file holds.
fn top_of(file: &GoalFile) -> Span {
    let content = &file.content;
    let place = content.quarter.span().or(content.team.span());
    place.unwrap_or_else(|| Span::new(file.id, 0, 0))
}

/// Whether a field is there and another rule has said that it cannot be read.
fn is_unreadable(view: &KeyResultView<'_>, field: &str) -> bool {
    let key_result = view.key_result;
    let wrong = |absent: bool, value: bool| !absent && !value;
    match field {
        "baseline" => wrong(key_result.baseline.is_absent(), key_result.baseline.get().is_some()),
        "target" => wrong(key_result.target.is_absent(), key_result.target.get().is_some()),
        "at_least" => wrong(key_result.at_least.is_absent(), key_result.at_least.get().is_some()),
        "at_most" => wrong(key_result.at_most.is_absent(), key_result.at_most.get().is_some()),
        "metric" => wrong(key_result.metric.is_absent(), key_result.metric.get().is_some()),
        _ => wrong(key_result.key_result.is_absent(), key_result.key_result.get().is_some()),
    }
}

/// Where a field's value stands; the sentence where it has no place of its own.
fn place_of(view: &KeyResultView<'_>, change: &FieldChange) -> Span {
    let figure = match (change.field, view.aim()) {
        ("baseline", Some(Aim::Move { baseline, .. })) => baseline.as_ref(),
        ("target", Some(Aim::Move { target, .. })) => target.as_ref(),
        ("at_least", Some(Aim::Hold { at_least, .. })) => at_least.as_ref(),
        ("at_most", Some(Aim::Hold { at_most, .. })) => at_most.as_ref(),
        ("metric", _) => return view.key_result.metric.span().unwrap_or_else(|| view.heading()),
        _ => None,
    };
    figure.map_or_else(|| view.heading(), |figure| view.place_of(figure))
}

fn shortened(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}...", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// A value as it can stand between braces.
fn in_yaml(value: &str) -> String {
    yaml::written(&Scalar::Literal(value.to_owned()), true)
}
