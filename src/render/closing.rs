//! What is missing before a quarter is closed: listed, or asked for.

use super::scorecard::{Layout, empty::no_objectives};
use super::text::{for_whom, visible};
use super::todo::pasted;
use crate::goals::{Calendar, Day, Quarter};
use crate::review::Unclosed;
use crate::score::{Filter, KeyResultCard, Scorecard};
use textwrap::Options;

/// Why a quarter cannot be closed at all: it has no goals, or has not begun.
#[must_use]
pub fn cannot_be_closed(card: &Scorecard, calendar: Calendar) -> Option<String> {
    let quarter = card.quarter;
    let first_day = calendar.first_day(quarter);
    let not_begun = || {
        (card.as_of < first_day)
            .then(|| format!("{quarter} cannot be closed: it begins on {}.", first_day.long()))
    };
    no_objectives(card).or_else(not_begun).map(|reason| format!("{reason}\n"))
}

/// Each objective with what is missing of it, and the command that adds it. Commands name the quarter: seen from the next one, an
/// address without it means what was carried on there.
#[must_use]
pub fn closing(
    open: &[Unclosed],
    (quarter, last_day): (Quarter, Day),
    scope: &Filter,
    layout: Layout,
) -> String {
    let Some(things) = things(open) else { return can_be_closed(quarter, scope, layout) };
    let mut text = format!("{things} missing before {quarter} is closed{}\n", for_whom(scope));
    for objective in open {
        text.push_str(&format!("\n{}\n", visible(short(&objective.address))));
        text.push_str(&indented(&visible(&objective.objective), 2, layout.width));
        for value in &objective.values {
            let last = value.last.as_ref().map_or("nothing was measured".to_owned(), |(day, value)| {
                format!("last {} on {}", visible(value), day.short())
            });
            text.push_str(&format!("  no last value   {}: {last}\n", visible(short(&value.address))));
            text.push_str(&format!(
                "    okr checkin {} VALUE --date {last_day}\n",
                visible(short(&value.address))
            ));
        }
        for title in &objective.undecided {
            text.push_str(&format!("  not decided     {}\n", visible(title)));
            let bet = pasted(&[format!("{}/{title}", objective.address)]);
            text.push_str(&format!("    okr decide {} ship|stop|iterate\n", visible(&bet)));
        }
        if objective.reflection {
            text.push_str("  no reflection   what was learned?\n");
            text.push_str(&format!("    okr reflect {} TEXT\n", visible(&objective.address)));
        }
    }
    text
}

/// What is left after a walk.
#[must_use]
pub fn still_missing(open: &[Unclosed], quarter: Quarter, scope: &Filter, layout: Layout) -> String {
    let things = things(open).map(|things| {
        let whose = for_whom(scope);
        format!("{things} still missing before {quarter} is closed{whose}; `okr grade --close` asks again\n")
    });
    things.unwrap_or_else(|| can_be_closed(quarter, scope, layout))
}

/// An objective in a walk, with its place among the others.
#[must_use]
pub fn asked_objective(open: &Unclosed, (number, count): (usize, usize), layout: Layout) -> String {
    let place = format!("{number} of {count}  ");
    let margin = " ".repeat(place.len());
    let options = Options::new(layout.width).initial_indent(&place).subsequent_indent(&margin);
    let sentence = textwrap::fill(&visible(&open.objective), &options);
    format!("\n{sentence}\n{margin}{}\n", visible(short(&open.address)))
}

/// A key result in a walk, with its last value.
#[must_use]
pub fn asked_key_result(card: &KeyResultCard, layout: Layout) -> String {
    let last = card.readings.last().map_or("no value yet".to_owned(), |reading| {
        format!("{} on {}", visible(reading.value.text()), reading.day.short())
    });
    format!("\n{}    {last}\n", indented(&visible(&card.key_result), 2, layout.width))
}

fn can_be_closed(quarter: Quarter, scope: &Filter, layout: Layout) -> String {
    let whose = for_whom(scope);
    let text = format!(
        "{quarter} can be closed{whose}: every key result has its last value, every initiative is decided, and every objective says what was learned"
    );
    indented(&text, 0, layout.width)
}

/// `1 thing is`, `3 things are`; `None` if nothing is missing.
fn things(open: &[Unclosed]) -> Option<String> {
    match open.iter().map(Unclosed::count).sum::<usize>() {
        0 => None,
        1 => Some("1 thing is".to_owned()),
        count => Some(format!("{count} things are")),
    }
}

/// The address without its quarter.
fn short(address: &str) -> &str {
    address.split_once('/').map_or(address, |(_, rest)| rest)
}

fn indented(text: &str, margin: usize, width: usize) -> String {
    let margin = " ".repeat(margin);
    let options = Options::new(width).initial_indent(&margin).subsequent_indent(&margin);
    textwrap::wrap(text, &options).iter().map(|line| format!("{line}\n")).collect()
}
