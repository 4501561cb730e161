//! `pay-link`.

use super::super::{Check, Context, Rule};
use super::pay_talk::pay_talk;
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;
use crate::goals::format::{Initiative, KeyResult};
use crate::source::Span;
use crate::yaml::Field;

pub(super) static RULE: Rule = Rule {
    name: "pay-link",
    summary: "pay or promotion that depends on a goal or its grade",
    page: include_str!("pay_link.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    texts(objective).for_each(|(text, span)| {
        let Some(words) = pay_talk(text) else { return };
        let message = format!(
            "“{}” is tied to a goal here: people set goals low when their pay depends on them",
            &text[words.clone()]
        );
        let place = context.workspace.words(span, text, words);
        context.report(Remark::new(place, message).help(
            "remove it, and tell people: grades are for learning what works; pay is decided separately",
        ));
    });
}

type Text<'w> = (&'w str, Span);

/// All that people write in words about an objective.
fn texts(objective: ObjectiveView<'_>) -> impl Iterator<Item = Text<'_>> {
    let goal = objective.objective;
    let own = [&goal.objective, &goal.why, &goal.reflection].into_iter().filter_map(text);
    let of_key_results = goal.key_results.readable().flat_map(|(short, _)| of_key_result(&short.0));
    let of_initiatives = goal.initiatives.readable().flat_map(|(short, _)| of_initiative(&short.0));
    own.chain(of_key_results).chain(of_initiatives)
}

fn of_key_result(key_result: &KeyResult) -> impl Iterator<Item = Text<'_>> {
    let own = [&key_result.key_result, &key_result.measurement].into_iter().filter_map(text);
    let notes = key_result.check_ins.readable().filter_map(|check_in| check_in.note().located());
    let reasons = key_result.revisions.readable().filter_map(|(revision, _)| text(&revision.reason));
    let grade = key_result.grade.get().and_then(|grade| text(&grade.reason));
    own.chain(notes).chain(reasons).chain(grade)
}

fn of_initiative(initiative: &Initiative) -> impl Iterator<Item = Text<'_>> {
    [&initiative.title, &initiative.result].into_iter().filter_map(text)
}

fn text<T: AsRef<str>>(field: &Field<T>) -> Option<Text<'_>> {
    field.located().map(|(text, span)| (text.as_ref(), span))
}
