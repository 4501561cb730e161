//! What needs somebody now, the most harmful first.

use crate::parallel;
use crate::score::{GuardrailCard, GuardrailState, KeyResultCard, MetricCard, NoData, Scorecard, Status};
use std::collections::HashSet;

/// Why something needs somebody, the most harmful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// A guardrail is past its limit.
    Breached,
    /// Nobody has read a guardrail for longer than its cadence allows.
    StaleGuardrail,
    /// A key result ends in the band missed at this pace, or its limit can no longer be kept.
    OffTrack,
    /// A key result has no value yet, or a guardrail no limit that can be told.
    NoData,
    /// The last check-in of a key result, or the last reading of a metric, is older than its cadence and the grace allow.
    Stale,
    /// A check-in or a reading is due: the cadence has passed since the last one.
    Due,
    /// A latest reading lies where it was not to be expected.
    Unusual,
}

impl Concern {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Concern::Breached => "breached",
            Concern::StaleGuardrail | Concern::Stale => "stale",
            Concern::OffTrack => "off track",
            Concern::NoData => "no data",
            Concern::Due => "due",
            Concern::Unusual => "unusual",
        }
    }
}

/// One thing that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Why.
    pub concern: Concern,
    /// The metric's id, or the key result's address.
    pub address: String,
    /// Its display name: a guardrail's name, a key result's sentence.
    pub name: String,
    /// Its state, as part of a sentence.
    pub detail: String,
    /// The one next step, as a part of a sentence.
    pub next: String,
    /// The metric whose values are to be pulled: that is the next step.
    pub pulled: Option<String>,
    /// Whether the goal itself is to be corrected before a value can count.
    pub is_incomplete: bool,
    /// Its owner.
    pub owner: Option<String>,
}

/// What needs somebody in the part of a quarter that a scorecard shows; nothing once the quarter has ended.
#[must_use]
pub fn attention(card: &Scorecard) -> Vec<Item> {
    if card.ended() {
        return Vec::new();
    }
    let mut guardrails: Vec<&GuardrailCard> = card.guardrails.iter().collect();
    guardrails.sort_by_key(|guardrail| !guardrail.is_critical);
    let key_results =
        card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results);
    let mut items: Vec<Item> = guardrails.into_iter().filter_map(of_guardrail).collect();
    let of_teams = parallel::map(&card.teams, |team| {
        let key_results = team.objectives.iter().flat_map(|objective| &objective.key_results);
        key_results.filter_map(|key_result| of_key_result(card, key_result)).collect::<Vec<Item>>()
    });
    items.extend(of_teams.into_iter().flatten());
    items.extend(waiting_metrics(card).into_iter().map(of_metric));
    let metrics = card.north_star.iter().chain(&card.metrics);
    let metrics = metrics.map(|card| (&card.id, &card.name, &card.owner, &card.unusual));
    let guardrails =
        card.guardrails.iter().map(|card| (&card.metric, &card.name, &card.owner, &card.unusual));
    let key_results = key_results.map(|card| (&card.address, &card.key_result, &card.owner, &card.unusual));
    let all = metrics.chain(guardrails).chain(key_results);
    items.extend(all.filter_map(|(address, name, owner, unusual)| {
        let unusual = unusual.as_ref()?;
        Some(Item {
            concern: Concern::Unusual,
            address: address.clone(),
            name: name.clone(),
            detail: unusual.words(),
            next: unusual.next(),
            pulled: None,
            is_incomplete: false,
            owner: owner.clone(),
        })
    }));
    items.sort_by_key(|item| item.concern);
    items
}

/// The metrics that wait for a reading. What a check-in of a key result brings waits with the key result.
#[must_use]
pub fn waiting_metrics(card: &Scorecard) -> Vec<&MetricCard> {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let key_results = objectives.flat_map(|objective| &objective.key_results);
    let asked: HashSet<&str> = key_results
        .filter(|card| waits(card))
        .filter_map(|card| Some(card.metric.as_deref()?.trim()))
        .collect();
    let waits = |metric: &&MetricCard| metric.is_due && !asked.contains(metric.id.as_str());
    card.north_star.iter().chain(&card.metrics).filter(waits).collect()
}

/// Whether a key result waits for a check-in.
#[must_use]
pub fn waits(card: &KeyResultCard) -> bool {
    card.is_due || matches!(card.status, Status::Stale | Status::NoData)
}

fn of_metric(card: &MetricCard) -> Item {
    let last = card.current.as_ref().map(|current| current.day.short());
    let last = last.map_or_else(String::new, |day| format!("last reading on {day}"));
    let (concern, detail) = match card.overdue {
        Some(age) => (Concern::Stale, format!("{last}, {age} days ago")),
        None => (Concern::Due, last),
    };
    let pulled = card.is_pulled.then(|| card.id.clone());
    Item {
        concern,
        address: card.id.clone(),
        name: card.name.clone(),
        detail,
        next: measure("add a reading", pulled.as_ref()),
        pulled,
        is_incomplete: false,
        owner: card.owner.clone(),
    }
}

/// How a new value comes.
fn measure(by_hand: &str, pulled: Option<&String>) -> String {
    if pulled.is_some() { "pull its values" } else { by_hand }.to_owned()
}

fn of_guardrail(card: &GuardrailCard) -> Option<Item> {
    let pulled = card.is_pulled.then(|| card.metric.clone());
    let reading = measure("add a reading", pulled.as_ref());
    let (concern, detail, next) = match card.state {
        GuardrailState::Breached => (
            Concern::Breached,
            card.reason.clone(),
            match card.overdue {
                Some(_) => format!("{reading}, which says whether it still is, and agree on what to do"),
                None => "agree on what to do, and say so in the note of the next reading".to_owned(),
            },
        ),
        GuardrailState::Stale => (Concern::StaleGuardrail, card.reason.clone(), reading),
        GuardrailState::NoData if card.is_incomplete => (
            Concern::NoData,
            card.reason.clone(),
            "complete its limit, so that readings can be judged".to_owned(),
        ),
        _ if card.is_due => {
            let last = card.latest.as_ref().or(card.before.as_ref());
            let last = last
                .map_or("no reading yet".to_owned(), |last| format!("last reading on {}", last.day.short()));
            (Concern::Due, last, reading)
        }
        _ => return None,
    };
    Some(Item {
        concern,
        address: card.metric.clone(),
        name: card.name.clone(),
        detail,
        next,
        pulled: pulled.filter(|_| !matches!(concern, Concern::Breached | Concern::NoData)),
        is_incomplete: concern == Concern::NoData,
        owner: card.owner.clone(),
    })
}

/// That the metric whose readings a key result goes by is overdue, which may be sooner than the key result itself.
fn overdue_metric(scorecard: &Scorecard, card: &KeyResultCard) -> Option<String> {
    let id = card.metric.as_deref().filter(|_| card.readings_of_metric)?.trim();
    let mut metrics = scorecard.north_star.iter().chain(&scorecard.metrics);
    let (metric, age) =
        metrics.find_map(|metric| Some((metric, metric.overdue?)).filter(|_| metric.id == id))?;
    let last = metric.current.as_ref()?.day.short();
    Some(format!("last reading of “{}” on {last}, {age} days ago", metric.name))
}

fn of_key_result(scorecard: &Scorecard, card: &KeyResultCard) -> Option<Item> {
    let bands = scorecard.bands;
    let measure = |by_hand: &str| measure(by_hand, card.pulled.as_ref());
    let correction = card.no_data.as_deref().and_then(NoData::correction);
    let (concern, detail, next) = match card.status {
        Status::OffTrack => {
            let so_far = card.score.map(|score| format!("{} so far", bands.text(score)));
            let heading = card.projected.as_ref().map(|end| end.words(bands));
            // Of a limit there is no projection: its reason says what was broken.
            let reason = || card.takes.as_ref().map(|_| card.reason.clone());
            let detail: Vec<String> = so_far.into_iter().chain(heading.or_else(reason)).collect();
            let next = card.takes.as_ref().map_or_else(|| card.reason.clone(), |takes| takes.words.clone());
            (Concern::OffTrack, detail.join(", "), next)
        }
        Status::NoData => {
            let is_young = scorecard.as_of.days_since(card.start) < crate::score::pace::EARLY_DAYS;
            if is_young {
                return None;
            }
            let first = if card.last_look.is_some() { "add a first value" } else { "add a first check-in" };
            let next = correction.map_or_else(|| measure(first), str::to_owned);
            (Concern::NoData, card.reason.clone(), next)
        }
        Status::Stale => {
            // A look without a value is what it had, and changes nothing.
            let was_looked_at = card.current().is_some_and(|latest| card.last_look > Some(latest.day));
            let next = match was_looked_at {
                true => "measure it, or say in its note when that will be possible",
                false => "add a check-in; where there is no new number, one without a value",
            };
            (Concern::Stale, card.reason.clone(), measure(next))
        }
        _ if card.is_due => {
            let last = card
                .last_look
                .map_or("no check-in yet".to_owned(), |day| format!("last check-in on {}", day.short()));
            match overdue_metric(scorecard, card) {
                Some(detail) => (Concern::Stale, detail, measure("add a reading")),
                None => (Concern::Due, last, measure("add a check-in")),
            }
        }
        _ => return None,
    };
    let is_incomplete = concern == Concern::NoData && correction.is_some();
    Some(Item {
        concern,
        address: card.address.clone(),
        name: card.key_result.clone(),
        detail,
        next,
        pulled: card.pulled.clone().filter(|_| concern != Concern::OffTrack && !is_incomplete),
        is_incomplete,
        owner: card.owner.clone(),
    })
}
