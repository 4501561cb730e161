//! `initiative-as-key-result`.

use super::super::{Check, Context, Rule};
use super::words::{Sentences, Words};
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView, ObjectiveView};
use crate::source::Span;

pub(in super::super) static RULE: Rule = Rule {
    name: "initiative-as-key-result",
    summary: "a key result that repeats an initiative of its objective",
    page: include_str!("initiative_as_key_result.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::Objective(check),
};

/// Words for getting work done: “Template gallery” and “Launch the template gallery” are the same work.
const DELIVERY: [&str; 40] = [
    "build",
    "built",
    "complete",
    "completed",
    "create",
    "created",
    "deliver",
    "delivered",
    "deploy",
    "deployed",
    "develop",
    "developed",
    "finish",
    "finished",
    "fully",
    "implement",
    "implemented",
    "introduce",
    "introduced",
    "launch",
    "launched",
    "live",
    "make",
    "out",
    "project",
    "publish",
    "published",
    "release",
    "released",
    "roll",
    "rolled",
    "rollout",
    "run",
    "ship",
    "shipped",
    "start",
    "started",
    "successfully",
    "write",
    "written",
];

/// Fewer words than this are not enough to compare.
const FEWEST_WORDS: usize = 2;

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    for (key_result, initiative) in repeated(objective) {
        context.report(remark(key_result).related(initiative, "the same, as an initiative"));
    }
}

/// The key results of an objective that repeat an initiative of it, with the place of that.
pub(in super::super) fn repeated(objective: ObjectiveView<'_>) -> Vec<(KeyResultView<'_>, Span)> {
    if objective.objective.initiatives.items().is_empty() {
        return Vec::new();
    }
    let mut initiatives: Sentences<(&str, Span)> = Sentences::new();
    for (short, _) in objective.objective.initiatives.readable() {
        if let Some((title, span)) = short.0.title.located() {
            initiatives.add(work(title), (title, span));
        }
    }
    let repeats = |key_result: KeyResultView<'_>| {
        let words = work(key_result.text());
        let (title, span) = initiatives.like(&words).copied().filter(|_| words.len() >= FEWEST_WORDS)?;
        (!differs(key_result.text(), title)).then_some(span)
    };
    objective.key_results().filter_map(|key_result| Some((key_result, repeats(key_result)?))).collect()
}

/// Whether the same words mean another thing: `content on the gateways` and `content not on the gateways`, 290 contributors and 300.
fn differs(one: &str, other: &str) -> bool {
    let words = |text: &str, keep: fn(&str) -> bool| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '.');
        words.map(|word| word.trim_matches('.')).filter(|word| keep(word)).map(str::to_owned).collect()
    };
    let is_negation = |word: &str| matches!(word, "not" | "no" | "never" | "without");
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let (numbers, others) = (words(one, is_number), words(other, is_number));
    let both_count = !numbers.is_empty() && !others.is_empty();
    words(one, is_negation) != words(other, is_negation) || both_count && numbers != others
}

/// What a sentence names once numbers and the words for getting it done are left out.
fn work(text: &str) -> Words {
    Words::of(text).only(|word| !word.contains(|c: char| c.is_ascii_digit()) && !DELIVERY.contains(&word))
}

fn remark(key_result: KeyResultView<'_>) -> Remark {
    let is_measured =
        matches!(key_result.aim(), Some(Aim::Move { baseline: Some(_), target: Some(_) } | Aim::Hold { .. }));
    let remark = Remark::new(key_result.heading(), "this is both a key result and an initiative");
    if is_measured {
        remark.help("this is the measure: let the initiative say what is done to move it")
    } else {
        remark.help(
            "keep it as the initiative, and write here what it should change, with numbers: `... from 23% to 35%`",
        )
    }
}
