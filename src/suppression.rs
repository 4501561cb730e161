//! Comments that keep a rule quiet: `# okr: ignore[rule] reason` and `# okr: ignore-file[rule] reason`.

use crate::finding::{Finding, Remark};
use crate::goals::{Day, GoalFile, Workspace};
use crate::rules;
use crate::source::{Lines, Span};
use std::ops::RangeInclusive;

/// One suppression comment, understood.
#[derive(Debug)]
pub(crate) struct Suppression {
    /// The whole comment.
    span: Span,
    /// The rules it names, each with its place.
    rules: Vec<(String, Span)>,
    /// The lines it covers.
    lines: RangeInclusive<usize>,
    until: Option<Day>,
    used: Vec<bool>,
}

/// The suppressions of one file, and what is wrong with those that could not be understood.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    all: Vec<Suppression>,
    pub(crate) faults: Vec<Remark>,
}

impl Suppressions {
    /// Understands a file's comments. A suppression past its date, by `as_of`, covers nothing.
    pub(crate) fn of(workspace: &Workspace, file: &GoalFile, as_of: Day) -> Self {
        let mut suppressions = Self::default();
        if file.directives.is_empty() {
            return suppressions;
        }
        let lines = Lines::new(&workspace.sources.file(file.id).text);
        let items = item_lines(workspace, file, &lines);
        for span in &file.directives {
            let text = workspace.sources.text(*span);
            match parse(text, *span) {
                Ok(parsed) => suppressions.admit(parsed, *span, &lines, &items, as_of),
                Err(fault) => suppressions.faults.push(fault),
            }
        }
        suppressions
    }

    fn admit(
        &mut self,
        parsed: Parsed,
        span: Span,
        lines: &Lines<'_>,
        items: &[RangeInclusive<usize>],
        as_of: Day,
    ) {
        for (name, place) in &parsed.rules {
            if rules::find(name).is_none() {
                let remark = Remark::new(*place, format!("there is no rule `{name}` to ignore"));
                self.faults.push(match rules::nearest(name) {
                    Some(near) => remark.help(format!("did you mean `{near}`?")),
                    None => remark.help("`okr rules` lists all of them"),
                });
            }
        }
        if let Some((until, place)) = parsed.until
            && until < as_of
        {
            self.faults.push(
                Remark::new(place, format!("this suppression ended on {until}"))
                    .help("mend what it hides, or set a later date and say why"),
            );
            return;
        }
        let covered = if parsed.whole_file { 1..=usize::MAX } else { covered_lines(lines, span, items) };
        let used = vec![false; parsed.rules.len()];
        let until = parsed.until.map(|(day, _)| day);
        self.all.push(Suppression { span, rules: parsed.rules, lines: covered, until, used });
    }

    /// Whether a finding on this line is suppressed; remembers that the suppression was of use.
    pub(crate) fn covers(&mut self, finding: &Finding, line: usize) -> bool {
        let mut covered = false;
        for suppression in self.all.iter_mut().filter(|suppression| suppression.lines.contains(&line)) {
            for (number, (name, _)) in suppression.rules.iter().enumerate() {
                if name == finding.rule.name {
                    suppression.used[number] = true;
                    covered = true;
                }
            }
        }
        covered
    }

    /// Those that kept no rule quiet. Rules that did not run, by `ran`, cannot tell.
    pub(crate) fn unused(&self, ran: impl Fn(&str) -> bool) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for suppression in &self.all {
            let unused: Vec<&(String, Span)> = std::iter::zip(&suppression.rules, &suppression.used)
                .filter(|((name, _), used)| !**used && rules::find(name).is_some() && ran(name))
                .map(|(rule, _)| rule)
                .collect();
            let all = unused.len() == suppression.rules.len();
            for (name, place) in unused {
                let span = if all && suppression.rules.len() == 1 { suppression.span } else { *place };
                let when = suppression.until.map(|day| format!(" (until {day})")).unwrap_or_default();
                remarks.push(
                    Remark::new(
                        span,
                        format!("`{name}` finds nothing here{when}; this suppression does nothing"),
                    )
                    .help("remove it"),
                );
            }
        }
        remarks
    }
}

#[derive(Debug)]
struct Parsed {
    whole_file: bool,
    rules: Vec<(String, Span)>,
    until: Option<(Day, Span)>,
}

const FORM: &str =
    "write `# okr: ignore[rule-name] the reason`, or `ignore-file[rule-name]` near the top of the file";

/// Takes `# okr: ignore[a, b] until=2026-03-31 reason` apart.
fn parse(comment: &str, span: Span) -> Result<Parsed, Remark> {
    let place = |from: usize, length: usize| {
        let start = span.start as usize + from;
        Span::new(span.file, start, start + length)
    };
    let fault = |message: &str| Remark::new(span, message).help(FORM);
    let body = comment.trim_start_matches('#').trim_start();
    let body = body.strip_prefix(crate::goals::DIRECTIVE).unwrap_or(body).trim_start();
    let (whole_file, rest) = match (body.strip_prefix("ignore-file"), body.strip_prefix("ignore")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err(fault("this comment is meant for okr, but okr does not understand it")),
    };
    let Some((names, after)) = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'))
    else {
        return Err(fault("this suppression does not name its rule"));
    };
    let offset_of = |part: &str| part.as_ptr() as usize - comment.as_ptr() as usize;
    let rules: Vec<(String, Span)> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| (name.to_owned(), place(offset_of(name), name.len())))
        .collect();
    if rules.is_empty() {
        return Err(fault("this suppression does not name its rule"));
    }
    let mut reason = after.trim();
    let mut until = None;
    if let Some(dated) = reason.strip_prefix("until=") {
        let date = dated.split_whitespace().next().unwrap_or_default();
        let day = date.parse::<Day>().map_err(|message| {
            let message = message.lines().next().unwrap_or_default().to_owned();
            Remark::new(place(offset_of(date), date.len()), message)
                .help("write the date as `until=2026-03-31`")
        })?;
        until = Some((day, place(offset_of(date), date.len())));
        reason = dated[date.len()..].trim();
    }
    if !reason.chars().any(char::is_alphanumeric) {
        return Err(fault("this suppression does not say why"));
    }
    Ok(Parsed { whole_file, rules, until })
}

/// The lines of every item that can be suppressed as a whole.
fn item_lines(workspace: &Workspace, file: &GoalFile, lines: &Lines<'_>) -> Vec<RangeInclusive<usize>> {
    let mut items = Vec::new();
    let mut add = |span: Span| items.push(lines.line(span.start)..=lines.line(span.end.saturating_sub(1)));
    for metric in workspace.metrics_of(file) {
        add(metric.span);
        metric.metric.readings.readable().for_each(|(_, span)| add(span));
    }
    for objective in workspace.objectives_of(file) {
        add(objective.span);
        objective.objective.initiatives.readable().for_each(|(_, span)| add(span));
        for key_result in objective.key_results() {
            add(key_result.span);
            key_result.key_result.check_ins.readable().for_each(|(_, span)| add(span));
        }
    }
    items
}

/// What a comment covers: its own line's item, or, alone on its line, the item on the next line that is no comment.
fn covered_lines(lines: &Lines<'_>, span: Span, items: &[RangeInclusive<usize>]) -> RangeInclusive<usize> {
    let own = lines.line(span.start);
    let alone = lines.text_of(own).trim_start().starts_with('#');
    let mut line = own;
    if alone {
        line += 1;
        while lines.has(line) && matches!(lines.text_of(line).trim_start().chars().next(), None | Some('#')) {
            line += 1;
        }
    }
    let starting_there = items.iter().filter(|item| *item.start() == line);
    let last = starting_there.map(|item| *item.end()).max().unwrap_or(line);
    line..=last
}
