//! What stays behind, as edits that take it out of a copy.

use super::Opening;
use super::choose::Kept;
use crate::goals::format::{Initiative, KeyResult, List};
use crate::goals::values::{Decision, InitiativeStatus};
use crate::goals::{GoalFile, KeyResultView, ObjectiveView, Target};
use crate::source::{Excerpt, Span};
use crate::yaml::Field;
use crate::yaml::edit::{Edit, top_mapping};

/// The edits that leave of a file what goes on. None lies inside another.
pub(super) fn edits(opening: &Opening<'_>, file: &GoalFile, kept: &Kept) -> Vec<Edit> {
    let workspace = opening.workspace;
    let mut edits = of_file(opening, file);
    let objectives = &file.content.objectives;
    let positions =
        |kept: &dyn Fn(usize) -> bool, count: usize| (0..count).filter(|at| !kept(*at)).collect::<Vec<_>>();
    let gone = positions(&|at| kept.key_results(at).is_some(), objectives.items().len());
    remove(objectives, gone, &mut edits);
    for objective in workspace.objectives_of(file) {
        let Some(own) = kept.key_results(objective.position) else { continue };
        of_objective(opening, &objective, own, &mut edits);
        for view in objective.key_results().filter(|view| own.contains(&view.position)) {
            of_key_result(opening, view, &mut edits);
        }
    }
    edits
}

/// Metrics stay where they are defined.
fn of_file(opening: &Opening<'_>, file: &GoalFile) -> Vec<Edit> {
    let content = &file.content;
    let Some(top) = top_mapping(&opening.workspace.sources.file(file.id).text) else { return Vec::new() };
    let top = Span { file: file.id, ..top };
    let mut edits = Vec::new();
    let sections = [
        ("revisions", content.revisions.is_absent()),
        ("north_star", content.north_star.is_absent()),
        ("input_metrics", content.input_metrics.is_absent()),
        ("metrics", content.metrics.is_absent()),
    ];
    let there = sections.into_iter().filter(|(_, is_absent)| !is_absent);
    edits.extend(there.map(|(key, _)| Edit::Unset { mapping: top, key }));
    let guardrails = content.guardrails.items();
    let is_named = |item: &Field<crate::yaml::Short<crate::goals::format::Metric>>| {
        item.get().is_some_and(|short| short.0.id.span() == item.span())
    };
    let defined = (0..guardrails.len()).filter(|at| !is_named(&guardrails[*at])).collect();
    take(&content.guardrails, defined, top, "guardrails", &mut edits);
    edits
}

fn of_objective(opening: &Opening<'_>, view: &ObjectiveView<'_>, own: &[usize], edits: &mut Vec<Edit>) {
    let objective = view.objective;
    let entries = [
        ("reflection", objective.reflection.is_absent()),
        ("revisions", objective.revisions.is_absent()),
        ("cancelled", objective.cancelled.is_absent()),
    ];
    unset(view.span, &entries, edits);
    let count = objective.key_results.items().len();
    remove(&objective.key_results, (0..count).filter(|at| !own.contains(at)).collect(), edits);
    take(&objective.supports, dangling(opening, &objective.supports), view.span, "supports", edits);
    let gone: Vec<String> = view
        .key_results()
        .filter(|key_result| !own.contains(&key_result.position))
        .map(|key_result| key_result.id().into_owned())
        .collect();
    let initiatives = objective.initiatives.items();
    let is_over = |at: &usize| initiatives[*at].get().is_some_and(|short| is_over(&short.0, &gone));
    let over: Vec<usize> = (0..initiatives.len()).filter(is_over).collect();
    for (at, item) in initiatives.iter().enumerate() {
        let Some((short, span)) = item.located().filter(|_| !over.contains(&at)) else { continue };
        take(&short.0.bets_on, bets_gone(&short.0, &gone), span, "bets_on", edits);
    }
    take(&objective.initiatives, over, view.span, "initiatives", edits);
}

/// Whether an initiative was finished or given up, or has nothing left that it bets on.
fn is_over(initiative: &Initiative, gone: &[String]) -> bool {
    let ended = matches!(initiative.status.get(), Some(InitiativeStatus::Done | InitiativeStatus::Dropped));
    let decided = matches!(initiative.decision.get(), Some(Decision::Ship | Decision::Stop));
    let bets = initiative.bets_on.items().len();
    ended || decided || bets > 0 && bets_gone(initiative, gone).len() == bets
}

/// The bets on key results that stay behind.
fn bets_gone(initiative: &Initiative, gone: &[String]) -> Vec<usize> {
    let bets = initiative.bets_on.items();
    let is_gone = |at: &usize| {
        let bet = bets[*at].get().map_or("", |bet| bet.rsplit('/').next().unwrap_or_default());
        gone.iter().any(|gone| gone == bet)
    };
    (0..bets.len()).filter(is_gone).collect()
}

fn of_key_result(opening: &Opening<'_>, view: KeyResultView<'_>, edits: &mut Vec<Edit>) {
    let key_result: &KeyResult = view.key_result;
    let entries = [
        ("starts", key_result.starts.is_absent()),
        ("phased_targets", key_result.phased_targets.is_absent()),
        ("cancelled", key_result.cancelled.is_absent()),
        ("check_ins", key_result.check_ins.is_absent()),
        ("revisions", key_result.revisions.is_absent()),
        ("grade", key_result.grade.is_absent()),
    ];
    unset(view.span, &entries, edits);
    take(&key_result.depends_on, dangling(opening, &key_result.depends_on), view.span, "depends_on", edits);
}

fn unset(mapping: Span, entries: &[(&'static str, bool)], edits: &mut Vec<Edit>) {
    let there = entries.iter().filter(|(_, is_absent)| !is_absent);
    edits.extend(there.map(|(key, _)| Edit::Unset { mapping, key }));
}

/// The references to goals of the old quarter that do not go on.
fn dangling(opening: &Opening<'_>, references: &List<Excerpt>) -> Vec<usize> {
    let items = references.items();
    let is_dangling = |at: &usize| {
        let Some(text) = items[*at].get() else { return false };
        let is_there = opening.workspace.resolve(text, Some(opening.quarter)).is_some();
        match opening.workspace.resolve(text, Some(opening.from)) {
            _ if is_there => false,
            Some(Target::KeyResult(view)) => !opening.kept.contains(&view.address()),
            Some(Target::Objective(view)) => {
                !view.key_results().any(|view| opening.kept.contains(&view.address()))
            }
            Some(Target::Metric(_)) | None => false,
        }
    };
    (0..items.len()).filter(is_dangling).collect()
}

/// Takes items out of a list, and the list's entry where none is left.
fn take<T>(
    list: &Field<Vec<Field<T>>>,
    gone: Vec<usize>,
    mapping: Span,
    key: &'static str,
    edits: &mut Vec<Edit>,
) {
    if !gone.is_empty() && gone.len() == list.items().len() {
        edits.push(Edit::Unset { mapping, key });
    } else {
        remove(list, gone, edits);
    }
}

fn remove<T>(list: &Field<Vec<Field<T>>>, gone: Vec<usize>, edits: &mut Vec<Edit>) {
    if let Some(list) = list.span().filter(|_| !gone.is_empty()) {
        edits.push(Edit::Remove { list, items: gone });
    }
}
