//! The typed model: what the files of a workspace say about metrics, objectives and key results.
//!
//! [`mod@format`] is the file format as structs. [`GoalFile`] is one file taken in, [`Workspace`] their union with an
//! index, and the views ([`ObjectiveView`], [`KeyResultView`], [`MetricView`]) answer questions that need the context:
//! who owns it, what is it called, which numbers count.

#[macro_use]
mod boxed;

pub mod address;
pub mod calendar;
mod check_ins;
mod choices;
pub mod computed;
mod dated;
mod day;
mod elsewhere;
mod facts;
mod file;
pub mod format;
pub mod graph;
mod hints;
pub mod identity;
mod key_result;
mod last_days;
pub mod layout;
mod library;
mod life;
mod measured;
mod metric;
mod navigate;
mod objective;
mod objective_index;
mod offers;
mod other_languages;
mod other_names;
mod read_once;
mod readings;
mod recognise;
mod said;
mod schema;
mod sections;
pub mod series;
mod shapes;
mod unread;
pub mod values;
mod workspace;

pub use calendar::{Calendar, Cycle, Period, Quarter, Quarters};
pub use check_ins::{CheckInView, CheckIns, Part};
pub use day::Day;
pub use facts::{Aim, Facts, Figure, OpenLimit};
pub(crate) use file::DIRECTIVE;
pub use file::GoalFile;
pub use format::schema;
pub use hints::says_limit;
pub use key_result::KeyResultView;
pub use library::Library;
pub use life::Cancellation;
pub use measured::{Measured, Origin};
pub use metric::MetricView;
pub use navigate::Target;
pub use objective::ObjectiveView;
pub(crate) use offers::{gets_further, hides_field, puts_right};
pub use readings::{Look, Readings, Track};
pub use recognise::{has_goal_key, is_surely_goals};
pub use said::{said, says_nothing};
pub use sections::MetricRole;
pub use series::{Series, has_readings_header};
pub use unread::Unread;
pub use workspace::Workspace;
