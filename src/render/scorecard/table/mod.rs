//! Scorecards for people at a terminal.

mod attention;
mod grade;
mod key_result;
mod metrics;
mod since;
mod status;

pub(super) use grade::grade;
pub(super) use since::since;
pub(super) use status::status;

use super::lines::{apart, indented};
use super::paint::{Tone, of_status, paint, tie};
use super::shapes::bar;
use super::words;
use super::{INDENT, Layout};
use crate::goals::values::Level;
use crate::score::{Bands, KeyResultCard, Removed, Scorecard, TeamCard};

/// Whether every column is shown separately; on a narrower screen some are below their neighbours.
fn is_wide(layout: Layout) -> bool {
    layout.columns() >= 80
}

/// `2026-Q4 · day 51 of 92 · 20 Nov 2026`, and what it comes to so far.
fn heading(card: &Scorecard, what: &str, layout: Layout) -> String {
    let part = words::shown_part(card);
    let when = card.as_of.long();
    let title = format!("{}{what} · {} · {when}{part}", card.quarter, words::progress(card));
    let all = if card.is_filtered() { " (all teams)" } else { "" };
    let stands = match card.score {
        None => String::new(),
        Some(score) => {
            let so_far = if card.ended() { "" } else { " so far," };
            let status = card.standing.status;
            let status = paint(of_status(status), status.name());
            format!("{}{so_far} {status}{all}", card.bands.text(score))
        }
    };
    apart(&paint_words(Tone::Strong, &words::plain(&title)), &stands, layout)
}

/// Text that may wrap, in a tone.
fn paint_words(tone: Tone, text: &str) -> String {
    text.split(' ').map(|word| paint(tone, word)).collect::<Vec<_>>().join(" ")
}

/// What was agreed and is gone: where it was, and what is to be known of it.
fn removed(card: &Scorecard) -> impl Iterator<Item = (String, String)> {
    let told = |removed: &Removed| (words::short(&removed.address), words::removed(card.bands, removed));
    card.removed_shown().map(told)
}

/// What is not in the means, each with its reason.
fn left_out_lines(left_out: impl Iterator<Item = (String, String)>, layout: Layout) -> String {
    let line = |(address, text)| indented(&format!("{address}: {text}"), "", INDENT, layout);
    let lines: String = left_out.map(line).collect();
    if lines.is_empty() { lines } else { format!("\n{}\n{lines}", paint(Tone::Strong, "Left out")) }
}

/// The name of a team as a heading.
fn team_name(team: &TeamCard) -> String {
    let name = words::plain(&team.team);
    if team.level == Level::Individual { format!("{name} (person)") } else { name }
}

/// A score as a bar and a number in the tone of its band; without a score, what it says instead.
fn bar_and_score(bands: Bands, score: Option<f64>, tone: Tone, layout: Layout) -> String {
    match score {
        Some(score) => paint(tone, &bar(score, layout.unicode)) + &tie(&format!(" {}", bands.text(score))),
        None => paint(Tone::Dim, "no data"),
    }
}

/// `1 off track, 2 on track`, in colour.
fn tally<'c>(cards: impl Iterator<Item = &'c KeyResultCard>) -> String {
    let parts = words::tally(cards);
    let text =
        parts.iter().map(|(status, count)| paint(of_status(*status), &format!("{count} {}", status.name())));
    text.collect::<Vec<_>>().join(", ")
}
