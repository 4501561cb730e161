//! `okr review`: the agenda of a review, filled in.

use super::Ended;
use super::args::{AsOf, one_of, quarter, since};
use super::goals::{Goals, tell_what_is_missing};
use super::scorecard::{require_team, stood};
use super::terminal::Terminal;
use crate::goals::{Calendar, Day, Quarter};
use crate::lint::{Selection, lint};
use crate::render::review::agenda::{Format, render};
use crate::review::{Moment, Sources, Span, agenda, rules_of};
use crate::score::Filter;
use anyhow::bail;

/// Writes the agenda of a review, filled in, as Markdown.
///
/// North star, key results with what changed, guardrails, experiments, what stands out and what to do about it, decisions, and what
/// needs somebody next: for a meeting's notes, or `okr review --week | gh pr comment --body-file -`.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The last seven days; the default.
    #[arg(long, conflicts_with_all = ["month", "quarter"])]
    week: bool,

    /// The last four weeks, with a balanced dashboard, and whether the chain from leading to lagging holds.
    #[arg(long, conflicts_with = "quarter")]
    month: bool,

    /// A whole quarter, by default the one that ended last: grades, whether confidence was right, which bets paid off, what was
    /// learned.
    #[arg(long, value_name = "QUARTER", num_args = 0..=1, value_parser = quarter)]
    quarter: Option<Option<Quarter>>,

    /// Only this team, `company`, or person.
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,

    /// The day of the last review, like `2026-11-13`, `last week` or `monday`.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// How to write it.
    #[arg(long, value_name = "FORMAT", default_value = "markdown", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    as_of: AsOf,
}

const FORMATS: [(&str, Format); 2] = [("markdown", Format::Markdown), ("json", Format::Json)];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let span = match (arguments.month, &arguments.quarter) {
        (_, Some(_)) => Span::Quarter,
        (true, None) => Span::Month,
        (false, None) => Span::Week,
    };
    let of = |calendar: Calendar, day: Day| match arguments.quarter {
        Some(Some(named)) => named,
        // In the last two weeks of a quarter it is the one to look back on.
        Some(None) if calendar.quarter_of(day.plus_days(14)) != calendar.quarter_of(day) => {
            calendar.quarter_of(day)
        }
        Some(None) => calendar.last_ended(day),
        None => calendar.quarter_of(day),
    };
    let goals = Goals::of_workspace(arguments.as_of);
    let (project, mut card) = goals.scored(of, terminal)?;
    let since = since(arguments.since.as_deref(), card.as_of)?
        .unwrap_or_else(|| span.since(card.as_of, card.first_day));
    if since >= card.as_of {
        bail!("{} is not before {}, the day of the review", since.long(), card.as_of.long());
    }
    require_team(arguments.team.as_ref(), std::slice::from_ref(&card), &project.workspace)?;
    let filter = Filter { team: arguments.team.clone(), owner: None };
    card.narrow(&filter);
    let earlier = goals.earlier(&since.to_string(), card.as_of)?;
    terminal.tell_notices(&earlier.notices);
    let (then, mut before) = stood(&earlier, &project, card.quarter);
    before.narrow(&filter);
    let selection = Selection { select: rules_of(span), ignore: vec![] };
    let report = lint(&project.workspace, &project.settings, card.as_of, &selection);
    let sources = Sources {
        workspace: &project.workspace,
        settings: &project.settings,
        card: &card,
        before: Moment { workspace: &then.workspace, card: &before },
        findings: &report.findings,
    };
    let agenda = agenda(sources, span, arguments.team.as_deref());
    terminal.print(&render(&agenda, &card, arguments.format))?;
    drop(agenda);
    Ok(tell_what_is_missing(&project, terminal).holding((project, card, before, earlier)))
}
