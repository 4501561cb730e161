//! Judges a workspace: every rule over every file, suppressions, order, fingerprints. Pure: the same goals, settings
//! and date give the same report, on any number of threads.

mod introduced;
mod kept;

pub use introduced::introduced;
pub use kept::Kept;

use crate::changes::History;
use crate::finding::{Finding, Level};
use crate::goals::{Day, GoalFile, KeyResultView, MetricView, ObjectiveView, Workspace};
use crate::parallel;
use crate::rules::{self, Check, Context, Days, Facts, LatestTracks, Levels, Loosened, Rule};
use crate::settings::Settings;
use crate::source::{FileId, Lines, Span};
use crate::suppression::Suppressions;
use std::collections::HashMap;
use std::hash::Hasher as _;

/// Which rules are to run, by name. Empty lists mean all and none.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these.
    pub select: Vec<&'static str>,
    /// Not these.
    pub ignore: Vec<&'static str>,
}

impl Selection {
    fn includes(&self, name: &str) -> bool {
        (self.select.is_empty() || self.select.contains(&name)) && !self.ignore.contains(&name)
    }
}

/// What the rules found.
#[derive(Debug, Default)]
pub struct Report {
    /// By file, place and rule.
    pub findings: Vec<Finding>,
    /// Findings suppressed by a comment, in the same order.
    pub suppressed: Vec<Finding>,
    /// How many files were judged.
    pub files: usize,
    /// Findings that are left out because they were there before; `None` if no earlier version was looked at.
    pub older: Option<usize>,
    /// What this change of the settings takes from the rules that judged it.
    pub loosened: Loosened,
}

impl Report {
    /// How many findings there are at a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The highest level found.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|finding| finding.level).max()
    }
}

/// Runs the selected rules over all goals as of a day.
#[must_use]
pub fn lint(
    workspace: &Workspace,
    settings: &Settings,
    days: impl Into<Days>,
    selection: &Selection,
) -> Report {
    let days @ Days { as_of, .. } = days.into();
    let (levels, facts) = (Levels::of(settings), Facts::of(workspace, days));
    let judge =
        Judge { workspace, settings, levels: &levels, facts: &facts, as_of, selection, history: None };
    let mut report = judge.report();
    gather(&mut report.findings);
    report
}

/// Runs all rules over goals that were judged before, and only those that a change since then can have an effect on. The
/// report is that of [`lint`].
#[must_use]
pub fn lint_again(
    kept: &mut Kept,
    workspace: &Workspace,
    settings: &Settings,
    days: impl Into<Days>,
) -> Report {
    let days @ Days { as_of, .. } = days.into();
    let (levels, facts) = (Levels::of(settings), Facts::of(workspace, days));
    let (levels, facts, selection) = (&levels, &facts, &Selection::default());
    let judge = Judge { workspace, settings, levels, facts, as_of, selection, history: None };
    let together = judge.judge_together();
    let of_files = kept.judge(&judge);
    let mut report = judge.report_on(together, of_files);
    gather(&mut report.findings);
    report
}

/// Makes one finding of those of a rule and file that are to be shown once, in the place of the first.
fn gather(findings: &mut Vec<Finding>) {
    let mut groups: Vec<(&'static str, FileId, Vec<usize>)> = Vec::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.gather.is_some()) {
        match groups.iter_mut().rfind(|(rule, file, _)| *rule == finding.rule && *file == finding.span.file) {
            Some((.., group)) => group.push(at),
            None => groups.push((finding.rule, finding.span.file, vec![at])),
        }
    }
    groups.retain(|(.., group)| group.len() > 1);
    let mut taken: Vec<bool> = vec![false; findings.len()];
    for (.., group) in &groups {
        let Some(gather) = findings[group[0]].gather else { continue };
        findings[group[0]] = gather(group.iter().map(|at| findings[*at].clone()).collect());
        group[1..].iter().for_each(|at| taken[*at] = true);
    }
    if !groups.is_empty() {
        let mut taken = taken.into_iter();
        findings.retain(|_| !taken.next().unwrap_or_default());
    }
}

struct Judge<'j> {
    workspace: &'j Workspace,
    settings: &'j Settings,
    levels: &'j Levels,
    facts: &'j Facts<'j>,
    as_of: Day,
    selection: &'j Selection,
    history: Option<&'j History>,
}

impl<'j> Judge<'j> {
    fn report(&self) -> Report {
        let files: Vec<&'j GoalFile> = self.workspace.files.iter().map(|file| &**file).collect();
        let of_files = parallel::map(&files, |file| self.judge_file(file));
        self.report_on(self.judge_together(), of_files)
    }

    /// The report on what was found in all files together and in each file by itself.
    fn report_on(&self, together: Vec<Finding>, of_files: Vec<Vec<Finding>>) -> Report {
        let workspace = self.workspace;
        let mut by_file: HashMap<FileId, Vec<Finding>> = HashMap::new();
        for finding in together.into_iter().chain(of_files.into_iter().flatten()) {
            // Most files with findings have one, and lists that grow begin with room for four.
            by_file.entry(finding.span.file).or_insert_with(|| Vec::with_capacity(1)).push(finding);
        }
        let found =
            workspace.files.iter().map(|file| (&**file, by_file.remove(&file.id).unwrap_or_default()));
        let of_files = parallel::map_owned(found.collect(), |(file, findings)| self.finish(file, findings));
        let mut report = Report { files: workspace.files.len(), ..Report::default() };
        for (findings, suppressed) in of_files {
            report.findings.extend(findings);
            report.suppressed.extend(suppressed);
        }
        let settings_file = self.history.and_then(|history| Some(&history.settings.as_ref()?.file));
        if let Some(file) = settings_file
            && let Some(findings) = by_file.remove(&file.id)
        {
            let (findings, suppressed) = self.finish(file, findings);
            report.findings.extend(findings);
            report.suppressed.extend(suppressed);
        }
        // Findings about files that are gone.
        let mut of_gone: Vec<Finding> = by_file.into_values().flatten().collect();
        sort(&mut of_gone);
        report.findings.extend(of_gone);
        fingerprint(&mut report, workspace);
        report
    }

    fn context(&self, rule: &'static Rule) -> Option<Context<'j>> {
        self.context_sharing(rule, &LatestTracks::default())
    }

    fn context_sharing(&self, rule: &'static Rule, tracks: &LatestTracks<'j>) -> Option<Context<'j>> {
        let wants_history = matches!(rule.check, Check::Change(_));
        if !self.selection.includes(rule.name) || wants_history && self.history.is_none() {
            return None;
        }
        Context::new(rule, self.workspace, self.settings, self.levels, self.as_of, self.facts, tracks)
    }

    /// The rules that look at all files at once.
    fn judge_together(&self) -> Vec<Finding> {
        let rules: Vec<&'static Rule> = rules::all().collect();
        let of_rules = parallel::map_over(self.workspace.files.len(), &rules, |rule| {
            match (rule.check, self.context(rule)) {
                (Check::Workspace(check) | Check::KeyResultAndWorkspace(_, check), Some(mut context)) => {
                    check(&mut context);
                    context.into_findings()
                }
                (Check::Change(check), Some(mut context)) => {
                    self.history.iter().for_each(|history| check(&mut context, history));
                    context.into_findings()
                }
                _ => Vec::new(),
            }
        });
        of_rules.into_iter().flatten().collect()
    }

    /// The rules that look at one file, objective, key result or metric. What they find may be in another file: at the
    /// reading that a key result waits for.
    fn judge_file(&self, file: &'j GoalFile) -> Vec<Finding> {
        let mut findings = Vec::new();
        let tracks = LatestTracks::default();
        for rule in rules::all() {
            let Some(mut context) = self.context_sharing(rule, &tracks) else { continue };
            match rule.check {
                Check::File(check) => check(&mut context, file),
                Check::Metric(check) => {
                    self.workspace.metrics_of(file).for_each(|metric| check(&mut context, metric));
                }
                Check::Objective(check) => {
                    self.workspace.objectives_of(file).for_each(|objective| check(&mut context, objective));
                }
                Check::KeyResult(check) | Check::KeyResultAndWorkspace(check, _) => {
                    self.workspace
                        .key_results_of(file)
                        .for_each(|key_result| check(&mut context, key_result));
                }
                Check::Workspace(_) | Check::Change(_) | Check::Suppressions => {}
            }
            findings.extend(context.into_findings());
        }
        // Lists begin with room for four, and most files have one.
        findings.shrink_to_fit();
        findings
    }

    /// What remains of all that was found in a file: the active and the suppressed findings, with their addresses.
    fn finish(&self, file: &GoalFile, mut findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        yield_to_others(&mut findings);
        let (mut findings, suppressed) = self.suppress(file, findings);
        add_addresses(self.workspace, file, &mut findings);
        sort(&mut findings);
        (findings, suppressed)
    }

    /// Splits active from suppressed findings, and checks the comments.
    fn suppress(&self, file: &GoalFile, mut findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        let mut suppressions = Suppressions::of(self.workspace, file, self.as_of);
        if file.directives.is_empty() {
            return (findings, Vec::new());
        }
        let lines = Lines::new(&self.workspace.sources.file(file.id).text);
        for finding in &mut findings {
            finding.suppressed_because = suppressions.reason(finding, lines.line(finding.span.start));
        }
        let (mut suppressed, mut findings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.suppressed_because.is_some());
        if let Some(mut context) = self.context(&rules::BAD_SUPPRESSION) {
            suppressions.faults.drain(..).for_each(|fault| context.report(fault));
            findings.extend(context.into_findings());
        }
        if let Some(mut context) = self.context(&rules::UNUSED_SUPPRESSION) {
            let ran = |name: &str| rules::find(name).is_some_and(|rule| self.context(rule).is_some());
            suppressions.unused(ran).into_iter().for_each(|remark| context.report(remark));
            findings.extend(context.into_findings());
        }
        add_addresses(self.workspace, file, &mut suppressed);
        sort(&mut suppressed);
        (findings, suppressed)
    }
}

/// Leaves out what another rule says of the same words, and lets that finding have the fix.
fn yield_to_others(findings: &mut Vec<Finding>) {
    let yielding: Vec<usize> = (0..findings.len()).filter(|at| findings[*at].unless.is_some()).collect();
    for at in yielding.into_iter().rev() {
        let (span, rule) = (findings[at].span, findings[at].unless);
        let other = findings.iter().position(|other| Some(other.rule) == rule && other.span == span);
        let Some(other) = other else { continue };
        let fix = findings[at].fix.take();
        findings[other].fix = findings[other].fix.take().or(fix);
        findings.remove(at);
    }
}

/// By place, then rule; findings that say the same of the same words are one.
fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        (a.span, std::cmp::Reverse(a.level), a.rule, &a.message).cmp(&(
            b.span,
            std::cmp::Reverse(b.level),
            b.rule,
            &b.message,
        ))
    });
    findings.dedup_by(|a, b| a.span == b.span && a.rule == b.rule && a.message == b.message);
}

/// Gives every finding the full address of the innermost item that contains it.
fn add_addresses(workspace: &Workspace, file: &GoalFile, findings: &mut [Finding]) {
    if findings.is_empty() {
        return;
    }
    let objectives: Vec<ObjectiveView<'_>> = workspace.objectives_of(file).collect();
    let mut metrics: Vec<MetricView<'_>> = workspace.metrics_of(file).collect();
    metrics.sort_by_key(|metric| metric.span.start);
    // Key results of the objective that the last finding was in; findings of one objective come together.
    let mut open: Option<(usize, Vec<KeyResultView<'_>>)> = None;
    for finding in findings {
        let within = |objective: &ObjectiveView<'_>| objective.span;
        finding.address = match holding(&objectives, within, finding.span) {
            Some(number) => {
                if open.as_ref().is_none_or(|(opened, _)| *opened != number) {
                    open = Some((number, objectives[number].key_results().collect()));
                }
                let key_results = open.as_ref().map_or(&[][..], |(_, key_results)| key_results);
                let inner = holding(key_results, |key_result| key_result.span, finding.span);
                Some(inner.map_or_else(|| objectives[number].address(), |inner| key_results[inner].address()))
            }
            None => holding(&metrics, |metric| metric.span, finding.span)
                .and_then(|number| metrics[number].id().map(str::to_owned)),
        };
    }
}

/// The item that contains a place, among consecutive items.
fn holding<T>(items: &[T], place: impl Fn(&T) -> Span, span: Span) -> Option<usize> {
    let after = items.partition_point(|item| place(item).start <= span.start);
    let candidate = after.checked_sub(1)?;
    place(&items[candidate]).contains(span).then_some(candidate)
}

/// A fingerprint is made of the rule and the address (or, without one, the words), and a number where those repeat:
/// never of lines, so that moved lines do not look new.
fn fingerprint(report: &mut Report, workspace: &Workspace) {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for finding in report.findings.iter_mut().chain(&mut report.suppressed) {
        let subject = finding.address.as_deref().unwrap_or_else(|| workspace.sources.text(finding.span));
        let mut hasher = fnv::FnvHasher::default();
        let occasion = finding.occasion.as_deref();
        for part in [finding.rule, subject].into_iter().chain(occasion) {
            hasher.write(part.as_bytes());
            hasher.write_u8(0);
        }
        let repeats = seen.entry(hasher.finish()).or_default();
        hasher.write_u64(*repeats);
        *repeats += 1;
        finding.fingerprint = format!("{:016x}", hasher.finish());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::Calendar;
    use crate::prose::Vocabulary;
    use crate::source::{SourceFile, Sources};
    use std::sync::Arc;

    #[test]
    fn no_fact_is_worked_out_twice_in_a_run() {
        let text = "quarter: 2026-Q1\nteam: growth\nnorth_star: {id: star}\n\
                    input_metrics: [{id: a, drives: [b]}, {id: b}, {id: c}]\nguardrails: [{id: g}]\n\
                    objectives:\n- objective: New teams feel at home\n  supports: [late]\n  key_results:\n\
                    \x20 - {key_result: Raise it from 1 to 2, metric: late, depends_on: [growth/o1/kr2]}\n\
                    \x20 - Raise the other from 1 to 2\nmetrics: [{id: late, indicator: lagging}]\n";
        let mut sources = Sources::default();
        for path in ["a.yaml", "b.yaml", "c.yaml"] {
            sources.push(SourceFile { path: path.into(), text: Arc::new(text.to_owned()), defect: None });
        }
        let workspace = Workspace::read(sources, &Vocabulary::default(), Calendar::default());
        let (settings, selection) = (Settings::default(), Selection::default());
        let as_of: Day = "2026-02-15".parse().unwrap();
        let (levels, facts) = (Levels::of(&settings), Facts::of(&workspace, as_of.into()));
        let (workspace, settings, levels, selection) = (&workspace, &settings, &levels, &selection);
        let history = &History::default();
        let judge =
            Judge { workspace, settings, levels, facts: &facts, as_of, selection, history: Some(history) };
        assert!(!judge.report().findings.is_empty());
        assert_eq!(facts.times(), [1; 10]);
    }
}
