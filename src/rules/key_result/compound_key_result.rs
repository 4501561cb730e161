//! `compound-key-result`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;

pub(super) static RULE: Rule = Rule {
    name: "compound-key-result",
    summary: "two measures in one key result",
    page: include_str!("compound_key_result.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(reading) = wording::outcome(&key_result) else { return };
    let [first, second, ..] = reading.measures() else { return };
    let count = reading.measures().len();
    let remark = Remark::new(
        key_result.spoken(second),
        format!(
            "{} measures in one key result: if one is met and the other is not, is it done?",
            in_words(count)
        ),
    );
    context.report(remark.related(key_result.spoken(first), "the first measure").help(
        "make a key result of each, or keep the one that tells you most and let a guardrail watch the other",
    ));
}

fn in_words(count: usize) -> String {
    match count {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        _ => count.to_string(),
    }
}
