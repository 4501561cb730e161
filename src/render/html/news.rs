//! What changed since an earlier day.

use super::marks;
use super::summary::team_name;
use super::view::View;
use crate::render::scorecard::{since as told, words};
use crate::review::{KeyResultNews, Since};
use maud::{Markup, html};

pub(super) fn section(view: View<'_>) -> Markup {
    let Some(since) = view.report.since else { return html! {} };
    html! {
        section #changed aria-labelledby="changed-title" {
            h2 #changed-title { "What changed since " (since.day.long()) }
            p { "The quarter: " strong { (told::scores(view.bands(), &since.quarter, true)) }
                @if !since.from_history { ", as far as dates in the goals tell" } "." }
            @if since.is_nothing() { p .quiet { "No new check-in, reading or revision." } }
            (watched(view, since))
            @for team in &since.teams {
                h3 { bdi { (team_name(view, &team.team, team.level)) } " " span .figure { (told::scores(view.bands(), &team.course, true)) } }
                table .news {
                    thead { tr { th scope="col" { "Key result" } th scope="col" .number { "Score" } th scope="col" { "What happened" } } }
                    tbody { @for objective in &team.objectives {
                        @for news in &objective.initiatives {
                            @if let Some(line) = view.voice.detail(&told::initiative(news, true)) { tr { td colspan="3" dir="auto" { (line) } } }
                        }
                        @for news in &objective.key_results { (row(view, news)) }
                    } }
                }
            }
        }
    }
}

fn watched(view: View<'_>, since: &Since) -> Markup {
    html! {
        @if !since.guardrails.is_empty() || !since.metrics.is_empty() {
            ul {
                @for news in &since.guardrails { li {
                    (marks::guardrail(news.is)) " " bdi { (view.voice.sentence(&news.name)) }
                    @if let Some(told) = view.voice.detail(&told::guardrail(news, true)) { ", " (told) }
                    @else if let Some(was) = news.was { ", was " (was.name()) }
                } }
                @for news in &since.metrics { li {
                    bdi { (view.voice.sentence(&news.name)) } ": "
                    @if view.voice.redacts { "a new reading on " (news.is.day.short()) } @else { (told::readings(news, true)) }
                } }
            }
        }
    }
}

fn row(view: View<'_>, news: &KeyResultNews) -> Markup {
    let said = news.said.iter().map(told::said);
    let revised = news.revised.iter().map(|revised| told::revised(revised, true));
    let cancelled = news.cancelled.clone().into_iter();
    let lines: Vec<String> =
        cancelled.chain(revised).chain(said).filter_map(|line| view.voice.detail(&line)).collect();
    html! {
        tr {
            th scope="row" dir="auto" { (told::kind(&news.course).title()) (view.voice.sentence(&news.key_result)) }
            td .number { (told::scores(view.bands(), &news.course, true)) }
            td {
                @if !view.voice.redacts { (words::plain(&told::values(news, true))) }
                @for line in lines { br; span .quiet dir="auto" { (line) } }
                @if view.voice.redacts && !news.said.is_empty() { (news.said.len()) " new check-ins" }
            }
        }
    }
}
