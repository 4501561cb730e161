//! What is different about one thing.

use super::meaning::{computes_the_same, reads_the_same, says_the_same};
use super::measured::measures_the_same;
use crate::goals::format::{Cadence, Cancelled, List, Metric, Revision, Source};
use crate::goals::values::Aggregate;
use crate::goals::{Aim, Day, Figure, KeyResultView, MetricRole, MetricView, ObjectiveView};
use crate::quantity::{Quantity, unchanged};
use crate::score::aggregate_of;
use crate::settings::Settings;
use crate::yaml::{Field, Short};

/// One field in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its key in the format.
    pub field: &'static str,
    /// What it said; `None` if it was not there.
    pub before: Option<String>,
    /// What it says; `None` if it is gone.
    pub after: Option<String>,
}

/// The fields of a key result that stay as they are once a quarter is on; seed 003.
pub const PROMISED: [&str; 10] = [
    "baseline",
    "target",
    "at_least",
    "at_most",
    "metric",
    "key_result",
    "measurement",
    "weight",
    "aggregate",
    "phased_targets",
];

/// Collects changes of one thing.
#[derive(Debug, Default)]
struct Changes(Vec<FieldChange>);

impl Changes {
    /// Names and words of the format, in which capitals do not count.
    fn name(&mut self, field: &'static str, before: Option<&str>, after: Option<&str>) {
        self.compare(field, before, after, |one, other| one.to_lowercase() == other.to_lowercase());
    }

    /// Words that explain.
    fn text(&mut self, field: &'static str, before: Option<&str>, after: Option<&str>) {
        self.compare(field, before, after, reads_the_same);
    }

    /// Words that decide what is counted: a typing slip may be corrected.
    fn promise(&mut self, field: &'static str, before: Option<&str>, after: Option<&str>) {
        self.compare(field, before, after, says_the_same);
    }

    fn compare(
        &mut self,
        field: &'static str,
        before: Option<&str>,
        after: Option<&str>,
        is_same: impl Fn(&str, &str) -> bool,
    ) {
        let (before, after) = (before.map(str::trim), after.map(str::trim));
        let same = match (before, after) {
            (Some(before), Some(after)) => is_same(before, after),
            (before, after) => before == after,
        };
        if !same {
            self.add(field, before, after);
        }
    }

    fn quantity(&mut self, field: &'static str, before: Option<&Quantity>, after: Option<&Quantity>) {
        let same = match (before, after) {
            (Some(before), Some(after)) => unchanged(before, after),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.add(field, before.map(Quantity::text), after.map(Quantity::text));
        }
    }

    fn number(&mut self, field: &'static str, before: f64, after: f64) {
        if before != after {
            self.add(field, Some(&before.to_string()), Some(&after.to_string()));
        }
    }

    fn list(
        &mut self,
        field: &'static str,
        before: &Field<Vec<Field<impl AsRef<str>>>>,
        after: &Field<Vec<Field<impl AsRef<str>>>>,
    ) {
        let (before, after) = (joined(before), joined(after));
        if before != after {
            self.add(field, before.as_deref(), after.as_deref());
        }
    }

    /// A revision that is gone, or says something else than it said: what was agreed at first is read off it.
    fn revisions(&mut self, before: &List<Revision>, after: &List<Revision>) {
        let is: Vec<&Revision> = after.readable().map(|(revision, _)| revision).collect();
        for (was, _) in before.readable() {
            let says_it_still = is.iter().any(|is| told(is) == told(was));
            if !says_it_still {
                let of_field = || is.iter().filter(|is| is.field.get() == was.field.get());
                let ends = |revision: &Revision| [&revision.from, &revision.to].map(|end| end.get().cloned());
                let same = of_field()
                    .find(|is| is.date.get() == was.date.get())
                    .or_else(|| of_field().find(|is| ends(is) == ends(was)));
                self.add("revisions", Some(&told(was)), same.map(|is| told(is)).as_deref());
            }
        }
    }

    fn add(&mut self, field: &'static str, before: Option<&str>, after: Option<&str>) {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        self.0.push(FieldChange { field, before: owned(before), after: owned(after) });
    }
}

/// `target from 38% to 35% on 2026-02-10`
fn told(revision: &Revision) -> String {
    let part =
        |word: &str, text: Option<String>| text.map(|text| format!(" {word} {text}")).unwrap_or_default();
    let field = revision.field.get().map_or("", |field| field.name());
    let from = part("from", revision.from.get().map(|text| text.trim().to_owned()));
    let to = part("to", revision.to.get().map(|text| text.trim().to_owned()));
    format!("{field}{from}{to}{}", part("on", revision.date.get().map(ToString::to_string)))
}

/// What changed about a key result, apart from check-ins and new revisions. It does not matter where numbers are: moving one from
/// the sentence into its field changes nothing.
#[must_use]
pub fn key_result_changes(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    let [mut from, mut to] = [before, after].map(figures);
    // A limit may have a baseline beside it: one that stays is not gone where a limit takes the target's place.
    let is_hold = |view: &KeyResultView<'_>| matches!(view.aim(), Some(Aim::Hold { .. }));
    match (is_hold(before), is_hold(after)) {
        (false, true) => to[0] = from[0].and(after.key_result.baseline.get()),
        (true, false) => from[0] = to[0].and(before.key_result.baseline.get()),
        _ => {}
    }
    for (number, field) in ["baseline", "target", "at_least", "at_most"].into_iter().enumerate() {
        changes.quantity(field, from[number], to[number]);
    }
    let (was, is) = (before.key_result, after.key_result);
    changes.quantity("stretch", was.stretch.get(), is.stretch.get());
    changes.name("metric", text(&was.metric), text(&is.metric));
    if !measures_the_same(before, after) {
        let [said, says] =
            [before, after].map(|view| Some(view.text()).filter(|text| !text.trim().is_empty()));
        changes.add("key_result", said, says);
    }
    changes.promise("measurement", text(&was.measurement), text(&is.measurement));
    changes.name("owner", before.owner(), after.owner());
    changes.number("weight", before.weight(), after.weight());
    if !was.aggregate.is_absent() || !is.aggregate.is_absent() {
        changes.name("aggregate", Some(aggregate_of(before).name()), Some(aggregate_of(after).name()));
    }
    if !same_phases(&phases(before), &phases(after)) {
        changes.name("phased_targets", phased(before).as_deref(), phased(after).as_deref());
    }
    let starts = |view: &KeyResultView<'_>| view.key_result.starts.get().map(ToString::to_string);
    changes.name("starts", starts(before).as_deref(), starts(after).as_deref());
    let confidence = |view: &KeyResultView<'_>| view.key_result.confidence.get().map(|c| c.0.to_string());
    changes.name("confidence", confidence(before).as_deref(), confidence(after).as_deref());
    changes.list("depends_on", &was.depends_on, &is.depends_on);
    let grade = |view: &KeyResultView<'_>| {
        let grade = view.key_result.grade.get()?;
        let reason = grade.reason.get().map(|reason| format!(": {reason}")).unwrap_or_default();
        Some(format!("{}{reason}", grade.score.get()?.0))
    };
    changes.name("grade", grade(before).as_deref(), grade(after).as_deref());
    changes.name("cancelled", cancelled(&was.cancelled).as_deref(), cancelled(&is.cancelled).as_deref());
    changes.revisions(&was.revisions, &is.revisions);
    changes.0
}

/// What changed about an objective itself.
#[must_use]
pub fn objective_changes(before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    let (was, is) = (before.objective, after.objective);
    changes.text("objective", Some(before.text()), Some(after.text()));
    changes.text("why", text(&was.why), text(&is.why));
    changes.name("owner", before.owner(), after.owner());
    changes.list("supports", &was.supports, &is.supports);
    changes.name("level", Some(before.level().name()), Some(after.level().name()));
    changes.name("ambition", Some(before.ambition().name()), Some(after.ambition().name()));
    let guardrails = |view: &ObjectiveView<'_>| {
        let ids: Vec<&str> = view.guardrails().into_iter().map(|(id, _)| id).collect();
        Some(ids.join(", ")).filter(|ids| !ids.is_empty())
    };
    changes.name("guardrails", guardrails(before).as_deref(), guardrails(after).as_deref());
    changes.number("weight", before.weight(), after.weight());
    changes.text("reflection", text(&was.reflection), text(&is.reflection));
    changes.name("cancelled", cancelled(&was.cancelled).as_deref(), cancelled(&is.cancelled).as_deref());
    changes.revisions(&was.revisions, &is.revisions);
    changes.0
}

/// What changed about settings that decide how goals are read and judged.
#[must_use]
pub fn settings_changes(before: &Settings, after: &Settings) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    let mut say = |field, of: &dyn Fn(&Settings) -> String| {
        let (was, is) = (of(before), of(after));
        if was != is {
            changes.add(field, Some(&was), Some(&is));
        }
    };
    say("grade_bands", &|settings| format!("[{}, {}]", settings.grade_bands.0, settings.grade_bands.1));
    say("organization", &|settings| settings.organization.name().to_owned());
    say("fiscal_year_starts", &|settings| settings.calendar.first_month.to_string());
    say("fiscal_year_named_for", &|settings| {
        (if settings.calendar.named_for_end { "end" } else { "start" }).to_owned()
    });
    say("decimal_mark", &|settings| format!("{:?}", settings.vocabulary.decimal_mark()).to_lowercase());
    say("stale_after", &|settings| {
        format!(
            "leading {} days, lagging {} days",
            settings.stale_after_leading, settings.stale_after_lagging
        )
    });
    changes.0
}

/// What changed about how a metric is defined, readings aside.
#[must_use]
pub fn metric_changes(before: &MetricView<'_>, after: &MetricView<'_>) -> Vec<FieldChange> {
    let mut changes = Changes::default();
    let (was, is) = (before.metric, after.metric);
    changes.name("section", Some(section(before.role)), Some(section(after.role)));
    changes.text("name", text(&was.name), text(&is.name));
    changes.promise("definition", text(&was.definition), text(&is.definition));
    changes.compare("formula", text(&was.formula), text(&is.formula), computes_the_same);
    changes.promise("source", source(was).as_deref(), source(is).as_deref());
    for (field, part) in [("numerator", numerator as Part), ("denominator", denominator)] {
        changes.promise(field, part(was), part(is));
    }
    changes.compare("pull", pull(was).as_deref(), pull(is).as_deref(), |one, other| one == other);
    changes.compare("equals", text(&was.equals), text(&is.equals), is_same_sum);
    let counted = |metric: &Metric| metric.aggregate.get().copied().unwrap_or(Aggregate::Last).name();
    changes.name("aggregate", Some(counted(was)), Some(counted(is)));
    let critical =
        |metric: &Metric| Some(if metric.critical.get() == Some(&true) { "true" } else { "false" });
    changes.name("critical", critical(was), critical(is));
    changes.name("better", Some(before.better().name()), Some(after.better().name()));
    for (field, was, is) in [
        ("baseline", &was.baseline, &is.baseline),
        ("max_increase", &was.max_increase, &is.max_increase),
        ("max_decrease", &was.max_decrease, &is.max_decrease),
        ("at_least", &was.at_least, &is.at_least),
        ("at_most", &was.at_most, &is.at_most),
    ] {
        changes.quantity(field, was.get(), is.get());
    }
    changes.list("drives", &was.drives, &is.drives);
    changes.name("counter_metric", text(&was.counter_metric), text(&is.counter_metric));
    changes.list("segments", &was.segments, &is.segments);
    changes.name("cadence", cadence(before).as_deref(), cadence(after).as_deref());
    changes.name("owner", before.owner(), after.owner());
    let team = |metric: &Metric| metric.team.get().map(|team| team.as_str().to_owned());
    changes.name("team", team(was).as_deref(), team(is).as_deref());
    changes.name("indicator", written(before, &was.indicator), written(after, &is.indicator));
    changes.name("targets", targets(before).as_deref(), targets(after).as_deref());
    changes.0
}

/// Whether two sums over metrics are the same: blanks do not count.
fn is_same_sum(one: &str, other: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    signs(one) == signs(other)
}

/// `2026-02-12: the partner withdrew`
fn cancelled(field: &Field<Cancelled>) -> Option<String> {
    let cancelled = field.get()?;
    let day = cancelled.date.get().map(ToString::to_string);
    let parts: Vec<String> = day.into_iter().chain(cancelled.reason.get().cloned()).collect();
    Some(parts.join(": "))
}

/// The items of a list in one line; `None` without any.
fn joined(list: &Field<Vec<Field<impl AsRef<str>>>>) -> Option<String> {
    let items: Vec<&str> = list.readable().map(|(item, _)| item.as_ref()).collect();
    Some(items.join(", ")).filter(|items| !items.is_empty())
}

fn text(field: &Field<impl AsRef<str>>) -> Option<&str> {
    field.get().map(AsRef::as_ref)
}

/// The plan, by its days.
fn phases<'w>(view: &KeyResultView<'w>) -> Vec<(Day, &'w Quantity)> {
    let steps = view.key_result.phased_targets.readable();
    let mut steps: Vec<_> =
        steps.filter_map(|(step, _)| Some((*step.by.get()?, step.target.get()?))).collect();
    steps.sort_by_key(|(day, _)| *day);
    steps
}

fn same_phases(was: &[(Day, &Quantity)], is: &[(Day, &Quantity)]) -> bool {
    was.len() == is.len() && was.iter().zip(is).all(|(was, is)| was.0 == is.0 && unchanged(was.1, is.1))
}

/// `28% by 2026-02-15, 32% by 2026-03-01`
fn phased(view: &KeyResultView<'_>) -> Option<String> {
    let said: Vec<String> =
        phases(view).iter().map(|(day, target)| format!("{} by {day}", target.text())).collect();
    Some(said.join(", ")).filter(|said| !said.is_empty())
}

/// Baseline, target, lower and upper limit.
fn figures<'w>(view: &KeyResultView<'w>) -> [Option<&'w Quantity>; 4] {
    let quantity = |figure: &'w Option<Figure>| figure.as_ref().map(|figure| &figure.quantity);
    match view.aim() {
        Some(Aim::Move { baseline, target }) => [quantity(baseline), quantity(target), None, None],
        Some(Aim::Hold { at_least, at_most }) => [None, None, quantity(at_least), quantity(at_most)],
        None => [None; 4],
    }
}

fn section(role: MetricRole) -> &'static str {
    match role {
        MetricRole::NorthStar => "north_star",
        MetricRole::Input => "input_metrics",
        MetricRole::Guardrail => "guardrails",
        MetricRole::Watched => "metrics",
    }
}

fn source(metric: &Metric) -> Option<String> {
    let Short::<Source>(source) = metric.source.get()?;
    let parts = [&source.system, &source.location, &source.owner];
    let said: Vec<&str> = parts.into_iter().filter_map(|part| text(part)).collect();
    Some(said.join(", ")).filter(|said| !said.is_empty())
}

/// A part of what a metric is computed from.
type Part = fn(&Metric) -> Option<&str>;

fn numerator(metric: &Metric) -> Option<&str> {
    text(&metric.source.get()?.0.numerator)
}

fn denominator(metric: &Metric) -> Option<&str> {
    text(&metric.source.get()?.0.denominator)
}

/// Queries may be long: only their blanks are shortened.
fn pull(metric: &Metric) -> Option<String> {
    let pull = metric.pull.get()?;
    let columns = pull.columns.get().map(|columns| [&columns.date, &columns.value, &columns.note]);
    let parts = [&pull.from, &pull.sql, &pull.csv].into_iter().chain(columns.into_iter().flatten());
    let words = parts.filter_map(text).flat_map(str::split_whitespace);
    Some(words.collect::<Vec<_>>().join(" "))
}

fn cadence(view: &MetricView<'_>) -> Option<String> {
    let Short::<Cadence>(cadence) = view.metric.cadence.get()?;
    let parts = [("reported", &cadence.reported), ("reviewed", &cadence.reviewed)];
    let said = parts.into_iter().filter_map(|(key, value)| Some(format!("{key} {}", written(view, value)?)));
    Some(said.collect::<Vec<_>>().join(", "))
}

fn targets(view: &MetricView<'_>) -> Option<String> {
    let said = view.metric.targets.readable().filter_map(|(target, _)| {
        Some(format!("{} {}", written(view, &target.period)?, target.target.get()?.text()))
    });
    Some(said.collect::<Vec<_>>().join(", ")).filter(|said| !said.is_empty())
}

/// A value as its author wrote it, without quotes.
fn written<'w, T>(view: &MetricView<'w>, field: &Field<T>) -> Option<&'w str> {
    let words = view.workspace.sources.text(field.span()?);
    Some(words.trim_matches(['"', '\'']))
}
