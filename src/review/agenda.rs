//! The agenda of a review (seed 000), filled in: what a team, or everybody, should talk about in a week, a month, at the end of a
//! quarter.

use super::attention::{Concern, Item, attention};
use super::chain::{Chain, chain};
use super::looking_back::{LookingBack, looking_back};
use crate::finding::Finding;
use crate::goals::values::{Better, Decision, Indicator, InitiativeStatus};
use crate::goals::{Day, Readings, Workspace};
use crate::quantity::Quantity;
use crate::score::forecast::chance_words;
use crate::score::{
    Bet, GuardrailCard, GuardrailState, KeyResultCard, MetricCard, MetricStatus, Movement, Reading,
    Scorecard, Status, TeamCard, Verdict,
};
use crate::settings::Settings;
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
    /// How it stood when the last review was.
    pub before: &'s Scorecard,
    /// What the rules found.
    pub findings: &'s [Finding],
}

/// An agenda, filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda {
    /// What it covers.
    pub span: Span,
    /// The day it looks back to.
    pub since: Day,
    /// How the team, or the quarter, stands.
    pub standing: Standing,
    /// The one metric above all.
    pub north_star: Option<StarCheck>,
    /// Every key result that is not cancelled, those to talk about first.
    pub key_results: Vec<KeyResultCheck>,
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
    /// What needs somebody next.
    pub next: Vec<Item>,
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
    /// How it stands.
    pub status: Status,
    /// How many guardrails are breached.
    pub breached: usize,
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
pub struct KeyResultCheck {
    /// How it stands.
    pub card: KeyResultCard,
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

/// Something that stands out, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// What it is about.
    pub about: String,
    /// What stands out.
    pub text: String,
    /// What to do, where that can be said.
    pub action: Option<String>,
    /// The rule or the number that it comes from.
    pub source: String,
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

/// What a month adds: whether the model still holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// Leading metrics, looked at weekly.
    pub leading: Vec<MetricCard>,
    /// Lagging metrics, looked at monthly.
    pub lagging: Vec<MetricCard>,
    /// From leading to lagging.
    pub chain: Chain,
    /// What to ask of the input model.
    pub questions: Vec<String>,
    /// How sure owners were, check-in by check-in: the key result's address, and each confidence with its day.
    pub confidence: Vec<(String, Vec<(Day, u8)>)>,
}

/// More insights than this nobody acts on in one meeting.
const MOST_INSIGHTS: usize = 7;
/// What needs somebody next, at most.
const MOST_NEXT: usize = 5;

/// Fills the agenda in.
#[must_use]
pub fn agenda(sources: Sources<'_>, span: Span, team: Option<&str>) -> Agenda {
    let Sources { workspace, settings, card, before, .. } = sources;
    let then = Then::of(before);
    let mut key_results: Vec<KeyResultCheck> =
        shown_key_results(card).map(|key_result| key_result_check(key_result, card, &then)).collect();
    key_results.sort_by_key(|check| (rank(check.card.status), check.talk.is_empty()));
    let mut insights = insights(&sources, &then, span);
    let more_insights = insights.len().saturating_sub(MOST_INSIGHTS);
    insights.truncate(MOST_INSIGHTS);
    let mut next = attention(card);
    next.retain(|item| item.concern != Concern::Unusual);
    next.truncate(MOST_NEXT);
    Agenda {
        span,
        since: before.as_of,
        standing: standing(card, before, team),
        north_star: card.north_star.as_ref().map(|star| star_check(star, workspace, card, &then)),
        key_results,
        guardrails: guardrails(card, &then),
        experiments: experiments(card, span),
        insights,
        more_insights,
        decisions: decisions(workspace, card, before.as_of, team),
        next,
        month: (span == Span::Month).then(|| month(&sources)),
        quarter: (span == Span::Quarter).then(|| looking_back(workspace, settings, card, team)),
    }
}

fn shown_key_results(card: &Scorecard) -> impl Iterator<Item = &KeyResultCard> {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    objectives.flat_map(|objective| &objective.key_results).filter(|card| card.cancelled.is_none())
}

/// Cards of the last review, by address.
struct Then<'b> {
    key_results: HashMap<&'b str, &'b KeyResultCard>,
    metrics: HashMap<&'b str, &'b MetricCard>,
    guardrails: HashMap<&'b str, &'b GuardrailCard>,
}

impl<'b> Then<'b> {
    fn of(before: &'b Scorecard) -> Self {
        Self {
            key_results: shown_key_results(before).map(|card| (card.address.as_str(), card)).collect(),
            metrics: before
                .north_star
                .iter()
                .chain(&before.metrics)
                .map(|card| (card.id.as_str(), card))
                .collect(),
            guardrails: before.guardrails.iter().map(|card| (card.metric.as_str(), card)).collect(),
        }
    }
}

fn standing(card: &Scorecard, before: &Scorecard, team: Option<&str>) -> Standing {
    let of_team = |card: &Scorecard| {
        let team = team?;
        card.teams.iter().find(|each| each.team == team).map(|each| (each.score, each.standing.status))
    };
    let whole = |card: &Scorecard| (card.score, card.standing.status);
    let (score, status) = of_team(card).unwrap_or_else(|| whole(card));
    let was = if team.is_some() { of_team(before) } else { Some(whole(before)) };
    let breached = card.guardrails.iter().filter(|card| card.state == GuardrailState::Breached).count();
    Standing { score, was: was.and_then(|(score, _)| score), status, breached }
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
        Status::OffTrack => 0,
        Status::AtRisk => 1,
        Status::Stale | Status::NoData => 2,
        Status::Early | Status::OnTrack => 3,
        Status::Done | Status::Closed(_) | Status::Cancelled => 4,
    }
}

fn key_result_check(key_result: &KeyResultCard, card: &Scorecard, then: &Then<'_>) -> KeyResultCheck {
    let before = then.key_results.get(key_result.address.as_str());
    let mut talk = Vec::new();
    match key_result.status {
        Status::OffTrack | Status::AtRisk => {
            talk.extend(key_result.takes.as_ref().map(|takes| takes.words.clone()));
        }
        Status::Stale | Status::NoData => talk.push(key_result.reason.clone()),
        _ if key_result.is_due => talk.push("a check-in is due".to_owned()),
        _ => {}
    }
    let note = key_result.note.as_ref().filter(|(day, _)| *day > card.as_of.plus_days(-28));
    talk.extend(note.map(|(day, note)| format!("“{}” ({})", note.trim(), day.short())));
    KeyResultCheck {
        was: before.and_then(|card| card.value.clone()),
        score_was: before.and_then(|card| card.score),
        card: key_result.clone(),
        talk,
    }
}

fn guardrails(card: &Scorecard, then: &Then<'_>) -> Vec<GuardrailCheck> {
    let check = |guardrail: &GuardrailCard| {
        let before = then.guardrails.get(guardrail.metric.as_str());
        GuardrailCheck {
            was: before.map(|card| card.state),
            reading_was: before.and_then(|card| card.latest.clone()),
            card: guardrail.clone(),
        }
    };
    let mut all: Vec<GuardrailCheck> = card.guardrails.iter().map(check).collect();
    all.sort_by_key(|check| std::cmp::Reverse(check.card.state));
    all
}

/// Bets to talk about: in a week those that say what came of them and those that are on, in a quarter all.
fn experiments(card: &Scorecard, span: Span) -> Vec<Experiment> {
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

/// Rules that speak in a week, and those that a month adds: what goes on, not how goals are written.
const OF_A_WEEK: [&str; 6] = [
    "stalled-bet",
    "watermelon",
    "implausible-value",
    "value-outside-quarter",
    "broken-funnel",
    "unmoved-identity",
];
const OF_A_MONTH: [&str; 7] = [
    "flat-north-star",
    "idle-input-metric",
    "double-driven-metric",
    "missing-counter-metric",
    "unbalanced-dashboard",
    "no-leading-indicator",
    "identity-mismatch",
];

/// The rules that a review takes insights from.
#[must_use]
pub fn rules_of(span: Span) -> Vec<&'static str> {
    let more: &[&str] = if span == Span::Week { &[] } else { &OF_A_MONTH };
    OF_A_WEEK.iter().chain(more).copied().collect()
}

fn insights(sources: &Sources<'_>, then: &Then<'_>, span: Span) -> Vec<Insight> {
    let card = sources.card;
    let mut all = unusual(card);
    all.extend(counters(sources.workspace, card, then));
    all.extend(breaches(card));
    all.extend(found(sources, span));
    all.extend(chances(card));
    all
}

fn unusual(card: &Scorecard) -> Vec<Insight> {
    let items = attention(card).into_iter().filter(|item| item.concern == Concern::Unusual);
    let insight = |item: Item| Insight {
        about: named(&item),
        text: format!("is unusual: {}", item.detail),
        action: Some(item.next),
        source: "outside of what 98 in 100 readings are".to_owned(),
    };
    items.map(insight).collect()
}

fn named(item: &Item) -> String {
    if item.address.contains('/') { last_part(&item.address) } else { item.name.clone() }
}

fn last_part(address: &str) -> String {
    address.rsplit_once('/').map_or(address, |(_, last)| last).to_owned()
}

/// A metric got better and its counter-metric worse since the last review.
fn counters(workspace: &Workspace, card: &Scorecard, then: &Then<'_>) -> Vec<Insight> {
    let now: HashMap<&str, (&Reading, Better)> = card
        .north_star
        .iter()
        .chain(&card.metrics)
        .filter_map(|card| Some((card.id.as_str(), (card.current.as_ref()?, card.better))))
        .collect();
    let guardrails: HashMap<&str, &GuardrailCard> =
        card.guardrails.iter().map(|card| (card.metric.as_str(), card)).collect();
    let change = |id: &str| -> Option<(&Reading, f64)> {
        let (reading, better) = now.get(id)?;
        let before = then.metrics.get(id)?.current.as_ref().filter(|before| before.day < reading.day)?;
        let moved = reading.value.value() - before.value.value();
        Some((reading, if better == &Better::Higher { moved } else { -moved }))
    };
    let of_guardrail = |id: &str| -> Option<(&Reading, Reading, f64)> {
        let reading = guardrails.get(id)?.latest.as_ref()?;
        let before = then.guardrails.get(id)?.latest.clone().filter(|before| before.day < reading.day)?;
        let better = workspace.metric(id)?.better();
        let moved = reading.value.value() - before.value.value();
        Some((reading, before, if better == Better::Higher { moved } else { -moved }))
    };
    let insight = |metric: &MetricCard| {
        let counter = workspace.metric(&metric.id)?.metric.counter_metric.get()?.trim().to_owned();
        let (reading, gain) = change(&metric.id)?;
        let (now, before, loss) = of_guardrail(&counter).or_else(|| {
            let (reading, loss) = change(&counter)?;
            Some((reading, then.metrics.get(counter.as_str())?.current.clone()?, loss))
        })?;
        let name = workspace.metric(&counter).map_or(counter.clone(), |metric| metric.name().to_owned());
        (gain > 0.0 && loss < 0.0).then(|| Insight {
            about: metric.name.clone(),
            text: format!(
                "got better ({}) while its counter-metric {name} got worse, from {} to {}",
                reading.value.text(),
                before.value.text(),
                now.value.text()
            ),
            action: Some("ask whether one is bought with the other".to_owned()),
            source: format!("counter_metric {counter}"),
        })
    };
    card.metrics.iter().filter_map(insight).collect()
}

fn breaches(card: &Scorecard) -> Vec<Insight> {
    let breached = card.guardrails.iter().filter(|card| card.state == GuardrailState::Breached);
    let insight = |guardrail: &GuardrailCard| Insight {
        about: guardrail.name.clone(),
        text: format!("is breached: {}", guardrail.reason),
        action: Some("decide what gives way, and note it beside the next reading".to_owned()),
        source: "breached-guardrail".to_owned(),
    };
    breached.map(insight).collect()
}

/// What rules found about what is shown.
fn found(sources: &Sources<'_>, span: Span) -> Vec<Insight> {
    let card = sources.card;
    let rules: HashSet<&str> = rules_of(span).into_iter().collect();
    let objectives = || card.teams.iter().flat_map(|team| &team.objectives);
    let mut shown: HashSet<&str> = objectives().map(|objective| objective.address.as_str()).collect();
    shown.extend(objectives().flat_map(|objective| &objective.key_results).map(|card| card.address.as_str()));
    shown.extend(card.north_star.iter().chain(&card.metrics).map(|card| card.id.as_str()));
    shown.extend(card.guardrails.iter().map(|card| card.metric.as_str()));
    let concerns = |finding: &&Finding| {
        let address = finding.address.as_deref();
        let is_shown = address.map_or(!card.is_filtered(), |address| shown.contains(address));
        rules.contains(finding.rule) && is_shown
    };
    let insight = |finding: &Finding| Insight {
        about: finding.address.as_deref().map(last_part).unwrap_or_default(),
        text: finding.message.clone(),
        action: finding.help.clone(),
        source: finding.rule.to_owned(),
    };
    sources.findings.iter().filter(concerns).map(insight).collect()
}

/// Key results that hardly reach their target any more, or hardly miss it.
fn chances(card: &Scorecard) -> Vec<Insight> {
    let insight = |key_result: &KeyResultCard| {
        let end = key_result.projected.as_ref()?.likely.as_ref()?;
        let target = key_result.target()?;
        let (text, action) = match end.chance {
            ..0.05 => ("to reach", "change the bet, or the target in the open (`revisions`)"),
            _ => return None,
        };
        (key_result.status != Status::Done).then(|| Insight {
            about: last_part(&key_result.address),
            text: format!("has a chance of {} {text} {}", chance_words(end.chance), target.text()),
            action: Some(action.to_owned()),
            source: format!("forecast: {}", end.likely.words()),
        })
    };
    shown_key_results(card).filter_map(insight).collect()
}

/// What the files say was decided since a day: revisions and cancellations, and the decisions about bets, which have no day.
fn decisions(workspace: &Workspace, card: &Scorecard, since: Day, team: Option<&str>) -> Vec<Decided> {
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

fn month(sources: &Sources<'_>) -> Month {
    let card = sources.card;
    let with = |indicator: Indicator| -> Vec<MetricCard> {
        card.metrics.iter().filter(|metric| metric.indicator == Some(indicator)).cloned().collect()
    };
    let chain = chain(sources.workspace, card);
    let confidence = shown_key_results(card).map(|card| {
        let said = card.readings.iter().filter_map(|reading| Some((reading.day, reading.confidence?)));
        (card.address.clone(), said.collect::<Vec<_>>())
    });
    Month {
        leading: with(Indicator::Leading),
        lagging: with(Indicator::Lagging),
        questions: questions(card, &chain),
        confidence: confidence.filter(|(_, said)| said.len() > 1).collect(),
        chain,
    }
}

/// What to ask of the input model (seed 004: it is a hypothesis, to be revised each quarter).
fn questions(card: &Scorecard, chain: &Chain) -> Vec<String> {
    let mut questions = Vec::new();
    for link in &chain.links {
        let question = match &link.found {
            super::chain::Found::Compared(compared) if compared.goes_together() => continue,
            super::chain::Found::Compared(compared) if compared.goes_against() => {
                format!(
                    "{} and {} move against each other: does one really drive the other?",
                    link.driver_name, link.driven_name
                )
            }
            super::chain::Found::Compared(_) => {
                format!(
                    "{} and {} do not clearly move together: what else is at work?",
                    link.driver_name, link.driven_name
                )
            }
            super::chain::Found::Still | super::chain::Found::TooFew(_) => continue,
        };
        questions.push(question);
    }
    let flat = card.metrics.iter().filter(|metric| {
        metric.status != Some(MetricStatus::OnTarget)
            && metric.role == crate::goals::MetricRole::Input
            && metric.trend.as_ref().is_some_and(|trend| trend.movement == Movement::Flat)
    });
    questions.extend(flat.map(|metric| {
        format!("{} has not moved in four weeks and is short of its target: is it the right lever, or the wrong bet?", metric.name)
    }));
    if card.metrics.iter().all(|metric| metric.role != crate::goals::MetricRole::Input) {
        questions.push("Which three to five metrics drive the north star?".to_owned());
    }
    questions
}
