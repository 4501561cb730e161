//! `duplicate-id`.

use super::super::{Check, Context, Rule};
use super::says_whose;
use crate::finding::{Level, Remark};
use crate::goals::values::Id;
use crate::goals::{ObjectiveView, Quarter};
use crate::source::{FileId, Span};
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
    let mut seen: HashMap<(Home<'_>, Cow<'_, str>), Named> = HashMap::new();
    for objective in context.workspace.objectives() {
        check_key_results(context, objective);
        let own = Named { id: place_of(&objective.objective.id), heading: objective.heading() };
        let in_file = (Home::File(objective.file.id), objective.id());
        // Two files of one team may both have a first objective without an id: only ids that are written count there.
        let in_team = own.id.and(team_home(objective)).map(|home| (home, objective.id()));
        let first = in_team.as_ref().and_then(|key| seen.get(key)).or_else(|| seen.get(&in_file));
        if let Some(first) = first.copied() {
            let scope = match &in_team {
                Some((Home::Team(quarter, team), _)) => format!(" of `{team}` in {quarter}"),
                _ => String::new(),
            };
            own.clash(context, first, "objective", &objective.id(), &scope);
            continue;
        }
        seen.insert(in_file, own);
        in_team.map(|key| seen.insert(key, own));
    }
}

/// Where an objective's id must be unique.
#[derive(PartialEq, Eq, Hash)]
enum Home<'w> {
    /// Among those of a team, a person or the company in a quarter, in whatever files they stand.
    Team(Quarter, Cow<'w, str>),
    /// Within its file, where that does not say whose it is and when.
    File(FileId),
}

fn team_home(objective: ObjectiveView<'_>) -> Option<Home<'_>> {
    let quarter = objective.quarter()?;
    says_whose(objective.file).then(|| Home::Team(quarter, objective.team()))
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
