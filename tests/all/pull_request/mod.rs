//! Changes as git has them, through the binary: what a pull request brings, what changed, and how things stood.

mod scratch;

mod at;
mod auto;
mod diff;
mod hardening;
mod introduced;
mod moved;
