//! The walk of `okr grade --close`: objective by objective it asks for last values, grades by hand, decisions and what was
//! learned, and all answers are written at once.

use super::super::ask::Dialog;
use super::super::writing::Desk;
use crate::answers::{CheckIn, Draft, decide, effect, grade, read_grade, reflect, take};
use crate::goals::values::Decision;
use crate::goals::{Day, Quarter};
use crate::plural::counted;
use crate::render::scorecard::Layout;
use crate::render::{answers, asked_key_result, asked_objective, visible};
use crate::review::{NoLastValue, Unclosed, unclosed};
use crate::score::{Bands, KeyResultCard, ObjectiveCard, Scorecard};
use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::ops::ControlFlow::{self, Break, Continue};

/// Whether to go on asking.
type Went = anyhow::Result<ControlFlow<()>>;

/// What somebody says to a question.
enum Said {
    /// Enter: what is in brackets, or nothing.
    Enter,
    Skipped,
    Stopped,
    Words(String),
}

/// The walk, and what was answered so far.
pub(super) struct Walk<'w, 'd, R, W> {
    desk: &'w Desk,
    quarter: Quarter,
    layout: Layout,
    color: bool,
    dialog: &'d mut Dialog<R, W>,
    draft: Draft<'w>,
    /// Full addresses of what was answered about.
    subjects: BTreeSet<String>,
    answers: usize,
}

impl<'w, 'd, R: BufRead, W: Write> Walk<'w, 'd, R, W> {
    pub(super) fn new(
        desk: &'w Desk,
        quarter: Quarter,
        (layout, color): (Layout, bool),
        dialog: &'d mut Dialog<R, W>,
    ) -> Self {
        let (draft, subjects) = (desk.draft(), BTreeSet::new());
        Self { desk, quarter, layout, color, dialog, draft, subjects, answers: 0 }
    }

    /// Asks everything. `None` where nothing is to be written; the addresses are those answered about.
    pub(super) fn go(mut self, open: &[Unclosed]) -> anyhow::Result<Option<(Draft<'w>, BTreeSet<String>)>> {
        let (quarter, count) = (self.quarter, open.len());
        let objectives = counted(count, "objective");
        self.dialog.say(&format!(
            "{quarter}: questions about {objectives}.\nEnter keeps what is in [ ], or skips; s skips, q stops without writing.\n"
        ))?;
        for (number, objective) in open.iter().enumerate() {
            self.dialog.say(&asked_objective(objective, (number + 1, count), self.layout))?;
            if self.objective(objective)?.is_break() {
                self.dialog.say("nothing was written\n")?;
                return Ok(None);
            }
        }
        self.confirmed()
    }

    /// Shows all changes together, and asks whether to write them.
    fn confirmed(self) -> anyhow::Result<Option<(Draft<'w>, BTreeSet<String>)>> {
        let texts = self.draft.texts();
        if texts.is_empty() {
            self.dialog.say("\nnothing is to be written\n")?;
            return Ok(None);
        }
        self.dialog.say(&format!("\n{}", answers::lines(&texts, self.color)))?;
        let (answers, files) = (counted(self.answers, "answer"), counted(texts.len(), "file"));
        if self.dialog.agreed(&format!("Write {answers} to {files}?"))? {
            return Ok(Some((self.draft, self.subjects)));
        }
        self.dialog.say("nothing was written\n")?;
        Ok(None)
    }

    fn objective(&mut self, open: &Unclosed) -> Went {
        let Some(card) = self.card(&open.address) else { return Ok(Continue(())) };
        let is_open = |own: &&KeyResultCard| own.cancelled.is_none() && own.by_hand.is_none();
        for own in card.key_results.iter().filter(is_open) {
            if self.key_result(own, &open.address)?.is_break() {
                return Ok(Break(()));
            }
        }
        for title in &open.undecided {
            let has_result = card.bets.iter().any(|bet| bet.title == *title && bet.result.is_some());
            if self.decision((title, &open.address), has_result)?.is_break() {
                return Ok(Break(()));
            }
        }
        if open.reflection { self.reflection(&open.address) } else { Ok(Continue(())) }
    }

    fn key_result(&mut self, own: &KeyResultCard, objective: &str) -> Went {
        self.dialog.say(&asked_key_result(own, self.layout))?;
        // Another key result that moves the same metric may have got its last value just now.
        if let Some(missing) = self.missing_value(&own.address)
            && self.value(&missing)?.is_break()
        {
            return Ok(Break(()));
        }
        let now = self.card(objective);
        let now = now.and_then(|card| card.key_results.into_iter().find(|now| now.address == own.address));
        let calculated = now.and_then(|now| now.score).map(|score| self.bands().text(score));
        self.grade(&own.address, calculated)
    }

    /// The last value of a key result.
    fn value(&mut self, missing: &NoLastValue) -> Went {
        let kept = missing.last.as_ref().map(|(_, value)| value.as_str());
        let kept_shown = kept.map_or(String::new(), |kept| format!(" [{}]", visible(kept)));
        let day = self.last_day();
        let prompt = format!("    last value, on {}{kept_shown}: ", day.short());
        let mut doubted: Option<String> = None;
        loop {
            let said = match (self.ask(&prompt)?, kept) {
                (Said::Stopped, _) => return Ok(Break(())),
                (Said::Skipped, _) | (Said::Enter, None) => return Ok(Continue(())),
                (Said::Enter, Some(kept)) => kept.to_owned(),
                (Said::Words(words), _) => words,
            };
            let answer = CheckIn {
                address: &missing.address,
                day,
                value: Some(&said),
                confidence: None,
                note: None,
                replace: false,
                // Said again, a value that looks wrong is meant.
                force: doubted.as_deref() == Some(&said),
            };
            match take(&mut self.draft, &answer) {
                Ok(done) => {
                    self.count(done.subject);
                    self.tell_effect(&missing.address)?;
                    return Ok(Continue(()));
                }
                Err(refused) => {
                    self.dialog.object(&refused)?;
                    if refused.is_doubt() {
                        self.dialog.say("        or type it once more, if it is right\n")?;
                        doubted = Some(said);
                    }
                }
            }
        }
    }

    /// A grade by hand, where somebody wants one.
    fn grade(&mut self, address: &str, calculated: Option<String>) -> Went {
        let prompt =
            format!("    grade{}: ", calculated.map_or(String::new(), |grade| format!(" [{grade}]")));
        let score = loop {
            match self.ask(&prompt)? {
                Said::Stopped => return Ok(Break(())),
                Said::Skipped | Said::Enter => return Ok(Continue(())),
                Said::Words(words) => match read_grade(&words) {
                    Ok(score) => break score,
                    Err(refused) => self.dialog.object(&refused)?,
                },
            }
        };
        let reason = match self.ask("    why the calculated grade is not fair: ")? {
            Said::Stopped => return Ok(Break(())),
            Said::Words(reason) => reason,
            Said::Skipped | Said::Enter => {
                self.dialog.object(&"a grade by hand needs a reason: the calculated one stays")?;
                return Ok(Continue(()));
            }
        };
        let quarter = self.quarter;
        match self.draft.answer(|draft| grade(draft, (address, quarter), score, &reason)) {
            Ok(subject) => self.count(subject),
            Err(refused) => self.dialog.object(&refused)?,
        }
        Ok(Continue(()))
    }

    /// What becomes of an initiative, and what came of it unless that is known.
    fn decision(&mut self, (title, objective): (&str, &str), has_result: bool) -> Went {
        self.dialog.say(&format!("\n  {}\n", visible(title)))?;
        let decision = loop {
            match self.ask("    ship, stop or iterate: ")? {
                Said::Stopped => return Ok(Break(())),
                Said::Skipped | Said::Enter => return Ok(Continue(())),
                Said::Words(words) => match Decision::named(&words) {
                    Some(decision) => break decision,
                    None => self.dialog.object(
                        &"ship what worked, stop what did not, or iterate; Enter leaves it undecided",
                    )?,
                },
            }
        };
        let result = match has_result {
            true => None,
            false => match self.ask("    what came of it: ")? {
                Said::Stopped => return Ok(Break(())),
                Said::Skipped | Said::Enter => None,
                Said::Words(result) => Some(result),
            },
        };
        let decided = self
            .draft
            .answer(|draft| decide(draft, (title, Some(objective)), decision, result.as_deref(), false));
        match decided {
            Ok((_, objective)) => self.count(objective),
            Err(refused) => self.dialog.object(&refused)?,
        }
        Ok(Continue(()))
    }

    fn reflection(&mut self, objective: &str) -> Went {
        let text = match self.ask("\n  what was learned: ")? {
            Said::Stopped => return Ok(Break(())),
            Said::Skipped | Said::Enter => return Ok(Continue(())),
            Said::Words(text) => text,
        };
        let quarter = self.quarter;
        match self.draft.answer(|draft| reflect(draft, (objective, quarter), &text, false)) {
            Ok(subject) => self.count(subject),
            Err(refused) => self.dialog.object(&refused)?,
        }
        Ok(Continue(()))
    }

    fn ask(&mut self, prompt: &str) -> anyhow::Result<Said> {
        Ok(match self.dialog.ask(prompt)?.as_deref() {
            None | Some("q") => Said::Stopped,
            Some("s") => Said::Skipped,
            Some("") => Said::Enter,
            Some(words) => Said::Words(words.to_owned()),
        })
    }

    fn count(&mut self, subject: String) {
        self.subjects.insert(subject);
        self.answers += 1;
    }

    /// What the answers so far do to a key result.
    fn tell_effect(&mut self, address: &str) -> anyhow::Result<()> {
        let versions = (&self.desk.project.workspace, self.draft.workspace());
        let subjects = BTreeSet::from([address.to_owned()]);
        let effect = effect(versions, self.draft.settings(), (self.quarter, self.draft.today()), &subjects);
        match effect.key_results.iter().find(|moved| moved.address == address) {
            Some(moved) => {
                self.dialog.say(&format!("        {}\n", answers::standing(&moved.after, effect.bands)))
            }
            None => Ok(()),
        }
    }

    /// The day that last values are about: the last one of the quarter that has come.
    fn last_day(&self) -> Day {
        self.draft.workspace().calendar.last_day(self.quarter).min(self.draft.today())
    }

    fn bands(&self) -> Bands {
        Bands::of(self.draft.settings())
    }

    /// The scores as the answers so far leave them.
    fn scores(&self) -> Scorecard {
        Scorecard::new(self.draft.workspace(), self.draft.settings(), self.quarter, self.draft.today())
    }

    fn card(&self, objective: &str) -> Option<ObjectiveCard> {
        let objectives = self.scores().teams.into_iter().flat_map(|team| team.objectives);
        objectives.into_iter().find(|card| card.address == objective)
    }

    fn missing_value(&self, key_result: &str) -> Option<NoLastValue> {
        let open = unclosed(self.draft.workspace(), &self.scores());
        open.into_iter().flat_map(|open| open.values).find(|value| value.address == key_result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOALS: &str = "quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: start
    objective: New teams feel at home
    key_results:
      - id: activation
        key_result: Raise activation from 23% to 35%
        check_ins:
          - {date: 2026-01-19, value: 25%, confidence: 6}
      - id: setup
        key_result: Cut the time to set up from 4 hours to 1 hour
        check_ins:
          - {date: 2026-03-30, value: 2 hours}
    initiatives:
      - Gallery
  - id: calm
    objective: Nobody has to ask twice
    key_results:
      - Reduce repeated tickets from 25% to 10%
    initiatives:
      - {title: Gallery, result: nobody came}
";

    const NEXT: &str = "quarter: 2026-Q2
team: growth
objectives:
  - id: start
    objective: New teams bring others along
    initiatives: [Gallery]
";

    /// What is said in a walk with these answers, and the texts that are to be written.
    fn walked(answers: &str) -> (String, Vec<String>) {
        let files = [("okrs/growth.yaml", GOALS), ("okrs/next.yaml", NEXT)];
        let desk = Desk::in_memory(&files, "2026-04-02".parse().unwrap()).unwrap();
        let workspace = &desk.project.workspace;
        let quarter = workspace.calendar.quarter_of("2026-03-31".parse().unwrap());
        let open =
            unclosed(workspace, &Scorecard::new(workspace, &desk.project.settings, quarter, desk.today));
        let layout = Layout { width: 80, color: false, unicode: true };
        let mut said = Vec::new();
        let mut dialog = Dialog::over(answers.as_bytes(), &mut said);
        let draft = Walk::new(&desk, quarter, (layout, false), &mut dialog).go(&open).unwrap();
        let texts = draft.map(|(draft, _)| draft.texts()).unwrap_or_default();
        (String::from_utf8(said).unwrap(), texts.into_iter().map(|text| text.after).collect())
    }

    #[test]
    fn a_quarter_is_closed_objective_by_objective() {
        let first = "many\n32\n\n70%\n0.5\nthe pilot: half of it was measured\nkeep\nstop\nteams looked and left\nCalls help\n";
        let second = "\n\nship\n\ny\n";
        let (said, texts) = walked(&format!("{first}{second}"));
        insta::assert_snapshot!(said);
        let expected = GOALS
            .replace(
                "confidence: 6}\n",
                "confidence: 6}\n          - {date: 2026-03-31, value: 32%}\n",
            )
            .replace(
                "value: 2 hours}\n",
                "value: 2 hours}\n        grade: {score: 0.5, reason: \"the pilot: half of it was measured\"}\n",
            )
            .replace(
                "      - Gallery\n",
                "      - title: Gallery\n        result: teams looked and left\n        decision: stop\n    reflection: Calls help\n",
            )
            .replace("result: nobody came}", "result: nobody came, decision: ship}");
        assert_eq!(texts, [expected]);
    }

    #[test]
    fn nothing_is_written_unless_somebody_says_so() {
        for answers in [
            "",
            "q\n",
            "32\nq\n",
            "32\n\n\nstop\nq\n",
            "s\ns\ns\ns\ns\ns\ns\ns\ns\n",
            "32\n\n\n\n\n\n\n\n\nn\n",
        ] {
            assert_eq!(walked(answers).1, [""; 0], "{answers:?}");
        }
    }

    #[test]
    fn enter_keeps_the_last_value_and_a_grade_by_hand_needs_a_reason() {
        let (said, texts) = walked("\n0.9\n\n\n\n\n\n\n\n\ny\n");
        assert!(said.contains("needs a reason"), "{said}");
        let kept = "confidence: 6}\n          - {date: 2026-03-31, value: 25%}\n";
        assert_eq!(texts, [GOALS.replace("confidence: 6}\n", kept)]);
    }
}
