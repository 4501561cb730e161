//! The top of a page: the quarter, the day, how it stands, and what needs somebody.

use super::charts::share_bar;
use super::marks;
use super::view::View;
use crate::goals::values::Level;
use crate::plural::counted;
use crate::render::scorecard::{empty, words};
use crate::review::{Concern, attention};
use crate::score::{Judged, Promises, Scorecard, Status, TeamCard};
use maud::{Markup, html};

pub(super) fn title(view: View<'_>) -> String {
    let what = if view.card().ended() { "grades" } else { "status" };
    view.report.title.map_or_else(|| format!("{} {what}{}", view.card().quarter, of(view)), words::plain)
}

/// `, team booking`, where only that is shown.
fn of(view: View<'_>) -> String {
    let filter = &view.card().filter;
    let team = filter.team.as_ref().map(|team| format!(", {}", view.voice.name(team)));
    let owner = filter.owner.as_ref().map(|owner| format!(", owned by {}", view.voice.name(owner)));
    team.into_iter().chain(owner).collect()
}

/// What the page is about: one team where only that is shown, else the quarter.
struct About<'c> {
    name: String,
    score: Option<f64>,
    standing: &'c Judged,
    promises: Promises,
    first_agreed: Option<f64>,
    stretch: Option<String>,
}

impl<'c> About<'c> {
    fn of(view: View<'c>) -> Self {
        let card = view.card();
        let only: Option<&TeamCard> =
            card.filter.team.as_ref().and_then(|team| card.teams.iter().find(|card| card.team == *team));
        match only {
            Some(team) => Self {
                name: view.voice.name(&team.team),
                score: team.score,
                standing: &team.standing,
                promises: team.promises,
                first_agreed: team.means.other_first_agreed(),
                stretch: words::Headline::of_team(team).stretch_sentence(card.bands),
            },
            None => Self {
                name: card.quarter.to_string(),
                score: card.score,
                standing: &card.standing,
                promises: card.promises,
                first_agreed: card.means.other_first_agreed(),
                stretch: words::Headline::of_quarter(card).stretch_sentence(card.bands),
            },
        }
    }
}

pub(super) fn header(view: View<'_>) -> Markup {
    let card = view.card();
    let about = About::of(view);
    let as_of = if card.ended() { "; as of" } else { "," };
    let day = format!("{}{as_of} {}", words::progress(card), card.as_of.long());
    html! {
        header .top {
            @if let Some(home) = view.report.home {
                p .crumb { a href=(home) { "All teams" } }
            }
            h1 { (title(view)) }
            p .day { (capital(&day)) @if view.report.redacts { ". Progress only: absolute values are left out" } "." }
            div .lead {
                @if about.score.is_some() { p .score { (view.score(about.score)) } }
                div .lead-text {
                    @if about.score.is_some() { p .standing { (marks::status(about.standing.status)) (share_bar(about.score.unwrap_or_default(), marks::hue(about.standing.status))) } }
                    @for sentence in sentences(view, &about) { p .sentence { (sentence) } }
                    @if let Some(doubt) = doubt(view) { p .sentence .doubt { (doubt) } }
                }
            }
            (contents(view))
        }
    }
}

/// How it stands, and what needs somebody.
fn sentences(view: View<'_>, about: &About<'_>) -> Vec<String> {
    let card = view.card();
    if let Some(line) = empty::no_objectives(card) {
        return vec![line];
    }
    let score = words::score(card.bands, about.score);
    let first = about
        .first_agreed
        .map(|first| format!(", {} against what was agreed at first", card.bands.text(first)));
    let first = first.unwrap_or_default();
    if card.ended() {
        let mut out = vec![format!("{} closed at {score}{first}.", about.name)];
        let Promises { kept, made } = about.promises;
        let promises = match (kept, made) {
            (_, 0) => None,
            (1, 1) => Some("The one promise was kept.".to_owned()),
            (0, 1) => Some("The one promise was not kept.".to_owned()),
            (kept, made) if kept == made => Some(format!("All {made} promises were kept.")),
            (kept, made) => Some(format!("{kept} of {made} promises were kept.")),
        };
        out[0].push_str(&promises.map_or_else(String::new, |promises| format!(" {promises}")));
        out.extend(outcomes(card));
        out.extend(about.stretch.clone());
        return out;
    }
    let heading =
        about.standing.expected.filter(|_| !matches!(about.standing.status, Status::Early | Status::NoData));
    let heading = heading.map(|end| format!(", heading for {} at this pace", card.bands.text(end)));
    let stands = match about.score {
        Some(_) => format!("{} stands at {score} so far{first}{}.", about.name, heading.unwrap_or_default()),
        None => format!("{} has no measured progress yet.", about.name),
    };
    vec![format!("{stands} {}", needs(card))]
}

/// `Of 6 key results: 4 delivered, 2 missed.`
fn outcomes(card: &Scorecard) -> Option<String> {
    let objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let key_results = || objectives.clone().flat_map(|objective| &objective.key_results);
    let mut tally = words::tally(key_results());
    tally.reverse();
    let counted: Vec<String> =
        tally.iter().map(|(status, count)| format!("{count} {}", status.name())).collect();
    let total = key_results().count();
    (total > 1).then(|| format!("Of {total} key results: {}.", counted.join(", ")))
}

/// That goals may be missing from the page.
fn doubt(view: View<'_>) -> Option<String> {
    let files = view.report.faulty_files;
    let have = if files == 1 { "has" } else { "have" };
    (files > 0).then(|| {
        let files = counted(files, "file");
        format!("{files} {have} mistakes that may hide goals from this page; okr check shows them.")
    })
}

/// What needs somebody, counted.
fn needs(card: &Scorecard) -> String {
    let items = attention(card);
    let count = |concerns: &[Concern]| items.iter().filter(|item| concerns.contains(&item.concern)).count();
    let counted = [
        (count(&[Concern::Breached]), "guardrail is breached", "guardrails are breached"),
        (count(&[Concern::OffTrack]), "key result is off track", "key results are off track"),
        (count(&[Concern::Unusual]), "number is unusual", "numbers are unusual"),
        (count(&[Concern::StaleGuardrail, Concern::Stale]), "number is stale", "numbers are stale"),
        (count(&[Concern::NoData]), "key result has no data", "key results have no data"),
        (count(&[Concern::Due]), "number is due", "numbers are due"),
    ];
    let parts = counted.into_iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    match parts.split_last() {
        None => "Nothing needs anybody today.".to_owned(),
        Some((only, [])) => format!("{only}."),
        Some((last, others)) => format!("{} and {last}.", others.join(", ")),
    }
}

/// Links to what is on the page.
fn contents(view: View<'_>) -> Markup {
    let card = view.card();
    let is_there = [
        ("attention", "Needs attention", !attention(card).is_empty()),
        ("north-star", "North star", card.north_star.is_some()),
        ("changed", "What changed", view.report.since.is_some()),
        ("objectives", "Objectives", !card.teams.is_empty()),
        ("indicators", "Indicators", !card.metrics.is_empty()),
        ("guardrails", "Guardrails", !card.guardrails.is_empty()),
        ("funnel", "Funnel", super::funnel::shown(view).is_some()),
        ("tree", "What drives what", super::tree::shown(view).is_some()),
        ("earlier", "Earlier quarters", !card.earlier.is_empty()),
        ("how", "How the numbers are made", true),
    ];
    html! {
        nav aria-label="On this page" {
            @for (id, name, _) in is_there.into_iter().filter(|(_, _, is_there)| *is_there) {
                a href=(format!("#{id}")) { (name) } " "
            }
        }
    }
}

/// What a team is called.
pub(super) fn team_name(view: View<'_>, team: &str, level: Level) -> String {
    let name = view.voice.name(team);
    if level == Level::Individual { format!("{name} (person)") } else { name }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
