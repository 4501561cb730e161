//! `okr new metric` and `guardrail`.

use super::super::terminal::Terminal;
use super::super::{Exit, complete};
use super::asking::Asking;
use super::shared::{How, Owner, finish, folder, goals, open};
use crate::answers::{self, NewGuardrail, NewMetric, Section};
use clap::builder::PossibleValuesParser;

const CADENCES: [&str; 5] = ["daily", "weekly", "biweekly", "monthly", "quarterly"];

/// Adds a metric.
#[derive(Debug, clap::Args)]
pub(super) struct Metric {
    /// The name others refer to it by, like `activation_rate`.
    #[arg(value_name = "ID")]
    id: Option<String>,

    /// What people call it.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    /// It drives the north star.
    #[arg(long)]
    input: bool,

    /// What exactly is counted.
    #[arg(long, value_name = "TEXT")]
    definition: Option<String>,

    /// Where the numbers come from.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,

    #[command(flatten)]
    owner: Owner,

    /// The team that owns it.
    #[arg(long, value_name = "TEAM", add = complete::teams())]
    team: Option<String>,

    /// Less of it is better.
    #[arg(long)]
    lower_is_better: bool,

    /// How often there is a new number: a check-in is due that often.
    #[arg(long, value_name = "CADENCE", value_parser = PossibleValuesParser::new(CADENCES))]
    cadence: Option<String>,

    #[command(flatten)]
    how: How,
}

/// Adds a guardrail: what must not get worse meanwhile.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("limit"))]
pub(super) struct Guardrail {
    /// The name others refer to it by, like `support_tickets`.
    #[arg(value_name = "ID")]
    id: Option<String>,

    /// What people call it.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    /// The most that is fine, like `1,200 per week`.
    #[arg(long, value_name = "VALUE", group = "limit")]
    at_most: Option<String>,

    /// The least that is fine, like 99.9%.
    #[arg(long, value_name = "VALUE", group = "limit")]
    at_least: Option<String>,

    /// How far it may rise above the last reading before the quarter, like 5%.
    #[arg(long, value_name = "VALUE", group = "limit")]
    max_increase: Option<String>,

    /// How far it may fall below the last reading before the quarter, like 5%.
    #[arg(long, value_name = "VALUE", group = "limit")]
    max_decrease: Option<String>,

    #[command(flatten)]
    owner: Owner,

    /// How often there is a new number: a check-in is due that often.
    #[arg(long, value_name = "CADENCE", value_parser = PossibleValuesParser::new(CADENCES))]
    cadence: Option<String>,

    #[command(flatten)]
    how: How,
}

impl Metric {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = open(&self.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new metric ID --name TEXT");
        let id = asking.of(self.id.as_deref(), "id, like activation_rate: ", usage)?;
        let name = asking.of(self.name.as_deref(), "name: ", usage)?;
        let owner = self.owner.named(&desk)?;
        let new = NewMetric {
            id: &id,
            name: &name,
            definition: self.definition.as_deref(),
            source: self.source.as_deref(),
            owner: owner.as_deref(),
            team: self.team.as_deref(),
            lower_is_better: self.lower_is_better,
            cadence: self.cadence.as_deref(),
            section: if self.input { Section::Input } else { Section::Watched },
        };
        finish(&desk, &answers::metric(goals(&desk), &folder(&desk), &new)?, &self.how, terminal)
    }
}

impl Guardrail {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = open(&self.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new guardrail ID --name TEXT --at-most VALUE");
        let id = asking.of(self.id.as_deref(), "id, like support_tickets: ", usage)?;
        let name = asking.of(self.name.as_deref(), "name: ", usage)?;
        let limits = [
            ("at_most", &self.at_most),
            ("at_least", &self.at_least),
            ("max_increase", &self.max_increase),
            ("max_decrease", &self.max_decrease),
        ];
        let limit = limits.into_iter().find_map(|(key, value)| Some((key, value.as_deref()?)));
        let asked;
        let limit = match limit {
            Some(limit) => limit,
            None => {
                asked = asking.limit(usage)?;
                (asked.0, asked.1.as_str())
            }
        };
        let (owner, cadence) = (self.owner.named(&desk)?, self.cadence.as_deref());
        let new = NewGuardrail { id: &id, name: &name, limit, owner: owner.as_deref(), cadence };
        finish(&desk, &answers::guardrail(goals(&desk), &folder(&desk), &new)?, &self.how, terminal)
    }
}
