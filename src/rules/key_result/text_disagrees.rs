//! `text-disagrees`.

use super::super::{Check, Context, Rule};
use super::figures::{is_change, values};
use crate::finding::{Level, Remark};
use crate::goals::KeyResultView;
use crate::prose::{Comparator, Measure};
use crate::quantity::{Dimension, Quantity, is_scale_step, names_what_is_numbered, order, scan_all};
use crate::source::Span;
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "text-disagrees",
    summary: "a sentence and fields with different numbers",
    page: include_str!("text_disagrees.md"),
    level: Level::Error,
    off_for: &[],
    options: &[],
    check: Check::KeyResult(check),
};

/// How far apart a number and its rounding in a sentence may be, in parts of the number.
const ROUNDED: f64 = 0.03;
/// The same behind “about”, and for changes such as “by 25%”, which are rounded by nature.
const ABOUT: f64 = 0.1;

/// How many times as large a field may be as a number that nothing leads to, if both are to be the same goal.
const SAME_GOAL: f64 = 4.0;

/// A field with a number.
#[derive(Clone, Copy)]
struct Written<'w> {
    name: &'static str,
    quantity: &'w Quantity,
    span: Span,
}

fn check(context: &mut Context<'_>, key_result: KeyResultView<'_>) {
    let Some(reading) = key_result.reading() else { return };
    let start = field(key_result, "baseline");
    let end = ["target", "at_most", "at_least"].iter().find_map(|name| field(key_result, name));
    let remark = match (&reading.baseline, &reading.target) {
        (Some(from), Some(to)) if !is_change(to) => both_ends(key_result, from, to, start, end),
        (from, to) => {
            let start = from.as_ref().zip(start).and_then(|(from, start)| one_end(key_result, from, start));
            start.or_else(|| match (to, end) {
                (Some(to), Some(end)) if is_change(to) => change(key_result, to, end),
                (Some(to), Some(end)) => lone_end(key_result, to, end),
                _ => None,
            })
        }
    };
    if let Some(remark) = remark {
        context.report(remark);
    }
}

fn field<'w>(key_result: KeyResultView<'w>, name: &'static str) -> Option<Written<'w>> {
    let fields = key_result.key_result;
    let field = match name {
        "baseline" => &fields.baseline,
        "target" => &fields.target,
        "stretch" => &fields.stretch,
        "at_most" => &fields.at_most,
        _ => &fields.at_least,
    };
    field.located().map(|(quantity, span)| Written { name, quantity, span })
}

/// “from 23% to 35%” leaves no doubt about which number is which.
fn both_ends(
    key_result: KeyResultView<'_>,
    from: &Measure,
    to: &Measure,
    start: Option<Written<'_>>,
    end: Option<Written<'_>>,
) -> Option<Remark> {
    if let (Some(start), Some(end)) = (start, end)
        && end.name == "target"
        && order(start.quantity, end.quantity) != Some(Ordering::Equal)
        && agrees(key_result, to, start.quantity)
        && agrees(key_result, from, end.quantity)
    {
        return Some(swapped(key_result, from, to, start, end));
    }
    let of_end = end.and_then(|end| one_end(key_result, to, end));
    let of_start = start.and_then(|start| one_end(key_result, from, start));
    match (of_start, of_end) {
        // Two wrong numbers are one sentence that was not kept up to date.
        (Some(remark), Some(other)) => Some(remark.related(other.span, "this one differs too")),
        (one, other) => one.or(other),
    }
}

/// A field against the number of the sentence that corresponds to it.
fn one_end(key_result: KeyResultView<'_>, said: &Measure, written: Written<'_>) -> Option<Remark> {
    let agrees = agrees(key_result, said, written.quantity) || is_label(key_result, said, written.quantity);
    (!agrees).then(|| disagreement(key_result, said, written))
}

/// Whether a number of the sentence only names something, and the field measures another: `from 1st visit to 1st order`, `from grade 4 to
/// grade 5` beside `baseline: 70%`.
fn is_label(key_result: KeyResultView<'_>, said: &Measure, written: &Quantity) -> bool {
    let before = key_result.text().get(..said.range.start as usize).unwrap_or_default();
    let noun = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let after = key_result.text().get(said.range.start as usize..).unwrap_or_default();
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_ordinal = ["st ", "nd ", "rd ", "th "].iter().any(|end| after.starts_with(end));
    let is_one_of_many = is_ordinal || is_scale_step(&noun) || names_what_is_numbered(&noun);
    is_one_of_many && !written.is_bare() && written.dimension() != said.quantity.dimension()
}

/// A number on its own may correspond to any of the sentence's numbers, and to any of the fields.
fn lone_end(key_result: KeyResultView<'_>, said: &Measure, written: Written<'_>) -> Option<Remark> {
    let fields = ["baseline", "target", "stretch", "at_most", "at_least"];
    let known = fields.iter().filter_map(|name| field(key_result, name));
    let is_of_another_field = known.into_iter().any(|other| agrees(key_result, said, other.quantity));
    let same = |(range, quantity): (std::ops::Range<usize>, Quantity)| {
        matches(&quantity, written.quantity, || tolerance(key_result.text(), range.start, &quantity))
    };
    let comparable = values(&said.quantity, written.quantity).is_some() && claims(key_result, said, written);
    let stands_elsewhere =
        || scan_all(key_result.text(), written.quantity.mark()).found.into_iter().any(same);
    (comparable && !is_of_another_field && !stands_elsewhere())
        .then(|| disagreement(key_result, said, written))
}

/// Whether a number on its own can be meant as what is to be reached or held, and not as part of what is measured: `Riders who rate
/// the pickup 4.5 or better`, `Trips over 10 km`.
fn claims(key_result: KeyResultView<'_>, said: &Measure, written: Written<'_>) -> bool {
    const LEADS: [&str; 12] =
        ["to", "at", "reach", "reaches", "hit", "hits", "is", "=", "->", "target", "goal", "becomes"];
    const FILLERS: [&str; 5] = ["about", "around", "roughly", "nearly", "almost"];
    const NARROWS: [&str; 8] = ["who", "that", "which", "whose", "with", "where", "when", "having"];
    let before = key_result.text().get(..said.range.start as usize).unwrap_or_default().to_lowercase();
    let trimmed = before.trim_end_matches(|c: char| c.is_whitespace() || "(~≈<>≤≥=$€£".contains(c));
    let trimmed =
        ["at least", "at most"].iter().find_map(|limit| trimmed.strip_suffix(limit)).unwrap_or(trimmed);
    let mut words = trimmed.split_whitespace().rev().skip_while(|word| FILLERS.contains(word));
    let nearest = words.next().unwrap_or_default();
    if LEADS.contains(&nearest) || nearest.ends_with([':', '→', '=']) {
        return true;
    }
    let (one, other) = (&said.quantity, written.quantity);
    let is_alike = one.dimension() == other.dimension() && one.is_bare() == other.is_bare();
    let is_near = values(one, other).is_some_and(|(one, other)| {
        let times = (one / other).abs();
        times.is_finite() && (1.0 / SAME_GOAL..=SAME_GOAL).contains(&times)
    });
    is_alike && is_near && !before.split_whitespace().any(|word| NARROWS.contains(&word))
}

fn agrees(key_result: KeyResultView<'_>, said: &Measure, written: &Quantity) -> bool {
    let start = said.range.start as usize;
    matches(&said.quantity, written, || {
        // `Two thirds` may be written as 67%, and as 66%.
        let is_in_words = said.quantity.dimension() == Dimension::Percent
            && !said.quantity.text().contains(['%', '.', ',']);
        let rounded = if is_in_words { 2.0 * half_a_digit(written) } else { 0.0 };
        tolerance(key_result.text(), start, &said.quantity).max(rounded)
    })
}

/// How far a field may be from a number of the sentence, in parts of the number: sentences are rounded, and “about”
/// says so.
fn tolerance(sentence: &str, start: usize, said: &Quantity) -> f64 {
    const WORDS: [&str; 10] =
        ["about", "around", "roughly", "approximately", "nearly", "almost", "circa", "some", "~", "≈"];
    let before = sentence.get(..start).unwrap_or_default().trim_end().to_lowercase();
    let is_loose = WORDS.iter().any(|word| before.ends_with(word)) || said.text().starts_with(['~', '≈']);
    if is_loose { ABOUT } else { ROUNDED.min(half_a_digit(said)) }
}

/// Half of what the last digit stands for, in parts of the number: 0.5 / 23 for `23%`, 0.05 / 1.2 for `$1.2M`.
fn half_a_digit(said: &Quantity) -> f64 {
    let (text, mark) = (said.text(), said.mark());
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number: String = digits
        .chars()
        .take_while(|c| c.is_ascii_digit() || ",._".contains(*c))
        .filter(|c| *c != '_' && *c != mark.thousands())
        .map(|c| if c == mark.sign() { '.' } else { c })
        .collect();
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let step = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    match number.trim_end_matches('.').parse::<f64>() {
        Ok(number) if number > 0.0 => step / 2.0 / number,
        _ => 0.0,
    }
}

fn matches(said: &Quantity, written: &Quantity, tolerance: impl FnOnce() -> f64) -> bool {
    if order(said, written) == Some(Ordering::Equal) {
        return true;
    }
    values(said, written)
        .is_some_and(|(said, written)| (said - written).abs() <= tolerance() * said.abs() * (1.0 + 1e-9))
}

/// “by 25%” or “double” against the distance from the baseline to the target.
fn change(key_result: KeyResultView<'_>, said: &Measure, written: Written<'_>) -> Option<Remark> {
    let baseline = &key_result.baseline()?.quantity;
    let (start, end) = values(baseline, written.quantity)?;
    let possible = distances(said, baseline)?;
    let distance = (end - start).abs();
    if possible.iter().any(|said| (said - distance).abs() <= ABOUT * said.max(distance)) {
        return None;
    }
    let meant = baseline.with_value(start + possible.first()? * (end - start).signum());
    let words = said.quantity.text();
    let remark = Remark::new(
        written.span,
        format!(
            "from `{}` to `{}` is not the change of `{words}` that the sentence promises",
            baseline.text(),
            written.quantity.text()
        ),
    );
    let remark = remark.help(format!("write `{}: {}`, or change the sentence", written.name, meant.text()));
    Some(remark.related(key_result.spoken(&said.range), "what the sentence promises"))
}

/// How far the change goes from a baseline, in base units. “Conversion by 5%” may mean percent or points; both count.
fn distances(said: &Measure, baseline: &Quantity) -> Option<Vec<f64>> {
    let (start, amount) = (baseline.value().abs(), said.quantity.value().abs());
    Some(match (said.comparator, said.quantity.dimension(), baseline.dimension()) {
        (Comparator::Times, Dimension::Percent, _) => vec![start * (amount / 100.0 - 1.0).abs()],
        (Comparator::Times, ..) if amount > 0.0 => {
            vec![start * (amount - 1.0).abs(), start * (1.0 - 1.0 / amount).abs()]
        }
        (Comparator::By, Dimension::Percent, Dimension::Percent) => vec![start * amount / 100.0, amount],
        (Comparator::By, Dimension::Percent, _) => vec![start * amount / 100.0],
        (Comparator::By, Dimension::Points, Dimension::Percent) => vec![amount],
        (Comparator::By, ..) => vec![values(&said.quantity, baseline)?.0.abs()],
        _ => return None,
    })
}

fn disagreement(key_result: KeyResultView<'_>, said: &Measure, written: Written<'_>) -> Remark {
    let (words, value) = (said.quantity.text(), written.quantity.text());
    Remark::new(written.span, format!("`{}: {value}` here, but the sentence says `{words}`", written.name))
        .help(format!(
            "the score uses the field: write `{value}` in the sentence, or `{}: {words}`",
            written.name
        ))
        .related(key_result.spoken(&said.range), "what the sentence says")
}

fn swapped(
    key_result: KeyResultView<'_>,
    from: &Measure,
    to: &Measure,
    start: Written<'_>,
    end: Written<'_>,
) -> Remark {
    let (first, last) = (start.quantity.text(), end.quantity.text());
    Remark::new(start.span, "baseline and target are swapped in the sentence")
        .help(format!("write `baseline: {last}` and `target: {first}`, or swap them in the sentence"))
        .related(end.span, "the target")
        .related(key_result.spoken(&from.range).to(key_result.spoken(&to.range)), "what the sentence says")
}
