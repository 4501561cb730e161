//! Output formats: findings, scorecards and differences to text. Everything here is a function of its input; nothing prints.

pub mod answers;
mod closing;
pub mod diff;
pub mod findings;
pub mod html;
mod json;
mod markdown;
mod opened;
pub mod page;
pub mod pulled;
pub mod reference;
pub mod review;
pub mod rules;
pub mod scorecard;
mod text;
pub mod todo;
mod unified;

pub use closing::{asked_key_result, asked_objective, cannot_be_closed, closing, still_missing};
pub use markdown::inert as plain_markdown;
pub use opened::{opened, remarks};
pub use text::{printable, visible, visible_lines};
pub use unified::unified;
