//! Ids for objectives and key results that are only known by their place, so that they keep their name when one is moved.

use super::positional::{Item, Reference, references};
use super::slug::{self, Of};
use crate::goals::{ObjectiveView, Quarter, Workspace};
use crate::source::{FileId, Span};
use crate::yaml::edit::{Edit, Fix, Place, Scalar};
use std::collections::{HashMap, HashSet};

/// An id for each objective and key result that is written as a mapping and has none; those of one sentence stay short.
/// While part of some file cannot be read nobody knows what is referred to, so there are none then.
pub(super) fn missing(workspace: &Workspace) -> Vec<(FileId, Fix)> {
    if workspace.files.iter().any(|file| file.damaged) {
        return Vec::new();
    }
    let mut namer = Namer::of(workspace);
    for objective in workspace.objectives() {
        namer.name_objective(objective);
        namer.name_key_results(objective);
    }
    namer.fixes
}

struct Namer {
    references: HashMap<Item, Vec<Reference>>,
    /// The objective ids of each team and quarter.
    objectives: HashSet<(Option<Quarter>, String, String)>,
    fixes: Vec<(FileId, Fix)>,
}

impl Namer {
    fn of(workspace: &Workspace) -> Self {
        let objectives = workspace.objectives();
        let names = objectives.map(|view| (view.quarter(), view.team().into_owned(), view.id().into_owned()));
        Self { references: references(workspace), objectives: names.collect(), fixes: Vec::new() }
    }

    fn name_objective(&mut self, view: ObjectiveView<'_>) {
        if !view.objective.id.is_absent() || view.text().is_empty() {
            return;
        }
        let home = |id: &str| (view.quarter(), view.team().into_owned(), id.to_owned());
        let words = slug::words(view.text(), Of::Objective);
        let Some(id) = slug::free(&words, |id| self.objectives.contains(&home(id))) else { return };
        if self.offer((view.span.file, view.position, None), view.span, &id) {
            self.objectives.insert(home(&id));
        }
    }

    fn name_key_results(&mut self, objective: ObjectiveView<'_>) {
        let ids = objective.key_results().filter_map(|view| view.key_result.id.get());
        let mut taken: HashSet<String> = ids.map(|id| id.as_str().to_owned()).collect();
        for view in objective.key_results() {
            let sentence = view.key_result.key_result.span();
            let is_short_form = sentence == Some(view.span);
            if !view.key_result.id.is_absent() || is_short_form || view.text().is_empty() {
                continue;
            }
            let words = slug::words(view.text(), Of::KeyResult);
            let Some(id) = slug::free(&words, |id| taken.contains(id)) else { continue };
            let item = (view.span.file, objective.position, Some(view.position));
            if self.offer(item, view.span, &id) {
                taken.insert(id);
            }
        }
    }

    /// Offers to add an id, with the references to the thing changed along; not where a reference is in another file,
    /// since two files cannot be changed at one stroke.
    fn offer(&mut self, item: Item, mapping: Span, id: &str) -> bool {
        let references = self.references.get(&item).map(Vec::as_slice).unwrap_or_default();
        if references.iter().any(|reference| reference.span.file != mapping.file) {
            return false;
        }
        let text = |id: &str| Scalar::Text(id.to_owned());
        let entry = Edit::Add { mapping, place: Place::First, entries: vec![("id", text(id))] };
        let changed = references
            .iter()
            .map(|reference| Edit::Set { at: reference.span, to: text(&reference.with(id)) });
        let edits = std::iter::once(entry).chain(changed).collect();
        self.fixes.push((mapping.file, Fix::safe("missing id added", format!("add `id: {id}`"), edits)));
        true
    }
}
