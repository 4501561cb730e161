//! What stands out, each with the rule or the number that it comes from.

use super::{Sources, Span, Then, shown_key_results};
use crate::finding::Finding;
use crate::goals::Workspace;
use crate::goals::values::Better;
use crate::review::attention::{Concern, Item, attention};
use crate::review::todo::RULES;
use crate::score::forecast::chance_words;
use crate::score::{
    GuardrailCard, GuardrailState, KeyResultCard, MetricCard, Movement, Reading, Removed, Scorecard, Status,
    Verdict,
};
use std::collections::{HashMap, HashSet};

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

/// The rules that a review looks at: those it takes insights from, and those that say what is to be done next.
#[must_use]
pub fn rules_of(span: Span) -> Vec<&'static str> {
    let next = RULES.iter().copied().filter(|rule| !speaks(rule, span));
    OF_A_WEEK.iter().chain(&OF_A_MONTH).copied().filter(|rule| speaks(rule, span)).chain(next).collect()
}

/// Whether insights come from a rule.
fn speaks(rule: &str, span: Span) -> bool {
    OF_A_WEEK.contains(&rule) || (span != Span::Week && OF_A_MONTH.contains(&rule))
}

pub(super) fn insights(sources: &Sources<'_>, then: &Then<'_>, span: Span) -> Vec<Insight> {
    let card = sources.card;
    let mut all = gone(card);
    all.extend(unusual(card));
    all.extend(counters(sources.workspace, card, then));
    all.extend(breaches(card));
    if span != Span::Quarter {
        all.extend(turned(card, then));
    }
    all.extend(found(sources, span));
    all.extend(chances(card));
    all
}

/// What was agreed and is gone.
fn gone(card: &Scorecard) -> Vec<Insight> {
    let insight = |removed: &Removed| Insight {
        about: last_part(&removed.address),
        text: {
            let score = removed.score.map(|score| format!(", at {}", card.bands.text(score)));
            let score = score.unwrap_or_default();
            format!("“{}” was removed since it was agreed{score}", removed.key_result.trim())
        },
        action: match &removed.reason {
            Some(_) => None,
            None => Some("put it back, or say why in the file's `revisions`".to_owned()),
        },
        source: "git".to_owned(),
    };
    card.removed_shown().map(insight).collect()
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

/// A metric got better and its counter-metric worse since the last review, both by more than what counts as flat.
fn counters(workspace: &Workspace, card: &Scorecard, then: &Then<'_>) -> Vec<Insight> {
    let now: HashMap<&str, (&Reading, Better)> = card
        .north_star
        .iter()
        .chain(&card.metrics)
        .filter_map(|card| Some((card.id.as_str(), (card.current.as_ref()?, card.better))))
        .collect();
    let guardrails: HashMap<&str, &GuardrailCard> =
        card.guardrails.iter().map(|card| (card.metric.as_str(), card)).collect();
    let moved = |before: &Reading, now: &Reading, better| {
        Verdict::of(Movement::between(before.value.value(), now.value.value()), better)
    };
    let change = |id: &str| -> Option<(&Reading, Verdict)> {
        let (reading, better) = now.get(id)?;
        let before = then.metrics.get(id)?.current.as_ref().filter(|before| before.day < reading.day)?;
        Some((reading, moved(before, reading, *better)))
    };
    let of_guardrail = |id: &str| -> Option<(&Reading, Reading, Verdict)> {
        let reading = guardrails.get(id)?.latest.as_ref()?;
        let before = then.guardrails.get(id)?.latest.clone().filter(|before| before.day < reading.day)?;
        let verdict = moved(&before, reading, workspace.metric(id)?.better());
        Some((reading, before, verdict))
    };
    let insight = |metric: &MetricCard| {
        let counter = workspace.metric(&metric.id)?.metric.counter_metric.get()?.trim().to_owned();
        let (reading, gain) = change(&metric.id)?;
        let (now, before, loss) = of_guardrail(&counter).or_else(|| {
            let (reading, loss) = change(&counter)?;
            Some((reading, then.metrics.get(counter.as_str())?.current.clone()?, loss))
        })?;
        let name = workspace.metric(&counter).map_or(counter.clone(), |metric| metric.name().to_owned());
        (gain == Verdict::Better && loss == Verdict::Worse).then(|| Insight {
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

/// Key results that were not off track when the last review was, those with the least to show first.
fn turned(card: &Scorecard, then: &Then<'_>) -> Vec<Insight> {
    let was = |card: &KeyResultCard| then.key_results.get(card.address.as_str()).map(|card| card.status);
    let mut turned: Vec<&KeyResultCard> = shown_key_results(card)
        .filter(|card| {
            card.status == Status::OffTrack && was(card).is_some_and(|was| was != Status::OffTrack)
        })
        .collect();
    turned.sort_by(|one, other| one.expected.unwrap_or(0.0).total_cmp(&other.expected.unwrap_or(0.0)));
    let insight = |key_result: &KeyResultCard| Insight {
        about: last_part(&key_result.address),
        text: format!("is off track now: {}", key_result.reason),
        action: Some("ask what changed, and what will be done otherwise".to_owned()),
        source: format!("was {}", was(key_result).map_or("", Status::name)),
    };
    turned.into_iter().map(insight).collect()
}

/// What rules found about what is shown.
fn found(sources: &Sources<'_>, span: Span) -> Vec<Insight> {
    let card = sources.card;
    let objectives = || card.teams.iter().flat_map(|team| &team.objectives);
    let mut shown: HashSet<&str> = objectives().map(|objective| objective.address.as_str()).collect();
    shown.extend(objectives().flat_map(|objective| &objective.key_results).map(|card| card.address.as_str()));
    shown.extend(card.north_star.iter().chain(&card.metrics).map(|card| card.id.as_str()));
    shown.extend(card.guardrails.iter().map(|card| card.metric.as_str()));
    let concerns = |finding: &&Finding| {
        let address = finding.address.as_deref();
        let is_shown = address.map_or(!card.is_filtered(), |address| shown.contains(address));
        speaks(finding.rule, span) && is_shown
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
