//! Bets to talk about, and what was decided.

use super::Span;
use crate::goals::values::{Decision, InitiativeStatus};
use crate::goals::{Day, Workspace};
use crate::score::{Bet, Scorecard, TeamCard};

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
    let mut all = Vec::new();
    let objectives = workspace.objectives().filter(|view| view.quarter() == Some(card.quarter));
    for objective in objectives.filter(|view| team.is_none_or(|team| *view.team() == *team)) {
        let own = objective
            .objective
            .revisions
            .readable()
            .map(|(revision, _)| (objective.short_address(), revision));
        let of_key_results = objective.key_results().flat_map(|key_result| {
            let address = format!("{}/{}", objective.short_address(), key_result.id());
            key_result.key_result.revisions.readable().map(move |(revision, _)| (address.clone(), revision))
        });
        for (about, revision) in own.chain(of_key_results).filter(|(_, revision)| is_new(revision.date.get()))
        {
            let field = revision.field.get().map_or("goal", |field| field.name());
            let ends = |quantity: Option<&str>| quantity.map(str::to_owned);
            let (from, to) =
                (revision.from.get().map(ToString::to_string), revision.to.get().map(ToString::to_string));
            let what = match (ends(from.as_deref()), ends(to.as_deref())) {
                (Some(from), Some(to)) => format!("{field} from {from} to {to}"),
                (None, Some(to)) => format!("{field}: {to}"),
                _ => field.to_owned(),
            };
            let reason = text(revision.reason.get());
            all.push(Decided { day: revision.date.get().copied(), about, what, reason });
        }
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
    all.sort_by_key(|decided| decided.day);
    let bets = card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.bets);
    all.extend(bets.filter_map(|bet| {
        let decision: Decision = bet.decision?;
        let (about, what) = (bet.title.clone(), decision.name().to_owned());
        Some(Decided { day: None, about, what, reason: bet.result.clone() })
    }));
    all
}
