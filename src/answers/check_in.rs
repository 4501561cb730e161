//! A check-in: what was measured on a day, how sure the owner is, and what happened.

use super::draft::Draft;
use super::entry::{Entered, Ledger, Parts};
use super::find::find;
use super::keys;
use super::refused::Refused;
use super::value::{self, Beside};
use crate::goals::{Aim, Day, Figure, KeyResultView, Measured, MetricView, Quarter, Target};
use crate::quantity::Quantity;
use crate::source::FileId;
use crate::write::Plan;

/// What somebody says about a key result, a metric or a guardrail.
#[derive(Debug, Clone, Copy)]
pub struct CheckIn<'a> {
    /// What it is about.
    pub address: &'a str,
    /// The day it is about.
    pub day: Day,
    /// What was measured.
    pub value: Option<&'a str>,
    /// The owner's confidence, 1 to 10.
    pub confidence: Option<u8>,
    /// What happened.
    pub note: Option<&'a str>,
    /// Whether it may take the place of what the day has already.
    pub replace: bool,
    /// Whether a value that looks wrong is meant.
    pub force: bool,
}

/// What became of a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The key result's full address, or the metric's id.
    pub subject: String,
    /// The value as it was understood.
    pub value: Option<String>,
    /// What it did.
    pub how: How,
}

/// What an answer did to the goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Something was added.
    Added,
    /// Something that was there says something else.
    Replaced,
    /// All of it was there already.
    AlreadyThere,
}

/// Adds a check-in where it belongs: the value to the readings of the metric that the key result moves, if there is one;
/// confidence and note to the key result. Both lists stay in the order of their days.
///
/// # Errors
/// Why it is refused. The draft is then as it was, apart from edits of a first list; see [`Draft::answer`].
pub fn check_in(draft: &mut Draft<'_>, answer: &CheckIn<'_>) -> Result<Done, Refused> {
    if answer.day > draft.today() {
        return Err(Refused::Future { day: answer.day, today: draft.today() });
    }
    let workspace = draft.workspace();
    let quarter = workspace.calendar.quarter_of(answer.day);
    let mark = draft.settings().vocabulary.decimal_mark();
    let note = answer.note.map(str::trim).filter(|note| !note.is_empty());
    let (subject, beside, ledgers) = match find(workspace, answer.address, quarter)? {
        Target::Objective(objective) => {
            let key_results: Vec<String> =
                objective.key_results().map(|view| format!("`{}`", view.id())).collect();
            return Err(Refused::WrongKind {
                address: objective.address(),
                is: "an objective",
                wanted: "values are of key results",
                instead: format!("check in one of {}", key_results.join(", ")),
            });
        }
        Target::Metric(metric) => {
            refuse_confidence(metric, answer)?;
            let subject = metric.id().unwrap_or_default().to_owned();
            (subject, beside_metric(metric, quarter), Ledgers::of_metric(metric))
        }
        Target::KeyResult(view) => {
            refuse_outside(&view, answer.day)?;
            (view.address(), beside_key_result(&view), Ledgers::of(&view, answer.day))
        }
    };
    if let Some(pulled) = ledgers.pulled.filter(|_| answer.value.is_some()) {
        return Err(pulled_from(pulled));
    }
    let value = answer.value.map(|text| value::read(text, &beside, mark)).transpose()?;
    if let Some(value) = value.as_ref().filter(|_| !answer.force) {
        value::refuse_strange(&value.meant, &beside)?;
    }
    let parts =
        Parts { value: value.as_ref().map(|value| &value.written), confidence: answer.confidence, note };
    if parts.is_empty() {
        return Err(Refused::Nothing("a check-in needs a value, a confidence or a note".to_owned()));
    }
    let mut plan = Plan::default();
    let mut how = How::AlreadyThere;
    for (file, ledger, parts) in ledgers.shared_out(&parts) {
        match ledger.enter(answer.day, &parts, answer.replace)? {
            Entered::New(edit) => {
                plan.edit(file, edit);
                how = if how == How::AlreadyThere { How::Added } else { how };
            }
            Entered::Changed { edits, replaces } => {
                if !edits.is_empty() && how != How::Replaced {
                    how = if replaces { How::Replaced } else { How::Added };
                }
                edits.into_iter().for_each(|edit| plan.edit(file, edit));
            }
        }
    }
    let value = value.map(|value| value.meant.text().to_owned());
    draft.make(plan)?;
    Ok(Done { subject, value, how })
}

/// Takes a check-in; one that is not forced only if no rule objects to the goals with it.
///
/// # Errors
/// Why it is refused.
pub fn take(draft: &mut Draft<'_>, answer: &CheckIn<'_>) -> Result<Done, Refused> {
    match answer.force {
        true => check_in(draft, answer),
        false => draft.answer(|draft| check_in(draft, answer)),
    }
}

/// The lists that a check-in is shared out to.
struct Ledgers<'w> {
    /// That of the value.
    value: (FileId, Ledger<'w>),
    /// That of confidence and note, where it is another one.
    other: Option<(FileId, Ledger<'w>)>,
    /// The metric that the value belongs to, where its values are pulled.
    pulled: Option<MetricView<'w>>,
}

impl<'w> Ledgers<'w> {
    fn of(view: &KeyResultView<'w>, day: Day) -> Self {
        let own = of_key_result(view);
        match view.metric().filter(|metric| takes_values(metric, &own.1, day)) {
            Some(metric) => Self { other: Some(own), ..Self::of_metric(metric) },
            None => Self { value: own, other: None, pulled: None },
        }
    }

    fn of_metric(metric: MetricView<'w>) -> Self {
        Self { value: of_metric(metric), other: None, pulled: Some(metric).filter(MetricView::is_pulled) }
    }

    /// The parts that each list gets.
    fn shared_out<'a>(self, parts: &Parts<'a>) -> Vec<(FileId, Ledger<'w>, Parts<'a>)> {
        let of_value = match &self.other {
            Some(_) => Parts { value: parts.value, ..Parts::default() },
            None => *parts,
        };
        let of_other = Parts { value: None, ..*parts };
        let value = (self.value.0, self.value.1, of_value);
        let other = self.other.map(|(file, ledger)| (file, ledger, of_other));
        [value].into_iter().chain(other).filter(|(_, _, parts)| !parts.is_empty()).collect()
    }
}

/// Whether a value of a key result goes to its metric. It does not where the day has a value of the key result's own, nor
/// where the key result has later values of its own than the metric.
fn takes_values(metric: &MetricView<'_>, own: &Ledger<'_>, day: Day) -> bool {
    let last = |values: Vec<Measured<'_>>| values.last().map(|value| value.day);
    let of_own = own.list.readable().filter(|entry| entry.is_measured());
    let last_own = of_own.filter_map(|entry| entry.date().get()).max();
    !own.has_value_on(day) && (last_own.is_none() || last_own <= last(metric.readings()))
}

fn of_key_result<'w>(view: &KeyResultView<'w>) -> (FileId, Ledger<'w>) {
    let own = view.key_result;
    let ledger = Ledger {
        list: &own.check_ins,
        key: "check_ins",
        owner: view.span,
        is_short: own.key_result.span() == Some(view.span),
        place: keys::of_key_result(own).place("check_ins"),
    };
    (view.objective.file.id, ledger)
}

fn of_metric(metric: MetricView<'_>) -> (FileId, Ledger<'_>) {
    let ledger = Ledger {
        list: &metric.metric.readings,
        key: "readings",
        owner: metric.span,
        is_short: false,
        place: keys::of_metric(metric.metric).place("readings"),
    };
    (metric.file.id, ledger)
}

fn pulled_from(metric: MetricView<'_>) -> Refused {
    let pull = metric.metric.pull.get();
    let source = pull.and_then(|pull| pull.from.get().or(pull.csv.get()));
    Refused::Pulled {
        metric: metric.id().unwrap_or_default().to_owned(),
        place: source.map_or("elsewhere".to_owned(), |source| format!("`{source}`")),
    }
}

fn refuse_outside(view: &KeyResultView<'_>, day: Day) -> Result<(), Refused> {
    let Some(quarter) = view.quarter() else { return Ok(()) };
    let calendar = view.workspace().calendar;
    let (first, last) = (calendar.first_day(quarter), calendar.last_day(quarter));
    if (first..=last).contains(&day) {
        Ok(())
    } else {
        Err(Refused::OutsideQuarter { day, quarter, first, last })
    }
}

/// A metric has readings; the confidence belongs to the key result.
fn refuse_confidence(metric: MetricView<'_>, answer: &CheckIn<'_>) -> Result<(), Refused> {
    let id = metric.id().unwrap_or_default();
    if answer.confidence.is_some() {
        let quarter = metric.workspace.calendar.quarter_of(answer.day);
        let moving: Vec<String> =
            moving(metric, quarter).map(|view| format!("`{}`", view.address())).collect();
        let instead = if moving.is_empty() {
            String::new()
        } else {
            format!("name the key result: {}", moving.join(" or "))
        };
        return Err(Refused::WrongKind {
            address: id.to_owned(),
            is: "a metric",
            wanted: "a confidence is about a key result",
            instead,
        });
    }
    let has_value = of_metric(metric).1.has_value_on(answer.day);
    if answer.value.is_none() && !has_value {
        return Err(Refused::Nothing(format!("a reading of the metric `{id}` needs a value")));
    }
    Ok(())
}

/// The key results of a quarter that are measured by a metric.
fn moving<'w>(metric: MetricView<'w>, quarter: Quarter) -> impl Iterator<Item = KeyResultView<'w>> {
    let is_of = move |view: &KeyResultView<'w>| {
        let own = view.key_result.metric.get().map(|own| own.as_str());
        own.is_some() && own == metric.id() && view.quarter() == Some(quarter)
    };
    metric.workspace.key_results().filter(is_of)
}

fn beside_key_result<'w>(view: &KeyResultView<'w>) -> Beside<'w> {
    let own = view.key_result.check_ins.readable();
    let own = own.filter_map(|entry| Some((entry.date().get()?, entry.value().get()?)));
    let of_metric = view.metric().map(|metric| metric.readings()).unwrap_or_default();
    let of_metric = of_metric.into_iter().map(|reading| (reading.day, reading.value));
    let mut values: Vec<(Day, &Quantity)> = own.chain(of_metric).collect();
    values.sort_by_key(|(day, _)| *day);
    let values = values.into_iter().map(|(_, value)| value).collect();
    Beside { ends: ends(view), values, others: Vec::new() }
}

/// The baseline and the target of a key result, or its limits.
fn ends<'w>(view: &KeyResultView<'w>) -> Vec<&'w Quantity> {
    match view.aim() {
        Some(Aim::Move { baseline: one, target: other } | Aim::Hold { at_least: one, at_most: other }) => {
            one.iter().chain(other).map(|figure: &Figure| &figure.quantity).collect()
        }
        None => Vec::new(),
    }
}

fn beside_metric(metric: MetricView<'_>, quarter: Quarter) -> Beside<'_> {
    let own = metric.metric;
    let ends = [&own.baseline, &own.at_least, &own.at_most].into_iter().filter_map(|field| field.get());
    let targets = own.targets.readable().filter_map(|(target, _)| target.target.get());
    let values = metric.readings().into_iter().map(|reading| reading.value);
    let others = moving(metric, quarter).map(|view| self::ends(&view)).collect();
    Beside { ends: ends.chain(targets).collect(), values: values.collect(), others }
}
