//! Looking back on a quarter and those before it: whether confidence was right, which bets paid off, what was learned.

use crate::goals::values::InitiativeStatus;
use crate::goals::{KeyResultView, Quarter, Workspace};
use crate::score::{Band, Calibration, KeyResultCard, ObjectiveCard, Promises, Scorecard, Status, TeamCard};
use crate::settings::Settings;
use std::collections::{BTreeMap, HashMap};

/// What a quarter taught.
#[derive(Debug, Clone, PartialEq)]
pub struct LookingBack {
    /// The quarter's teams, with the grades they had before.
    pub teams: Vec<TeamGrades>,
    /// What the quarter says about how targets were set.
    pub calibration: Option<Calibration>,
    /// How many promises were kept.
    pub promises: Promises,
    /// The mean of the stretch goals.
    pub stretch: Option<f64>,
    /// How often a confidence at the start was right, over all quarters that have ended: of everybody first, then by team.
    pub confidence: Vec<ConfidenceOf>,
    /// How often bets paid off, over all quarters that have ended, by team.
    pub bets: Vec<BetsOf>,
    /// What was written down at the end: the objective's address, and its reflection.
    pub learned: Vec<(String, String)>,
    /// The objectives that have ended without a word.
    pub silent: Vec<String>,
}

/// A team's grades.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamGrades {
    /// The team.
    pub team: String,
    /// Its grade in the quarter, 0 to 1.
    pub score: Option<f64>,
    /// The band of that.
    pub band: Option<Band>,
    /// Its grade against what was agreed at first.
    pub first_agreed: Option<f64>,
    /// Its grades in up to three quarters before, the latest first.
    pub before: Vec<(Quarter, Option<f64>)>,
}

/// How often a confidence at the start was right.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfidenceOf {
    /// The team; `None` for everybody together.
    pub team: Option<String>,
    /// Confidences of 1 to 3, 4 to 6, 7 to 8, 9 to 10.
    pub levels: Vec<ConfidenceLevel>,
}

/// Key results that started with a confidence in some range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceLevel {
    /// The lowest confidence.
    pub low: u8,
    /// The highest.
    pub high: u8,
    /// How many key results started with it.
    pub all: usize,
    /// How many of them were delivered.
    pub delivered: usize,
    /// The mean confidence of them, 1 to 10.
    pub mean: f64,
}

/// How often a team's bets paid off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BetsOf {
    /// The team.
    pub team: String,
    /// Bets that are done or dropped, or whose quarter has ended.
    pub all: usize,
    /// Those of which a key result they bet on was delivered.
    pub paid_off: usize,
}

/// How many quarters before are shown beside a grade.
const QUARTERS_BEFORE: usize = 3;
const LEVELS: [(u8, u8); 4] = [(1, 3), (4, 6), (7, 8), (9, 10)];

/// Looks back from the quarter of a scorecard; `team` is the only one to look at, where one is named.
#[must_use]
pub(super) fn looking_back(
    workspace: &Workspace,
    settings: &Settings,
    card: &Scorecard,
    team: Option<&str>,
) -> LookingBack {
    let earlier = card.all_quarters.iter().rev().filter(|quarter| **quarter < card.quarter);
    let past: Vec<Scorecard> =
        earlier.map(|quarter| Scorecard::new(workspace, settings, *quarter, card.as_of)).collect();
    let of_team = |each: &&TeamCard| team.is_none_or(|team| each.team == team);
    let ended: Vec<&Scorecard> = std::iter::once(card).chain(&past).filter(|card| card.ended()).collect();
    let views: HashMap<String, KeyResultView<'_>> =
        workspace.key_results().map(|view| (view.address(), view)).collect();
    let teams = ended.iter().flat_map(|card| card.teams.iter().filter(of_team));
    let mut outcomes: Vec<(String, u8, bool)> = Vec::new();
    let mut bets: BTreeMap<String, BetsOf> = BTreeMap::new();
    for team in teams {
        for objective in &team.objectives {
            outcomes.extend(objective.key_results.iter().filter_map(|key_result| {
                let confidence = at_the_start(key_result, views.get(&key_result.address))?;
                Some((team.team.clone(), confidence, key_result.band? == Band::Delivered))
            }));
            let own = bets.entry(team.team.clone()).or_insert_with(|| BetsOf {
                team: team.team.clone(),
                all: 0,
                paid_off: 0,
            });
            count_bets(objective, own);
        }
    }
    let objectives = || card.teams.iter().filter(of_team).flat_map(|team| &team.objectives);
    let (learned, silent) = reflections(workspace, card, objectives());
    let own =
        |card: &Scorecard| team.and_then(|team| card.teams.iter().find(|each| each.team == team).cloned());
    let narrowed = own(card);
    LookingBack {
        teams: card.teams.iter().filter(of_team).map(|team| grades(team, &past)).collect(),
        calibration: narrowed.as_ref().map_or(card.calibration, |team| team.calibration),
        promises: narrowed.as_ref().map_or(card.promises, |team| team.promises),
        stretch: narrowed.as_ref().map_or(card.stretch, |team| team.stretch),
        confidence: confidence(&outcomes),
        bets: bets.into_values().filter(|bets| bets.all > 0).collect(),
        learned,
        silent,
    }
}

/// The confidence of a key result when it started: what its file says, else the first check-in.
fn at_the_start(card: &KeyResultCard, view: Option<&KeyResultView<'_>>) -> Option<u8> {
    if card.cancelled.is_some() {
        return None;
    }
    let said = view.and_then(|view| view.key_result.confidence.get()).map(|confidence| confidence.0);
    said.or_else(|| card.readings.iter().find_map(|reading| reading.confidence))
}

fn grades(team: &TeamCard, past: &[Scorecard]) -> TeamGrades {
    let before = past.iter().take(QUARTERS_BEFORE).map(|card| {
        let own = card.teams.iter().find(|each| each.team == team.team);
        (card.quarter, own.and_then(|own| own.score))
    });
    TeamGrades {
        team: team.team.clone(),
        score: team.score,
        band: team.band,
        first_agreed: team.means.other_first_agreed(),
        before: before.collect(),
    }
}

fn confidence(outcomes: &[(String, u8, bool)]) -> Vec<ConfidenceOf> {
    let levels = |team: Option<&str>| -> Vec<ConfidenceLevel> {
        let own: Vec<_> = outcomes.iter().filter(|(own, ..)| team.is_none_or(|team| own == team)).collect();
        let level = |(low, high): (u8, u8)| {
            let inside: Vec<_> = own.iter().filter(|(_, said, _)| (low..=high).contains(said)).collect();
            let delivered = inside.iter().filter(|(.., delivered)| *delivered).count();
            let mean = inside.iter().map(|(_, said, _)| f64::from(*said)).sum::<f64>() / inside.len() as f64;
            (!inside.is_empty()).then_some(ConfidenceLevel { low, high, all: inside.len(), delivered, mean })
        };
        LEVELS.into_iter().filter_map(level).collect()
    };
    let mut teams: Vec<&str> = outcomes.iter().map(|(team, ..)| team.as_str()).collect();
    teams.sort_unstable();
    teams.dedup();
    let everybody = ConfidenceOf { team: None, levels: levels(None) };
    let of_teams = teams.iter().filter(|_| teams.len() > 1);
    let of_teams =
        of_teams.map(|team| ConfidenceOf { team: Some((*team).to_owned()), levels: levels(Some(team)) });
    std::iter::once(everybody).chain(of_teams).filter(|of| !of.levels.is_empty()).collect()
}

/// Counts the bets of an objective whose quarter has ended.
fn count_bets(objective: &ObjectiveCard, bets: &mut BetsOf) {
    for bet in &objective.bets {
        let was_tried = !matches!(bet.status, Some(InitiativeStatus::Planned));
        let on: Vec<&KeyResultCard> = objective
            .key_results
            .iter()
            .filter(|card| bet.bets_on.iter().any(|id| card.address.ends_with(&format!("/{}", id.trim()))))
            .collect();
        if was_tried && !on.is_empty() {
            bets.all += 1;
            let is_won =
                |card: &&KeyResultCard| matches!(card.status, Status::Done | Status::Closed(Band::Delivered));
            bets.paid_off += usize::from(on.iter().any(is_won));
        }
    }
}

/// What was written down, and which objectives of a quarter that has ended say nothing.
fn reflections<'c>(
    workspace: &Workspace,
    card: &Scorecard,
    objectives: impl Iterator<Item = &'c ObjectiveCard>,
) -> (Vec<(String, String)>, Vec<String>) {
    let said: HashMap<String, &str> = workspace
        .objectives()
        .filter(|view| view.quarter() == Some(card.quarter))
        .filter_map(|view| Some((view.address(), view.objective.reflection.get()?.trim())))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let (mut learned, mut silent) = (Vec::new(), Vec::new());
    for objective in objectives {
        match said.get(&objective.address) {
            Some(text) => learned.push((objective.address.clone(), (*text).to_owned())),
            None if card.ended() && objective.cancelled.is_none() => silent.push(objective.address.clone()),
            None => {}
        }
    }
    (learned, silent)
}
