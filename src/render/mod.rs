//! Output formats: findings and scorecards to text. Everything here is a function of its input; nothing prints.

pub mod findings;
mod text;

pub use text::visible;
