//! Goals with edits that are not written yet.

use super::refused::Refused;
use crate::goals::{Day, Workspace};
use crate::lint::{Selection, lint};
use crate::settings::Settings;
use crate::write::{Plan, Planned, Text};
use std::collections::HashSet;

/// Goals with the edits of answers, one after the other: each is planned upon the goals as those before it left them.
#[derive(Debug)]
pub struct Draft<'d> {
    settings: &'d Settings,
    today: Day,
    before: &'d Workspace,
    now: Option<Workspace>,
}

/// The rules that an answer must not bring a finding of: a number, a date or a sentence that cannot be right. What a true
/// value says about the goals, such as a breach, does not count.
const MUST_HOLD: [&str; 11] = [
    "check-in-dates",
    "duplicate-key",
    "implausible-value",
    "invalid-value",
    "mixed-limits",
    "no-change",
    "text-disagrees",
    "unclear-limit",
    "unclear-number",
    "unit-mismatch",
    "wrong-direction",
];

impl<'d> Draft<'d> {
    /// A draft without edits, made on a day.
    #[must_use]
    pub fn new(before: &'d Workspace, settings: &'d Settings, today: Day) -> Self {
        Self { settings, today, before, now: None }
    }

    /// The goals as the edits so far leave them.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        self.now.as_ref().unwrap_or(self.before)
    }

    /// The settings of the goals.
    #[must_use]
    pub fn settings(&self) -> &'d Settings {
        self.settings
    }

    /// The day the answers are given on.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }

    /// Makes edits, all or none of them.
    ///
    /// # Errors
    /// A file that cannot be edited so.
    pub fn make(&mut self, plan: Plan) -> Result<(), Refused> {
        self.now = Some(plan.check(self.workspace(), &self.settings.vocabulary)?.workspace);
        Ok(())
    }

    /// Takes one answer. Its edits are kept only if all of them can be made and no rule objects to the result.
    ///
    /// # Errors
    /// Why the answer is refused.
    pub fn answer<T>(
        &mut self,
        answer: impl FnOnce(&mut Draft<'_>) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let (result, now) = {
            let mut trial = Draft { now: None, before: self.workspace(), ..*self };
            let result = answer(&mut trial)?;
            trial.refuse_faults()?;
            (result, trial.now)
        };
        self.now = now.or_else(|| self.now.take());
        Ok(result)
    }

    /// Refuses edits that `okr check` would find fault with.
    ///
    /// # Errors
    /// The first new finding of a rule that must hold.
    pub fn refuse_faults(&self) -> Result<(), Refused> {
        let Some(now) = &self.now else { return Ok(()) };
        let selection = Selection { select: MUST_HOLD.to_vec(), ignore: Vec::new() };
        let found = |workspace| lint(workspace, self.settings, self.today, &selection).findings;
        let before = found(self.before);
        let known: HashSet<(&str, Option<&str>, &str)> = before
            .iter()
            .map(|finding| (finding.rule, finding.address.as_deref(), finding.message.as_str()))
            .collect();
        let is_new = |finding: &crate::finding::Finding| {
            !known.contains(&(finding.rule, finding.address.as_deref(), finding.message.as_str()))
        };
        match found(now).into_iter().find(is_new) {
            None => Ok(()),
            Some(finding) => {
                Err(Refused::Faulty { message: finding.message, help: finding.help.unwrap_or_default() })
            }
        }
    }

    /// The files that change, in their order.
    #[must_use]
    pub fn texts(&self) -> Vec<Text> {
        let Some(now) = &self.now else { return Vec::new() };
        let changed = now.sources.iter().filter_map(|(id, after)| {
            let before = self.before.sources.file(id);
            (before.text != after.text).then(|| Text {
                path: after.path.clone(),
                before: Some(before.text.to_string()),
                after: after.text.to_string(),
            })
        });
        changed.collect()
    }

    /// What is to be written; `None` where nothing changed.
    #[must_use]
    pub fn planned(self) -> Option<Planned> {
        let texts = self.texts();
        let workspace = self.now?;
        (!texts.is_empty()).then_some(Planned { texts, workspace })
    }
}
