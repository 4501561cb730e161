//! The agenda of a review (seed 000), filled in: what a team, or everybody, should talk about in a week, a month, at the end of a
//! quarter.

mod decisions;
mod insights;
mod month;

pub use decisions::{Decided, Experiment};
pub use insights::{Insight, rules_of};
pub use month::Month;

use super::looking_back::{LookingBack, looking_back};
use super::moment::Moment;
use super::todo::{Task, todo_with};
use crate::finding::Finding;
use crate::goals::values::Better;
use crate::goals::{Day, Readings, Workspace};
use crate::quantity::Quantity;
use crate::score::{
    Band, Figures, Filter, GuardrailCard, GuardrailState, KeyResultCard, MetricCard, Reading, Scorecard,
    Status, Verdict,
};
use crate::settings::Settings;
use decisions::{decisions, experiments};
use insights::insights;
use month::month;
use std::collections::{HashMap, HashSet};

/// What a review covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// The last seven days.
    Week,
    /// The last four weeks, and whether the model still holds.
    Month,
    /// A whole quarter, and what was learned.
    Quarter,
}

impl Span {
    /// The day that a review of so much looks back to.
    #[must_use]
    pub fn since(self, as_of: Day, first_day: Day) -> Day {
        match self {
            Span::Week => as_of.plus_days(-7),
            Span::Month => as_of.plus_days(-28),
            Span::Quarter => first_day,
        }
    }
}

/// What a review is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s> {
    /// All goals.
    pub workspace: &'s Workspace,
    /// The settings.
    pub settings: &'s Settings,
    /// How the quarter stands; shows what the review is about.
    pub card: &'s Scorecard,
    /// The goals of the day of the last review, and how it stood then; where no history has them, those of today as of that day.
    pub before: Moment<'s>,
    /// What the rules found that [`rules_of`] names.
    pub findings: &'s [Finding],
}

/// An agenda, filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda<'c> {
    /// What it covers.
    pub span: Span,
    /// The day it looks back to.
    pub since: Day,
    /// How the team, or the quarter, stands.
    pub standing: Standing,
    /// The one metric above all.
    pub north_star: Option<StarCheck>,
    /// Every key result that is not cancelled, those to talk about first.
    pub key_results: Vec<KeyResultCheck<'c>>,
    /// Every guardrail that is shown, the worst first.
    pub guardrails: Vec<GuardrailCheck>,
    /// Bets with a result or a decision, then those that are on.
    pub experiments: Vec<Experiment>,
    /// What stands out, each with where it comes from.
    pub insights: Vec<Insight>,
    /// How many more there are.
    pub more_insights: usize,
    /// What was decided since, as the files say.
    pub decisions: Vec<Decided>,
    /// What needs somebody next, as `okr todo` has it.
    pub next: Vec<Task>,
    /// How many more there are.
    pub more_next: usize,
    /// What a month adds.
    pub month: Option<Month>,
    /// What the end of a quarter adds.
    pub quarter: Option<LookingBack>,
}

/// How a team or the quarter stands, and stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its score, 0 to 1.
    pub score: Option<f64>,
    /// Its score when the last review was.
    pub was: Option<f64>,
    /// Its score against what was agreed at first, where that is another one.
    pub first_agreed: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// How many guardrails are breached.
    pub breached: usize,
    /// How many key results count now and did not when the last review was: a change of the score is theirs, too.
    pub counted_since: usize,
    /// How many counted then and do no longer: they were cancelled, removed or moved.
    pub no_longer_counted: usize,
}

/// The north star check.
#[derive(Debug, Clone, PartialEq)]
pub struct StarCheck {
    /// The metric.
    pub card: MetricCard,
    /// Its reading when the last review was.
    pub was: Option<Reading>,
    /// How many readings in a row it went the same way, and whether that was better.
    pub streak: Option<(usize, Verdict)>,
}

/// One key result on the agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultCheck<'c> {
    /// How it stands.
    pub card: &'c KeyResultCard,
    /// Its value when the last review was.
    pub was: Option<Quantity>,
    /// Its score when the last review was.
    pub score_was: Option<f64>,
    /// What to talk about, as parts of a sentence; nothing where it goes well.
    pub talk: Vec<String>,
}

/// One guardrail on the agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailCheck {
    /// How it stands.
    pub card: GuardrailCard,
    /// How it stood when the last review was.
    pub was: Option<GuardrailState>,
    /// Its reading when the last review was.
    pub reading_was: Option<Reading>,
}

/// More insights than this nobody acts on in one meeting.
const MOST_INSIGHTS: usize = 7;
/// What needs somebody next, at most.
const MOST_NEXT: usize = 5;

/// Fills the agenda in.
#[must_use]
pub fn agenda<'s>(sources: Sources<'s>, span: Span, team: Option<&str>) -> Agenda<'s> {
    let Sources { workspace, settings, card, before, findings } = sources;
    let then = Then::of(before, Moment { workspace, card });
    let mut key_results: Vec<KeyResultCheck<'_>> =
        shown_key_results(card).map(|key_result| key_result_check(key_result, card, &then, span)).collect();
    key_results.sort_by_key(|check| (rank(check.card.status), check.talk.is_empty()));
    let mut insights = insights(&sources, &then, span);
    let more_insights = insights.len().saturating_sub(MOST_INSIGHTS);
    insights.truncate(MOST_INSIGHTS);
    let scope = Filter { team: team.map(str::to_owned), owner: None };
    let mut next = todo_with(workspace, card, findings, false, &scope);
    let more_next = next.len().saturating_sub(MOST_NEXT);
    next.truncate(MOST_NEXT);
    Agenda {
        span,
        since: before.card.as_of,
        standing: standing(card, &then, team),
        north_star: card.north_star.as_ref().map(|star| star_check(star, workspace, card, &then)),
        key_results,
        guardrails: guardrails(card, &then, span),
        experiments: experiments(card, span),
        insights,
        more_insights,
        decisions: decisions(workspace, card, before.card.as_of, team),
        next,
        more_next,
        month: (span == Span::Month).then(|| month(&sources)),
        quarter: (span == Span::Quarter).then(|| looking_back(workspace, settings, card, team)),
    }
}

fn shown_key_results(card: &Scorecard) -> impl Iterator<Item = &KeyResultCard> {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    objectives.flat_map(|objective| &objective.key_results).filter(|card| card.cancelled.is_none())
}

/// How everything stood when the last review was.
struct Then<'b> {
    card: &'b Scorecard,
    /// Today's addresses by those of that day, where both are.
    today: HashMap<String, String>,
    /// By today's addresses.
    key_results: HashMap<String, &'b KeyResultCard>,
    metrics: HashMap<&'b str, &'b MetricCard>,
    guardrails: HashMap<&'b str, &'b GuardrailCard>,
}

impl<'b> Then<'b> {
    fn of(before: Moment<'b>, after: Moment<'_>) -> Self {
        let former = before.former_addresses(after);
        let today: HashMap<String, String> = former.into_iter().map(|(is, was)| (was, is)).collect();
        let card = before.card;
        let by_today = |card: &'b KeyResultCard| Some((today.get(&card.address)?.clone(), card));
        Self {
            key_results: shown_key_results(card).filter_map(by_today).collect(),
            metrics: card
                .north_star
                .iter()
                .chain(&card.metrics)
                .map(|card| (card.id.as_str(), card))
                .collect(),
            guardrails: card.guardrails.iter().map(|card| (card.metric.as_str(), card)).collect(),
            card,
            today,
        }
    }

    /// The key results that counted, by today's addresses where they have one.
    fn counted(&self, team: Option<&str>) -> HashSet<&str> {
        let today = |address| self.today.get(address).map_or(address, String::as_str);
        counted(self.card, team).into_iter().map(today).collect()
    }
}

fn standing(card: &Scorecard, then: &Then<'_>, team: Option<&str>) -> Standing {
    let of_team = |card: &Scorecard| {
        let team = team?;
        card.teams.iter().find(|each| each.team == team).map(|each| (each.means, each.standing.status))
    };
    let whole = |card: &Scorecard| (card.means, card.standing.status);
    let (means, status) = of_team(card).unwrap_or_else(|| whole(card));
    let was = if team.is_some() { of_team(then.card) } else { Some(whole(then.card)) };
    let breached = card.guardrails.iter().filter(|card| card.state == GuardrailState::Breached).count();
    let (now, then) = (counted(card, team), then.counted(team));
    Standing {
        score: means.score,
        was: was.and_then(|(means, _)| means.score),
        first_agreed: means.other_first_agreed(),
        status,
        breached,
        counted_since: now.difference(&then).count(),
        no_longer_counted: then.difference(&now).count(),
    }
}

/// The key results that count in the score of a team, or of the quarter.
fn counted<'c>(card: &'c Scorecard, team: Option<&str>) -> HashSet<&'c str> {
    let teams = card.teams_counted().filter(|each| team.is_none_or(|team| each.team == team));
    let objectives =
        teams.flat_map(|team| &team.objectives).filter(|objective| objective.cancelled.is_none());
    let key_results = objectives.flat_map(|objective| &objective.key_results);
    key_results.filter(|card| card.score.is_some()).map(|card| card.address.as_str()).collect()
}

fn star_check(star: &MetricCard, workspace: &Workspace, card: &Scorecard, then: &Then<'_>) -> StarCheck {
    let readings = Readings::of(workspace, card.as_of.min(card.last_day));
    let values: Vec<f64> = readings.of_metric(&star.id).iter().map(|reading| reading.value.value()).collect();
    let was = then.metrics.get(star.id.as_str()).and_then(|card| card.current.clone());
    StarCheck { was, streak: streak(&values, star.better), card: star.clone() }
}

/// How many changes in a row went the way of the last one.
fn streak(values: &[f64], better: Better) -> Option<(usize, Verdict)> {
    let changes = values.windows(2).rev().map(|pair| pair[1].total_cmp(&pair[0]));
    let mut changes = changes.peekable();
    let last = *changes.peek()?;
    let count = changes.take_while(|change| *change == last).count();
    let verdict = match (last, better) {
        (std::cmp::Ordering::Equal, _) => Verdict::Flat,
        (std::cmp::Ordering::Greater, Better::Higher) | (std::cmp::Ordering::Less, Better::Lower) => {
            Verdict::Better
        }
        _ => Verdict::Worse,
    };
    Some((count, verdict))
}

/// What needs talking about comes first.
fn rank(status: Status) -> u8 {
    match status {
        Status::OffTrack | Status::Closed(Band::Missed) => 0,
        Status::AtRisk | Status::Closed(Band::Progressed) => 1,
        Status::Stale | Status::NoData => 2,
        Status::Early | Status::OnTrack => 3,
        Status::Done | Status::Closed(Band::Delivered) | Status::Cancelled => 4,
    }
}

fn key_result_check<'c>(
    key_result: &'c KeyResultCard,
    card: &Scorecard,
    then: &Then<'_>,
    span: Span,
) -> KeyResultCheck<'c> {
    let before = then.key_results.get(key_result.address.as_str());
    let mut talk = Vec::new();
    match key_result.status {
        Status::OffTrack | Status::AtRisk => {
            // Of a limit there is no projection beside the score: its reason says what was broken.
            let is_limit = key_result.projected.is_none();
            talk.extend(is_limit.then(|| key_result.reason.clone()).filter(|reason| !reason.is_empty()));
            talk.extend(key_result.takes.as_ref().map(|takes| takes.words.clone()));
        }
        Status::Stale | Status::NoData => talk.push(key_result.reason.clone()),
        // A score of what nobody measured.
        Status::Closed(_) if key_result.no_data.is_some() => talk.push(key_result.reason.clone()),
        _ if key_result.is_due => talk.push("a check-in is due".to_owned()),
        _ => {}
    }
    let end = card.as_of.min(card.last_day);
    let note = key_result.note.as_ref().filter(|(day, _)| *day > end.plus_days(-28));
    talk.extend(note.map(|(day, note)| format!("“{}” ({})", note.trim(), day.short())));
    KeyResultCheck {
        was: before.and_then(|card| card.value.clone()).or_else(|| start_of(key_result, span)),
        score_was: before.and_then(|card| card.score),
        card: key_result,
        talk,
    }
}

/// Where a key result stood when the quarter began: its baseline, for a review of the whole quarter.
fn start_of(key_result: &KeyResultCard, span: Span) -> Option<Quantity> {
    match &key_result.figures {
        Figures::Move { baseline, .. } if span == Span::Quarter => baseline.clone(),
        _ => None,
    }
}

fn guardrails(card: &Scorecard, then: &Then<'_>, span: Span) -> Vec<GuardrailCheck> {
    let check = |guardrail: &GuardrailCard| {
        let before = then.guardrails.get(guardrail.metric.as_str());
        GuardrailCheck {
            // On the first day of a quarter nothing has been read in it.
            was: before.map(|card| card.state).filter(|_| span != Span::Quarter),
            reading_was: before.and_then(|card| card.latest.clone()),
            card: guardrail.clone(),
        }
    };
    let mut all: Vec<GuardrailCheck> = card.guardrails.iter().map(check).collect();
    all.sort_by_key(|check| std::cmp::Reverse(check.card.state));
    all
}
