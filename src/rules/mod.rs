//! The rules. Each has its own file with its page beside it; [`FAMILIES`] is the one table that help,
//! settings, outputs and documentation read.

mod change;
mod empty_key;
mod facts;
mod file;
mod follow_up;
mod key_result;
mod levels;
mod metric;
mod objective;
mod schema;
mod surroundings;
mod words;

use crate::changes::History;
use crate::finding::{Finding, Level, Remark};
use crate::goals::{Day, GoalFile, KeyResultView, MetricView, ObjectiveView, Workspace};
use crate::settings::{Organization, Settings};
use crate::yaml::ProblemKind;

pub use levels::{Levels, Loosened, read_settings};
pub use schema::settings_schema;

/// What a rule judges: the narrowest thing it needs.
///
/// A rule about a file, or about something in it, may look beyond that file at the metrics that its key results name and
/// at the facts that `Surroundings` lists, and at nothing else: its findings are kept until one of these changes.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One file.
    File(for<'c> fn(&mut Context<'c>, &'c GoalFile)),
    /// One metric.
    Metric(for<'c> fn(&mut Context<'c>, MetricView<'c>)),
    /// One objective with its key results.
    Objective(for<'c> fn(&mut Context<'c>, ObjectiveView<'c>)),
    /// One key result.
    KeyResult(for<'c> fn(&mut Context<'c>, KeyResultView<'c>)),
    /// All files together.
    Workspace(fn(&mut Context<'_>)),
    /// Each key result, and then all files together.
    KeyResultAndWorkspace(for<'c> fn(&mut Context<'c>, KeyResultView<'c>), fn(&mut Context<'_>)),
    /// The goals beside their earlier versions, where those are known.
    Change(for<'c> fn(&mut Context<'c>, &'c History)),
    /// The suppressions, once all other rules have spoken; see [`crate::lint`].
    Suppressions,
}

/// A number that settings can change.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key in the settings.
    pub name: &'static str,
    /// Its value when nothing is set.
    pub default: f64,
    /// The smallest and largest value that makes sense, both included.
    pub range: (f64, f64),
    /// What it counts in.
    pub unit: OptionUnit,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

/// What an option counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionUnit {
    /// Things: only whole numbers make sense.
    Count,
    /// Percent: a percent sign may follow the number, which may have decimals.
    Percent,
}

/// A rule of the craft.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, stable, naming the fault.
    pub name: &'static str,
    /// The fault in one line.
    pub summary: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Its level unless the settings name one.
    pub level: Level,
    /// The organization profiles that switch it off.
    pub off_for: &'static [Organization],
    /// What can be set.
    pub options: &'static [RuleOption],
    /// How it judges.
    pub check: Check,
}

/// Rules that belong together.
#[derive(Debug)]
pub struct Family {
    /// What they are about.
    pub title: &'static str,
    /// The rules, in the order they are listed.
    pub rules: &'static [&'static Rule],
}

/// Every rule there is.
pub static FAMILIES: &[Family] = &[
    Family { title: "The file", rules: file::RULES },
    Family { title: "Key results", rules: key_result::RULES },
    Family { title: "Objectives", rules: objective::RULES },
    Family { title: "Metrics", rules: metric::RULES },
    Family { title: "Following up", rules: follow_up::RULES },
    Family { title: "Change", rules: change::RULES },
];

pub(crate) use facts::LatestTracks;
use facts::Tracks;
pub use facts::{Days, Facts};
pub(crate) use file::{BAD_SUPPRESSION, UNUSED_SUPPRESSION, id_for};
pub(crate) use surroundings::Surroundings;

/// Every rule, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules.iter().copied())
}

/// The rule with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The rule a misspelt name was probably meant to be.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::yaml::nearest(name, all().map(|rule| rule.name))
}

/// What a rule may look at, and where it reports.
#[derive(Debug)]
pub struct Context<'c> {
    /// All goals.
    pub workspace: &'c Workspace,
    /// The settings.
    pub settings: &'c Settings,
    /// The levels and options of rules.
    pub levels: &'c Levels,
    /// The only date there is.
    pub as_of: Day,
    /// What is known about all goals together.
    pub facts: &'c Facts<'c>,
    tracks: LatestTracks<'c>,
    rule: &'static Rule,
    level: Level,
    findings: Vec<Finding>,
}

impl<'c> Context<'c> {
    /// A context for `rule`, sharing what rules about one file find out; `None` if it is off.
    pub(crate) fn new(
        rule: &'static Rule,
        workspace: &'c Workspace,
        settings: &'c Settings,
        levels: &'c Levels,
        as_of: Day,
        facts: &'c Facts<'c>,
        tracks: &LatestTracks<'c>,
    ) -> Option<Self> {
        let (level, tracks) = (levels.level_of(rule)?, tracks.clone());
        Some(Self { workspace, settings, levels, as_of, facts, tracks, rule, level, findings: Vec::new() })
    }

    /// What was measured of a file's key results in its quarter.
    fn tracks(&self, file: &'c GoalFile) -> Tracks<'c> {
        self.tracks.of(file, self.facts)
    }

    /// Reports a finding of the rule that is speaking.
    pub fn report(&mut self, remark: Remark) {
        let set_by_user = self.levels.sets_level_of(self.rule);
        let raised = remark.raise.filter(|_| !set_by_user).unwrap_or(self.level);
        let level = remark.cap.map_or(raised, |cap| raised.min(cap));
        self.findings.push(Finding {
            rule: self.rule.name,
            level,
            message: remark.message,
            help: remark.help,
            span: remark.span,
            related: remark.related,
            occasion: remark.occasion,
            fix: remark.fix,
            choices: remark.choices,
            unless: remark.unless,
            gather: remark.gather,
            address: None,
            fingerprint: String::new(),
            suppressed_because: None,
        });
    }

    /// The value of one of the rule's own options.
    #[must_use]
    pub fn option(&self, name: &str) -> f64 {
        self.levels.option_of(self.rule, name)
    }

    /// The value of one of the rule's own options that counts things.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        self.option(name).max(0.0) as usize
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Passes on what the reader found of one kind.
fn report_problems(context: &mut Context<'_>, file: &GoalFile, kind: ProblemKind) {
    for problem in file.problems.iter().filter(|problem| problem.kind == kind) {
        let remark = Remark::new(problem.span, problem.message.clone());
        let remark = problem.help.iter().fold(remark, |remark, help| remark.help(help.clone()));
        let remark = problem.fix.iter().fold(remark, |remark, fix| remark.fix(fix.clone()));
        let remark = remark.choices(problem.choices.clone());
        let related = problem.related.iter();
        context.report(related.fold(remark, |remark, (span, label)| remark.related(*span, label.clone())));
    }
}
