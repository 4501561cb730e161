//! Every row of the scoring tables, end to end: from the text of goal files to the number.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use okr::goals::{Day, Quarter};
use okr::score::{Filter, KeyResultCard, Scorecard, Status, Step};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

fn card(files: &[(&str, &str)], as_of: &str) -> Scorecard {
    let (workspace, settings) = crate::support::workspace(files);
    Scorecard::new(&workspace, &settings, quarter("2026-Q1"), day(as_of))
}

/// A file of one team with one objective and these key results, each the inside a YAML flow mapping.
fn goals(key_results: &[&str]) -> String {
    let mut text =
        "quarter: 2026-Q1\nteam: growth\nobjectives:\n- id: start\n  objective: New teams feel at home\n  \
                    key_results:\n"
            .to_owned();
    for (number, fields) in key_results.iter().enumerate() {
        text.push_str(&format!("  - {{id: k{number}, key_result: Move the measure, {fields}}}\n"));
    }
    text
}

fn key_result(fields: &str, as_of: &str) -> KeyResultCard {
    let card = card(&[("a.yaml", &goals(&[fields]))], as_of);
    card.teams[0].objectives[0].key_results[0].clone()
}

fn check_ins(values: &[(&str, &str)]) -> String {
    let entries: Vec<String> =
        values.iter().map(|(day, value)| format!("{{date: {day}, value: \"{value}\"}}")).collect();
    format!("check_ins: [{}]", entries.join(", "))
}

/// `ratio score`, or why there is no score.
fn show(card: &KeyResultCard) -> String {
    match (&card.no_data, card.computed) {
        (Some(no_data), _) => no_data.to_string(),
        (None, Some(score)) => {
            let ratio = card.ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}"));
            format!("{ratio} {score:.2}")
        }
        (None, None) => "neither a score nor a reason".to_owned(),
    }
}

#[test]
fn moves_are_scored_by_the_share_of_the_way() {
    let table = [
        // baseline, target, current, ratio and score
        ("23%", "35%", "29%", "0.500 0.50"),
        ("23%", "35%", "38%", "1.250 1.00"),
        ("23%", "35%", "20%", "-0.250 0.00"),
        ("100", "20", "100", "0.000 0.00"),
        ("200", "0", "100", "0.500 0.50"),
        ("4 hours", "45 minutes", "2 hours", "0.615 0.62"),
        ("$900K", "$1.2M", "$1.05M", "0.500 0.50"),
        ("0", "10", "0", "0.000 0.00"),
        ("-10%", "10%", "0%", "0.500 0.50"),
        ("5%", "5%", "5%", "baseline and target are both 5%"),
        ("23", "35%", "29", "0.500 0.50"),
        ("4 hours", "45 minutes", "35%", "`4 hours` and `35%` cannot be compared"),
        ("4 hours", "45 minutes", "2", "`2` may mean several things beside `4 hours`"),
        ("$900K", "€1.2M", "$1.05M", "`$900K` and `€1.2M` cannot be compared"),
    ];
    for (baseline, target, current, expected) in table {
        let fields = format!(
            "baseline: \"{baseline}\", target: \"{target}\", {}",
            check_ins(&[("2026-02-02", current)])
        );
        assert_eq!(show(&key_result(&fields, "2026-02-15")), expected, "{baseline} -> {target}: {current}");
    }
}

#[test]
fn holds_are_scored_by_the_share_of_check_ins_inside_the_limits() {
    let table: [(&str, &[&str], &str, Status); 8] = [
        ("at_most: 250 ms", &["240 ms", "251 ms", "250 ms", "0.2 seconds"], "- 0.75", Status::OnTrack),
        ("at_least: 99.9%", &["99.9%"], "- 1.00", Status::OnTrack),
        ("at_least: 99.9%", &["99.89%"], "- 0.00", Status::OffTrack),
        ("at_least: 5, at_most: 9", &["4", "5", "9", "10"], "- 0.50", Status::AtRisk),
        ("at_least: 5, at_most: 9", &["4", "10", "7"], "- 0.33", Status::OffTrack),
        ("at_most: 0.3 seconds", &["300 ms"], "- 1.00", Status::OnTrack),
        ("at_most: 250 ms", &[], "no check-in in 2026-Q1", Status::NoData),
        ("at_most: 250 ms", &["9%"], "`250 ms` and `9%` cannot be compared", Status::NoData),
    ];
    for (limits, values, expected, status) in table {
        let days = ["2026-01-20", "2026-01-27", "2026-02-03", "2026-02-10"];
        let days = &days[days.len() - values.len()..];
        let values: Vec<_> = days.iter().copied().zip(values.iter().copied()).collect();
        let card = key_result(&format!("{limits}, {}", check_ins(&values)), "2026-02-15");
        assert_eq!((show(&card).as_str(), card.status), (expected, status), "{limits}: {values:?}");
    }
}

#[test]
fn what_is_missing_has_no_score_and_says_why() {
    let measured = check_ins(&[("2026-02-02", "29%")]);
    let table = [
        (format!("target: 35%, {measured}"), "no baseline to count from"),
        ("baseline: 23%, target: 35%".to_owned(), "no check-in in 2026-Q1"),
        (
            format!(
                "baseline: 23%, target: 35%, {}",
                check_ins(&[("2025-12-20", "25%"), ("2026-04-01", "35%")])
            ),
            "no check-in in 2026-Q1; the last one, 25%, is from 2025-12-20",
        ),
        (
            format!("baseline: 23%, target: 35%, {}", check_ins(&[("2026-02-16", "29%")])),
            "no check-in in 2026-Q1",
        ),
    ];
    for (fields, expected) in table {
        assert_eq!(show(&key_result(&fields, "2026-02-15")), expected, "{fields}");
    }
}

#[test]
fn silence_is_left_out_while_the_quarter_is_on_and_counts_zero_once_it_has_ended() {
    let text = goals(&[
        &format!("baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", "8")])),
        "baseline: 0, target: 10",
    ]);
    let files = [("a.yaml", text.as_str())];
    for (as_of, mean, silent) in [("2026-04-01", Some(0.4), Some(0.0)), ("2026-03-31", Some(0.8), None)] {
        let card = card(&files, as_of);
        let objective = &card.teams[0].objectives[0];
        assert_eq!((card.score, objective.score), (mean, mean), "{as_of}");
        assert_eq!(objective.key_results[1].score, silent, "{as_of}");
        assert!(objective.key_results[1].no_data.is_some());
        assert_eq!(objective.left_out.len(), usize::from(silent.is_none()));
    }
}

#[test]
fn a_metrics_reading_from_outside_the_quarter_never_counts() {
    let goals = goals(&["baseline: 23%, target: 35%, metric: activation_rate"]);
    let metrics = "input_metrics:\n- id: activation_rate\n  readings:\n  \
                   - {date: 2025-12-30, value: 34%}\n  - {date: 2026-02-02, value: 26%}\n  \
                   - {date: 2026-02-20, value: 35%}\n  - {date: 2026-04-02, value: 35%}\n";
    let files = [("a.yaml", goals.as_str()), ("m.yaml", metrics)];
    let seen = |as_of| {
        let card = card(&files, as_of);
        card.teams[0].objectives[0].key_results[0].clone()
    };
    assert_eq!(show(&seen("2026-01-31")), "no check-in in 2026-Q1; the last one, 34%, is from 2025-12-30");
    assert_eq!(show(&seen("2026-02-15")), "0.250 0.25");
    assert_eq!(show(&seen("2026-02-20")), "1.000 1.00");
    assert_eq!(seen("2026-05-01").readings.len(), 2);
    assert!(seen("2026-05-01").readings_of_metric);
}

#[test]
fn a_grade_set_by_hand_wins_wherever_a_grade_is_shown_and_needs_its_reason() {
    let measured = check_ins(&[("2026-03-30", "29%")]);
    let with = |grade: &str| format!("baseline: 23%, target: 35%, grade: {grade}, {measured}");
    let reasoned = "{score: 0.9, reason: the survey was late}";
    let table = [
        (reasoned, "2026-04-10", 0.9, true, "0.90 set by hand: the survey was late"),
        (reasoned, "2026-03-31", 0.9, true, "0.90 set by hand: the survey was late"),
        (reasoned, "2026-02-01", 0.9, true, "0.90 set by hand: the survey was late"),
        ("{score: 0.9}", "2026-04-10", 0.5, false, "2026-Q1 ended at 0.50"),
        ("{score: 0.9, reason: \" \"}", "2026-04-10", 0.5, false, "2026-Q1 ended at 0.50"),
    ];
    for (grade, as_of, score, by_hand, reason) in table {
        let card = key_result(&with(grade), as_of);
        assert_eq!((card.score, card.is_by_hand()), (Some(score), by_hand), "{grade} {as_of}");
        assert_eq!(card.reason, reason, "{grade} {as_of}");
        assert!(matches!(card.status, Status::Closed(_)), "{grade} {as_of}");
        assert_eq!(
            card.computed,
            Some(0.5).filter(|_| as_of > "2026-03"),
            "the computed score stays beside it"
        );
    }
}

#[test]
fn a_revised_target_is_scored_against_the_first_one_too() {
    let fields = format!(
        "baseline: 20%, target: 30%, {}, revisions: [{{date: 2026-02-20, field: target, from: 35%, to: 30%, reason: b}}, \
         {{date: 2026-02-10, field: target, from: 40%, to: 35%, reason: a}}]",
        check_ins(&[("2026-03-30", "28%")])
    );
    let card = key_result(&fields, "2026-04-10");
    assert_eq!((card.score, card.original.unwrap().score), (Some(0.8), Some(0.4)));
    let plain = format!("baseline: 20%, target: 30%, {}", check_ins(&[("2026-03-30", "28%")]));
    assert_eq!(key_result(&plain, "2026-04-10").original, None);
}

#[test]
fn status_follows_its_precedence_and_says_why() {
    let measured = |entry: &str| format!("baseline: 23%, target: 35%, check_ins: [{entry}]");
    let table = [
        // as of, check-ins, status, reason
        ("2026-04-01", "{date: 2026-03-30, value: 29%}", "progressed", "2026-Q1 ended at 0.50"),
        ("2026-03-31", "{date: 2026-03-31, value: 29%}", "at risk", "at this pace 29% by 31 Mar: grade 0.50"),
        ("2026-01-10", "", "early", "no check-in in 2026-Q1"),
        ("2026-01-15", "", "no data", "no check-in in 2026-Q1"),
        ("2026-02-15", "", "no data", "no check-in in 2026-Q1"),
        (
            "2026-01-14",
            "{date: 2026-01-12, value: 24%}",
            "early",
            "day 14 of 90 is too early for a pace; 24% on 12 Jan",
        ),
        (
            "2026-01-15",
            "{date: 2026-01-12, value: 24%}",
            "early",
            "24% on 12 Jan is too early a value for a pace",
        ),
        (
            "2026-01-16",
            "{date: 2026-01-15, value: 24%}",
            "at risk",
            "at this pace 29.4% by 31 Mar: grade 0.53",
        ),
        (
            "2026-02-15",
            "{date: 2026-02-01, value: 24%}",
            "off track",
            "at this pace 25.9% by 31 Mar: grade 0.24",
        ),
        (
            "2026-02-19",
            "{date: 2026-02-01, value: 34%}",
            "stale",
            "last check-in 18 days ago, on 1 Feb; 17 are allowed",
        ),
        ("2026-03-19", "{date: 2026-02-01, value: 35%}", "done", "35% on 1 Feb: the target is reached"),
        (
            "2026-02-19",
            "{date: 2026-02-01, value: 29%}, {date: 2026-02-15, note: no number this week}",
            "on track",
            "at this pace 35% by 4 Mar: grade 1.00",
        ),
        (
            "2026-02-15",
            "{date: 2026-02-10, value: 30%}",
            "on track",
            "at this pace 35% by 11 Mar: grade 1.00",
        ),
        ("2026-02-15", "{date: 2026-02-10, value: 36%}", "done", "36% on 10 Feb: the target is reached"),
        ("2026-02-15", "{date: 2026-02-10, value: 22%}", "off track", "22% is worse than the baseline, 23%"),
        ("2026-02-15", "{date: 2026-02-10, value: 23%}", "off track", "no further than the baseline, 23%"),
        (
            "2026-02-15",
            "{date: 2026-02-10, value: 30%, confidence: 3}",
            "at risk",
            "confidence 3 of 10 on 10 Feb; at this pace 35% by 11 Mar: grade 1.00",
        ),
        (
            "2026-02-15",
            "{date: 2026-02-10, value: 23%, confidence: 2}",
            "off track",
            "confidence 2 of 10 on 10 Feb; no further than the baseline, 23%",
        ),
        (
            "2026-02-15",
            "{date: 2026-02-03, value: 29%, confidence: 2}, {date: 2026-02-10, value: 30%, confidence: 4}",
            "on track",
            "at this pace 35% by 11 Mar: grade 1.00",
        ),
        (
            "2026-01-19",
            "{date: 2026-01-01, value: 30%}",
            "stale",
            "last check-in 18 days ago, on 1 Jan; 17 are allowed",
        ),
        (
            "2026-01-15",
            "{date: 2026-01-01, value: 30%}",
            "early",
            "30% on 1 Jan is too early a value for a pace",
        ),
    ];
    for (as_of, entries, status, reason) in table {
        let card = key_result(&measured(entries), as_of);
        assert_eq!((card.status.name(), card.reason.as_str()), (status, reason), "{as_of} {entries}");
    }
}

#[test]
fn a_line_is_drawn_in_the_unit_the_owner_writes() {
    let table = [
        ("baseline: 4 hours, target: 45 minutes", "3 hours", "at this pace 1.8 hours by 31 Mar: grade 0.68"),
        ("baseline: $900K, target: $1.2M", "$1M", "at this pace $1.12M by 31 Mar: grade 0.74"),
        ("baseline: 200, target: 0", "150", "at this pace 88.8 by 31 Mar: grade 0.56"),
    ];
    for (figures, value, reason) in table {
        let fields = format!("{figures}, {}", check_ins(&[("2026-02-10", value)]));
        assert_eq!(key_result(&fields, "2026-02-15").reason, reason, "{figures}");
    }
}

#[test]
fn a_committed_objective_is_delivered_only_in_full() {
    let text = |current| {
        goals(&[&format!("baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", current)]))])
            .replace("  objective:", "  ambition: committed\n  objective:")
    };
    for (current, band) in
        [("10", "delivered"), ("9.9", "progressed"), ("7", "progressed"), ("6.9", "missed")]
    {
        let text = text(current);
        let card = card(&[("a.yaml", &text)], "2026-04-10");
        assert_eq!(card.teams[0].objectives[0].band.unwrap().name(), band, "{current}");
        assert_eq!(
            card.calibration.unwrap().name(),
            if band == "delivered" { "committed" } else { "promise broken" },
            "{current}"
        );
    }
}

#[test]
fn calibration_is_for_ended_quarters_in_which_something_was_measured() {
    let with = |current: &str| {
        goals(&[&format!("baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", current)]))])
    };
    let silent = goals(&["baseline: 0, target: 10"]);
    let table = [
        (with("3"), "2026-04-01", Some("over-reached")),
        (with("5"), "2026-04-01", None),
        (with("7"), "2026-04-01", Some("healthy stretch")),
        (with("9"), "2026-04-01", None),
        (with("9.5"), "2026-04-01", Some("too conservative")),
        (with("12"), "2026-04-01", Some("too conservative")),
        (with("7"), "2026-03-31", None),
        (silent, "2026-04-01", None),
    ];
    for (text, as_of, expected) in table {
        let card = card(&[("a.yaml", &text)], as_of);
        let names =
            [card.calibration, card.teams[0].calibration].map(|calibration| calibration.map(|c| c.name()));
        assert_eq!(names, [expected, expected], "{as_of}\n{text}");
    }
}

#[test]
fn means_are_weighted_and_name_their_weakest_key_result() {
    let weighted = format!("weight: 3, baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", "2")]));
    let plain = format!("baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", "6")]));
    let growth = goals(&[&weighted, &plain]);
    let platform = goals(&[&plain]).replace("growth", "platform");
    let person = goals(&[&plain]).replace("team: growth", "level: individual\nperson: ana");
    let files = [("g.yaml", growth.as_str()), ("p.yaml", &platform), ("ana.yaml", &person)];
    let card = card(&files, "2026-04-10");
    let names: Vec<&str> = card.teams.iter().map(|team| team.team.as_str()).collect();
    assert_eq!(names, ["growth", "platform", "ana"], "teams by name, then persons");
    let scores: Vec<String> = card.teams.iter().map(|team| format!("{:.3}", team.score.unwrap())).collect();
    assert_eq!(scores, ["0.300", "0.600", "0.600"]);
    assert_eq!(format!("{:.3}", card.score.unwrap()), "0.450", "persons are shown, not counted");
    assert_eq!(card.weakest.unwrap().address, "2026-Q1/growth/start/k0");
    assert_eq!(card.calibration, None);
}

#[test]
fn a_filter_shows_less_and_changes_no_number() {
    let low = format!("owner: ana, baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", "2")]));
    let high = format!("owner: li, baseline: 0, target: 10, {}", check_ins(&[("2026-03-30", "6")]));
    let growth = goals(&[&low, &high]);
    let platform = goals(&[&high]).replace("growth", "platform");
    let (workspace, settings) = crate::support::workspace(&[("g.yaml", &growth), ("p.yaml", &platform)]);
    let of = |team: Option<&str>, owner: Option<&str>| {
        let filter = Filter { team: team.map(str::to_owned), owner: owner.map(str::to_owned) };
        let mut card = Scorecard::new(&workspace, &settings, quarter("2026-Q1"), day("2026-04-10"));
        card.narrow(&filter);
        card
    };
    let all = of(None, None);
    let ana = of(None, Some("@Ana"));
    assert_eq!(ana.teams.len(), 1);
    assert_eq!(ana.teams[0].objectives[0].key_results.len(), 1);
    assert_eq!(ana.teams[0].objectives[0].score, all.teams[0].objectives[0].score);
    assert_eq!((ana.score, ana.teams[0].score), (all.score, all.teams[0].score));
    let platform = of(Some("platform"), None);
    assert_eq!(platform.teams, all.teams[1..]);
    assert_eq!(platform.score, all.score);
    assert!(of(Some("nobody"), None).teams.is_empty());
}

/// Date and value.
type Measured<'t> = (&'t str, &'t str);

/// State and reason of one guardrail with these fields and readings.
fn guardrail(fields: &str, readings: &[Measured]) -> (String, String) {
    let readings = check_ins(readings).replace("check_ins", "readings");
    let text = format!("guardrails:\n- {{id: tickets, {fields}, {readings}}}\n");
    let card = card(&[("m.yaml", &text)], "2026-02-15");
    (card.guardrails[0].state.name().to_owned(), card.guardrails[0].reason.clone())
}

#[test]
fn guardrails_are_judged_by_their_worst_reading() {
    let week = |value| ("2026-02-02", value);
    let table: [(&str, &[Measured], &str, &str); 21] = [
        ("baseline: \"1,200\", max_increase: 5%", &[week("1,240")], "ok", "at most 1,260"),
        (
            "baseline: \"1,200\", max_increase: 5%",
            &[week("1,248")],
            "near",
            "1,248 on 2 Feb is close to the limit, at most 1,260",
        ),
        (
            "baseline: \"1,200\", max_increase: 5%",
            &[week("1,260")],
            "near",
            "1,260 on 2 Feb is close to the limit, at most 1,260",
        ),
        (
            "baseline: \"1,200\", max_increase: 5%",
            &[week("1,261")],
            "breached",
            "1,261 on 2 Feb, allowed is at most 1,260",
        ),
        (
            "baseline: \"1,200\", max_increase: 5%",
            &[("2026-01-12", "1,300"), ("2026-01-19", "1,280"), ("2026-02-02", "1,190")],
            "recovered",
            "breached with 1,300 on 12 Jan, allowed is at most 1,260; back inside since 2 Feb",
        ),
        (
            "max_increase: 50",
            &[("2025-12-29", "1000"), week("1045")],
            "near",
            "1045 on 2 Feb is close to the limit, at most 1050",
        ),
        ("max_increase: 5%", &[week("1000")], "no data", "no baseline: no reading from before the quarter"),
        (
            "baseline: 99.9%, max_decrease: 0.5pp",
            &[week("99.3%")],
            "breached",
            "99.3% on 2 Feb, allowed is at least 99.4%",
        ),
        (
            "baseline: 50, max_decrease: 10%",
            &[week("46")],
            "near",
            "46 on 2 Feb is close to the limit, at least 45",
        ),
        ("at_most: 250 ms", &[week("199 ms")], "ok", "at most 250 ms"),
        (
            "at_most: 250 ms",
            &[week("200 ms")],
            "near",
            "200 ms on 2 Feb is close to the limit, at most 250 ms",
        ),
        ("at_least: 99.9%", &[week("99.95%")], "ok", "at least 99.9%"),
        (
            "at_least: 99.9%",
            &[week("99.91%")],
            "near",
            "99.91% on 2 Feb is close to the limit, at least 99.9%",
        ),
        (
            "baseline: 200 ms, at_most: 250 ms",
            &[week("241 ms")],
            "near",
            "241 ms on 2 Feb is close to the limit, at most 250 ms",
        ),
        ("at_least: 10, at_most: 20", &[week("15")], "ok", "10 to 20"),
        (
            "at_least: 10, at_most: 20",
            &[week("19.5")],
            "near",
            "19.5 on 2 Feb is close to the limit, 10 to 20",
        ),
        ("at_least: 10, at_most: 20", &[week("9")], "breached", "9 on 2 Feb, allowed is 10 to 20"),
        (
            "at_most: 250 ms",
            &[("2025-12-29", "200 ms")],
            "stale",
            "last reading 48 days ago, 200 ms on 29 Dec; 17 are allowed",
        ),
        (
            "at_most: 250 ms, cadence: weekly",
            &[("2026-02-04", "100 ms")],
            "stale",
            "last reading 11 days ago, 100 ms on 4 Feb; 10 are allowed",
        ),
        (
            "at_most: 12, aggregate: sum",
            &[("2026-01-20", "5"), ("2026-02-02", "5"), ("2026-02-09", "5")],
            "breached",
            "15 on 9 Feb, allowed is at most 12",
        ),
        ("at_most: 250 ms", &[week("9%")], "no data", "`250 ms` and `9%` cannot be compared"),
    ];
    for (fields, readings, state, reason) in table {
        assert_eq!(
            guardrail(fields, readings),
            (state.to_owned(), reason.to_owned()),
            "{fields} {readings:?}"
        );
    }
    assert_eq!(guardrail("better: lower", &[week("3")]).1, "it has no limit");
}

#[test]
fn a_breach_marks_the_objectives_that_name_it_and_changes_no_score() {
    let key_result = format!("baseline: 0, target: 10, {}", check_ins(&[("2026-02-10", "6")]));
    let plain = goals(&[&key_result]);
    let marked = plain.replace("  objective:", "  guardrails: [tickets, nowhere]\n  objective:");
    let metrics = "guardrails:\n- {id: tickets, at_most: 5, readings: [{date: 2026-02-01, value: 6}]}\n";
    let with = card(&[("a.yaml", &marked), ("m.yaml", metrics)], "2026-02-15");
    let without = card(&[("a.yaml", &plain), ("m.yaml", metrics)], "2026-02-15");
    let objective = &with.teams[0].objectives[0];
    let marks: Vec<_> =
        objective.guardrails.iter().map(|mark| (mark.metric.as_str(), mark.state.name())).collect();
    assert_eq!(marks, [("tickets", "breached"), ("nowhere", "no data")]);
    assert_eq!(objective.score, without.teams[0].objectives[0].score);
}

#[test]
fn metrics_stand_against_the_target_of_the_period_and_move_by_what_is_better() {
    let table = [
        // better, target, reading four weeks before, latest; status, attainment, trend
        ("higher", "35%", "30%", "35%", "on target 1.00", "up better"),
        ("higher", "35%", "30%", "28%", "near 0.80", "down worse"),
        ("higher", "35%", "28%", "27.9%", "off 0.80", "flat flat"),
        ("lower", "45 minutes", "2 hours", "50 minutes", "near 0.90", "down better"),
        ("lower", "45 minutes", "30 minutes", "45 minutes", "on target 1.00", "up worse"),
        ("lower", "10", "20", "20", "off 0.50", "flat flat"),
        ("lower", "0", "3", "0", "on target -", "down better"),
        ("lower", "0", "0", "1", "off 0.00", "up worse"),
        ("higher", "-10%", "-35%", "-30%", "off 0.33", "up better"),
        ("higher", "5%", "-2%", "-1%", "off 0.00", "up better"),
        ("lower", "-10", "5", "-9", "near 0.90", "down better"),
        ("higher", "100", "100", "102", "on target 1.02", "flat flat"),
        ("higher", "100", "100", "102.1", "on target 1.02", "up better"),
        ("higher", "100%", "2 hours", "50%", "off 0.50", "-"),
    ];
    for (better, target, before, latest, standing, trend) in table {
        let text = format!(
            "metrics:\n- id: m\n  better: {better}\n  targets: [{{period: 2026, target: \"99 apples\"}}, \
             {{period: 2026-Q1, target: {target}}}]\n  readings:\n  - {{date: 2025-11-01, value: {before}}}\n  \
             - {{date: 2026-01-05, value: {before}}}\n  - {{date: 2026-02-02, value: {latest}}}\n  \
             - {{date: 2026-02-20, value: 1}}\n"
        );
        let card = card(&[("m.yaml", &text)], "2026-02-15");
        let metric = &card.metrics[0];
        let attainment = metric.attainment.map_or("-".to_owned(), |share| format!("{share:.2}"));
        let standing_now = metric.status.map_or("-", |status| status.name());
        let shown = format!("{standing_now} {attainment}");
        let moved = metric.trend.as_ref();
        let moved = moved.map_or("-".to_owned(), |t| format!("{} {}", t.movement.name(), t.verdict.name()));
        assert_eq!(
            (shown.as_str(), moved.as_str()),
            (standing, trend),
            "{better} {target} {before} {latest}"
        );
    }
}

#[test]
fn a_last_reading_is_stale_by_indicator_and_never_before_the_next_is_due() {
    let table = [
        ("indicator: leading", 14),
        ("indicator: lagging", 35),
        ("cadence: weekly", 14),
        ("cadence: {reported: monthly}", 31),
        ("indicator: lagging, cadence: quarterly", 92),
    ];
    for (fields, days) in table {
        let text = format!("metrics:\n- {{id: m, {fields}}}\n");
        let (workspace, settings) = crate::support::workspace(&[("m.yaml", &text)]);
        let metric = workspace.metric("m").unwrap();
        assert_eq!(okr::score::cadence::check_in_allowed(Some(&metric), &settings), days + 3, "{fields}");
    }
}

#[test]
fn a_sum_names_its_numbers_and_is_found_by_any_unique_ending() {
    let move_ = format!(
        "weight: 2, baseline: 4 hours, target: 45 minutes, {}",
        check_ins(&[("2026-02-02", "3 hours"), ("2026-02-10", "2 hours")])
    );
    let hold =
        format!("at_most: 250 ms, {}", check_ins(&[("2026-02-02", "260 ms"), ("2026-02-10", "240 ms")]));
    let text = goals(&[&move_, &hold]);
    let card = card(&[("a.yaml", &text)], "2026-02-15");
    let lines = |address: &str| -> Vec<String> {
        let sum = card.explain(address).unwrap();
        let result = |step: &Step| step.value.clone().or(step.result.map(|result| format!("{result:.3}")));
        sum.steps
            .iter()
            .filter(|step| step.name != "likely")
            .map(|step| format!("{}: {} = {}", step.name, step.working, result(step).unwrap()))
            .collect()
    };
    assert_eq!(
        lines("k0"),
        [
            "ratio: (2 hours - 4 hours) / (45 minutes - 4 hours) = 0.615",
            "score:  = 0.615",
            "value at this pace: 4 hours + (2 hours - 4 hours) * 89 / 40 = -0.45 hours, kept at 0 hours",
            "grade at this pace: (0 hours - 4 hours) / (45 minutes - 4 hours) = 1.000",
        ]
    );
    assert_eq!(lines("start/k1"), ["score: 1 / 2 = 0.500"]);
    assert_eq!(lines("2026-Q1/growth/start"), ["score: (2 * 0.6154 + 0.5) / 3 = 0.577"]);
    assert_eq!(lines("growth"), ["score: (0.5769) / 1 = 0.577"]);
    assert_eq!(lines("2026-Q1"), ["score: (0.5769) / 1 = 0.577"]);
    let ways: Vec<_> = card.explain("k0").unwrap().readings.iter().map(|(_, way)| way.unwrap()).collect();
    assert_eq!(ways.len(), 2);
    assert!((ways[0] - 0.307_692).abs() < 1e-6);
    assert_eq!(card.explain("k9").unwrap_err().candidates, Vec::<String>::new());
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![-1000.0..1000.0, Just(0.0), -1e300..1e300, 1e-300..1e-290f64]
}

proptest! {
    #[test]
    fn a_score_is_from_0_to_1_and_a_ratio_is_finite(baseline in value(), target in value(), current in value()) {
        let ratio = okr::score::key_result::ratio(baseline, target, current);
        prop_assert_eq!(ratio.is_none(), baseline == target);
        prop_assert!(ratio.is_none_or(f64::is_finite));
    }

    #[test]
    fn the_sign_cancels_for_mirrored_targets(baseline in -1e6..1e6f64, target in -1e6..1e6f64, current in -1e6..1e6f64) {
        let ratio = okr::score::key_result::ratio;
        prop_assert_eq!(ratio(baseline, target, current), ratio(-baseline, -target, -current));
    }

    #[test]
    fn a_mean_lies_between_the_lowest_and_the_highest(parts in prop::collection::vec((1e-6..1e6f64, 0.0..=1.0f64), 1..20)) {
        let mean = okr::score::rollup::weighted_mean(&parts).unwrap();
        let lowest = parts.iter().map(|part| part.1).fold(1.0, f64::min);
        let highest = parts.iter().map(|part| part.1).fold(0.0, f64::max);
        prop_assert!((lowest..=highest).contains(&mean));
    }

}

proptest! {
    // Each case reads whole files.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_score_of_a_card_is_from_0_to_1(values in prop::collection::vec(-1_000i32..1_000, 3), as_of in 0i64..120) {
        let fields = format!("baseline: {}, target: {}, {}", values[0], values[1], check_ins(&[("2026-01-20", &values[2].to_string())]));
        let as_of = day("2026-01-01").plus_days(as_of).to_string();
        {
            let card = key_result(&fields, &as_of);
            prop_assert!(card.score.is_none_or(|score| (0.0..=1.0).contains(&score)));
            prop_assert!(card.projected.is_none_or(|projected| (0.0..=1.0).contains(&projected.score)));
            prop_assert_eq!(card.computed.is_some(), card.no_data.is_none());
            prop_assert!(!card.reason.is_empty());
        }
    }

    #[test]
    fn the_order_of_files_does_not_matter(currents in prop::collection::vec(0u32..10, 4), rotation in 0usize..4) {
        let texts: Vec<(String, String)> = currents.iter().enumerate().map(|(number, current)| {
            let fields = format!("baseline: 0, target: 10, {}", check_ins(&[("2026-02-10", &current.to_string())]));
            let text = goals(&[&fields]).replace("id: start", &format!("id: start{number}"));
            let metric = format!("metrics:\n- {{id: m{number}}}\n");
            (format!("f{number}.yaml"), text + &metric)
        }).collect();
        let mut files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let straight = card(&files, "2026-02-15");
        files.rotate_left(rotation);
        prop_assert_eq!(card(&files, "2026-02-15"), straight);
    }
}
