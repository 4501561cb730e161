//! `watermelon`.

use super::super::facts::Track;
use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use super::STANDSTILL;
use super::check_ins::followed_quarter;
use crate::finding::{Level, Remark};
use crate::goals::{GoalFile, KeyResultView};
use crate::score::way_made;

pub(super) static RULE: Rule = Rule {
    name: "watermelon",
    summary: "confidence stays high while the number does not move",
    page: include_str!("watermelon.md"),
    level: Level::Note,
    off_for: &[],
    options: &[
        RuleOption {
            name: "confidence",
            default: 7.0,
            range: (1.0, 10.0),
            unit: OptionUnit::Count,
            meaning: "the confidence, 1 to 10, from which the number should be moving",
        },
        RuleOption {
            name: "check_ins",
            default: 3.0,
            range: (2.0, 20.0),
            unit: OptionUnit::Count,
            meaning: "how many check-ins in a row have to be without movement",
        },
    ],
    check: Check::File(check),
};

/// Check-ins closer together than this are too close to count as a standstill; a little less than three weekly ones.
const SHORTEST_STANDSTILL: i64 = 10;

fn check<'c>(context: &mut Context<'c>, file: &'c GoalFile) {
    let workspace = context.workspace;
    let current = workspace.calendar.quarter_of(context.as_of);
    if followed_quarter(file) != Some(current) {
        return;
    }
    for (key_result, track) in context.tracks(file).iter() {
        if let Some(remark) = judge(context, *key_result, track) {
            context.report(remark);
        }
    }
}

fn judge(context: &Context<'_>, key_result: KeyResultView<'_>, track: &Track<'_>) -> Option<Remark> {
    let seen = track.seen();
    let recent = &seen[seen.len().checked_sub(context.count("check_ins"))?..];
    let (first, last) = (recent.first()?, recent.last()?);
    let (then, was) = way_made(&key_result, &seen[..=seen.len() - recent.len()])?;
    let (now, is) = way_made(&key_result, seen)?;
    let (confidence, place) =
        recent.iter().rev().find_map(|measured| measured.check_in.confidence().located())?;
    if f64::from(confidence.0) < context.option("confidence")
        || last.day.days_since(first.day) < SHORTEST_STANDSTILL
        || is >= 1.0
        || is - was >= STANDSTILL
    {
        return None;
    }
    let (then, now) = (then.text(), now.text());
    let stood = if then == now {
        format!("it has been at `{now}` since {}", first.day.short())
    } else {
        format!("it was at `{then}` on {} and at `{now}` on {}", first.day.short(), last.day.short())
    };
    let message = format!("a confidence of {}, but {stood}", confidence.0);
    let help = "say in the `note` what will move it in the weeks that are left, or write the confidence you would bet on";
    Some(Remark::new(place, message).help(help))
}
