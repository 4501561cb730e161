//! Teams with their objectives.

use super::anchor::anchor;
use super::charts::share_bar;
use super::summary::team_name;
use super::view::View;
use super::{key_result, marks};
use crate::goals::values::{Decision, InitiativeStatus};
use crate::render::scorecard::words;
use crate::score::{Bet, ObjectiveCard, Scorecard, Status, TeamCard};
use maud::{Markup, html};

pub(super) fn section(view: View<'_>) -> Markup {
    let card = view.card();
    if card.teams.is_empty() {
        return html! {};
    }
    // Of one team there is nothing to list.
    let lists = card.teams.len() > 1 || !view.report.teams.is_empty();
    html! {
        @if lists || view.is_brief() {
            section #objectives aria-labelledby="objectives-title" {
                h2 #objectives-title { "Objectives" }
                @if lists { (overview(view)) }
                @if view.is_brief() {
                    p .quiet { "There are too many key results for a chart of each on one page. "
                        @if view.report.teams.is_empty() { "With a folder for `--out`, `okr report` writes a page for each team, with charts." }
                        @else { "The teams' pages have them." } }
                }
            }
        } @else { div #objectives {} }
        @for team in &card.teams { (team_section(view, team)) }
    }
}

/// A line for each team.
fn overview(view: View<'_>) -> Markup {
    let card = view.card();
    let ended = card.ended();
    let row = |team: &TeamCard| {
        let tally = words::tally(team.objectives.iter().flat_map(|objective| &objective.key_results));
        let tally: Vec<String> =
            tally.iter().map(|(status, count)| format!("{count} {}", status.name())).collect();
        let first = team.means.other_first_agreed();
        let name = team_name(view, &team.team, team.level);
        let file =
            view.report.teams.iter().find(|(named, _)| *named == team.team).map(|(_, file)| file.clone());
        let link = file.unwrap_or_else(|| format!("#{}", team_anchor(view, team)));
        html! {
            tr {
                th scope="row" { a href=(link) { bdi { (name) } } }
                td .number { (view.score(team.score)) }
                td .wide { (share_bar(team.score.unwrap_or_default(), marks::hue(team.standing.status))) }
                td { @if ended { (marks::band(team.band)) } @else { (marks::status(team.standing.status)) } }
                td { (tally.join(", ")) @if let Some(first) = first { br; span .quiet { (card.bands.text(first)) " as first agreed" } } }
            }
        }
    };
    html! {
        table .teams {
            thead { tr {
                th scope="col" { "Team" } th scope="col" .number { @if ended { "Grade" } @else { "Score" } }
                td .wide {} th scope="col" { @if ended { "Band" } @else { "Status" } } th scope="col" { "Key results" }
            } }
            tbody { @for team in &card.teams { (row(team)) } }
        }
    }
}

/// Where a team starts on the page; apart from the addresses of objectives and metrics.
fn team_anchor(view: View<'_>, team: &TeamCard) -> String {
    anchor(&format!("{}/{}", view.card().quarter, team.team), view.voice)
}

fn team_section(view: View<'_>, team: &TeamCard) -> Markup {
    html! {
        section .team id=(team_anchor(view, team)) {
            h2 {
                bdi { (team_name(view, &team.team, team.level)) } " "
                span .figure { (standing(view, team.score, team.standing.status)) }
            }
            @for objective in &team.objectives { (objective_section(view, objective)) }
        }
    }
}

/// The score, where there is one, and the status.
fn standing(view: View<'_>, score: Option<f64>, status: Status) -> Markup {
    html! { @if score.is_some() { (view.score(score)) " " } (marks::status(status)) }
}

fn objective_section(view: View<'_>, objective: &ObjectiveCard) -> Markup {
    let card = view.card();
    let facts: Vec<String> = words::objective_facts(view.bands(), objective);
    let facts = facts.join("; ");
    html! {
        section .objective id=(anchor(&objective.address, view.voice)) data-address=[(!view.voice.redacts).then_some(&objective.address)] {
            h3 dir="auto" { (view.voice.title(&objective.objective, &objective.address)) }
            p .stand { (standing(view, objective.score, objective.standing.status))
                @if let Some(owner) = &objective.owner { " " bdi .owner { (view.voice.name(owner)) } } }
            @if let Some(facts) = view.voice.detail(&facts) { p .quiet { (facts) } }
            @if view.is_brief() { (key_result::table(view, &objective.key_results)) }
            @else { @for key_result in &objective.key_results { (key_result::card(view, key_result)) } }
            (guardrail_marks(view, objective))
            (bets(view, card, objective))
            @if let Some(learned) = objective.reflection.as_ref().and_then(|text| view.voice.detail(text)) {
                div .learned { h4 { "Learned" } p dir="auto" { (learned) } }
            }
        }
    }
}

fn guardrail_marks(view: View<'_>, objective: &ObjectiveCard) -> Markup {
    html! {
        @if !objective.guardrails.is_empty() {
            p .aside { "Guardrails: "
                @for mark in &objective.guardrails {
                    span .chip { (marks::guardrail(mark.state)) " " bdi { (view.voice.sentence(&mark.name)) } } " "
                }
            }
        }
    }
}

fn bets(view: View<'_>, card: &Scorecard, objective: &ObjectiveCard) -> Markup {
    let shown: Vec<&Bet> =
        objective.bets.iter().filter(|bet| bet.status != Some(InitiativeStatus::Dropped)).collect();
    html! {
        @if !shown.is_empty() && !view.is_brief() {
            div .bets {
                h4 { "Initiatives" }
                ul { @for bet in shown { li {
                    bdi { (view.voice.sentence(&bet.title)) }
                    span .quiet { (how_far(card, bet)) }
                    @if let Some(result) = bet.result.as_ref().and_then(|result| view.voice.detail(result)) { ": " (result) }
                } } }
            }
        }
    }
}

/// `, active for 7 weeks`, `, done: ship`.
fn how_far(card: &Scorecard, bet: &Bet) -> String {
    let weeks = bet.started.map(|day| card.as_of.days_since(day) / 7).filter(|weeks| *weeks > 0);
    let status = match (bet.status, weeks) {
        (Some(InitiativeStatus::Active), Some(1)) => ", active for a week".to_owned(),
        (Some(InitiativeStatus::Active), Some(weeks)) => format!(", active for {weeks} weeks"),
        (Some(status), _) => format!(", {}", status.name()),
        (None, _) => String::new(),
    };
    let decision = bet.decision.map(|decision| match decision {
        Decision::Ship => ", decided to ship",
        Decision::Stop => ", decided to stop",
        Decision::Iterate => ", decided to try again",
    });
    status + decision.unwrap_or_default()
}
