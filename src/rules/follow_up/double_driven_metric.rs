//! `double-driven-metric`.

use super::super::{Check, Context, Rule};
use super::check_ins::files_with_quarter;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView, MetricRole, MetricView, ObjectiveView, Quarter, Target, values};
use crate::settings::Organization;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "double-driven-metric",
    summary: "two teams promise to move the same metric",
    page: include_str!("double_driven_metric.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

/// A key result that moves a metric, and where it names it.
#[derive(Clone, Copy)]
struct Driver<'w> {
    key_result: KeyResultView<'w>,
    place: Span,
}

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let mut drivers: BTreeMap<(Quarter, &str), Vec<Driver<'_>>> = BTreeMap::new();
    for (file, quarter) in files_with_quarter(workspace) {
        // Who drove what in a quarter that is over cannot be settled any more.
        if workspace.calendar.last_day(quarter) < context.as_of {
            continue;
        }
        let objectives = workspace.objectives_of(file).filter(|objective| is_of_a_team(*objective));
        for key_result in objectives.flat_map(|objective| objective.key_results()) {
            let Some((metric, place)) = key_result.key_result.metric.located() else { continue };
            // Two teams may well hold the same limit.
            if matches!(key_result.aim(), Some(Aim::Move { .. })) {
                drivers.entry((quarter, metric.trim())).or_default().push(Driver { key_result, place });
            }
        }
    }
    for ((_, metric), drivers) in drivers.iter().filter(|(_, drivers)| drivers.len() > 1) {
        // A team that targets the north star itself is reported elsewhere.
        let metric = workspace.metric(metric).filter(|metric| metric.role != MetricRole::NorthStar);
        if let Some(remark) = metric.and_then(|metric| judge(metric, drivers)) {
            context.report(remark);
        }
    }
}

fn is_of_a_team(objective: ObjectiveView<'_>) -> bool {
    objective.level() == values::Level::Team && objective.team() != "company"
}

/// One finding for a metric: at the first team that drives it beside the one it belongs to.
fn judge(metric: MetricView<'_>, drivers: &[Driver<'_>]) -> Option<Remark> {
    let objectives: HashSet<(FileId, usize)> =
        drivers.iter().map(|driver| place_of(driver.key_result.objective)).collect();
    let mut teams: Vec<(String, Driver<'_>)> = Vec::new();
    let mut known = HashSet::new();
    for driver in drivers.iter().filter(|driver| !helps_another(driver.key_result, &objectives)) {
        let team = driver.key_result.objective.team();
        if known.insert(team.to_string()) {
            teams.push((team.into_owned(), *driver));
        }
    }
    let owner = metric.metric.team.get().map(|team| team.as_str());
    let lead = teams.iter().position(|(team, _)| Some(team.as_str()) == owner).unwrap_or_default();
    if teams.len() < 2 || measure_different_parts(&teams) {
        return None;
    }
    let (lead, leader) = teams.remove(lead);
    let ((other, second), rest) = teams.split_first()?;
    let message = match rest.len() {
        0 => format!("`{lead}` and `{other}` both promise to move “{}”", metric.name()),
        more => format!("{} teams promise to move “{}”", more + 2, metric.name()),
    };
    let remark = Remark::new(second.place, message).help(format!(
        "let `{lead}` keep it, and `{other}` target what it can move by itself and what drives this; or say that it helps: `supports: [{}]`",
        leader.key_result.objective.short_address()
    ));
    let remark = remark.related(leader.place, format!("`{lead}` as well"));
    Some(
        rest.iter()
            .fold(remark, |remark, (team, driver)| remark.related(driver.place, format!("`{team}` as well"))),
    )
}

fn place_of(objective: ObjectiveView<'_>) -> (FileId, usize) {
    (objective.file.id, objective.position)
}

/// Whether a key result says that it helps, or needs, another one that moves the same metric: then they have talked.
fn helps_another(key_result: KeyResultView<'_>, objectives: &HashSet<(FileId, usize)>) -> bool {
    let own = place_of(key_result.objective);
    let supports = key_result.objective.objective.supports.readable();
    let mut references = supports.chain(key_result.key_result.depends_on.readable());
    references.any(|(reference, _)| {
        let target = key_result.workspace().resolve(reference, key_result.quarter());
        let objective = match target {
            Some(Target::Objective(objective)) => objective,
            Some(Target::KeyResult(other)) => other.objective,
            Some(Target::Metric(_)) | None => return false,
        };
        place_of(objective) != own && objectives.contains(&place_of(objective))
    })
}

/// Teams that start from different values measure different parts of the metric: one its segment, the other its own.
fn measure_different_parts(teams: &[(String, Driver<'_>)]) -> bool {
    let mut starts = HashSet::new();
    teams.iter().all(|(_, driver)| {
        let baseline = driver.key_result.baseline();
        baseline.is_some_and(|figure| starts.insert(figure.quantity.value().to_bits()))
    })
}
