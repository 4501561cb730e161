//! What the quarters before came to, and how the numbers are made.

use super::charts::columns;
use super::key_result::sum;
use super::summary::team_name;
use super::view::View;
use crate::goals::values::Level;
use crate::render::scorecard::words;
use crate::score::Step;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The grades of the quarters before, beside this one's score.
pub(super) fn earlier(view: View<'_>) -> Markup {
    let card = view.card();
    if card.earlier.is_empty() {
        return html! {};
    }
    let now = if card.ended() { card.quarter.to_string() } else { format!("{} so far", card.quarter) };
    let text = |score: Option<f64>| score.map_or("-".to_owned(), |score| view.bands().text(score));
    let mut grades: Vec<_> = card
        .earlier
        .iter()
        .rev()
        .map(|grades| (grades.quarter.to_string(), grades.score, text(grades.score)))
        .collect();
    grades.push((card.quarter.to_string(), card.score, text(card.score)));
    let description = grades.iter().map(|(quarter, _, text)| format!("{quarter}: {text}"));
    let description = description.collect::<Vec<_>>().join(", ");
    let bands = [view.bands().progressed, view.bands().delivered];
    let teams: BTreeSet<(Level, &str)> =
        card.teams.iter().map(|team| (team.level, team.team.as_str())).collect();
    let before = |quarter: usize, (level, team): (Level, &str)| {
        let teams = &card.earlier[quarter].teams;
        text(teams.iter().find(|card| card.level == level && card.team == team).and_then(|card| card.score))
    };
    let here = |(level, team): (Level, &str)| {
        text(
            card.teams
                .iter()
                .find(|card| card.level == level && card.team == team)
                .and_then(|card| card.score),
        )
    };
    html! {
        section #earlier aria-labelledby="earlier-title" {
            h2 #earlier-title { "Earlier quarters" }
            figure { (columns("Grades of the quarters", &description, &grades, bands))
                figcaption .quiet { "From 0 to 1. Dotted: delivered from " (view.bands().text(bands[1])) ", progressed from " (view.bands().text(bands[0])) "." } }
            table .earlier {
                thead { tr {
                    th scope="col" { "Team" }
                    @for grades in card.earlier.iter().rev() { th scope="col" .number { (grades.quarter) } }
                    th scope="col" .number { (now) }
                } }
                tbody {
                    tr { th scope="row" { "All" } @for (_, _, text) in &grades { td .number { (text) } } }
                    @for team in teams { tr {
                        th scope="row" { bdi { (team_name(view, team.1, team.0)) } }
                        @for quarter in (0..card.earlier.len()).rev() { td .number { (before(quarter, team)) } }
                        td .number { (here(team)) }
                    } }
                }
            }
        }
    }
}

/// How the numbers are made, with the sums above the key results.
pub(super) fn how(view: View<'_>) -> Markup {
    let card = view.card();
    let bands = view.bands();
    html! {
        section #how aria-labelledby="how-title" {
            h2 #how-title { "How the numbers are made" }
            ul {
                li { "A key result scores the share of the way made from its baseline to its target, from 0 to 1. One that keeps a limit scores by how it held." }
                li { "An objective is the weighted mean of its key results, a team that of its objectives, the quarter the mean of its teams." }
                li { "From " (bands.text(bands.delivered)) " on a grade counts as delivered, from " (bands.text(bands.progressed)) " as progressed. A promise is delivered only at 1." }
                li { "On track, at risk and off track say in which band a key result ends at its pace so far. A number that nobody has looked at for too long is stale, never on track." }
                li { "In a bar, the line across it is the target, a dashed line the target agreed at first, and a ring where it ends at this pace, with the range that eight in ten end in. In the small line below it, up is nearer to the target, and the thin straight line is an even pace." }
                @if !view.voice.redacts { li { "“Numbers” under each key result lists its values and the sum behind its score; " code { "okr explain" } " prints the same." } }
            }
            @if !view.voice.redacts && !view.is_brief() { (sums(view)) }
            p .quiet { "Made by " code { "okr report" } " from goals in git, as of " (card.as_of.long()) "." }
        }
    }
}

/// The sums of the quarter, its teams and their objectives.
fn sums(view: View<'_>) -> Markup {
    let card = view.card();
    let steps =
        |address: &str| -> Vec<Step> { card.explain(address).map(|sum| sum.steps).unwrap_or_default() };
    let mut all = vec![(card.quarter.to_string(), steps(&card.quarter.to_string()))];
    for team in &card.teams {
        let name = team_name(view, &team.team, team.level);
        all.push((name.clone(), steps(&format!("{}/{}", card.quarter, team.team))));
        let objectives = team.objectives.iter();
        all.extend(objectives.map(|objective| (words::short(&objective.address), steps(&objective.address))));
    }
    html! {
        details {
            summary { "Sums of the quarter, its teams and objectives" }
            @for (name, steps) in all.iter().filter(|(_, steps)| !steps.is_empty()) {
                h3 { bdi { (name) } }
                (sum(view, steps))
            }
        }
    }
}
