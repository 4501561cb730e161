//! `missing-target`.

use super::super::{Check, Context, Rule};
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, KeyResultView};
use crate::prose::{Certainty, Language};
use crate::quantity::{DecimalMark, Scanned, scan_all};

pub(super) static RULE: Rule = Rule {
    name: "missing-target",
    summary: "a key result that does not say where it should end",
    page: include_str!("missing_target.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(facts) = key_result.facts() else { return };
    let Aim::Move { baseline, target: None } = &facts.aim else { return };
    let fields = key_result.key_result;
    if facts.relative_target || !fields.target.is_absent() || key_result.objective.file.damaged {
        return;
    }
    // If the wording is not an outcome, the rules about wording report it.
    if wording::is_no_outcome(&key_result) {
        return;
    }
    // `unclear-number` says which number of the sentence is not read, and why.
    if !facts.reading.unclear.is_empty() {
        return;
    }
    let message = match baseline {
        Some(baseline) => {
            format!("it starts at `{}` and does not say where it should end", baseline.quantity.text())
        }
        None => "no target: nobody can say at the quarter's end whether it was reached".to_owned(),
    };
    let remark = Remark::new(key_result.heading(), message)
        .help(help(key_result, context.settings.vocabulary.decimal_mark()));
    let is_sure = (wording::is_measured(&key_result) || facts.reading.certainty == Certainty::Sure)
        && !names_amount(key_result.text());
    let remark = if is_sure { remark } else { remark.at_most(Level::Warning) };
    // Numbers are taken from English sentences only; in other languages they come from the fields.
    let remark = match facts.reading.language {
        Language::English => remark,
        _ => remark.at_most(Level::Warning),
    };
    context.report(remark);
}

/// Whether words express a number that could be the target: “zero tolerance”, “single digit hours”.
fn names_amount(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let amounts = ["zero", "single", "most", "half", "none", "nobody"];
    words.into_iter().any(|word| amounts.iter().any(|amount| word.eq_ignore_ascii_case(amount)))
}

fn help(key_result: KeyResultView<'_>, mark: DecimalMark) -> String {
    let of_metric = key_result.metric().zip(key_result.quarter()).and_then(|(metric, quarter)| {
        let target = metric.target_for(quarter)?;
        Some(format!("write `target: {}`, which `{}` should reach in {quarter}", target.text(), metric.id()?))
    });
    let is_english = key_result.facts().is_none_or(|facts| facts.reading.language == Language::English);
    of_metric.unwrap_or_else(|| match key_result.baseline() {
        _ if !is_english => {
            "add `baseline: ...` and `target: ...`; sentences are read in English only".to_owned()
        }
        Some(baseline) => {
            format!("say where it ends: `from {} to ...`, or add `target: ...`", baseline.quantity.text())
        }
        None => match only_number(key_result, mark) {
            // Whoever wrote “Our 80 couriers” may not see why the 80 is no target.
            Some(number) => format!(
                "say where it starts and ends (`from ... to ...`), or add `target:`; “{number}” seems to say who, where or which"
            ),
            None => "say where it starts and ends (`from ... to ...`), or add `target:`".to_owned(),
        },
    })
}

/// The only number of a sentence, as it is written there.
fn only_number(key_result: KeyResultView<'_>, mark: DecimalMark) -> Option<&str> {
    let text = key_result.text();
    let Scanned { found, unread } = scan_all(text, mark);
    match &found[..] {
        [(range, _)] if unread.is_empty() => text.get(range.clone()),
        _ => None,
    }
}
