//! `unowned-metric`.

use super::super::{Check, Context, Rule};
use super::{called, team_of};
use crate::finding::{Level, Remark};
use crate::goals::values::Level as Whose;
use crate::goals::{MetricRole, MetricView, Workspace};
use crate::settings::Organization;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "unowned-metric",
    summary: "a metric without an owner, or an input metric without a team",
    page: include_str!("unowned_metric.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let teams = teams_with_objectives(workspace);
    // Five to ten people are one team.
    let has_teams = context.settings.organization != Organization::Startup;
    for metric in context.facts.judged() {
        let wants_team = has_teams && metric.role == MetricRole::Input;
        let no_owner = metric.metric.owner.is_absent() && metric.owner().is_none();
        let no_team = wants_team && metric.metric.team.is_absent() && team_of(metric).is_none();
        let name = called(metric);
        let remark = match (no_owner, no_team) {
            (true, true) => Remark::new(metric.heading(), format!("{name} has no owner and no team"))
                .help("add `owner:` with the person to ask, and `team:` with the one team that moves it"),
            (true, false) => Remark::new(metric.heading(), format!("{name} has no owner"))
                .help("add `owner:` with the one person to ask when its number looks wrong"),
            (false, true) => Remark::new(metric.heading(), format!("the input metric {name} has no team"))
                .help(match teams.is_empty() {
                    true => "add `team:` with the one team that moves it".to_owned(),
                    false => format!("add `team:` with the one team that moves it; there {}", listed(&teams)),
                }),
            (false, false) if wants_team => match unknown_team(metric, &teams) {
                Some(remark) => remark,
                None => continue,
            },
            (false, false) => continue,
        };
        context.report(remark);
    }
}

/// A team that no file mentions may be misspelt or new: worth only a note, and only if other teams
/// have files at all.
fn unknown_team(metric: MetricView<'_>, teams: &BTreeSet<&str>) -> Option<Remark> {
    let (team, span) = metric.metric.team.located()?;
    let team = team.as_str();
    if teams.is_empty() || teams.contains(team) {
        return None;
    }
    let message = format!("`{team}` owns {} but has no objectives in any quarter", called(metric));
    let help = match crate::yaml::nearest(team, teams.iter().copied()) {
        Some(near) => format!("is it `{near}`?"),
        None => format!("name a team that works on it; there {}", listed(teams)),
    };
    Some(Remark::new(span, message).help(help).at_most(Level::Note))
}

fn teams_with_objectives(workspace: &Workspace) -> BTreeSet<&str> {
    let files = workspace.files.iter().filter(|file| {
        file.content.level.get().copied().unwrap_or_default() == Whose::Team
            && !file.content.objectives.is_absent()
    });
    files.filter_map(|file| file.content.team.get()).map(|team| team.as_str()).collect()
}

/// `is `growth``, `are `growth`, `platform` and 3 more`.
fn listed(teams: &BTreeSet<&str>) -> String {
    const SHOWN: usize = 4;
    let names: Vec<String> = teams.iter().take(SHOWN).map(|team| format!("`{team}`")).collect();
    let verb = if teams.len() == 1 { "is" } else { "are" };
    match (names.split_last(), teams.len().saturating_sub(SHOWN)) {
        (Some((last, [])), 0) => format!("{verb} {last}"),
        (Some((last, rest)), 0) => format!("{verb} {} and {last}", rest.join(", ")),
        (_, more) => format!("{verb} {} and {more} more", names.join(", ")),
    }
}
