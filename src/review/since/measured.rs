//! What was read of metrics and guardrails since an earlier day.

use crate::score::{GuardrailCard, GuardrailState, MetricCard, Reading, Scorecard};
use std::collections::HashMap;

/// A metric with a new reading.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricNews {
    /// Its id.
    pub metric: String,
    /// Its display name.
    pub name: String,
    /// Whether it is the north star.
    pub is_north_star: bool,
    /// The latest reading then.
    pub was: Option<Reading>,
    /// The latest reading now.
    pub is: Reading,
}

/// A guardrail whose state changed, with a new reading, or that is breached: a breach that lasts is no older news.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailNews {
    /// The metric's id.
    pub metric: String,
    /// Its display name.
    pub name: String,
    /// Its owner.
    pub owner: Option<String>,
    /// The state before; `None` if it was not a guardrail.
    pub was: Option<GuardrailState>,
    /// The state now.
    pub is: GuardrailState,
    /// Why, in words.
    pub reason: String,
    /// The latest reading of the quarter then.
    pub reading_was: Option<Reading>,
    /// The latest reading of the quarter now.
    pub reading: Option<Reading>,
}

impl GuardrailNews {
    /// Whether it was a guardrail before, in another state.
    #[must_use]
    pub fn is_other_state(&self) -> bool {
        self.was != Some(self.is)
    }

    /// Whether it has been read since.
    #[must_use]
    pub fn is_read_anew(&self) -> bool {
        self.reading.is_some() && is_new(self.reading_was.as_ref(), self.reading.as_ref())
    }
}

/// Whether a reading is another than the one before.
fn is_new(was: Option<&Reading>, is: Option<&Reading>) -> bool {
    let told = |reading: &Reading| (reading.day, reading.value.text().to_owned());
    was.map(told) != is.map(told)
}

pub(super) fn metrics(before: &Scorecard, after: &Scorecard) -> Vec<MetricNews> {
    let earlier: HashMap<&str, &MetricCard> =
        before.north_star.iter().chain(&before.metrics).rev().map(|card| (card.id.as_str(), card)).collect();
    let star = after.north_star.iter().map(|star| (true, star));
    let all = star.chain(after.metrics.iter().map(|metric| (false, metric)));
    let news = all.filter_map(|(is_north_star, card)| {
        let was = earlier.get(card.id.as_str()).and_then(|was| was.current.clone());
        let is = card.current.clone()?;
        let (metric, name) = (card.id.clone(), card.name.clone());
        is_new(was.as_ref(), Some(&is)).then_some(MetricNews { metric, name, is_north_star, was, is })
    });
    news.collect()
}

pub(super) fn guardrails(before: &Scorecard, after: &Scorecard) -> Vec<GuardrailNews> {
    let earlier: HashMap<&str, &GuardrailCard> =
        before.guardrails.iter().rev().map(|card| (card.metric.as_str(), card)).collect();
    let news = after.guardrails.iter().map(|card| {
        let was = earlier.get(card.metric.as_str());
        GuardrailNews {
            metric: card.metric.clone(),
            name: card.name.clone(),
            owner: card.owner.clone(),
            was: was.map(|was| was.state),
            is: card.state,
            reason: card.reason.clone(),
            reading_was: was.and_then(|was| was.latest.clone()),
            reading: card.latest.clone(),
        }
    });
    let is_news = |news: &GuardrailNews| {
        news.is_other_state() || news.is_read_anew() || news.is == GuardrailState::Breached
    };
    let news = news.filter(is_news);
    let mut news: Vec<GuardrailNews> = news.collect();
    news.sort_by_key(|news| std::cmp::Reverse(news.is));
    news
}
