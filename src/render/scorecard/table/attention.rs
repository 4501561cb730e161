//! What needs somebody, at the top of a status.

use super::super::lines::{continued, hanging};
use super::super::paint::{Tone, paint};
use super::super::{Layout, words};
use crate::review::{Concern, Item, attention};
use crate::score::Scorecard;

/// More than this nobody acts on at once.
const MOST_ITEMS: usize = 10;

/// The section, or nothing where nothing needs anybody.
pub(super) fn section(card: &Scorecard, layout: Layout) -> String {
    let items = attention(card);
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", paint(Tone::Strong, "Needs attention"));
    for item in items.iter().take(MOST_ITEMS) {
        out.push_str(&lines(item, layout));
    }
    if let Some(more @ 1..) = items.len().checked_sub(MOST_ITEMS) {
        out.push_str(&format!("  and {more} more\n"));
    }
    out
}

fn lines(item: &Item, layout: Layout) -> String {
    let name = match item.concern {
        Concern::Breached | Concern::StaleGuardrail => words::plain(&item.name),
        _ => words::short(&item.address),
    };
    let owner = item.owner.as_ref().map_or_else(String::new, |owner| format!(" ({})", words::plain(owner)));
    let start = format!("{:<9}", item.concern.name());
    let start = paint(of_concern(item.concern), &start);
    let detail = words::plain(&item.detail);
    let colon = if detail.is_empty() { "" } else { ": " };
    let first = hanging(&start, &format!("{name}{owner}{colon}{detail}"), layout);
    first + &continued(&start, &words::plain(&item.next), layout)
}

fn of_concern(concern: Concern) -> Tone {
    match concern {
        Concern::Breached | Concern::OffTrack => Tone::Bad,
        Concern::StaleGuardrail | Concern::Stale | Concern::NoData => Tone::Warn,
        Concern::Due => Tone::Plain,
    }
}
