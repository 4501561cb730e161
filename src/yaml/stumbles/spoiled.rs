//! A value that parses, but is not what its author meant.

use crate::source::Span;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::tree::NodeId;

/// A value that is not what its author meant, its real place, and why.
pub(super) struct Spoiled {
    pub(super) id: NodeId,
    pub(super) place: Span,
    pub(super) problem: Problem,
}

impl Spoiled {
    pub(super) fn new(id: NodeId, place: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { id, place, problem: Problem::new(ProblemKind::Syntax, place, message).help(help) }
    }

    /// Points at less than the whole value.
    pub(super) fn pointing_at(mut self, span: Span) -> Self {
        self.problem.span = span;
        self
    }
}
