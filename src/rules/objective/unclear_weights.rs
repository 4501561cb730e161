//! `unclear-weights`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::goals::GoalFile;
use crate::goals::values::Weight;
use crate::source::Span;
use crate::yaml::Field;

pub(super) static RULE: Rule = Rule {
    name: "unclear-weights",
    summary: "weights that look like shares of a whole and do not add up to it",
    page: include_str!("unclear_weights.md"),
    level: Level::Note,
    off_for: &[],
    options: &[],
    check: Check::File(check),
};

/// From here on a weight looks like a percentage rather than like "counts three times".
const LIKE_PERCENT: f64 = 10.0;
/// How far rounded weights may miss the whole: three times 33 are 99.
const ROUNDED: f64 = 0.015;

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    let of_objectives: Vec<&Field<Weight>> =
        workspace.objectives_of(file).map(|view| &*view.objective.weight).collect();
    let of_key_results = workspace.objectives_of(file).map(|objective| {
        let key_results = objective.key_results().filter(|view| view.cancelled(context.as_of).is_none());
        key_results.map(|view| &*view.key_result.weight).collect::<Vec<_>>()
    });
    let all = std::iter::once((of_objectives, "objective"))
        .chain(of_key_results.map(|weights| (weights, "key result")));
    let remarks: Vec<Remark> = all.filter_map(|(weights, of)| unclear(&weights, of)).collect();
    remarks.into_iter().for_each(|remark| context.report(remark));
}

/// Whether some weights look like shares and are not all of a whole.
fn unclear(weights: &[&Field<Weight>], of: &str) -> Option<Remark> {
    let known: Vec<(f64, Span)> =
        weights.iter().filter_map(|weight| weight.located()).map(|(weight, span)| (weight.0, span)).collect();
    let is_readable = weights.iter().all(|weight| weight.is_absent() || weight.get().is_some());
    let (_, place) = *known.first().filter(|_| is_readable && weights.len() > 1)?;
    let whole = whole(&known)?;
    let sum: f64 = known.iter().map(|(weight, _)| weight).sum();
    let missing = weights.len() - known.len();
    if missing > 0 && whole < LIKE_PERCENT {
        return None; // `weight: 0.5` on one counts half of the others.
    }
    if missing > 0 {
        let message = match missing {
            1 => format!("one {of} beside this weight has none, and counts 1"),
            missing => format!("{missing} {of}s beside this weight have none, and count 1 each"),
        };
        let left = whole - sum;
        let help = match left > 0.0 {
            true => format!("give each a weight: {} is left of {whole}", shown(left)),
            false => "give each a weight".to_owned(),
        };
        return Some(Remark::new(place, message).help(help));
    }
    let is_whole = (sum - whole).abs() <= whole * ROUNDED;
    let message = format!("these weights add up to {}, not to {whole}", shown(sum));
    let help = format!(
        "weights count beside each other, so that this one is {:.0}% of all: make them add up to {whole}, or write how many \
         times each counts, like `weight: 2`",
        100.0 * known[0].0 / sum
    );
    (!is_whole).then(|| Remark::new(place, message).help(help))
}

/// The whole that weights are shares of: 100 or 1; `None` where they only say how many times each counts.
fn whole(known: &[(f64, Span)]) -> Option<f64> {
    let all = |is: fn(f64) -> bool| known.iter().all(|(weight, _)| is(*weight));
    if all(|weight| weight >= LIKE_PERCENT) {
        return Some(100.0);
    }
    all(|weight| weight < 1.0).then_some(1.0)
}

fn shown(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
