//! What somebody has to do now, the most harmful first, each with the command that does it.

use super::attention::{Concern, attention};
use crate::finding::Finding;
use crate::goals::address::Endings;
use crate::goals::format::Initiative;
use crate::goals::values::{Level, is_owned_by};
use crate::goals::{ObjectiveView, Quarter, Target, Workspace};
use crate::lint::{Selection, lint};
use crate::score::{Filter, KeyResultCard, Scorecard};
use crate::settings::Settings;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use strum::{IntoStaticStr, VariantArray};

/// What kind of thing is to be done, the most harmful to leave undone first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A guardrail is past its limit.
    Breached,
    /// Nobody has read a guardrail for longer than its cadence allows.
    StaleGuardrail,
    /// A key result is off track, and nobody has said why since its last value.
    OffTrack,
    /// A key result has no value yet.
    NoData,
    /// The last check-in of a key result is too old.
    Stale,
    /// A check-in is due.
    Due,
    /// A bet has run for weeks, and its key results have not moved.
    Stalled,
    /// A key result needs another team, which does not say that it works for it.
    Dependency,
    /// A quarter is over, and nobody wrote down how a key result ended.
    Ungraded,
    /// A graded objective has no word about why it went that way.
    Reflection,
    /// A quarter is about to start or has just started, and a team that had goals before has none for it.
    NextQuarter,
}

impl Kind {
    /// Every kind, the most harmful first.
    pub const ALL: &[Kind] = Kind::VARIANTS;

    /// Its name for programs and options: `off-track`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::StaleGuardrail => "stale",
            Kind::OffTrack => "off track",
            Kind::NoData => "no data",
            Kind::Stalled => "stalled",
            Kind::Dependency => "depends",
            Kind::NextQuarter => "next",
            other => other.name(),
        }
    }
}

impl Kind {
    /// What a concern asks somebody to do; an unusual reading is to be talked about, and asks nobody by itself.
    fn of(concern: Concern) -> Option<Self> {
        Some(match concern {
            Concern::Breached => Kind::Breached,
            Concern::StaleGuardrail => Kind::StaleGuardrail,
            Concern::OffTrack => Kind::OffTrack,
            Concern::NoData => Kind::NoData,
            Concern::Stale => Kind::Stale,
            Concern::Due => Kind::Due,
            Concern::Unusual => return None,
        })
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Why.
    pub kind: Kind,
    /// What it is about: a full address, a metric's id, or a team.
    pub subject: String,
    /// What people call it: a sentence, a metric's name, an initiative's title.
    pub title: String,
    /// How it stands, as a part of a sentence; may be empty.
    pub detail: String,
    /// The next step, as a part of a sentence; may be empty.
    pub next: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The teams that it concerns.
    pub teams: Vec<String>,
    /// The command that does it, word by word. What it leaves out it asks for.
    pub command: Vec<String>,
}

/// A quarter starts soon when it is at most so many days away, and has just started for so many days.
const SOON: i64 = 14;
const JUST_STARTED: i64 = 28;

/// The rules whose findings are things to do.
pub(super) const RULES: [&str; 4] =
    ["stalled-bet", "unacknowledged-dependency", "ungraded-quarter", "missing-reflection"];

/// What is to be done about the goals of a quarter, as of the day of its scorecard. Where `everything` is wanted, what other
/// quarters left open comes as well.
#[must_use]
pub fn todo(
    workspace: &Workspace,
    settings: &Settings,
    card: &Scorecard,
    everything: bool,
    scope: &Filter,
) -> Vec<Task> {
    let selection = Selection { select: RULES.to_vec(), ignore: Vec::new() };
    let findings = lint(workspace, settings, card.as_of, &selection).findings;
    todo_with(workspace, card, &findings, everything, scope)
}

/// The same, with what [`RULES`] found already.
pub(super) fn todo_with(
    workspace: &Workspace,
    card: &Scorecard,
    findings: &[Finding],
    everything: bool,
    scope: &Filter,
) -> Vec<Task> {
    let list = List { workspace, card, endings: workspace.endings(card.quarter), places: Places::of(card) };
    let mut tasks = list.of_scores();
    let prefix = format!("{}/", card.quarter);
    let is_asked_for = |finding: &&Finding| {
        let is_of_quarter = finding.address.as_ref().is_some_and(|address| address.starts_with(&prefix));
        RULES.contains(&finding.rule) && (everything || is_of_quarter)
    };
    tasks.extend(findings.iter().filter(is_asked_for).filter_map(|finding| list.of_finding(finding)));
    tasks.extend(list.of_next_quarter(everything));
    tasks.retain(|task| holds(scope, task));
    tasks.sort_by_key(|task| task.kind);
    tasks
}

fn holds(scope: &Filter, task: &Task) -> bool {
    let of_team = |team: &String| task.teams.iter().any(|own| own == team);
    let of_owner = |wanted: &String| task.owner.as_ref().is_some_and(|owner| is_owned_by(owner, wanted));
    scope.team.as_ref().is_none_or(of_team) && scope.owner.as_ref().is_none_or(of_owner)
}

/// Where everything on a scorecard is, by its address or id.
#[derive(Default)]
struct Places<'l> {
    key_results: HashMap<&'l str, &'l KeyResultCard>,
    /// In the order of the scorecard.
    teams: HashMap<&'l str, Vec<&'l str>>,
}

impl<'l> Places<'l> {
    fn of(card: &'l Scorecard) -> Self {
        let mut places = Self::default();
        for team in &card.teams {
            for objective in &team.objectives {
                places.add(&objective.address, &team.team);
                for key_result in &objective.key_results {
                    places.add(&key_result.address, &team.team);
                    places.key_results.entry(&key_result.address).or_insert(key_result);
                }
                objective.guardrails.iter().for_each(|mark| places.add(&mark.metric, &team.team));
            }
        }
        // A metric that is more than a guardrail is its own team's.
        for metric in card.metrics.iter().rev() {
            places.teams.insert(&metric.id, metric.team.iter().map(String::as_str).collect());
        }
        places
    }

    fn add(&mut self, subject: &'l str, team: &'l str) {
        let teams = self.teams.entry(subject).or_default();
        if teams.last() != Some(&team) {
            teams.push(team);
        }
    }
}

/// What tasks are made of.
struct List<'l> {
    workspace: &'l Workspace,
    card: &'l Scorecard,
    endings: Endings,
    places: Places<'l>,
}

impl List<'_> {
    fn short(&self, address: &str) -> String {
        self.endings.shortest(address).to_owned()
    }

    /// What stands badly, or was not looked at for too long.
    fn of_scores(&self) -> Vec<Task> {
        let items = attention(self.card).into_iter();
        let items =
            items.filter(|item| item.concern != Concern::OffTrack || !self.is_explained(&item.address));
        let task = |item: super::attention::Item| {
            let command = match &item.pulled {
                Some(metric) => command(&["okr", "pull", metric]),
                None if item.is_incomplete => command(&["okr", "check"]),
                None => command(&["okr", "checkin", &self.short(&item.address)]),
            };
            Some(Task {
                kind: Kind::of(item.concern)?,
                command,
                teams: self.teams_of(&item.address),
                subject: item.address,
                title: item.name,
                detail: item.detail,
                next: item.next,
                owner: item.owner,
            })
        };
        items.filter_map(task).collect()
    }

    /// Whether somebody wrote a note with the last value of a key result, or after it.
    fn is_explained(&self, address: &str) -> bool {
        self.places.key_results.get(address).is_some_and(|card| match (&card.note, card.current()) {
            (Some((day, _)), Some(last)) => *day >= last.day,
            _ => false,
        })
    }

    /// The team of a key result, an objective or a metric; those whose objectives name a guardrail.
    fn teams_of(&self, subject: &str) -> Vec<String> {
        self.places.teams.get(subject).into_iter().flatten().map(|team| (*team).to_owned()).collect()
    }

    fn of_finding(&self, finding: &Finding) -> Option<Task> {
        let address = finding.address.as_deref()?;
        let (objective, title, owner) = match self.workspace.find(address).ok()? {
            Target::Objective(view) => (view, view.text().to_owned(), view.owner()),
            Target::KeyResult(view) => (view.objective, view.text().to_owned(), view.owner()),
            Target::Metric(_) => return None,
        };
        let short = self.short(address);
        let (kind, title, command) = match finding.rule {
            "stalled-bet" => {
                let (title, owner_of_bet) = bet(objective, finding)?;
                let task = (
                    Kind::Stalled,
                    title.clone(),
                    command(&["okr", "decide", &self.named(objective, &title)]),
                );
                return Some(self.task(task, finding, address, owner_of_bet.or(owner), objective));
            }
            "unacknowledged-dependency" => {
                (Kind::Dependency, title, command(&["okr", "explain", "unacknowledged-dependency"]))
            }
            "ungraded-quarter" => {
                let quarter = objective.quarter()?.to_string();
                (Kind::Ungraded, title, command(&["okr", "grade", "--close", "--quarter", &quarter]))
            }
            _ => (Kind::Reflection, title, command(&["okr", "reflect", &short])),
        };
        Some(self.task((kind, title, command), finding, address, owner, objective))
    }

    /// What `okr decide` finds a bet by: its title, after the address of its objective where others have the same title.
    fn named(&self, objective: ObjectiveView<'_>, title: &str) -> String {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let is_it = |bet: &Initiative| bet.title.get().is_some_and(|own| plain(own).contains(&plain(title)));
        let bets = self.workspace.objectives().flat_map(|view| view.objective.initiatives.readable());
        if bets.filter(|(bet, _)| is_it(&bet.0)).count() < 2 {
            return title.to_owned();
        }
        let is_current = self.workspace.calendar.quarter_of(self.card.as_of) == self.card.quarter;
        let address = objective.address();
        let address = if is_current { self.short(&address) } else { address };
        format!("{address}/{title}")
    }

    fn task(
        &self,
        (kind, title, command): (Kind, String, Vec<String>),
        finding: &Finding,
        address: &str,
        owner: Option<&str>,
        objective: ObjectiveView<'_>,
    ) -> Task {
        Task {
            kind,
            subject: address.to_owned(),
            title,
            detail: finding.message.clone(),
            next: finding.help.clone().unwrap_or_default(),
            owner: owner.map(str::to_owned),
            teams: vec![objective.team().into_owned()],
            command,
        }
    }

    /// The teams without goals for the quarter that starts soon; where `everything` is wanted, also for the one that has just
    /// started.
    fn of_next_quarter(&self, everything: bool) -> Vec<Task> {
        let Scorecard { quarter, as_of, last_day, .. } = *self.card;
        let mut tasks = Vec::new();
        if everything && as_of.days_since(self.card.first_day) < JUST_STARTED {
            tasks.extend(self.without_goals(quarter.previous(), quarter));
        }
        if as_of <= last_day && self.workspace.calendar.first_day(quarter.next()).days_since(as_of) <= SOON {
            tasks.extend(self.without_goals(quarter, quarter.next()));
        }
        tasks
    }

    /// The teams that have goals in one quarter and none in the next.
    fn without_goals(&self, quarter: Quarter, next: Quarter) -> Vec<Task> {
        let starts = self.workspace.calendar.first_day(next);
        let verb = if starts > self.card.as_of { "starts" } else { "started" };
        let team = |view: &ObjectiveView<'_>| (view.level(), view.team().into_owned());
        let ready: BTreeSet<_> = of_quarter(self.workspace, next).map(|view| team(&view)).collect();
        let mut missing: BTreeMap<(Level, String), Option<String>> = BTreeMap::new();
        for view in of_quarter(self.workspace, quarter) {
            let team = team(&view);
            if team.0 != Level::Individual && !ready.contains(&team) {
                let owner = view.file.content.owner.get().map(|owner| owner.as_str().to_owned());
                let known = missing.entry(team).or_default();
                *known = known.take().or(owner);
            }
        }
        let task = |((_, team), owner): ((Level, String), Option<String>)| Task {
            kind: Kind::NextQuarter,
            title: format!("{team} has no goals for {next}"),
            detail: format!("it {verb} on {}", starts.short()),
            next: "agree on its goals".to_owned(),
            owner,
            teams: vec![team.clone()],
            command: command(&["okr", "new", "quarter", &next.to_string(), "--team", &team]),
            subject: team,
        };
        missing.into_iter().map(task).collect()
    }
}

fn of_quarter(workspace: &Workspace, quarter: Quarter) -> impl Iterator<Item = ObjectiveView<'_>> {
    workspace.objectives().filter(move |view| view.quarter() == Some(quarter))
}

/// The initiative that a finding is about, with its owner.
fn bet<'w>(objective: ObjectiveView<'w>, finding: &Finding) -> Option<(String, Option<&'w str>)> {
    let mut bets = objective.objective.initiatives.readable();
    let (bet, _) = bets.find(|(bet, _)| bet.0.title.span() == Some(finding.span))?;
    Some((bet.0.title.get()?.clone(), bet.0.owner.get().map(|owner| owner.as_str())))
}

fn command(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
