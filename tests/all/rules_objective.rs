//! Edge cases of the rules about objectives; the plain cases are on their pages.

use crate::support::findings;

const DAY: &str = "2026-02-15";

/// A team file whose one objective holds what is given.
fn team(inner: &str) -> String {
    format!(
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - id: first-week\n    objective: New teams feel at home\n{inner}"
    )
}

fn of_team(inner: &str, rule: &'static str) -> String {
    findings(&[("growth.yaml", &team(inner))], DAY, &[rule])
}

#[test]
fn key_results_are_counted_as_they_are_written() {
    let rule = "key-result-count";
    insta::assert_snapshot!(of_team("", rule), @r"growth.yaml:5 error[key-result-count] no key results: nothing would show that this was reached | New teams feel at home | write 2 to 5 under `key_results:`, like `- Raise the share of ... from 23% to 35%`");
    insta::assert_snapshot!(of_team("    key_results: []", rule), @r"growth.yaml:5 error[key-result-count] no key results: nothing would show that this was reached | New teams feel at home | write 2 to 5 under `key_results:`, like `- Raise the share of ... from 23% to 35%`");
    insta::assert_snapshot!(of_team("    key_results: [Raise activation from 23% to 35%]", rule), @r"growth.yaml:5 error[key-result-count] only 1 key result: one number rarely shows that all of this was reached | New teams feel at home | add at least 1 more that sees it from another side, like `- Raise the share of ... from 23% to 35%`");
    // Two, of which one cannot be read; and a list that is none: both are reported as such.
    insta::assert_snapshot!(of_team("    key_results: [Raise activation to 35%, {target: [1]}]", rule), @"");
    insta::assert_snapshot!(of_team("    key_results: soon", rule), @"");
    // In a file that is partly unreadable, what seems missing may be there.
    insta::assert_snapshot!(of_team("    key_results:\n      - Raise activation to 35%\n---\nteam: growth\n", rule), @"");
    let strict = "rules: {key-result-count: {min: 3, max: 3}}";
    let two = team("    key_results: [Raise a from 1% to 2%, Raise b from 1% to 2%]");
    insta::assert_snapshot!(findings(&[("okr.yaml", strict), ("a.yaml", &two)], DAY, &[rule]), @r"a.yaml:5 error[key-result-count] only 2 key results, where 3 are the least that show this was reached | New teams feel at home | add at least 1 more that sees it from another side, like `- Raise the share of ... from 23% to 35%`");
}

#[test]
fn objectives_are_counted_by_team_and_quarter() {
    let list = |head: &str, count: usize| {
        let objectives: String = (1..=count).map(|n| format!("  - objective: Goal {n}\n")).collect();
        format!("{head}objectives:\n{objectives}")
    };
    let count = |files: &[(&str, String)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        findings(&files, DAY, &["objective-count"])
    };
    let growth = "quarter: 2026-Q1\nteam: growth\n";
    insta::assert_snapshot!(count(&[("a.yaml", list(growth, 2)), ("b.yaml", list(growth, 2))]), @r"b.yaml:5 warning[objective-count] `growth` has 4 objectives in 2026-Q1: too many to pursue at once | Goal 2 | choose the 3 that matter most now; the other can wait for 2026-Q2, or turn into key results of those");
    insta::assert_snapshot!(count(&[("a.yaml", list(growth, 3)), ("b.yaml", list("quarter: 2026-Q2\nteam: growth\n", 3))]), @"");
    // Without a quarter nothing says that two files are for the same one.
    insta::assert_snapshot!(count(&[("a.yaml", list("team: growth\n", 3)), ("b.yaml", list("team: growth\n", 3))]), @"");
    insta::assert_snapshot!(count(&[("company.yaml", list("quarter: 2026-Q1\nlevel: company\n", 5))]), @r"company.yaml:7 error[objective-count] the company has 5 objectives in 2026-Q1: too many to pursue at once | Goal 4 | choose the 3 that matter most now; the other 2 can wait for 2026-Q2, or turn into key results of those");
    insta::assert_snapshot!(count(&[("short.yaml", list("", 4))]), @r"short.yaml:5 warning[objective-count] this file has 4 objectives: too many to pursue in one quarter | Goal 4 | choose the 3 that matter most now; the other can wait for next quarter, or turn into key results of those");
    let level = ("okr.yaml", "rules: {objective-count: note}".to_owned());
    insta::assert_snapshot!(count(&[level, ("a.yaml", list(growth, 6))]), @r"a.yaml:7 note[objective-count] `growth` has 6 objectives in 2026-Q1: too many to pursue at once | Goal 4 | choose the 3 that matter most now; the other 3 can wait for 2026-Q2, or turn into key results of those");
}

#[test]
fn a_file_without_reasons_is_told_once() {
    let why = |text: &str| findings(&[("growth.yaml", text)], DAY, &["missing-why"]);
    insta::assert_snapshot!(why("objectives: [{objective: One}, {objective: Two}]"), @r"growth.yaml:1 warning[missing-why] none of the 2 objectives here says why it matters now | One | add `why: ...` with what made you choose it: a number, or what customers say; start with this one");
    insta::assert_snapshot!(why("objectives: [{objective: One, why: ''}, {objective: Two, why: it leaks}]"), @r"growth.yaml:1 warning[missing-why] nothing says why this matters now | One | add `why: ...` with what made you choose it: a number, or what customers say");
    insta::assert_snapshot!(why("objectives: [{objective: Slow down so that fewer promises break}]"), @"");
    insta::assert_snapshot!(why("objectives: [{objective: One, why: [a]}]"), @"");
}

const COMPANY: &str =
    "quarter: 2026-Q1\nlevel: company\nobjectives: [{id: win, objective: Mid-market chooses us}]";
const METRICS: &str = "north_star: {id: teams}\ninput_metrics: [{id: activation, team: growth}, {id: invites}]\n\
    metrics: [{id: speed, drives: [activation]}, {id: revenue}]";

#[test]
fn alignment_follows_every_way_up() {
    let aligned = |inner: &str| {
        let own = team(inner);
        findings(
            &[("c.yaml", COMPANY), ("m.yaml", METRICS), ("growth.yaml", &own)],
            DAY,
            &["unaligned-objective"],
        )
    };
    for way_up in [
        "    supports: [company/win]",
        "    supports: [2026-Q1/company/win]",
        "    supports: [teams]",
        "    supports: [speed]",
        "    key_results: [{key_result: Raise it, metric: invites}]",
        "    key_results: [{key_result: Raise it, metric: speed}]",
    ] {
        assert_eq!(aligned(way_up), "", "{way_up}");
    }
    // What cannot be followed is reported as a mistake of its own.
    for mistake in [
        "    supports: [company/wim]",
        "    supports: {a: b}",
        "    key_results: [{key_result: A, metric: invite}]",
    ] {
        assert_eq!(aligned(mistake), "", "{mistake}");
    }
    insta::assert_snapshot!(aligned(""), @r"growth.yaml:5 warning[unaligned-objective] nothing says what this helps the company reach | New teams feel at home | if it moves the team's input metric, say so: `supports: [activation]`");
    insta::assert_snapshot!(aligned("    supports: [revenue]"), @r"growth.yaml:6 warning[unaligned-objective] `revenue` leads to no company objective, no input metric and not to the north star | revenue | if it moves the team's input metric, say so: `supports: [activation]`");
}

#[test]
fn alignment_needs_something_to_align_to() {
    let rule: &[&'static str] = &["unaligned-objective"];
    let own = team("  - objective: Another");
    insta::assert_snapshot!(findings(&[("growth.yaml", &own)], DAY, rule), @"");
    let later = COMPANY.replace("2026-Q1", "2026-Q2");
    insta::assert_snapshot!(findings(&[("c.yaml", &later), ("growth.yaml", &own)], DAY, rule), @"");
    insta::assert_snapshot!(findings(&[("c.yaml", COMPANY), ("growth.yaml", &own)], DAY, rule), @r"growth.yaml:5 warning[unaligned-objective] 2 objectives here, and none says what it helps the company reach | New teams feel at home | if it helps `company/win`, say so: `supports: [company/win]`; if not, ask whether it is for now; start with this one");
    let startup = "organization: startup";
    insta::assert_snapshot!(findings(&[("okr.yaml", startup), ("c.yaml", COMPANY), ("growth.yaml", &own)], DAY, rule), @"");
    // A person's objective under a team's: only the team's own step is missing.
    let ana = "quarter: 2026-Q1\nlevel: individual\nperson: ana\nobjectives: [{objective: Mine, supports: [growth/first-week]}]";
    let own = team("");
    insta::assert_snapshot!(findings(&[("ana.yaml", ana), ("c.yaml", COMPANY), ("growth.yaml", &own)], DAY, rule), @r"growth.yaml:5 warning[unaligned-objective] nothing says what this helps the company reach | New teams feel at home | if it helps `company/win`, say so: `supports: [company/win]`; if not, ask whether it is for now");
}

#[test]
fn anything_that_guards_is_a_guardrail() {
    let guarded = |inner: &str| {
        let metrics = "guardrails: [{id: tickets, at_most: 9}, {id: cost, at_most: 5}]\nmetrics: [{id: speed, counter_metric: cost}]";
        let own = team(inner);
        findings(&[("growth.yaml", &own), ("m.yaml", metrics)], DAY, &["missing-guardrail"])
    };
    for guard in [
        "    guardrails: [tickets]\n    key_results: [Raise a to 5%]",
        "    key_results: [Raise a to 5%]\nguardrails: [tickets]",
        "    key_results: [{key_result: Raise it to 5%, metric: speed}]",
        "    key_results: [Raise a to 5%, {key_result: Stay cheap, at_most: $5}]",
        "    guardrails: tickets\n    key_results: [Raise a to 5%]",
        "    why: an objective without key results has other worries",
    ] {
        assert_eq!(guarded(guard), "", "{guard}");
    }
    insta::assert_snapshot!(guarded("    key_results: [Raise a to 5%]"), @r"growth.yaml:5 warning[missing-guardrail] nothing says what must not get worse on the way there | New teams feel at home | name it, like `guardrails: [tickets]`; there are `tickets`, `cost`");
    insta::assert_snapshot!(guarded("    guardrails: []\n    key_results: [Raise a to 5%]\nguardrails: [tickets]"), @r"growth.yaml:5 warning[missing-guardrail] nothing says what must not get worse on the way there | New teams feel at home | name it, like `guardrails: [tickets]`; there are `tickets`, `cost`");
    insta::assert_snapshot!(of_team("    key_results: [Raise a to 5%]\n  - objective: Two\n    key_results: [Raise b to 5%]", "missing-guardrail"), @r"growth.yaml:5 warning[missing-guardrail] 2 objectives here do not say what must not get worse on the way | New teams feel at home | define what must stay as it is at the top of a file, like `guardrails: [{id: complaints, at_most: 20 per week}]`, and name it here: `guardrails: [complaints]`");
}

#[test]
fn late_measures_are_those_that_are_measured() {
    let late = |key_results: &str| {
        let own = team(&format!("    key_results: [{key_results}]"));
        let metrics = "metrics: [{id: churn, indicator: lagging}, {id: bookings, indicator: leading}]";
        findings(&[("growth.yaml", &own), ("m.yaml", metrics)], DAY, &["lagging-only"])
    };
    for other in [
        "Raise NPS from 32 to 45, Raise activation from 23% to 35%",
        "Raise the answers to our NPS survey from 20% to 40%",
        "Bring the revenue team's reply time from 9 hours to 3 hours",
        "Win 5 customers with a contract value above $100K",
        "'Raise weekly use among accounts above $1M ARR from 10% to 20%'",
        "{key_result: Grow revenue from $1M to $2M, metric: bookings}",
    ] {
        assert_eq!(late(other), "", "{other}");
    }
    insta::assert_snapshot!(late("Raise NPS from 32 to 45, {key_result: Cut it from 8% to 4%, metric: churn}"), @r"growth.yaml:5 warning[lagging-only] all its key results are known too late to act on: they confirm past work | New teams feel at home | keep `NPS` as the confirmation, and add a key result that moves within weeks and leads to it, like how many customers come back, finish or recommend");
    insta::assert_snapshot!(late("Average contract value reaches $30K"), @r"growth.yaml:5 warning[lagging-only] its only key result is known too late to act on: `contract value` confirms past work | New teams feel at home | keep `contract value` as the confirmation, and add a key result that moves within weeks and leads to it, like how many customers come back, finish or recommend");
}

#[test]
fn longer_cycles_suggest_the_quarter_to_begin_with() {
    for (written, expected) in
        [("2026", "2026-Q1"), ("2025", "2025-Q1"), ("2026-H2", "2026-Q3"), ("2026-Q2..2026-Q4", "2026-Q2")]
    {
        let text = format!("quarter: {written}\nobjectives: [{{objective: One}}]");
        let found = findings(&[("a.yaml", &text)], DAY, &["annual-cycle"]);
        assert!(found.contains(&format!("write `quarter: {expected}` and")), "{found}");
    }
    insta::assert_snapshot!(findings(&[("a.yaml", "quarter: '2026'\nobjectives: [{objective: One}]")], "2026-08-01", &["annual-cycle"]), @r"a.yaml:1 error[annual-cycle] `2026` is longer than a quarter: too long to learn from and to correct | '2026' | write `quarter: 2026-Q3` and how far you want to be by 30 Sep; the long way can go into `why`");
    insta::assert_snapshot!(findings(&[("a.yaml", "quarter: 2026\nteam: growth")], DAY, &["annual-cycle"]), @"");
}

#[test]
fn initiatives_bet_on_key_results_of_their_objective() {
    let bets = |initiatives: &str| {
        of_team(
            &format!(
                "    key_results: [{{id: use, key_result: Raise use, metric: weekly_use}}, Raise b]\n    initiatives: [{initiatives}]\n  \
                 - id: other\n    objective: Another\n    key_results: [{{id: far, key_result: Raise c}}]\nmetrics: [{{id: weekly_use}}]"
            ),
            "unconnected-initiative",
        )
    };
    for fine in [
        "{title: A, bets_on: [use, kr2]}",
        "{title: A, bets_on: [growth/first-week/use]}",
        "{title: A, status: dropped}",
        "{title: A, bets_on: {a: b}}",
    ] {
        assert_eq!(bets(fine), "", "{fine}");
    }
    insta::assert_snapshot!(bets("A, B"), @r"growth.yaml:7 warning[unconnected-initiative] none of the 2 initiatives here says which key result it should move | A | write `- {title: A, bets_on: [use]}`, with the one it should move: `use`, `kr2`; if it moves none, it may not be for now");
    insta::assert_snapshot!(bets("A, {title: B, bets_on: []}, {title: C, bets_on: [kr1]}"), @r"
    growth.yaml:7 warning[unconnected-initiative] nothing says which key result this should move | A | write `- {title: A, bets_on: [use]}`, with the one it should move: `use`, `kr2`; if it moves none, it may not be for now
    growth.yaml:7 warning[unconnected-initiative] nothing says which key result this should move | B | add `bets_on: [use]`, with the one it should move: `use`, `kr2`; if it moves none, it may not be for now
    ");
    // A bet on what is not there is a wrong reference.
    assert_eq!(bets("{title: A, bets_on: [growth/other/far]}, {title: B, bets_on: [ues]}"), "");
    // With one key result there is nothing to choose.
    insta::assert_snapshot!(of_team("    key_results: [Raise a]\n    initiatives: [A, B]", "unconnected-initiative"), @"");
}

#[test]
fn a_key_result_that_is_an_initiative_is_seen_through_its_verbs() {
    let same = |key_result: &str, initiative: &str| {
        of_team(
            &format!("    key_results: [{key_result}]\n    initiatives: [{initiative}]"),
            "initiative-as-key-result",
        )
    };
    for (key_result, initiative) in [
        ("Raise use of the template gallery to 30%", "Template gallery"),
        ("Launch it", "Launch"),
        ("Ship the mobile app", "Ship the desktop app"),
    ] {
        assert_eq!(same(key_result, initiative), "", "{key_result}");
    }
    insta::assert_snapshot!(same("Ship 3 onboarding flows by 31 March", "Build onboarding flows by March"), @r"growth.yaml:6 error[initiative-as-key-result] this is both a key result and an initiative | Ship 3 onboarding flows by 31 March | keep it as the initiative, and write here what it should change, with numbers: `... from 23% to 35%`");
    insta::assert_snapshot!(same("Raise trial activation from 23% to 35%", "Raise trial activation"), @r"growth.yaml:6 error[initiative-as-key-result] this is both a key result and an initiative | Raise trial activation from 23% to 35% | this is the measure: let the initiative say what is done to move it");
}

#[test]
fn copies_are_those_of_what_stands_above() {
    let rule: &[&'static str] = &["copied-key-result"];
    let company = "quarter: 2026-Q1\nlevel: company\nobjectives:\n  - id: win\n    objective: Win\n    key_results:\n      \
        - {key_result: More teams stay, metric: stay, target: 50%}\n      - Raise trial activation from 23% to 35%\n      \
        - {key_result: Stay fast, metric: p95, at_most: 250 ms}\n";
    let copies = |key_results: &str| {
        let own = team(&format!("    key_results: [{key_results}]"));
        findings(&[("company.yaml", company), ("growth.yaml", &own)], DAY, rule)
    };
    for own in [
        "Raise trial activation from 35% to 50%",
        "{key_result: Newcomers stay, metric: stay, target: 60%}",
        "{key_result: Be fast, metric: p95, at_most: 400 ms}",
        "Activation 35%",
    ] {
        assert_eq!(copies(own), "", "{own}");
    }
    insta::assert_snapshot!(copies("{key_result: Newcomers stay, metric: stay, target: 50.0%}"), @r"growth.yaml:6 warning[copied-key-result] this repeats `company/win/kr1`, so nobody can tell who is to move it | Newcomers stay | link the objective with `supports: [company/win/kr1]`, and write here a driver of it that `growth` can move by itself");
    insta::assert_snapshot!(copies("{key_result: Be fast, metric: p95, at_most: 0.25 seconds}, Raise our trial activation from 23% to 35%"), @r"
    growth.yaml:6 warning[copied-key-result] this repeats `company/win/kr3`, so nobody can tell who is to move it | Be fast | link the objective with `supports: [company/win/kr3]`, and write here a driver of it that `growth` can move by itself
    growth.yaml:6 warning[copied-key-result] this repeats `company/win/kr2`, so nobody can tell who is to move it | Raise our trial activation from 23% to 35% | link the objective with `supports: [company/win/kr2]`, and write here a driver of it that `growth` can move by itself
    ");
    // Two teams with the same words are no parent and child, unless one supports the other.
    let one = team("    key_results: [Raise trial activation from 23% to 35%]");
    let two = one.replace("growth", "sales");
    let child = two.replace("    key_results", "    supports: [growth/first-week/kr1]\n    key_results");
    insta::assert_snapshot!(findings(&[("one.yaml", &one), ("two.yaml", &two)], DAY, rule), @"");
    insta::assert_snapshot!(findings(&[("one.yaml", &one), ("two.yaml", &child)], DAY, rule), @r"two.yaml:7 warning[copied-key-result] this repeats `growth/first-week/kr1`, so nobody can tell who is to move it | Raise trial activation from 23% to 35% | write here a driver of it that `sales` can move by itself");
}

#[test]
fn circles_are_told_once() {
    let rule: &[&'static str] = &["dependency-cycle"];
    let goal = |team: &str, inner: &str| {
        format!("quarter: 2026-Q1\nteam: {team}\nobjectives:\n  - id: o\n    objective: {team}\n{inner}\n")
    };
    let circle = |files: &[String]| {
        let names = ["1.yaml", "2.yaml", "3.yaml", "4.yaml", "5.yaml"];
        let files: Vec<(&str, &str)> = names.into_iter().zip(files.iter().map(String::as_str)).collect();
        findings(&files, DAY, rule)
    };
    let supports = |team: &str, above: &str| goal(team, &format!("    supports: [{above}]"));
    let waits = |team: &str, other: &str| {
        goal(team, &format!("    key_results: [{{id: k, key_result: K, depends_on: [{other}]}}]"))
    };
    insta::assert_snapshot!(circle(&[supports("a", "b/o"), supports("b", "c/o"), supports("c", "a/o")]), @r"1.yaml:6 error[dependency-cycle] `a/o` supports `b/o`, which supports `c/o`, which supports `a/o` again | b/o | `supports` points upwards, from a means to its end: keep the one that says so and take the other out");
    insta::assert_snapshot!(circle(&[supports("a", "a/o")]), @r"1.yaml:6 error[dependency-cycle] `a/o` supports itself | a/o | name what stands above it, or take this out");
    insta::assert_snapshot!(circle(&[waits("a", "b/o"), waits("b", "a/o/k")]), @r"1.yaml:6 error[dependency-cycle] `a/o/k` waits for `b/o/k`, which waits for `a/o/k` again | b/o | agree on who goes first, and take that one's `depends_on` out");
    insta::assert_snapshot!(circle(&[waits("a", "a/o")]), @r"1.yaml:6 error[dependency-cycle] `a/o/k` waits for itself | a/o | name what it really waits for, or take this out");
    let five = [
        supports("a", "b/o"),
        supports("b", "c/o"),
        supports("c", "d/o"),
        supports("d", "e/o"),
        supports("e", "a/o"),
    ];
    insta::assert_snapshot!(circle(&five), @r"1.yaml:6 error[dependency-cycle] `a/o` supports itself, over 4 others | b/o | `supports` points upwards, from a means to its end: keep the one that says so and take the other out");
    // The one above may wait for the one that supports it.
    let below = goal("b", "    supports: [a/o]\n    key_results: [{id: k, key_result: K}]");
    insta::assert_snapshot!(circle(&[waits("a", "b/o/k"), below]), @"");
}

#[test]
fn a_dependency_is_acknowledged_by_any_objective_of_the_other_team() {
    let rule: &[&'static str] = &["unacknowledged-dependency"];
    let enterprise = ("okr.yaml", "organization: enterprise");
    let needing = team("    key_results: [{id: k, key_result: K, depends_on: [platform/fast]}]");
    let platform = |more: &str| {
        format!("quarter: 2026-Q1\nteam: platform\nobjectives:\n  - {{id: fast, objective: Fast}}\n{more}")
    };
    let found = |settings: (&str, &str), platform: &str| {
        findings(&[settings, ("growth.yaml", &needing), ("platform.yaml", platform)], DAY, rule)
    };
    insta::assert_snapshot!(found(enterprise, &platform("")), @r"growth.yaml:6 warning[unacknowledged-dependency] `platform` does not say that it works for this | platform/fast | talk to `platform`; when it is agreed, add `supports: [growth/first-week]` to its `fast`");
    insta::assert_snapshot!(found(enterprise, &platform("  - {objective: Help, supports: [growth/first-week/k]}")), @"");
    insta::assert_snapshot!(found(("okr.yaml", "organization: growth"), &platform("")), @"");
    insta::assert_snapshot!(found(enterprise, &platform("").replace("team: platform", "level: individual\nperson: platform\nteam: growth")), @"");
}

#[test]
fn pay_is_found_wherever_people_write() {
    let text = "    why: >-\n      It leaks. The salary of the team\n      depends on this.\n    reflection: Our bonus is tied to the score, so we aimed low\n    \
        key_results:\n      - key_result: Raise a from 1% to 2%\n        check_ins: [{date: 2026-02-01, value: 1%, note: 'hitting the target earns a bonus'}]\n    \
        initiatives: [{title: Payroll, result: fewer bonus errors}]\n";
    insta::assert_snapshot!(of_team(text, "pay-link"), @r"
    growth.yaml:7 warning[pay-link] “salary” hangs on a goal here: goals that pay are set low | salary | take it out, and tell people so: grades are for learning what works; pay is decided apart from them
    growth.yaml:9 warning[pay-link] “bonus” hangs on a goal here: goals that pay are set low | bonus | take it out, and tell people so: grades are for learning what works; pay is decided apart from them
    growth.yaml:12 warning[pay-link] “bonus” hangs on a goal here: goals that pay are set low | bonus | take it out, and tell people so: grades are for learning what works; pay is decided apart from them
    ");
}

#[test]
fn a_key_result_that_repeats_an_initiative_is_told_so_and_no_more() {
    let text = "quarter: 2026-Q1\nteam: growth\nobjectives:\n  - objective: Feel at home\n    key_results:\n      - Launch the template gallery\n      - Launch the reminder service\n    initiatives: [Template gallery]\n";
    let rules = ["output-key-result", "initiative-as-key-result"];
    insta::assert_snapshot!(findings(&[("a.yaml", text)], "2026-02-15", &rules), @r#"
    a.yaml:6 error[initiative-as-key-result] this is both a key result and an initiative | Launch the template gallery | keep it as the initiative, and write here what it should change, with numbers: `... from 23% to 35%`
    a.yaml:7 error[output-key-result] “Launch” delivers a thing; nothing here says what should change for whom | Launch the reminder service | say what people will do with the reminder service: `% of ... who use the reminder service each week from _ to _`; keep “Launch the reminder service” as an initiative
    "#);
    let settings = "rules: {initiative-as-key-result: off}\n";
    insta::assert_snapshot!(findings(&[("okr.yaml", settings), ("a.yaml", text)], "2026-02-15", &rules), @r#"
    a.yaml:6 error[output-key-result] “Launch” delivers a thing; nothing here says what should change for whom | Launch the template gallery | say what people will do with the template gallery: `% of ... who use the template gallery each week from _ to _`; keep “Launch the template gallery” as an initiative
    a.yaml:7 error[output-key-result] “Launch” delivers a thing; nothing here says what should change for whom | Launch the reminder service | say what people will do with the reminder service: `% of ... who use the reminder service each week from _ to _`; keep “Launch the reminder service” as an initiative
    "#);
}
