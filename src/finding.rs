//! What a rule found, and where.

use crate::source::Span;
use crate::yaml::Fix;
use std::fmt;
use strum::{IntoStaticStr, VariantArray};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Level {
    /// Advice.
    Note,
    /// Worth fixing.
    Warning,
    /// Breaks the craft.
    Error,
}

impl Level {
    /// Every level, the least first.
    pub const ALL: &[Level] = Level::VARIANTS;

    /// The word for it in settings and outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Another place that a finding has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What is there, in a few words.
    pub label: String,
}

/// What a rule has to say, before it is known at which level. It has exactly one primary place.
#[derive(Debug, Clone)]
pub struct Remark {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) related: Vec<Related>,
    pub(crate) cap: Option<Level>,
    pub(crate) raise: Option<Level>,
    pub(crate) occasion: Option<String>,
    pub(crate) fix: Option<Fix>,
    pub(crate) choices: Vec<Fix>,
    pub(crate) unless: Option<&'static str>,
    pub(crate) gather: Option<Gather>,
}

/// Makes one finding of several of a rule in a file: at least two, in the order of the file.
pub type Gather = fn(Vec<Finding>) -> Finding;

impl Remark {
    /// Something to say about the words at `span`: one sentence without a full stop.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
            related: Vec::new(),
            cap: None,
            raise: None,
            fix: None,
            choices: Vec::new(),
            occasion: None,
            unless: None,
            gather: None,
        }
    }

    /// What to write instead, in the author's own words and numbers where possible.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place and what is there.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { span, label: label.into() });
        self
    }

    /// A change of the file that fixes it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Changes of the file of which one fixes it: which one, only its author knows. Editors offer them.
    #[must_use]
    pub fn choices(mut self, choices: Vec<Fix>) -> Self {
        self.choices = choices;
        self
    }

    /// Says nothing if this rule has a finding at the same place: that finding then gets the fix of this one.
    #[must_use]
    pub fn unless_found_by(mut self, rule: &'static str) -> Self {
        self.unless = Some(rule);
        self
    }

    /// Shown once a file, however often it is found there.
    #[must_use]
    pub(crate) fn gathered_by(mut self, gather: Gather) -> Self {
        self.gather = Some(gather);
        self
    }

    /// Never above this level, whatever is set: for a rule that is unsure of its own judgement.
    #[must_use]
    pub fn at_most(mut self, level: Level) -> Self {
        self.cap = Some(self.cap.map_or(level, |cap| cap.min(level)));
        self
    }

    /// What distinguishes this finding from an earlier one of the same rule on the same item: a target that moves twice is
    /// found twice.
    #[must_use]
    pub fn on_occasion_of(mut self, occasion: impl Into<String>) -> Self {
        self.occasion = Some(occasion.into());
        self
    }

    /// At this level unless the settings name one: for the worse cases of a milder rule.
    #[must_use]
    pub fn raised_to(mut self, level: Level) -> Self {
        self.raise = Some(level);
        self
    }
}

/// A finding of a rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How much it matters here.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The words it is about.
    pub span: Span,
    /// Other places it has to do with.
    pub related: Vec<Related>,
    /// What distinguishes it from an earlier finding of the same rule on the same item.
    pub occasion: Option<String>,
    /// A change of the file that puts it right; `okr check --fix` makes it.
    pub fix: Option<Fix>,
    /// Changes of the file of which one puts it right: which one, only its author knows.
    pub choices: Vec<Fix>,
    /// Left out where this rule has a finding at the same place.
    pub unless: Option<&'static str>,
    /// How several of a file become one; `None` if each is shown.
    pub gather: Option<Gather>,
    /// The full address of the item it is in; `None` for findings about a whole file.
    pub address: Option<String>,
    /// The same for the same fault of the same item, wherever its lines have moved: 16 hexadecimal digits.
    pub fingerprint: String,
    /// Why it is suppressed, in the words of the comment; `None` for an active finding.
    pub suppressed_because: Option<String>,
}
