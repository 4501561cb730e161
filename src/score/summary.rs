//! Means from the bottom up: objectives of their key results, teams of their objectives, the quarter of its teams.

use super::bands::{Band, Bands, Calibration, Promises};
use super::grouped::GroupedAtFirst;
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
        }
        let grouped = GroupedAtFirst::of(&self.teams);
        for team in &mut self.teams {
            team.objectives.iter_mut().for_each(|objective| objective.regroup(grouped.as_ref()));
            team.summarise(bands, ended, grouped.as_ref());
        }
        self.grouped_at_first = grouped.as_ref().map_or_else(Vec::new, GroupedAtFirst::teams);
        let counted: Vec<&TeamCard> = self.teams_counted().collect();
        let ambition = ambition_of(counted.iter().flat_map(|team| &team.objectives));
        let of_team = |team: &&TeamCard| (1.0, as_judged(team.means, team.standing.status, bands, ambition));
        let parts: Vec<(f64, Means)> = counted.iter().map(of_team).collect();
        let objectives = || counted.iter().flat_map(|team| &team.objectives);
        let statuses: Vec<Status> = counted.iter().map(|team| team.standing.status).collect();
        let mut means = mean_by_fresh(&parts, &statuses);
        if grouped.is_some() {
            means.first_agreed = weighted_mean(&self.grouped_at_first);
        }
        let weakest = weakest(counted.iter().filter_map(|team| team.weakest.clone()));
        let stretches = counted.iter().filter_map(|team| Some((1.0, team.stretch?)));
        let stretch = weighted_mean(&stretches.collect::<Vec<_>>());
        let promises = promises(objectives());
        let calibration = calibration(stretch, promises, objectives(), ended);
        let below = Below { statuses: &statuses, one: "team", several: "teams" };
        self.standing = standing(&means, below, weakest.as_ref(), ambition, bands, ended);
        (self.score, self.means, self.weakest) = (means.score, means, weakest);
        self.band = means.score.filter(|_| ended).map(|score| bands.band(score, ambition));
        (self.stretch, self.promises, self.calibration) = (stretch, promises, calibration);
    }
}

impl TeamCard {
    fn summarise(&mut self, bands: Bands, ended: bool, grouped: Option<&GroupedAtFirst>) {
        let ambition = ambition_of(self.objectives.iter());
        let of_objective = |card: &ObjectiveCard| {
            (card.weight, as_judged(card.means, card.standing.status, bands, ambition))
        };
        let parts: Vec<(f64, Means)> = self.objectives.iter().map(of_objective).collect();
        let statuses: Vec<Status> = self.objectives.iter().map(|card| card.standing.status).collect();
        self.means = mean_by_fresh(&parts, &statuses);
        let grouped = grouped.map_or_else(Vec::new, |grouped| grouped.team(self.level, &self.team));
        self.grouped_at_first = grouped.iter().map(|(_, part)| *part).collect();
        if !grouped.is_empty() {
            self.means.first_agreed = weighted_mean(&self.grouped_at_first);
        }
        self.score = self.means.score;
        self.band = self.score.filter(|_| ended).map(|score| bands.band(score, ambition));
        self.weakest = weakest(self.objectives.iter().filter_map(|objective| objective.weakest.clone()));
        let stretch = self.objectives.iter().filter(|card| card.agreed_ambition() == Ambition::Aspirational);
        let stretch = stretch
            .filter_map(|card| Some((card.means.weight_at_first(card.weight), card.means.first_agreed?)));
        let stretch: Vec<(f64, f64)> = match grouped.is_empty() {
            true => stretch.collect(),
            false => {
                let stretches = grouped.iter().filter(|(ambition, _)| *ambition == Ambition::Aspirational);
                stretches.map(|(_, part)| *part).collect()
            }
        };
        self.stretch = weighted_mean(&stretch);
        self.promises = promises(self.objectives.iter());
        self.calibration = calibration(self.stretch, self.promises, self.objectives.iter(), ended);
        let below = Below { statuses: &statuses, one: "objective", several: "objectives" };
        self.standing = standing(&self.means, below, self.weakest.as_ref(), ambition, bands, ended);
    }
}

impl ObjectiveCard {
    /// Takes its score as first agreed from the key results that it had then.
    fn regroup(&mut self, grouped: Option<&GroupedAtFirst>) {
        let parts = grouped.and_then(|grouped| grouped.objective(&self.address));
        self.grouped_at_first = parts.unwrap_or_default().to_vec();
        if parts.is_some() {
            self.means.first_agreed = weighted_mean(&self.grouped_at_first);
        }
    }

    fn summarise(&mut self, bands: Bands, ended: bool) {
        self.parts = self.key_results.iter().map(part).collect();
        let judged = |(part, card): (&Part, &KeyResultCard)| {
            (part.weight, as_judged(part.means, card.status, bands, self.ambition))
        };
        let parts: Vec<(f64, Means)> = self.parts.iter().zip(&self.key_results).map(judged).collect();
        let statuses: Vec<Status> = self.key_results.iter().map(|card| card.status).collect();
        self.means = Means { first_weight: self.first_weight, ..mean_by_fresh(&parts, &statuses) };
        self.score = self.means.score;
        self.band = self.score.filter(|_| ended).map(|score| bands.band(score, self.ambition));
        self.weakest = weakest(self.key_results.iter().filter_map(Weakest::of));
        let left_out =
            self.key_results.iter().filter(|card| card.score.is_none() && card.cancelled.is_none());
        self.left_out = left_out.map(|card| card.address.clone()).collect();
        let below = Below { statuses: &statuses, one: "key result", several: "key results" };
        self.standing = match &self.cancelled {
            Some(cancelled) => given_up(cancelled),
            None => standing(&self.means, below, self.weakest.as_ref(), self.ambition, bands, ended),
        };
    }
}

/// What something adds to the mean above it, which is judged by what its status says.
fn as_judged(means: Means, status: Status, bands: Bands, ambition: Ambition) -> Means {
    let nearest = |score| match status.projected_band() {
        Some(band) => bands.nearest_in(band, ambition, score),
        None => score,
    };
    Means { judged: means.judged.map(nearest), ..means }
}

/// Of promises alone only what is kept in full is delivered.
fn ambition_of<'c>(mut objectives: impl Iterator<Item = &'c ObjectiveCard>) -> Ambition {
    let mut counted = objectives.by_ref().filter(|card| card.cancelled.is_none()).peekable();
    let is_promise = |card: &ObjectiveCard| card.ambition == Ambition::Committed;
    let only_promises = counted.peek().is_some() && counted.all(is_promise);
    if only_promises { Ambition::Committed } else { Ambition::Aspirational }
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
        judged: of(|means| means.judged),
        first_weight: None,
        came_late: !parts.is_empty() && parts.iter().all(|(_, means)| means.came_late),
    }
}

/// The same, judged by what is known of late where that is worse: a value that is too old for a colour of its own lifts no other, and
/// no silence hides what was red.
fn mean_by_fresh(parts: &[(f64, Means)], statuses: &[Status]) -> Means {
    let all = mean(parts);
    if !statuses.contains(&Status::Stale) {
        return all;
    }
    let fresh = parts.iter().zip(statuses).filter(|(_, status)| **status != Status::Stale);
    let fresh = fresh.filter_map(|((weight, means), _)| Some((*weight, means.judged?)));
    let fresh = weighted_mean(&fresh.collect::<Vec<_>>());
    let judged = all.judged.map(|judged| fresh.map_or(judged, |fresh| fresh.min(judged)));
    Means { judged, ..all }
}

/// The parts of the mean as first agreed: with the weights of that time, and without what came later, where anything was there.
pub(super) fn as_first_agreed(parts: &[(f64, Means)]) -> Vec<(f64, f64)> {
    let all_came_late = parts.iter().all(|(_, means)| means.came_late);
    let known = parts
        .iter()
        .filter(|(_, means)| all_came_late || !means.came_late)
        .filter_map(|(weight, means)| Some((means.weight_at_first(*weight), means.first_agreed?)));
    known.collect()
}

/// The statuses of what something is made of, and what those parts are called.
#[derive(Clone, Copy)]
struct Below<'s> {
    statuses: &'s [Status],
    one: &'static str,
    several: &'static str,
}

impl Below<'_> {
    /// Why the whole is not on track, whatever its mean: nobody has looked at a part, or not one part is on track.
    fn no_better_than_at_risk(self) -> Option<String> {
        let is_unseen = |status: &Status| matches!(status, Status::Stale | Status::NoData);
        let is_fine = |status: &Status| {
            matches!(status, Status::OnTrack | Status::Done | Status::Closed(Band::Delivered))
        };
        let (one, all) = (self.one, self.statuses.len());
        let unseen = self.statuses.iter().filter(|status| is_unseen(status)).count();
        match unseen {
            _ if unseen > 0 && all == 1 => Some(format!("the {one} has no recent value")),
            0 if self.statuses.iter().any(is_fine) => None,
            0 if all == 1 => Some(format!("the {one} is not on track")),
            0 => Some(format!("no {one} is on track")),
            1 => Some(format!("1 of {all} {} has no recent value", self.several)),
            _ => Some(format!("{unseen} of {all} {} have no recent value", self.several)),
        }
    }
}

/// The status of something by its expected result.
fn standing(
    means: &Means,
    below: Below<'_>,
    weakest: Option<&Weakest>,
    ambition: Ambition,
    bands: Bands,
    ended: bool,
) -> Judged {
    if ended {
        let (status, reason) = match means.score {
            Some(score) => {
                (Status::Closed(bands.band(score, ambition)), format!("ended at {}", bands.text(score)))
            }
            None if of_nothing(below.statuses) == Status::Cancelled => {
                (Status::Cancelled, of_nothing_in_words(below.statuses))
            }
            None => (Status::NoData, "nothing counts".to_owned()),
        };
        return Judged { status, reason, expected: means.score };
    }
    let is_followed = |status: &Status| {
        matches!(
            status,
            Status::OnTrack | Status::AtRisk | Status::OffTrack | Status::Done | Status::Closed(_)
        )
    };
    let statuses = below.statuses;
    let Some(expected) = means.expected.filter(|_| statuses.iter().any(is_followed)) else {
        return Judged {
            status: of_nothing(statuses),
            reason: of_nothing_in_words(statuses),
            expected: None,
        };
    };
    let all_done = |status: &Status| matches!(status, Status::Done | Status::Cancelled);
    if statuses.iter().all(all_done) {
        return Judged {
            status: Status::Done,
            reason: "everything is reached".to_owned(),
            expected: Some(expected),
        };
    }
    let status = Status::of_projected(bands.band(means.judged.unwrap_or(expected), ambition));
    let by_number = Status::of_projected(bands.band(expected, ambition));
    let doubt = below.no_better_than_at_risk().filter(|_| by_number == Status::OnTrack);
    // A range or a low confidence speaks against the number alone.
    let otherwise = || match statuses.len() {
        1 => format!("the {} is {}", below.one, status.name()),
        _ if statuses.contains(&Status::Stale) => format!("what has a recent value is {}", status.name()),
        _ => format!("its {} together are {}", below.several, status.name()),
    };
    let but = doubt.clone().or_else(|| (by_number != status).then(otherwise));
    let but = but.map_or(String::new(), |but| format!(", but {but}"));
    let heading = format!("heading for {}{but}", bands.text(expected));
    let weakest = weakest.filter(|_| statuses.len() > 1);
    let reason = match weakest {
        Some(weakest) => {
            let name = weakest.address.split_once('/').map_or("", |(_, rest)| rest);
            format!("{heading}; weakest is {name}, {}", bands.text(weakest.score))
        }
        None => heading,
    };
    let status = if doubt.is_some() { status.at_best_at_risk() } else { status };
    Judged { status, reason, expected: Some(expected) }
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
