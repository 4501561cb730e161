//! `missing-id`.

mod positional;
mod words;

use super::super::{Check, Context, Rule};
use crate::finding::{Finding, Level, Related, Remark};
use crate::goals::{KeyResultView, ObjectiveView, Quarter, Workspace};
use crate::settings::Organization;
use crate::source::Span;
use crate::yaml::edit::{Edit, Fix, Part, Place, Scalar};
use positional::{Item, Reference, references};
use std::collections::{HashMap, HashSet};
use words::{Of, free_id, telling};

/// An id made of the words of a sentence, which is not taken; `None` where it has no words for one.
pub(crate) fn id_for(sentence: &str, is_key_result: bool, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let of = if is_key_result { Of::KeyResult } else { Of::Objective };
    free_id(&telling(sentence, of), is_taken)
}

pub(super) static RULE: Rule = Rule {
    name: "missing-id",
    summary: "an objective or key result that is known only by its position in the file",
    page: include_str!("missing_id.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

/// What a fix of this rule does, for counting.
const KIND: &str = "missing id added";

/// One finding for each objective that lacks an id, or has key results that do. Key results of one sentence stay short.
/// While part of some file cannot be read nobody knows what is referred to, so nothing is said then.
fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    let lacks = |view: &ObjectiveView<'_>| lacks_id(*view) || nameless(*view).next().is_some();
    let lacking: Vec<ObjectiveView<'_>> = workspace.objectives().filter(lacks).collect();
    if lacking.is_empty() || workspace.files.iter().any(|file| file.damaged) {
        return;
    }
    let mut namer = Namer::of(workspace);
    for objective in lacking {
        let remark = namer.name(objective);
        context.report(remark.gathered_by(gathered));
    }
}

/// One finding for all objectives of a file: what `--fix` adds matters more than each place.
fn gathered(findings: Vec<Finding>) -> Finding {
    const SHOWN: usize = 4;
    let count = findings.len();
    let mut findings = findings.into_iter();
    let mut whole = findings.next().expect("internal error: nothing to gather");
    let mut parts = whole.fix.take().map(|fix| fix.parts).unwrap_or_default();
    for finding in findings {
        if whole.related.len() < SHOWN {
            whole.related.push(Related { span: finding.span, label: "and here".to_owned() });
        }
        parts.extend(finding.fix.into_iter().flat_map(|fix| fix.parts));
    }
    whole.message = format!("{count} objectives of this file, or key results in them, have no id");
    whole.help = Some(match &parts[..] {
        [] => "give each an `id:` that stays the same when the order changes".to_owned(),
        [first, ..] => format!(
            "`okr check --fix` adds {}, like {}: they stay the same when the order changes",
            if parts.len() == 1 { "one".to_owned() } else { parts.len().to_string() },
            first.title.trim_start_matches("add ")
        ),
    });
    if !parts.is_empty() {
        let title =
            if parts.len() == 1 { parts[0].title.clone() } else { format!("add {} ids", parts.len()) };
        let fix = Fix::safe(KIND, title, Vec::new()).keeping_goals();
        whole.fix = Some(Fix { parts, ..fix });
    }
    whole
}

fn lacks_id(view: ObjectiveView<'_>) -> bool {
    view.objective.id.is_absent() && !view.text().is_empty()
}

/// The key results in the long form that have no id.
fn nameless(objective: ObjectiveView<'_>) -> impl Iterator<Item = KeyResultView<'_>> {
    objective.key_results().filter(|view| {
        let is_short_form = view.key_result.key_result.span() == Some(view.span);
        view.key_result.id.is_absent() && !is_short_form && !view.text().is_empty()
    })
}

struct Namer<'w> {
    workspace: &'w Workspace,
    references: HashMap<Item, Vec<Reference>>,
    /// The objective ids of each team and quarter.
    objectives: HashSet<(Option<Quarter>, String, String)>,
}

/// The ids offered for one objective, each with its edits.
#[derive(Default)]
struct Offers {
    ids: Vec<String>,
    parts: Vec<Part>,
}

impl<'w> Namer<'w> {
    fn of(workspace: &'w Workspace) -> Self {
        let objectives = workspace.objectives();
        let names = objectives.map(|view| (view.quarter(), view.team().into_owned(), view.id().into_owned()));
        let objectives = names.collect();
        Self { workspace, references: references(workspace), objectives }
    }

    fn name(&mut self, view: ObjectiveView<'_>) -> Remark {
        let mut offers = Offers::default();
        if lacks_id(view) {
            self.name_objective(view, &mut offers);
        }
        self.name_key_results(view, &mut offers);
        let nameless: Vec<KeyResultView<'_>> = nameless(view).collect();
        let place = if lacks_id(view) { view.heading() } else { nameless[0].heading() };
        let help = match &offers.ids[..] {
            [] => "give it an `id:` that stays the same when the order changes".to_owned(),
            [id] => format!("add `id: {id}`: an id stays the same when the order changes"),
            ids => format!("add ids, like `id: {}`: they stay the same when the order changes", ids[0]),
        };
        let remark = Remark::new(place, message(view, &nameless)).help(help);
        let title = match &offers.ids[..] {
            [] => return remark,
            [id] => format!("add `id: {id}`"),
            [id, rest @ ..] => format!("add `id: {id}` and {} more", rest.len()),
        };
        let fix = Fix::safe(KIND, title, Vec::new()).keeping_goals();
        remark.fix(Fix { parts: offers.parts, ..fix })
    }

    fn name_objective(&mut self, view: ObjectiveView<'_>, offers: &mut Offers) {
        let home = |id: &str| (view.quarter(), view.team().into_owned(), id.to_owned());
        let telling = telling(view.text(), Of::Objective);
        let Some(id) = free_id(&telling, |id| self.objectives.contains(&home(id))) else { return };
        if self.offer((view.span.file, view.position, None), (view.span, "objective"), &id, offers) {
            self.objectives.insert(home(&id));
        }
    }

    fn name_key_results(&self, objective: ObjectiveView<'_>, offers: &mut Offers) {
        let ids = objective.key_results().filter_map(|view| view.key_result.id.get());
        let mut taken: HashSet<String> = ids.map(|id| id.as_str().to_owned()).collect();
        for view in nameless(objective) {
            let telling = telling(view.text(), Of::KeyResult);
            let Some(id) = free_id(&telling, |id| taken.contains(id)) else { continue };
            let item = (view.span.file, objective.position, Some(view.position));
            if self.offer(item, (view.span, "key_result"), &id, offers) {
                taken.insert(id);
            }
        }
    }

    /// Offers to add an id, with the references to the thing changed along; not where a reference is in another file,
    /// since a fix changes one.
    fn offer(
        &self,
        item: Item,
        (mapping, sentence): (Span, &'static str),
        id: &str,
        to: &mut Offers,
    ) -> bool {
        let references = self.references.get(&item).map(Vec::as_slice).unwrap_or_default();
        if references.iter().any(|reference| reference.span.file != mapping.file) {
            return false;
        }
        let changed = |reference: &Reference| {
            let to = Scalar::Text(reference.with(id));
            Edit::Set { at: reference.span, to }
        };
        let entries = vec![("id", Scalar::Text(id.to_owned()).into())];
        let add = Edit::Add { mapping, place: place_of_id(self.workspace, mapping, sentence), entries };
        let edits = references.iter().map(changed).chain([add]).collect();
        to.parts.push(Part { title: format!("add `id: {id}`"), edits });
        to.ids.push(id.to_owned());
        true
    }
}

fn message(view: ObjectiveView<'_>, nameless: &[KeyResultView<'_>]) -> String {
    match (lacks_id(view), nameless) {
        (true, []) => format!("this objective has no id: `{}` is only its position in the file", view.id()),
        (true, [_]) => "this objective and one of its key results have no id".to_owned(),
        (true, many) => format!("this objective and {} of its key results have no id", many.len()),
        (false, [one]) => {
            format!("this key result has no id: `{}` is only its position in the list", one.id())
        }
        (false, many) => format!("{} key results of this objective have no id", many.len()),
    }
}

/// First, where it is expected; but after the sentence if a suppression of the whole item is on the first line, which
/// would not be the item's first any more.
fn place_of_id(workspace: &Workspace, mapping: Span, sentence: &'static str) -> Place {
    let file = workspace.file(mapping.file);
    let text = &workspace.sources.file(mapping.file).text;
    let start = mapping.start as usize;
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let is_on_line = |comment: &Span| (start..start + line.len()).contains(&(comment.start as usize));
    let is_suppressed = file.is_some_and(|file| file.directives.iter().any(is_on_line));
    if is_suppressed && !rest.starts_with('{') { Place::After(sentence) } else { Place::First }
}

/// Writes the id of a metric that has none: its name in the letters of an id. `None` if it has no such name or another
/// metric has that id.
pub(super) fn metric_id(workspace: &Workspace, mapping: Span, id: &str) -> Option<Fix> {
    const LONGEST: usize = 40;
    if !(2..=LONGEST).contains(&id.len()) || workspace.metric(id).is_some() {
        return None;
    }
    let entries = vec![("id", Scalar::Text(id.to_owned()).into())];
    let edits = vec![Edit::Add { mapping, place: place_of_id(workspace, mapping, "name"), entries }];
    Some(Fix::safe(KIND, format!("add `id: {id}`"), edits).keeping_goals())
}
