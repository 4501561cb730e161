//! `okr new team`, `objective` and `key-result`.

use super::super::terminal::Terminal;
use super::super::{Exit, complete};
use super::asking::Asking;
use super::shared::{HowInQuarter, Owner, finish, folder, goals, open};
use crate::answers::{self, NewKeyResult, NewObjective, comes_late};
use crate::prose::read_key_result;

/// Begins a file for a team's goals, with comments that say what belongs there.
#[derive(Debug, clap::Args)]
pub(super) struct Team {
    /// The team, or `company`.
    #[arg(value_name = "TEAM")]
    name: Option<String>,

    #[command(flatten)]
    owner: Owner,

    #[command(flatten)]
    how: HowInQuarter,
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
    how: HowInQuarter,
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

    #[command(flatten)]
    owner: Owner,

    /// Why it is added when the quarter is more than two weeks old. It is measured from its day on, and `okr check --since` asks
    /// for the reason.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    how: HowInQuarter,
}

impl Team {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = open(&self.how.how, terminal)?;
        let name = Asking::default().of(self.name.as_deref(), "team, or company: ", "okr new team TEAM")?;
        let owner = self.owner.named(&desk)?;
        let created =
            answers::team(goals(&desk), &folder(&desk), &name, self.how.quarter(&desk), owner.as_deref())?;
        finish(&desk, &created, &self.how.how, terminal)
    }
}

impl Objective {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = open(&self.how.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new objective TEAM SENTENCE");
        let team = asking.of(self.team.as_deref(), "team, or company: ", usage)?;
        let mut sentence =
            asking.of(self.sentence.as_deref(), "where you want to be, without numbers: ", usage)?;
        let created = loop {
            let new = NewObjective {
                team: &team,
                sentence: &sentence,
                id: self.id.as_deref(),
                why: self.why.as_deref(),
                supports: &self.supports,
            };
            let created = answers::objective(goals(&desk), self.how.quarter(&desk), &new)?;
            match self.how.how.offers(|| asking.another(&created, None))? {
                Some(other) => sentence = other,
                None => break created,
            }
        };
        finish(&desk, &created, &self.how.how, terminal)
    }
}

impl KeyResult {
    pub(super) fn run(&self, terminal: &Terminal) -> anyhow::Result<Exit> {
        let desk = open(&self.how.how, terminal)?;
        let (mut asking, usage) = (Asking::default(), "okr new key-result OBJECTIVE SENTENCE");
        let objective = asking.of(self.objective.as_deref(), "address of the objective: ", usage)?;
        let mut sentence =
            asking.of(self.sentence.as_deref(), "what changes, from where to where: ", usage)?;
        let owner = self.owner.named(&desk)?;
        let is_late = comes_late(&desk.project.workspace, self.how.quarter(&desk), desk.today);
        let reason = match &self.reason {
            None if is_late => asking.if_possible("why it is added now, weeks into the quarter: ")?,
            given => given.clone(),
        };
        let created = loop {
            let new = NewKeyResult {
                objective: &objective,
                sentence: &sentence,
                id: self.id.as_deref(),
                metric: self.metric.as_deref(),
                owner: owner.as_deref(),
                reason: reason.as_deref(),
            };
            let created = answers::key_result(goals(&desk), self.how.quarter(&desk), &new)?;
            let vocabulary = &desk.project.settings.vocabulary;
            let instead = read_key_result(&sentence, vocabulary).explain(&sentence).instead;
            match self.how.how.offers(|| asking.another(&created, instead.as_deref()))? {
                Some(other) => sentence = other,
                None => break created,
            }
        };
        let exit = finish(&desk, &created, &self.how.how, terminal)?;
        if is_late && reason.is_none() {
            terminal.tell(
                "it is measured from today on, not from the quarter's first day\nhelp: `--reason` says why it is added now; \
                 `okr check --since` asks for that",
            );
        }
        Ok(exit)
    }
}
