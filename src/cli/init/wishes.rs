//! What a starter workspace is made for: the kind of organization, the first team, the north star.

use super::super::args::one_of;
use super::super::ask::Dialog;
use crate::goals::values::without_marks;
use crate::render::visible;
use crate::settings::Organization;
use anyhow::bail;
use std::io::{BufRead, Write};

/// What to make it for; a terminal asks for what is left out.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct Wishes {
    /// What the organization is like: which rules are on, and how strict they are.
    #[arg(long, value_name = "KIND", value_parser = one_of(&KINDS))]
    pub(super) organization: Option<Organization>,

    /// The first team.
    #[arg(long, value_name = "TEAM")]
    pub(super) team: Option<String>,

    /// The name of the north star: the one number that says customers get what they came for.
    #[arg(long, value_name = "TEXT")]
    pub(super) north_star: Option<String>,
}

const KINDS: [(&str, Organization); 3] = [
    ("startup", Organization::Startup),
    ("growth", Organization::Growth),
    ("enterprise", Organization::Enterprise),
];

impl Wishes {
    /// Asks for what is left out: Enter takes what is in brackets. Settings that are there already say what the organization is
    /// like.
    pub(super) fn asked<R: BufRead, W: Write>(
        self,
        dialog: &mut Dialog<R, W>,
        has_settings: bool,
    ) -> anyhow::Result<Self> {
        let organization = match self.organization {
            None if !has_settings => Some(organization(dialog)?),
            given => given,
        };
        let team = match self.team {
            Some(team) => Some(team),
            None => loop {
                let said = answer(dialog, "first team [growth]: ")?;
                match said.as_deref().map_or(Ok(String::new()), team_id) {
                    Ok(_) => break said,
                    Err(why) => dialog.object(&why)?,
                }
            },
        };
        let north_star = match self.north_star {
            None => {
                dialog
                    .say("The north star is the one number that says customers get what they came for.\n")?;
                answer(dialog, "north star [Weekly active customers]: ")?
            }
            given => given,
        };
        Ok(Self { organization, team, north_star })
    }

    /// The team as files name it.
    pub(super) fn team_id(&self) -> anyhow::Result<Option<String>> {
        self.team.as_deref().map(team_id).transpose()
    }
}

fn organization<R: BufRead, W: Write>(dialog: &mut Dialog<R, W>) -> anyhow::Result<Organization> {
    dialog.say(
        "What is your organization like? (Enter takes what is in [ ])\n  \
         startup     one north star, looked at every week\n  \
         growth      a north star, and objectives for each team\n  \
         enterprise  many teams that depend on each other\n",
    )?;
    loop {
        let Some(said) = answer(dialog, "organization [growth]: ")? else {
            return Ok(Organization::default());
        };
        match KINDS.iter().find(|(name, _)| *name == said.to_lowercase()) {
            Some((_, kind)) => return Ok(*kind),
            None => dialog.object(&"write startup, growth or enterprise")?,
        }
    }
}

/// An answer; `None` for Enter.
fn answer<R: BufRead, W: Write>(dialog: &mut Dialog<R, W>, prompt: &str) -> anyhow::Result<Option<String>> {
    match dialog.ask(prompt)? {
        Some(answer) => Ok(Some(answer).filter(|answer| !answer.is_empty())),
        None => bail!("nothing was written"),
    }
}

/// `Customer Success` as files name it: `customer-success`.
fn team_id(name: &str) -> anyhow::Result<String> {
    let id = words_of(name).join("-");
    match id.as_str() {
        "company" => bail!("the company has its own file; name a team"),
        _ if !id.starts_with(|c: char| c.is_ascii_lowercase()) => {
            bail!("`{}` has no letters from a to z to name files by", visible(name))
        }
        _ => Ok(id),
    }
}

/// The words of a name in small letters without marks, and digits.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let name = without_marks(name);
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes(answers: &str, has_settings: bool) -> (String, anyhow::Result<Wishes>) {
        let mut said = Vec::new();
        let wishes = Wishes::default().asked(&mut Dialog::over(answers.as_bytes(), &mut said), has_settings);
        (String::from_utf8(said).unwrap(), wishes)
    }

    #[test]
    fn three_questions_are_asked_and_each_has_an_answer_for_enter() {
        let (said, wishes) = wishes("big\nEnterprise\nCompany\nCustomer Success\nKept appointments\n", false);
        let wishes = wishes.unwrap();
        assert_eq!(wishes.organization, Some(Organization::Enterprise), "{said}");
        assert_eq!(wishes.team_id().unwrap().as_deref(), Some("customer-success"));
        assert_eq!(wishes.north_star.as_deref(), Some("Kept appointments"));
        assert!(said.contains("write startup, growth or enterprise"), "{said}");
        assert!(said.contains("the company has its own file"), "{said}");
    }

    #[test]
    fn enter_takes_the_samples_and_the_end_of_input_stops() {
        let (_, taken) = wishes("\n\n\n", false);
        let taken = taken.unwrap();
        assert_eq!(
            (taken.organization, taken.team, taken.north_star),
            (Some(Organization::Growth), None, None)
        );
        assert!(wishes("\n", false).1.is_err());
        let (said, kept) = wishes("\n\n", true);
        assert!(kept.unwrap().organization.is_none() && !said.contains("organization ["), "{said}");
    }
}
