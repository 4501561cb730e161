//! What other screens are drawn with, so that all look alike.

pub(in crate::render) use super::INDENT;
pub(in crate::render) use super::grid::{Column, Grid};
pub(in crate::render) use super::lines::{hanging, wrap};
pub(in crate::render) use super::paint::{Tone, finish, of_guardrail, of_metric, of_status, paint};
pub(in crate::render) use super::shapes::sparkline;
pub(in crate::render) use super::words::{
    band_word, late, metric_value, of_target, original, plain, short, standing, status_word, trend,
};
