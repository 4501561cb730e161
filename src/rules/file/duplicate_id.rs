//! `duplicate-id`.

use super::super::{Check, Context, Rule};
use super::says_whose;
use crate::finding::{Level, Remark};
use crate::goals::values::Id;
use crate::goals::{ObjectiveView, Quarter};
use crate::source::Span;
use crate::yaml::Field;
use std::borrow::Cow;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-id",
    summary: "one id for two things, so that nobody can say which is meant",
    page: include_str!("duplicate_id.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    check_metrics(context);
    let workspace = context.workspace;
    let mut of_teams: HashMap<InTeam<'_>, Named> = HashMap::new();
    for file in &workspace.files {
        let mut of_file: HashMap<Cow<'_, str>, Named> = HashMap::new();
        for objective in workspace.objectives_of(file) {
            check_key_results(context, objective);
            let own = Named { id: place_of(&objective.objective.id), heading: objective.heading() };
            // Two files of one team may both have a first objective without an id: only ids that are written count there.
            let in_team = own.id.and(in_team(objective));
            let first = in_team.as_ref().and_then(|key| of_teams.get(key));
            if let Some(first) = first.or_else(|| of_file.get(&objective.id())).copied() {
                let scope = match &in_team {
                    Some((quarter, team, _)) => format!(" of `{team}` in {quarter}"),
                    None => String::new(),
                };
                own.clash(context, first, "objective", &objective.id(), &scope);
                continue;
            }
            of_file.insert(objective.id(), own);
            in_team.map(|key| of_teams.insert(key, own));
        }
    }
}

/// An objective's id among those of a team, a person or the company in a quarter, in whatever files they stand.
type InTeam<'w> = (Quarter, Cow<'w, str>, Cow<'w, str>);

/// `None` where the file does not say whose the objective is and when: then its id must be unique within the file only.
fn in_team(objective: ObjectiveView<'_>) -> Option<InTeam<'_>> {
    let quarter = objective.quarter()?;
    says_whose(objective.file).then(|| (quarter, objective.team(), objective.id()))
}

/// Where an id is written; a wrong one names nothing.
fn place_of(id: &Field<Id>) -> Option<Span> {
    id.located().map(|(_, place)| place)
}

/// Something that has an id, or has one by its position.
#[derive(Clone, Copy)]
struct Named {
    /// Where the id is written.
    id: Option<Span>,
    heading: Span,
}

impl Named {
    /// Reports at the id that is written, the later one where both are. Two ids by position cannot clash.
    fn clash(self, context: &mut Context<'_>, first: Named, what: &str, id: &str, scope: &str) {
        let (place, other, label) = match (self.id, first.id) {
            (Some(place), Some(other)) => (place, other, format!("the first `{id}`")),
            (Some(place), None) => (place, first.heading, format!("without an id of its own this is `{id}`")),
            (None, Some(place)) => (place, self.heading, format!("without an id of its own this is `{id}`")),
            (None, None) => return,
        };
        let message = format!("`{id}` names two {what}s{scope}");
        let help = format!("give one of them another id, like `{id}-2`, and write that wherever it is meant");
        context.report(Remark::new(place, message).help(help).related(other, label));
    }
}

fn check_key_results(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let mut seen: HashMap<Cow<'_, str>, Named> = HashMap::new();
    for key_result in objective.key_results() {
        let own = Named { id: place_of(&key_result.key_result.id), heading: key_result.heading() };
        match seen.get(&key_result.id()) {
            Some(first) => own.clash(context, *first, "key result", &key_result.id(), " of this objective"),
            None => {
                seen.insert(key_result.id(), own);
            }
        }
    }
}

fn check_metrics(context: &mut Context<'_>) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for metric in context.workspace.metrics() {
        let Some((id, place)) = metric.metric.id.located() else { continue };
        match seen.get(id.as_str()) {
            Some(first) => context.report(
                Remark::new(place, format!("`{}` names two metrics", id.as_str()))
                    .help(format!(
                        "if they are one metric, keep it in one place and name it by its id elsewhere; \
                         if not, give one of them another id, like `{}_2`",
                        id.as_str()
                    ))
                    .related(*first, format!("the first `{}`", id.as_str())),
            ),
            None => {
                seen.insert(id.as_str(), place);
            }
        }
    }
}
