//! `missing-baseline`.

use super::super::{Check, Context, Rule};
use super::figures::said_target;
use super::history::History;
use super::wording;
use crate::finding::{Level, Remark};
use crate::goals::{Aim, Facts, Figure, KeyResultView};
use crate::prose::{Comparator, Direction, Language, Open, Reading, Reason, Unclear};
use crate::quantity::{Dimension, Quantity, scan_all};

pub(super) static RULE: Rule = Rule {
    name: "missing-baseline",
    summary: "a key result that does not say where it starts",
    page: include_str!("missing_baseline.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

fn check<'c>(context: &mut Context<'c>, key_result: KeyResultView<'c>) {
    if let Some(remark) = judge(key_result, History(context.facts.readings())) {
        context.report(remark);
    }
}

fn judge<'w>(key_result: KeyResultView<'w>, history: History<'w>) -> Option<Remark> {
    let facts = key_result.facts()?;
    let Aim::Move { baseline: None, target } = &facts.aim else { return None };
    // Without a target there is nothing to start towards: `missing-target` reports that. If the wording is not an outcome, the
    // rules about wording report it, and a baseline would not help.
    if (target.is_none() && !facts.relative_target)
        || wording::is_no_outcome(&key_result)
        || !key_result.key_result.baseline.is_absent()
        || key_result.objective.file.damaged
    {
        return None;
    }
    // `unclear-number` says which number of the sentence is not read, and why.
    let is_asked = |unclear: &Unclear| match unclear.open {
        Open::Aside => false,
        Open::Number | Open::Ends => true,
        Open::Target => key_result.key_result.target.is_absent(),
    };
    if facts.reading.unclear.iter().any(is_asked) {
        return None;
    }
    let remark = match &facts.reading.target {
        Some(measure) if facts.relative_target => Remark::new(
            key_result.spoken(&measure.range),
            "a change without a starting point: nobody can say later whether it happened",
        ),
        _ if may_start_at_zero(key_result) => {
            Remark::new(key_result.heading(), "no baseline: does this start at zero?")
        }
        _ => Remark::new(key_result.heading(), "no baseline: where does this stand today?"),
    };
    let is_sure = facts.relative_target
        || moves(key_result.text(), &facts.reading)
        || wording::is_measured(&key_result);
    let is_sure = is_sure && !is_compared(key_result.text()) && !names_two(key_result.text(), facts);
    let remark = if is_sure { remark } else { remark.at_most(Level::Warning) };
    let remark = remark.help(help(key_result, target.as_ref(), history));
    // Numbers are taken from English sentences only; in other languages they come from the fields.
    Some(match facts.reading.language {
        Language::English => remark,
        _ => remark.at_most(Level::Warning),
    })
}

/// Whether the sentence asks for more or less of something: then there is already some. “99.9% uptime” may be a limit to hold, and
/// “80% of attendees rate it as useful” something new.
fn moves(text: &str, reading: &Reading) -> bool {
    matches!(reading.direction, Some(Direction::Increase | Direction::Decrease)) && !counts_up(text, reading)
}

/// Whether the number comes right after the verb: “Drive 1,000 sign-ups”, “Gain 10 contributors”.
fn counts_up(text: &str, reading: &Reading) -> bool {
    let places = reading.verb.as_ref().zip(reading.target.as_ref());
    let between = places.and_then(|(verb, target)| text.get(verb.end as usize..target.range.start as usize));
    between.is_some_and(|between| between.trim().is_empty())
        && reading.target.as_ref().is_some_and(|target| target.quantity.dimension() == Dimension::Count)
}

/// Whether a target counts something that may be new: “Onboard 25 customers”, “Launch paid tiers with 5% conversion”.
fn may_start_at_zero(key_result: KeyResultView<'_>) -> bool {
    let Some((reading, target)) = key_result.reading().zip(key_result.target()) else { return false };
    let quantity = &target.quantity;
    let is_amount = match quantity.dimension() {
        Dimension::Count => quantity.value().fract() == 0.0,
        Dimension::Currency(_) => true,
        _ => false,
    };
    let is_upper_limit =
        said_target(key_result).is_some_and(|measure| measure.comparator == Comparator::AtMost);
    let is_new = is_amount && !is_rank(key_result);
    (is_new || reading.reason == Reason::Adoption) && !is_upper_limit && !moves(key_result.text(), reading)
}

/// “Rank top 3”, “reach position 3”: nobody is at place 0.
fn is_rank(key_result: KeyResultView<'_>) -> bool {
    let Some(target) = said_target(key_result) else { return false };
    let before = key_result.text().get(..target.range.start as usize).unwrap_or_default();
    let nearest = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    matches!(nearest.as_str(), "top" | "position" | "place" | "rank" | "#" | "spot")
}

/// Whether a sentence compares the target with something else: “290 contributors (+3% vs. Q4)”, “2x the plan”.
fn is_compared(text: &str) -> bool {
    let words = [" vs ", " vs. ", "compared ", "up from ", "down from ", " target", " plan", " quota"];
    words.iter().any(|words| text.contains(words))
}

/// Whether one measure has two numbers of its kind: “conversion: Q3 8%, Q4 10%”.
fn names_two(text: &str, facts: &Facts) -> bool {
    let Aim::Move { target: Some(target), .. } = &facts.aim else { return false };
    let target = &target.quantity;
    let is_alike =
        |other: &Quantity| target.dimension() != Dimension::Count && target.dimension() == other.dimension();
    facts.reading.measures().len() < 2
        && scan_all(text, target.mark()).found.iter().filter(|(_, other)| is_alike(other)).count() > 1
}

fn help<'w>(key_result: KeyResultView<'w>, target: Option<&Figure>, history: History<'w>) -> String {
    if let Some(before) = history.before_the_quarter(key_result) {
        return format!("write `baseline: {}`, {}", before.value.text(), before.words());
    }
    match target {
        Some(target) if may_start_at_zero(key_result) => {
            format!(
                "if it starts at zero, write `baseline: 0` and `target: {0}`; otherwise say where it starts, `from ... to {0}`",
                target.quantity.text()
            )
        }
        Some(target) => {
            let text = target.quantity.text();
            let other = match said_target(key_result).map(|said| said.comparator) {
                Some(Comparator::AtMost) => {
                    format!("to hold it all quarter, write `at_most: {text}` instead")
                }
                Some(Comparator::AtLeast) => {
                    format!("to hold it all quarter, write `at_least: {text}` instead")
                }
                _ if is_rank(key_result) => "a better place has a smaller number".to_owned(),
                _ => "what is new starts at `baseline: 0`".to_owned(),
            };
            format!(
                "say where it starts, in words (`from ... to {text}`) or with `baseline: ...` beside `target: {text}`; {other}"
            )
        }
        None => "say where it starts and ends (`from ... to ...`), or add `baseline:`".to_owned(),
    }
}
