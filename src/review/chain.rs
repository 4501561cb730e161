//! From leading to lagging: whether what is driven follows what drives it (seed 004: the model is a belief, to be tested with
//! data each month).

use crate::goals::graph::{Graph, Item, Node, Relation};
use crate::goals::values::Better;
use crate::goals::{Day, Measured, Readings, Workspace};
use crate::quantity::comparable;
use crate::score::{MetricCard, Scorecard};
use std::collections::HashSet;

/// The fewest pairs of changes that are compared.
pub const FEWEST_PAIRS: usize = 8;
/// The most usual gaps that a delay may be long.
const LONGEST_DELAY: i64 = 8;
/// How often the pairs are drawn anew to see how sure a correlation is.
const DRAWS: usize = 400;
/// More changes than this, the latest, are not looked at: what was long ago was another model.
const MOST_CHANGES: usize = 104;

/// What the chain says.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Each driver with what it is believed to move, in the order of the files.
    pub links: Vec<Link>,
    /// Whether the quarter's key results and the north star go together.
    pub verdict: Verdict,
}

/// One metric that is believed to move another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The driver's id.
    pub driver: String,
    /// What people call it.
    pub driver_name: String,
    /// The id of what it is believed to move.
    pub driven: String,
    /// What people call that.
    pub driven_name: String,
    /// What the readings say.
    pub found: Found,
}

/// What the readings of two metrics say about each other.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// There are too few pairs of changes: so many.
    TooFew(usize),
    /// One of the two never changed.
    Still,
    /// Their changes, compared at the delay at which they go together most.
    Compared(Compared),
}

/// Changes of a driver beside the changes of what it is believed to move.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// How many days later what is driven moves.
    pub delay: i64,
    /// The rank correlation of the changes at that delay, -1 to 1; above zero when they move as `drives` says.
    pub correlation: f64,
    /// The range that nine in ten draws of the block bootstrap give.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// In how many pairs both moved as `drives` says.
    pub together: usize,
    /// How many pairs there are in which both moved.
    pub moved: usize,
    /// How many pairs of changes there are.
    pub pairs: usize,
    /// How many delays were tried: the best of several looks better than it is.
    pub delays: usize,
}

impl Compared {
    /// Whether they go together more clearly than the draws of the bootstrap scatter.
    #[must_use]
    pub fn goes_together(&self) -> bool {
        self.low > 0.0
    }

    /// Whether they clearly go against each other.
    #[must_use]
    pub fn goes_against(&self) -> bool {
        self.high < 0.0
    }
}

/// Whether the quarter's key results and the north star go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// There is no north star with two readings in the quarter, or no key result that leads to it has a score.
    Unknown,
    /// Key results reach what they should, and the north star rises.
    Works(Evidence),
    /// Key results reach what they should, and the north star does not: the model needs revision.
    ReviseModel(Evidence),
    /// Key results miss, and the north star rises all the same: something else drives it.
    SomethingElse(Evidence),
    /// Key results miss, and so does the north star.
    BothMiss(Evidence),
}

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The mean score to expect of the key results that lead to the north star, 0 to 1.
    pub key_results: f64,
    /// How many they are.
    pub count: usize,
    /// The change of the north star since the last reading before the quarter, or its first inside; as a share.
    pub north_star: f64,
    /// The day of that reading.
    pub since: Day,
}

/// Within this share the north star counts as flat.
pub const FLAT: f64 = 0.02;

/// Follows every `drives` of a workspace, and holds the quarter's key results beside the north star.
#[must_use]
pub fn chain(workspace: &Workspace, card: &Scorecard) -> Chain {
    let graph = Graph::of(workspace);
    let readings = Readings::of(workspace, card.as_of);
    let mut links = Vec::new();
    let mut seen = HashSet::new();
    for arrow in graph.all_arrows(Relation::Drives).filter(|arrow| arrow.from != arrow.to) {
        let (Item::Metric(driver), Item::Metric(driven)) = (graph.item(arrow.from), graph.item(arrow.to))
        else {
            continue;
        };
        let (Some(from), Some(to)) = (driver.id(), driven.id()) else { continue };
        if !seen.insert((arrow.from, arrow.to)) {
            continue;
        }
        let same_way = driver.better() == driven.better();
        links.push(Link {
            driver: from.to_owned(),
            driver_name: driver.name().to_owned(),
            driven: to.to_owned(),
            driven_name: driven.name().to_owned(),
            found: compare(readings.of_metric(from), readings.of_metric(to), same_way),
        });
    }
    Chain { links, verdict: verdict(&graph, &readings, card) }
}

/// A change between two readings, and the days between which it came.
#[derive(Debug, Clone, Copy)]
struct Moved {
    from: Day,
    to: Day,
    by: f64,
}

/// The pairs of changes at one delay, in days.
struct Delayed {
    delay: i64,
    pairs: Vec<(f64, f64)>,
    correlation: f64,
}

/// Compares the changes of two metrics at every delay up to eight usual gaps.
fn compare(driver: &[Measured<'_>], driven: &[Measured<'_>], same_way: bool) -> Found {
    let (driver, driven) = (series(driver), series(driven));
    let steps = changes(&driven);
    let Some(gap) = usual_gap(&driven).zip(usual_gap(&driver)).map(|(one, other)| one.max(other)) else {
        return Found::TooFew(0);
    };
    let sign = if same_way { 1.0 } else { -1.0 };
    let mut most = 0;
    let mut delays = 0;
    let mut best: Option<Delayed> = None;
    for delay in 0..=LONGEST_DELAY {
        let pairs: Vec<(f64, f64)> = steps
            .iter()
            .filter_map(|step| {
                let value = |day: Day| value_at(&driver, day.plus_days(-delay * gap), gap);
                Some((sign * (value(step.to)? - value(step.from)?), step.by))
            })
            .collect();
        most = most.max(pairs.len());
        if pairs.len() < FEWEST_PAIRS {
            continue;
        }
        let Some(correlation) = rank_correlation(&pairs) else { continue };
        delays += 1;
        if best.as_ref().is_none_or(|best| correlation.abs() > best.correlation.abs()) {
            best = Some(Delayed { delay: delay * gap, pairs, correlation });
        }
    }
    match best {
        None if most < FEWEST_PAIRS => Found::TooFew(most),
        None => Found::Still,
        Some(Delayed { delay, pairs, correlation }) => {
            let (low, high) = bootstrap(&pairs);
            let moved = pairs.iter().filter(|(one, other)| *one != 0.0 && *other != 0.0);
            let together = moved.clone().filter(|(one, other)| (*one > 0.0) == (*other > 0.0)).count();
            let moved = moved.count();
            let pairs = pairs.len();
            Found::Compared(Compared { delay, correlation, low, high, together, moved, pairs, delays })
        }
    }
}

/// The readings that can stand beside the latest, in base units.
fn series(readings: &[Measured<'_>]) -> Vec<(Day, f64)> {
    let Some(latest) = readings.last() else { return vec![] };
    let last = &readings[readings.len().saturating_sub(MOST_CHANGES + 1)..];
    let fitting = last.iter().filter(|reading| comparable(reading.value, latest.value));
    fitting.map(|reading| (reading.day, reading.value.with_unit_of(latest.value).value())).collect()
}

fn changes(series: &[(Day, f64)]) -> Vec<Moved> {
    let change = |pair: &[(Day, f64)]| Moved { from: pair[0].0, to: pair[1].0, by: pair[1].1 - pair[0].1 };
    series.windows(2).map(change).collect()
}

fn usual_gap(series: &[(Day, f64)]) -> Option<i64> {
    let mut gaps: Vec<i64> = series.windows(2).map(|pair| pair[1].0.days_since(pair[0].0)).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

/// The reading of a day, or the last before it that is less than one and a half usual gaps old.
fn value_at(series: &[(Day, f64)], day: Day, gap: i64) -> Option<f64> {
    let at = series.partition_point(|(own, _)| *own <= day).checked_sub(1)?;
    let (own, value) = series[at];
    (2 * day.days_since(own) <= 3 * gap).then_some(value)
}

/// Spearman's rank correlation, with the mean rank for equals; `None` where one side never changes.
fn rank_correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    correlation(&ranked(pairs))
}

/// The ranks in place of the numbers.
fn ranked(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let one = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let other = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    one.into_iter().zip(other).collect()
}

/// The linear correlation; `None` where one side never changes.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let middle = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / count;
    let (middle_one, middle_other) = (middle(|pair| pair.0), middle(|pair| pair.1));
    let (mut both, mut ones, mut others) = (0.0, 0.0, 0.0);
    for (one, other) in pairs {
        let (one, other) = (one - middle_one, other - middle_other);
        both += one * other;
        ones += one * one;
        others += other * other;
    }
    (ones > 1e-9 && others > 1e-9).then(|| both / (ones * others).sqrt())
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let same = order[start..].iter().take_while(|at| values[**at] == values[order[start]]).count();
        let mean = start as f64 + (same as f64 + 1.0) / 2.0;
        order[start..start + same].iter().for_each(|at| ranks[*at] = mean);
        start += same;
    }
    ranks
}

/// The ends of the range that nine in ten draws lie in. Pairs are drawn in blocks of neighbours, for one week's change has to do
/// with the next one's (Künsch 1989). Ranks are given once, before drawing. The draws are the same in every run.
fn bootstrap(pairs: &[(f64, f64)]) -> (f64, f64) {
    let pairs = ranked(pairs);
    let count = pairs.len();
    let block = (count as f64).cbrt().round().max(2.0) as usize;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut drawn: Vec<f64> = Vec::with_capacity(DRAWS);
    let mut sample = Vec::with_capacity(count);
    for _ in 0..DRAWS {
        sample.clear();
        while sample.len() < count {
            let start = random.below(count - block + 1);
            sample.extend(&pairs[start..start + block]);
        }
        sample.truncate(count);
        drawn.extend(correlation(&sample));
    }
    drawn.sort_by(f64::total_cmp);
    let at =
        |share: f64| drawn.get(((drawn.len() as f64 - 1.0) * share).round() as usize).copied().unwrap_or(0.0);
    (at(0.05), at(0.95))
}

/// SplitMix64 (Steele, Lea and Flood 2014): even enough for draws, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed % limit.max(1) as u64) as usize
    }
}

/// Holds the key results that lead to the north star beside it.
fn verdict(graph: &Graph<'_>, readings: &Readings<'_>, card: &Scorecard) -> Verdict {
    let evidence = || {
        let star = card.north_star.as_ref()?;
        let leading = leading_to(graph, graph.metric(&star.id)?);
        let objectives = card.teams.iter().flat_map(|team| &team.objectives);
        let key_results = objectives.flat_map(|objective| &objective.key_results);
        // What moves the star itself says nothing of the model.
        let own = key_results.filter(|card| {
            let metric = card.metric.as_deref().map(str::trim);
            metric != Some(star.id.as_str())
                && metric.and_then(|id| graph.metric(id)).is_some_and(|node| leading.contains(&node))
        });
        let expected: Vec<f64> = own.filter_map(|card| card.expected.or(card.score)).collect();
        let (since, north_star) = star_change(star, readings, card)?;
        let mean = expected.iter().sum::<f64>() / expected.len() as f64;
        (!expected.is_empty()).then_some(Evidence {
            key_results: mean,
            count: expected.len(),
            north_star,
            since,
        })
    };
    let Some(evidence) = evidence() else { return Verdict::Unknown };
    let better = card.north_star.as_ref().map_or(Better::Higher, |star| star.better);
    let gain = if better == Better::Higher { evidence.north_star } else { -evidence.north_star };
    let (hits, rises) = (evidence.key_results + 1e-9 >= card.bands.delivered, gain > FLAT * (1.0 + 1e-9));
    match (hits, rises) {
        (true, true) => Verdict::Works(evidence),
        (true, false) => Verdict::ReviseModel(evidence),
        (false, true) => Verdict::SomethingElse(evidence),
        (false, false) => Verdict::BothMiss(evidence),
    }
}

/// The metrics from which drivers or parts lead to one.
fn leading_to(graph: &Graph<'_>, star: Node) -> HashSet<Node> {
    let drivers = graph.leading_to([star], &[Relation::Drives]);
    graph.led_to_from(drivers.clone(), &[Relation::ComputedFrom]).union(&drivers).copied().collect()
}

/// The change of the north star since the last reading before the quarter, else since the first inside.
fn star_change(star: &MetricCard, readings: &Readings<'_>, card: &Scorecard) -> Option<(Day, f64)> {
    let all = series(readings.of_metric(&star.id));
    let all = &all[..all.partition_point(|(day, _)| *day <= card.last_day)];
    let before = all.partition_point(|(day, _)| *day < card.first_day);
    let start = before.saturating_sub(1);
    let ((since, then), (latest, now)) = (*all.get(start)?, *all.last()?);
    let change = (now - then) / then.abs();
    (latest > since && latest >= card.first_day && change.is_finite()).then_some((since, change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_equals_are_their_mean() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn a_rank_correlation_is_what_the_hand_calculates() {
        // Ranks 1 2 3 4 5 beside 2 1 4 3 5: squared differences add up to 4, and 1 - 6 * 4 / (5 * 24) = 0.8.
        let pairs = [(10.0, 20.0), (20.0, 10.0), (30.0, 40.0), (40.0, 30.0), (50.0, 50.0)];
        assert!((rank_correlation(&pairs).unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(rank_correlation(&[(1.0, 1.0), (1.0, 2.0)]), None, "one side never changes");
    }

    #[test]
    fn draws_are_the_same_in_every_run_and_narrow_around_what_is_certain() {
        let certain: Vec<(f64, f64)> = (0..20).map(|n| (f64::from(n), f64::from(n))).collect();
        assert_eq!(bootstrap(&certain), bootstrap(&certain));
        let (low, high) = bootstrap(&certain);
        assert!(low > 0.99 && high <= 1.0 + 1e-12, "{low} {high}");
    }
}
