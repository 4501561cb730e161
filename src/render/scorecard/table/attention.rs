//! What needs somebody, at the top of a status.

use super::super::lines::{continued, hanging_apart};
use super::super::paint::{Tone, paint};
use super::super::{Layout, words};
use crate::review::{Concern, Item, attention};
use crate::score::Scorecard;
use std::collections::HashSet;

/// More than this nobody acts on at once.
const MOST_ITEMS: usize = 10;

/// The section, or nothing if nothing needs anybody.
pub(super) fn section(card: &Scorecard, layout: Layout) -> String {
    let items = attention(card);
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", paint(Tone::Strong, "Needs attention"));
    for item in items.iter().take(MOST_ITEMS) {
        out.push_str(&lines(item, &name(card, item), layout));
    }
    if let Some(more @ 1..) = items.len().checked_sub(MOST_ITEMS) {
        out.push_str(&format!("  and {more} more\n"));
    }
    out
}

/// The addresses of key results that are off track and of which the section tells what it takes.
pub(super) fn told(card: &Scorecard) -> HashSet<String> {
    let items = attention(card).into_iter().take(MOST_ITEMS);
    items.filter(|item| item.concern == Concern::OffTrack).map(|item| item.address).collect()
}

/// What an item is called: a metric by its name, a key result by the end of its address where that is enough.
fn name(card: &Scorecard, item: &Item) -> String {
    if !item.address.contains('/') {
        return words::plain(&item.name);
    }
    let last = words::last(&item.address);
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let alike = objectives.flat_map(|objective| &objective.key_results);
    match alike.filter(|card| words::last(&card.address) == last).count() {
        0 | 1 => last,
        _ => words::short(&item.address),
    }
}

fn lines(item: &Item, name: &str, layout: Layout) -> String {
    let start = format!("{:<9}", item.concern.name());
    let start = paint(of_concern(item.concern), &start);
    let detail = words::plain(&item.detail);
    let colon = if detail.is_empty() { "" } else { ": " };
    let owner = item.owner.as_ref().map_or_else(String::new, |owner| words::plain(owner));
    let first = hanging_apart(&start, &format!("{name}{colon}{detail}"), &owner, layout);
    if item.next.is_empty() { first } else { first + &continued(&start, &words::plain(&item.next), layout) }
}

fn of_concern(concern: Concern) -> Tone {
    match concern {
        Concern::Breached | Concern::OffTrack => Tone::Bad,
        Concern::StaleGuardrail | Concern::Stale | Concern::NoData => Tone::Warn,
        Concern::Due | Concern::Unusual => Tone::Plain,
    }
}
