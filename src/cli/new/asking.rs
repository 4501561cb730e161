//! Questions about something new: what the command line lacks, and a better sentence.

use super::super::ask::{self, Dialog};
use crate::answers::Created;
use crate::render::{remarks, visible};
use anyhow::bail;
use std::io::{BufRead, StdinLock, Stdout, Write};

/// Asks on a terminal for what the command line lacks.
#[derive(Default)]
pub(super) struct Asking(Option<Dialog<StdinLock<'static>, Stdout>>);

impl Asking {
    /// What was given, else what somebody answers.
    pub(super) fn of(&mut self, given: Option<&str>, prompt: &str, usage: &str) -> anyhow::Result<String> {
        if let Some(given) = given {
            return Ok(given.to_owned());
        }
        if !ask::is_possible() {
            bail!("something is missing, and there is no terminal to ask on\nhelp: `{usage}`");
        }
        match self.dialog()?.ask(prompt)?.filter(|answer| !answer.is_empty()) {
            Some(answer) => Ok(answer),
            None => bail!("nothing was written: something is missing\nhelp: `{usage}`"),
        }
    }

    /// What somebody answers, where there is a terminal to ask on.
    pub(super) fn if_possible(&mut self, prompt: &str) -> anyhow::Result<Option<String>> {
        if !ask::is_possible() {
            return Ok(None);
        }
        Ok(self.dialog()?.ask(prompt)?.filter(|answer| !answer.is_empty()))
    }

    /// The limit of a guardrail: its key and value.
    pub(super) fn limit(&mut self, usage: &str) -> anyhow::Result<(&'static str, String)> {
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

    /// Another sentence in the place of one that says what is made, or that lacks its numbers; `None` keeps it. `instead` is the
    /// sentence to offer, with gaps.
    ///
    /// # Errors
    /// A sentence that should not stand, and nobody who has another one.
    pub(super) fn another(
        &mut self,
        created: &Created,
        instead: Option<&str>,
    ) -> anyhow::Result<Option<String>> {
        let outputs = created.outputs();
        if !ask::is_possible() || outputs.is_empty() && instead.is_none() {
            return Ok(None);
        }
        let dialog = self.dialog()?;
        dialog.say(&format!("\n{}", remarks(&outputs)))?;
        if let Some(instead) = instead
            && let Some(sentence) = filled(dialog, instead)?
        {
            dialog.say(&format!("\n  {}\n", visible(&sentence)))?;
            if dialog.agreed("Write this instead?")? {
                return Ok(Some(sentence));
            }
        }
        if outputs.is_empty() {
            return Ok(None);
        }
        match dialog.ask("another sentence (Enter writes nothing): ")?.filter(|answer| !answer.is_empty()) {
            Some(answer) => Ok(Some(answer)),
            None => bail!("nothing was written\nhelp: `--anyway` writes the sentence as it is"),
        }
    }

    fn dialog(&mut self) -> anyhow::Result<&mut Dialog<StdinLock<'static>, Stdout>> {
        Ok(match &mut self.0 {
            Some(dialog) => dialog,
            none => none.insert(Dialog::begin()?),
        })
    }
}

/// A sentence with its gaps filled; `None` where somebody leaves one open.
fn filled<R: BufRead, W: Write>(dialog: &mut Dialog<R, W>, pattern: &str) -> anyhow::Result<Option<String>> {
    dialog.say(&format!("Better: {}\n", visible(pattern)))?;
    let is_share = pattern.starts_with("Raise the share");
    let mut prompts = ["  where it stands today", "  where it should end"].into_iter();
    let mut words = Vec::new();
    for word in pattern.split(' ') {
        let prompt = match word {
            "..." => "  whose (like `new customers`)",
            "_" => prompts.next().unwrap_or("  the number"),
            _ => {
                words.push(word.to_owned());
                continue;
            }
        };
        let Some(answer) = dialog.ask(&format!("{prompt}: "))?.filter(|answer| !answer.is_empty()) else {
            return Ok(None);
        };
        let is_bare = answer.chars().all(|c| c.is_ascii_digit() || c == '.');
        words.push(if is_share && word == "_" && is_bare { format!("{answer}%") } else { answer });
    }
    Ok(Some(words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(pattern: &str, answers: &str) -> Option<String> {
        filled(&mut Dialog::over(answers.as_bytes(), Vec::new()), pattern).unwrap()
    }

    #[test]
    fn the_gaps_of_a_better_sentence_are_asked_for() {
        let pattern = "Raise the share of ... who use the app each week from _ to _";
        let wanted = "Raise the share of new customers who use the app each week from 0% to 35%";
        assert_eq!(answered(pattern, "new customers\n0\n35%\n").as_deref(), Some(wanted));
        assert_eq!(answered(pattern, "new customers\n\n"), None, "one is left open");
        assert_eq!(
            answered("Raise sales from _ to _", "$3\n$5\n").as_deref(),
            Some("Raise sales from $3 to $5")
        );
    }
}
