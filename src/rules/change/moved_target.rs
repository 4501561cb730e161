//! `moved-target`.

use super::super::{Check, Context, Rule};
use super::newcomers::{Newcomers, objective_as_it_arrived};
use super::told::{in_yaml, remark, shortened};
use super::{acknowledged, given_up, invented};
use crate::changes::{
    FieldChange, GoalStep, History, Matching, PROMISED, Pair, Promise, Reference, TIME_TO_FILL_IN,
    key_result_changes, objective_changes, promises, renamed, says_the_same,
};
use crate::finding::{Level, Remark};
use crate::goals::values::{Ambition, Level as Whose};
use crate::goals::{Aim, Day, GoalFile, KeyResultView, ObjectiveView, Quarter, Workspace};
use crate::quantity::{Quantity, same};
use crate::source::Span;
use crate::yaml::ProblemKind;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "moved-target",
    summary: "a key result that was changed, added or removed after the first two weeks of its quarter",
    page: include_str!("moved_target.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Change(check),
};

fn check<'c>(context: &mut Context<'c>, history: &'c History) {
    for (quarter, reference) in &history.references {
        if context.as_of > reference.settled {
            let renamed = renamed(&reference.goals, context.workspace);
            let remarks = Judge { context, history, quarter: *quarter, reference, renamed }.remarks();
            remarks.into_iter().for_each(|remark| context.report(remark));
        }
    }
    let of_metrics = super::metrics::moved(context, history);
    let of_values = super::rewritten::past(context, history);
    let of_settings = super::judged_by::moved(context, history);
    of_metrics.into_iter().chain(of_values).chain(of_settings).for_each(|remark| context.report(remark));
}

/// The objectives of a quarter in touched files.
struct Versions<'w> {
    /// What is held against them: as they were once goals were settled.
    before: Vec<ObjectiveView<'w>>,
    /// As they are.
    after: Vec<ObjectiveView<'w>>,
    /// As they were before the change that is judged.
    of_base: Vec<ObjectiveView<'w>>,
    /// The teams that had any before.
    teams: HashSet<Cow<'w, str>>,
}

struct Judge<'j, 'c> {
    context: &'j Context<'c>,
    history: &'j History,
    quarter: Quarter,
    reference: &'j Reference,
    /// Metrics that go by another id now.
    renamed: HashMap<&'j str, &'j str>,
}

impl Judge<'_, '_> {
    fn remarks(&self) -> Vec<Remark> {
        let Versions { before, after, of_base, teams } = self.versions();
        let newcomers = Newcomers::of(self.history, before.clone(), of_base, after.clone());
        let matching = Matching::of(before, after);
        let known = Known::of(self, matching.objectives.iter().chain(&newcomers.objectives));
        let regrouped = self.regrouped(&matching);
        let mut remarks = Vec::new();
        let mut moved_as_a_whole = HashSet::new();
        for pair in &matching.objectives {
            match (pair.before, pair.after) {
                (None, Some(view)) if pair.is_sound() => {
                    let is_known = teams.contains(&view.team())
                        && !self.was_unreadable(&view)
                        && !regrouped.contains(&view.address());
                    remarks.extend(if is_known { self.late_objective(&view) } else { None });
                    moved_as_a_whole.insert(view.address());
                }
                (Some(view), None) if pair.is_sound() => {
                    let is_gone = !is_unreadable_in(self.context.workspace, &view)
                        && !regrouped.contains(&view.address());
                    remarks.extend(if is_gone { self.vanished_objective(&view, &known) } else { None });
                    moved_as_a_whole.insert(view.address());
                }
                (Some(before), Some(after)) => {
                    remarks.extend(self.loosened(&self.objective_agreed(before), &after));
                }
                _ => {}
            }
        }
        for pair in &newcomers.objectives {
            match (pair.before, pair.after) {
                (Some(before), Some(after)) => remarks.extend(self.loosened(&before, &after)),
                (Some(view), None) if pair.is_sound() => {
                    let is_gone = !is_unreadable_in(self.context.workspace, &view);
                    remarks.extend(if is_gone { self.vanished_objective(&view, &known) } else { None });
                    moved_as_a_whole.insert(view.address());
                }
                _ => {}
            }
        }
        for pair in &matching.key_results {
            remarks.extend(match (pair.before, pair.after) {
                (Some(before), Some(after)) => self.changed(&self.agreed(before), &after, &known),
                (None, Some(view)) if !moved_as_a_whole.contains(&view.objective.address()) => {
                    self.late(&view, &known)
                }
                (Some(view), None) if !moved_as_a_whole.contains(&view.objective.address()) => {
                    self.vanished(&view, &known)
                }
                _ => None,
            });
        }
        let settled = matching.key_results.iter().filter(|pair| pair.before.is_some());
        let settled: HashSet<String> = settled.filter_map(|pair| Some(pair.after?.address())).collect();
        for pair in &newcomers.key_results {
            remarks.extend(match (pair.before, pair.after) {
                (Some(before), Some(after)) if !settled.contains(&after.address()) => {
                    self.changed(&before, &after, &known)
                }
                (Some(view), None) if !moved_as_a_whole.contains(&view.objective.address()) => {
                    self.vanished(&view, &known)
                }
                _ => None,
            });
        }
        for (before, after) in matching.key_results.iter().filter_map(|pair| pair.before.zip(pair.after)) {
            let step = self.history.move_of(&after);
            // Where the whole objective became that, its own change says so.
            if known.is_elsewhere(&before.objective, &after.objective) {
                remarks.extend(given_up::moved_away(self.context, (&before, &after), step));
            }
            if !self.is_of_base(before.workspace()) {
                remarks.extend(invented::of_key_result(self.context, self.quarter, &before, &after));
            }
            let fields = (&*before.key_result.cancelled, &*after.key_result.cancelled);
            let written = |change: &FieldChange| self.history.step_of(&after, change).and_then(GoalStep::day);
            remarks.extend(given_up::backdated(self.context, self.quarter, fields, written, after.heading()));
        }
        for (before, after) in matching.objectives.iter().filter_map(|pair| pair.before.zip(pair.after)) {
            if !self.is_of_base(before.workspace) {
                remarks.extend(invented::of_objective(self.context, self.quarter, &before, &after));
            }
            let fields = (&*before.objective.cancelled, &*after.objective.cancelled);
            let written =
                |change: &FieldChange| self.step_of_objective(&after, change).and_then(GoalStep::day);
            remarks.extend(given_up::backdated(self.context, self.quarter, fields, written, after.heading()));
        }
        remarks
    }

    /// Whether goals are those before the change, of a team that had none when goals were settled.
    fn is_of_base(&self, workspace: &Workspace) -> bool {
        std::ptr::eq(workspace, &raw const self.history.base)
    }

    /// A key result of a team that had no goals when they were settled, as it was when it arrived.
    fn agreed<'w>(&'w self, before: KeyResultView<'w>) -> KeyResultView<'w> {
        if self.is_of_base(before.workspace()) { self.history.first_version(before) } else { before }
    }

    /// The same of an objective.
    fn objective_agreed<'w>(&'w self, before: ObjectiveView<'w>) -> ObjectiveView<'w> {
        if self.is_of_base(before.workspace) { objective_as_it_arrived(self.history, before) } else { before }
    }

    /// The quarter's objectives in touched files: as they were once goals were settled, and as they are. A team that had
    /// none then is held to what it had before this change; one that is not among the teams had none at all and is only
    /// late.
    fn versions(&self) -> Versions<'_> {
        let of_quarter = |view: &ObjectiveView<'_>| view.quarter() == Some(self.quarter);
        let touched = |view: &ObjectiveView<'_>| self.history.touched.contains(&view.file.id);
        let current = self.context.workspace;
        let settled: Vec<_> = self.reference.goals.objectives().filter(of_quarter).collect();
        let base: Vec<_> =
            self.history.base.objectives().filter(of_quarter).filter(|view| touched(view)).collect();
        let mut settled_teams: HashSet<Cow<'_, str>> = settled.iter().map(ObjectiveView::team).collect();
        let untouched = current.objectives().filter(of_quarter).filter(|view| !touched(view));
        settled_teams.extend(
            untouched
                .filter(|view| self.reference.paths.contains(&current.sources.file(view.file.id).path))
                .map(|view| view.team()),
        );
        let is_settled = |view: &ObjectiveView<'_>| settled_teams.contains(&view.team());
        let after = current.objectives().filter(of_quarter).filter(touched).collect();
        let before = settled.iter().copied().chain(base.iter().copied().filter(|view| !is_settled(view)));
        let before = before.collect();
        settled_teams.extend(base.iter().map(ObjectiveView::team));
        Versions { before, after, of_base: base, teams: settled_teams }
    }

    /// Whether the file that an objective is in could not be read completely before: what is new may have been there.
    fn was_unreadable(&self, view: &ObjectiveView<'_>) -> bool {
        is_unreadable_in(&self.reference.goals, view) || is_unreadable_in(&self.history.base, view)
    }

    fn changed(
        &self,
        before: &KeyResultView<'_>,
        after: &KeyResultView<'_>,
        known: &Known<'_>,
    ) -> Option<Remark> {
        if acknowledged::is_replaced(self.context.workspace, before, after) {
            return None;
        }
        let versions = self.history.versions_since(self.reference.settled, *after);
        let mut promises = promises((*before, *after), &versions, self.context.as_of, key_result_changes);
        let lesser = known.lesser_promise(&before.objective, &after.objective);
        promises.extend(lesser.map(|change| Promise { change, was: *before, arrival: None }));
        let newest = |change: &FieldChange| self.history.step_of(after, change);
        let revisions = &after.key_result.revisions;
        promises.retain(|promise| {
            let Promise { change, was, arrival } = promise;
            // To take back what came too late, and nobody explained, is what was asked for.
            let is_withdrawn = promise.is_taken_back()
                && self.comes_too_late((before, was), *arrival, change)
                && !acknowledged::mentions(revisions, change.field);
            !is_withdrawn
                && (PROMISED.contains(&change.field) || change.field == "ambition")
                && (change.before.is_some()
                    || self.comes_too_late((was, after), promise.step(newest), change))
                && !self.is_renaming(change)
                && !is_unreadable(after, change.field)
                && !(change.after.is_none() && is_unreadable_in(self.context.workspace, &after.objective))
                && !(change.field == "weight" && has_its_share(was, after))
                && !(change.field == "measurement" && is_in_its_metric(was, after))
        });
        let changes = promises.into_iter().map(|promise| promise.told(newest)).collect();
        let place = |change: &FieldChange| place_of(after, change);
        remark(self.context, self.quarter, revisions, changes, place)
    }

    /// A number that was missing may be filled in during the quarter's first weeks: later the result is known. So it is with a second
    /// limit, and with a metric whose values count beside those of the key result. A plan that comes later decides what is on track.
    fn comes_too_late(
        &self,
        (before, after): (&KeyResultView<'_>, &KeyResultView<'_>),
        step: Option<&GoalStep>,
        change: &FieldChange,
    ) -> bool {
        let written = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let counts = match change.field {
            "phased_targets" => return true,
            "baseline" | "target" => before.lacks_numbers(),
            "at_least" | "at_most" => before.lacks_numbers() || is_second_limit(before, after),
            "metric" => self.has_other_values(after, written),
            _ => false,
        };
        let first = self.context.workspace.calendar.first_day(self.quarter);
        counts && written.days_since(first) > TIME_TO_FILL_IN
    }

    /// Whether the metric of a key result with check-ins of its own had values by a day that do not go with them. One value of both on
    /// one day that is the same shows that they are one series.
    fn has_other_values(&self, view: &KeyResultView<'_>, by: Day) -> bool {
        let own: HashMap<Day, &Quantity> = view
            .key_result
            .check_ins
            .readable()
            .filter_map(|check_in| Some((check_in.date().get()?, check_in.value().get()?)))
            .collect();
        let calendar = self.context.workspace.calendar;
        let days = calendar.first_day(self.quarter)..=calendar.last_day(self.quarter).min(by);
        let readings = view.metric().map(|metric| metric.readings()).unwrap_or_default();
        let counted: Vec<_> = readings.iter().filter(|reading| days.contains(&reading.day)).collect();
        let of_both = || counted.iter().filter_map(|reading| Some((reading.value, *own.get(&reading.day)?)));
        let is_one_series = of_both().next().is_some() && of_both().all(|(one, other)| same(one, other));
        !own.is_empty() && !is_one_series && counted.iter().any(|reading| !own.contains_key(&reading.day))
    }

    /// The addresses of objectives that only share out key results anew: the new ones whose key results were all there before, and
    /// the former ones whose key results are all still there, each with the guardrails it had.
    fn regrouped(&self, matching: &Matching<'_>) -> HashSet<String> {
        let (mut addresses, mut others) = (HashSet::new(), HashSet::new());
        for pair in &matching.key_results {
            let objectives = [pair.before, pair.after].map(|view| view.map(|view| view.objective));
            let known = objectives.iter().flatten().map(ObjectiveView::address);
            match objectives {
                [Some(before), Some(after)] if self.is_watched_as_before(&before, &after) => {
                    addresses.extend(known);
                }
                _ => others.extend(known),
            }
        }
        addresses.retain(|address| !others.contains(address));
        addresses
    }

    fn is_watched_as_before(&self, before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> bool {
        let now: HashSet<&str> = after.guardrails().into_iter().map(|(id, _)| id).collect();
        before.guardrails().into_iter().all(|(id, _)| now.contains(self.renamed.get(id).unwrap_or(&id)))
    }

    /// Whether a metric or a guardrail only goes by another id.
    fn is_renaming(&self, change: &FieldChange) -> bool {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { return false };
        change.field == "metric" && self.renamed.get(before.as_str()) == Some(&after.as_str())
    }

    /// What an objective promised beside its key results: how far it counts, and what must not get worse.
    fn loosened(&self, before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> Option<Remark> {
        let versions = self.history.found_since(self.reference.settled, |version| {
            version.objective(after.quarter(), &after.team(), &after.id())
        });
        let mut promises = promises((*before, *after), &versions, self.context.as_of, objective_changes);
        promises.retain(|Promise { change, was, .. }| match change.field {
            "guardrails" => change.before.as_deref().is_some_and(|before| self.has_lost_one(before, change)),
            "ambition" | "weight" => change.before.is_some(),
            // What a person sets for herself counts in no mean.
            "level" => [was, after].iter().any(|view| view.level() == Whose::Individual),
            _ => false,
        });
        let newest = |change: &FieldChange| self.step_of_objective(after, change);
        let changes = promises.into_iter().map(|promise| promise.told(newest)).collect();
        let place = |change: &FieldChange| {
            let objective = after.objective;
            let own = match change.field {
                "ambition" => objective.ambition.span(),
                "weight" => objective.weight.span(),
                "level" => after.file.content.level.span(),
                _ => objective.guardrails.span(),
            };
            own.unwrap_or_else(|| after.heading())
        };
        remark(self.context, self.quarter, &after.objective.revisions, changes, place)
    }

    /// The newest step that made a field of an objective what it is now.
    fn step_of_objective(&self, now: &ObjectiveView<'_>, change: &FieldChange) -> Option<&GoalStep> {
        self.history.step_that(|version| {
            let then = version.objective(now.quarter(), &now.team(), &now.id());
            then.is_some_and(|then| {
                !objective_changes(&then, now).iter().any(|left| left.field == change.field)
            })
        })
    }

    /// Whether a list of guardrails lost one.
    fn has_lost_one(&self, before: &str, change: &FieldChange) -> bool {
        let now: HashSet<&str> = change.after.as_deref().unwrap_or_default().split(", ").collect();
        before.split(", ").any(|id| !now.contains(self.renamed.get(id).unwrap_or(&id)))
    }

    fn with_step(&self, said: String, step: Option<&GoalStep>) -> String {
        match step {
            Some(step) => format!("{said} {}", step.told()),
            None => said,
        }
    }

    fn late(&self, view: &KeyResultView<'_>, known: &Known<'_>) -> Option<Remark> {
        if view.text().is_empty()
            || acknowledged::arrival(view)
            || known.unsound.contains(&view.objective.address())
        {
            return None;
        }
        let step = self.history.arrival_of(view);
        let said = self.with_step("this key result was added".to_owned(), step);
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let help = format!(
            "keep it for the next quarter, or say why it cannot wait: \
             `revisions: [{{date: {day}, field: added, reason: ...}}]`"
        );
        let message = format!("{said}, after the quarter's first two weeks");
        Some(Remark::new(view.heading(), message).help(help).on_occasion_of("added"))
    }

    fn late_objective(&self, view: &ObjectiveView<'_>) -> Option<Remark> {
        let first = view.key_results().next();
        let owned_up = view.key_results().all(|key_result| acknowledged::arrival(&key_result));
        if view.text().is_empty() || first.is_some() && owned_up {
            return None;
        }
        let step = first.and_then(|first| self.history.arrival_of(&first));
        let said = self.with_step("this objective was added".to_owned(), step);
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        let help = format!(
            "keep it for the next quarter, or say on each of its key results why it cannot wait: \
             `revisions: [{{date: {day}, field: added, reason: ...}}]`"
        );
        let message = format!("{said}, after the quarter's first two weeks");
        Some(Remark::new(view.heading(), message).help(help).on_occasion_of("added"))
    }

    fn vanished(&self, view: &KeyResultView<'_>, known: &Known<'_>) -> Option<Remark> {
        let objective = *known.became.get(&view.objective.address())?;
        let name = format!("{}/{}", view.objective.id(), view.id());
        let owned_up = || known.owned_up(&view.objective.team(), &view.objective, Some(&view.id()));
        if view.text().is_empty() || owned_up() {
            return None;
        }
        let said = format!("the key result “{}” was removed", shortened(view.text()));
        Some(self.gone(objective.heading(), &said, &name, self.history.departure_of(view)))
    }

    fn vanished_objective(&self, view: &ObjectiveView<'_>, known: &Known<'_>) -> Option<Remark> {
        if known.owned_up(&view.team(), view, None) {
            return None;
        }
        let step = view.key_results().next().and_then(|first| self.history.departure_of(&first));
        let nothing_is_left = !known.files.contains_key(&*view.team());
        if nothing_is_left && given_up::has_ended(self.context, self.quarter, step) {
            return given_up::put_away(self.quarter, view, step);
        }
        let said = format!("the objective “{}” was removed", shortened(view.text()));
        Some(match known.files.get(&*view.team()) {
            Some(file) => self.gone(top_of(file), &said, &view.id(), step),
            // Its file is gone, or of another quarter: the words that were there are the place.
            None => {
                self.gone(view.heading(), &said, &view.id(), step).help(self.advice_without_file(view, step))
            }
        })
    }

    fn gone(&self, place: Span, said: &str, name: &str, step: Option<&GoalStep>) -> Remark {
        let said = self.with_step(said.to_owned(), step);
        let help = format!(
            "put it back and grade it honestly, or say why at the end of the file: `{}`",
            self.departure(name, step)
        );
        Remark::new(place, format!("{said}, after the quarter's first two weeks"))
            .help(help)
            .on_occasion_of(format!("removed {name}"))
    }

    /// How to say why the last goals of a team are gone: no file of its own is left in the quarter.
    fn advice_without_file(&self, view: &ObjectiveView<'_>, step: Option<&GoalStep>) -> String {
        let team = in_yaml(&view.team());
        let whose = match view.level() {
            Whose::Individual => format!("`level: individual`, `person: {team}`"),
            Whose::Company | Whose::Team => format!("`team: {team}`"),
        };
        format!(
            "put it back and grade it honestly, or keep a file that says why, with these lines: `quarter: {}`, {whose} and `{}`",
            self.quarter,
            self.departure(&view.id(), step)
        )
    }

    /// The revision that declares that something is gone.
    fn departure(&self, name: &str, step: Option<&GoalStep>) -> String {
        let day = step.and_then(GoalStep::day).unwrap_or(self.context.as_of);
        format!("revisions: [{{date: {day}, field: removed, from: {}, reason: ...}}]", in_yaml(name))
    }
}

/// What is looked up for many things that are gone or new.
struct Known<'w> {
    /// The addresses of objectives of today that could not be read completely, then or now.
    unsound: HashSet<String>,
    /// What objectives became that could be read completely, by their former addresses.
    became: HashMap<String, ObjectiveView<'w>>,
    /// The first file of each team.
    files: HashMap<String, &'w GoalFile>,
    /// What the files of each team say was removed.
    removed: HashMap<String, HashSet<&'w str>>,
}

impl<'w> Known<'w> {
    fn of<'p>(judge: &Judge<'w, '_>, objectives: impl Iterator<Item = &'p Pair<ObjectiveView<'w>>>) -> Self
    where
        'w: 'p,
    {
        let mut known = Known {
            unsound: HashSet::new(),
            became: HashMap::new(),
            files: HashMap::new(),
            removed: HashMap::new(),
        };
        for pair in objectives {
            match (pair.before, pair.after) {
                (_, Some(after)) if !pair.is_sound() => drop(known.unsound.insert(after.address())),
                (Some(before), Some(after)) => drop(known.became.insert(before.address(), after)),
                _ => {}
            }
        }
        let workspace = judge.context.workspace;
        for file in workspace.files.iter().filter(|file| file.quarter() == Some(judge.quarter)) {
            let team = file.team(&workspace.sources).into_owned();
            known
                .removed
                .entry(team.clone())
                .or_default()
                .extend(acknowledged::departures(&file.content.revisions));
            known.files.entry(team).or_insert(file);
        }
        known
    }

    /// Whether what was part of one objective is part of another one now.
    fn is_elsewhere(&self, before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> bool {
        let became = self.became.get(&before.address()).map(ObjectiveView::address);
        became.as_ref() != Some(&after.address()) && !self.unsound.contains(&after.address())
    }

    /// That what was part of a promise is part of another objective now, which is a stretch.
    fn lesser_promise(&self, before: &ObjectiveView<'_>, after: &ObjectiveView<'_>) -> Option<FieldChange> {
        let (was, is) = (before.ambition(), after.ambition());
        let has_moved = self.is_elsewhere(before, after);
        let name = |ambition: Ambition| Some(ambition.name().to_owned());
        (has_moved && was == Ambition::Committed && was != is).then(|| FieldChange {
            field: "ambition",
            before: name(was),
            after: name(is),
        })
    }

    /// Whether a team says why one of its objectives, or one of their key results, is gone.
    fn owned_up(&self, team: &str, objective: &ObjectiveView<'_>, key_result: Option<&str>) -> bool {
        let Some(removed) = self.removed.get(team).filter(|removed| !removed.is_empty()) else {
            return false;
        };
        let names = [objective.id().into_owned(), objective.short_address(), objective.address()];
        names.iter().any(|name| {
            removed.contains(name.as_str())
                || key_result.is_some_and(|id| removed.contains(format!("{name}/{id}").as_str()))
        })
    }
}

/// Whether a key result that held one limit holds two.
fn is_second_limit(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> bool {
    let limits = |view: &KeyResultView<'_>| match view.aim() {
        Some(Aim::Hold { at_least, at_most }) => at_least.iter().chain(at_most).count(),
        _ => 0,
    };
    limits(before) == 1 && limits(after) == 2
}

/// Whether a key result counts for as much of its objective as before, however the weights are written: 2, 1, 1 and 50, 25, 25.
fn has_its_share(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> bool {
    let share = |view: &KeyResultView<'_>| {
        view.weight() / view.objective.key_results().map(|other| other.weight()).sum::<f64>()
    };
    let number = |view: &KeyResultView<'_>| view.objective.key_results().count();
    number(before) == number(after) && (share(before) - share(after)).abs() < 1e-9
}

/// Whether how a key result is measured became the definition of its metric.
fn is_in_its_metric(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> bool {
    let metric = after.key_result.metric.get().and_then(|id| after.workspace().metric(id.trim()));
    let said = metric.and_then(|metric| metric.metric.definition.get().cloned());
    let measured = before.key_result.measurement.get();
    measured.zip(said).is_some_and(|(measured, said)| says_the_same(measured, &said))
}

impl Pair<ObjectiveView<'_>> {
    /// Whether both files could be read completely: in a damaged one things only seem to be missing.
    fn is_sound(&self) -> bool {
        [self.before, self.after].into_iter().flatten().all(|view| !view.file.damaged)
    }
}

/// Whether a version has the file of an objective and part of it cannot be read: what seems missing may be in
/// that part.
fn is_unreadable_in(workspace: &Workspace, view: &ObjectiveView<'_>) -> bool {
    let path = &view.workspace.sources.file(view.file.id).path;
    let is_no_yaml =
        |file: &GoalFile| file.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    let has_no_quarter = |file: &GoalFile| {
        let quarter = &file.content.quarter;
        !quarter.is_absent() && quarter.get().is_none()
    };
    let is_unsure = |file: &&GoalFile| file.damaged || is_no_yaml(file) || has_no_quarter(file);
    let mut damaged = workspace.files.iter().map(|file| &**file).filter(is_unsure);
    damaged.any(|file| workspace.sources.file(file.id).path == *path)
}

/// The line that says whose goals a file holds.
fn top_of(file: &GoalFile) -> Span {
    let content = &file.content;
    let place = content.quarter.span().or(content.team.span());
    place.unwrap_or_else(|| Span::new(file.id, 0, 0))
}

/// Whether a field is there and another rule has said that it cannot be read.
fn is_unreadable(view: &KeyResultView<'_>, field: &str) -> bool {
    let key_result = view.key_result;
    let wrong = |absent: bool, value: bool| !absent && !value;
    match field {
        "baseline" => wrong(key_result.baseline.is_absent(), key_result.baseline.get().is_some()),
        "target" => wrong(key_result.target.is_absent(), key_result.target.get().is_some()),
        "at_least" => wrong(key_result.at_least.is_absent(), key_result.at_least.get().is_some()),
        "at_most" => wrong(key_result.at_most.is_absent(), key_result.at_most.get().is_some()),
        "metric" => wrong(key_result.metric.is_absent(), key_result.metric.get().is_some()),
        "measurement" => wrong(key_result.measurement.is_absent(), key_result.measurement.get().is_some()),
        "weight" => wrong(key_result.weight.is_absent(), key_result.weight.get().is_some()),
        _ => wrong(key_result.key_result.is_absent(), key_result.key_result.get().is_some()),
    }
}

/// The place of a field's value; the sentence if it has no place of its own.
fn place_of(view: &KeyResultView<'_>, change: &FieldChange) -> Span {
    let figure = match (change.field, view.aim()) {
        ("baseline", Some(Aim::Move { baseline, .. })) => baseline.as_ref(),
        ("target", Some(Aim::Move { target, .. })) => target.as_ref(),
        ("at_least", Some(Aim::Hold { at_least, .. })) => at_least.as_ref(),
        ("at_most", Some(Aim::Hold { at_most, .. })) => at_most.as_ref(),
        ("metric", _) => return view.key_result.metric.span().unwrap_or_else(|| view.heading()),
        ("measurement", _) => return view.key_result.measurement.span().unwrap_or_else(|| view.heading()),
        ("weight", _) => return view.key_result.weight.span().unwrap_or_else(|| view.heading()),
        ("aggregate", _) => return view.key_result.aggregate.span().unwrap_or_else(|| view.heading()),
        ("phased_targets", _) => {
            return view.key_result.phased_targets.span().unwrap_or_else(|| view.heading());
        }
        _ => None,
    };
    figure.map_or_else(|| view.heading(), |figure| view.place_of(figure))
}
