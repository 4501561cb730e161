//! Files that are larger than anybody writes: twice as much takes about twice as long, never four times.

#![allow(clippy::print_stderr, reason = "the figures are what it is run for")]

use super::run::{Scratch, strict};
use std::time::Duration;

/// A kind of file, made as large as asked for.
type Make = fn(usize) -> String;

const TOP: &str = "quarter: 2026-Q1\nteam: t\nowner: o\nobjectives:\n  - objective: A team feels at home from the first day\n    why: it matters\n";

fn many(top: &str, count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(top.to_owned(), |text, number| text + &line(number))
}

fn key_results(count: usize, line: impl Fn(usize) -> String) -> String {
    many(&format!("{TOP}    key_results:\n"), count, line)
}

/// Fields below one key result.
fn one_key_result(fields: &str) -> String {
    format!(
        "{TOP}    key_results:\n      - key_result: Raise the share of teams that stay from 1% to 50%\n{fields}"
    )
}

fn day(number: usize) -> String {
    format!("2026-{:02}-{:02}", 1 + number / 28 % 3, 1 + number % 28)
}

/// Each kind with how many of it are asked for strictly.
const KINDS: [(&str, usize, Make); 28] = [
    ("key results", 100_000, |count| {
        key_results(count, |i| {
            format!("      - Raise the share of teams that do {i} from 1% to 5{}%\n", i % 10)
        })
    }),
    ("key results of one id", 100_000, |count| {
        key_results(count, |_| "      - {id: same, key_result: Raise it from 1% to 5%}\n".to_owned())
    }),
    ("metrics of one id", 100_000, |count| many("metrics:\n", count, |_| "  - {id: same}\n".to_owned())),
    ("objectives of one id", 50_000, |count| {
        many("quarter: 2026-Q1\nteam: t\nobjectives:\n", count, |_| {
            "  - {id: same, objective: A team feels at home}\n".to_owned()
        })
    }),
    ("check-ins", 1_000_000, |count| {
        one_key_result(&many("        check_ins:\n", count, |i| {
            format!("          - {{date: {}, value: {}%}}\n", day(i), i % 50)
        }))
    }),
    ("readings", 200_000, |count| {
        many("north_star:\n  id: teams\n  readings:\n", count, |i| {
            format!("    - {{date: {}, value: {i}}}\n", day(i))
        })
    }),
    ("revisions", 50_000, |count| {
        one_key_result(&many("        revisions:\n", count, |i| {
            format!(
                "          - {{date: {}, field: target, from: 4{}%, to: 5%, reason: r}}\n",
                day(i),
                i % 10
            )
        }))
    }),
    ("initiatives", 50_000, |count| {
        many(&format!("{TOP}    initiatives:\n"), count, |i| {
            format!("      - {{title: Bet {i}, bets_on: [kr{i}]}}\n")
        })
    }),
    ("unknown references", 50_000, |count| {
        many(&format!("{TOP}    supports:\n"), count, |i| format!("      - nothing/o{i}\n"))
    }),
    ("guardrails named", 50_000, |count| {
        many(&format!("{TOP}    guardrails:\n"), count, |i| format!("      - guard_{i}\n"))
    }),
    ("metrics supported", 20_000, |count| {
        let metrics = many("metrics:\n", count, |i| format!("  - {{id: m{i}}}\n"));
        many(&format!("{metrics}{TOP}    supports:\n"), count, |i| format!("      - m{i}\n"))
    }),
    ("needs in a chain", 20_000, |count| {
        key_results(count, |i| {
            format!(
                "      - {{id: k{i}, key_result: Raise it from 1% to 5%, depends_on: [t/o1/k{}]}}\n",
                i + 1
            )
        })
    }),
    ("identities in a chain", 20_000, |count| {
        many("metrics:\n", count, |i| {
            format!("  - {{id: m{i}, equals: m{} + 1, readings: [{{date: 2026-01-05, value: 1}}]}}\n", i + 1)
        })
    }),
    ("metrics that drive each other", 20_000, |count| {
        many("metrics:\n", count, |i| {
            format!("  - {{id: m{i}, drives: [m{}, m{}]}}\n", (i + 1) % count, (i * 7 + 3) % count)
        })
    }),
    ("periods", 50_000, |count| {
        many("metrics:\n  - id: m\n    targets:\n", count, |i| {
            format!("      - {{period: {}-Q{}, target: {i}}}\n", 2000 + i % 99, 1 + i % 4)
        })
    }),
    ("suppressions in force", 30_000, |count| {
        key_results(count, |i| format!("      - Launch thing {i} # okr: ignore[output-key-result] we must\n"))
    }),
    ("findings on one line", 50_000, |count| {
        format!(
            "{{quarter: 2026-Q1, team: t, metrics: [{}]}}\n",
            many("", count, |_| "{id: same}, ".to_owned())
        )
    }),
    ("numbers in a sentence", 50_000, |count| {
        key_results(1, |_| format!("      - Raise it {}\n", "from 1% to 2% and ".repeat(count)))
    }),
    ("words in a sentence", 200_000, |count| {
        key_results(1, |_| format!("      - Launch {}\n", "the new improved app and ".repeat(count / 5)))
    }),
    ("words in an objective", 200_000, |count| {
        format!(
            "quarter: 2026-Q1\nteam: t\nobjectives:\n  - objective: {}\n",
            "Improve 5 things and launch apps ".repeat(count / 6)
        )
    }),
    ("words of one kind of talk", 200_000, |count| {
        format!("{TOP}    reflection: {}\n", "the bonus depends on the grade and pay ".repeat(count / 8))
    }),
    ("letters in a word", 1_000_000, |count| {
        format!("quarter: 2026-Q1\nteam: t\nobjectives:\n  - objective: {}\n", "a".repeat(count))
    }),
    ("letters in a note", 4_000_000, |count| {
        one_key_result(&format!(
            "        check_ins: [{{date: 2026-01-05, value: 2%, note: {}}}]\n",
            "n ".repeat(count / 2)
        ))
    }),
    ("one text of 50 MB", 50_000_000, |count| format!("team: \"{}\"\n", "x".repeat(count))),
    ("a block of 50 MB", 50_000_000, |count| {
        format!("team: |\n{}", format!("  {}\n", "x".repeat(77)).repeat(count / 80))
    }),
    ("comments", 1_000_000, |count| "# c\n".repeat(count) + "team: t\n"),
    ("unknown keys", 200_000, |count| many("", count, |i| format!("key_{i}: 1\n"))),
    ("segments", 200_000, |count| {
        many("metrics:\n  - id: m\n    segments:\n", count, |i| format!("      - segment {i}\n"))
    }),
];

/// What twice as much may take; what takes next to no time is not worth comparing.
fn allowed(once: Duration) -> Duration {
    once.mul_f64(3.0) + Duration::from_millis(100)
}

#[test]
fn twice_as_much_takes_about_twice_as_long() {
    let mut slow = Vec::new();
    for (name, most, make) in KINDS {
        // Without optimization it is only shown that all of them end.
        let count = if strict() { most / 2 } else { most / 100 };
        for command in [
            &["check", "--as-of", "2026-02-15", "--max-file-size", "200 MB"][..],
            &["status", "--quarter", "2026-Q1", "--as-of", "2026-02-15"],
        ] {
            let took = |count: usize| {
                let scratch = Scratch::with(make(count).as_bytes());
                scratch.run_large(command).took
            };
            let (mut once, mut twice) = (took(count), took(2 * count));
            if strict() && twice > allowed(once) {
                // Something else was busy, or it happens again.
                (once, twice) = (took(count), took(2 * count));
            }
            if strict() {
                eprintln!(
                    "{name:30} {:7} {count:9} {:7} ms, twice {:7} ms",
                    command[0],
                    once.as_millis(),
                    twice.as_millis()
                );
                if twice > allowed(once) {
                    slow.push(format!(
                        "{name}: {} took {once:?}, and {twice:?} for twice as much",
                        command[0]
                    ));
                }
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn many_files_that_say_the_same_are_judged_in_linear_time() {
    let count = if strict() { 10_000 } else { 200 };
    let text =
        format!("{TOP}    key_results: [Launch the app, Raise the share of teams that stay from 1% to 2%]\n");
    let took = |count: usize| {
        let scratch = Scratch::new();
        (0..count)
            .for_each(|number| scratch.write(format!("okrs/{}/{number}.yaml", number % 50), text.as_bytes()));
        let ran = scratch.run_large(&["check", "--format", "concise", "--as-of", "2026-02-15"]);
        assert_eq!(ran.out.lines().filter(|line| line.contains("“Launch the app”")).count(), count);
        ran.took
    };
    let (once, twice) = (took(count), took(2 * count));
    eprintln!("{count} files {once:?}, twice {twice:?}");
    assert!(!strict() || twice <= once.mul_f64(3.0), "{once:?}, and {twice:?} for twice as much");
}

#[test]
fn what_a_screen_says_of_guardrails_does_not_grow_with_the_square_of_a_file() {
    let printed = |count: usize, command: &[&str]| {
        let scratch = Scratch::new();
        let guardrail = |i| {
            format!(
                "  - {{id: g{i}, name: Errors of kind {i}, at_most: {i}, readings: [{{date: 2026-02-01, value: 150}}]}}\n"
            )
        };
        let names: Vec<String> = (0..count).map(|i| format!("g{i}")).collect();
        let objective = |i| {
            format!(
                "  - {{id: o{i}, objective: Team {i} feels at home, key_results: [Raise it from 1% to 5%]}}\n"
            )
        };
        let goals = many("quarter: 2026-Q1\nteam: t\nobjectives:\n", count, objective);
        let goals = format!("{goals}guardrails: [{}]\n", names.join(", "));
        scratch.write("okrs/a.yaml", goals.as_bytes());
        scratch.write("okrs/metrics.yaml", many("guardrails:\n", count, guardrail).as_bytes());
        scratch.run_large(command).out
    };
    for screen in [&["status", "--all"][..], &["grade"], &["grade", "--format", "json"]] {
        let command = [screen, &["--quarter", "2026-Q1", "--as-of", "2026-02-15"]].concat();
        let [once, twice] = [100, 200].map(|count| printed(count, &command));
        assert!(twice.len() < 3 * once.len(), "{command:?}: {} bytes, then {}", once.len(), twice.len());
        let is_said = ["180 more guardrails", "\"guardrails_left_out\": 180"];
        assert!(is_said.iter().any(|words| twice.contains(words)), "{command:?}: {twice:.2000}");
    }
}
