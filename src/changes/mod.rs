//! What changed between two versions of a workspace: in meaning, not in lines.
//!
//! [`Matching`] finds for every objective and key result what it was before, whatever was moved, renamed or
//! reformatted. [`FieldChange`]s say what is different, [`Diff`] puts all of it together with the scores, and
//! [`History`] is what rules about change look back on.

mod arrivals;
mod beside;
mod check_ins;
mod diff;
mod fields;
mod history;
mod matching;
mod meaning;
mod measured;
mod step;
mod texts;
mod wording;

pub use arrivals::{Promise, as_it_arrived, promises};
pub use check_ins::CheckInChange;
pub use diff::{Change, ChangeKind, Diff, Scores, Subject};
pub use fields::{
    FieldChange, PROMISED, key_result_changes, metric_changes, objective_changes, settings_changes,
};
pub use history::{FormerSettings, History, Reference, Side, TIME_TO_FILL_IN};
pub use matching::{Matching, Pair, former_metric, only_renames, renamed};
pub use meaning::says_the_same;
pub use measured::measured_words;
pub use step::{CommitLabel, GoalStep};
pub use texts::{TextChange, TextKind};
pub use wording::plain;
