//! What people answer about their goals, as edits: a check-in, a revised number, what was cancelled, learned or decided.
//!
//! Each answer is a function of the goals, the settings and the day it is given on. It makes its edits in a [`Draft`], or is
//! [`Refused`] with what to do instead. Nothing is written here: the draft becomes a [`Planned`](crate::write::Planned).

mod check_in;
mod create;
mod draft;
mod effect;
mod entry;
mod find;
mod import;
mod keys;
mod next_quarter;
mod questions;
mod refused;
mod revise;
mod settle;
mod spot;
mod value;

pub use check_in::{CheckIn, Done, How, check_in, take};
pub use create::{
    Created, NewGuardrail, NewKeyResult, NewMetric, NewObjective, NotCreated, Section, comes_late, guardrail,
    key_result, metric, objective, team,
};
pub use draft::Draft;
pub use effect::{Effect, GuardrailMoved, KeyResultMoved, MetricMoved, ObjectiveMoved, Standing, effect};
pub use find::find;
pub use import::{Imported, Row, RowRefused, import, rows};
pub use next_quarter::{Behind, Carried, Carry, NextQuarter, NotOpened, Opened, open};
pub use questions::{Question, Which, questions};
pub use refused::Refused;
pub use revise::{Revision, revise};
pub use settle::{cancel, decide, grade, read_grade, reflect, undecided_namesakes};
