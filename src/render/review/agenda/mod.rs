//! A review as Markdown, for a meeting's page or a comment in a pull request, and as JSON.

mod json;
mod month;
mod quarter;

pub use json::schema;

use crate::goals::values::InitiativeStatus;
use crate::plural::counted;
use crate::render::markdown::{inert, inert_sentence, table};
use crate::render::scorecard::draw::{
    late, metric_value, original, standing as metric_standing, status_word,
};
use crate::render::todo::markdown_line;
use crate::review::{
    Agenda, Decided, Experiment, GuardrailCheck, Insight, KeyResultCheck, Span, Standing, StarCheck,
};
use crate::score::{Bands, Figures, GuardrailState, Scorecard, Status, Verdict, amount, limits};
use chrono::Datelike as _;
use json::json;
use month::{dashboard, model};
use quarter::{grades, looking_back};

/// What a review is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a page or a comment.
    Markdown,
    /// For programs, version 1.
    Json,
}

/// A review in a format. Ends with a line break.
#[must_use]
pub fn render(agenda: &Agenda<'_>, card: &Scorecard, format: Format) -> String {
    match format {
        Format::Markdown => markdown(agenda, card),
        Format::Json => json(agenda, card),
    }
}

fn markdown(agenda: &Agenda<'_>, card: &Scorecard) -> String {
    let mut out = heading(agenda, card);
    out.push_str(&north_star(agenda, card));
    if let Some(back) = &agenda.quarter {
        out.push_str(&grades(back, card));
    }
    out.push_str(&key_results(agenda, card));
    out.push_str(&guardrails(agenda));
    if let Some(month) = &agenda.month {
        out.push_str(&dashboard(month, card.is_filtered()));
    }
    out.push_str(&experiments(agenda));
    out.push_str(&insights(agenda));
    if let Some(month) = &agenda.month {
        out.push_str(&model(month, card.bands));
    }
    if let Some(back) = &agenda.quarter {
        out.push_str(&looking_back(back));
    }
    out.push_str(&decisions(agenda));
    out.push_str(&next(agenda));
    out
}

/// `## Week of 16 November · booking`, and how it stands.
fn heading(agenda: &Agenda<'_>, card: &Scorecard) -> String {
    let span = match agenda.span {
        Span::Week => {
            let monday = card.as_of.plus_days(-i64::from(card.as_of.0.weekday().num_days_from_monday()));
            format!("Week of {}", monday.long())
        }
        Span::Month => format!("Four weeks to {}", card.as_of.long()),
        Span::Quarter => format!("Quarter {}", card.quarter),
    };
    let team = card.filter.team.as_ref().map_or(String::new(), |team| format!(" · {}", inert(team)));
    let standing = &agenda.standing;
    let mut parts = Vec::new();
    parts.push(match standing.score {
        None => "no score yet".to_owned(),
        Some(score) => {
            let was = standing.was.map(|was| score - was).filter(|_| agenda.span != Span::Quarter);
            let others = others_count(standing);
            let change = was.map_or(String::new(), |change| {
                format!(" ({} since {}{others})", signed(change), agenda.since.short())
            });
            format!("**{}**{change}", card.bands.text(score))
        }
    });
    let first = standing.first_agreed.map(|score| card.bands.text(score));
    parts.extend(first.map(|score| format!("{score} against what was agreed at first")));
    parts.push(standing.status.name().to_owned());
    parts.extend(match standing.breached {
        0 => None,
        1 => Some("1 guardrail breached".to_owned()),
        count => Some(format!("{count} guardrails breached")),
    });
    let days = card.last_day.days_since(card.first_day) + 1;
    let day = card.as_of.days_since(card.first_day) + 1;
    if (1..=days).contains(&day) {
        parts.push(format!("day {day} of {days} of {}", card.quarter));
    }
    format!("## {span}{team}\n\n{}\n", parts.join(" · "))
}

/// `; 1 more counts, 2 no longer do`: what a change of the score is due to beside progress.
fn others_count(standing: &Standing) -> String {
    let more = |count: usize| match count {
        1 => "1 more counts".to_owned(),
        count => format!("{count} more count"),
    };
    let fewer = |count: usize| match count {
        1 => "1 no longer counts".to_owned(),
        count => format!("{count} no longer count"),
    };
    let more = (standing.counted_since > 0).then(|| more(standing.counted_since));
    let fewer = (standing.no_longer_counted > 0).then(|| fewer(standing.no_longer_counted));
    let parts: Vec<String> = more.into_iter().chain(fewer).collect();
    if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) }
}

/// `+0.04`, `-0.10`, `±0.00`.
fn signed(change: f64) -> String {
    if change.abs() < 0.005 { "±0.00".to_owned() } else { format!("{change:+.2}") }
}

fn minutes(agenda: &Agenda<'_>, minutes: usize) -> String {
    if agenda.span == Span::Week { format!(" · {minutes} min") } else { String::new() }
}

fn north_star(agenda: &Agenda<'_>, card: &Scorecard) -> String {
    let mut out = format!("\n### North star{}\n\n", minutes(agenda, 5));
    let Some(check) = &agenda.north_star else {
        out.push_str("No north star is defined: `okr explain north-star-count`.\n");
        return out;
    };
    let star = &check.card;
    let Some(current) = &star.current else {
        out.push_str(&format!("{} has no reading yet.\n", inert(&star.name)));
        return out;
    };
    let was = check.was.as_ref().filter(|was| was.day < current.day && star.counted.is_none());
    let change = was.map(|was| {
        let by = current.value.value() - was.value.value();
        let sign = if by > 0.0 { "+" } else { "" };
        format!(" ({sign}{})", inert(&amount(by, &current.value)))
    });
    let mut facts = vec![format!(
        "{} **{}**{}",
        inert(&star.name),
        inert(&metric_value(star)),
        change.unwrap_or_default()
    )];
    facts.extend(star.target.as_ref().map(|target| format!("target {}", inert(target.text()))));
    facts.extend(star.status.map(|_| metric_standing(star)));
    facts.extend(star.likely.as_ref().map(|likely| inert(&likely.words())));
    out.push_str(&format!("{}.", facts.join(", ")));
    out.push_str(&streak(check));
    let old = card.as_of.days_since(current.day);
    if old > 7 {
        out.push_str(&format!(" The latest reading is {old} days old."));
    }
    out.push('\n');
    out
}

/// ` Up four times running.`
fn streak(check: &StarCheck) -> String {
    const TIMES: [&str; 9] = [
        "",
        "once",
        "twice",
        "three times",
        "four times",
        "five times",
        "six times",
        "seven times",
        "eight times",
    ];
    let Some((count, verdict)) = check.streak.filter(|(count, _)| *count > 1) else { return String::new() };
    let times = TIMES.get(count).map_or(format!("{count} times"), |times| (*times).to_owned());
    let way = match verdict {
        Verdict::Better => "Better",
        Verdict::Worse => "Worse",
        Verdict::Flat => "Unchanged",
    };
    format!(" {way} {times} running.")
}

fn key_results(agenda: &Agenda<'_>, card: &Scorecard) -> String {
    let mut out = format!("\n### Key results{}\n", minutes(agenda, 15));
    if agenda.key_results.is_empty() {
        out.push_str("\nNo key results are in this quarter.\n");
        return out;
    }
    let rows: Vec<_> =
        agenda.key_results.iter().map(|check| key_result(check, card.bands, agenda.span)).collect();
    let titles = ["Key result", "Now", "Target", "Change", "Score", "Status", "To talk about"];
    out.push_str(&table(titles, [false, true, true, true, false, false, false], &rows));
    out
}

fn key_result(check: &KeyResultCheck<'_>, bands: Bands, span: Span) -> [String; 7] {
    let card = &check.card;
    let wanted = match &card.figures {
        Figures::Move { target, .. } => {
            target.as_ref().map_or("-".to_owned(), |target| target.text().to_owned())
        }
        Figures::Hold { at_least, at_most } => limits(at_least.as_ref(), at_most.as_ref()),
    };
    let change = match (&check.was, &card.value) {
        (Some(was), Some(now)) if was.value() != now.value() => {
            let by = now.value() - was.value();
            let sign = if by > 0.0 { "+" } else { "" };
            format!("{sign}{}", amount(by, now))
        }
        (Some(_), Some(_)) => "none".to_owned(),
        (None, Some(_)) if span != Span::Quarter => "new".to_owned(),
        _ => "-".to_owned(),
    };
    let mut score = card.score.map_or("-".to_owned(), |score| bands.text(score));
    // A grade says how it ends.
    if let Some(end) = card.projected.as_ref().filter(|_| !matches!(card.status, Status::Closed(_))) {
        score.push_str(&format!("<br>{}", inert(&end.words(bands))));
    }
    let first = original(bands, card).map(|first| format!("moved: {first}"));
    let talk = first.into_iter().chain(late(card)).chain(check.talk.iter().cloned());
    let talk: Vec<String> = talk.map(|talk| inert(&talk)).collect();
    [
        inert(&card.key_result),
        card.value.as_ref().map_or("-".to_owned(), |value| inert(value.text())),
        inert(&wanted),
        inert(&change),
        score,
        status_word(card.status),
        talk.join("; "),
    ]
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

fn guardrails(agenda: &Agenda<'_>) -> String {
    if agenda.guardrails.is_empty() {
        return String::new();
    }
    let row = |check: &GuardrailCheck| {
        let card = &check.card;
        let change = match (&check.reading_was, &card.latest) {
            (Some(was), Some(now)) if was.day < now.day => {
                let by = now.value.value() - was.value.value();
                let sign = if by > 0.0 { "+" } else { "" };
                format!("{sign}{}", amount(by, &now.value))
            }
            _ => "-".to_owned(),
        };
        let was = check.was.filter(|was| *was != card.state);
        let was = was.map_or(String::new(), |was| format!(", was {}", was.name()));
        let note = if card.state == GuardrailState::Ok { String::new() } else { inert(&card.reason) };
        [
            inert(&card.name),
            card.latest.as_ref().map_or("-".to_owned(), |latest| inert(latest.value.text())),
            inert(&change),
            format!("{}{was}", guardrail_word(card.state)),
            note,
        ]
    };
    let rows: Vec<_> = agenda.guardrails.iter().map(row).collect();
    let titles = ["Guardrail", "Latest", "Change", "Status", "Notes"];
    format!(
        "\n### Guardrails{}\n{}",
        minutes(agenda, 5),
        table(titles, [false, true, true, false, false], &rows)
    )
}

fn experiments(agenda: &Agenda<'_>) -> String {
    if agenda.experiments.is_empty() {
        return String::new();
    }
    let row = |experiment: &Experiment| {
        let bet = &experiment.bet;
        let on: Vec<String> = bet.bets_on.iter().map(|id| inert(id)).collect();
        let weeks = experiment.days.map(|days| days / 7);
        let stands = match (&bet.result, bet.status, weeks) {
            (Some(result), ..) => inert(result),
            (None, Some(InitiativeStatus::Active), Some(1)) => "on for a week".to_owned(),
            (None, Some(InitiativeStatus::Active), Some(weeks)) if weeks > 1 => {
                format!("on for {weeks} weeks")
            }
            (None, Some(status), _) => status.name().to_owned(),
            (None, None, _) => "-".to_owned(),
        };
        [
            inert(&bet.title),
            on.join(", "),
            stands,
            bet.decision.map_or("-", |decision| decision.name()).to_owned(),
        ]
    };
    let rows: Vec<_> = agenda.experiments.iter().map(row).collect();
    let titles = ["Bet", "On", "Result", "Decision"];
    format!("\n### Experiments{}\n{}", minutes(agenda, 10), table(titles, [false; 4], &rows))
}

fn insights(agenda: &Agenda<'_>) -> String {
    let mut out = format!("\n### Insights and suggested actions{}\n\n", minutes(agenda, 10));
    if agenda.insights.is_empty() {
        out.push_str(&format!("- {} What do you see?\n", nothing_else(agenda)));
    }
    for Insight { about, text, action, source } in &agenda.insights {
        let about = if about.is_empty() { String::new() } else { format!("**{}**: ", inert(about)) };
        let action = action.as_ref().map_or(String::new(), |action| format!("; {}", inert_sentence(action)));
        out.push_str(&format!("- {about}{}{action} ({}).\n", inert_sentence(text), inert(source)));
    }
    match agenda.more_insights {
        0 => {}
        1 => out.push_str("- And 1 more: `okr check`, `okr forecast`.\n"),
        more => out.push_str(&format!("- And {more} more: `okr check`, `okr forecast`.\n")),
    }
    out
}

/// That no rule and no number adds anything to the tables, which may be bad enough.
fn nothing_else(agenda: &Agenda<'_>) -> String {
    let count = |wanted: &[Status]| {
        agenda.key_results.iter().filter(|check| wanted.contains(&check.card.status)).count()
    };
    let unread = |check: &&GuardrailCheck| check.card.state == GuardrailState::Stale;
    let parts = [
        (count(&[Status::OffTrack]), "key result", "off track"),
        (count(&[Status::Stale, Status::NoData]), "key result", "without a recent value"),
        (agenda.guardrails.iter().filter(unread).count(), "guardrail", "without a recent reading"),
    ];
    let told = |(count, one, how): &(usize, &str, &str)| format!("{} {how}", counted(*count, one));
    let told: Vec<String> = parts.iter().filter(|(count, ..)| *count > 0).map(told).collect();
    match told.is_empty() {
        true => "Nothing stands out by the rules and the numbers.".to_owned(),
        false => format!("Nothing beside what the tables show: {}.", told.join(", ")),
    }
}

fn decisions(agenda: &Agenda<'_>) -> String {
    let mut out = "\n### Decisions\n\n".to_owned();
    for Decided { day, about, what, reason } in &agenda.decisions {
        let day = day.map_or(String::new(), |day| format!("{}: ", day.short()));
        let reason = reason.as_ref().map_or(String::new(), |reason| format!(" ({})", inert(reason)));
        out.push_str(&format!("- {day}**{}**: {}{reason}\n", inert(about), inert(what)));
    }
    out.push_str("- [ ] …\n");
    out
}

fn next(agenda: &Agenda<'_>) -> String {
    let title = match agenda.span {
        Span::Week => "Next week",
        Span::Month => "Next four weeks",
        Span::Quarter => "Next quarter",
    };
    let mut out = format!("\n### {title}\n\n");
    agenda.next.iter().for_each(|task| out.push_str(&markdown_line(task)));
    match agenda.more_next {
        0 => {}
        more => out.push_str(&format!("- And {more} more: `okr todo`\n")),
    }
    out.push_str("- [ ] …\n");
    out
}
