//! Changes in git, through the binary: what a pull request brings, what changed, and the state before.

pub(crate) mod scratch;

mod arrived;
mod at;
mod auto;
mod diff;
mod hardening;
mod hidden;
mod introduced;
mod moved;
mod opening;
mod relocated;
