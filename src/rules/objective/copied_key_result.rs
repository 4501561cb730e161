//! `copied-key-result`.

use super::super::{Check, Context, Rule};
use super::words::{Sentences, Words};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView, ObjectiveView, Quarter, Target, values};
use crate::quantity::same;
use crate::settings::Organization;
use crate::source::FileId;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "copied-key-result",
    summary: "a key result copied unchanged from the level above",
    page: include_str!("copied_key_result.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

/// Fewer words than this can be the same by chance.
const FEWEST_WORDS: usize = 4;

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let mut company: HashMap<Option<Quarter>, Originals<'_>> = HashMap::new();
    for objective in workspace.objectives().filter(|each| each.level() == values::Level::Company) {
        company.entry(objective.quarter()).or_insert_with(Originals::new).add(objective);
    }
    let mut supported: HashMap<(FileId, usize), Originals<'_>> = HashMap::new();
    for objective in workspace.objectives().filter(|each| each.level() != values::Level::Company) {
        let parents: Vec<ObjectiveView<'_>> = parents(objective).collect();
        for parent in &parents {
            let originals = supported.entry((parent.file.id, parent.position));
            originals.or_insert_with(|| {
                let mut originals = Originals::new();
                originals.add(*parent);
                originals
            });
        }
        for key_result in objective.key_results() {
            let of_parents =
                parents.iter().filter_map(|parent| supported.get(&(parent.file.id, parent.position)));
            let mut above = of_parents.chain(company.get(&objective.quarter()));
            if let Some(original) = above.find_map(|originals| originals.of(key_result)) {
                context.report(remark(key_result, original));
            }
        }
    }
}

/// The other objectives that an objective supports, directly or by one of their key results.
fn parents(objective: ObjectiveView<'_>) -> impl Iterator<Item = ObjectiveView<'_>> {
    let workspace = objective.workspace;
    let supports = objective.objective.supports.readable();
    let targets =
        supports.filter_map(move |(reference, _)| workspace.resolve(reference, objective.quarter()));
    let parents = targets.filter_map(|target| match target {
        Target::Objective(parent) => Some(parent),
        Target::KeyResult(key_result) => Some(key_result.objective),
        Target::Metric(_) => None,
    });
    parents.filter(move |parent| (parent.file.id, parent.position) != (objective.file.id, objective.position))
}

/// Key results that may have been copied.
struct Originals<'w> {
    by_words: Sentences<KeyResultView<'w>>,
    by_metric: HashMap<&'w str, Vec<KeyResultView<'w>>>,
}

impl<'w> Originals<'w> {
    fn new() -> Self {
        Self { by_words: Sentences::new(), by_metric: HashMap::new() }
    }

    fn add(&mut self, objective: ObjectiveView<'w>) {
        for key_result in objective.key_results() {
            self.by_words.add(Words::of(key_result.text()), key_result);
            if let Some(metric) = key_result.key_result.metric.get() {
                self.by_metric.entry(metric).or_default().push(key_result);
            }
        }
    }

    /// The key result that this one is a copy of.
    fn of(&self, key_result: KeyResultView<'_>) -> Option<KeyResultView<'w>> {
        let metric = key_result.key_result.metric.get();
        let of_metric = metric.and_then(|metric| self.by_metric.get(metric.as_str()));
        let same_end = of_metric.into_iter().flatten().find(|original| same_aim(key_result, **original));
        same_end.copied().or_else(|| {
            let words = Words::of(key_result.text());
            if words.len() < FEWEST_WORDS { None } else { self.by_words.like(&words).copied() }
        })
    }
}

/// The same target, or the same limits.
fn same_aim(a: KeyResultView<'_>, b: KeyResultView<'_>) -> bool {
    match (a.aim(), b.aim()) {
        (Some(Aim::Move { target: Some(a), .. }), Some(Aim::Move { target: Some(b), .. })) => {
            same(&a.quantity, &b.quantity)
        }
        (
            Some(Aim::Hold { at_least: a_least, at_most: a_most }),
            Some(Aim::Hold { at_least: b_least, at_most: b_most }),
        ) => [(a_least, b_least), (a_most, b_most)].into_iter().all(|limits| match limits {
            (Some(a), Some(b)) => same(&a.quantity, &b.quantity),
            (None, None) => true,
            _ => false,
        }),
        _ => false,
    }
}

fn remark(copy: KeyResultView<'_>, original: KeyResultView<'_>) -> Remark {
    let above = format!("{}/{}", original.objective.short_address(), original.id());
    let is_linked = parents(copy.objective).any(|parent| {
        (parent.file.id, parent.position) == (original.objective.file.id, original.objective.position)
    });
    let link = if is_linked {
        String::new()
    } else {
        format!("link the objective with `supports: [{above}]`, and ")
    };
    let team = copy.objective.team();
    Remark::new(copy.heading(), format!("this repeats `{above}`, so it is unclear who should move it"))
        .help(format!("{link}write here a driver of it that `{team}` can move by itself"))
        .related(original.heading(), "the one above")
}
