//! What changed since an earlier day: the state then, the state now, and what was written in between.

mod measured;
mod said;

pub use measured::{GuardrailNews, MetricNews};
pub use said::Said;

use super::moment::Moment;
use crate::goals::format::Revision;
use crate::goals::values::{Level, RevisedField};
use crate::goals::{Day, KeyResultView, Quarter, Readings};
use crate::quantity::{self, Quantity};
use crate::score::{Bet, Figures, KeyResultCard, ObjectiveCard, Scorecard, Status, TeamCard};
use measured::{guardrails, metrics};
use said::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What changed in a quarter since an earlier day.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// The day that is compared with, as it was at its end.
    pub day: Day,
    /// Whether the goals of that day were compared. Without a history they are those of today, and only what has a date
    /// shows the past: check-ins, readings, revisions.
    pub from_history: bool,
    /// The quarter.
    pub quarter: Course,
    /// Every team in which something changed.
    pub teams: Vec<TeamNews>,
    /// The north star and other metrics with a new reading.
    pub metrics: Vec<MetricNews>,
    /// Guardrails whose state changed, with a new reading, or breached.
    pub guardrails: Vec<GuardrailNews>,
    /// The addresses of key results on which nothing changed.
    pub unchanged: Vec<String>,
}

/// The state of something on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// 0 to 1; `None` without data.
    pub score: Option<f64>,
    /// The status.
    pub status: Status,
}

/// The state before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// On the earlier day; `None` if it did not exist.
    pub was: Option<Stand>,
    /// Now; `None` if it is gone.
    pub is: Option<Stand>,
}

/// A team, the company or a person.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamNews {
    /// Its name in addresses.
    pub team: String,
    /// Whose objectives they are.
    pub level: Level,
    /// The state before and after.
    pub course: Course,
    /// Its objectives on which something changed.
    pub objectives: Vec<ObjectiveNews>,
}

/// An objective.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectiveNews {
    /// Its address; the former one where it is gone.
    pub address: String,
    /// Its sentence.
    pub objective: String,
    /// The state before and after.
    pub course: Course,
    /// Its key results on which something changed.
    pub key_results: Vec<KeyResultNews>,
    /// Its initiatives that are new, gone, or at another stage.
    pub initiatives: Vec<InitiativeNews>,
}

/// An initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitiativeNews {
    /// The work.
    pub title: String,
    /// Where it stood, such as `planned`; `None` if it did not exist.
    pub was: Option<String>,
    /// Where it stands, such as `done, +3% in the test, ship`; `None` if it is gone.
    pub is: Option<String>,
}

/// Status, result and decision of an initiative.
fn stage(bet: &Bet) -> String {
    let parts = [
        bet.status.map(|status| status.name().to_owned()),
        bet.result.clone(),
        bet.decision.map(|decision| decision.name().to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "named".to_owned() } else { parts.join(", ") }
}

/// The initiatives of an objective that changed between two versions of it.
fn initiatives(was: &[Bet], is: &[Bet]) -> Vec<InitiativeNews> {
    let find = |bets: &[Bet], title: &str| bets.iter().find(|bet| bet.title == title).map(stage);
    let mut news: Vec<InitiativeNews> = is
        .iter()
        .map(|bet| InitiativeNews {
            title: bet.title.clone(),
            was: find(was, &bet.title),
            is: Some(stage(bet)),
        })
        .collect();
    let gone = was.iter().filter(|bet| !is.iter().any(|other| other.title == bet.title));
    news.extend(gone.map(|bet| InitiativeNews { title: bet.title.clone(), was: Some(stage(bet)), is: None }));
    news.retain(|news| news.was != news.is);
    news
}

/// A key result.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyResultNews {
    /// Its address; the former one where it is gone.
    pub address: String,
    /// Its sentence.
    pub key_result: String,
    /// The state before and after.
    pub course: Course,
    /// What counted of its values then, as it is written.
    pub value_was: Option<String>,
    /// What counts of its values now, as it is written.
    pub value_is: Option<String>,
    /// New check-ins, and readings of its metric, oldest first.
    pub said: Vec<Said>,
    /// Aims that changed.
    pub revised: Vec<Revised>,
    /// Since when and why it is cancelled, in words, where it was not before.
    pub cancelled: Option<String>,
}

/// A number that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// `baseline`, `target`, `at_least` or `at_most`.
    pub field: &'static str,
    /// What it was; `None` if there was none.
    pub from: Option<String>,
    /// Its state; `None` if it no longer exists.
    pub to: Option<String>,
    /// The day of the revision that says so, where one does.
    pub day: Option<Day>,
    /// Why, in the words of that revision.
    pub reason: Option<String>,
}

impl Since {
    /// Whether nothing is new: all that is listed is a breach that lasts.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let is_old = |news: &GuardrailNews| !news.is_other_state() && !news.is_read_anew();
        self.teams.is_empty() && self.metrics.is_empty() && self.guardrails.iter().all(is_old)
    }
}

/// Compares two days of one quarter, as far as the later scorecard shows it. `from_history`: whether the goals of `before`
/// are those of that day rather than those of today.
#[must_use]
pub fn since(before: Moment<'_>, after: Moment<'_>, from_history: bool) -> Since {
    let comparison = Comparison::new(before, after, from_history);
    let course = |card: &Scorecard| Some(Stand { score: card.score, status: card.standing.status });
    let (teams, unchanged) = comparison.teams();
    Since {
        day: before.card.as_of,
        from_history,
        quarter: Course { was: course(before.card), is: course(after.card) },
        teams,
        metrics: metrics(before.card, after.card),
        guardrails: guardrails(before.card, after.card),
        unchanged,
    }
}

impl Course {
    /// Whether its state changed.
    #[must_use]
    pub fn changed(&self) -> bool {
        match (self.was, self.is) {
            (Some(was), Some(is)) => was.status != is.status || differ(was.score, is.score),
            (was, is) => was.is_some() != is.is_some(),
        }
    }
}

fn differ(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() > 1e-9,
        (one, other) => one.is_some() != other.is_some(),
    }
}

impl KeyResultNews {
    fn is_news(&self) -> bool {
        self.course.changed() || !self.said.is_empty() || !self.revised.is_empty()
    }
}

impl ObjectiveNews {
    fn is_news(&self) -> bool {
        !self.key_results.is_empty() || !self.initiatives.is_empty() || self.course.changed()
    }
}

/// One day's goals, by their addresses.
struct Book<'m> {
    quarter: Quarter,
    readings: Readings<'m>,
    views: HashMap<String, KeyResultView<'m>>,
    teams: HashMap<(Level, &'m str), &'m TeamCard>,
    objectives: HashMap<&'m str, &'m ObjectiveCard>,
    key_results: HashMap<&'m str, &'m KeyResultCard>,
}

impl<'m> Book<'m> {
    fn of(moment: Moment<'m>) -> Self {
        let Moment { workspace, card } = moment;
        let of_quarter =
            workspace.key_results().filter(|view| view.objective.quarter() == Some(card.quarter));
        let objectives = || card.teams.iter().flat_map(|team| &team.objectives);
        let key_results = objectives().flat_map(|objective| &objective.key_results);
        Self {
            quarter: card.quarter,
            readings: Readings::of(workspace, card.as_of),
            views: of_quarter.map(|view| (view.address(), view)).collect(),
            teams: card.teams.iter().map(|team| ((team.level, team.team.as_str()), team)).collect(),
            objectives: objectives().map(|objective| (objective.address.as_str(), objective)).collect(),
            key_results: key_results.map(|card| (card.address.as_str(), card)).collect(),
        }
    }

    /// All that was said of a key result in the quarter, oldest first.
    fn said(&self, address: &str) -> Vec<Entry<'m>> {
        let Some(view) = self.views.get(address) else { return Vec::new() };
        let track = self.readings.track(view, self.quarter);
        let value_on = |day: Day| track.counted.binary_search_by_key(&day, |value| value.day).is_ok();
        let measured =
            track.counted.iter().map(|value| Entry::new(value.day, value.check_in, Some(value.value)));
        let looks = track.looks.iter().filter(|look| !value_on(look.day));
        let mut all: Vec<Entry<'m>> =
            measured.chain(looks.map(|look| Entry::new(look.day, look.check_in, None))).collect();
        all.sort_by_key(|entry| entry.day);
        all
    }
}

/// Two days, and which goal of one is which of the other.
struct Comparison<'m> {
    days: (Day, Day),
    from_history: bool,
    before: Book<'m>,
    after: Book<'m>,
    /// The earlier scorecard, narrowed to what the later one shows.
    shown_before: Scorecard,
    card: &'m Scorecard,
    /// Former addresses by today's.
    former: HashMap<String, String>,
}

impl<'m> Comparison<'m> {
    fn new(before: Moment<'m>, after: Moment<'m>, from_history: bool) -> Self {
        let former = before.former_addresses(after);
        let mut shown_before = before.card.clone();
        shown_before.narrow(&after.card.filter);
        Self {
            days: (before.card.as_of, after.card.as_of),
            from_history,
            before: Book::of(before),
            after: Book::of(after),
            shown_before,
            card: after.card,
            former,
        }
    }

    /// The teams in which something changed, and the key results on which nothing did.
    fn teams(&self) -> (Vec<TeamNews>, Vec<String>) {
        let known: HashSet<&str> = self.former.values().map(String::as_str).collect();
        let mut unchanged = Vec::new();
        let mut gone = self.gone(&known);
        let mut teams = Vec::new();
        for team in &self.card.teams {
            let mut objectives = Vec::new();
            for objective in &team.objectives {
                let news = self.objective(objective, &mut unchanged, &known);
                objectives.extend(Some(news).filter(ObjectiveNews::is_news));
            }
            let name = (team.level, team.team.as_str());
            objectives.extend(gone.remove(&name).unwrap_or_default());
            let was = self.before.teams.get(&name).map(|team| stand_of_team(team));
            let course = Course { was, is: Some(stand_of_team(team)) };
            if !objectives.is_empty() || course.changed() {
                teams.push(TeamNews { team: team.team.clone(), level: team.level, course, objectives });
            }
        }
        for ((level, team), objectives) in gone {
            let was = self.before.teams.get(&(level, team)).map(|team| stand_of_team(team));
            teams.push(TeamNews {
                team: team.to_owned(),
                level,
                course: Course { was, is: None },
                objectives,
            });
        }
        (teams, unchanged)
    }

    /// Objectives that no longer exist, by team.
    fn gone(&self, known: &HashSet<&str>) -> BTreeMap<(Level, &str), Vec<ObjectiveNews>> {
        let mut gone: BTreeMap<(Level, &str), Vec<ObjectiveNews>> = BTreeMap::new();
        for team in &self.shown_before.teams {
            for objective in team.objectives.iter().filter(|card| !known.contains(card.address.as_str())) {
                let news = ObjectiveNews {
                    address: objective.address.clone(),
                    objective: objective.objective.clone(),
                    course: Course { was: Some(stand_of_objective(objective)), is: None },
                    key_results: self.gone_of(objective, known),
                    initiatives: Vec::new(),
                };
                gone.entry((team.level, team.team.as_str())).or_default().push(news);
            }
        }
        gone
    }

    /// Key results that no longer exist, of an objective that no longer exists.
    fn gone_of(&self, objective: &ObjectiveCard, known: &HashSet<&str>) -> Vec<KeyResultNews> {
        let gone = objective.key_results.iter().filter(|card| !known.contains(card.address.as_str()));
        gone.map(|card| self.key_result(Some(card), None)).collect()
    }

    fn objective(
        &self,
        card: &'m ObjectiveCard,
        unchanged: &mut Vec<String>,
        known: &HashSet<&str>,
    ) -> ObjectiveNews {
        let former = self.former.get(&card.address).and_then(|was| self.before.objectives.get(was.as_str()));
        let mut key_results = Vec::new();
        for key_result in &card.key_results {
            let was = self.former.get(&key_result.address);
            let was = was.and_then(|was| self.before.key_results.get(was.as_str())).copied();
            let news = self.key_result(was, Some(key_result));
            if news.is_news() {
                key_results.push(news);
            } else {
                unchanged.push(key_result.address.clone());
            }
        }
        key_results.extend(former.map(|was| self.gone_of(was, known)).unwrap_or_default());
        ObjectiveNews {
            address: card.address.clone(),
            objective: card.objective.clone(),
            course: Course {
                was: former.map(|card| stand_of_objective(card)),
                is: Some(stand_of_objective(card)),
            },
            key_results,
            initiatives: former.map(|was| initiatives(&was.bets, &card.bets)).unwrap_or_default(),
        }
    }

    fn key_result(&self, was: Option<&KeyResultCard>, is: Option<&KeyResultCard>) -> KeyResultNews {
        let shown = is.or(was);
        let text = |of: fn(&KeyResultCard) -> &String| shown.map(of).cloned().unwrap_or_default();
        let stand = |card: &KeyResultCard| Stand { score: card.score, status: card.status };
        let value = |card: &KeyResultCard| {
            let value = card.value.as_ref().or(card.current().map(|latest| &latest.value));
            value.map(|value| value.text().to_owned())
        };
        let said = is.map(|is| {
            let earlier = was.map(|was| self.before.said(&was.address)).unwrap_or_default();
            let new = self.after.said(&is.address).into_iter().filter(|entry| !entry.is_among(&earlier));
            new.map(Entry::to_said).collect()
        });
        KeyResultNews {
            address: text(|card| &card.address),
            key_result: text(|card| &card.key_result),
            course: Course { was: was.map(stand), is: is.map(stand) },
            value_was: was.and_then(value),
            value_is: is.and_then(value),
            said: said.unwrap_or_default(),
            revised: was.zip(is).map(|(was, is)| self.revised(was, is)).unwrap_or_default(),
            cancelled: is
                .filter(|is| is.cancelled.is_some() && was.is_none_or(|was| was.cancelled.is_none()))
                .map(|is| is.reason.clone()),
        }
    }

    /// The numbers that were changed: by the goals of both days where there is a history, otherwise by dated revisions.
    fn revised(&self, was: &KeyResultCard, is: &KeyResultCard) -> Vec<Revised> {
        let Some(view) = self.after.views.get(&is.address) else { return Vec::new() };
        let mut revised = Vec::new();
        for (field, name, former, today) in fields(&was.figures, &is.figures) {
            let from = if self.from_history { None } else { Some(self.days.0) };
            let of_field = revisions(view, field, from, self.days.1);
            let last = of_field.last();
            let changed = if self.from_history { !same(former, today) } else { last.is_some() };
            if !changed {
                continue;
            }
            let text = |quantity: Number<'_>| quantity.map(|value| value.text().to_owned());
            let first = of_field.first().and_then(|revision| revision.from.get().cloned());
            let (from, to) = match self.from_history {
                true => (text(former), text(today)),
                false => (first, last.and_then(|revision| revision.to.get().cloned())),
            };
            revised.push(Revised {
                field: name,
                from,
                to,
                day: last.and_then(|revision| revision.date.get().copied()),
                reason: last.and_then(|revision| revision.reason.get().cloned()),
            });
        }
        revised
    }
}

/// The revisions of a field after one day and up to another, oldest first.
fn revisions<'v>(
    view: &KeyResultView<'v>,
    field: RevisedField,
    after: Option<Day>,
    until: Day,
) -> Vec<&'v Revision> {
    let counts = |revision: &&Revision| {
        let in_time = |day: &Day| *day <= until && after.is_none_or(|after| *day > after);
        revision.field.get() == Some(&field) && revision.date.get().is_some_and(in_time)
    };
    let revisions = view.key_result.revisions.readable().map(|(revision, _)| revision);
    let mut revisions: Vec<&Revision> = revisions.filter(counts).collect();
    revisions.sort_by_key(|revision| revision.date.get().copied());
    revisions
}

type Number<'f> = Option<&'f Quantity>;

/// The aims of a key result, then and now.
fn fields<'f>(
    was: &'f Figures,
    is: &'f Figures,
) -> Vec<(RevisedField, &'static str, Number<'f>, Number<'f>)> {
    let of = |figures: &'f Figures| match figures {
        Figures::Move { baseline, target } => [baseline.as_ref(), target.as_ref(), None, None],
        Figures::Hold { at_least, at_most } => [None, None, at_least.as_ref(), at_most.as_ref()],
    };
    let names = [
        (RevisedField::Baseline, "baseline"),
        (RevisedField::Target, "target"),
        (RevisedField::AtLeast, "at_least"),
        (RevisedField::AtMost, "at_most"),
    ];
    let both = of(was).into_iter().zip(of(is));
    names.into_iter().zip(both).map(|((field, name), (was, is))| (field, name, was, is)).collect()
}

fn same(one: Number<'_>, other: Number<'_>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => quantity::same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn stand_of_team(card: &TeamCard) -> Stand {
    Stand { score: card.score, status: card.standing.status }
}

fn stand_of_objective(card: &ObjectiveCard) -> Stand {
    Stand { score: card.score, status: card.standing.status }
}
