//! Scorecards as Markdown, for a pull request, a page or a meeting's notes.

use super::since::{self as words_since, kind};
use super::words::{self, Headline, band_word, status_word};
use super::{empty, shapes};
use crate::goals::values::{Indicator, Level};
use crate::render::markdown::{inert, table};
use crate::review::{Course, KeyResultNews, Since, attention};
use crate::score::{
    Bands, GuardrailCard, GuardrailState, KeyResultCard, MetricCard, MetricStatus, ObjectiveCard, Removed,
    Scorecard, TeamCard, limits,
};

/// The grades of a quarter.
pub(super) fn grade(card: &Scorecard) -> String {
    let mut out = heading(card, "grades");
    if let Some(line) = empty::no_objectives(card) {
        return format!("{out}\n{line}\n");
    }
    let mut rows = vec![];
    let bands = card.bands;
    let name = format!("**{}**", words::quarter(card));
    let quarter = (name, card.score, card.band, &card.means, Headline::of_quarter(card));
    let of_team = |team| -> (String, _, _, _, _) {
        (team_name(team), team.score, team.band, &team.means, Headline::of_team(team))
    };
    for (name, score, band, means, headline) in std::iter::once(quarter).chain(card.teams.iter().map(of_team))
    {
        let mut notes = vec![];
        notes.extend(Some(headline.words(bands)).filter(|words| card.ended() && !words.is_empty()));
        notes.extend(words::other_means(bands, means));
        rows.push([name, words::score(bands, score), band_word(score, band), notes.join("<br>")]);
    }
    out.push_str(&table(["", "Score", "Band", "Calibration"], [false, true, false, false], &rows));
    out.push_str(&weakest(card));
    for team in &card.teams {
        out.push_str(&format!("\n### {}\n", team_name(team)));
        for objective in &team.objectives {
            let score = objective.score.map_or(String::new(), |score| bands.text(score) + " ");
            let band = band_word(objective.score, objective.band);
            out.push_str(&objective_head(bands, objective, &(score + &band)));
            let rows: Vec<_> = objective.key_results.iter().map(|card| graded(bands, card)).collect();
            let last = words::last_value(card);
            let titles = ["Key result", "Baseline", "Target", last, "Score", "Band"];
            out.push_str(&key_results(titles, [false, true, true, true, false, false], &rows));
            if let Some(reflection) = &objective.reflection {
                out.push_str(&format!("\nLearned: {}\n", inert(reflection)));
            }
        }
    }
    out.push_str(&removed(card));
    out
}

/// What was agreed and is gone.
fn removed(card: &Scorecard) -> String {
    let line = |removed: &Removed| {
        let address = words::short(&removed.address).replace('`', "'");
        format!("\n`{address}`: {}\n", inert(&words::removed(card.bands, removed)))
    };
    card.removed_shown().map(line).collect()
}

fn heading(card: &Scorecard, what: &str) -> String {
    let (progress, part) = (capital(&words::progress(card)), inert(&words::shown_part(card)));
    format!("## {} {what}\n\n{progress}, as of {}{part}.\n", card.quarter, card.as_of)
}

fn graded(bands: Bands, card: &KeyResultCard) -> [String; 6] {
    let mut score = vec![words::score_of(bands, card)];
    score.extend(words::remark(card));
    score.extend(words::original(bands, card));
    score.extend(words::late(card));
    if card.cancelled.is_some() {
        score.push(card.reason.clone());
    } else if let Some(reason) =
        card.by_hand.as_ref().filter(|_| card.is_by_hand()).and_then(|grade| grade.reason.as_ref())
    {
        score.push(format!("computed {}: {reason}", words::score(bands, card.computed)));
    } else if let Some(no_data) = &card.no_data {
        score.push(no_data.to_string());
    } else {
        score.extend(words::aged(card));
    }
    [
        inert(&card.key_result),
        card.baseline.as_ref().map_or("-".to_owned(), |baseline| inert(baseline.text())),
        inert(&words::wanted(card)),
        inert(&words::current(card)),
        score.iter().map(|line| inert(line)).collect::<Vec<_>>().join("<br>"),
        match card.cancelled {
            Some(_) => status_word(card.status),
            None => band_word(card.score, card.band),
        },
    ]
}

/// The state of a quarter.
pub(super) fn status(card: &Scorecard) -> String {
    let mut out = heading(card, "status");
    out.push_str(&needs_attention(card));
    if let Some(line) = empty::no_metrics(card) {
        out.push_str(&format!("\n{line}\n"));
    }
    if let Some(star) = &card.north_star {
        out.push_str("\n### North star\n");
        out.push_str(&metric_table(&[star]));
    }
    let with = |indicator: Option<Indicator>| -> Vec<&MetricCard> {
        card.metrics.iter().filter(|metric| metric.indicator == indicator).collect()
    };
    let groups = [
        ("Leading indicators", with(Some(Indicator::Leading))),
        ("Lagging indicators", with(Some(Indicator::Lagging))),
        ("Other metrics", with(None)),
    ];
    for (title, metrics) in groups.into_iter().filter(|(_, metrics)| !metrics.is_empty()) {
        out.push_str(&format!("\n### {title}\n{}", metric_table(&metrics)));
    }
    if !card.guardrails.is_empty() {
        out.push_str(&format!("\n### Guardrails\n{}", guardrail_table(&card.guardrails)));
    }
    out.push_str("\n### Objectives\n");
    if let Some(line) = empty::no_objectives(card) {
        return format!("{out}\n{line}\n");
    }
    out.push_str(&status_summary(card));
    out.push_str(&weakest(card));
    for team in &card.teams {
        out.push_str(&format!("\n### {}\n", team_name(team)));
        for objective in &team.objectives {
            out.push_str(&objective_head(card.bands, objective, &words::score(card.bands, objective.score)));
            let rows: Vec<_> = objective.key_results.iter().map(|row| standing(card.bands, row)).collect();
            let titles =
                ["Key result", "Progress", "Baseline", "Target", "Last check-in", "Status", "At this pace"];
            out.push_str(&key_results(titles, [false, false, true, true, true, false, true], &rows));
        }
    }
    out.push_str(&removed(card));
    out
}

/// A list of what needs somebody, the most harmful first.
fn needs_attention(card: &Scorecard) -> String {
    let items = attention(card);
    if items.is_empty() {
        return String::new();
    }
    let mut out = "\n### Needs attention\n\n".to_owned();
    for item in items {
        let name = if item.name.is_empty() { &item.address } else { &item.name };
        let owner = item.owner.as_ref().map_or_else(String::new, |owner| format!(" ({})", inert(owner)));
        let said: Vec<String> = [&item.detail, &item.next]
            .into_iter()
            .filter(|said| !said.is_empty())
            .map(|said| inert(said))
            .collect();
        out.push_str(&format!("- **{}** {}{owner}: {}\n", item.concern.name(), inert(name), said.join("; ")));
    }
    out
}

fn status_summary(card: &Scorecard) -> String {
    let tally = |teams: &[TeamCard]| {
        let objectives = teams.iter().flat_map(|team| &team.objectives);
        let parts = words::tally(objectives.flat_map(|objective| &objective.key_results));
        let words = parts.iter().map(|(status, count)| format!("{count} {}", status_word(*status)));
        words.collect::<Vec<_>>().join(", ")
    };
    let all = if card.is_filtered() { String::new() } else { tally(&card.teams) };
    let mut rows = vec![[format!("**{}**", words::quarter(card)), words::score(card.bands, card.score), all]];
    for team in &card.teams {
        rows.push([team_name(team), words::score(card.bands, team.score), tally(std::slice::from_ref(team))]);
    }
    table(["", "Score so far", "Key results"], [false, true, false], &rows)
}

fn standing(bands: Bands, card: &KeyResultCard) -> [String; 7] {
    let mut progress = match card.score.or(card.stood_at) {
        Some(score) => format!("{} {}", shapes::bar(score, true), bands.text(score)),
        None => words::score_of(bands, card),
    };
    if let Some(remark) = words::remark(card) {
        progress.push_str(&format!(" {}", inert(&remark)));
    }
    if let Some(first) = words::original(bands, card) {
        progress.push_str(&format!("<br>{}", inert(&first)));
    }
    let mut last = vec![words::value(card.current())];
    last.extend(card.current().map(|latest| format!("on {}", latest.day.short())));
    last.extend(card.confidence.map(|(confidence, _)| format!("confidence {confidence}")));
    [
        inert(&card.key_result),
        progress,
        card.baseline.as_ref().map_or("-".to_owned(), |baseline| inert(baseline.text())),
        inert(&words::wanted(card)),
        last.iter().map(|line| inert(line)).collect::<Vec<_>>().join("<br>"),
        format!("{}<br>{}", status_word(card.status), inert(&words::reason(card))),
        words::at_this_pace(bands, card).join("<br>"),
    ]
}

fn metric_table(metrics: &[&MetricCard]) -> String {
    let row = |metric: &&MetricCard| {
        let values: Vec<f64> = metric.history.iter().map(|reading| reading.value.value()).collect();
        let line = if values.len() < 2 { String::new() } else { shapes::sparkline(&values, true) };
        let mut moved = vec![metric.trend.as_ref().map(words::trend).unwrap_or_default()];
        moved.extend(metric.likely.as_ref().map(|likely| inert(&likely.words())));
        moved.retain(|part| !part.is_empty());
        let moved = moved.join("; ");
        let icon = match metric.status {
            Some(MetricStatus::OnTarget) => "🟢 ",
            Some(MetricStatus::Near) => "🟡 ",
            Some(MetricStatus::Off) => "🔴 ",
            None => "",
        };
        [
            inert(&metric.name),
            inert(&words::metric_value(metric)),
            metric.target.as_ref().map_or("-".to_owned(), |target| inert(target.text())),
            format!("{icon}{}", words::standing(metric)),
            format!("{line} {moved}").trim().to_owned(),
        ]
    };
    let rows: Vec<_> = metrics.iter().map(row).collect();
    table(["Metric", "Current", "Target", "Status", "Trend"], [false, true, true, false, false], &rows)
}

fn guardrail_table(cards: &[GuardrailCard]) -> String {
    let row = |card: &GuardrailCard| {
        let has_limit = card.at_least.is_some() || card.at_most.is_some();
        let allowed = limits(card.at_least.as_ref(), card.at_most.as_ref());
        let reason = if card.state == GuardrailState::Ok { String::new() } else { inert(&card.reason) };
        [
            inert(&card.name),
            inert(&words::value(card.latest.as_ref())),
            if has_limit { inert(&allowed) } else { "-".to_owned() },
            guardrail_word(card.state),
            reason,
        ]
    };
    let rows: Vec<_> = cards.iter().map(row).collect();
    table(["Guardrail", "Latest", "Allowed", "Status", "Notes"], [false, true, true, false, false], &rows)
}

/// What changed since an earlier day.
pub(super) fn since(card: &Scorecard, since: &Since) -> String {
    let mut out = heading(card, &format!("since {}", since.day.long()));
    let stands = course_words(card.bands, &since.quarter);
    let all = if card.is_filtered() { " (all teams)" } else { "" };
    out.push_str(&format!("\n{stands}{all}\n"));
    let guardrails = since.guardrails.iter().map(|news| {
        let owner = news.owner.as_ref().map_or_else(String::new, |owner| format!(" ({})", inert(owner)));
        let told = inert(&words_since::guardrail(news, true));
        format!("- {} {}{owner}, {told}\n", guardrail_word(news.is), inert(&news.name))
    });
    let metrics = since.metrics.iter().map(|news| {
        let what = if news.is_north_star { "North star " } else { "" };
        format!("- {what}{}: {}\n", inert(&news.name), inert(&words_since::readings(news, true)))
    });
    let watched: String = guardrails.chain(metrics).collect();
    if !watched.is_empty() {
        out.push_str(&format!("\n### Guardrails and metrics\n\n{watched}"));
    }
    for team in &since.teams {
        let person = if team.level == Level::Individual { " (person)" } else { "" };
        let stands = course_words(card.bands, &team.course);
        out.push_str(&format!("\n### {}{person}\n\n{stands}\n", inert(&team.team)));
        for objective in &team.objectives {
            let title = format!("{}{}", kind(&objective.course).title(), inert(&objective.objective));
            let stands = course_words(card.bands, &objective.course);
            out.push_str(&format!("\n#### {title}\n\n{stands}\n"));
            let told = |news| format!("- {}\n", inert(&words_since::initiative(news, true)));
            let initiatives: String = objective.initiatives.iter().map(told).collect();
            if !initiatives.is_empty() {
                out.push_str(&format!("\n{initiatives}"));
            }
            let rows: Vec<_> = objective.key_results.iter().map(|news| news_row(card.bands, news)).collect();
            if !rows.is_empty() {
                let titles = ["Key result", "Value", "Score", "Status", "What was said"];
                out.push_str(&table(titles, [false, true, true, false, false], &rows));
            }
        }
    }
    if since.is_nothing() {
        out.push_str("\nNothing changed.\n");
    } else if !since.unchanged.is_empty() {
        let code = |address: &String| format!("`{}`", words::short(address).replace('`', "'"));
        let names: Vec<String> = since.unchanged.iter().map(code).collect();
        out.push_str(&format!("\nNothing new on {}.\n", names.join(", ")));
    }
    out
}

fn news_row(bands: Bands, news: &KeyResultNews) -> [String; 5] {
    let revised = news.revised.iter().map(|revised| words_since::revised(revised, true));
    let cancelled = news.cancelled.clone().into_iter();
    let said: Vec<String> = cancelled.chain(revised).chain(news.said.iter().map(words_since::said)).collect();
    [
        format!("{}{}", kind(&news.course).title(), inert(&news.key_result)),
        inert(&words_since::values(news, true)),
        words_since::scores(bands, &news.course, true),
        statuses(&news.course),
        said.iter().map(|line| inert(line)).collect::<Vec<_>>().join("<br>"),
    ]
}

/// `**0.31 → 0.39**, 🟢 on track → 🔴 off track`.
fn course_words(bands: Bands, course: &Course) -> String {
    let scores = words_since::scores(bands, course, true);
    match statuses(course) {
        status if status.is_empty() => format!("**{scores}**"),
        status => format!("**{scores}**, {status}"),
    }
}

fn statuses(course: &Course) -> String {
    let Some(is) = course.is else { return String::new() };
    match course.was {
        Some(was) if was.status != is.status => {
            format!("{} → {}", status_word(was.status), status_word(is.status))
        }
        _ => status_word(is.status),
    }
}

fn objective_head(bands: Bands, objective: &ObjectiveCard, score: &str) -> String {
    let mut facts = vec![format!("`{}`", words::short(&objective.address).replace('`', "'"))];
    facts.extend(objective.owner.as_ref().map(|owner| format!("owner {}", inert(owner))));
    facts.extend(words::ambition(objective));
    facts.extend(words::outlook(bands, objective).map(|outlook| inert(&outlook)));
    facts.extend(words::other_means(bands, &objective.means));
    facts.extend(words::left_out(objective));
    facts.extend(words::guardrails_left_out(objective));
    let mut out = format!("\n#### {}\n\n**{score}**, {}\n", inert(&objective.objective), facts.join(", "));
    for mark in objective.guardrails.iter().filter(|mark| mark.state != GuardrailState::Ok) {
        let (name, reason) = (inert(&mark.name), inert(&mark.reason));
        out.push_str(&format!("\n{} guardrail {name}: {reason}\n", guardrail_word(mark.state)));
    }
    out
}

fn key_results<const N: usize>(titles: [&str; N], right: [bool; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() { "\nNo key results yet.\n".to_owned() } else { table(titles, right, rows) }
}

fn weakest(card: &Scorecard) -> String {
    words::weakest_shown(card).map_or(String::new(), |weakest| {
        let address = words::short(&weakest.address).replace('`', "'");
        format!(
            "\nWeakest key result: {} `{address}`, {}\n",
            card.bands.text(weakest.score),
            inert(&weakest.key_result)
        )
    })
}

fn team_name(team: &TeamCard) -> String {
    let name = inert(&team.team);
    if team.level == Level::Individual { format!("{name} (person)") } else { name }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn guardrail_word(state: GuardrailState) -> String {
    let icon = match state {
        GuardrailState::Ok => "🟢",
        GuardrailState::Near | GuardrailState::Recovered | GuardrailState::Stale => "🟡",
        GuardrailState::Breached => "🔴",
        GuardrailState::NoData => "⚪",
    };
    format!("{icon} {}", state.name())
}
