//! The common part of `okr grade` and `okr status`: showing the scores of a quarter.

use super::args::{AsOf, During, Period, Who, one_of};
use super::goals::{GoalsAt, tell_what_is_missing};
use super::terminal::Terminal;
use super::{Ended, Exit, people};
use crate::goals::{Calendar, Day, MetricRole, Quarter, Workspace};
use crate::project::{Earlier, Project};
use crate::render::scorecard::{self, Detail, Format, Screen};
use crate::render::visible;
use crate::review::{self, Moment, Since};
use crate::score::{Filter, GuardrailState, Scorecard, Status};
use crate::yaml;
use anyhow::bail;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A status that can make a command exit with code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Trouble {
    /// A guardrail is past its limit.
    Breached,
    /// A key result, guardrail, north star or input metric is out of date.
    Stale,
    /// A key result is off track.
    OffTrack,
}

impl Trouble {
    /// Whether anything shown has this status.
    fn is_in(self, card: &Scorecard) -> bool {
        let key_results =
            card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results);
        let mut statuses = key_results.map(|card| card.status);
        let guardrail = |state| card.guardrails.iter().any(|card| card.state == state);
        let mut metrics = card.north_star.iter().chain(&card.metrics);
        match self {
            Trouble::Breached => guardrail(GuardrailState::Breached),
            Trouble::OffTrack => statuses.any(|status| status == Status::OffTrack),
            Trouble::Stale => {
                statuses.any(|status| status == Status::Stale)
                    || guardrail(GuardrailState::Stale)
                    || card.guardrails.iter().any(|guardrail| guardrail.overdue.is_some())
                    || metrics.any(|metric| metric.role != MetricRole::Watched && metric.overdue.is_some())
            }
        }
    }
}

/// The arguments of both commands.
#[derive(Debug, clap::Args)]
pub(super) struct Shared {
    #[command(flatten)]
    goals: GoalsAt,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    period: During,

    /// The output format.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,
}

impl Shared {
    /// The quarter that was named, if one was.
    ///
    /// # Errors
    /// Several quarters.
    pub(super) fn single_quarter(&self) -> anyhow::Result<Option<Quarter>> {
        match self.period.named() {
            Some(period) if period.quarters.len() > 1 => {
                bail!(
                    "{} is several quarters\nhelp: name one: `--quarter {}`",
                    period.name,
                    period.quarters[0]
                )
            }
            period => Ok(period.and_then(|period| period.quarters.first()).copied()),
        }
    }

    /// The filter of a scorecard.
    pub(super) fn filter(&self, project: &Project, terminal: &Terminal) -> anyhow::Result<Filter> {
        people::filter(&self.who, project, terminal)
    }

    /// See [`GoalsAt::writable`].
    pub(super) fn writable(&self) -> Option<AsOf> {
        self.goals.writable()
    }

    /// The team that was named, if one was.
    pub(super) fn team(&self) -> Option<&String> {
        self.who.team.as_ref()
    }
}

const FORMATS: [(&str, Format); 4] =
    [("table", Format::Table), ("json", Format::Json), ("markdown", Format::Markdown), ("csv", Format::Csv)];

/// What to show, and of which quarters.
pub(super) struct Wanted<'w> {
    pub(super) screen: Screen,
    /// How much to show, for `okr status` of one quarter.
    pub(super) detail: Detail,
    /// Show what changed since then, instead of everything.
    pub(super) since: Option<&'w str>,
    /// The default quarter, by the day.
    pub(super) usual_quarter: fn(Calendar, Day) -> Quarter,
    pub(super) fail_on: &'w [Trouble],
}

/// Shows the scorecard of a quarter (by default that of the day), or of several.
pub(super) fn show(shared: &Shared, wanted: &Wanted<'_>, terminal: &Terminal) -> anyhow::Result<Ended> {
    match shared.period.named() {
        Some(period) if period.quarters.len() > 1 && wanted.since.is_some() => {
            bail!(
                "`--since` compares one quarter, and {} has several\nhelp: name one: `--quarter {}`",
                period.name,
                period.quarters[0]
            )
        }
        Some(period) if period.quarters.len() > 1 => show_period(shared, wanted, period, terminal),
        period => {
            let quarter = period.and_then(|period| period.quarters.first()).copied();
            let (project, card) = scored(shared, wanted, quarter, terminal)?;
            require_team(shared.who.team.as_ref(), std::slice::from_ref(&card), &project.workspace)?;
            let text = match (wanted.since, wanted.screen) {
                (Some(_), _) if shared.format == Format::Csv => {
                    bail!(
                        "a CSV file has no place for what changed\nhelp: write `--since` with `--format json`"
                    )
                }
                (Some(when), _) => {
                    let since = since(&shared.goals, when, &project, &card, terminal)?;
                    scorecard::status_since(&card, &since, shared.format, terminal.layout())
                }
                (None, Screen::Grade) => scorecard::grade(&card, shared.format, terminal.layout()),
                (None, Screen::Status) => {
                    scorecard::status_in_detail(&card, shared.format, terminal.layout(), wanted.detail)
                }
            };
            terminal.print(&text)?;
            let exit = tell_what_is_missing(&project, terminal).or_findings(troubled(&[&card], wanted));
            Ok(exit.holding((project, card)))
        }
    }
}

/// The quarters of a period side by side, each scored separately.
fn show_period(
    shared: &Shared,
    wanted: &Wanted<'_>,
    period: &Period,
    terminal: &Terminal,
) -> anyhow::Result<Ended> {
    let mut cards = Vec::new();
    let mut last = None;
    for quarter in &period.quarters {
        let (project, card) = scored(shared, wanted, Some(*quarter), terminal)?;
        if !card.all_teams.is_empty() {
            cards.push(card);
        }
        last = Some(project);
    }
    if let Some(project) = &last {
        require_team(shared.who.team.as_ref(), &cards, &project.workspace)?;
    }
    let text = scorecard::period(&period.name, &cards, wanted.screen, shared.format, terminal.layout());
    terminal.print(&text)?;
    let exit = last.as_ref().map_or(Exit::Clean, |project| tell_what_is_missing(project, terminal));
    let shown: Vec<&Scorecard> = cards.iter().collect();
    Ok(exit.or_findings(troubled(&shown, wanted)).holding((last, cards)))
}

/// What changed since an earlier day or commit.
pub(super) fn since(
    goals: &GoalsAt,
    when: &str,
    project: &Project,
    card: &Scorecard,
    terminal: &Terminal,
) -> anyhow::Result<Since> {
    let earlier = goals.earlier(when, card.as_of)?;
    if earlier.day > card.as_of || earlier.project.is_none() && earlier.day == card.as_of {
        bail!("{} is not before {}, the current day", earlier.day.long(), card.as_of.long());
    }
    terminal.tell_notices(&earlier.notices);
    let with = earlier.label.as_deref().unwrap_or("earlier dates: check-ins, readings and revisions");
    if earlier.notices.is_empty() {
        terminal.tell_plainly(&format!("compared with {with}"));
    }
    let (then, before) = stood(&earlier, project, card.quarter);
    let before = Moment { workspace: &then.workspace, card: &before };
    let after = Moment { workspace: &project.workspace, card };
    Ok(review::since(before, after, earlier.project.is_some()))
}

/// How a quarter stood on an earlier day, by the goals of that day; where no history has them, by those of today as of then.
pub(super) fn stood<'e>(
    earlier: &'e Earlier,
    today: &'e Project,
    quarter: Quarter,
) -> (&'e Project, Scorecard) {
    let then = earlier.project.as_ref().unwrap_or(today);
    (then, Scorecard::new(&then.workspace, &then.settings, quarter, earlier.day))
}

fn troubled(cards: &[&Scorecard], wanted: &Wanted<'_>) -> bool {
    wanted.fail_on.iter().any(|trouble| cards.iter().any(|card| trouble.is_in(card)))
}

/// The goals and the filtered scorecard of a quarter, or of the default one.
pub(super) fn scored(
    shared: &Shared,
    wanted: &Wanted<'_>,
    quarter: Option<Quarter>,
    terminal: &Terminal,
) -> anyhow::Result<(Project, Scorecard)> {
    let of = |calendar, day| quarter.unwrap_or_else(|| (wanted.usual_quarter)(calendar, day));
    let (project, mut card) = shared.goals.scored(of, terminal)?;
    if wanted.screen == Screen::Grade {
        card.look_back(&project.workspace, &project.settings);
    }
    card.narrow(&shared.filter(&project, terminal)?);
    Ok((project, card))
}

/// A team without objectives in any of the quarters, or, where nobody has any, at all, is a typo, not an empty table.
pub(super) fn require_team(
    team: Option<&String>,
    cards: &[Scorecard],
    workspace: &Workspace,
) -> anyhow::Result<()> {
    let Some(team) = team else { return Ok(()) };
    let here: BTreeSet<&str> = cards.iter().flat_map(|card| &card.all_teams).map(String::as_str).collect();
    let anywhere: Vec<Cow<'_, str>> = workspace.objectives().map(|objective| objective.team()).collect();
    let quarters: Vec<String> = cards.iter().map(|card| card.quarter.to_string()).collect();
    let (known, quarters) = match here.is_empty() {
        true => (anywhere.iter().map(Cow::as_ref).collect(), "any quarter".to_owned()),
        false => (here, quarters.join(", ")),
    };
    if known.is_empty() || known.contains(team.as_str()) {
        return Ok(());
    }
    let team = visible(team);
    match yaml::nearest(&team, known.iter().copied()) {
        Some(near) => bail!("no `{team}` has objectives in {quarters}; did you mean `{near}`?"),
        None => {
            let known: Vec<&str> = known.into_iter().collect();
            bail!("no `{team}` has objectives in {quarters}; these have: {}", known.join(", "))
        }
    }
}
