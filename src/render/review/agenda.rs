//! A review as Markdown, for a meeting's page or a comment in a pull request, and as JSON.

use super::chain;
use super::word;
use crate::goals::values::InitiativeStatus;
use crate::render::json::{JsonValue, value};
use crate::render::markdown::{inert, inert_sentence, table};
use crate::render::scorecard::draw::{short, sparkline, standing as metric_standing, trend};
use crate::review::{
    Agenda, Decided, Experiment, GuardrailCheck, Insight, Item, KeyResultCheck, LookingBack, Month, Span,
    StarCheck,
};
use crate::score::{
    Band, Bands, Calibration, Figures, GuardrailState, MetricCard, MetricStatus, Scorecard, Status, Verdict,
    amount, limits,
};
use chrono::Datelike as _;
use schemars::JsonSchema;
use serde::Serialize;

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
pub fn render(agenda: &Agenda, card: &Scorecard, format: Format) -> String {
    match format {
        Format::Markdown => markdown(agenda, card),
        Format::Json => json(agenda, card),
    }
}

fn markdown(agenda: &Agenda, card: &Scorecard) -> String {
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
fn heading(agenda: &Agenda, card: &Scorecard) -> String {
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
            let change = was.map_or(String::new(), |change| {
                format!(" ({} since {})", signed(change), agenda.since.short())
            });
            format!("**{}**{change}", card.bands.text(score))
        }
    });
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

/// `+0.04`, `-0.10`, `±0.00`.
fn signed(change: f64) -> String {
    if change.abs() < 0.005 { "±0.00".to_owned() } else { format!("{change:+.2}") }
}

fn minutes(agenda: &Agenda, minutes: usize) -> String {
    if agenda.span == Span::Week { format!(" · {minutes} min") } else { String::new() }
}

fn north_star(agenda: &Agenda, card: &Scorecard) -> String {
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
    let change = check.was.as_ref().filter(|was| was.day < current.day).map(|was| {
        let by = current.value.value() - was.value.value();
        let sign = if by > 0.0 { "+" } else { "" };
        format!(" ({sign}{})", inert(&amount(by, &current.value)))
    });
    let mut facts = vec![format!(
        "{} **{}**{}",
        inert(&star.name),
        inert(current.value.text()),
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

fn status_word(status: Status) -> String {
    let icon = match status {
        Status::OnTrack | Status::Done | Status::Closed(Band::Delivered) => "🟢",
        Status::AtRisk | Status::Stale | Status::Closed(Band::Progressed) => "🟡",
        Status::OffTrack | Status::Closed(Band::Missed) => "🔴",
        Status::Early | Status::NoData | Status::Cancelled => "⚪",
    };
    format!("{icon} {}", status.name())
}

fn key_results(agenda: &Agenda, card: &Scorecard) -> String {
    let mut out = format!("\n### Key results{}\n", minutes(agenda, 15));
    if agenda.key_results.is_empty() {
        out.push_str("\nNo key results are in this quarter.\n");
        return out;
    }
    let rows: Vec<_> = agenda.key_results.iter().map(|check| key_result(check, card.bands)).collect();
    let titles = ["Key result", "Now", "Target", "Change", "Score", "Status", "To talk about"];
    out.push_str(&table(titles, [false, true, true, true, false, false, false], &rows));
    out
}

fn key_result(check: &KeyResultCheck, bands: Bands) -> [String; 7] {
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
        (None, Some(_)) => "new".to_owned(),
        _ => "-".to_owned(),
    };
    let mut score = card.score.map_or("-".to_owned(), |score| bands.text(score));
    if let Some(end) = &card.projected {
        score.push_str(&format!("<br>{}", inert(&end.words(bands))));
    }
    let talk: Vec<String> = check.talk.iter().map(|talk| inert(talk)).collect();
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

fn guardrails(agenda: &Agenda) -> String {
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

/// The balanced dashboard: leading metrics weekly, lagging ones monthly.
fn dashboard(month: &Month, is_filtered: bool) -> String {
    let rows = |metrics: &[MetricCard]| -> Vec<[String; 5]> {
        let row = |metric: &MetricCard| {
            let icon = match metric.status {
                Some(MetricStatus::OnTarget) => "🟢 ",
                Some(MetricStatus::Near) => "🟡 ",
                Some(MetricStatus::Off) => "🔴 ",
                None => "",
            };
            let moved = metric.trend.as_ref().map(trend);
            let likely = metric.likely.as_ref().map(|likely| inert(&likely.words()));
            [
                inert(&metric.name),
                metric.current.as_ref().map_or("-".to_owned(), |current| inert(current.value.text())),
                metric.target.as_ref().map_or("-".to_owned(), |target| inert(target.text())),
                format!("{icon}{}", metric_standing(metric)),
                moved.into_iter().chain(likely).collect::<Vec<_>>().join("; "),
            ]
        };
        metrics.iter().map(row).collect()
    };
    let titles = ["Metric", "Current", "Target", "Status", "Trend"];
    let right = [false, true, true, false, false];
    let part = |name: &str, metrics: &[MetricCard]| {
        if metrics.is_empty() && is_filtered {
            format!("\n**{name}**: none of those shown here.\n")
        } else if metrics.is_empty() {
            format!("\n**{name}**: none. `okr explain unbalanced-dashboard` says why both are needed.\n")
        } else {
            format!("\n**{name}**\n{}", table(titles, right, &rows(metrics)))
        }
    };
    format!(
        "\n### Balanced dashboard\n{}{}",
        part("Leading, looked at weekly", &month.leading),
        part("Lagging, looked at monthly", &month.lagging)
    )
}

fn experiments(agenda: &Agenda) -> String {
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

fn insights(agenda: &Agenda) -> String {
    let mut out = format!("\n### Insights and suggested actions{}\n\n", minutes(agenda, 10));
    if agenda.insights.is_empty() {
        out.push_str("- Nothing stands out by the rules and the numbers. What do you see?\n");
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

/// Whether the model still holds, and how sure people are.
fn model(month: &Month, bands: Bands) -> String {
    let mut out = "\n### Does the chain hold?\n\n".to_owned();
    out.push_str(&format!("{}\n\n", inert(&chain::verdict(&month.chain.verdict, bands))));
    for link in &month.chain.links {
        let names = format!("**{} → {}**", inert(&link.driver_name), inert(&link.driven_name));
        out.push_str(&format!("- {names}: {}\n", inert(&chain::found(link))));
    }
    out.push_str("\n### Questions to the input model\n\n");
    if month.questions.is_empty() {
        out.push_str("- Which number surprised you this month, and does the model have a place for it?\n");
    }
    month.questions.iter().for_each(|question| out.push_str(&format!("- {}\n", inert(question))));
    if !month.confidence.is_empty() {
        let row = |(address, said): &(String, Vec<(crate::goals::Day, u8)>)| {
            let values: Vec<f64> = said.iter().map(|(_, confidence)| f64::from(*confidence)).collect();
            let ends = said.first().zip(said.last());
            let ends = ends.map(|((_, first), (day, last))| format!("{first} → {last} on {}", day.short()));
            [inert(&short(address)), sparkline(&values, true), ends.unwrap_or_default()]
        };
        let rows: Vec<_> = month.confidence.iter().map(row).collect();
        out.push_str(&format!(
            "\n### Confidence\n{}",
            table(["Key result", "Check-in by check-in", "From, to"], [false; 3], &rows)
        ));
    }
    out
}

fn grades(back: &LookingBack, card: &Scorecard) -> String {
    let bands = card.bands;
    let score = |score: Option<f64>| score.map_or("-".to_owned(), |score| bands.text(score));
    let mut titles =
        vec!["Team".to_owned(), card.quarter.to_string(), "Band".to_owned(), "First agreed".to_owned()];
    let before = back.teams.first().map_or(&[][..], |team| &team.before);
    titles.extend(before.iter().map(|(quarter, _)| quarter.to_string()));
    let mut out = format!("\n### Grades\n\n| {} |\n", titles.join(" | "));
    let rule: Vec<&str> =
        (0..titles.len()).map(|at| if at == 0 || at == 2 { "---" } else { "---:" }).collect();
    out.push_str(&format!("| {} |\n", rule.join(" | ")));
    for team in &back.teams {
        let band = team.band.map_or("⚪ no data".to_owned(), |band| status_word(Status::Closed(band)));
        let mut cells = vec![inert(&team.team), score(team.score), band];
        cells.push(team.first_agreed.map_or("the same".to_owned(), |score| bands.text(score)));
        cells.extend(team.before.iter().map(|(_, before)| score(*before)));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    let mut words = Vec::new();
    words.extend(
        (back.promises.made > 0)
            .then(|| format!("Promises kept: {} of {}.", back.promises.kept, back.promises.made)),
    );
    words.extend(back.stretch.map(|mean| {
        let judged = match back.calibration {
            Some(Calibration::HealthyStretch) => ", a healthy stretch",
            Some(Calibration::OverReached) => ", over-reached",
            Some(Calibration::TooConservative) => ", too conservative",
            _ => "",
        };
        format!("Stretch goals {} on average{judged}.", bands.text(mean))
    }));
    if !words.is_empty() {
        out.push_str(&format!("\n{}\n", words.join(" ")));
    }
    out
}

fn looking_back(back: &LookingBack) -> String {
    let mut out = String::new();
    if !back.confidence.is_empty() {
        out.push_str("\n### Was confidence right?\n\nOver all quarters that have ended: who says 7 should deliver seven times in ten.\n");
        let mut rows = Vec::new();
        for of in &back.confidence {
            for level in &of.levels {
                let share = 100.0 * level.delivered as f64 / level.all as f64;
                let few = if level.all < 10 { ", too few to say" } else { "" };
                rows.push([
                    of.team.as_ref().map_or("everybody".to_owned(), |team| inert(team)),
                    format!("{}–{}", level.low, level.high),
                    format!("{} of {}", level.delivered, level.all),
                    format!("{share:.0}%, said {:.0}%{few}", level.mean * 10.0),
                ]);
            }
        }
        let titles = ["", "Confidence at the start", "Delivered", "Share"];
        out.push_str(&table(titles, [false, true, true, false], &rows));
    }
    if !back.bets.is_empty() {
        let row =
            |bets: &crate::review::BetsOf| [inert(&bets.team), format!("{} of {}", bets.paid_off, bets.all)];
        let rows: Vec<_> = back.bets.iter().map(row).collect();
        out.push_str("\n### Did bets pay off?\n\nBets of which a key result they were on was delivered, over all quarters that have ended.\n");
        out.push_str(&table(["Team", "Paid off"], [false, true], &rows));
    }
    out.push_str("\n### What was learned\n\n");
    for (address, text) in &back.learned {
        out.push_str(&format!("- **{}**: {}\n", inert(&short(address)), inert(text)));
    }
    for address in &back.silent {
        out.push_str(&format!(
            "- **{}**: nothing was written down yet (`reflection:`).\n",
            inert(&short(address))
        ));
    }
    if back.learned.is_empty() && back.silent.is_empty() {
        out.push_str("- \n");
    }
    out
}

fn decisions(agenda: &Agenda) -> String {
    let mut out = "\n### Decisions\n\n".to_owned();
    for Decided { day, about, what, reason } in &agenda.decisions {
        let day = day.map_or(String::new(), |day| format!("{}: ", day.short()));
        let reason = reason.as_ref().map_or(String::new(), |reason| format!(" ({})", inert(reason)));
        out.push_str(&format!("- {day}**{}**: {}{reason}\n", inert(about), inert(what)));
    }
    out.push_str("- [ ] …\n");
    out
}

fn next(agenda: &Agenda) -> String {
    let title = match agenda.span {
        Span::Week => "Next week",
        Span::Month => "Next four weeks",
        Span::Quarter => "Next quarter",
    };
    let mut out = format!("\n### {title}\n\n");
    for Item { concern, address, name, owner, next, .. } in &agenda.next {
        let name = if address.contains('/') { short(address) } else { name.clone() };
        let owner = owner.as_ref().map_or(String::new(), |owner| format!(" ({})", inert(owner)));
        let next = if next.is_empty() { String::new() } else { format!(": {}", inert(next)) };
        out.push_str(&format!("- [ ] {} **{}**{owner}{next}\n", concern.name(), inert(&name)));
    }
    out.push_str("- [ ] …\n");
    out
}

/// What `okr review` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr review")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    /// `week`, `month` or `quarter`.
    span: &'static str,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The day it looks back to.
    #[schemars(extend("format" = "date"))]
    since: String,
    /// The one team it is about; null for all.
    team: Option<&'c str>,
    score: Option<f64>,
    score_before: Option<f64>,
    status: String,
    breached_guardrails: usize,
    north_star: Option<JsonStar<'c>>,
    key_results: Vec<JsonKeyResult<'c>>,
    guardrails: Vec<JsonGuardrail<'c>>,
    experiments: Vec<JsonExperiment<'c>>,
    insights: Vec<JsonInsight<'c>>,
    decisions: Vec<JsonDecided<'c>>,
    /// What needs somebody next.
    next: Vec<JsonNext<'c>>,
    /// Of `--month` only.
    questions: Option<&'c [String]>,
    /// Of `--quarter` only.
    learned: Option<Vec<JsonLearned<'c>>>,
    /// How often a confidence at the start was right; of `--quarter` only.
    confidence: Option<Vec<JsonConfidence<'c>>>,
    /// How often bets paid off; of `--quarter` only.
    bets: Option<Vec<JsonBets<'c>>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StarCheck")]
struct JsonStar<'c> {
    metric: &'c str,
    current: Option<JsonValue<'c>>,
    before: Option<JsonValue<'c>>,
    target: Option<JsonValue<'c>>,
    low: Option<JsonValue<'c>>,
    high: Option<JsonValue<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "KeyResultCheck")]
struct JsonKeyResult<'c> {
    address: &'c str,
    key_result: &'c str,
    current: Option<JsonValue<'c>>,
    before: Option<JsonValue<'c>>,
    score: Option<f64>,
    score_before: Option<f64>,
    status: String,
    /// What to talk about.
    talk: &'c [String],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GuardrailCheck")]
struct JsonGuardrail<'c> {
    metric: &'c str,
    state: String,
    state_before: Option<String>,
    reason: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Experiment")]
struct JsonExperiment<'c> {
    title: &'c str,
    team: &'c str,
    bets_on: &'c [String],
    status: Option<&'static str>,
    result: Option<&'c str>,
    decision: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Insight")]
struct JsonInsight<'c> {
    about: &'c str,
    text: &'c str,
    action: Option<&'c str>,
    /// The rule or the number that it comes from.
    source: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Decided")]
struct JsonDecided<'c> {
    #[schemars(extend("format" = "date"))]
    date: Option<String>,
    about: &'c str,
    what: &'c str,
    reason: Option<&'c str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Next")]
struct JsonNext<'c> {
    concern: String,
    address: &'c str,
    owner: Option<&'c str>,
    next: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Learned")]
struct JsonLearned<'c> {
    objective: &'c str,
    reflection: &'c str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Confidence")]
struct JsonConfidence<'c> {
    /// Null for everybody.
    team: Option<&'c str>,
    low: u8,
    high: u8,
    all: usize,
    delivered: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Bets")]
struct JsonBets<'c> {
    team: &'c str,
    all: usize,
    paid_off: usize,
}

fn json(agenda: &Agenda, card: &Scorecard) -> String {
    crate::render::json::pretty(&Output {
        version: 1,
        span: match agenda.span {
            Span::Week => "week",
            Span::Month => "month",
            Span::Quarter => "quarter",
        },
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        since: agenda.since.to_string(),
        team: card.filter.team.as_deref(),
        score: agenda.standing.score,
        score_before: agenda.standing.was,
        status: word(agenda.standing.status.name()),
        breached_guardrails: agenda.standing.breached,
        north_star: agenda.north_star.as_ref().map(json_star),
        key_results: agenda.key_results.iter().map(json_key_result).collect(),
        guardrails: agenda.guardrails.iter().map(json_guardrail).collect(),
        experiments: agenda.experiments.iter().map(json_experiment).collect(),
        insights: agenda.insights.iter().map(json_insight).collect(),
        decisions: agenda.decisions.iter().map(json_decided).collect(),
        next: agenda.next.iter().map(json_next).collect(),
        questions: agenda.month.as_ref().map(|month| month.questions.as_slice()),
        learned: agenda.quarter.as_ref().map(|back| {
            let learned = back.learned.iter();
            learned.map(|(objective, reflection)| JsonLearned { objective, reflection }).collect()
        }),
        confidence: agenda.quarter.as_ref().map(json_confidence),
        bets: agenda.quarter.as_ref().map(|back| {
            let bets = back.bets.iter();
            bets.map(|bets| JsonBets { team: &bets.team, all: bets.all, paid_off: bets.paid_off }).collect()
        }),
    })
}

fn json_star(check: &StarCheck) -> JsonStar<'_> {
    let likely = check.card.likely.as_ref();
    JsonStar {
        metric: &check.card.id,
        current: check.card.current.as_ref().map(|current| value(&current.value)),
        before: check.was.as_ref().map(|was| value(&was.value)),
        target: check.card.target.as_ref().map(value),
        low: likely.map(|likely| value(&likely.low)),
        high: likely.map(|likely| value(&likely.high)),
    }
}

fn json_key_result(check: &KeyResultCheck) -> JsonKeyResult<'_> {
    JsonKeyResult {
        address: &check.card.address,
        key_result: &check.card.key_result,
        current: check.card.value.as_ref().map(value),
        before: check.was.as_ref().map(value),
        score: check.card.score,
        score_before: check.score_was,
        status: word(check.card.status.name()),
        talk: &check.talk,
    }
}

fn json_guardrail(check: &GuardrailCheck) -> JsonGuardrail<'_> {
    JsonGuardrail {
        metric: &check.card.metric,
        state: word(check.card.state.name()),
        state_before: check.was.map(|was| word(was.name())),
        reason: &check.card.reason,
    }
}

fn json_experiment(experiment: &Experiment) -> JsonExperiment<'_> {
    let bet = &experiment.bet;
    JsonExperiment {
        title: &bet.title,
        team: &experiment.team,
        bets_on: &bet.bets_on,
        status: bet.status.map(InitiativeStatus::name),
        result: bet.result.as_deref(),
        decision: bet.decision.map(|decision| decision.name()),
    }
}

fn json_insight(insight: &Insight) -> JsonInsight<'_> {
    JsonInsight {
        about: &insight.about,
        text: &insight.text,
        action: insight.action.as_deref(),
        source: &insight.source,
    }
}

fn json_decided(decided: &Decided) -> JsonDecided<'_> {
    JsonDecided {
        date: decided.day.map(|day| day.to_string()),
        about: &decided.about,
        what: &decided.what,
        reason: decided.reason.as_deref(),
    }
}

fn json_next(item: &Item) -> JsonNext<'_> {
    JsonNext {
        concern: word(item.concern.name()),
        address: &item.address,
        owner: item.owner.as_deref(),
        next: &item.next,
    }
}

fn json_confidence(back: &LookingBack) -> Vec<JsonConfidence<'_>> {
    let mut all = Vec::new();
    for of in &back.confidence {
        all.extend(of.levels.iter().map(|level| JsonConfidence {
            team: of.team.as_deref(),
            low: level.low,
            high: level.high,
            all: level.all,
            delivered: level.delivered,
        }));
    }
    all
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
