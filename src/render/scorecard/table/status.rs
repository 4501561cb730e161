//! `okr status` at a terminal: what needs somebody first, then the rest.

use super::super::grid::{Column, Grid};
use super::super::lines::{hanging, indented};
use super::super::paint::{Tone, finish, of_guardrail, of_status, paint};
use super::super::{Detail, INDENT, Layout, empty, words};
use super::{
    attention, bar_and_score, heading, key_result, left_out_lines, metrics, paint_words, removed, tally,
    team_name,
};
use crate::goals::values::InitiativeStatus;
use crate::score::{Bet, GuardrailMark, GuardrailState, Judged, ObjectiveCard, Scorecard, Status, TeamCard};

/// With more teams than this, each is a line, unless one is asked for.
const MANY_TEAMS: usize = 12;

/// The state of a quarter.
pub(in super::super) fn status(card: &Scorecard, layout: Layout, detail: Detail) -> String {
    let mut out = heading(card, "", layout);
    if card.teams.len() > 1 {
        out.push_str(&why(&card.standing, layout, detail));
    }
    out.push_str(&attention::section(card, layout));
    match (empty::no_metrics(card), detail) {
        (Some(line), _) => out.push_str(&format!("\n{line}\n")),
        (None, Detail::Metrics) => out.push_str(&format!("\n{}", metrics::metrics(card, layout))),
        (None, _) => out.push_str(&metrics::north_star_line(card, layout)),
    }
    if let Some(line) = empty::no_objectives(card) {
        return finish(&format!("{out}\n{line}\n"), layout.color);
    }
    if detail != Detail::Metrics {
        out.push_str(&objectives(card, layout, detail));
        out.push_str(&left_out_lines(removed(card), layout));
        out.push_str(&metrics::counts(card, layout));
    }
    out.push_str(&next_step(card, layout, detail));
    finish(&out, layout.color)
}

/// Every team, folded where there are many.
fn objectives(card: &Scorecard, layout: Layout, detail: Detail) -> String {
    let mut out = String::new();
    if card.teams.len() > 1 {
        out.push_str(&format!("\n{}", summary(card, layout)));
    }
    if card.teams.len() > MANY_TEAMS && detail == Detail::Usual {
        return out;
    }
    let widths = key_result::Widths::of(card, |card| card.status.name(), "  heading for 0.00".len(), layout);
    let told = attention::told(card);
    for team in &card.teams {
        out.push_str(&format!("\n{}", team_head(card, team, layout, detail)));
        for objective in &team.objectives {
            out.push_str(&objective_head((card, team), objective, layout, detail));
            if objective.key_results.is_empty() {
                out.push_str(&format!("{}No key results yet.\n", " ".repeat(INDENT)));
            }
            for key_result in &objective.key_results {
                out.push_str(&key_result::lines(
                    card.bands,
                    key_result,
                    &widths,
                    layout,
                    detail,
                    told.contains(&key_result.address),
                ));
            }
            out.push_str(&bets(card, objective, layout));
        }
    }
    out
}

/// A line for each team.
fn summary(card: &Scorecard, layout: Layout) -> String {
    let columns = [(Column::Text, ""), (Column::Short, ""), (Column::Short, ""), (Column::Text, "")];
    let mut grid = Grid::new(&columns);
    for team in &card.teams {
        let status = team.standing.status;
        grid.row([
            team_name(team),
            bar_and_score(card.bands, team.score, Tone::Plain, layout),
            paint(of_status(status), status.name()),
            tally(team.objectives.iter().flat_map(|objective| &objective.key_results)),
        ]);
    }
    format!("{}\n{}", paint(Tone::Strong, "Teams"), grid.render(layout, INDENT))
}

/// `booking · 0.29 · off track`, and why.
fn team_head(card: &Scorecard, team: &TeamCard, layout: Layout, detail: Detail) -> String {
    let status = team.standing.status;
    let score = words::score(card.bands, team.score);
    let name = paint(Tone::Strong, &team_name(team));
    let status = if team.score.is_some() {
        format!(" · {}", paint(of_status(status), status.name()))
    } else {
        String::new()
    };
    format!("{name} · {score}{status}\n{}", why(&team.standing, layout, detail))
}

/// Why something stands as it does; nothing where the status says it all.
fn why(standing: &Judged, layout: Layout, detail: Detail) -> String {
    let is_told = match standing.status {
        Status::AtRisk | Status::OffTrack => true,
        Status::OnTrack | Status::Stale => detail == Detail::All,
        _ => false,
    };
    if is_told { indented(&words::plain(&standing.reason), "", INDENT, layout) } else { String::new() }
}

/// The objective's sentence, and what its key results do not say by themselves.
fn objective_head(
    (card, team): (&Scorecard, &TeamCard),
    objective: &ObjectiveCard,
    layout: Layout,
    detail: Detail,
) -> String {
    let mut out = String::new();
    if team.objectives.len() > 1 {
        out.push('\n');
    }
    let status = objective.standing.status;
    let stands = match objective.score {
        Some(score) if team.objectives.len() > 1 || matches!(status, Status::Cancelled) => {
            format!("{} {}", card.bands.text(score), paint(of_status(status), status.name()))
        }
        None if status == Status::Cancelled => paint(Tone::Dim, status.name()),
        _ => String::new(),
    };
    let sentence = words::plain(&objective.objective);
    out.push_str(&indented(&paint_words(Tone::Strong, &sentence), &stands, INDENT, layout));
    if team.objectives.len() > 1 {
        out.push_str(&why(&objective.standing, layout, detail));
    }
    let facts = words::objective_facts(card.bands, objective);
    if !facts.is_empty() {
        out.push_str(&indented(&facts.join(", "), "", INDENT, layout));
    }
    out + &breached_marks(objective, layout)
}

/// A line for each breached guardrail that an objective names.
pub(super) fn breached_marks(objective: &ObjectiveCard, layout: Layout) -> String {
    let breached = objective.guardrails.iter().filter(|mark| mark.state == GuardrailState::Breached);
    let line = |mark: &GuardrailMark| {
        let state = paint(of_guardrail(mark.state), mark.state.name());
        hanging(&format!("! guardrail {state}"), &words::plain(&mark.name), layout)
    };
    breached.map(line).collect()
}

/// `bets: One-page booking, active for 7 weeks; Reminder by text, done: ship`.
fn bets(card: &Scorecard, objective: &ObjectiveCard, layout: Layout) -> String {
    let going = |bet: &&Bet| bet.status != Some(InitiativeStatus::Dropped);
    let shown: Vec<String> = objective.bets.iter().filter(going).map(|bet| bet_words(card, bet)).collect();
    if shown.is_empty() {
        return String::new();
    }
    hanging("bets", &shown.join("; "), layout)
}

fn bet_words(card: &Scorecard, bet: &Bet) -> String {
    let mut words = words::plain(&bet.title);
    let weeks = bet.started.map(|day| card.as_of.days_since(day) / 7).filter(|weeks| *weeks > 0);
    match (bet.status, weeks) {
        (Some(InitiativeStatus::Active), Some(1)) => words.push_str(", active for a week"),
        (Some(InitiativeStatus::Active), Some(weeks)) => {
            words.push_str(&format!(", active for {weeks} weeks"));
        }
        (Some(status), _) => words.push_str(&format!(", {}", status.name())),
        (None, _) => {}
    }
    if let Some(decision) = bet.decision {
        words.push_str(&format!(": {}", decision.name()));
    } else if let Some(result) = &bet.result {
        words.push_str(&format!(": {}", words::plain(result)));
    }
    words
}

/// What to run next.
fn next_step(card: &Scorecard, layout: Layout, detail: Detail) -> String {
    let folded = card.teams.len() > MANY_TEAMS && detail == Detail::Usual;
    if folded {
        let how = "`okr status --team NAME` shows one team, `--all` every key result.";
        return format!("\n{}", indented(how, "", 0, layout));
    }
    match words::weakest_shown(card) {
        Some(weakest) if detail != Detail::Metrics => {
            let how =
                format!("`okr explain {}` shows how a number is calculated.", words::short(&weakest.address));
            format!("\n{}", indented(&how, "", 0, layout))
        }
        _ => String::new(),
    }
}
