//! `okr status --since` at a terminal: what changed.

use super::super::lines::{apart, hanging, indented};
use super::super::paint::{Tone, finish, of_guardrail, of_status, paint};
use super::super::since::{self, Kind, kind, values};
use super::super::{INDENT, Layout, words};
use super::key_result::{short_note, side_by_side};
use super::status::breached_marks;
use super::{heading, paint_words};
use crate::goals::values::Level;
use crate::plural::counted;
use crate::review::{Course, GuardrailNews, KeyResultNews, MetricNews, ObjectiveNews, Since, TeamNews};
use crate::score::{Bands, Scorecard};

/// Of more check-ins the latest are shown.
const MOST_SAID: usize = 3;
/// Of more unchanged key results the first are named.
const MOST_NAMED: usize = 8;

/// What changed in a quarter since a day.
pub(in super::super) fn since(card: &Scorecard, since: &Since, layout: Layout) -> String {
    let mut out = heading(card, "", layout);
    let title = paint_words(Tone::Strong, &format!("Since {}", since.day.long()));
    let all = if card.is_filtered() { "all teams " } else { "" };
    let moved = format!("{all}{}", since::scores(card.bands, &since.quarter, layout.unicode));
    out.push_str(&apart(&title, &moved, layout));
    let guardrails = since.guardrails.iter().map(|news| guardrail(news, layout));
    let metrics = since.metrics.iter().map(|news| metric(news, layout));
    let watched: String = guardrails.chain(metrics).collect();
    if !watched.is_empty() {
        out.push_str(&format!("\n{watched}"));
    }
    for news in &since.teams {
        out.push_str(&team(card, news, layout));
    }
    if since.is_nothing() {
        out.push_str("\nNothing changed.\n");
    } else {
        out.push_str(&unchanged(&since.unchanged, layout));
    }
    out.push_str("\n`okr status` shows where everything stands.\n");
    finish(&out, layout.color)
}

fn guardrail(news: &GuardrailNews, layout: Layout) -> String {
    let owner = news.owner.as_ref().map_or_else(String::new, |owner| format!(" ({})", words::plain(owner)));
    let text = format!("{}{owner}, {}", words::plain(&news.name), since::guardrail(news, layout.unicode));
    hanging(&paint(of_guardrail(news.is), news.is.name()), &text, layout)
}

fn metric(news: &MetricNews, layout: Layout) -> String {
    let what = if news.is_north_star { "North star" } else { "metric" };
    let text = format!("{}: {}", words::plain(&news.name), since::readings(news, layout.unicode));
    hanging(&paint(Tone::Dim, what), &text, layout)
}

fn team(card: &Scorecard, news: &TeamNews, layout: Layout) -> String {
    let name = words::plain(&news.team);
    let name = if news.level == Level::Individual { format!("{name} (person)") } else { name };
    let stands = [since::scores(card.bands, &news.course, layout.unicode), statuses(&news.course, layout)];
    let stands = stands.iter().filter(|part| !part.is_empty()).map(|part| format!(" · {part}"));
    let mut out = format!("\n{}{}\n", paint(Tone::Strong, &name), stands.collect::<String>());
    let several = news.objectives.len() > 1;
    for news in &news.objectives {
        out.push_str(&objective(card, news, several, layout));
    }
    out
}

fn objective(card: &Scorecard, news: &ObjectiveNews, several: bool, layout: Layout) -> String {
    let stands = match several {
        true => format!(
            "{} {}",
            since::scores(card.bands, &news.course, layout.unicode),
            statuses(&news.course, layout)
        ),
        false => String::new(),
    };
    let sentence = paint_words(Tone::Strong, &words::plain(&news.objective));
    let title = format!("{}{sentence}", kind(&news.course).title());
    let mut out = if several { "\n".to_owned() } else { String::new() };
    out.push_str(&indented(&title, &stands, INDENT, layout));
    let mut objectives = card.teams.iter().flat_map(|team| &team.objectives);
    let shown = objectives.find(|card| card.address == news.address);
    out.push_str(&shown.map_or_else(String::new, |objective| breached_marks(objective, layout)));
    for news in &news.initiatives {
        out.push_str(&indented(&since::initiative(news, layout.unicode), "", 2 * INDENT, layout));
    }
    for news in &news.key_results {
        out.push_str(&key_result(card.bands, news, layout));
    }
    out
}

fn key_result(bands: Bands, news: &KeyResultNews, layout: Layout) -> String {
    let title = format!("{}{}", kind(&news.course).title(), words::plain(&news.key_result));
    let name = paint(Tone::Dim, &words::last(&news.address));
    let mut out = indented(&title, &name, INDENT, layout);
    if kind(&news.course) != Kind::Gone {
        let pieces = [
            values(news, layout.unicode),
            since::scores(bands, &news.course, layout.unicode),
            statuses(&news.course, layout),
        ];
        let pieces = pieces.into_iter().filter(|piece| !piece.is_empty()).map(|piece| (3, piece));
        out.push_str(&side_by_side(pieces, layout));
    } else {
        out.push_str(&indented(&since::scores(bands, &news.course, true), "", 2 * INDENT, layout));
    }
    let hidden = news.said.len().saturating_sub(MOST_SAID);
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(news.cancelled.as_deref().map(words::plain));
    remarks.extend(news.revised.iter().map(|revised| since::revised(revised, layout.unicode)));
    remarks.extend((hidden > 0).then(|| counted(hidden, "earlier check-in")));
    remarks.extend(news.said.iter().skip(hidden).map(|said| short_note(&since::said(said))));
    for remark in remarks {
        out.push_str(&indented(&remark, "", 2 * INDENT, layout));
    }
    out
}

/// `on track → off track`, the last in its colour.
fn statuses(course: &Course, layout: Layout) -> String {
    let Some(is) = course.is else { return String::new() };
    let shown = paint(of_status(is.status), is.status.name());
    match course.was {
        Some(was) if was.status != is.status => {
            format!("{} {} {shown}", words::tied(was.status.name()), since::arrow(layout.unicode))
        }
        _ => shown,
    }
}

fn unchanged(addresses: &[String], layout: Layout) -> String {
    if addresses.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> =
        addresses.iter().take(MOST_NAMED).map(|address| words::short(address)).collect();
    if let Some(more @ 1..) = addresses.len().checked_sub(MOST_NAMED) {
        names.push(format!("{more} more"));
    }
    format!("\n{}", indented(&format!("Nothing new on {}.", names.join(", ")), "", 0, layout))
}
