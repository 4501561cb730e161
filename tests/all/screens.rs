//! No two screens disagree, every printed sum is true, and nothing dated after the current day changes anything: over
//! random workspaces.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use okr::goals::identity::Identity;
use okr::goals::{Day, Workspace};
use okr::lint::{Selection, lint};
use okr::render::scorecard::{Format, Layout, explain_sum, grade, status, status_since};
use okr::review::{Moment, since};
use okr::score::{KeyResultCard, Scorecard, Subject};
use okr::settings::Settings;
use proptest::prelude::*;
use serde_json::Value;

/// Wide enough for every row to fit on one line.
const WIDE: Layout = Layout { width: 400, color: false, unicode: false };
const FIRST: &str = "2026-01-01";

fn day(offset: i64) -> Day {
    FIRST.parse::<Day>().unwrap().plus_days(offset)
}

/// One key result, before it is written.
#[derive(Debug, Clone)]
struct Draft {
    figures: &'static str,
    aggregate: &'static str,
    more: &'static str,
    weight: u8,
    /// Day, value, confidence.
    check_ins: Vec<(i64, i64, u8)>,
    of_metric: bool,
}

fn draft() -> impl Strategy<Value = Draft> {
    let figures = prop::sample::select(vec![
        "baseline: 20, target: 60",
        "baseline: 60, target: 20",
        "baseline: 0, target: 30",
        "baseline: 30, target: 30",
        "target: 30",
        "at_most: 40",
        "at_least: 25, at_most: 70",
        "at_most: 0",
    ]);
    let aggregate =
        prop::sample::select(vec!["", "", "", "aggregate: sum, ", "aggregate: mean, ", "aggregate: worst, "]);
    let more = prop::sample::select(vec![
        "",
        "",
        "",
        "starts: 2026-01-25, ",
        "cancelled: {date: 2026-02-20, reason: the partner withdrew}, ",
        "grade: {score: 0.45, reason: nobody counted}, ",
        "phased_targets: [{by: 2026-02-15, target: 35}], ",
        "revisions: [{date: 2026-02-10, field: target, from: 90, to: 60, reason: too much}], ",
        "confidence: 3, ",
    ]);
    let check_ins = prop::collection::vec((0..110i64, 0..80i64, 1..11u8), 0..7);
    (figures, aggregate, more, 1..4u8, check_ins, any::<bool>()).prop_map(
        |(figures, aggregate, more, weight, mut check_ins, of_metric)| {
            check_ins.sort();
            check_ins.dedup_by_key(|check_in| check_in.0);
            Draft { figures, aggregate, more, weight, check_ins, of_metric }
        },
    )
}

/// Files of one or two teams with these key results, without whatever is dated after a day.
fn files(drafts: &[Draft], until: Day) -> Vec<(String, String)> {
    let (mut first, mut second, mut metrics) = (String::new(), String::new(), String::new());
    for (number, draft) in drafts.iter().enumerate() {
        let values: Vec<String> = draft
            .check_ins
            .iter()
            .filter(|(offset, ..)| day(*offset) <= until)
            .map(|(offset, value, confidence)| {
                let confidence =
                    if draft.of_metric { String::new() } else { format!(", confidence: {confidence}") };
                format!("{{date: {}, value: {value}{confidence}}}", day(*offset))
            })
            .collect();
        let list = values.join(", ");
        let series =
            if draft.of_metric { format!("metric: m{number}") } else { format!("check_ins: [{list}]") };
        if draft.of_metric {
            metrics.push_str(&format!(
                "- {{id: m{number}, max_increase: 50%, cadence: weekly, readings: [{{date: 2025-12-28, value: 20}}{}{list}]}}\n",
                if list.is_empty() { "" } else { ", " }
            ));
        }
        let Draft { figures, aggregate, more, weight, .. } = draft;
        let more = if more.contains("2026-02-20") && until < day(50)
            || more.contains("2026-02-10") && until < day(40)
        {
            ""
        } else {
            more
        };
        let line = format!(
            "  - {{id: k{number}, key_result: Move the measure number {number}, {figures}, {aggregate}{more}weight: {weight}, {series}}}\n"
        );
        if number % 3 == 2 { second.push_str(&line) } else { first.push_str(&line) }
    }
    let team = |name: &str, ambition: &str, key_results: &str| {
        let head = format!(
            "quarter: 2026-Q1\nteam: {name}\nobjectives:\n- id: home\n  objective: They feel at home\n"
        );
        format!("{head}  ambition: {ambition}\n  guardrails: [m0]\n  key_results:\n{key_results}")
    };
    let mut files = vec![("a.yaml".to_owned(), team("growth", "aspirational", &first))];
    if !second.is_empty() {
        files.push(("b.yaml".to_owned(), team("platform", "committed", &second)));
    }
    let before = ("quarter: 2026-Q1", "quarter: 2025-Q4");
    files.push(("c.yaml".to_owned(), files[0].1.replace(before.0, before.1)));
    if !metrics.is_empty() {
        files.push(("m.yaml".to_owned(), format!("guardrails:\n{metrics}")));
    }
    files
}

fn read(files: &[(String, String)]) -> (Workspace, Settings) {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (workspace, settings) = crate::support::workspace(&files);
    let problems: Vec<_> = workspace.files.iter().flat_map(|file| &file.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    (workspace, settings)
}

fn card(workspace: &Workspace, settings: &Settings, as_of: Day) -> Scorecard {
    Scorecard::new(workspace, settings, "2026-Q1".parse().unwrap(), as_of)
}

fn key_results(card: &Scorecard) -> Vec<&KeyResultCard> {
    card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn json_key_results(json: &Value) -> Vec<Value> {
    let list = |value: &Value, key: &str| value[key].as_array().unwrap().clone();
    let objectives = list(json, "teams").into_iter().flat_map(|team| list(&team, "objectives"));
    objectives.flat_map(|objective| list(&objective, "key_results")).collect()
}

/// A column of a CSV file.
fn column(text: &str, title: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|known| known == title).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

/// What shows a key result: the line with its sentence, and the next one where the numbers have a line of their own.
fn rows(text: &str, sentence: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let shows = |line: &&str| format!("{line} ").contains(&format!("{sentence} "));
    let starts = lines.iter().enumerate().filter(|(_, line)| shows(line)).map(|(at, _)| at);
    starts.map(|at| lines[at..(at + 2).min(lines.len())].join(" ")).collect()
}

fn assert_screens_agree(card: &Scorecard, workspace: &Workspace, settings: &Settings) {
    let (graded, standing) =
        (json(&grade(card, Format::Json, WIDE)), json(&status(card, Format::Json, WIDE)));
    let csv = [grade(card, Format::Csv, WIDE), status(card, Format::Csv, WIDE)];
    let texts = [Format::Table, Format::Markdown]
        .map(|format| [grade(card, format, WIDE), status(card, format, WIDE)]);
    for (one, other) in std::iter::zip(&card.earlier, graded["earlier"].as_array().unwrap()) {
        let by_itself = Scorecard::new(workspace, settings, one.quarter, card.as_of);
        let by_itself = json(&grade(&by_itself, Format::Json, WIDE));
        assert_eq!((&other["score"], &other["band"]), (&by_itself["score"], &by_itself["band"]));
    }
    for field in ["score", "band", "status", "first_agreed_score", "expected_score", "calibration"] {
        assert_eq!(graded[field], standing[field], "{field}");
        assert_eq!(graded["teams"][0][field], standing["teams"][0][field], "{field} of a team");
    }
    let both = json_key_results(&graded).into_iter().zip(json_key_results(&standing));
    let in_csv = csv.each_ref().map(|text| column(text, "score"));
    for (at, ((graded, standing), shown)) in both.zip(key_results(card)).enumerate() {
        assert_eq!(graded["score"], standing["score"]);
        let written = graded["score"].as_f64();
        let is_same = match (written, shown.score) {
            // Reading a number back may lose its last digit.
            (Some(written), Some(score)) => (written - score).abs() < 1e-12,
            (written, score) => written == score,
        };
        assert!(is_same, "{written:?} {:?}", shown.score);
        let cell = shown.score.map_or(String::new(), |score| score.to_string());
        assert_eq!([&in_csv[0][at], &in_csv[1][at]], [&cell, &cell]);
        assert_eq!(column(&csv[1], "status")[at].replace(' ', "_"), standing["status"].as_str().unwrap());
        // What was cancelled is shown with what it stood at.
        let text = shown.score.or(shown.stood_at);
        let without = if shown.cancelled.is_some() { "-" } else { "no data" };
        let text = text.map_or(without.to_owned(), |score| card.bands.text(score));
        for row in texts.iter().flatten().flat_map(|text| rows(text, &shown.key_result)) {
            let is_title = row.contains("eakest");
            assert!(is_title || row.contains(&text), "{text} is not in {row}");
        }
        let sum = card.explain(&shown.address).unwrap();
        let counted = sum.steps.iter().rev().find(|step| matches!(step.name, "what counts" | "score"));
        if let Some(step) = counted {
            assert_eq!(step.result, shown.score, "{}", shown.address);
        }
        let Subject::KeyResult(explained) = &sum.subject else { panic!("not a key result") };
        assert_eq!(&**explained, shown);
    }
    for address in ["2026-Q1", "growth", "growth/home"] {
        let sum = card.explain(address).unwrap();
        let score = match &sum.subject {
            Subject::Quarter => card.score,
            Subject::Team(team) => team.score,
            Subject::Objective(objective) => objective.score,
            _ => panic!("{address} is something else"),
        };
        let step = sum.steps.iter().find(|step| step.name == "score");
        assert_eq!(step.and_then(|step| step.result), score, "{address}");
        for step in &sum.steps {
            assert_true_as_printed(&step.working, step.result);
        }
    }
}

/// What changed since a day is the difference of what `status` shows on both days, and what is not listed has not changed.
fn assert_changes_are_those_of_two_screens(workspace: &Workspace, before: &Scorecard, after: &Scorecard) {
    let moment = |card| Moment { workspace, card };
    let since = since(moment(before), moment(after), false);
    let told = json(&status_since(after, &since, Format::Json, WIDE));
    let screens = [before, after].map(|card| json(&status(card, Format::Json, WIDE)));
    let stands = |value: &Value, score: &str, status: &str| (value[score].clone(), value[status].clone());
    let mut news = vec![told["since"].clone()];
    let mut shown = vec![[&screens[0], &screens[1]].map(|screen| stands(screen, "score", "status"))];
    let by_address = screens.each_ref().map(|screen| {
        let key_results = json_key_results(screen).into_iter();
        key_results.map(|shown| (shown["address"].clone(), shown)).collect::<Vec<_>>()
    });
    let find = |side: usize, address: &Value| {
        let found = by_address[side].iter().find(|(known, _)| known == address);
        stands(&found.unwrap().1, "score", "status")
    };
    for key_result in json_key_results(&told["since"]) {
        shown.push([0, 1].map(|side| find(side, &key_result["address"])));
        news.push(key_result);
    }
    for (news, [was, is]) in news.iter().zip(&shown) {
        assert_eq!(&stands(news, "score_before", "status_before"), was, "{news}");
        assert_eq!(&stands(news, "score", "status"), is, "{news}");
    }
    let unchanged = told["since"]["unchanged"].as_array().unwrap();
    for address in unchanged {
        assert_eq!(find(0, address), find(1, address), "{address}");
    }
    assert_eq!(unchanged.len() + news.len() - 1, by_address[1].len());
    for format in [Format::Table, Format::Markdown] {
        let text = status_since(after, &since, format, WIDE);
        for shown in key_results(after).into_iter().filter(|shown| shown.cancelled.is_none()) {
            let score = shown.score.map_or("no data".to_owned(), |score| after.bands.text(score));
            for row in rows(&text, &shown.key_result) {
                assert!(row.contains(&score), "{score} is not in {row}");
            }
        }
    }
}

/// Means are sums of plain numbers: calculated from what is printed, they give what is printed. An identity names
/// at least one metric, which is 0 here.
fn assert_true_as_printed(working: &str, result: Option<f64>) {
    let sum = Identity::parse(&format!("{working} + nothing"))
        .unwrap_or_else(|error| panic!("{working}: {error:?}"));
    let printed = sum.evaluate(&[0.0]).unwrap();
    let shown: f64 = format!("{:.4}", result.unwrap()).parse().unwrap();
    assert!((printed - shown).abs() <= 0.000_05 + 1e-9, "{working} = {shown}");
}

/// All that commands say about the goals, without places.
fn everything(files: &[(String, String)], as_of: Day) -> Vec<String> {
    let (workspace, settings) = read(files);
    let card = card(&workspace, &settings, as_of);
    let formats = [Format::Table, Format::Json, Format::Markdown, Format::Csv];
    let mut all: Vec<String> = formats.iter().map(|format| grade(&card, *format, WIDE)).collect();
    all.extend(formats.iter().map(|format| status(&card, *format, WIDE)));
    let addresses = key_results(&card).into_iter().map(|shown| shown.address.clone());
    let guardrails = card.guardrails.iter().map(|guardrail| guardrail.metric.clone());
    for address in addresses.chain(guardrails).chain(["2026-Q1".to_owned()]) {
        if let Ok(sum) = card.explain(&address) {
            all.push(explain_sum(&sum, &card, WIDE));
        }
    }
    // A future date is reported by `check-in-dates`, and of a revision by `untrue-revision`.
    let selection = Selection { select: vec![], ignore: vec!["check-in-dates", "untrue-revision"] };
    let report = lint(&workspace, &settings, as_of, &selection);
    all.extend(
        report
            .findings
            .iter()
            .map(|finding| format!("{}: {} {:?}", finding.rule, finding.message, finding.help)),
    );
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_two_screens_disagree_and_sums_are_true(drafts in prop::collection::vec(draft(), 1..6), as_of in 0..120i64) {
        let (workspace, settings) = read(&files(&drafts, day(200)));
        let mut card = card(&workspace, &settings, day(as_of));
        card.look_back(&workspace, &settings);
        assert_screens_agree(&card, &workspace, &settings);
    }

    #[test]
    fn no_line_is_wider_than_the_screen(
        drafts in prop::collection::vec(draft(), 1..6), as_of in 1..120i64, width in prop::sample::select(vec![60usize, 80, 120, 200])
    ) {
        let (workspace, settings) = read(&files(&drafts, day(200)));
        let [before, mut now] = [0, as_of].map(|offset| card(&workspace, &settings, day(offset)));
        now.look_back(&workspace, &settings);
        let layout = Layout { width, ..WIDE };
        let moment = |card| Moment { workspace: &workspace, card };
        let changed = status_since(&now, &since(moment(&before), moment(&now), false), Format::Table, layout);
        for text in [status(&now, Format::Table, layout), grade(&now, Format::Table, layout), changed] {
            let widest = text.lines().max_by_key(|line| line.chars().count()).unwrap_or_default();
            prop_assert!(widest.chars().count() <= width, "{width}: {widest}\n{text}");
        }
    }

    #[test]
    fn what_changed_since_a_day_is_what_both_days_show(
        drafts in prop::collection::vec(draft(), 1..6), as_of in 1..120i64, back in 1..40i64
    ) {
        let (workspace, settings) = read(&files(&drafts, day(200)));
        let [before, after] = [as_of - back, as_of].map(|offset| card(&workspace, &settings, day(offset)));
        assert_changes_are_those_of_two_screens(&workspace, &before, &after);
    }

    #[test]
    fn nothing_dated_after_the_day_changes_anything(drafts in prop::collection::vec(draft(), 1..6), as_of in 0..100i64) {
        let as_of = day(as_of);
        let (with_future, without) = (everything(&files(&drafts, day(200)), as_of), everything(&files(&drafts, as_of), as_of));
        prop_assert_eq!(with_future, without);
    }
}
