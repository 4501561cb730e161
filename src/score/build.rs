//! Builds a scorecard from a workspace.

use super::bands::{Bands, Calibration};
use super::guardrail::{self, GuardrailCard};
use super::key_result::{Figures, Scored, score};
use super::metric;
use super::no_data::NoData;
use super::original::original;
use super::pace::project;
use super::reading::Reading;
use super::rollup::{mean, weighted_mean};
use super::scorecard::{
    Filter, GradeByHand, GuardrailMark, KeyResultCard, Mode, ObjectiveCard, Scorecard, TeamCard, Weakest,
};
use super::status::{Facts, judge, stale_after};
use crate::goals::values::{Ambition, Level};
use crate::goals::{
    Aim, Day, KeyResultView, Measured, MetricRole, MetricView, ObjectiveView, Quarter, Workspace,
};
use crate::settings::Settings;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

impl Scorecard {
    /// Scores one quarter as of a day. The result depends on what the files say, not on the order they were read in.
    #[must_use]
    pub fn new(
        workspace: &Workspace,
        settings: &Settings,
        quarter: Quarter,
        as_of: Day,
        mode: Mode,
        filter: &Filter,
    ) -> Self {
        let calendar = workspace.calendar;
        let builder = Builder {
            workspace,
            settings,
            quarter,
            first: calendar.first_day(quarter),
            last: calendar.last_day(quarter),
            as_of,
            mode,
            bands: Bands::of(settings),
        };
        builder.scorecard(filter)
    }
}

/// What every step needs to know.
struct Builder<'w> {
    workspace: &'w Workspace,
    settings: &'w Settings,
    quarter: Quarter,
    first: Day,
    last: Day,
    as_of: Day,
    mode: Mode,
    bands: Bands,
}

impl Builder<'_> {
    fn ended(&self) -> bool {
        self.as_of > self.last
    }

    fn scorecard(&self, filter: &Filter) -> Scorecard {
        let mut guardrails = self.guardrails();
        let mut teams = self.teams(&guardrails);
        let counted = |persons: bool| {
            let of_kind = teams.iter().filter(move |team| (team.level == Level::Individual) == persons);
            mean(of_kind.filter_map(|team| team.score))
        };
        let score = counted(false).or_else(|| counted(true));
        let key_results = || teams.iter().flat_map(|team| &team.objectives);
        let weakest = weakest(key_results().filter_map(|objective| objective.weakest.clone()));
        let calibration = self.calibration(score, key_results());
        let all_teams = teams.iter().map(|team| team.team.clone()).collect();
        let mut metrics = self.metrics();
        filter.apply(&mut teams, &mut metrics, &mut guardrails);
        Scorecard {
            quarter: self.quarter,
            first_day: self.first,
            last_day: self.last,
            as_of: self.as_of,
            mode: self.mode,
            filter: filter.clone(),
            score,
            band: score.map(|score| self.bands.band(score, Ambition::Aspirational)),
            calibration,
            weakest,
            teams,
            north_star: self.in_order(self.workspace.north_stars()).first().map(|star| self.metric(star)),
            metrics,
            guardrails,
            all_teams,
            all_quarters: self.all_quarters(),
        }
    }

    fn all_quarters(&self) -> Vec<Quarter> {
        let quarters: BTreeSet<Quarter> =
            self.workspace.objectives().filter_map(|view| view.quarter()).collect();
        quarters.into_iter().collect()
    }

    /// Metrics by the paths of their files, so that the order of reading does not matter.
    fn in_order<'v>(&self, views: impl Iterator<Item = MetricView<'v>>) -> Vec<MetricView<'v>> {
        let mut views: Vec<_> = views.collect();
        views.sort_by_key(|view| &view.workspace.sources.file(view.file.id).path);
        views
    }

    fn metric(&self, view: &MetricView) -> metric::MetricCard {
        metric::metric(view, self.quarter, self.as_of.min(self.last))
    }

    fn metrics(&self) -> Vec<metric::MetricCard> {
        let is_metric = |view: &MetricView| matches!(view.role, MetricRole::Input | MetricRole::Watched);
        let views = self.in_order(self.workspace.metrics().filter(is_metric));
        views.iter().map(|view| self.metric(view)).collect()
    }

    /// Every guardrail, then other metrics that objectives of the quarter name as one.
    fn guardrails(&self) -> Vec<GuardrailCard> {
        let is_guardrail = |view: &MetricView| view.role == MetricRole::Guardrail;
        let views = self.in_order(self.workspace.metrics().filter(is_guardrail));
        let judged = |view: &MetricView| guardrail::guardrail(view, self.first, self.last, self.as_of);
        let mut cards: Vec<GuardrailCard> = views.iter().map(judged).collect();
        let known: BTreeSet<String> = cards.iter().map(|card| card.metric.clone()).collect();
        let objectives = self.workspace.objectives().filter(|view| view.quarter() == Some(self.quarter));
        let named: BTreeSet<&str> = objectives.flat_map(|view| view.guardrails()).map(|(id, _)| id).collect();
        for id in named.into_iter().filter(|id| !known.contains(*id)) {
            let view = self.workspace.metric(id);
            cards.push(view.map_or_else(|| guardrail::undefined(id), |view| judged(&view)));
        }
        cards
    }

    /// Company, then teams, then persons, each by name; inside, by the files' paths and the order in them.
    fn teams(&self, guardrails: &[GuardrailCard]) -> Vec<TeamCard> {
        let marks: BTreeMap<&str, GuardrailMark> =
            guardrails.iter().map(|card| (card.metric.as_str(), mark(card))).collect();
        let mut by_team: BTreeMap<(Level, String), Vec<ObjectiveView>> = BTreeMap::new();
        for view in self.workspace.objectives().filter(|view| view.quarter() == Some(self.quarter)) {
            by_team.entry((view.level(), view.team().into_owned())).or_default().push(view);
        }
        let teams = by_team.into_par_iter().map(|((level, team), mut views)| {
            views.sort_by_key(|view| (&self.workspace.sources.file(view.file.id).path, view.position));
            let objectives: Vec<ObjectiveCard> =
                views.iter().map(|view| self.objective(view, &marks)).collect();
            let parts = objectives.iter().filter_map(|objective| Some((objective.weight, objective.score?)));
            let score = weighted_mean(&parts.collect::<Vec<_>>());
            TeamCard {
                team,
                level,
                score,
                band: score.map(|score| self.bands.band(score, Ambition::Aspirational)),
                calibration: self.calibration(score, objectives.iter()),
                weakest: weakest(objectives.iter().filter_map(|objective| objective.weakest.clone())),
                objectives,
            }
        });
        teams.collect()
    }

    fn objective(&self, view: &ObjectiveView, marks: &BTreeMap<&str, GuardrailMark>) -> ObjectiveCard {
        let ambition = view.ambition();
        let key_results: Vec<KeyResultCard> =
            view.key_results().map(|key_result| self.key_result(&key_result, ambition)).collect();
        let parts: Vec<_> =
            key_results.iter().map(|card| (card.address.clone(), card.weight, card.score)).collect();
        let scored = key_results.iter().filter_map(|card| Some((card.weight, card.score?)));
        let score = weighted_mean(&scored.collect::<Vec<_>>());
        let left_out = key_results.iter().filter(|card| card.score.is_none());
        ObjectiveCard {
            address: view.address(),
            objective: view.text().to_owned(),
            owner: view.owner().map(str::to_owned),
            ambition,
            weight: view.weight(),
            score,
            band: score.map(|score| self.bands.band(score, ambition)),
            weakest: weakest(key_results.iter().filter_map(Weakest::of)),
            left_out: left_out.map(|card| card.address.clone()).collect(),
            guardrails: view.guardrails().iter().filter_map(|(id, _)| marks.get(id).cloned()).collect(),
            key_results,
            parts,
        }
    }

    fn key_result(&self, view: &KeyResultView, ambition: Ambition) -> KeyResultCard {
        let mut figures = figures(view);
        let mut readings: Vec<Reading> = view.check_ins_seen(self.as_of).iter().map(Reading::of).collect();
        let outcome = match view.facts() {
            None => Err(NoData::NoSentence),
            Some(facts) if facts.relative_target => Err(NoData::NoBaseline),
            Some(_) => score(&mut figures, &mut readings),
        };
        let (scored, no_data) = match outcome {
            Ok(Some(scored)) => (Some(scored), None),
            Ok(None) => (None, Some(self.nothing_measured(view))),
            Err(no_data) => (None, Some(no_data)),
        };
        let by_hand = by_hand(view);
        let winning = by_hand.as_ref().filter(|grade| self.closes() && grade.reason.is_some());
        let counts = winning.map(|grade| grade.score).or_else(|| self.without_hand(scored));
        let ratio = scored.and_then(|scored| scored.ratio);
        let projected = match (&figures, readings.last()) {
            (Figures::Move { baseline: Some(from), target: Some(to) }, Some(latest))
                if ratio.is_some() && !self.ended() =>
            {
                project(from, to, latest, self.first, self.last)
            }
            _ => None,
        };
        let confidence = confidence(view, &readings);
        let judged = judge(&Facts {
            quarter: self.quarter,
            first: self.first,
            last: self.last,
            as_of: self.as_of,
            figures: &figures,
            ratio,
            score: counts,
            by_hand: winning.and_then(|grade| grade.reason.as_deref()),
            no_data: no_data.as_ref(),
            readings: &readings,
            projection: projected.as_ref(),
            confidence,
            stale_after: stale_after(view.metric().as_ref(), self.settings),
            bands: self.bands,
            ambition,
        });
        KeyResultCard {
            address: view.address(),
            key_result: view.text().to_owned(),
            owner: view.owner().map(str::to_owned),
            weight: view.weight(),
            metric: view.key_result.metric.get().cloned(),
            baseline: match &figures {
                Figures::Move { baseline, .. } => baseline.clone(),
                Figures::Hold { .. } => view.key_result.baseline.get().cloned(),
            },
            stretch: view.key_result.stretch.get().cloned(),
            original: original(view, &figures, &readings),
            readings_of_metric: !readings.is_empty() && !has_own_check_ins(view),
            computed: scored.map(|scored| scored.score),
            band: counts.map(|score| self.bands.band(score, ambition)),
            score: counts,
            status: judged.status,
            reason: judged.reason,
            projected,
            figures,
            readings,
            ratio,
            by_hand,
            no_data,
            confidence,
        }
    }

    fn nothing_measured(&self, view: &KeyResultView) -> NoData {
        let before = view.check_ins().into_iter().rfind(|measured| measured.day < self.first);
        NoData::NothingMeasured {
            quarter: self.quarter,
            before: before.map(|measured| (measured.value.text().to_owned(), measured.day)),
        }
    }

    /// Whether grades set by hand count; they also need their reason.
    fn closes(&self) -> bool {
        self.mode == Mode::Grade || self.ended()
    }

    /// The computed score; silence counts 0 when the grades of an ended quarter are drawn up.
    fn without_hand(&self, scored: Option<Scored>) -> Option<f64> {
        let silence = (self.mode == Mode::Grade && self.ended()).then_some(0.0);
        scored.map(|scored| scored.score).or(silence)
    }

    /// Nothing measured is not a target set too high. Promises are meant to be kept: where all are, full scores say nothing about the targets.
    fn calibration<'c>(
        &self,
        score: Option<f64>,
        objectives: impl Iterator<Item = &'c ObjectiveCard> + Clone,
    ) -> Option<Calibration> {
        let score = score.filter(|_| self.ended())?;
        let mut key_results = objectives.clone().flat_map(|objective| &objective.key_results);
        if key_results.all(|card| card.no_data.is_some() && !card.is_by_hand()) {
            return None;
        }
        let mut scored = objectives.clone().filter(|objective| objective.score.is_some());
        if scored.all(|objective| objective.ambition == Ambition::Committed) {
            return Some(Calibration::Committed);
        }
        let mut scores = objectives.flat_map(|objective| &objective.parts).filter_map(|(_, _, score)| *score);
        Calibration::of(score, scores.all(|score| score >= 1.0))
    }
}

fn mark(card: &GuardrailCard) -> GuardrailMark {
    GuardrailMark {
        metric: card.metric.clone(),
        name: card.name.clone(),
        state: card.state,
        reason: card.reason.clone(),
    }
}

/// What a key result wants, in numbers.
pub(super) fn figures(view: &KeyResultView) -> Figures {
    let quantity = |figure: &Option<crate::goals::Figure>| figure.as_ref().map(|f| f.quantity.clone());
    match view.aim() {
        None => Figures::Move { baseline: None, target: None },
        Some(Aim::Move { baseline, target }) => {
            Figures::Move { baseline: quantity(baseline), target: quantity(target) }
        }
        Some(Aim::Hold { at_least, at_most }) => {
            Figures::Hold { at_least: quantity(at_least), at_most: quantity(at_most) }
        }
    }
}

/// Whether a key result could be scored if only somebody measured it: it has numbers, and they fit together.
pub(crate) fn can_be_scored(view: &KeyResultView) -> bool {
    view.facts().is_some_and(|facts| !facts.relative_target) && score(&mut figures(view), &mut []).is_ok()
}

/// The share of the way from a key result's baseline to its target that a measured value has made, as its score would count
/// it; `None` where there is no such way or the numbers cannot be compared.
pub(crate) fn way_made(view: &KeyResultView, measured: &Measured) -> Option<f64> {
    score(&mut figures(view), &mut [Reading::of(measured)]).ok()??.ratio
}

fn has_own_check_ins(view: &KeyResultView) -> bool {
    let mut own = view.key_result.check_ins.readable();
    own.any(|(check_in, _)| check_in.date.get().is_some() && check_in.value.get().is_some())
}

fn by_hand(view: &KeyResultView) -> Option<GradeByHand> {
    let grade = view.key_result.grade.get()?;
    let reason = grade.reason.get().filter(|reason| !reason.trim().is_empty());
    Some(GradeByHand { score: grade.score.get()?.0, reason: reason.cloned() })
}

/// The confidence said last, else the one at the start.
fn confidence(view: &KeyResultView, readings: &[Reading]) -> Option<(u8, Option<Day>)> {
    let said = readings.iter().rev().find_map(|reading| Some((reading.confidence?, Some(reading.day))));
    said.or_else(|| view.key_result.confidence.get().map(|confidence| (confidence.0, None)))
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
