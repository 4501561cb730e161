//! `okr explain`: the page of a rule or a kind of organization, or how a score is calculated.

use super::args::InQuarter;
use super::goals::{Goals, tell_what_is_missing};
use super::terminal::Terminal;
use super::{Ended, Exit, complete};
use crate::goals::address::NotFound;
use crate::goals::{Day, Quarter};
use crate::project::Project;
use crate::render::{page, scorecard, visible};
use crate::rules;
use crate::score::Scorecard;
use crate::settings::Organization;
use crate::yaml::nearest;
use anyhow::bail;

/// Explains a rule, a kind of organization (startup, growth or enterprise), or how a score is calculated.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// A rule like `missing-baseline`; `startup`, `growth` or `enterprise`; or an address like `2026-Q1/growth/effortless-start/activation`, the end of one,
    /// or a metric's id.
    #[arg(value_name = "RULE|ADDRESS", add = complete::topics())]
    topic: String,

    #[command(flatten)]
    quarter: InQuarter,

    #[command(flatten)]
    goals: Goals,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    if let Some(rule) = rules::find(&arguments.topic) {
        terminal.print(&page::rule(rule, terminal.width, terminal.color))?;
        return Ok(Exit::Clean.into());
    }
    if let Some(organization) = Organization::ALL.iter().copied().find(|each| each.name() == arguments.topic)
    {
        terminal.print(&page::organization(organization, terminal.width, terminal.color))?;
        return Ok(Exit::Clean.into());
    }
    let near = near(&arguments.topic);
    let (project, as_of) = match (arguments.goals.open(), near) {
        (Ok(opened), _) => opened,
        // Without goals, only a page can be meant.
        (Err(_), Some(near)) => bail!(no_page(&arguments.topic, near)),
        (Err(error), None) => return Err(error),
    };
    let asked = arguments.quarter;
    let wanted = asked.is_named().then(|| asked.of(project.workspace.calendar, as_of));
    let quarter = match quarter_with(&project, as_of, &arguments.topic, wanted) {
        Ok(quarter) => quarter,
        Err(not_found) => bail!(unknown(&arguments.topic, &not_found, near)),
    };
    // Read again now that the quarter is known, also as it was settled, like `grade` and `status` do.
    let (project, card) = arguments.goals.scored(|_, _| quarter, terminal)?;
    match card.explain(&arguments.topic) {
        Ok(sum) => terminal.print(&scorecard::explain_sum(&sum, &card, terminal.layout()))?,
        Err(not_found) => bail!(unknown(&arguments.topic, &not_found, near)),
    }
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}

/// The quarter in which something has an address: the wanted one, or first the current one, then the others from the latest;
/// otherwise the addresses that may be meant.
fn quarter_with(
    project: &Project,
    as_of: Day,
    address: &str,
    wanted: Option<Quarter>,
) -> Result<Quarter, NotFound> {
    let first = wanted.unwrap_or_else(|| project.workspace.calendar.quarter_of(as_of));
    let mut quarters = vec![first];
    let card_of = |quarter: Quarter| Scorecard::new(&project.workspace, &project.settings, quarter, as_of);
    if wanted.is_none() {
        let mut others = card_of(first).all_quarters;
        others.retain(|quarter| *quarter != first);
        quarters.extend(others.into_iter().rev());
    }
    let mut missed = NotFound::default();
    for quarter in quarters {
        match card_of(quarter).explain(address) {
            Ok(_) => return Ok(quarter),
            Err(not_found) if missed.candidates.is_empty() => {
                let near = missed.near.take().or(not_found.near);
                missed = NotFound { near, ..not_found };
            }
            Err(_) => {}
        }
    }
    Err(missed)
}

/// The page whose name is close to a topic.
#[derive(Clone, Copy)]
struct Near {
    /// What kind of page it is.
    what: &'static str,
    name: &'static str,
}

fn near(topic: &str) -> Option<Near> {
    let organization = || nearest(topic, Organization::ALL.iter().copied().map(Organization::name));
    let of_organization = || organization().map(|name| Near { what: "kind of organization", name });
    rules::nearest(topic).map(|name| Near { what: "rule", name }).or_else(of_organization)
}

fn no_page(topic: &str, Near { what, name }: Near) -> String {
    format!("there is no {what} `{}`; did you mean `{name}`?", visible(topic))
}

fn unknown(topic: &str, not_found: &NotFound, near: Option<Near>) -> String {
    let topic = visible(topic);
    match (not_found.candidates.as_slice(), near, &not_found.near) {
        ([], Some(near), _) => no_page(&topic, near),
        ([], None, Some(address)) => {
            format!("nothing has the address `{topic}`; did you mean `{}`?", visible(address))
        }
        ([], None, None) => {
            format!(
                "`{topic}` is no rule and no address; `okr rules` lists the rules, `okr status` the goals"
            )
        }
        (candidates, ..) => format!("`{topic}` can mean several things:\n  {}", candidates.join("\n  ")),
    }
}
