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

use super::grid::Grid;
use super::lines::{hanging, wrap};
use super::paint::{Tone, of_guardrail, of_status, paint, tie};
use super::shapes::bar;
use super::words;
use super::{INDENT, Layout};
use crate::goals::values::{Ambition, Level};
use crate::parallel;
use crate::score::{Bands, GuardrailState, KeyResultCard, ObjectiveCard, Scorecard, TeamCard};

/// Whether every column may stand for itself; on a narrower screen some stand under their neighbours.
fn is_wide(layout: Layout) -> bool {
    layout.columns() >= 80
}

/// The first line of a scorecard.
fn heading(card: &Scorecard, what: &str) -> String {
    let quarter = card.quarter;
    let title = paint(Tone::Strong, &format!("{quarter} {what}"));
    let (progress, part) = (words::progress(card), words::shown_part(card));
    format!("{title}, {progress}, as of {}{part}\n\n", card.as_of)
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

/// Every team's objectives, each with a head and its key results. All tables share their columns' widths, so that the
/// eye can run down them.
fn objectives(
    card: &Scorecard,
    layout: Layout,
    score: impl Fn(&ObjectiveCard) -> String,
    key_results: impl Fn(&ObjectiveCard) -> Grid,
) -> String {
    let all = card.teams.iter().flat_map(|team| &team.objectives);
    let grids: Vec<Grid> = all.map(key_results).collect();
    let widths = Grid::shared_widths(&grids, layout, INDENT);
    let tables: Vec<String> = parallel::map(&grids, |grid| grid.render_at(&widths, layout, INDENT));
    let mut tables = tables.iter();
    let mut out = String::new();
    for team in &card.teams {
        out.push_str(&format!("\n{}\n", paint(Tone::Strong, &team_name(team))));
        for (objective, table) in team.objectives.iter().zip(tables.by_ref()) {
            out.push_str(&format!("\n{}", objective_head(card.bands, objective, score(objective), layout)));
            if objective.key_results.is_empty() {
                out.push_str(&format!("{}No key results yet.\n", " ".repeat(INDENT)));
            } else {
                out.push_str(table);
            }
        }
    }
    out
}

/// The lines above an objective's key results: its sentence, what is known of it, and the guardrails it breaks.
fn objective_head(bands: Bands, objective: &ObjectiveCard, score: String, layout: Layout) -> String {
    let mut out = String::new();
    for line in wrap(&words::plain(&objective.objective), layout.columns()) {
        out.push_str(&format!("{}\n", paint(Tone::Strong, &line)));
    }
    let mut facts = vec![words::short(&objective.address)];
    facts.extend(objective.owner.as_ref().map(|owner| format!("owner {}", words::plain(owner))));
    facts.extend((objective.ambition == Ambition::Committed).then(|| "committed".to_owned()));
    facts.extend(words::outlook(bands, objective));
    facts.extend(words::other_means(bands, &objective.means));
    facts.extend(words::left_out(objective));
    facts.extend(words::guardrails_left_out(objective));
    out.push_str(&hanging(&score, &facts.join(", "), layout));
    for mark in objective.guardrails.iter().filter(|mark| mark.state != GuardrailState::Ok) {
        let state = paint(of_guardrail(mark.state), mark.state.name());
        let text = format!("{}: {}", words::plain(&mark.name), words::plain(&mark.reason));
        out.push_str(&hanging(&format!("! guardrail {state}"), &text, layout));
    }
    out.push('\n');
    out
}

/// `1 off track, 2 on track`, in colour.
fn tally<'c>(cards: impl Iterator<Item = &'c KeyResultCard>) -> String {
    let parts = words::tally(cards);
    let text =
        parts.iter().map(|(status, count)| paint(of_status(*status), &format!("{count} {}", status.name())));
    text.collect::<Vec<_>>().join(", ")
}

/// The weakest key result of everything shown, as a line.
fn weakest_line(card: &Scorecard, layout: Layout) -> String {
    let Some(weakest) = words::weakest_shown(card) else { return String::new() };
    let (score, address) = (card.bands.text(weakest.score), words::short(&weakest.address));
    let text = format!("{score} {address}: {}", words::plain(&weakest.key_result));
    format!("\n{}", hanging("Weakest key result", &text, layout))
}
