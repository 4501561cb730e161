//! `vanity-metric`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;

pub(super) static RULE: Rule = Rule {
    name: "vanity-metric",
    summary: "a measure that can grow without anyone being better off",
    page: include_str!("vanity_metric.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(reading) = wording::outcome(&key_result) else { return };
    let Some(words) = &reading.vanity else { return };
    let place = key_result.spoken(words);
    let measure = key_result.workspace().sources.text(place).to_lowercase();
    context.report(
        Remark::new(place, format!("“{measure}” can grow while nobody gets more out of the product")).help(format!(
            "measure what should follow from it: the share of those behind the {measure} who then sign up, come back or pay"
        )),
    );
}
