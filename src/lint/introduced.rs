//! What a change brought: the findings of the later version that the earlier one did not have.

use super::kept::Kept;
use super::{Judge, Report, Selection, gather};
use crate::changes::{History, Matching, Side};
use crate::finding::Finding;
use crate::parallel;
use crate::rules::{Days, Facts, Levels};
use std::collections::HashMap;

/// Runs the rules over two versions, each with its own settings, and keeps what only the later one has. Findings are
/// matched by rule and item, never by line: moving, renaming or reformatting brings nothing. Rules about change run too, at
/// the higher of their two levels.
#[must_use]
pub fn introduced(
    before: Side<'_>,
    after: Side<'_>,
    history: &History,
    days: impl Into<Days>,
    selection: &Selection,
) -> Report {
    let days @ Days { as_of, .. } = days.into();
    let facts_before = Facts::of(before.workspace, days);
    let facts_after = Facts::of(after.workspace, days);
    let levels_before = Levels::of(before.settings);
    let (levels_after, loosened) = Levels::of(after.settings).for_change_since(&levels_before);
    let judge = |Side { workspace, settings }, levels, facts| Judge {
        workspace,
        settings,
        levels,
        facts,
        as_of,
        selection,
        history: Some(history),
    };
    let judge_before = judge(before, &levels_before, &facts_before);
    let judge_after = judge(after, &levels_after, &facts_after);
    let files = after.workspace.files.len();
    let (earlier, mut later) = match before.settings == after.settings {
        true => both(&judge_before, &judge_after),
        false => parallel::both(files, || judge_before.report(), || judge_after.report()),
    };
    later.loosened = loosened;
    let names = Names::of(facts_after.matching(history));
    let found = later.findings.len();
    later.findings = without(later.findings, &earlier.findings, &names, before, after);
    later.older = Some(found - later.findings.len());
    gather(&mut later.findings);
    later.suppressed = without(later.suppressed, &earlier.suppressed, &names, before, after);
    later
}

/// The reports on two versions under the same settings: a file that both have, among the same surroundings, is judged once.
fn both(before: &Judge<'_>, after: &Judge<'_>) -> (Report, Report) {
    let mut kept = Kept::default();
    let after_by_file = kept.judge(after);
    let before_by_file = kept.judge(before);
    parallel::both(
        after.workspace.files.len(),
        || before.report_on(before.judge_together(), before_by_file),
        || after.report_on(after.judge_together(), after_by_file),
    )
}

/// What items of the earlier version are called in the later one, where that differs.
struct Names(HashMap<String, String>);

impl Names {
    fn of(matching: &Matching<'_>) -> Self {
        let mut names = HashMap::new();
        for pair in &matching.objectives {
            if let (Some(before), Some(after)) = (pair.before, pair.after) {
                names.insert(before.address(), after.address());
            }
        }
        for pair in &matching.key_results {
            if let (Some(before), Some(after)) = (pair.before, pair.after) {
                names.insert(before.address(), after.address());
            }
        }
        names.retain(|before, after| before != after);
        Self(names)
    }

    fn now<'n>(&'n self, address: &'n str) -> &'n str {
        self.0.get(address).map_or(address, String::as_str)
    }
}

/// One fault of one item: its rule, the item's address or else the words, and its occasion.
type Fault<'f> = (&'static str, &'f str, Option<&'f str>);

/// The later findings without those that were there before. Of several findings of one rule about one item, those that say
/// the same as before are the old ones; then any, for words change with the numbers in them.
fn without(
    later: Vec<Finding>,
    earlier: &[Finding],
    names: &Names,
    before: Side<'_>,
    after: Side<'_>,
) -> Vec<Finding> {
    let mut known: HashMap<Fault<'_>, usize> = HashMap::new();
    let mut said: HashMap<(Fault<'_>, &str), usize> = HashMap::new();
    for finding in earlier {
        let subject = match &finding.address {
            Some(address) => names.now(address),
            None => before.workspace.sources.text(finding.span),
        };
        let fault = (finding.rule, subject, finding.occasion.as_deref());
        *known.entry(fault).or_default() += 1;
        *said.entry((fault, &finding.message)).or_default() += 1;
    }
    let mut is_old = vec![false; later.len()];
    for same_words in [true, false] {
        for (finding, is_old) in later.iter().zip(&mut is_old).filter(|(_, is_old)| !**is_old) {
            let subject =
                finding.address.as_deref().unwrap_or_else(|| after.workspace.sources.text(finding.span));
            let fault = (finding.rule, subject, finding.occasion.as_deref());
            let left = known.get_mut(&fault).filter(|left| **left > 0);
            let left_said = said.get_mut(&(fault, &*finding.message)).filter(|left| **left > 0);
            match (left, left_said) {
                (Some(left), Some(left_said)) if same_words => {
                    (*left, *left_said) = (*left - 1, *left_said - 1)
                }
                (Some(left), _) if !same_words => *left -= 1,
                _ => continue,
            }
            *is_old = true;
        }
    }
    later.into_iter().zip(is_old).filter(|(_, is_old)| !is_old).map(|(finding, _)| finding).collect()
}
