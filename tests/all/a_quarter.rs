//! A quarter of a team of five with ten key results, on the commands of the week alone: no file is touched by hand after the
//! first commit, and `okr check` passes every Monday.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use crate::pull_request::scratch::{Ran, Scratch};

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
guardrails: [tickets]
objectives:
  - id: effortless-start
    objective: New teams feel at home in their first week
    why: Most new teams never reach the point where the product helps them
    key_results:
      - {id: activation, key_result: Raise the share of new teams that finish a workflow from 20% to 40%, owner: ana}
      - {id: invited, key_result: Raise the share of new teams that invite a colleague from 30% to 50%, owner: ana}
      - {id: setup, key_result: Cut the time that a team needs to set up from 60 min to 20 min, owner: bo}
    initiatives:
      - {title: Template gallery, bets_on: [activation], owner: bo, status: active, started: 2026-01-05}
  - id: daily-habit
    objective: Teams come back because their day is easier with us
    why: Two of three teams stop in the third month
    key_results:
      - {id: retention, key_result: Raise the share of teams active in month three from 33% to 45%, owner: bo}
      - id: weekly-use
        key_result: Raise the days a week on which a team works with us from 2 to 4
        owner: chi
      - {id: answers, key_result: Cut the time until a question is answered from 30 hours to 8 hours, owner: chi}
      - Raise the share of teams with a second project from 10% to 30%
  - id: calm-support
    objective: Nobody has to ask twice
    why: Every fourth ticket is the second of its kind
    key_results:
      - {id: repeats, key_result: Reduce the share of repeated tickets from 25% to 10%, owner: dee}
      - {id: solved-first, key_result: Raise the share of tickets solved at the first answer from 50% to 70%, owner: dee}
      - {id: rating, key_result: Raise the rating of answers from 3.9/5 to 4.5/5, owner: eli}
";

const METRICS: &str = "\
north_star:
  id: active_teams
  name: Weekly active teams
  definition: Teams with three or more members who each finished a workflow in the last seven days
  source: warehouse
  owner: ana
  cadence: weekly
  indicator: leading
  readings:
    - {date: 2025-12-29, value: 410}
guardrails:
  - id: tickets
    name: Support tickets per week
    definition: Tickets opened by customers, Monday to Sunday
    owner: eli
    cadence: weekly
    at_most: 300 per week
    readings:
      - {date: 2025-12-29, value: 240}
";

/// Ten key results: their endings, where they start and where they should end, as they are typed.
const KEY_RESULTS: [(&str, f64, f64, &str); 10] = [
    ("activation", 20.0, 20.2, ""),
    ("setup", 60.0, 25.0, "min"),
    ("weekly-use", 2.0, 4.0, ""),
    ("kr4", 10.0, 30.0, ""),
    ("solved-first", 50.0, 66.0, ""),
    ("invited", 30.0, 47.0, ""),
    ("retention", 33.0, 41.0, ""),
    ("answers", 30.0, 9.0, "h"),
    ("repeats", 25.0, 14.0, ""),
    ("rating", 3.9, 4.4, ""),
];

struct Team {
    scratch: Scratch,
    monday: String,
    /// How many keys the answers of this Monday took, each command's Enter included.
    keys: usize,
}

impl Team {
    fn okr(&self, arguments: &[&str]) -> Ran {
        self.scratch.okr(&[arguments, &["--as-of", &self.monday]].concat())
    }

    /// A command that somebody types.
    fn types(&mut self, arguments: &[&str]) -> String {
        let quotes = arguments.iter().filter(|word| word.contains(' ')).count() * 2;
        self.keys +=
            "okr".len() + arguments.iter().map(|word| word.chars().count() + 1).sum::<usize>() + quotes + 1;
        let ran = self.okr(arguments);
        assert_eq!(ran.code, 0, "{} {arguments:?}: {ran}", self.monday);
        ran.out
    }

    fn todo(&self) -> String {
        self.okr(&["todo"]).out
    }
}

#[test]
fn thirteen_mondays_on_commands_alone() {
    let scratch = Scratch::new(&[
        ("okr.yaml", "organization: startup\n"),
        ("okrs/metrics.yaml", METRICS),
        ("okrs/growth.yaml", GOALS),
    ]);
    let mut team = Team { scratch, monday: String::new(), keys: 0 };
    let first: chrono::NaiveDate = "2026-01-05".parse().unwrap();
    for week in 0..13_u32 {
        team.monday = (first + chrono::Days::new(u64::from(week) * 7)).to_string();
        team.keys = 0;
        // Five of ten in turn, so that each is looked at every other week.
        for (id, from, to, unit) in KEY_RESULTS.iter().skip(week as usize % 2 * 5).take(5) {
            if *id == "answers" && week > 8 {
                continue;
            }
            let value = from + (to - from) * f64::from(week) / 12.0;
            let value = format!("{value:.1}{unit}");
            let value = if *id == "rating" {
                format!("{:.1}/5", from + (to - from) * f64::from(week) / 12.0)
            } else {
                value
            };
            let said = team.types(&["checkin", id, &value]);
            assert!(said.contains("okrs/growth.yaml:") && said.contains(id), "{said}");
        }
        // A minute of slow typing is 200 keys.
        assert!(team.keys <= 200, "{} keys on {}", team.keys, team.monday);
        team.types(&["checkin", "active_teams", &(410 + 9 * week).to_string()]);
        team.types(&["checkin", "tickets", if week == 5 { "340" } else { "250" }]);
        match week {
            5 => {
                assert!(team.todo().contains("breached    Support tickets per week (eli)"), "{}", team.todo())
            }
            6 => {
                assert!(!team.todo().contains("breached"), "{}", team.todo());
                let reason = "the largest customer left";
                let said = team.types(&["revise", "retention", "--target", "42%", "--reason", reason]);
                assert!(said.contains("field: target, from: 45%, to: 42%"), "{said}");
            }
            7 => {
                assert!(team.todo().contains("okr decide 'Template gallery'"), "{}", team.todo());
                team.types(&["decide", "gallery", "stop", "--result", "teams looked and left"]);
                assert!(!team.todo().contains("okr decide"), "{}", team.todo());
            }
            8 => {
                let said =
                    team.types(&["cancel", "answers", "--reason", "the help desk moved to another team"]);
                assert!(said.contains("cancelled"), "{said}");
            }
            12 => {
                let open = team.okr(&["grade", "--close"]);
                assert!(
                    open.code == 1 && open.out.starts_with("3 things are missing before 2026-Q1"),
                    "{open}"
                );
                assert_eq!(open.out.matches("no reflection").count(), 3, "{open}");
                for (objective, learned) in [
                    ("effortless-start", "Templates did not help: a call in the first week did"),
                    ("daily-habit", "Reminders by mail bring nobody back"),
                    ("calm-support", "Most repeats came from three pages that were wrong"),
                ] {
                    team.types(&["reflect", objective, learned]);
                }
            }
            _ => {}
        }
        let check = team.okr(&["check"]);
        assert_eq!(check.code, 0, "{check}");
        let since = team.okr(&["check", "--since", "HEAD"]);
        assert_eq!(since.code, 0, "{since}");
        let monday = team.monday.clone();
        team.scratch.commit(&monday, "Ana", "Monday");
    }
    team.monday = "2026-04-01".to_owned();
    let grade = team.okr(&["grade"]);
    assert_eq!(grade.code, 0, "{grade}");
    for words in ["the help desk moved to another team", "Reminders by mail bring nobody back"] {
        assert!(
            grade.out.replace('\n', " ").split_whitespace().collect::<Vec<_>>().join(" ").contains(words),
            "{grade}"
        );
    }
    let closed = team.okr(&["grade", "--close"]);
    assert!(closed.code == 0 && closed.out.starts_with("2026-Q1 can be closed"), "{closed}");
    next_quarter(&mut team);
}

/// The next quarter goes on with what is unfinished, from where it ended, and has no error from the first day.
fn next_quarter(team: &mut Team) {
    let said = team.types(&["new", "quarter", "2026-Q2"]);
    assert!(said.contains("growth/daily-habit/retention"), "{said}");
    for left_behind in ["/answers", "/weekly-use", "/kr4"] {
        assert!(!said.contains(left_behind), "cancelled or finished: {said}");
    }
    let check = team.okr(&["check"]);
    assert_eq!(check.code, 0, "{check}");
    team.scratch.commit("2026-04-01", "Ana", "next quarter");
    team.monday = "2026-04-06".to_owned();
    let said = team.types(&["checkin", "retention", "41.5"]);
    assert!(said.contains("okrs/2026-Q2/growth.yaml:"), "{said}");
}
