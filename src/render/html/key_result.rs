//! A key result: how far it is, its way through the quarter, and the sum behind its score.

use super::anchor::anchor;
use super::charts::{Bar, Spark, bar, sparkline, strip};
use super::marks;
use super::view::View;
use crate::goals::Day;
use crate::quantity::Quantity;
use crate::render::scorecard::words;
use crate::score::{Bands, Figures, KeyResultCard, Reading, Status, Step, running};
use maud::{Markup, html};

/// With its charts.
pub(super) fn card(view: View<'_>, card: &KeyResultCard) -> Markup {
    let sum = view.card().explain(&card.address).ok();
    let readings = sum.as_ref().map_or(&[][..], |sum| &sum.readings);
    let steps = sum.as_ref().map_or(&[][..], |sum| &sum.steps);
    html! {
        article .kr id=(anchor(&card.address, view.voice)) data-address=[(!view.voice.redacts).then_some(&card.address)] {
            div .kr-text {
                h4 dir="auto" { (view.voice.sentence(&card.key_result)) }
                p .values { (values(view, card)) }
                (facts(view, card))
            }
            div .kr-charts { (progress(view, card, readings)) (course(view, card, readings)) }
            div .kr-stand { @if card.score.is_some() { p .score { (view.score(card.score)) } }
                (marks::status(card.status))
                @if let Some(owner) = &card.owner { bdi .owner { (view.voice.name(owner)) } } }
            (numbers(view, card, readings, steps))
        }
    }
}

/// On a line each, where there are very many.
pub(super) fn table(view: View<'_>, cards: &[KeyResultCard]) -> Markup {
    html! {
        table .brief {
            thead { tr { th scope="col" { "Key result" } th scope="col" { "Now" } th scope="col" .number { "Score" } th scope="col" { "Status" } } }
            tbody { @for card in cards {
                tr data-address=[(!view.voice.redacts).then_some(&card.address)] {
                    th scope="row" dir="auto" { (view.voice.sentence(&card.key_result)) }
                    td { (values(view, card)) }
                    td .number { (view.score(card.score)) }
                    td { (marks::status(card.status)) }
                }
            } }
        }
    }
}

/// `34% → 45%, now 35.2%`.
fn values(view: View<'_>, card: &KeyResultCard) -> Markup {
    if view.voice.redacts {
        return html! { @if let Some(way) = card.ratio { (percent(way)) " of the way" } };
    }
    let (from, is_move) = match &card.figures {
        Figures::Move { baseline, .. } => (baseline.as_ref().map(|from| words::plain(from.text())), true),
        Figures::Hold { .. } => (None, false),
    };
    let wanted = Some(words::plain(&words::wanted(card))).filter(|wanted| wanted != "-");
    let has_words = from.is_some() || wanted.is_some();
    let now = if view.card().ended() { "final " } else { "now " };
    html! {
        @match (from, wanted) {
            (Some(from), Some(wanted)) => { span .end { (from) } " → " span .end { (wanted) } },
            (None, Some(wanted)) => { @if is_move { "to reach: " } span .end { (wanted) } },
            (Some(from), None) => { "from " span .end { (from) } },
            (None, None) => {},
        }
        @if card.current().is_some() {
            @if has_words { ", " } (now)
            strong { (words::current(card)) }
        }
    }
}

/// What is to be known beside the numbers.
fn facts(view: View<'_>, card: &KeyResultCard) -> Markup {
    let bands = view.bands();
    let first = words::original(bands, card);
    let first = match (view.voice.redacts, &card.original) {
        (true, Some(original)) => {
            Some(format!("against the numbers agreed at first: {}", words::score(bands, original.score)))
        }
        (true, None) => None,
        (false, _) => first,
    };
    // The reason says where it is heading, with values.
    let heading = card.projected.as_ref().filter(|_| view.voice.redacts).map(|end| end.words(bands));
    let confidence = card.confidence.map(|(confidence, _)| format!("confidence {confidence} of 10"));
    let due = card.is_due.then(|| "a check-in is due".to_owned());
    let remark = words::remark(card).map(|remark| remark.trim_matches(['(', ')']).to_owned());
    let told = [remark, heading, confidence, due].into_iter().flatten().collect::<Vec<_>>().join(", ");
    // A band beside the grade says all that there is to say about a key result that is over.
    let reason = if matches!(card.status, Status::Closed(_)) { String::new() } else { words::reason(card) };
    let details = [words::late(card), words::not_by_numbers(bands, card)].into_iter().flatten();
    let details = details.filter(|detail| *detail != reason);
    html! {
        @if let Some(reason) = view.voice.reason(&reason) { p .reason { (reason) } }
        @if !told.is_empty() { p .quiet { (told) } }
        @if let Some(first) = first { p .first { "◇ " (first) } }
        @for detail in details { @if let Some(detail) = view.voice.reason(&detail) { p .quiet { (detail) } } }
        @if let Some((day, note)) = &card.note { @if let Some(note) = view.voice.detail(note) {
            p .note dir="auto" { (day.short()) ": " (note) }
        } }
    }
}

/// The bar of a way, or whether each check-in held.
fn progress(view: View<'_>, card: &KeyResultCard, readings: &[(Reading, Option<f64>)]) -> Markup {
    let Figures::Move { baseline, target } = &card.figures else {
        let held: Vec<bool> = readings.iter().filter_map(|(reading, _)| reading.held).collect();
        let kept = held.iter().filter(|held| **held).count();
        let title = format!("Held in {kept} of {} check-ins", held.len());
        return html! { @if !held.is_empty() { figure { (strip(&title, &held)) figcaption .quiet { (title) } } } };
    };
    let Some(way) = card.ratio else { return html! {} };
    let first_target =
        baseline.as_ref().zip(target.as_ref()).and_then(|(from, to)| first_target(card, from, to));
    let mut description = format!("{} of the way from the baseline to the target", percent(way));
    if let (Some(from), Some(to), Some(now)) =
        (value(view, baseline), value(view, target), value(view, &card.value))
    {
        description = format!("{description}: from {from} to {to}, now {now}");
    }
    let pace = card.projected.as_ref().map(|end| end.ratio);
    let likely = card
        .projected
        .as_ref()
        .and_then(|end| end.likely.as_ref())
        .map(|end| (end.score_low, end.score_high));
    if let Some(pace) = pace {
        description.push_str(&format!("; heading for {} at this pace", percent(pace)));
    }
    if let Some((low, high)) = likely {
        description.push_str(&format!(", likely between {} and {}", percent(low), percent(high)));
    }
    if let Some(first) = first_target {
        description.push_str(&format!("; the target agreed at first lies at {}", percent(first)));
    }
    let title = format!("Progress: {}", words::score(view.bands(), card.score));
    let hue = marks::hue(card.status);
    html! { figure { (bar(&Bar { title: &title, description: &description, way, pace, likely, first_target, hue })) } }
}

fn value(view: View<'_>, quantity: &Option<Quantity>) -> Option<String> {
    view.voice.value(quantity.as_ref()?)
}

/// Where the target agreed at first lies on today's way; `None` where it is the same.
fn first_target(card: &KeyResultCard, from: &Quantity, to: &Quantity) -> Option<f64> {
    let Figures::Move { target: Some(first), .. } = &card.original.as_ref()?.figures else { return None };
    let share = (first.value() - from.value()) / (to.value() - from.value());
    (share.is_finite() && (share - 1.0).abs() > 1e-6).then_some(share)
}

/// The way through the quarter beside the even pace, or the values beside the limits.
fn course(view: View<'_>, card: &KeyResultCard, readings: &[(Reading, Option<f64>)]) -> Markup {
    let quarter = view.card();
    let days = (quarter.first_day, quarter.last_day);
    let (points, levels, pace): (Vec<(Day, f64)>, Vec<f64>, _) = match &card.figures {
        Figures::Move { .. } => {
            let points = readings.iter().filter_map(|(reading, way)| Some((reading.day, (*way)?)));
            let pace = card.phases.is_empty().then_some(((card.start, 0.0), (quarter.last_day, 1.0)));
            (points.collect(), vec![1.0], pace)
        }
        Figures::Hold { at_least, at_most } => {
            let limits = at_least.iter().chain(at_most).map(Quantity::value);
            (counted_so_far(card, readings), limits.collect(), None)
        }
    };
    let description = match (points.first(), points.last()) {
        (Some((first, _)), Some((last, _))) if points.len() > 1 => {
            format!(
                "{} values from {} to {}; they are listed below",
                points.len(),
                first.short(),
                last.short()
            )
        }
        (_, Some((last, _))) => format!("one value, on {}", last.short()),
        _ => return html! {},
    };
    let spark = Spark {
        title: "The way through the quarter",
        description: &description,
        points: &points,
        days: Some(days),
        levels: &levels,
        pace,
        hue: marks::hue(card.status),
        width: 240.0,
    };
    html! { figure { (sparkline(&spark)) } }
}

fn counted_so_far(card: &KeyResultCard, readings: &[(Reading, Option<f64>)]) -> Vec<(Day, f64)> {
    let mut count = running(card.aggregate);
    readings.iter().map(|(reading, _)| (reading.day, count(reading.value.value()))).collect()
}

/// The readings, and the sum behind the score.
fn numbers(
    view: View<'_>,
    card: &KeyResultCard,
    readings: &[(Reading, Option<f64>)],
    steps: &[Step],
) -> Markup {
    if readings.is_empty() && steps.is_empty() {
        return html! {};
    }
    let holds = matches!(card.figures, Figures::Hold { .. });
    let shows = !view.voice.redacts;
    html! {
        details {
            summary { "Numbers" span .hidden { " of " (view.voice.sentence(&card.key_result)) } }
            @if !readings.is_empty() { table {
                thead { tr {
                    th scope="col" { "Day" }
                    @if shows { th scope="col" .number { "Value" } }
                    th scope="col" .number { @if holds { "Held" } @else { "Of the way" } }
                    th scope="col" .number { "Confidence" }
                    @if shows { th scope="col" { "Note" } }
                } }
                tbody { @for (reading, way) in readings { tr {
                    td { (reading.day.short()) }
                    @if shows { td .number { (words::plain(reading.value.text())) } }
                    td .number { (judged(reading, *way, view.bands())) }
                    td .number { @if let Some(confidence) = reading.confidence { (confidence) } }
                    @if shows { td dir="auto" { (words::plain(reading.note.as_deref().unwrap_or_default())) } }
                } } }
            } }
            (sum(view, steps))
        }
    }
}

fn judged(reading: &Reading, way: Option<f64>, bands: Bands) -> String {
    match (reading.held, way) {
        (Some(true), _) => "yes".to_owned(),
        (Some(false), _) => "no".to_owned(),
        (None, Some(way)) => bands.text(way),
        (None, None) => String::new(),
    }
}

/// Each step with its numbers put in.
pub(super) fn sum(view: View<'_>, steps: &[Step]) -> Markup {
    html! {
        @if !steps.is_empty() && !view.voice.redacts {
            dl .sum { @for step in steps {
                dt { (step.name) }
                dd { (view.voice.reason(&step.formula).unwrap_or_default())
                    @if let Some(result) = result(step) {
                        br; span .working { @if !step.working.is_empty() { (words::plain(&step.working)) " " } "= " (result) }
                    }
                }
            } }
        }
    }
}

fn result(step: &Step) -> Option<String> {
    step.value.as_ref().map(|value| words::plain(value)).or(step.result.map(|result| format!("{result:.4}")))
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0 + 0.0)
}
