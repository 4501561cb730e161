//! Where metrics and key results are likely to end, as a list.

use crate::goals::address::{NotFound, find};
use crate::goals::values::{Aggregate, Better};
use crate::goals::{Day, Quarter};
use crate::quantity::Quantity;
use crate::score::forecast::{FEWEST, MOST};
use crate::score::{
    Bands, Basis, KeyResultCard, Likely, MetricCard, Reading, Scorecard, Status, Unusual, pace_in_brief,
    pace_needed,
};

/// Where everything is likely to end by the last day of a quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The quarter.
    pub quarter: Quarter,
    /// The day looked from.
    pub as_of: Day,
    /// The quarter's last day.
    pub by: Day,
    /// The cut-offs between the bands of grades.
    pub bands: Bands,
    /// Metrics, the north star first, then key results.
    pub lines: Vec<Line>,
}

/// Where one metric or key result is likely to end.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The metric's id, or the key result's full address.
    pub address: String,
    /// The metric's name, or the key result's sentence.
    pub name: String,
    /// Whether it is a key result.
    pub is_key_result: bool,
    /// The latest value that counts.
    pub latest: Option<Reading>,
    /// What it should reach.
    pub target: Option<Quantity>,
    /// What it should reach if all goes very well.
    pub stretch: Option<Quantity>,
    /// The range it is likely to end in, eight times in ten.
    pub likely: Option<Likely>,
    /// The grade at this pace, and the ends of its range; of a key result.
    pub grades: Option<Grades>,
    /// The chance to reach the target, 0 to 1.
    pub chance: Option<f64>,
    /// The chance to reach the stretch, 0 to 1.
    pub chance_of_stretch: Option<f64>,
    /// What it takes from here, in words.
    pub needs: Option<String>,
    /// The same for a table: `+1.4 points a week`.
    pub pace: Option<String>,
    /// Why there is no range.
    pub no_range: Option<String>,
    /// That the latest value lies where it was not to be expected.
    pub unusual: Option<Box<Unusual>>,
}

/// The grades that a key result is heading for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grades {
    /// At this pace, 0 to 1.
    pub expected: f64,
    /// The range's lower end, 0 to 1.
    pub low: f64,
    /// The range's upper end, 0 to 1.
    pub high: f64,
}

/// The outlook of what a scorecard shows.
#[must_use]
pub fn outlook(card: &Scorecard) -> Outlook {
    let metrics = card.north_star.iter().chain(&card.metrics);
    let metrics = metrics.filter(|metric| metric.current.is_some()).map(|metric| of_metric(metric, card));
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let key_results = objectives.flat_map(|objective| &objective.key_results);
    let key_results = key_results.filter(|card| card.cancelled.is_none()).map(of_key_result);
    Outlook {
        quarter: card.quarter,
        as_of: card.as_of,
        by: card.last_day,
        bands: card.bands,
        lines: metrics.chain(key_results).collect(),
    }
}

impl Outlook {
    /// Only what goes by an address: the full one, or an ending that only one thing has. An objective, a team or a quarter has
    /// no forecast of its own.
    ///
    /// # Errors
    /// The candidates, when none or several things go by it.
    pub fn only(mut self, address: &str) -> Result<Self, NotFound> {
        let things = self.lines.iter().enumerate().map(|(at, line)| (line.address.clone(), at));
        let (_, at) = find(things, address)?;
        self.lines = vec![self.lines.swap_remove(at)];
        Ok(self)
    }
}

fn of_metric(metric: &MetricCard, card: &Scorecard) -> Line {
    let no_range = match metric.likely {
        Some(_) => None,
        None if card.ended() => Some("the quarter has ended".to_owned()),
        None => Some(too_few(metric.history.len(), "readings")),
    };
    Line {
        address: metric.id.clone(),
        name: metric.name.clone(),
        is_key_result: false,
        latest: metric.standing(),
        target: metric.target.clone(),
        stretch: metric.stretch.clone(),
        likely: metric.likely.clone(),
        grades: None,
        chance: metric.chance,
        chance_of_stretch: metric.stretch.as_ref().zip(metric.likely.as_ref()).map(|(stretch, likely)| {
            likely.chance_to_reach(stretch.value(), metric.better == Better::Higher)
        }),
        needs: needs(metric, card, pace_needed),
        pace: needs(metric, card, pace_in_brief),
        no_range,
        unusual: metric.unusual.clone(),
    }
}

/// The pace that a metric needs to its target; nothing where that is reached, or is for a longer time than the quarter.
fn needs(
    metric: &MetricCard,
    card: &Scorecard,
    pace: fn(&Quantity, &Quantity, i64) -> Option<String>,
) -> Option<String> {
    let (current, target) = (metric.standing()?, metric.target.as_ref()?);
    let is_there = metric.status == Some(crate::score::MetricStatus::OnTarget);
    // A mean has no pace: what is to come has to be better than it on average.
    let is_mean = metric.counted.as_ref().is_some_and(|counted| counted.aggregate == Aggregate::Mean);
    if card.ended() || is_there || is_mean || metric.target_is_later {
        return None;
    }
    pace(&current.value, target, card.last_day.days_since(card.as_of))
}

fn of_key_result(card: &KeyResultCard) -> Line {
    let end = card.projected.as_ref().and_then(|projected| projected.likely.as_ref());
    let no_range = match (&card.projected, card.status) {
        (Some(projected), _) if projected.likely.is_some() => None,
        (_, Status::Done) => Some("it is done".to_owned()),
        (_, Status::Closed(_)) => Some("it is graded".to_owned()),
        (Some(projected), _) if projected.basis == Basis::Plan => {
            Some("there is no range beside a plan".to_owned())
        }
        (None, _) if card.target().is_none() && card.value.is_some() => {
            Some("it holds a limit: what was counts, not where it ends".to_owned())
        }
        (Some(projected), _) if projected.basis == Basis::Level => {
            Some("a mean or the worst value counts, not where it ends".to_owned())
        }
        _ => Some(too_few(card.readings.len(), "values")),
    };
    Line {
        address: card.address.clone(),
        name: card.key_result.clone(),
        is_key_result: true,
        latest: card.standing(),
        target: card.target().cloned(),
        stretch: card.stretch.clone(),
        likely: end.map(|end| end.likely.clone()),
        grades: card.projected.as_ref().zip(end).map(|(projected, end)| Grades {
            expected: projected.score,
            low: end.score_low,
            high: end.score_high,
        }),
        chance: end.map(|end| end.chance),
        chance_of_stretch: end.and_then(|end| end.chance_of_stretch),
        needs: card.takes.as_ref().map(|takes| takes.words.clone()),
        pace: card.takes.as_ref().and_then(|takes| takes.in_brief.clone()),
        no_range,
        unusual: card.unusual.clone(),
    }
}

fn too_few(count: usize, what: &str) -> String {
    match count {
        FEWEST..=MOST => "all values are the same, and do not show how they vary".to_owned(),
        count if count < FEWEST => format!("{count} of {FEWEST} {what} so far"),
        _ => "all values are the same, and do not show how they vary".to_owned(),
    }
}
