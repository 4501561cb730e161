//! The walk through what is due: each key result is asked about, and all answers are written at once.

use super::super::ask::Dialog;
use super::super::writing::Desk;
use crate::answers::{CheckIn, Draft, Question, Refused, effect, take};
use crate::goals::{Day, Quarter};
use crate::plural::counted;
use crate::render::answers;
use crate::render::scorecard::Layout;
use crate::score::Bands;
use std::collections::BTreeSet;
use std::io::{BufRead, Write};

/// What is asked, and how it is shown.
pub(super) struct Walk<'w> {
    pub(super) desk: &'w Desk,
    pub(super) questions: &'w [Question],
    pub(super) day: Day,
    pub(super) quarter: Quarter,
    pub(super) layout: Layout,
    pub(super) color: bool,
    /// Whether answers may take the place of what the day has already.
    pub(super) replace: bool,
}

/// How a question was answered.
enum Answer {
    Said { value: Option<String>, confidence: Option<u8>, note: Option<String>, force: bool },
    Skipped,
    Stopped,
}

impl<'w> Walk<'w> {
    /// Asks everything. The draft is `None` where nothing is to be written; the addresses are those answered about.
    pub(super) fn go<R: BufRead, W: Write>(
        &self,
        dialog: &mut Dialog<R, W>,
    ) -> anyhow::Result<Option<(Draft<'w>, BTreeSet<String>)>> {
        let mut draft = self.desk.draft();
        let mut subjects = BTreeSet::new();
        let count = self.questions.len();
        let (things, are) = if count == 1 { ("check-in", "is") } else { ("check-ins", "are") };
        dialog.say(&format!(
            "{count} {things} {are} due. Enter keeps what is in [ ], s skips, q stops without writing.\n"
        ))?;
        for (number, question) in self.questions.iter().enumerate() {
            dialog.say(&answers::question(
                question,
                (number + 1, count),
                Bands::of(draft.settings()),
                self.layout,
            ))?;
            match self.answer(question, &mut draft, dialog)? {
                Answer::Stopped => {
                    dialog.say("nothing was written\n")?;
                    return Ok(None);
                }
                Answer::Skipped => {}
                Answer::Said { value, confidence, note, force } => {
                    let answer = CheckIn {
                        value: value.as_deref(),
                        confidence,
                        note: note.as_deref(),
                        force,
                        ..self.about(question)
                    };
                    match take(&mut draft, &answer) {
                        Ok(done) => drop(subjects.insert(done.subject)),
                        Err(refused) => dialog.object(&refused)?,
                    }
                }
            }
        }
        self.confirmed(draft, subjects, dialog)
    }

    /// Shows all changes together, and asks whether to write them.
    fn confirmed<R: BufRead, W: Write>(
        &self,
        draft: Draft<'w>,
        subjects: BTreeSet<String>,
        dialog: &mut Dialog<R, W>,
    ) -> anyhow::Result<Option<(Draft<'w>, BTreeSet<String>)>> {
        let texts = draft.texts();
        if texts.is_empty() {
            dialog.say("\nnothing is to be written\n")?;
            return Ok(None);
        }
        dialog.say(&format!("\n{}", answers::lines(&texts, self.color)))?;
        let (check_ins, files) = (counted(subjects.len(), "check-in"), counted(texts.len(), "file"));
        match dialog.agreed(&format!("Write {check_ins} to {files}?"))? {
            true => Ok(Some((draft, subjects))),
            false => {
                dialog.say("nothing was written\n")?;
                Ok(None)
            }
        }
    }

    fn about<'q>(&self, question: &'q Question) -> CheckIn<'q> {
        CheckIn {
            address: &question.address,
            day: self.day,
            value: None,
            confidence: None,
            note: None,
            replace: self.replace,
            force: false,
        }
    }

    fn answer<R: BufRead, W: Write>(
        &self,
        question: &Question,
        draft: &mut Draft<'_>,
        dialog: &mut Dialog<R, W>,
    ) -> anyhow::Result<Answer> {
        if let Some(metric) = &question.pulled {
            return self.noted(question, metric, dialog);
        }
        let kept = question.last.as_ref().map(|(value, _)| value.as_str());
        let prompt = kept.map_or("  value: ".to_owned(), |kept| format!("  value [{kept}]: "));
        let mut doubted: Option<String> = None;
        let (value, force) = loop {
            let Some(line) = dialog.ask(&prompt)? else { return Ok(Answer::Stopped) };
            let said = match (line.as_str(), kept) {
                ("q", _) => return Ok(Answer::Stopped),
                ("s", _) | ("", None) => return Ok(Answer::Skipped),
                ("", Some(kept)) => kept.to_owned(),
                (line, _) => line.to_owned(),
            };
            // Said again, a value that looks wrong is meant.
            let force = doubted.as_deref() == Some(&said);
            match self.tried(question, draft, &said, force) {
                Ok(effect) => {
                    dialog.say(&effect)?;
                    break (said, force);
                }
                Err(refused) => {
                    dialog.object(&refused)?;
                    if refused.is_doubt() {
                        dialog.say("        or type it once more, if it is right\n")?;
                        doubted = Some(said);
                    }
                }
            }
        };
        let confidence = match self.confidence(question, dialog)? {
            Ok(confidence) => confidence,
            Err(left) => return Ok(left),
        };
        let note = match dialog.ask("  note: ")?.as_deref() {
            None | Some("q") => return Ok(Answer::Stopped),
            Some("s") => return Ok(Answer::Skipped),
            Some(note) => Some(note.to_owned()).filter(|note| !note.is_empty()),
        };
        Ok(Answer::Said { value: Some(value), confidence, note, force })
    }

    /// What somebody knows beside a value that is pulled.
    fn noted<R: BufRead, W: Write>(
        &self,
        question: &Question,
        metric: &str,
        dialog: &mut Dialog<R, W>,
    ) -> anyhow::Result<Answer> {
        dialog.say(&format!("        its value is pulled: `okr pull {metric}` brings the latest\n"))?;
        if !question.has_confidence {
            return Ok(Answer::Skipped);
        }
        let Some(note) = dialog.ask("  note: ")? else { return Ok(Answer::Stopped) };
        let note = match note.as_str() {
            "q" => return Ok(Answer::Stopped),
            "s" | "" => return Ok(Answer::Skipped),
            _ => Some(note),
        };
        let confidence = match self.confidence(question, dialog)? {
            Ok(confidence) => confidence,
            Err(left) => return Ok(left),
        };
        Ok(Answer::Said { value: None, confidence, note, force: false })
    }

    /// The confidence, if there is one to give; an error where the question was skipped or the walk stopped.
    fn confidence<R: BufRead, W: Write>(
        &self,
        question: &Question,
        dialog: &mut Dialog<R, W>,
    ) -> anyhow::Result<Result<Option<u8>, Answer>> {
        if !question.has_confidence {
            return Ok(Ok(None));
        }
        let kept = question.confidence.map_or(String::new(), |kept| format!(" [{kept}]"));
        loop {
            let line = dialog.ask(&format!("  confidence, 1 to 10{kept}: "))?;
            let line = line.as_deref().unwrap_or("q");
            match (line, line.parse()) {
                ("q", _) => return Ok(Err(Answer::Stopped)),
                ("s", _) => return Ok(Err(Answer::Skipped)),
                ("", _) => return Ok(Ok(question.confidence)),
                (_, Ok(number @ 1..=10)) => return Ok(Ok(Some(number))),
                _ => dialog.say("        a confidence is a whole number from 1 to 10\n")?,
            }
        }
    }

    /// What a value would do.
    fn tried(
        &self,
        question: &Question,
        draft: &Draft<'_>,
        value: &str,
        force: bool,
    ) -> Result<String, Refused> {
        let mut trial = Draft::new(draft.workspace(), draft.settings(), draft.today());
        let answer = CheckIn { value: Some(value), force, ..self.about(question) };
        let done = take(&mut trial, &answer)?;
        let versions = (draft.workspace(), trial.workspace());
        let subjects = BTreeSet::from([done.subject]);
        let effect = effect(versions, draft.settings(), (self.quarter, draft.today()), &subjects);
        let meant = done.value.filter(|meant| meant != value);
        let read_as = meant.map_or(String::new(), |meant| format!("{value} is read as {meant}: "));
        let standing = effect.key_results.iter().find(|moved| moved.address == question.address);
        let standing = standing.map(|moved| answers::standing(&moved.after, effect.bands));
        Ok(match (standing, read_as.is_empty()) {
            (Some(standing), _) => format!("        {read_as}{standing}\n"),
            (None, true) => String::new(),
            (None, false) => format!("        {}\n", read_as.trim_end_matches(": ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Which, questions};
    use crate::score::{Filter, Scorecard};

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
          - {date: 2026-01-26, value: 26%}
      - id: setup
        key_result: Cut the time to set up from 4 hours to 1 hour
        owner: li
      - Raise weekly teams from 120 to 200
";

    /// What is said in a walk with these answers, and the texts that are to be written.
    fn walked(answers: &str, scope: &Filter) -> (String, Vec<String>) {
        walked_over(GOALS, "", answers, scope)
    }

    fn walked_over(goals: &str, metrics: &str, answers: &str, scope: &Filter) -> (String, Vec<String>) {
        let day: Day = "2026-02-16".parse().unwrap();
        let files = [("okrs/growth.yaml", goals), ("okrs/metrics.yaml", metrics)];
        let desk = Desk::in_memory(&files, day).unwrap();
        let workspace = &desk.project.workspace;
        let quarter = workspace.calendar.quarter_of(day);
        let card = Scorecard::new(workspace, &desk.project.settings, quarter, day);
        let questions = questions(workspace, &card, Which::Due, scope);
        let layout = Layout { width: 80, color: false, unicode: true };
        let walk =
            Walk { desk: &desk, questions: &questions, day, quarter, layout, color: false, replace: false };
        let mut said = Vec::new();
        let mut dialog = Dialog::over(answers.as_bytes(), &mut said);
        let draft = walk.go(&mut dialog).unwrap();
        let texts = draft.map(|(draft, _)| draft.texts()).unwrap_or_default();
        (String::from_utf8(said).unwrap(), texts.into_iter().map(|text| text.after).collect())
    }

    #[test]
    fn every_answer_is_asked_for_and_all_are_shown_before_they_are_written() {
        let answers = "27\n\nlive: at last\n2\n2 hours\n0\n4\n\n\n\ny\n";
        let (said, texts) = walked(answers, &Filter::default());
        insta::assert_snapshot!(said);
        let expected = GOALS
            .replace(
                "value: 26%}\n",
                "value: 26%}\n          - {date: 2026-02-16, value: 27%, confidence: 6, note: \"live: at last\"}\n",
            )
            .replace(
                "        owner: li\n",
                "        owner: li\n        check_ins:\n          - {date: 2026-02-16, value: 2 hours, confidence: 4}\n",
            );
        assert_eq!(texts, [expected]);
    }

    #[test]
    fn nobody_is_asked_for_a_value_that_is_pulled() {
        let goals = GOALS.replace(
            "        key_result: Cut the time to set up from 4 hours to 1 hour\n",
            "        key_result: Cut the time to set up from 4 hours to 1 hour\n        metric: setup_time\n",
        );
        let metrics = "metrics:\n  - id: setup_time\n    pull: {csv: data/setup.csv}\n";
        let answers = "s\nthe new installer is out\n7\ns\ny\n";
        let (said, texts) = walked_over(&goals, metrics, answers, &Filter::default());
        assert!(said.contains("its value is pulled: `okr pull setup_time` brings the latest"), "{said}");
        assert!(
            texts[0].contains("{date: 2026-02-16, confidence: 7, note: the new installer is out}"),
            "{texts:?}"
        );
    }

    #[test]
    fn nothing_is_written_unless_somebody_says_so() {
        let all = Filter::default();
        for answers in [
            "",
            "q\n",
            "27\n",
            "27\nq\n",
            "27\n5\nq\n",
            "27\ns\nq\n",
            "27\n5\nnote\nq\n",
            "s\ns\ns\n",
            "27\n\n\ns\ns\nn\n",
            "27\n\n\ns\ns\n",
        ] {
            assert_eq!(walked(answers, &all).1, [""; 0], "{answers:?}");
        }
        let only_li = Filter { owner: Some("li".to_owned()), team: None };
        let (said, texts) = walked("2 hours\n\n\n\n", &only_li);
        assert!(said.contains("1 of 1") && texts.len() == 1, "{said}");
    }

    #[test]
    fn a_value_that_looks_wrong_is_taken_when_it_is_said_again() {
        let (said, texts) = walked("2\n2\n\n\ns\ns\ny\n", &Filter::default());
        assert!(said.contains("type it once more, if it is right"), "{said}");
        assert!(texts[0].contains("{date: 2026-02-16, value: 2%, confidence: 6}"), "{}", texts[0]);
    }
}
