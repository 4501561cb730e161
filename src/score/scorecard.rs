//! The tree quarter, team, objective, key result, with everything that is shown of it.

use super::bands::{Band, Calibration};
use super::guardrail::{GuardrailCard, GuardrailState};
use super::key_result::Figures;
use super::metric::MetricCard;
use super::no_data::NoData;
use super::original::Original;
use super::pace::Projection;
use super::reading::Reading;
use super::status::Status;
use crate::goals::values::{Ambition, Level};
use crate::goals::{Day, Quarter};
use crate::quantity::Quantity;

/// What the scores are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To close a quarter: hand-set grades win, and once it has ended what was not measured counts 0.
    Grade,
    /// To see where it stands: what was not measured is left out of the means and listed.
    Status,
}

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
    /// What the scores are for.
    pub mode: Mode,
    /// What part is shown.
    pub filter: Filter,
    /// The plain mean of the teams, the company among them and persons not; 0 to 1. `None` when nothing has a score.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// What it says about how targets were set; only for a quarter that has ended.
    pub calibration: Option<Calibration>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// Company, then teams, then persons, each by name.
    pub teams: Vec<TeamCard>,
    /// The one metric above all.
    pub north_star: Option<MetricCard>,
    /// Input metrics and those merely watched.
    pub metrics: Vec<MetricCard>,
    /// Every guardrail.
    pub guardrails: Vec<GuardrailCard>,
    /// Everyone with objectives in the quarter, whatever is shown.
    pub all_teams: Vec<String>,
    /// The quarters that have objectives, in order.
    pub all_quarters: Vec<Quarter>,
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
    /// What it says about how targets were set; only for a quarter that has ended.
    pub calibration: Option<Calibration>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// Its objectives, as their files have them.
    pub objectives: Vec<ObjectiveCard>,
}

/// One objective.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveCard {
    /// `2026-Q1/team/objective`.
    pub address: String,
    /// The sentence.
    pub objective: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Stretch or promise.
    pub ambition: Ambition,
    /// How much it counts in the team's mean.
    pub weight: f64,
    /// The weighted mean of its key results, 0 to 1.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// The key result with the lowest score.
    pub weakest: Option<Weakest>,
    /// The addresses of key results that are left out of the mean because nothing was measured.
    pub left_out: Vec<String>,
    /// The guardrails it names.
    pub guardrails: Vec<GuardrailMark>,
    /// Its key results that are shown, as the file has them.
    pub key_results: Vec<KeyResultCard>,
    /// Every key result's part in the mean, shown or not: address, weight, score.
    pub parts: Vec<(String, f64, Option<f64>)>,
}

/// A guardrail beside an objective that names it.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardrailMark {
    /// The metric's id.
    pub metric: String,
    /// What people call it.
    pub name: String,
    /// How it stands.
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
    /// Who answers for it.
    pub owner: Option<String>,
    /// How much it counts in the objective's mean.
    pub weight: f64,
    /// The metric it moves.
    pub metric: Option<String>,
    /// What it wants, in numbers.
    pub figures: Figures,
    /// Where it starts, for a hold too.
    pub baseline: Option<Quantity>,
    /// Where it should end if all goes very well.
    pub stretch: Option<Quantity>,
    /// The readings that count, oldest first: inside the quarter and not after the day looked from.
    pub readings: Vec<Reading>,
    /// Whether they are the metric's, for want of own check-ins.
    pub readings_of_metric: bool,
    /// The share of the way, not clamped: above 1 past the target, below 0 on the wrong side of the baseline. `None` for a
    /// hold or without data.
    pub ratio: Option<f64>,
    /// What the arithmetic gives, 0 to 1.
    pub computed: Option<f64>,
    /// Set by hand.
    pub by_hand: Option<GradeByHand>,
    /// What counts: the hand-set grade where that wins, else the computed score, else 0 or nothing by the mode.
    pub score: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// Why there is no computed score.
    pub no_data: Option<NoData>,
    /// What it would have without its revisions, where a figure was revised.
    pub original: Option<Original>,
    /// How it stands today.
    pub status: Status,
    /// Why, in words.
    pub reason: String,
    /// Where it ends at this pace; `None` for a hold, without data, and once the quarter has ended.
    pub projected: Option<Projection>,
    /// How sure the owner is, 1 to 10, and when that was said; without a day it was said at the start.
    pub confidence: Option<(u8, Option<Day>)>,
}

impl Scorecard {
    /// Whether the quarter had ended before the day looked from.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.as_of > self.last_day
    }

    /// Whether part of it is not shown.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filter != Filter::default()
    }

    /// The teams that count in the quarter's mean: persons only where there is nothing else.
    pub fn teams_counted(&self) -> impl Iterator<Item = &TeamCard> {
        let persons_only = self.teams.iter().all(|team| team.level == Level::Individual);
        self.teams.iter().filter(move |team| persons_only || team.level != Level::Individual)
    }
}

impl KeyResultCard {
    /// The latest reading that counts.
    #[must_use]
    pub fn current(&self) -> Option<&Reading> {
        self.readings.last()
    }

    /// Where it should end; `None` for one that holds a limit.
    #[must_use]
    pub fn target(&self) -> Option<&Quantity> {
        match &self.figures {
            Figures::Move { target, .. } => target.as_ref(),
            Figures::Hold { .. } => None,
        }
    }

    /// Whether the score that counts was set by hand.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.by_hand.as_ref().is_some_and(|grade| Some(grade.score) == self.score && grade.reason.is_some())
    }
}
