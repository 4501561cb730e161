//! Values of metrics from where they are kept: programs over databases, commands, and CSV files.
//!
//! A pull goes one way. [`Plan`] reads which questions the metrics ask, with their queries and scripts. [`fingerprint`] says
//! what that comes to, for the user to trust or not. [`Asking`] starts the programs and reads their answers as [`Table`]s.
//! [`merge()`] puts the rows beside what the files of readings hold.
//!
//! # What keeps a pull request from running anything
//!
//! - Nothing is started unless the caller says that the fingerprint of the whole plan is trusted, and that is over the very
//!   bytes that are run: queries and scripts are read once, by the plan.
//! - A command runs in an empty folder outside of the repository. The files it needs are written there from the plan's
//!   bytes, so no other file of the repository is on its way.
//! - Programs, and the libraries they load, are never looked for in the repository.
//! - Queries go to programs as one argument. Only dates are put into them.

mod ask;
pub mod engine;
mod environment;
mod merge;
mod plan;
mod report;
mod rows;
mod run;
mod secrets;
mod trust;

pub use ask::{Answer, Asking};
pub use engine::Days;
pub use environment::{Environment, NotFound};
pub use merge::{Merged, Restated, Wishes, merge, path_for};
pub use plan::{Asks, Hopeless, Job, Plan, Wanted};
pub use report::{Came, How, OfMetric, Outcome, Report, program_of};
pub use rows::{Columns, Rows, Table, Value};
pub use run::{RunError, Running};
pub use secrets::Secrets;
pub use trust::{digest, fingerprint, place, trusts};
