//! What every format says in the same words.

use crate::goals::values::{Aggregate, Ambition, Better};
use crate::quantity::same;
use crate::render::visible;
use crate::score::metric::NEAR;
use crate::score::{
    Band, Bands, Calibration, Figures, KeyResultCard, Means, MetricCard, MetricStatus, ObjectiveCard,
    Promises, Reading, Removed, Scorecard, Status, TeamCard, Trend, Verdict, Weakest, limits,
};

/// `0.50`, or `no data`.
pub(in crate::render) fn score(bands: Bands, score: Option<f64>) -> String {
    score.map_or("no data".to_owned(), |score| bands.text(score))
}

/// The score that counts of a key result, or counted when it was cancelled.
pub(in crate::render) fn score_of(bands: Bands, card: &KeyResultCard) -> String {
    match card.score.or(card.stood_at) {
        None if card.cancelled.is_some() => "-".to_owned(),
        shown => score(bands, shown),
    }
}

/// The words after a score: `(125%)`, `(below baseline)`, `(by hand)`.
pub(in crate::render) fn remark(card: &KeyResultCard) -> Option<String> {
    if card.cancelled.is_some() {
        return Some("(cancelled)".to_owned());
    }
    if card.is_by_hand() {
        return Some("(by hand)".to_owned());
    }
    match card.ratio {
        _ if card.no_data.is_some() && card.score.is_some() => Some("(no data)".to_owned()),
        // A total begins at nothing, whatever the total before it was.
        Some(ratio) if ratio < 0.0 && card.aggregate == Aggregate::Sum => None,
        Some(ratio) if ratio < 0.0 => Some("(below baseline)".to_owned()),
        // Anything that rounds to 100% is just 1.00.
        Some(ratio) if ratio >= 1.005 => Some(format!("({:.0}%)", ratio * 100.0)),
        _ => None,
    }
}

/// The score a revised key result would have against its first numbers.
pub(in crate::render) fn original(bands: Bands, card: &KeyResultCard) -> Option<String> {
    let original = card.original.as_ref()?;
    let score = score(bands, original.score);
    let first = match (&original.figures, &card.figures) {
        (first, today) if first == today => {
            return original
                .aggregate
                .map(|aggregate| format!("counted {} at first: {score}", counted(aggregate)));
        }
        (
            Figures::Move { baseline: Some(from), target: Some(to) },
            Figures::Move { baseline: Some(now), .. },
        ) if !same(from, now) => {
            format!("numbers, {} to {}", from.text(), to.text())
        }
        (Figures::Move { target: Some(target), .. }, _) => format!("target, {}", target.text()),
        (Figures::Move { target: None, .. }, _) => return None,
        (Figures::Hold { at_least, at_most }, _) => {
            format!("limit, {}", limits(at_least.as_ref(), at_most.as_ref()))
        }
    };
    let counted = original.aggregate.map(|aggregate| format!(", counted {}", counted(aggregate)));
    Some(format!("against the first {}{}: {score}", plain(&first), counted.unwrap_or_default()))
}

/// How several values count, after `counted`.
fn counted(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Sum => "in all",
        Aggregate::Mean => "on average",
        Aggregate::Worst => "at worst",
        Aggregate::Last => "by the last value",
        Aggregate::Share => "by how often the limit held",
    }
}

/// That it, or its numbers, came late.
pub(in crate::render) fn late(card: &KeyResultCard) -> Option<String> {
    let Some(added) = card.added.as_ref() else {
        return card.filled_in.map(|day| format!("its numbers were first written on {}", day.short()));
    };
    let reason = added.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
    Some(match added.day {
        Some(day) => format!("added on {}{reason}", day.short()),
        None => "added after the goals were agreed".to_owned(),
    })
}

/// `removed since it was agreed: Raise NPS from 20 to 40 (nobody measures it); stood at 0.27`
pub(in crate::render) fn removed(bands: Bands, removed: &Removed) -> String {
    let reason = removed.reason.as_ref().map_or_else(String::new, |reason| format!(" ({})", plain(reason)));
    let stood = removed.score.map_or_else(String::new, |score| format!("; stood at {}", bands.text(score)));
    format!("removed since it was agreed: {}{reason}{stood}", plain(&removed.key_result))
}

/// What the numbers of a grade do not say: a grade by hand, or why there is none.
pub(in crate::render) fn not_by_numbers(bands: Bands, card: &KeyResultCard) -> Option<String> {
    let by_hand = card.by_hand.as_ref();
    match (&card.no_data, by_hand.and_then(|grade| grade.reason.as_ref())) {
        (_, Some(reason)) if card.is_by_hand() => {
            Some(format!("by hand, computed {}: {}", score(bands, card.computed), plain(reason)))
        }
        (Some(no_data), _) => Some(plain(&no_data.to_string())),
        (None, None) if by_hand.is_some() => {
            Some("the grade set by hand does not count: it has no reason".to_owned())
        }
        _ => aged(card),
    }
}

/// That a grade goes by a value from long before the end, unless that has reached its target.
pub(in crate::render) fn aged(card: &KeyResultCard) -> Option<String> {
    let (day, age) = card.aged.filter(|_| card.score.is_some_and(|score| score < 1.0))?;
    Some(format!("by the value of {}, {age} days before the end", day.short()))
}

/// What is to be known of an objective beside its sentence and score.
pub(in crate::render) fn objective_facts(bands: Bands, objective: &ObjectiveCard) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(ambition(objective));
    facts.extend(objective.cancelled.as_ref().map(|_| plain(&objective.standing.reason)));
    facts.extend(left_out(objective));
    facts.extend(guardrails_left_out(objective));
    facts.extend(other_means(bands, &objective.means));
    facts
}

/// That it is a promise, or was another thing when it was agreed.
pub(in crate::render) fn ambition(objective: &ObjectiveCard) -> Option<String> {
    let is_promise = objective.ambition == Ambition::Committed;
    match objective.first_ambition {
        Some(first) => Some(format!("{}, {} at first", objective.ambition.name(), first.name())),
        None => is_promise.then(|| objective.ambition.name().to_owned()),
    }
}

/// Where it should end: the target, or the limits to hold.
pub(in crate::render) fn wanted(card: &KeyResultCard) -> String {
    match &card.figures {
        Figures::Move { target, .. } => {
            target.as_ref().map_or("-".to_owned(), |target| target.text().to_owned())
        }
        Figures::Hold { at_least, at_most } => limits(at_least.as_ref(), at_most.as_ref()),
    }
}

/// A reading's value, or a dash.
pub(in crate::render) fn value(reading: Option<&Reading>) -> String {
    reading.map_or("-".to_owned(), |reading| plain(reading.value.text()))
}

/// What counts of a key result's readings, or a dash.
pub(in crate::render) fn current(card: &KeyResultCard) -> String {
    let Some(value) = &card.value else { return value(card.current()) };
    let how = if card.readings.len() > 1 { how(card.aggregate) } else { "" };
    format!("{}{how}", plain(value.text()))
}

/// What counts of a metric's readings, or a dash.
pub(in crate::render) fn metric_value(card: &MetricCard) -> String {
    match &card.counted {
        Some(counted) => format!("{}{}", plain(counted.value.text()), how(counted.aggregate)),
        None => value(card.current.as_ref()),
    }
}

fn how(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Sum => " in all",
        Aggregate::Mean => " on average",
        Aggregate::Worst => " at worst",
        Aggregate::Last | Aggregate::Share => "",
    }
}

/// The reason for its status, and what it takes from here.
pub(in crate::render) fn reason(card: &KeyResultCard) -> String {
    let takes = card.takes.as_ref().map_or_else(String::new, |takes| format!("; {}", takes.words));
    plain(&format!("{}{takes}", card.reason))
}

/// The grade at this pace, and the range it is likely to be in.
pub(super) fn at_this_pace(bands: Bands, card: &KeyResultCard) -> Vec<String> {
    let projected = card.projected.as_ref().filter(|_| card.cancelled.is_none());
    let Some(projected) = projected else { return vec!["-".to_owned()] };
    let likely = projected.likely.as_ref().map(|end| format!("likely {}", end.grades(bands)));
    std::iter::once(bands.text(projected.score)).chain(likely).collect()
}

/// The other means of the same, as parts of a sentence: against what was agreed at first, with what was cancelled.
pub(in crate::render) fn other_means(bands: Bands, means: &Means) -> Vec<String> {
    let first = means.other_first_agreed();
    let first = first.map(|score| format!("{} against what was agreed at first", bands.text(score)));
    let cancelled = means.other_with_cancelled();
    let cancelled = cancelled.map(|score| format!("{} with what was cancelled", bands.text(score)));
    first.into_iter().chain(cancelled).collect()
}

/// The status of an objective during the quarter; afterwards its weakest key result.
pub(in crate::render) fn outlook(bands: Bands, objective: &ObjectiveCard) -> Option<String> {
    match objective.standing.status {
        Status::Closed(_) => weakest(bands, objective),
        _ if objective.parts.is_empty() => None,
        status => Some(format!("{}: {}", status.name(), plain(&objective.standing.reason))),
    }
}

/// Text of a goal file that may be shown.
pub(in crate::render) fn plain(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of ours that stay on one line.
pub(in crate::render) fn tied(text: &str) -> String {
    super::paint::tie(text)
}

/// An address without its quarter: `growth/effortless-start`.
pub(in crate::render) fn short(address: &str) -> String {
    plain(address.split_once('/').map_or(address, |(_, rest)| rest))
}

/// What comes after the last slash.
pub(in crate::render) fn last(address: &str) -> String {
    plain(address.rsplit_once('/').map_or(address, |(_, last)| last))
}

/// What a quarter or a team says about how its targets were set.
pub(in crate::render) struct Headline {
    calibration: Option<Calibration>,
    stretch: Option<f64>,
    promises: Promises,
    /// The score beside it.
    score: Option<f64>,
    agreed_otherwise: bool,
}

impl Headline {
    pub(in crate::render) fn of_quarter(card: &Scorecard) -> Self {
        Self {
            calibration: card.calibration,
            stretch: card.stretch,
            promises: card.promises,
            score: card.score,
            agreed_otherwise: card.means.other_first_agreed().is_some(),
        }
    }

    pub(in crate::render) fn of_team(card: &TeamCard) -> Self {
        Self {
            calibration: card.calibration,
            stretch: card.stretch,
            promises: card.promises,
            score: card.score,
            agreed_otherwise: card.means.other_first_agreed().is_some(),
        }
    }

    /// `Stretch goals 0.68 on average: a healthy stretch (0.60 to 0.80).`
    pub(in crate::render) fn stretch_sentence(&self, bands: Bands) -> Option<String> {
        let mean = self.stretch?;
        let verdict = match self.calibration {
            Some(Calibration::HealthyStretch) => ": a healthy stretch (0.60 to 0.80)",
            Some(Calibration::OverReached) => ": over-reached (below 0.40)",
            Some(Calibration::TooConservative) if mean > 0.9 => ": too conservative (above 0.90)",
            Some(Calibration::TooConservative) => ": too conservative (every key result at 1.00)",
            Some(Calibration::PromiseBroken | Calibration::Committed) => "",
            None if mean == 0.0 => ": nothing was measured",
            None if mean < 0.6 => ": below a healthy stretch (0.60 to 0.80)",
            None => ": above a healthy stretch (0.60 to 0.80)",
        };
        let agreed = if self.agreed_otherwise { ", as first agreed" } else { "" };
        Some(format!("Stretch goals {} on average{agreed}{verdict}.", bands.text_of_stretch(mean)))
    }

    /// What a team's grades say, in a word or two.
    pub(in crate::render) fn judged(&self) -> Option<&'static str> {
        Some(match self.calibration? {
            Calibration::HealthyStretch => "healthy",
            Calibration::OverReached => "over-reached",
            Calibration::TooConservative => "too conservative",
            Calibration::PromiseBroken => "broke a promise",
            Calibration::Committed => "kept its promises",
        })
    }

    /// In words: `healthy stretch (0.60 to 0.80)`, `a promise was broken; promises kept: 3 of 4`.
    pub(in crate::render) fn words(&self, bands: Bands) -> String {
        let judged = match (self.calibration, self.stretch) {
            (Some(Calibration::HealthyStretch), _) => "healthy stretch (0.60 to 0.80)",
            (Some(Calibration::OverReached), _) => "over-reached (below 0.40)",
            (Some(Calibration::TooConservative), Some(mean)) if mean > 0.9 => "too conservative (above 0.90)",
            (Some(Calibration::TooConservative), _) => "too conservative (every key result at 1.00)",
            (Some(Calibration::PromiseBroken), _) => "a promise was broken",
            (Some(Calibration::Committed), _) | (None, None) => "",
            (None, Some(0.0)) => "nothing was measured",
            (None, Some(mean)) if mean < 0.6 => "below a healthy stretch (0.60 to 0.80)",
            (None, Some(_)) => "above a healthy stretch (0.60 to 0.80)",
        };
        let shown = |score: Option<f64>| score.map(|score| bands.text(score));
        let mut parts = vec![judged.to_owned()];
        if self.agreed_otherwise {
            parts.extend(shown(self.stretch).map(|mean| format!("stretch goals {mean} as first agreed")));
        } else if shown(self.stretch) != shown(self.score) || self.promises.made > 0 {
            parts.extend(shown(self.stretch).map(|mean| format!("stretch goals {mean}")));
        }
        let Promises { kept, made } = self.promises;
        parts.extend((made > 0).then(|| format!("promises kept: {kept} of {made}")));
        parts.retain(|part| !part.is_empty());
        parts.join("; ")
    }
}

/// The number of key results by status, worst first: `1 off track, 2 on track`.
pub(in crate::render) fn tally<'c>(cards: impl Iterator<Item = &'c KeyResultCard>) -> Vec<(Status, usize)> {
    use crate::score::Band::{Delivered, Missed, Progressed};
    const ORDER: [Status; 11] = [
        Status::OffTrack,
        Status::AtRisk,
        Status::Stale,
        Status::NoData,
        Status::Early,
        Status::OnTrack,
        Status::Done,
        Status::Closed(Missed),
        Status::Closed(Progressed),
        Status::Closed(Delivered),
        Status::Cancelled,
    ];
    let all: Vec<Status> = cards.map(|card| card.status).collect();
    let counted = ORDER.map(|status| (status, all.iter().filter(|other| **other == status).count()));
    counted.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// That only some of an objective's guardrails are shown.
pub(in crate::render) fn guardrails_left_out(objective: &ObjectiveCard) -> Option<String> {
    let more = objective.guardrails_left_out;
    (more > 0).then(|| format!("{more} more guardrails, none of them worse than those shown"))
}

/// What is left out of an objective's mean.
pub(in crate::render) fn left_out(objective: &ObjectiveCard) -> Option<String> {
    let names: Vec<String> = objective.left_out.iter().map(|address| last(address)).collect();
    (!names.is_empty() && objective.score.is_some())
        .then(|| format!("without {} (no data)", names.join(", ")))
}

/// The weakest key result below an objective's mean; nothing if there is only one.
pub(in crate::render) fn weakest(bands: Bands, objective: &ObjectiveCard) -> Option<String> {
    let weakest = objective.weakest.as_ref().filter(|_| objective.parts.len() > 1)?;
    Some(format!("weakest: {} {}", last(&weakest.address), bands.text(weakest.score)))
}

/// What the latest value is called: final only once the quarter has ended.
pub(in crate::render) fn last_value(card: &Scorecard) -> &'static str {
    if card.ended() { "Final" } else { "Current" }
}

/// `day 46 of 90`, `ended 31 Mar`, `starts 1 Jan`.
pub(in crate::render) fn progress(card: &Scorecard) -> String {
    let days = card.last_day.days_since(card.first_day) + 1;
    match card.as_of.days_since(card.first_day) + 1 {
        day if day > days => format!("ended {}", card.last_day.short()),
        day if day < 1 => format!("starts {}", card.first_day.short()),
        day => format!("day {day} of {days}"),
    }
}

/// `, team growth only`, where a filter leaves something out.
pub(in crate::render) fn shown_part(card: &Scorecard) -> String {
    let team = card.filter.team.as_ref().map(|team| format!(", team {} only", plain(team)));
    let owner = card.filter.owner.as_ref().map(|owner| format!(", owned by {} only", plain(owner)));
    team.into_iter().chain(owner).collect()
}

/// The quarter's name beside its score, which a filter does not change.
pub(in crate::render) fn quarter(card: &Scorecard) -> String {
    if card.is_filtered() { format!("{} (all)", card.quarter) } else { card.quarter.to_string() }
}

/// The key result with the lowest score, if it is among those shown.
pub(in crate::render) fn weakest_shown(card: &Scorecard) -> Option<&Weakest> {
    let shown =
        card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results);
    let weakest = card.weakest.as_ref()?;
    shown.map(|card| &card.address).any(|address| *address == weakest.address).then_some(weakest)
}

/// `up 4.2% since 12 Jan, better`, `flat since 12 Jan`.
pub(in crate::render) fn trend(trend: &Trend) -> String {
    let day = trend.since.day.short();
    let movement = trend.movement.name();
    match (trend.verdict, trend.change) {
        (Verdict::Flat, _) => format!("{movement} since {day}"),
        (verdict, Some(change)) => {
            format!("{movement} {}% since {day}, {}", percent(change.abs()), verdict.name())
        }
        (verdict, None) => format!("{movement} since {day}, {}", verdict.name()),
    }
}

/// A share in percent with one decimal below ten.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 9.95 { format!("{percent:.1}") } else { format!("{percent:.0}") }
}

/// The word for the status of a metric: of a total that still grows it is told of its pace.
fn status_word_of(card: &MetricCard, status: MetricStatus) -> &'static str {
    let grows = card.counted.as_ref().is_some_and(|counted| counted.pace.is_some());
    let is_reached = card.attainment.is_some_and(|share| share >= 1.0);
    match (status, card.better) {
        _ if !grows || is_reached == (card.better == Better::Higher) => status.name(),
        (MetricStatus::OnTarget, _) => "on pace",
        (MetricStatus::Near, _) => "near its pace",
        (MetricStatus::Off, Better::Higher) => "behind its pace",
        (MetricStatus::Off, Better::Lower) => "above its pace",
    }
}

/// `87%`: a share of a target, rounded, but never up to where another status begins.
pub(in crate::render) fn of_target(share: f64) -> String {
    let rounded = (share * 100.0).round();
    let crosses = |from: f64| rounded >= from * 100.0 && share < from - 1e-9;
    let shown = if [NEAR, 1.0].into_iter().any(crosses) { rounded - 1.0 } else { rounded };
    format!("{shown:.0}%")
}

/// `near, 87%`, `off, 40%, stale`.
pub(in crate::render) fn standing(card: &MetricCard) -> String {
    let stands = match (card.status.map(|status| status_word_of(card, status)), card.attainment) {
        (Some(status), Some(share)) => format!("{status}, {}", of_target(share)),
        (Some(status), None) => status.to_owned(),
        (None, _) if card.current.is_none() || card.target.is_some() => "no data".to_owned(),
        (None, _) => "no target".to_owned(),
    };
    let stale = card.overdue.map_or("", |_| ", stale");
    format!("{stands}{stale}")
}
/// `🟢 delivered`, for Markdown.
pub(in crate::render) fn band_word(score: Option<f64>, band: Option<Band>) -> String {
    let without = if score.is_some() { "⚪ so far" } else { "⚪ no data" };
    band.map_or(without.to_owned(), |band| status_word(Status::Closed(band)))
}

/// `🟢 on track`, for Markdown, where colour is a sign.
pub(in crate::render) fn status_word(status: Status) -> String {
    let icon = match status {
        Status::OnTrack | Status::Done | Status::Closed(Band::Delivered) => "🟢",
        Status::AtRisk | Status::Stale | Status::Closed(Band::Progressed) => "🟡",
        Status::OffTrack | Status::Closed(Band::Missed) => "🔴",
        Status::Early | Status::NoData | Status::Cancelled => "⚪",
    };
    format!("{icon} {}", status.name())
}
