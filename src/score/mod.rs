//! Scores, grades and status: pure arithmetic over goals, with every number's working kept.
//!
//! [`Scorecard::new`] is the one entrance; whatever shows a score takes it from there, so that no two screens can
//! disagree. The parts: [`key_result`] scores one key result, [`rollup`] takes means, [`bands`] names grades, [`pace`]
//! extends the line to the quarter's end, [`status`] decides what that means today, [`guardrail`] and [`metric`] judge
//! what is watched.

pub mod bands;
mod bet;
mod build;
pub mod cadence;
mod counted;
mod counting;
mod display;
mod earlier;
pub mod explain;
pub mod figures;
mod filter;
pub mod forecast;
mod grouped;
pub mod guardrail;
pub mod key_result;
mod look_back;
pub mod metric;
mod no_data;
mod original;
pub mod pace;
mod population;
mod reading;
pub mod rollup;
mod scorecard;
pub mod status;
mod summary;
mod suppose;
mod takes;
mod units;
mod unusual;
mod working;

pub use bands::{Band, Bands, Calibration, Promises};
pub use bet::Bet;
pub(crate) use counted::{score_at_former_numbers, score_that_counts};
pub(crate) use counting::{all_together, running};
pub use display::two_decimals;
pub use earlier::{Addition, EarlierGrades, EarlierTeam, Removed};
pub use explain::{Step, Subject, Sum};
pub use figures::{Figures, Kind, limits};
pub use forecast::Likely;
pub use guardrail::{Breaches, GuardrailCard, GuardrailState};
pub(crate) use key_result::{aggregate_of, can_be_scored, is_done, way_made};
pub use metric::{Counted, MetricCard, MetricStatus, Movement, TotalPace, Trend, Verdict};
pub use no_data::NoData;
pub use original::{FirstVersion, Original};
pub use pace::{Basis, LikelyEnd, Projection};
pub use population::{NotComparable, SAME_TIME, one_population};
pub use reading::Reading;
pub use scorecard::{
    Filter, FirstObjective, GradeByHand, GuardrailMark, KeyResultCard, Means, ObjectiveCard, Part, Scorecard,
    TeamCard, Weakest,
};
pub use status::{Cancelled, Judged, Status};
pub use suppose::Supposed;
pub use takes::{Takes, amount, average_needed, pace_in_brief, pace_needed};
pub use units::{beside, in_own_unit, in_unit_of, unit_of};
pub use unusual::{FirstLook, Unusual};
