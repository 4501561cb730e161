//! Means from the bottom up: objectives of their key results, teams of their objectives, the quarter of its teams.

use super::bands::{Bands, Calibration, Promises};
use super::rollup::weighted_mean;
use super::scorecard::{KeyResultCard, Means, ObjectiveCard, Part, Scorecard, TeamCard, Weakest};
use super::status::{Judged, Status, given_up};
use crate::goals::values::Ambition;

impl Scorecard {
    /// Fills in everything above the key results, from them.
    pub(super) fn summarise(&mut self) {
        let (bands, ended) = (self.bands, self.ended());
        for team in &mut self.teams {
            team.objectives.iter_mut().for_each(|objective| objective.summarise(bands, ended));
            team.summarise(bands, ended);
        }
        let counted: Vec<&TeamCard> = self.teams_counted().collect();
        let parts: Vec<(f64, Means)> = counted.iter().map(|team| (1.0, team.means)).collect();
        let objectives = || counted.iter().flat_map(|team| &team.objectives);
        let means = mean(&parts);
        let weakest = weakest(counted.iter().filter_map(|team| team.weakest.clone()));
        let stretches = counted.iter().filter_map(|team| Some((1.0, team.stretch?)));
        let stretch = weighted_mean(&stretches.collect::<Vec<_>>());
        let promises = promises(objectives());
        let calibration = calibration(stretch, promises, objectives(), ended);
        let statuses: Vec<Status> = counted.iter().map(|team| team.standing.status).collect();
        self.standing = standing(&means, &statuses, weakest.as_ref(), Ambition::Aspirational, bands, ended);
        (self.score, self.means, self.weakest) = (means.score, means, weakest);
        self.band = means.score.map(|score| bands.band(score, Ambition::Aspirational));
        (self.stretch, self.promises, self.calibration) = (stretch, promises, calibration);
    }
}

impl TeamCard {
    fn summarise(&mut self, bands: Bands, ended: bool) {
        let parts: Vec<(f64, Means)> = self.objectives.iter().map(|card| (card.weight, card.means)).collect();
        self.means = mean(&parts);
        self.score = self.means.score;
        self.band = self.score.map(|score| bands.band(score, Ambition::Aspirational));
        self.weakest = weakest(self.objectives.iter().filter_map(|objective| objective.weakest.clone()));
        let stretch = self.objectives.iter().filter(|card| card.agreed_ambition() == Ambition::Aspirational);
        let stretch = stretch
            .filter_map(|card| Some((card.means.weight_at_first(card.weight), card.means.first_agreed?)));
        self.stretch = weighted_mean(&stretch.collect::<Vec<_>>());
        self.promises = promises(self.objectives.iter());
        self.calibration = calibration(self.stretch, self.promises, self.objectives.iter(), ended);
        let statuses: Vec<Status> = self.objectives.iter().map(|card| card.standing.status).collect();
        self.standing =
            standing(&self.means, &statuses, self.weakest.as_ref(), Ambition::Aspirational, bands, ended);
    }
}

impl ObjectiveCard {
    fn summarise(&mut self, bands: Bands, ended: bool) {
        self.parts = self.key_results.iter().map(part).collect();
        let parts: Vec<(f64, Means)> = self.parts.iter().map(|part| (part.weight, part.means)).collect();
        self.means = Means { first_weight: self.first_weight, ..mean(&parts) };
        self.score = self.means.score;
        self.band = self.score.map(|score| bands.band(score, self.ambition));
        self.weakest = weakest(self.key_results.iter().filter_map(Weakest::of));
        let left_out =
            self.key_results.iter().filter(|card| card.score.is_none() && card.cancelled.is_none());
        self.left_out = left_out.map(|card| card.address.clone()).collect();
        let statuses: Vec<Status> = self.key_results.iter().map(|card| card.status).collect();
        self.standing = match &self.cancelled {
            Some(cancelled) => given_up(cancelled),
            None => standing(&self.means, &statuses, self.weakest.as_ref(), self.ambition, bands, ended),
        };
        // Where nobody has looked it cannot be on track.
        let is_unseen = |status: &Status| matches!(status, Status::Stale | Status::NoData);
        if !ended && statuses.iter().any(is_unseen) {
            self.standing.status = self.standing.status.at_best_at_risk();
        }
    }
}

fn part(card: &KeyResultCard) -> Part {
    Part {
        address: card.address.clone(),
        weight: card.weight,
        means: card.means(),
        is_cancelled: card.cancelled.is_some(),
    }
}

/// The weighted mean of each number by itself; what has none is left out.
fn mean(parts: &[(f64, Means)]) -> Means {
    let of = |number: fn(&Means) -> Option<f64>| {
        let known = parts.iter().filter_map(|(weight, means)| Some((*weight, number(means)?)));
        weighted_mean(&known.collect::<Vec<_>>())
    };
    Means {
        score: of(|means| means.score),
        first_agreed: weighted_mean(&as_first_agreed(parts)),
        with_cancelled: of(|means| means.with_cancelled),
        expected: of(|means| means.expected),
        first_weight: None,
    }
}

/// The parts of the mean as first agreed: with the weights of that time.
pub(super) fn as_first_agreed(parts: &[(f64, Means)]) -> Vec<(f64, f64)> {
    let known = parts
        .iter()
        .filter_map(|(weight, means)| Some((means.weight_at_first(*weight), means.first_agreed?)));
    known.collect()
}

/// The status of something by its expected result.
fn standing(
    means: &Means,
    below: &[Status],
    weakest: Option<&Weakest>,
    ambition: Ambition,
    bands: Bands,
    ended: bool,
) -> Judged {
    if ended {
        let status = means.score.map_or(Status::NoData, |score| Status::Closed(bands.band(score, ambition)));
        let reason = means.score.map(|score| format!("ended at {}", bands.text(score)));
        return Judged {
            status,
            reason: reason.unwrap_or_else(|| "nothing counts".to_owned()),
            expected: means.score,
        };
    }
    let is_followed = |status: &Status| {
        matches!(
            status,
            Status::OnTrack | Status::AtRisk | Status::OffTrack | Status::Done | Status::Closed(_)
        )
    };
    let Some(expected) = means.expected.filter(|_| below.iter().any(is_followed)) else {
        return Judged { status: of_nothing(below), reason: of_nothing_in_words(below), expected: None };
    };
    let all_done = |status: &Status| matches!(status, Status::Done | Status::Cancelled);
    if below.iter().all(all_done) {
        return Judged {
            status: Status::Done,
            reason: "everything is reached".to_owned(),
            expected: Some(expected),
        };
    }
    let heading = format!("heading for {}", bands.text(expected));
    let weakest = weakest.filter(|_| below.len() > 1);
    let reason = match weakest {
        Some(weakest) => {
            let name = weakest.address.split_once('/').map_or("", |(_, rest)| rest);
            format!("{heading}; weakest is {name}, {}", bands.text(weakest.score))
        }
        None => heading,
    };
    Judged { status: Status::of_projected(bands.band(expected, ambition)), reason, expected: Some(expected) }
}

fn of_nothing_in_words(below: &[Status]) -> String {
    let reason = match of_nothing(below) {
        _ if below.is_empty() => "nothing to judge yet",
        Status::Stale => "no check-in for too long",
        Status::Cancelled => "all of it was cancelled",
        Status::Early => "too early for a pace",
        _ => "nothing was measured",
    };
    reason.to_owned()
}

/// The status of what nothing can be expected of.
fn of_nothing(below: &[Status]) -> Status {
    let has = |wanted: Status| below.contains(&wanted);
    match () {
        () if !below.is_empty() && below.iter().all(|status| *status == Status::Cancelled) => {
            Status::Cancelled
        }
        () if has(Status::Stale) => Status::Stale,
        () if has(Status::Early) => Status::Early,
        () => Status::NoData,
    }
}

/// Commitments count against what was promised at first.
fn promises<'c>(objectives: impl Iterator<Item = &'c ObjectiveCard>) -> Promises {
    let committed = objectives.filter(|card| card.agreed_ambition() == Ambition::Committed);
    let scores = committed.filter_map(|card| card.means.first_agreed);
    scores.fold(Promises::default(), |promises, score| Promises {
        made: promises.made + 1,
        kept: promises.kept + usize::from(score >= 1.0 - 1e-9),
    })
}

/// Nothing measured is not a target set too high.
fn calibration<'c>(
    stretch: Option<f64>,
    promises: Promises,
    objectives: impl Iterator<Item = &'c ObjectiveCard>,
    ended: bool,
) -> Option<Calibration> {
    let objectives: Vec<&ObjectiveCard> = objectives.collect();
    let key_results = || objectives.iter().flat_map(|card| &card.key_results);
    let is_silent = |card: &KeyResultCard| card.no_data.is_some() && !card.is_by_hand();
    if !ended || key_results().all(is_silent) {
        return None;
    }
    let stretch_goals = objectives.iter().filter(|card| card.agreed_ambition() == Ambition::Aspirational);
    let mut scores = stretch_goals.flat_map(|card| &card.parts).filter_map(|part| part.means.first_agreed);
    Calibration::of(stretch, stretch.is_some() && scores.all(|score| score >= 1.0), promises)
}

impl Weakest {
    fn of(card: &KeyResultCard) -> Option<Self> {
        let (address, key_result) = (card.address.clone(), card.key_result.clone());
        Some(Self { address, key_result, score: card.score? })
    }
}

/// The lowest score; of equals the first.
fn weakest(all: impl Iterator<Item = Weakest>) -> Option<Weakest> {
    all.reduce(|lowest, next| if next.score < lowest.score { next } else { lowest })
}
