//! Ids for metrics without one, and for objectives and key results that are only known by their place, so that they keep
//! their name when one is moved.

use super::positional::{Item, Reference, references};
use super::words::{self, Of};
use crate::goals::values::slug;
use crate::goals::{ObjectiveView, Quarter, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::edit::{Edit, Fix, Place, Scalar};
use std::collections::{HashMap, HashSet};

/// An id for each metric, objective and key result that is written as a mapping and has none; those of one sentence stay
/// short. While part of some file cannot be read nobody knows what is referred to, so there are none then.
pub(super) fn missing(workspace: &Workspace) -> Vec<(FileId, Fix)> {
    if workspace.files.iter().any(|file| file.damaged) {
        return Vec::new();
    }
    let mut namer = Namer::of(workspace);
    namer.name_metrics();
    for objective in workspace.objectives() {
        namer.name_objective(objective);
        namer.name_key_results(objective);
    }
    namer.fixes
}

/// Longer ids are no help to anybody.
const LONGEST: usize = 40;

struct Namer<'w> {
    workspace: &'w Workspace,
    references: HashMap<Item, Vec<Reference>>,
    /// The objective ids of each team and quarter.
    objectives: HashSet<(Option<Quarter>, String, String)>,
    fixes: Vec<(FileId, Fix)>,
}

impl<'w> Namer<'w> {
    fn of(workspace: &'w Workspace) -> Self {
        let objectives = workspace.objectives();
        let names = objectives.map(|view| (view.quarter(), view.team().into_owned(), view.id().into_owned()));
        let objectives = names.collect();
        Self { workspace, references: references(workspace), objectives, fixes: Vec::new() }
    }

    /// A metric is called by its name: `Activation rate` becomes `activation_rate`.
    fn name_metrics(&mut self) {
        let ids = self.workspace.metrics().filter_map(|view| view.id());
        let mut taken: HashSet<String> = ids.map(str::to_owned).collect();
        for view in self.workspace.metrics().filter(|view| view.metric.id.is_absent()) {
            let Some(name) = view.metric.name.get().filter(|name| name.is_ascii()) else { continue };
            let slug = slug(name, '_');
            let id = slug.trim_start_matches(|c: char| !c.is_ascii_lowercase());
            // Of two metrics with one name nobody knows which is meant.
            if (2..=LONGEST).contains(&id.len()) && taken.insert(id.to_owned()) {
                self.add((view.span, "name"), id, Vec::new());
            }
        }
    }

    fn name_objective(&mut self, view: ObjectiveView<'_>) {
        if !view.objective.id.is_absent() || view.text().is_empty() {
            return;
        }
        let home = |id: &str| (view.quarter(), view.team().into_owned(), id.to_owned());
        let telling = words::telling(view.text(), Of::Objective);
        let Some(id) = words::free_id(&telling, |id| self.objectives.contains(&home(id))) else { return };
        if self.offer((view.span.file, view.position, None), (view.span, "objective"), &id) {
            self.objectives.insert(home(&id));
        }
    }

    fn name_key_results(&mut self, objective: ObjectiveView<'_>) {
        let ids = objective.key_results().filter_map(|view| view.key_result.id.get());
        let mut taken: HashSet<String> = ids.map(|id| id.as_str().to_owned()).collect();
        for view in objective.key_results() {
            let is_short_form = view.key_result.key_result.span() == Some(view.span);
            if !view.key_result.id.is_absent() || is_short_form || view.text().is_empty() {
                continue;
            }
            let telling = words::telling(view.text(), Of::KeyResult);
            let Some(id) = words::free_id(&telling, |id| taken.contains(id)) else { continue };
            let item = (view.span.file, objective.position, Some(view.position));
            if self.offer(item, (view.span, "key_result"), &id) {
                taken.insert(id);
            }
        }
    }

    /// Offers to add an id, with the references to the thing changed along; not where a reference is in another file,
    /// since two files cannot be changed at one stroke.
    fn offer(&mut self, item: Item, thing: (Span, &'static str), id: &str) -> bool {
        let references = self.references.get(&item).map(Vec::as_slice).unwrap_or_default();
        if references.iter().any(|reference| reference.span.file != thing.0.file) {
            return false;
        }
        let changed = |reference: &Reference| {
            let to = Scalar::Text(reference.with(id));
            Edit::Set { at: reference.span, to }
        };
        let changes = references.iter().map(changed).collect();
        self.add(thing, id, changes);
        true
    }

    fn add(&mut self, (mapping, sentence): (Span, &'static str), id: &str, mut edits: Vec<Edit>) {
        let entries = vec![("id", Scalar::Text(id.to_owned()))];
        edits.push(Edit::Add { mapping, place: self.place(mapping, sentence), entries });
        self.fixes.push((mapping.file, Fix::safe("missing id added", format!("add `id: {id}`"), edits)));
    }

    /// First, where it is found; but after the sentence where a suppression of the whole item stands on the first line, which
    /// would not be the item's first any more.
    fn place(&self, mapping: Span, sentence: &'static str) -> Place {
        let rest = self.workspace.sources.text(mapping);
        let file = self.workspace.file(mapping.file);
        let text = &self.workspace.sources.file(mapping.file).text;
        let start = mapping.start as usize;
        let line = text.get(start..).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or_default();
        let is_on_line = |comment: &Span| (start..start + line.len()).contains(&(comment.start as usize));
        let is_suppressed = file.is_some_and(|file| file.directives.iter().any(is_on_line));
        if is_suppressed && !rest.starts_with('{') { Place::After(sentence) } else { Place::First }
    }
}
