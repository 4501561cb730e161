//! Builds a scorecard from a workspace.

use super::bands::{Bands, Promises};
use super::bet::bets;
use super::cadence::{self, check_in_allowed, check_in_due, check_in_interval, overdue};
use super::counted::{Computed, by_hand, counts};
use super::earlier::addition;
use super::figures::Figures;
use super::filter::narrow;
use super::forecast;
use super::guardrail::{self, GuardrailCard};
use super::key_result::Scored;
use super::metric::{self, MetricCard, MovedBy};
use super::no_data::NoData;
use super::original::{Window, by_revisions, first_ambition, first_weight};
use super::pace::{Course, Way, project};
use super::reading::Reading;
use super::scorecard::{Filter, GuardrailMark, KeyResultCard, Means, ObjectiveCard, Scorecard, TeamCard};
use super::status::{Cancelled, Facts, Judged, Status, judge};
use super::takes::{Takes, of_hold, of_move};
use super::units::beside;
use super::unusual::{Unusual, look_first};
use crate::goals::values::{Aggregate, Ambition, Better, Level};
use crate::goals::{
    Day, KeyResultView, MetricRole, MetricView, ObjectiveView, Origin, Quarter, Readings, Track, Workspace,
};
use crate::parallel;
use crate::quantity::Quantity;
use crate::settings::Settings;
use crate::source::Excerpt;
use std::collections::{BTreeMap, BTreeSet};

impl Scorecard {
    /// Scores one quarter as of a day. The result depends on what the files say, not on the order they were read in, and on
    /// nothing that is dated after that day.
    #[must_use]
    pub fn new(workspace: &Workspace, settings: &Settings, quarter: Quarter, as_of: Day) -> Self {
        Builder::new(workspace, settings, quarter, as_of).scorecard()
    }

    /// Leaves out what is not asked for; no number changes.
    pub fn narrow(&mut self, filter: &Filter) {
        self.filter = filter.clone();
        narrow(filter, &mut self.teams, &mut self.metrics, &mut self.guardrails);
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
    bands: Bands,
    readings: Readings<'w>,
}

/// What is not known yet.
fn unknown() -> Judged {
    Judged { status: Status::NoData, reason: String::new(), expected: None }
}

impl<'w> Builder<'w> {
    fn new(workspace: &'w Workspace, settings: &'w Settings, quarter: Quarter, as_of: Day) -> Self {
        let calendar = workspace.calendar;
        Self {
            workspace,
            settings,
            quarter,
            first: calendar.first_day(quarter),
            last: calendar.last_day(quarter),
            as_of,
            bands: Bands::of(settings),
            readings: Readings::of(workspace, as_of),
        }
    }

    fn ended(&self) -> bool {
        self.as_of > self.last
    }

    fn scorecard(&self) -> Scorecard {
        let mut guardrails = self.guardrails();
        let teams = self.teams(&guardrails);
        let moved_by = moved_by(&teams);
        let stars = self.in_order(self.workspace.north_stars());
        let mut north_star = stars.first().map(|star| self.metric(star, &moved_by));
        let mut metrics = self.metrics(&moved_by);
        let of_metrics = north_star.iter_mut().chain(&mut metrics);
        let of_metrics = of_metrics.filter_map(|card| Some((&card.id, card.unusual.as_deref_mut()?)));
        let of_guardrails = guardrails.iter_mut();
        let of_guardrails =
            of_guardrails.filter_map(|card| Some((&card.metric, card.unusual.as_deref_mut()?)));
        look_first(self.workspace, &self.readings, of_metrics.chain(of_guardrails));
        let mut card = Scorecard {
            quarter: self.quarter,
            first_day: self.first,
            last_day: self.last,
            as_of: self.as_of,
            bands: self.bands,
            filter: Filter::default(),
            score: None,
            band: None,
            means: Means::default(),
            standing: unknown(),
            calibration: None,
            promises: Promises::default(),
            stretch: None,
            weakest: None,
            all_teams: teams.iter().map(|team| team.team.clone()).collect(),
            teams,
            north_star,
            metrics,
            guardrails,
            all_quarters: self.all_quarters(),
            earlier: Vec::new(),
            removed: Vec::new(),
            grouped_at_first: Vec::new(),
        };
        card.summarise();
        card
    }

    /// The days on which revisions count.
    fn window(&self) -> Window {
        // What was decided while goals were being settled is what was agreed.
        let settled = self.workspace.calendar.settled_by(self.quarter);
        Window { first: settled.plus_days(1), as_of: self.as_of }
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

    fn metric(&self, view: &MetricView, moved_by: &BTreeMap<String, MovedBy>) -> MetricCard {
        let moved_by = view.id().and_then(|id| moved_by.get(id));
        metric::metric(view, self.quarter, self.as_of.min(self.last), self.settings, moved_by, !self.ended())
    }

    fn metrics(&self, moved_by: &BTreeMap<String, MovedBy>) -> Vec<MetricCard> {
        let is_metric = |view: &MetricView| matches!(view.role, MetricRole::Input | MetricRole::Watched);
        let views = self.in_order(self.workspace.metrics().filter(is_metric));
        views.iter().map(|view| self.metric(view, moved_by)).collect()
    }

    /// Every guardrail, then other metrics that objectives of the quarter name as one.
    fn guardrails(&self) -> Vec<GuardrailCard> {
        let is_guardrail = |view: &MetricView| view.role == MetricRole::Guardrail;
        let views = self.in_order(self.workspace.metrics().filter(is_guardrail));
        let judged = |view: &MetricView| {
            let days = guardrail::Days { first: self.first, last: self.last, as_of: self.as_of };
            guardrail::guardrail(view, days, self.settings)
        };
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
        let mut by_team: BTreeMap<(Level, String), Vec<ObjectiveView<'w>>> = BTreeMap::new();
        for view in self.workspace.objectives().filter(|view| view.quarter() == Some(self.quarter)) {
            by_team.entry((view.level(), view.team().into_owned())).or_default().push(view);
        }
        let by_team: Vec<_> = by_team.into_iter().collect();
        parallel::map(&by_team, |((level, team), views)| {
            let mut views = views.clone();
            views.sort_by_key(|view| (&self.workspace.sources.file(view.file.id).path, view.position));
            TeamCard {
                team: team.clone(),
                level: *level,
                score: None,
                band: None,
                means: Means::default(),
                standing: unknown(),
                calibration: None,
                promises: Promises::default(),
                stretch: None,
                weakest: None,
                objectives: views.iter().map(|view| self.objective(view, &marks)).collect(),
                grouped_at_first: Vec::new(),
            }
        })
    }

    fn objective(&self, view: &ObjectiveView<'w>, marks: &BTreeMap<&str, GuardrailMark>) -> ObjectiveCard {
        let ambition = view.ambition();
        let (guardrails, guardrails_left_out) = watched(view, marks);
        ObjectiveCard {
            address: view.address(),
            objective: view.text().to_owned(),
            owner: view.owner().map(str::to_owned),
            ambition,
            first_ambition: first_ambition(&view.objective.revisions, ambition, self.window()),
            weight: view.weight(),
            first_weight: first_weight(&view.objective.revisions, view.weight(), self.window()),
            score: None,
            band: None,
            means: Means::default(),
            standing: unknown(),
            weakest: None,
            left_out: Vec::new(),
            cancelled: view.cancelled(self.as_of).map(Cancelled::of),
            bets: bets(view),
            guardrails,
            guardrails_left_out,
            key_results: view
                .key_results()
                .map(|key_result| self.key_result(&key_result, ambition))
                .collect(),
            parts: Vec::new(),
            grouped_at_first: Vec::new(),
            reflection: view
                .objective
                .reflection
                .get()
                .filter(|text| !text.trim().is_empty())
                .map(Excerpt::to_string),
        }
    }

    fn key_result(&self, view: &KeyResultView<'w>, ambition: Ambition) -> KeyResultCard {
        let track = self.readings.track(view, self.quarter);
        let metric = self.readings.metric(view);
        let start = view.start(self.quarter, self.as_of);
        // What was measured after it was given up is no part of it.
        let cancelled = view.cancelled(self.as_of);
        let until = cancelled.and_then(|cancelled| cancelled.day).unwrap_or(self.as_of);
        let counted = &track.counted[..track.counted.partition_point(|value| value.day <= until)];
        let Computed { figures, aggregate, readings, phases: (days, targets), outcome } =
            Computed::of(view, metric.as_ref(), counted, (self.quarter, self.as_of));
        let (scored, no_data) = match outcome {
            Ok(Some(scored)) => (Some(scored), None),
            Ok(None) => (None, Some(self.nothing_measured(&track, start))),
            Err(no_data) => (None, Some(no_data)),
        };
        let course = Course {
            start,
            end: self.last,
            aggregate,
            phases: days.iter().copied().zip(targets.iter().map(Quantity::value)).collect(),
            history: history(&track, scored.as_ref()),
        };
        let stretch = view.key_result.stretch.get();
        let cancelled = cancelled.map(Cancelled::of);
        let by_hand = by_hand(view);
        let hand = by_hand.as_ref().filter(|grade| grade.reason.is_some() && cancelled.is_none());
        let in_any_case = counts(by_hand.as_ref(), scored.as_ref(), self.ended());
        let counts = in_any_case.filter(|_| cancelled.is_none());
        let stood_at = in_any_case.filter(|_| cancelled.is_some());
        let projected = match (&figures, &scored) {
            (Figures::Move { baseline: Some(from), target: Some(to) }, Some(scored))
                if !self.ended() && cancelled.is_none() =>
            {
                let stretch = stretch.and_then(|stretch| beside(&scored.current, stretch));
                let current = &scored.current;
                let way = Way { baseline: from, target: to, stretch: stretch.as_ref(), current };
                project(way, &readings, &course, self.as_of, |score| self.bands.band(score, ambition))
            }
            _ => None,
        };
        // Where several values count, what was before the start is no look at it.
        let last_look = track.last_look().filter(|day| aggregate == Aggregate::Last || *day >= start);
        let confidence = confidence(view, &track);
        let allowed = check_in_allowed(metric.as_ref(), self.settings);
        let judged = judge(&Facts {
            quarter: self.quarter,
            first: self.first,
            last: self.last,
            as_of: self.as_of,
            figures: &figures,
            course: &course,
            scored: scored.as_ref(),
            score: counts,
            by_hand: hand.and_then(|grade| grade.reason.as_deref()),
            cancelled: cancelled.as_ref(),
            no_data: no_data.as_ref(),
            next_reading: next_reading(metric.as_ref(), &track, course.start),
            readings: &readings,
            last_look,
            projection: projected.as_ref(),
            confidence,
            allowed,
            bands: self.bands,
            ambition,
        });
        let aged =
            readings.last().filter(|_| self.ended() && cancelled.is_none() && aggregate == Aggregate::Last);
        let aged = aged.and_then(|last| Some((last.day, overdue(last.day, self.last, allowed)?)));
        let takes = scored.as_ref().filter(|_| has_way_to_go(judged.status));
        let takes = takes.and_then(|scored| self.takes(&figures, scored, &readings, &course, ambition));
        let interval = check_in_interval(metric.as_ref(), self.settings);
        // A key result that nobody has looked at waits from its start on.
        let waits_since = last_look.unwrap_or(course.start);
        let is_due = has_way_to_go(judged.status) && check_in_due(waits_since, self.as_of, interval, allowed);
        let of_own = aggregate == Aggregate::Last && !readings.iter().all(|reading| reading.of_metric);
        let unusual = (of_own && has_way_to_go(judged.status)).then(|| Unusual::of(&readings)).flatten();
        let window = self.window();
        let original = by_revisions(view, &figures, &readings, aggregate, window);
        let readings_of_metric = !readings.is_empty() && readings.iter().all(|reading| reading.of_metric);
        let pulled =
            metric.filter(|metric| metric.is_pulled() && (readings_of_metric || readings.is_empty()));
        KeyResultCard {
            address: view.address(),
            key_result: view.text().to_owned(),
            owner: view.owner().map(str::to_owned),
            weight: view.weight(),
            first_weight: first_weight(&view.key_result.revisions, view.weight(), window),
            first_objective: None,
            metric: view.key_result.metric.get().map(Excerpt::to_string),
            baseline: match &figures {
                Figures::Move { baseline, .. } => baseline.clone(),
                Figures::Hold { .. } => view.key_result.baseline.get().cloned(),
            },
            stretch: stretch.cloned(),
            original: original.map(Box::new),
            readings_of_metric,
            pulled: pulled.and_then(|metric| metric.id().map(str::to_owned)),
            aggregate,
            value: scored.as_ref().map(|scored| scored.current.clone()),
            last_look,
            is_due,
            note: note(&track),
            start: course.start,
            phases: days.into_iter().zip(targets).collect(),
            cancelled,
            added: addition(view, self.quarter, self.as_of),
            filled_in: None,
            computed: scored.as_ref().map(|scored| scored.score),
            // Before the end a band is no more than a guess.
            band: match judged.status {
                Status::Closed(band) => Some(band),
                _ => None,
            },
            stood_at,
            aged: aged.filter(|_| hand.is_none()),
            score: counts,
            status: judged.status,
            reason: judged.reason,
            expected: judged.expected,
            projected: projected.map(Box::new),
            unusual,
            takes,
            ratio: scored.and_then(|scored| scored.ratio),
            figures,
            readings,
            by_hand,
            no_data: no_data.map(Box::new),
            confidence,
        }
    }

    fn takes(
        &self,
        figures: &Figures,
        scored: &Scored,
        readings: &[Reading],
        course: &Course,
        ambition: Ambition,
    ) -> Option<Takes> {
        match figures {
            Figures::Move { baseline: Some(from), target: Some(to) } => {
                of_move((from, to), &scored.current, readings, course, self.as_of)
            }
            Figures::Move { .. } => None,
            Figures::Hold { .. } => {
                let delivered = self.bands.delivered_from(ambition);
                of_hold(figures, &scored.current, readings, course, self.as_of, delivered)
            }
        }
    }

    fn nothing_measured(&self, track: &Track, start: Day) -> NoData {
        let too_early = track.counted.iter().filter(|value| value.day < start).count();
        NoData::NothingMeasured {
            quarter: self.quarter,
            before: track.before.map(|measured| (measured.value.text().to_owned(), measured.day)),
            looked: track.looks.last().map(|look| look.day),
            too_early: (too_early > 0).then_some((too_early, start)),
        }
    }
}

/// The last values from before the quarter that can stand beside those that count.
fn history(track: &Track, scored: Option<&Scored>) -> Vec<forecast::Point> {
    let Some(scored) = scored.filter(|_| track.counted.len() >= forecast::FEWEST) else { return vec![] };
    let values = &track.history[track.history.len().saturating_sub(forecast::MOST)..];
    let points = values
        .iter()
        .filter_map(|measured| Some((measured.day, beside(&scored.current, measured.value)?.value())));
    points.collect()
}

/// When something is to be measured for the first time: where a metric says how often it is read, that is not before its next reading.
fn next_reading(metric: Option<&MetricView>, track: &Track, start: Day) -> Option<Day> {
    let before = track.before.filter(|before| before.origin == Origin::Metric);
    cadence::next_reading(metric?, before.map_or(start, |before| before.day))
}

fn has_way_to_go(status: Status) -> bool {
    !matches!(status, Status::Closed(_) | Status::Cancelled | Status::Done | Status::NoData)
}

/// The guardrails of an objective. A file can name thousands for each of its thousands of objectives, and nobody reads
/// them all: above this number the worst are kept, and the others counted.
fn watched(view: &ObjectiveView<'_>, marks: &BTreeMap<&str, GuardrailMark>) -> (Vec<GuardrailMark>, usize) {
    const MOST: usize = 20;
    let named = view.guardrails();
    let mut named: Vec<&GuardrailMark> = named.iter().filter_map(|(id, _)| marks.get(id)).collect();
    let left_out = named.len().saturating_sub(MOST);
    if left_out > 0 {
        named.sort_by_key(|mark| std::cmp::Reverse(mark.state));
        named.truncate(MOST);
    }
    (named.into_iter().cloned().collect(), left_out)
}

fn mark(card: &GuardrailCard) -> GuardrailMark {
    GuardrailMark {
        metric: card.metric.clone(),
        name: card.name.clone(),
        state: card.state,
        reason: card.reason.clone(),
    }
}

/// The target of the key result that moves a metric, by the metric's id; of several that of the first, the company's
/// before a team's.
fn moved_by(teams: &[TeamCard]) -> BTreeMap<String, MovedBy> {
    let mut moved_by = BTreeMap::new();
    let key_results = teams.iter().flat_map(|team| &team.objectives).flat_map(|card| &card.key_results);
    for card in key_results.filter(|card| card.cancelled.is_none()) {
        let (target, side) = match &card.figures {
            Figures::Move { target, .. } => (target, None),
            Figures::Hold { at_least, at_most: None } => (at_least, Some(Better::Higher)),
            Figures::Hold { at_least: None, at_most } => (at_most, Some(Better::Lower)),
            Figures::Hold { .. } => continue,
        };
        if let (Some(metric), Some(target)) = (&card.metric, target) {
            let (address, aggregate) = (card.address.clone(), card.aggregate);
            let first = MovedBy { target: target.clone(), address, aggregate, side };
            moved_by.entry(metric.clone()).or_insert(first);
        }
    }
    moved_by
}

/// What was noted last, with or without a value.
fn note(track: &Track) -> Option<(Day, String)> {
    let of_looks = track.looks.iter().map(|look| (look.day, look.check_in));
    let of_values = track.counted.iter().map(|value| (value.day, value.check_in));
    let noted = of_values.chain(of_looks).filter_map(|(day, check_in)| Some((day, check_in.note().get()?)));
    let noted = noted.filter(|(_, note)| !note.trim().is_empty());
    let last = noted.reduce(|last, next| if next.0 >= last.0 { next } else { last })?;
    Some((last.0, last.1.to_string()))
}

/// The confidence stated last, with or without a value, otherwise the one at the start.
fn confidence(view: &KeyResultView, track: &Track) -> Option<(u8, Option<Day>)> {
    let of_looks = track.looks.iter().map(|look| (look.day, look.check_in));
    let of_values = track.counted.iter().map(|value| (value.day, value.check_in));
    let said = of_values.chain(of_looks);
    let said = said.filter_map(|(day, check_in)| Some((day, check_in.confidence().get()?.0)));
    let last = said.reduce(|last, next| if next.0 >= last.0 { next } else { last });
    let last = last.map(|(day, confidence)| (confidence, Some(day)));
    last.or_else(|| view.key_result.confidence.get().map(|confidence| (confidence.0, None)))
}
