//! `unknown-reference`.

use super::super::{Check, Context, Rule};
use super::known::Known;
use crate::finding::{Level, Remark};
use crate::goals::identity::MOST_TERMS;
use crate::goals::{KeyResultView, MetricRole, MetricView, ObjectiveView, Quarter, Series, Target};
use crate::source::Span;
use crate::yaml::edit::Scalar;
use crate::yaml::{Edit, Fix};
use std::cell::OnceCell;
use std::collections::HashSet;

mod words;

pub(super) static RULE: Rule = Rule {
    name: "unknown-reference",
    summary: "a reference to a metric, guardrail, objective or key result that is not defined anywhere",
    page: include_str!("unknown_reference.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

/// What a reference should name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// `drives`, `counter_metric`.
    Metric,
    /// One of the metrics in an `equals`.
    Operand,
    /// A key result's `metric`.
    Measure,
    Guardrail,
    /// `supports`: an objective, a key result or a metric.
    Anything,
    /// `depends_on`: a key result or objective of others.
    Need,
    /// `bets_on`: a key result, of the same objective unless it is an address.
    Bet,
}

/// A name and where it is written.
#[derive(Clone, Copy)]
struct Reference<'w> {
    text: &'w str,
    span: Span,
    wanted: Wanted,
    /// The objective it is written in.
    within: Option<ObjectiveView<'w>>,
}

/// What is wrong with a reference.
struct Fault {
    message: String,
    /// The name that was probably meant.
    meant: Option<String>,
    /// What to do where nothing is near.
    help: String,
}

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let guardrails = context.facts.guardrails().iter().copied().collect();
    let mut judge = Judge { guardrails, known: OnceCell::new(), context };
    for file in &workspace.files {
        for (text, span) in workspace.guardrails_named_by(file) {
            judge.judge(Reference { text, span, wanted: Wanted::Guardrail, within: None });
        }
    }
    workspace
        .files
        .iter()
        .filter_map(|file| file.series.as_ref())
        .for_each(|series| judge.judge_series(series));
    workspace.metrics().for_each(|metric| judge.judge_metric(metric));
    workspace.objectives().for_each(|objective| judge.judge_objective(objective));
}

struct Judge<'j, 'c> {
    context: &'j mut Context<'c>,
    guardrails: HashSet<&'c str>,
    known: OnceCell<Known<'c>>,
}

impl<'c> Judge<'_, 'c> {
    /// A file of readings whose name is the id of no metric.
    fn judge_series(&mut self, series: &'c Series) {
        let (text, span) = (series.metric.as_str(), series.header);
        let Some(fault) = self.metric_fault(Reference { text, span, wanted: Wanted::Metric, within: None })
        else {
            return;
        };
        if self.known().blind && fault.meant.is_none() {
            return;
        }
        let help = match fault.meant {
            Some(meant) => format!("did you mean {meant}.csv? Rename the file"),
            None => format!("{}; or remove this file", fault.help),
        };
        let message = format!("{}, which this file of readings is named after", fault.message);
        self.context.report(Remark::new(span, message).help(help));
    }

    fn judge_metric(&mut self, view: MetricView<'c>) {
        let metric = view.metric;
        let drives = metric.drives.readable().chain(metric.counter_metric.located());
        for (text, span) in drives {
            self.judge(Reference { text, span, wanted: Wanted::Metric, within: None });
        }
        let identity = metric.equals.located().filter(|(text, _)| !is_sentence(text));
        if let Some((identity, span)) = identity {
            for (start, text) in ids_of(identity).take(MOST_TERMS) {
                let span = view.workspace.words(span, identity, start..start + text.len());
                self.judge(Reference { text, span, wanted: Wanted::Operand, within: None });
            }
        }
    }

    fn judge_objective(&mut self, view: ObjectiveView<'c>) {
        let objective = view.objective;
        let within = Some(view);
        for (text, span) in objective.supports.readable() {
            self.judge(Reference { text, span, wanted: Wanted::Anything, within });
        }
        for (text, span) in objective.guardrails.readable() {
            self.judge(Reference { text, span, wanted: Wanted::Guardrail, within });
        }
        for (initiative, _) in objective.initiatives.readable() {
            for (text, span) in initiative.0.bets_on.readable() {
                self.judge(Reference { text, span, wanted: Wanted::Bet, within });
            }
        }
        view.key_results().for_each(|key_result| self.judge_key_result(key_result));
    }

    fn judge_key_result(&mut self, view: KeyResultView<'c>) {
        let within = Some(view.objective);
        if let Some((text, span)) = view.key_result.metric.located() {
            self.judge(Reference { text, span, wanted: Wanted::Measure, within });
        }
        for (text, span) in view.key_result.depends_on.readable() {
            self.judge(Reference { text, span, wanted: Wanted::Need, within });
        }
    }

    fn judge(&mut self, reference: Reference<'c>) {
        let reference = Reference { text: reference.text.trim(), ..reference };
        if self.is_plain(reference) {
            return;
        }
        let Some(fault) = self.fault(reference) else { return };
        if self.known().blind && fault.meant.is_none() {
            return;
        }
        let remark = Remark::new(reference.span, fault.message);
        self.context.report(match fault.meant {
            Some(meant) => {
                let remark = remark.help(format!("did you mean `{meant}`?"));
                let is_whole_value = reference.wanted != Wanted::Operand;
                if is_whole_value { remark.fix(replacement(reference, meant)) } else { remark }
            }
            None => remark.help(fault.help),
        });
    }

    /// Whether a reference plainly names what it should, as nearly all do.
    fn is_plain(&self, reference: Reference<'c>) -> bool {
        let (workspace, text) = (self.context.workspace, reference.text);
        match reference.wanted {
            Wanted::Metric | Wanted::Operand | Wanted::Measure => workspace.metric(text).is_some(),
            Wanted::Guardrail => self.guardrails.contains(text),
            Wanted::Anything if !text.contains('/') => workspace.metric(text).is_some(),
            Wanted::Anything | Wanted::Need | Wanted::Bet => {
                let quarter = reference.within.and_then(|within| within.quarter());
                let target = Some(text).filter(|text| text.contains('/'));
                let target = target.and_then(|text| workspace.resolve(text, quarter));
                matches!(target, Some(Target::Objective(_) | Target::KeyResult(_)))
            }
        }
    }

    /// Everything that is known, collected when a reference is not plain.
    fn known(&self) -> &Known<'c> {
        self.known.get_or_init(|| Known::of(self.context.workspace))
    }

    /// What is wrong with a reference; `None` if it names something, or may do so.
    fn fault(&self, reference: Reference<'c>) -> Option<Fault> {
        if reference.text.is_empty() {
            let help = "write the id, or remove this entry".to_owned();
            return Some(Fault { message: "this reference is empty".to_owned(), meant: None, help });
        }
        match reference.wanted {
            Wanted::Metric | Wanted::Operand | Wanted::Measure => self.metric_fault(reference),
            Wanted::Guardrail => self.guardrail_fault(reference),
            Wanted::Anything | Wanted::Need | Wanted::Bet => self.address_fault(reference),
        }
    }

    fn metric_fault(&self, reference: Reference<'c>) -> Option<Fault> {
        let id = reference.text;
        if self.known().metric(id).is_some() || self.known().may_be_hidden(id) {
            return None;
        }
        let message = format!("there is no metric `{}`", words::shorten(id));
        Some(Fault {
            message,
            meant: self.metric_meant(id, None),
            help: words::how_to_define(self.known(), reference),
        })
    }

    fn guardrail_fault(&self, reference: Reference<'c>) -> Option<Fault> {
        let id = reference.text;
        match self.known().metric(id) {
            Some(MetricRole::Guardrail) => None,
            Some(_) => {
                let has_limit = self.context.workspace.metric(id).is_some_and(|metric| metric.has_limit());
                let limit = match has_limit {
                    true => "",
                    false => " and give it a limit, like `max_increase: 5%` or `at_least: ...`",
                };
                Some(Fault {
                    message: format!("`{id}` is a metric, not a guardrail"),
                    meant: None,
                    help: format!("move `{id}` to the section `guardrails:`{limit}"),
                })
            }
            None if self.known().may_be_hidden(id) => None,
            None => Some(Fault {
                message: format!("there is no guardrail `{}`", words::shorten(id)),
                meant: self.metric_meant(id, Some(MetricRole::Guardrail)),
                help: words::how_to_define(self.known(), reference),
            }),
        }
    }

    fn metric_meant(&self, id: &str, wanted: Option<MetricRole>) -> Option<String> {
        let last = id.rsplit('/').next().filter(|last| self.known().metric(last).is_some());
        last.or_else(|| self.known().nearest_metric(id, wanted)).map(str::to_owned)
    }

    fn address_fault(&self, reference: Reference<'c>) -> Option<Fault> {
        let within = reference.within?;
        let all: Vec<&str> = reference.text.split('/').collect();
        let (named, parts) = match all.split_first() {
            Some((first, rest)) if !rest.is_empty() => match first.parse::<Quarter>() {
                Ok(quarter) => (Some(quarter), rest),
                Err(_) => (None, all.as_slice()),
            },
            _ => (None, all.as_slice()),
        };
        if parts.iter().any(|part| self.known().may_be_hidden(part)) {
            return None;
        }
        if let [single] = parts {
            return self.single_fault(reference, within, single);
        }
        // Without a quarter nothing can be looked up, and `missing-field` has said so.
        let quarter = named.or(within.quarter())?;
        let prefix = named.map(|quarter| format!("{quarter}/")).unwrap_or_default();
        let (team, id, key_result) = match *parts {
            [team, id] => (team, id, None),
            [team, id, key_result] => (team, id, Some(key_result)),
            _ => return Some(words::no_address(reference.text)),
        };
        match self.known().objective(quarter, team, id) {
            None => {
                Some(words::unknown_objective(self.known(), within, &prefix, quarter, (team, id, key_result)))
            }
            Some(objective) => {
                let key_result = key_result?;
                if self.known().has_key_result(objective, key_result) {
                    return None;
                }
                let start = format!("{prefix}{team}/{id}");
                Some(words::unknown_key_result(self.known(), objective, &start, key_result))
            }
        }
    }

    /// A reference of one word: a metric, or a key result of the same objective.
    fn single_fault(&self, reference: Reference<'c>, within: ObjectiveView<'c>, id: &str) -> Option<Fault> {
        let is_metric = self.known().metric(id).is_some();
        match reference.wanted {
            Wanted::Bet if self.known().has_key_result(within, id) => None,
            Wanted::Bet => Some(words::unknown_bet(self.known(), within, id)),
            Wanted::Need if is_metric => Some(words::metric_as_need(id)),
            Wanted::Need if self.known().has_key_result(within, id) => {
                Some(words::own_key_result(within, id))
            }
            Wanted::Anything if is_metric => None,
            wanted => Some(words::unknown_word(self.known(), within, id, wanted)),
        }
    }
}

/// Replaces a reference with the name that was probably meant.
fn replacement(reference: Reference<'_>, meant: String) -> Fix {
    let title = format!("write `{meant}`");
    let edits = vec![Edit::Set { at: reference.span, to: Scalar::Text(meant) }];
    Fix::likely("reference corrected", title, edits)
}

/// The metric ids in an identity like `customers * arpu`, each with its start; numbers are skipped. One with
/// more terms than an identity may have is wrong as a whole.
fn ids_of(identity: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = identity.split(|c: char| !c.is_alphanumeric() && c != '_');
    let starts_like_id = |word: &str| word.starts_with(|c: char| c.is_alphabetic() || c == '_');
    words
        .filter(move |word| starts_like_id(word))
        .map(|word| (word.as_ptr() as usize - identity.as_ptr() as usize, word))
}

/// Two words without an operator between them: someone described the sum instead of writing it.
fn is_sentence(identity: &str) -> bool {
    let mut words = identity.split_whitespace();
    let ends_in_word = |word: &str| word.ends_with(|c: char| c.is_alphanumeric());
    let starts_with_word = |word: &str| word.starts_with(|c: char| c.is_alphanumeric());
    let Some(mut before) = words.next() else { return false };
    words.any(|word| ends_in_word(std::mem::replace(&mut before, word)) && starts_with_word(word))
}
