//! The tree quarter, team, objective, key result, with everything that is shown of it.

use super::bands::{Band, Bands, Calibration, Promises};
use super::bet::Bet;
use super::earlier::{Addition, EarlierGrades, Removed};
use super::figures::Figures;
use super::guardrail::{GuardrailCard, GuardrailState};
use super::metric::MetricCard;
use super::no_data::NoData;
use super::original::Original;
use super::pace::Projection;
use super::reading::Reading;
use super::status::{Cancelled, Judged, Status};
use super::takes::Takes;
use super::unusual::Unusual;
use crate::goals::values::{Aggregate, Ambition, Level};
use crate::goals::{Day, Quarter};
use crate::quantity::Quantity;

/// Which part to show. It never changes a number: means are always over everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this team, `company`, or person.
    pub team: Option<String>,
    /// Only objectives this person owns, and key results this person owns.
    pub owner: Option<String>,
}

/// One quarter's scores as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// The quarter.
    pub quarter: Quarter,
    /// Its first day.
    pub first_day: Day,
    /// Its last day.
    pub last_day: Day,
    /// The day looked from: later check-ins are not seen.
    pub as_of: Day,
    /// The cut-offs between the bands.
    pub bands: Bands,
    /// What part is shown.
    pub filter: Filter,
    /// The plain mean of the teams, the company among them and persons not; 0 to 1. `None` when nothing has a score.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// The other means of the same, where they differ.
    pub means: Means,
    /// Its status, by the mean of the expected results.
    pub standing: Judged,
    /// What it says about how targets were set; only for a quarter that has ended.
    pub calibration: Option<Calibration>,
    /// How many commitments were kept; of the current quarter, how many are kept so far.
    pub promises: Promises,
    /// The mean of the stretch goals, against what was agreed at first; it decides the calibration.
    pub stretch: Option<f64>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// Company, then teams, then persons, each by name.
    pub teams: Vec<TeamCard>,
    /// The one metric above all.
    pub north_star: Option<MetricCard>,
    /// Input metrics and other metrics.
    pub metrics: Vec<MetricCard>,
    /// Every guardrail.
    pub guardrails: Vec<GuardrailCard>,
    /// Everyone with objectives in the quarter, whatever is shown.
    pub all_teams: Vec<String>,
    /// The quarters that have objectives, in order.
    pub all_quarters: Vec<Quarter>,
    /// What the quarters before came to, the latest first; only after [`Scorecard::look_back`].
    pub earlier: Vec<EarlierGrades>,
    /// Key results that were agreed at first and are gone, as far as a history tells.
    pub removed: Vec<Removed>,
    /// Where key results moved to other objectives: the scores of the teams with those they had at first.
    pub grouped_at_first: Vec<(f64, f64)>,
}

/// One team's objectives of the quarter; the company or a person may take the team's place.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamCard {
    /// Its name in addresses.
    pub team: String,
    /// Whose objectives they are.
    pub level: Level,
    /// The weighted mean of its objectives, 0 to 1.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// The other means of the same, where they differ.
    pub means: Means,
    /// Its status, by the mean of the expected results.
    pub standing: Judged,
    /// What it says about how targets were set; only for a quarter that has ended.
    pub calibration: Option<Calibration>,
    /// How many commitments were kept; of the current quarter, how many are kept so far.
    pub promises: Promises,
    /// The mean of the stretch goals, against what was agreed at first; it decides the calibration.
    pub stretch: Option<f64>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// Its objectives, as their files have them.
    pub objectives: Vec<ObjectiveCard>,
    /// Where key results moved to other objectives: the weight and the score of each objective with those it had at first. The score
    /// as first agreed is their mean.
    pub grouped_at_first: Vec<(f64, f64)>,
}

/// The objective that a key result belonged to at first.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstObjective {
    /// Its address today, or at that time if it is gone.
    pub address: String,
    /// Whose it was.
    pub level: Level,
    /// The team, company or person.
    pub team: String,
    /// Its weight at that time.
    pub weight: f64,
    /// Whether it was a stretch or a promise.
    pub ambition: Ambition,
}

/// One objective.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveCard {
    /// `2026-Q1/team/objective`.
    pub address: String,
    /// The sentence.
    pub objective: String,
    /// Its owner.
    pub owner: Option<String>,
    /// Aspirational or committed.
    pub ambition: Ambition,
    /// What it was at first, where that was the other one.
    pub first_ambition: Option<Ambition>,
    /// Its weight in the team's mean.
    pub weight: f64,
    /// Its weight at first, where that was another one.
    pub first_weight: Option<f64>,
    /// The weighted mean of its key results, 0 to 1.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// The addresses of key results that are left out of the mean because nothing was measured.
    pub left_out: Vec<String>,
    /// Its cancellation.
    pub cancelled: Option<Cancelled>,
    /// The other means of the same, where they differ.
    pub means: Means,
    /// Its status, by the mean of the expected results.
    pub standing: Judged,
    /// The guardrails it names, as the file has them; if there are very many, only the worst.
    pub guardrails: Vec<GuardrailMark>,
    /// How many more it names.
    pub guardrails_left_out: usize,
    /// Its initiatives.
    pub bets: Vec<Bet>,
    /// Its key results that are shown, as the file has them.
    pub key_results: Vec<KeyResultCard>,
    /// Every key result's part in the mean, shown or not.
    pub parts: Vec<Part>,
    /// What was learned, in words.
    pub reflection: Option<String>,
    /// Where key results moved to other objectives: the weights and scores of those it had at first.
    pub grouped_at_first: Vec<(f64, f64)>,
}

/// What one thing adds to the mean above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its address.
    pub address: String,
    /// How much it counts beside the others.
    pub weight: f64,
    /// What it adds.
    pub means: Means,
    /// Whether it was cancelled.
    pub is_cancelled: bool,
}

/// A score, and what it would be otherwise; 0 to 1 each, `None` of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Means {
    /// What counts.
    pub score: Option<f64>,
    /// Against the numbers that were agreed at first.
    pub first_agreed: Option<f64>,
    /// Including cancelled goals.
    pub with_cancelled: Option<f64>,
    /// What is to be expected at the end.
    pub expected: Option<f64>,
    /// The nearest to that which the status says: a range or a low confidence may speak against the number alone.
    pub judged: Option<f64>,
    /// How much the first agreed score counts in the mean above it, where the weight was another one then.
    pub first_weight: Option<f64>,
    /// Whether it came after the goals were agreed: then it is no part of what was.
    pub came_late: bool,
}

impl Means {
    /// Its weight in the mean of the scores as first agreed, where its weight today is this.
    pub(super) fn weight_at_first(&self, weight: f64) -> f64 {
        self.first_weight.unwrap_or(weight)
    }

    /// The score against the numbers agreed at first, where it is another one.
    #[must_use]
    pub fn other_first_agreed(&self) -> Option<f64> {
        self.first_agreed.filter(|_| differ(self.first_agreed, self.score))
    }

    /// The score with what was cancelled, where it is another one.
    #[must_use]
    pub fn other_with_cancelled(&self) -> Option<f64> {
        self.with_cancelled.filter(|_| differ(self.with_cancelled, self.score))
    }
}

fn differ(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() > 1e-9,
        (one, other) => one.is_some() != other.is_some(),
    }
}

/// A guardrail beside an objective that names it.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailMark {
    /// The metric's id.
    pub metric: String,
    /// Its display name.
    pub name: String,
    /// Its status.
    pub state: GuardrailState,
    /// Why, in words.
    pub reason: String,
}

/// The key result with the lowest score below a mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakest {
    /// Its address.
    pub address: String,
    /// Its sentence.
    pub key_result: String,
    /// Its score, 0 to 1.
    pub score: f64,
}

/// A grade set by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeByHand {
    /// 0 to 1.
    pub score: f64,
    /// Why the computed score is not the fair one; without it the grade does not count.
    pub reason: Option<String>,
}

/// One key result.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultCard {
    /// `2026-Q1/team/objective/key-result`.
    pub address: String,
    /// The sentence.
    pub key_result: String,
    /// Its owner.
    pub owner: Option<String>,
    /// Its weight in the objective's mean.
    pub weight: f64,
    /// Its weight at first, where that was another one.
    pub first_weight: Option<f64>,
    /// The objective that it belonged to at first, as far as git tells.
    pub first_objective: Option<FirstObjective>,
    /// The metric it moves.
    pub metric: Option<String>,
    /// Its aims, in numbers.
    pub figures: Figures,
    /// Where it starts, for a hold too.
    pub baseline: Option<Quantity>,
    /// Its stretch target.
    pub stretch: Option<Quantity>,
    /// The readings that count, oldest first: inside the quarter and not after the current day.
    pub readings: Vec<Reading>,
    /// Whether all of them are the metric's.
    pub readings_of_metric: bool,
    /// The metric that its values are pulled for, so that nobody types them. One with check-ins of its own goes on with these.
    pub pulled: Option<String>,
    /// What counts of several readings.
    pub aggregate: Aggregate,
    /// What counts of the readings: the latest value, or their sum, mean, or the worst of them.
    pub value: Option<Quantity>,
    /// The last day that somebody measured or looked.
    pub last_look: Option<Day>,
    /// Whether the next look is due: the cadence has passed since the last one, or since the start, and it is not stale yet.
    pub is_due: bool,
    /// What was noted last, and when.
    pub note: Option<(Day, String)>,
    /// The day its pace is measured from.
    pub start: Day,
    /// Where it should be by when, where a plan says so.
    pub phases: Vec<(Day, Quantity)>,
    /// Its cancellation.
    pub cancelled: Option<Cancelled>,
    /// That it came after the quarter's goals were settled.
    pub added: Option<Addition>,
    /// The day on which it got the numbers that it lacked at first, where much of the quarter was over.
    pub filled_in: Option<Day>,
    /// The share of the distance, not clamped: above 1 past the target, below 0 on the wrong side of the baseline. `None` for a
    /// hold or without data.
    pub ratio: Option<f64>,
    /// What the arithmetic gives, 0 to 1.
    pub computed: Option<f64>,
    /// Set by hand.
    pub by_hand: Option<GradeByHand>,
    /// What counts: the hand-set grade if it has its reason, otherwise the computed score, otherwise 0 once the quarter has ended.
    /// `None` for what was cancelled.
    pub score: Option<f64>,
    /// What counted when it was cancelled; `None` for what was not.
    pub stood_at: Option<f64>,
    /// The day of the value that an ended quarter is graded by, and how many days that is before its end, where it would have been
    /// stale there.
    pub aged: Option<(Day, i64)>,
    /// Its band.
    pub band: Option<Band>,
    /// Why there is no calculated score.
    pub no_data: Option<Box<NoData>>,
    /// What it would have without its revisions, where a figure was revised.
    pub original: Option<Box<Original>>,
    /// Its state today.
    pub status: Status,
    /// Why, in words.
    pub reason: String,
    /// The score to expect at the end, 0 to 1; `None` if nothing says.
    pub expected: Option<f64>,
    /// Where it ends at this pace; `None` for a hold, without data, and once the quarter has ended.
    pub projected: Option<Box<Projection>>,
    /// That the latest of its own check-ins lies where it was not to be expected.
    pub unusual: Option<Box<Unusual>>,
    /// What it takes from here; `None` once it is done or the quarter has ended.
    pub takes: Option<Takes>,
    /// The owner's confidence, 1 to 10, and when it was stated; without a day it was stated at the start.
    pub confidence: Option<(u8, Option<Day>)>,
}

impl Scorecard {
    /// Whether the quarter had ended before the current day.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.as_of > self.last_day
    }

    /// Whether part of it is not shown.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filter != Filter::default()
    }

    /// The teams that count in the quarter's mean: persons only if there is nothing else.
    pub fn teams_counted(&self) -> impl Iterator<Item = &TeamCard> {
        let persons_only = self.teams.iter().all(|team| team.level == Level::Individual);
        self.teams.iter().filter(move |team| persons_only || team.level != Level::Individual)
    }
}

impl ObjectiveCard {
    /// What it was agreed to be: a promise that became a stretch goal on the way counts as one.
    #[must_use]
    pub fn agreed_ambition(&self) -> Ambition {
        self.first_ambition.unwrap_or(self.ambition)
    }

    /// Whether it was promised, and did not come to what was promised at first.
    #[must_use]
    pub fn is_broken_promise(&self) -> bool {
        self.agreed_ambition() == Ambition::Committed
            && self.means.first_agreed.is_some_and(|score| score < 1.0 - KEPT_NOISE)
    }

    /// Where it was promised, and can no longer be kept: the key result whose limit was broken, for good; of several
    /// the weakest.
    #[must_use]
    pub fn lost_by(&self) -> Option<&KeyResultCard> {
        let is_lost = |card: &&KeyResultCard| {
            matches!(card.figures, Figures::Hold { .. })
                && card.status == Status::OffTrack
                && card.computed.is_some_and(|score| score < 1.0 - KEPT_NOISE)
                && matches!(card.aggregate, Aggregate::Share | Aggregate::Worst | Aggregate::Sum)
        };
        let lost = self.key_results.iter().filter(is_lost).filter(|_| self.is_broken_promise());
        lost.min_by(|one, other| one.computed.unwrap_or(0.0).total_cmp(&other.computed.unwrap_or(0.0)))
    }
}

/// What binary fractions may lose.
const KEPT_NOISE: f64 = 1e-9;

impl KeyResultCard {
    /// The latest reading that counts.
    #[must_use]
    pub fn current(&self) -> Option<&Reading> {
        self.readings.last()
    }

    /// The latest reading that counts, with what counts of all of them in place of its value.
    #[must_use]
    pub fn standing(&self) -> Option<Reading> {
        let latest = self.current()?.clone();
        let value = self.value.clone().unwrap_or(latest.value);
        Some(Reading { value, ..latest })
    }

    /// Where it should end; `None` for one that holds a limit.
    #[must_use]
    pub fn target(&self) -> Option<&Quantity> {
        match &self.figures {
            Figures::Move { target, .. } => target.as_ref(),
            Figures::Hold { .. } => None,
        }
    }

    /// Where it starts and should end, or its limits.
    #[must_use]
    pub fn ends(&self) -> Vec<&Quantity> {
        match &self.figures {
            Figures::Move { baseline: one, target: other }
            | Figures::Hold { at_least: one, at_most: other } => one.iter().chain(other).collect(),
        }
    }

    /// The grade set by hand, where it counts.
    #[must_use]
    pub fn counted_by_hand(&self) -> Option<&GradeByHand> {
        self.by_hand.as_ref().filter(|grade| grade.reason.is_some() && self.cancelled.is_none())
    }

    /// Whether the score that counts was set by hand.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.counted_by_hand().is_some()
    }

    /// What it adds to the means of its objective.
    #[must_use]
    pub fn means(&self) -> Means {
        // What was agreed at first may have a score where today's numbers have none.
        let first = self.original.as_ref().and_then(|original| original.score).or(self.score);
        Means {
            score: self.score,
            first_agreed: if self.is_by_hand() || self.cancelled.is_some() { self.score } else { first },
            with_cancelled: self.stood_at.or(self.score),
            expected: self.expected,
            judged: self.expected,
            first_weight: self.first_weight,
            came_late: self.added.is_some(),
        }
    }
}
