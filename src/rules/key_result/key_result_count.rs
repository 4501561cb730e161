//! `key-result-count`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use crate::finding::{Level, Remark};
use crate::goals::ObjectiveView;

pub(super) static RULE: Rule = Rule {
    name: "key-result-count",
    summary: "an objective with too few or too many key results",
    page: include_str!("key_result_count.md"),
    level: Level::Error,
    off_for: &[],
    options: &[
        RuleOption {
            name: "min",
            default: 2.0,
            range: (1.0, 20.0),
            unit: OptionUnit::Count,
            meaning: "the minimum number of key results per objective",
        },
        RuleOption {
            name: "max",
            default: 5.0,
            range: (1.0, 20.0),
            unit: OptionUnit::Count,
            meaning: "the maximum number of key results per objective",
        },
    ],
    check: Check::Objective(check),
};

fn check(context: &mut Context<'_>, objective: ObjectiveView<'_>) {
    let (least, most) = (context.count("min"), context.count("max"));
    let list = &objective.objective.key_results;
    let count = list.items().len();
    let unreadable = !list.is_absent() && list.get().is_none();
    if unreadable || (count < least && objective.file.damaged) {
        return;
    }
    if count < least {
        context.report(too_few(objective, count, least, most));
    } else if count > most {
        context.report(too_many(objective, count, most));
    }
}

fn too_few(objective: ObjectiveView<'_>, count: usize, least: usize, most: usize) -> Remark {
    let message = match count {
        0 => "no key results: nothing would show that this was reached".to_owned(),
        1 => "only 1 key result: one number rarely shows that all of this was reached".to_owned(),
        _ => format!("only {count} key results, where {least} are needed to show that this was reached"),
    };
    let how_many = match (count, least < most) {
        (0, true) => format!("write {least} to {most} under `key_results:`"),
        (0, false) => format!("write {least} under `key_results:`"),
        _ if least - count == 1 => "add at least 1 more that measures it from another side".to_owned(),
        _ => format!("add at least {} more that measure it from other sides", least - count),
    };
    Remark::new(objective.heading(), message)
        .help(format!("{how_many}, like `- Raise the share of ... from 23% to 35%`"))
}

fn too_many(objective: ObjectiveView<'_>, count: usize, most: usize) -> Remark {
    let remark =
        Remark::new(objective.heading(), format!("{count} key results: nobody can keep all of them in mind"));
    let remark = match objective.objective.key_results.items().get(most).and_then(|item| item.span()) {
        Some(span) => remark.related(span, format!("number {} starts here", most + 1)),
        None => remark,
    };
    remark.help(format!(
        "keep the {most} or fewer that would convince you it was reached; what is work to do goes under \
         `initiatives`, what is only watched under `metrics`"
    ))
}
