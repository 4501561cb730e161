//! Comments that suppress a rule: `# okr: ignore[rule] reason` and `# okr: ignore-file[rule] reason`.
//!
//! Everything is kept by line, so that many suppressions over many findings cost a binary search each.

mod comment;
mod layout;

use crate::finding::{Finding, Remark};
use crate::goals::{Day, GoalFile, Workspace};
use crate::rules::{self, BAD_SUPPRESSION, UNUSED_SUPPRESSION};
use crate::source::{Lines, Span};
use crate::yaml::{Edit, Fix};
use comment::Comment;
use layout::Layout;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// Removes a comment that suppresses nothing.
fn removal(comment: Span) -> Fix {
    let edits = vec![Edit::RemoveComment { at: comment }];
    Fix::likely("unused suppression removed", "remove this comment", edits).keeping_goals()
}

/// One suppression comment in force.
#[derive(Debug)]
struct Suppression {
    /// The whole comment.
    span: Span,
    /// The rules it suppresses, each with the place of its name.
    rules: Vec<(&'static str, Span)>,
    /// It names these rules and no others, right or wrong.
    names_one_rule: bool,
    /// The lines it covers.
    lines: RangeInclusive<usize>,
    until: Option<Day>,
    reason: String,
}

/// The suppressions of one file, and what is wrong with those that could not be understood.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    all: Vec<Suppression>,
    pub(crate) faults: Vec<Remark>,
    /// For each rule the first line of every suppression, ascending, with the furthest line covered so far and the number
    /// of the suppression that reaches it.
    reach: HashMap<&'static str, Vec<(usize, usize, usize)>>,
    /// The lines on which rules that some comment names have found something.
    found: HashMap<&'static str, Vec<usize>>,
    /// Rules may find nothing only because part of the file could not be read.
    damaged: bool,
    /// Whether the file is YAML, which fixes can edit.
    is_yaml: bool,
}

impl Suppressions {
    /// Understands a file's comments. A suppression past its date, by `as_of`, covers nothing.
    pub(crate) fn of(workspace: &Workspace, file: &GoalFile, as_of: Day) -> Self {
        let mut suppressions =
            Self { damaged: file.damaged, is_yaml: file.series.is_none(), ..Self::default() };
        if file.directives.is_empty() {
            return suppressions;
        }
        let lines = Lines::new(&workspace.sources.file(file.id).text);
        let layout = Layout::of(workspace, file, &lines);
        for span in &file.directives {
            match comment::parse(workspace.sources.text(*span), *span) {
                Ok(comment) => suppressions.admit(comment, *span, &lines, &layout, as_of),
                Err(fault) => suppressions.faults.push(*fault),
            }
        }
        suppressions.reckon_reach();
        suppressions
    }

    fn admit(&mut self, comment: Comment<'_>, span: Span, lines: &Lines<'_>, layout: &Layout, as_of: Day) {
        let own_line = lines.line(span.start);
        let faults = self.faults.len();
        if comment.whole_file && own_line >= layout.first_line() {
            self.faults.push(
                Remark::new(span, "`ignore-file` works only at the top, above the first key of the file")
                    .help("move it to the top, or write `ignore` to cover only this place"),
            );
        }
        if let Some((until, place)) = comment.until
            && until < as_of
        {
            self.faults.push(
                Remark::new(place, format!("this suppression ended on {until}"))
                    .help("fix what it hides, or set a later date and say why"),
            );
        }
        let in_force = self.faults.len() == faults;
        let known =
            comment.rules.iter().filter_map(|(name, place)| Some((self.known(name, *place)?, *place)));
        let rules: Vec<(&'static str, Span)> = known.collect();
        if !in_force {
            return;
        }
        let alone = lines.text_of(own_line).trim_start().starts_with('#');
        self.all.push(Suppression {
            span,
            names_one_rule: comment.rules.len() == 1,
            rules,
            lines: if comment.whole_file { 1..=usize::MAX } else { layout.covered(own_line, alone) },
            until: comment.until.map(|(day, _)| day),
            reason: comment.reason.to_owned(),
        });
    }

    /// The rule with this name; a fault if a comment cannot suppress it.
    fn known(&mut self, name: &str, place: Span) -> Option<&'static str> {
        let Some(rule) = rules::find(name) else {
            let remark = Remark::new(place, format!("there is no rule `{name}` to ignore"));
            self.faults.push(match rules::nearest(name) {
                Some(near) => remark.help(format!("did you mean `{near}`?")),
                None => remark.help("name each rule it is about; `okr rules` lists all of them"),
            });
            return None;
        };
        if [BAD_SUPPRESSION.name, UNUSED_SUPPRESSION.name].contains(&rule.name) {
            self.faults.push(
                Remark::new(place, format!("no comment can silence `{name}`: it checks comments like this"))
                    .help(format!(
                        "fix or remove the other comment, or write `{name}: off` under `rules:` in okr.yaml"
                    )),
            );
            return None;
        }
        Some(rule.name)
    }

    fn reckon_reach(&mut self) {
        for (number, suppression) in self.all.iter().enumerate() {
            for (rule, _) in &suppression.rules {
                let reach = self.reach.entry(rule).or_default();
                reach.push((*suppression.lines.start(), *suppression.lines.end(), number));
            }
        }
        for reach in self.reach.values_mut() {
            reach.sort_unstable();
            let mut furthest = (0, 0);
            for (_, end, number) in reach {
                if *end >= furthest.0 {
                    furthest = (*end, *number);
                }
                (*end, *number) = furthest;
            }
        }
    }

    /// Why a finding on this line is suppressed, if it is; remembers that the suppression was of use.
    pub(crate) fn reason(&mut self, finding: &Finding, line: usize) -> Option<String> {
        let rule = finding.rule;
        let reach = self.reach.get(rule)?;
        self.found.entry(rule).or_default().push(line);
        let started = reach.partition_point(|(start, _, _)| *start <= line);
        let (_, end, number) = reach.get(started.checked_sub(1)?)?;
        (*end >= line).then(|| self.all[*number].reason.clone())
    }

    /// Those that suppressed nothing. This is unknown for rules that did not run, by `ran`, and in damaged files.
    pub(crate) fn unused(&mut self, ran: impl Fn(&str) -> bool) -> Vec<Remark> {
        if self.damaged {
            return Vec::new();
        }
        self.found.values_mut().for_each(|lines| lines.sort_unstable());
        let mut remarks = Vec::new();
        for suppression in &self.all {
            for (rule, place) in &suppression.rules {
                if self.found_within(rule, &suppression.lines) || !ran(rule) {
                    continue;
                }
                let span = if suppression.names_one_rule { suppression.span } else { *place };
                let until = suppression.until.map(|day| format!(" (until {day})")).unwrap_or_default();
                let remark =
                    Remark::new(span, format!("`{rule}` finds nothing here{until}: nothing is suppressed"));
                remarks.push(match suppression.names_one_rule {
                    true if self.is_yaml => remark.help("remove this comment").fix(removal(span)),
                    true => remark.help("remove this comment"),
                    false => remark.help(format!("remove `{rule}` from the brackets")),
                });
            }
        }
        remarks
    }

    fn found_within(&self, rule: &str, lines: &RangeInclusive<usize>) -> bool {
        let Some(found) = self.found.get(rule) else { return false };
        let first = found.partition_point(|line| line < lines.start());
        found.get(first).is_some_and(|line| line <= lines.end())
    }
}
