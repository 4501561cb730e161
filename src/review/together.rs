//! Whether the changes of two metrics go together: rank correlation at several delays, and how sure it is.
//!
//! The best of several delays looks better than it is. So the delay is chosen anew in each draw of the bootstrap, and the
//! correlation is held beside those of changes that were shuffled in blocks, at their best delays.

use crate::goals::{Day, Measured};
use crate::quantity::comparable;
use crate::score::unit_of;
use std::ops::Range;

/// The fewest pairs of changes that are compared.
pub const FEWEST_PAIRS: usize = 8;
/// The most usual gaps that a delay may be long.
const LONGEST_DELAY: i64 = 8;
/// How often changes are drawn anew, and shuffled, to see how sure a correlation is.
const DRAWS: usize = 200;
/// In at most so many of shuffled draws changes may go together as strongly by chance.
const BY_CHANCE: f64 = 0.05;
/// More changes than this, the latest, are not looked at: what was long ago was another model.
const MOST_CHANGES: usize = 104;

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
    /// The lower end of the range that nine in ten draws of the block bootstrap give, each at its best delay.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// In which share of draws shuffled changes go together as strongly at their best delay, 0 to 1.
    pub by_chance: f64,
    /// In how many pairs both moved as `drives` says.
    pub together: usize,
    /// How many pairs there are in which both moved.
    pub moved: usize,
    /// How many pairs of changes there are.
    pub pairs: usize,
    /// How many delays were tried.
    pub delays: usize,
}

impl Compared {
    /// Whether they go together: more clearly than draws scatter, and more than chance explains.
    #[must_use]
    pub fn goes_together(&self) -> bool {
        self.low > 0.0 && self.by_chance <= BY_CHANCE
    }

    /// Whether they go against each other, as clearly.
    #[must_use]
    pub fn goes_against(&self) -> bool {
        self.high < 0.0 && self.by_chance <= BY_CHANCE
    }
}

/// A change between two readings, and the days between which it came.
#[derive(Debug, Clone, Copy)]
struct Moved {
    from: Day,
    to: Day,
    by: f64,
}

/// The changes at one delay of what is measured more often, by the number of the other one's change beside each.
struct Delayed {
    delay: i64,
    pairs: Vec<(usize, f64)>,
    /// The same with ranks, in the same order.
    ranks: Vec<(usize, f64, f64)>,
    correlation: f64,
}

/// Compares the changes of two metrics at every delay up to eight usual gaps. `same_way` where more of one means more of the
/// other.
pub(super) fn compare(driver: &[Measured<'_>], driven: &[Measured<'_>], same_way: bool) -> Found {
    compare_series(series(driver), series(driven), same_way)
}

fn compare_series(driver: Vec<(Day, f64)>, driven: Vec<(Day, f64)>, same_way: bool) -> Found {
    let Some((gap_of_driven, gap_of_driver)) = usual_gap(&driven).zip(usual_gap(&driver)) else {
        return Found::TooFew(0);
    };
    let gap = gap_of_driven.max(gap_of_driver);
    // What is measured less often has the changes that can be compared; the other one is read on its days, later or earlier.
    let (steps, other, later) =
        if gap_of_driver > gap_of_driven { (driver, driven, 1) } else { (driven, driver, -1) };
    let steps = changes(&steps);
    let sign = if same_way { 1.0 } else { -1.0 };
    let by: Vec<f64> = steps.iter().map(|step| step.by).collect();
    let mut most = 0;
    let mut all: Vec<Delayed> = Vec::new();
    for delay in (0..=LONGEST_DELAY).map(|gaps| gaps * gap) {
        let at = |day: Day| reading_at(&other, day.plus_days(later * delay), gap);
        // Without a reading in between nobody measured a change.
        let ends = |step: &Moved| at(step.from).zip(at(step.to)).filter(|(from, to)| from < to);
        let change = |step: &Moved| ends(step).map(|(from, to)| sign * (other[to].1 - other[from].1));
        let pairs = steps.iter().enumerate().filter_map(|(number, step)| Some((number, change(step)?)));
        let pairs: Vec<(usize, f64)> = pairs.collect();
        most = most.max(pairs.len());
        if pairs.len() >= FEWEST_PAIRS {
            all.extend(Delayed::of(delay, pairs, &by));
        }
    }
    let best = |one: &&Delayed, other: &&Delayed| one.correlation.abs().total_cmp(&other.correlation.abs());
    // Of equals the shortest delay.
    match all.iter().rev().max_by(best) {
        None if most < FEWEST_PAIRS => Found::TooFew(most),
        None => Found::Still,
        Some(best) => {
            let (low, high) = bootstrap(&all, steps.len());
            let pairs = best.pairs.iter().map(|(number, change)| (*change, by[*number]));
            let moved = pairs.filter(|(one, other)| *one != 0.0 && *other != 0.0);
            let together = moved.clone().filter(|(one, other)| (*one > 0.0) == (*other > 0.0)).count();
            Found::Compared(Compared {
                delay: best.delay,
                correlation: best.correlation,
                low,
                high,
                by_chance: by_chance(&all, &ranks(&by), best.correlation.abs()),
                together,
                moved: moved.count(),
                pairs: best.pairs.len(),
                delays: all.len(),
            })
        }
    }
}

impl Delayed {
    /// `None` where one side never changes.
    fn of(delay: i64, pairs: Vec<(usize, f64)>, by: &[f64]) -> Option<Self> {
        let one = ranks(&pairs.iter().map(|(_, change)| *change).collect::<Vec<_>>());
        let other = ranks(&pairs.iter().map(|(number, _)| by[*number]).collect::<Vec<_>>());
        let ranks: Vec<(usize, f64, f64)> = pairs
            .iter()
            .zip(one)
            .zip(other)
            .map(|(((number, _), one), other)| (*number, one, other))
            .collect();
        let correlation = correlation(ranks.iter().map(|(_, one, other)| (*one, *other)))?;
        Some(Self { delay, pairs, ranks, correlation })
    }
}

/// The readings that can stand beside the latest, in base units.
pub(super) fn series(readings: &[Measured<'_>]) -> Vec<(Day, f64)> {
    let Some(unit) = unit_of(readings.iter().map(|reading| reading.value)) else { return vec![] };
    let last = &readings[readings.len().saturating_sub(MOST_CHANGES + 1)..];
    let fitting = last.iter().filter(|reading| comparable(reading.value, unit));
    fitting.map(|reading| (reading.day, reading.value.value_beside(unit))).collect()
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

/// The number of the reading of a day, or of the last before it that is less than one and a half usual gaps old.
fn reading_at(series: &[(Day, f64)], day: Day, gap: i64) -> Option<usize> {
    let at = series.partition_point(|(own, _)| *own <= day).checked_sub(1)?;
    (2 * day.days_since(series[at].0) <= 3 * gap).then_some(at)
}

/// The linear correlation: of ranks it is Spearman's. `None` where one side never changes.
fn correlation(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (mut count, mut ones, mut others) = (0.0, 0.0, 0.0);
    let (mut both, mut ones_squared, mut others_squared) = (0.0, 0.0, 0.0);
    for (one, other) in pairs {
        count += 1.0;
        ones += one;
        others += other;
        both += one * other;
        ones_squared += one * one;
        others_squared += other * other;
    }
    let spread = (ones_squared - ones * ones / count) * (others_squared - others * others / count);
    (spread > 1e-9).then(|| ((both - ones * others / count) / spread.sqrt()).clamp(-1.0, 1.0))
}

/// Ranks from 1, with the mean rank for equals.
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

/// The strongest of some correlations, whatever its sign.
fn strongest(correlations: impl Iterator<Item = f64>) -> Option<f64> {
    correlations.max_by(|one, other| one.abs().total_cmp(&other.abs()))
}

/// The ends of the range that nine in ten draws lie in, each at its best delay. Changes are drawn in blocks of neighbours, for one
/// week's change has to do with the next one's (Künsch 1989). Ranks are given once, before drawing. The draws are the same in
/// every run.
fn bootstrap(all: &[Delayed], count: usize) -> (f64, f64) {
    let block = block_of(count);
    let mut random = Random::new();
    let mut times = vec![0_u32; count];
    let mut drawn: Vec<f64> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        times.fill(0);
        let mut left = count;
        while left > 0 {
            let start = random.below(count - block + 1);
            let size = block.min(left);
            times[start..start + size].iter_mut().for_each(|times| *times += 1);
            left -= size;
        }
        let of_delay = |delayed: &Delayed| {
            let drawn: u32 = delayed.ranks.iter().map(|(number, ..)| times[*number]).sum();
            if (drawn as usize) < FEWEST_PAIRS {
                return None;
            }
            let pairs = delayed.ranks.iter().flat_map(|(number, one, other)| {
                std::iter::repeat_n((*one, *other), times[*number] as usize)
            });
            correlation(pairs)
        };
        drawn.extend(strongest(all.iter().filter_map(of_delay)));
    }
    drawn.sort_by(f64::total_cmp);
    let at =
        |share: f64| drawn.get(((drawn.len() as f64 - 1.0) * share).round() as usize).copied().unwrap_or(0.0);
    (at(0.05), at(0.95))
}

/// In which share of draws changes that were shuffled in blocks go together at least as strongly at their best delay.
fn by_chance(all: &[Delayed], driven: &[f64], strength: f64) -> f64 {
    let count = driven.len();
    let block = block_of(count);
    let mut random = Random::new();
    let mut as_strong = 0_usize;
    let mut shuffled = Vec::with_capacity(count);
    for _ in 0..DRAWS {
        shuffle(&mut shuffled, driven, block, &mut random);
        let of_delay = |delayed: &Delayed| {
            correlation(delayed.ranks.iter().map(|(number, one, _)| (*one, shuffled[*number])))
        };
        let strongest = strongest(all.iter().filter_map(of_delay));
        as_strong += usize::from(strongest.is_some_and(|found| found.abs() >= strength - 1e-12));
    }
    // The changes as they were count as one draw.
    (as_strong + 1) as f64 / (DRAWS + 1) as f64
}

/// Blocks of neighbours in another order; where they begin is drawn as well.
fn shuffle(shuffled: &mut Vec<f64>, values: &[f64], block: usize, random: &mut Random) {
    let count = values.len();
    let first = random.below(block);
    let mut blocks: Vec<Range<usize>> =
        (first..count).step_by(block).map(|at| at..(at + block).min(count)).collect();
    blocks.push(0..first);
    for last in (1..blocks.len()).rev() {
        blocks.swap(last, random.below(last + 1));
    }
    shuffled.clear();
    blocks.into_iter().for_each(|block| shuffled.extend(&values[block]));
}

/// How many neighbours a block has.
fn block_of(count: usize) -> usize {
    libm::cbrt(count as f64).round().max(2.0) as usize
}

/// SplitMix64 (Steele, Lea and Flood 2014): even enough for draws, and the same everywhere.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delayed(pairs: &[(f64, f64)]) -> Delayed {
        let by: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
        let own = pairs.iter().enumerate().map(|(number, pair)| (number, pair.0)).collect();
        Delayed::of(0, own, &by).unwrap()
    }

    #[test]
    fn ranks_of_equals_are_their_mean() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn a_rank_correlation_is_what_the_hand_calculates() {
        // Ranks 1 2 3 4 5 beside 2 1 4 3 5: squared differences add up to 4, and 1 - 6 * 4 / (5 * 24) = 0.8.
        let pairs = [(10.0, 20.0), (20.0, 10.0), (30.0, 40.0), (40.0, 30.0), (50.0, 50.0)];
        assert!((delayed(&pairs).correlation - 0.8).abs() < 1e-12);
        assert!(Delayed::of(0, vec![(0, 1.0), (1, 1.0)], &[1.0, 2.0]).is_none(), "one side never changes");
    }

    /// So many readings, so many days apart, with changes that all differ.
    fn readings((count, apart): (i64, i64)) -> Vec<(Day, f64)> {
        let first: Day = "2026-01-05".parse().unwrap();
        (0..count).map(|n| (first.plus_days(n * apart), (n * n % 17 + 3 * n) as f64)).collect()
    }

    #[test]
    fn there_are_as_many_pairs_as_changes_that_somebody_measured() {
        for (driver, driven, pairs) in [
            ((3, 91), (27, 7), 2),
            ((27, 7), (3, 91), 2),
            ((7, 28), (27, 7), 6),
            ((8, 7), (8, 7), 7),
            ((9, 7), (30, 7), 8),
            ((30, 7), (9, 28), 8),
            ((2, 7), (2, 7), 1),
            ((1, 7), (20, 7), 0),
        ] {
            let found = match compare_series(readings(driver), readings(driven), true) {
                Found::TooFew(pairs) => pairs,
                Found::Compared(compared) => compared.pairs,
                Found::Still => panic!("{driver:?} {driven:?} are still"),
            };
            assert_eq!(found, pairs, "{driver:?} {driven:?}");
        }
    }

    #[test]
    fn draws_are_the_same_in_every_run_and_narrow_around_what_is_certain() {
        let certain: Vec<(f64, f64)> = (0..20).map(|n| (f64::from(n), f64::from(n))).collect();
        let all = [delayed(&certain)];
        assert_eq!(bootstrap(&all, 20), bootstrap(&all, 20));
        let (low, high) = bootstrap(&all, 20);
        assert!(low > 0.99 && high <= 1.0, "{low} {high}");
        let ranks: Vec<f64> = (0..20).map(f64::from).collect();
        assert!(by_chance(&all, &ranks, 1.0) < 0.01);
    }

    #[test]
    fn what_has_nothing_to_do_with_each_other_seldom_goes_together_at_the_best_of_nine_delays() {
        let mut random = Random::new();
        let mut noise =
            |count: usize| -> Vec<f64> { (0..count).map(|_| random.below(1000) as f64).collect() };
        let found = (0..200).filter(|_| {
            let (driver, driven) = (noise(32), noise(24));
            let at = |delay: usize| {
                let pairs = (0..24).map(|number| (number, driver[number + 8 - delay])).collect();
                Delayed::of(delay as i64, pairs, &driven).unwrap()
            };
            let all: Vec<Delayed> = (0..9).map(at).collect();
            let best = strongest(all.iter().map(|delayed| delayed.correlation)).unwrap();
            let (low, high) = bootstrap(&all, 24);
            by_chance(&all, &ranks(&driven), best.abs()) <= BY_CHANCE && (low > 0.0 || high < 0.0)
        });
        let found = found.count();
        assert!(found <= 20, "{found} of 200, 1 in 20 is what is meant");
    }
}
