//! Bets to talk about, and what was decided.

use super::Span;
use crate::goals::format::Revision;
use crate::goals::values::{Decision, InitiativeStatus, RevisedField};
use crate::goals::{Day, Quarter, Workspace};
use crate::score::{Bet, Scorecard, TeamCard};
use std::collections::HashSet;

/// One bet on the agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// The bet.
    pub bet: Bet,
    /// The team whose it is.
    pub team: String,
    /// For how many days it has been on; of one that is.
    pub days: Option<i64>,
}

/// Something that was decided, as a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The day of it, where the file says one.
    pub day: Option<Day>,
    /// What it is about.
    pub about: String,
    /// What was decided.
    pub what: String,
    /// Why, where the file says it.
    pub reason: Option<String>,
}

/// Bets to talk about: in a week those that say what came of them and those that are on, in a quarter all.
pub(super) fn experiments(card: &Scorecard, span: Span) -> Vec<Experiment> {
    let of_team = |team: &TeamCard| -> Vec<Experiment> {
        let bets = team.objectives.iter().filter(|objective| objective.cancelled.is_none());
        let bets = bets.flat_map(|objective| &objective.bets);
        let has_news = |bet: &&Bet| match bet.status {
            Some(InitiativeStatus::Planned) => span == Span::Quarter,
            Some(InitiativeStatus::Dropped) => span == Span::Quarter || bet.decision.is_some(),
            _ => true,
        };
        let experiment = |bet: &Bet| Experiment {
            days: (bet.status == Some(InitiativeStatus::Active))
                .then(|| bet.started.map(|day| card.as_of.days_since(day)))
                .flatten(),
            bet: bet.clone(),
            team: team.team.clone(),
        };
        bets.filter(has_news).map(experiment).collect()
    };
    let mut all: Vec<Experiment> = card.teams.iter().flat_map(of_team).collect();
    all.sort_by_key(|experiment| (experiment.bet.decision.is_none(), experiment.bet.result.is_none()));
    all
}

/// What the files say was decided since a day: revisions and cancellations, and the decisions about bets, which have no day.
pub(super) fn decisions(
    workspace: &Workspace,
    card: &Scorecard,
    since: Day,
    team: Option<&str>,
) -> Vec<Decided> {
    let is_new = |day: Option<&Day>| day.is_some_and(|day| *day > since && *day <= card.as_of);
    let text =
        |text: Option<&String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let revised = |(about, revision): (String, &Revision)| {
        let field = revision.field.get().map_or("goal", |field| field.name());
        let what = match (revision.from.get(), revision.to.get()) {
            _ if revision.field.get() == Some(&RevisedField::Removed) => field.to_owned(),
            (Some(from), Some(to)) => format!("{field} from {from} to {to}"),
            (None, Some(to)) => format!("{field}: {to}"),
            _ => field.to_owned(),
        };
        Decided { day: revision.date.get().copied(), about, what, reason: text(revision.reason.get()) }
    };
    let is_of_team = |name: &str| team.is_none_or(|team| name == team);
    let mut all = Vec::new();
    let objectives = workspace.objectives().filter(|view| view.quarter() == Some(card.quarter));
    for objective in objectives.filter(|view| is_of_team(&view.team())) {
        let own = objective
            .objective
            .revisions
            .readable()
            .map(|(revision, _)| (objective.short_address(), revision));
        let of_key_results = objective.key_results().flat_map(|key_result| {
            let address = format!("{}/{}", objective.short_address(), key_result.id());
            key_result.key_result.revisions.readable().map(move |(revision, _)| (address.clone(), revision))
        });
        let revisions = own.chain(of_key_results).filter(|(_, revision)| is_new(revision.date.get()));
        all.extend(revisions.map(revised));
        let cancelled =
            objective.cancelled(card.as_of).map(|cancelled| (objective.short_address(), cancelled));
        let is_cancelled = cancelled.is_some();
        let of_key_results = objective.key_results().filter(|_| !is_cancelled).filter_map(|key_result| {
            let address = format!("{}/{}", objective.short_address(), key_result.id());
            Some((address, key_result.cancelled(card.as_of)?))
        });
        for (about, cancelled) in cancelled.into_iter().chain(of_key_results) {
            if is_new(cancelled.day.as_ref()) {
                let reason = cancelled.reason.map(str::to_owned);
                all.push(Decided { day: cancelled.day, about, what: "cancelled".to_owned(), reason });
            }
        }
    }
    let of_files = of_files(workspace, card.quarter, is_of_team);
    let revisions =
        of_files.chain(of_metrics(workspace, card)).filter(|(_, revision)| is_new(revision.date.get()));
    all.extend(revisions.map(revised));
    all.sort_by_key(|decided| decided.day);
    let bets = card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.bets);
    all.extend(bets.filter_map(|bet| {
        let decision: Decision = bet.decision?;
        let (about, what) = (bet.title.clone(), decision.name().to_owned());
        Some(Decided { day: None, about, what, reason: bet.result.clone() })
    }));
    all
}

/// The revisions of whole files, which say what is gone.
fn of_files(
    workspace: &Workspace,
    quarter: Quarter,
    is_of_team: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (String, &Revision)> {
    let files = workspace.files.iter().filter(move |file| file.quarter() == Some(quarter));
    files.flat_map(move |file| {
        let team = file.team(&workspace.sources).into_owned();
        let revisions =
            file.content.revisions.readable().filter(|_| is_of_team(&team)).map(|(revision, _)| {
                let from = revision.from.get().map_or("", |from| from.trim());
                let about = if from.is_empty() || from.split('/').any(|part| part == team) {
                    from.to_owned()
                } else {
                    format!("{team}/{from}")
                };
                (about, revision)
            });
        revisions.collect::<Vec<_>>()
    })
}

/// The revisions of the metrics that are shown.
fn of_metrics<'w>(
    workspace: &'w Workspace,
    card: &Scorecard,
) -> impl Iterator<Item = (String, &'w Revision)> {
    let shown: HashSet<String> = card
        .north_star
        .iter()
        .chain(&card.metrics)
        .map(|metric| metric.id.clone())
        .chain(card.guardrails.iter().map(|guardrail| guardrail.metric.clone()))
        .collect();
    workspace.metrics().filter(move |view| view.id().is_some_and(|id| shown.contains(id))).flat_map(|view| {
        let id = view.id().unwrap_or_default().to_owned();
        view.metric.revisions.readable().map(move |(revision, _)| (id.clone(), revision))
    })
}
