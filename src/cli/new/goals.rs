//! `okr new team`, `objective`, `key-result`, `metric` and `guardrail`.

use super::super::args::InQuarter;
use super::super::ask::{self, Dialog};
use super::super::terminal::Terminal;
use super::super::writing::{Desk, HowToWrite};
use super::super::{Exit, complete};
use crate::answers::{self, Created, NewGuardrail, NewKeyResult, NewMetric, NewObjective, Section};
use crate::render::answers::lines;
use crate::render::{remarks, visible};
use crate::source::GOALS_FOLDER;
use anyhow::bail;
use std::io::{StdinLock, Stdout};

/// How to write something new.
#[derive(Debug, clap::Args)]
struct How {
    /// Write it although it should be written differently.
    #[arg(long)]
    anyway: bool,

    #[command(flatten)]
    how: HowToWrite,
}

/// Begins a file for a team's goals, with comments that say what belongs there.
#[derive(Debug, clap::Args)]
pub(super) struct Team {
    /// The team, or `company`.
    #[arg(value_name = "TEAM")]
    name: Option<String>,

    /// Who answers for the team's goals.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,

    #[command(flatten)]
    quarter: InQuarter,

    #[command(flatten)]
    how: How,
}

/// Adds an objective to a team's goals.
#[derive(Debug, clap::Args)]
pub(super) struct Objective {
    /// The team, `company`, or person.
    #[arg(value_name = "TEAM", add = complete::teams())]
    team: Option<String>,

    /// Where the team wants to be, in words without numbers.
    #[arg(value_name = "SENTENCE")]
    sentence: Option<String>,

    /// Its short name; made of the sentence where you give none.
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// Why it matters, and why now.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,

    /// The objectives, key results or metrics above it that it helps, separated by commas.
    #[arg(long, value_name = "ADDRESS", value_delimiter = ',', add = complete::addresses())]
    supports: Vec<String>,

    #[command(flatten)]
    quarter: InQuarter,

    #[command(flatten)]
    how: How,
}

/// Adds a key result to an objective.
#[derive(Debug, clap::Args)]
pub(super) struct KeyResult {
    /// The address of the objective, or the end of it.
    #[arg(value_name = "OBJECTIVE", add = complete::addresses())]
    objective: Option<String>,

    /// What changes for whom, from where to where: `Raise activation from 23% to 35%`.
    #[arg(value_name = "SENTENCE")]
    sentence: Option<String>,

    /// Its short name; made of the sentence where you give none.
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// The metric that it moves.
    #[arg(long, value_name = "METRIC")]
    metric: Option<String>,

    /// Who answers for it.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,

    #[command(flatten)]
    quarter: InQuarter,

    #[command(flatten)]
    how: How,
}

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

    /// Who answers for it.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,

    /// The team that owns it.
    #[arg(long, value_name = "TEAM", add = complete::teams())]
    team: Option<String>,

    /// Less of it is better.
    #[arg(long)]
    lower_is_better: bool,

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

    /// Who answers for it.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,

    #[command(flatten)]
    how: How,
}

impl Team {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = Desk::open(self.how.how, terminal)?;
        let name = Asking::default().of(self.name.as_deref(), "team, or company: ", "okr new team TEAM")?;
        let quarter = self.quarter.of(desk.project.workspace.calendar, desk.today);
        let created = answers::team(goals(&desk), &folder(&desk), &name, quarter, self.owner.as_deref())?;
        finish(&desk, &created, &self.how, terminal)
    }
}

impl Objective {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = Desk::open(self.how.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new objective TEAM SENTENCE");
        let team = asking.of(self.team.as_deref(), "team, or company: ", usage)?;
        let sentence =
            asking.of(self.sentence.as_deref(), "where you want to be, without numbers: ", usage)?;
        let quarter = self.quarter.of(desk.project.workspace.calendar, desk.today);
        let new = NewObjective {
            team: &team,
            sentence: &sentence,
            id: self.id.as_deref(),
            why: self.why.as_deref(),
            supports: &self.supports,
        };
        finish(&desk, &answers::objective(goals(&desk), quarter, &new)?, &self.how, terminal)
    }
}

impl KeyResult {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = Desk::open(self.how.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new key-result OBJECTIVE SENTENCE");
        let objective = asking.of(self.objective.as_deref(), "address of the objective: ", usage)?;
        let sentence = asking.of(self.sentence.as_deref(), "what changes, from where to where: ", usage)?;
        let quarter = self.quarter.of(desk.project.workspace.calendar, desk.today);
        let new = NewKeyResult {
            objective: &objective,
            sentence: &sentence,
            id: self.id.as_deref(),
            metric: self.metric.as_deref(),
            owner: self.owner.as_deref(),
        };
        finish(&desk, &answers::key_result(goals(&desk), quarter, &new)?, &self.how, terminal)
    }
}

impl Metric {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = Desk::open(self.how.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new metric ID --name TEXT");
        let id = asking.of(self.id.as_deref(), "id, like activation_rate: ", usage)?;
        let name = asking.of(self.name.as_deref(), "name: ", usage)?;
        let new = NewMetric {
            id: &id,
            name: &name,
            definition: self.definition.as_deref(),
            source: self.source.as_deref(),
            owner: self.owner.as_deref(),
            team: self.team.as_deref(),
            lower_is_better: self.lower_is_better,
            section: if self.input { Section::Input } else { Section::Watched },
        };
        finish(&desk, &answers::metric(goals(&desk), &folder(&desk), &new)?, &self.how, terminal)
    }
}

impl Guardrail {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = Desk::open(self.how.how, terminal)?;
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
        let new = NewGuardrail { id: &id, name: &name, limit, owner: self.owner.as_deref() };
        finish(&desk, &answers::guardrail(goals(&desk), &folder(&desk), &new)?, &self.how, terminal)
    }
}

/// Asks on a terminal for what the command line lacks.
#[derive(Default)]
struct Asking(Option<Dialog<StdinLock<'static>, Stdout>>);

impl Asking {
    /// What was given, else what somebody answers.
    fn of(&mut self, given: Option<&str>, prompt: &str, usage: &str) -> anyhow::Result<String> {
        if let Some(given) = given {
            return Ok(given.to_owned());
        }
        if !ask::is_possible() {
            bail!("something is missing, and there is no terminal to ask on\nhelp: `{usage}`");
        }
        let dialog = match &mut self.0 {
            Some(dialog) => dialog,
            none => none.insert(Dialog::begin()?),
        };
        match dialog.ask(prompt)?.filter(|answer| !answer.is_empty()) {
            Some(answer) => Ok(answer),
            None => bail!("nothing was written: something is missing\nhelp: `{usage}`"),
        }
    }

    /// The limit of a guardrail: its key and value.
    fn limit(&mut self, usage: &str) -> anyhow::Result<(&'static str, String)> {
        let said = self.of(None, "limit, like `at most 300 per week` or `at least 99.9%`: ", usage)?;
        let limits = [("at most ", "at_most"), ("at least ", "at_least")];
        let read = limits.into_iter().find_map(|(words, key)| Some((key, said.strip_prefix(words)?)));
        match read {
            Some((key, value)) => Ok((key, value.trim().to_owned())),
            None => bail!(
                "nothing was written: `{}` does not say on which side the limit is\nhelp: begin with `at most` or `at least`",
                visible(&said)
            ),
        }
    }
}

fn goals(desk: &Desk) -> (&crate::goals::Workspace, &crate::settings::Settings, crate::goals::Day) {
    (&desk.project.workspace, &desk.project.settings, desk.today)
}

/// The folder of goals that new files go to, from the root of the workspace.
fn folder(desk: &Desk) -> String {
    desk.project.settings.goals.first().cloned().unwrap_or_else(|| GOALS_FOLDER.to_owned())
}

/// Shows what is added and what `okr check` says of it, and writes it unless that is an error.
fn finish(desk: &Desk, created: &Created, how: &How, terminal: &Terminal) -> anyhow::Result<Exit> {
    let said = remarks(&created.findings);
    if created.is_wrong() && !how.anyway {
        terminal.print(&lines(&created.texts, terminal.color))?;
        terminal.print(&said)?;
        bail!("nothing was written\nhelp: write it as the help says, or add `--anyway`");
    }
    desk.write_texts(&created.texts)?;
    terminal.print(&lines(&created.texts, terminal.color))?;
    terminal.print(&said)?;
    desk.say_how(terminal);
    Ok(Exit::Clean)
}
