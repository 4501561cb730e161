//! How often the ranges of forecasts hold what came, counted on public series; and `okr forecast` from end to end.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking, in its helpers too")]

use crate::pull_request::scratch::Scratch;
use insta::assert_snapshot;
use okr::goals::Day;
use okr::score::forecast::{Coverage, MOST, Point, smooth, unusual};
use std::fs;
use std::path::Path;

/// The series of a file, with a value every so many days.
fn series(name: &str, apart: i64) -> Vec<Vec<Point>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/series");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let start: Day = "2000-01-03".parse().unwrap();
    let of_line = |line: &str| {
        let values = line.split_once(',').unwrap().1.split(' ');
        let point = |(at, value): (i64, &str)| (start.plus_days(at * apart), value.parse().unwrap());
        (0..).zip(values).map(point).collect()
    };
    text.lines().map(of_line).collect()
}

/// How many in a hundred values that many ahead lie inside of the range taken from so many values before them.
fn held(series: &[Vec<Point>], count: usize, ahead: std::ops::RangeInclusive<usize>) -> f64 {
    let (mut inside, mut all) = (0, 0);
    for series in series {
        for start in (0..series.len().saturating_sub(count + ahead.end())).step_by(3) {
            let Some(smoothed) = smooth(&series[start..start + count]) else { continue };
            for ahead in ahead.clone() {
                let (day, value) = series[start + count - 1 + ahead];
                inside += usize::from(smoothed.on(day).range(Coverage::Eighty).contains(&value));
                all += 1;
            }
        }
    }
    assert!(all > 1_000, "{all} windows");
    100.0 * f64::from(u32::try_from(inside).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn eight_in_ten_ranges_hold_what_came() {
    let (weekly, monthly) = (series("weekly.csv", 7), series("monthly.csv", 30));
    // What is left of a quarter: up to eight weeks, or two months.
    for count in [5, 8, 13] {
        for (name, held) in
            [("weekly", held(&weekly, count, 1..=8)), ("monthly", held(&monthly, count, 1..=2))]
        {
            assert!((75.0..=85.0).contains(&held), "{name}, from {count} values: {held:.1}%");
        }
    }
}

#[test]
fn uneven_dates_make_no_range_too_narrow() {
    // Every third value is left out, and every fifth: people forget.
    let thinned: Vec<Vec<Point>> = series("weekly.csv", 7)
        .into_iter()
        .map(|series| {
            let kept = series.into_iter().enumerate().filter(|(at, _)| at % 3 != 1 && at % 5 != 2);
            kept.map(|(_, point)| point).collect()
        })
        .collect();
    for count in [5, 8, 13] {
        let held = held(&thinned, count, 1..=5);
        assert!((75.0..=87.0).contains(&held), "from {count} values: {held:.1}%");
    }
}

#[test]
fn eight_in_ten_totals_hold_what_came() {
    let weekly = series("weekly.csv", 7);
    for count in [5, 8, 13] {
        let (mut inside, mut all) = (0.0, 0.0);
        for series in &weekly {
            for start in (0..series.len().saturating_sub(count + 6)).step_by(3) {
                let Some(smoothed) = smooth(&series[start..start + count]) else { continue };
                let to_come = &series[start + count..start + count + 6];
                let total: f64 = to_come.iter().map(|(_, value)| value).sum();
                let forecast = smoothed.total_by(to_come[5].0, 0.0);
                inside += f64::from(u8::from(forecast.range(Coverage::Eighty).contains(&total)));
                all += 1.0;
            }
        }
        let held = 100.0 * inside / all;
        assert!((75.0..=87.0).contains(&held), "from {count} values: {held:.1}%");
    }
}

#[test]
fn at_most_one_ordinary_reading_in_twenty_is_called_unusual() {
    for (name, apart) in [("weekly.csv", 7), ("monthly.csv", 30)] {
        for count in [5, 8, MOST] {
            let (mut called, mut all) = (0.0, 0.0);
            for series in series(name, apart) {
                for window in series.windows(count + 1) {
                    called += f64::from(u8::from(unusual(window).is_some()));
                    all += 1.0;
                }
            }
            let share = 100.0 * called / all;
            assert!(share <= 5.0, "{name}, after {count} values: {share:.1}%");
        }
    }
}

const GOALS: &str = "quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: start
    objective: New teams feel at home in their first week
    key_results:
      - id: activation
        key_result: Raise activation from 20% to 40%
        stretch: 50%
        check_ins:
          - {date: 2026-01-05, value: 21%}
          - {date: 2026-01-12, value: 22%}
          - {date: 2026-01-19, value: 24%}
          - {date: 2026-01-26, value: 25%}
          - {date: 2026-02-02, value: 27%}
          - {date: 2026-02-09, value: 28%}
      - id: seats
        key_result: Grow paid seats from 100 to 180
        check_ins: [{date: 2026-02-02, value: 120}]
";

const METRICS: &str = "north_star:
  id: weekly_teams
  name: Weekly teams
  drives: []
  readings:
    - {date: 2026-01-05, value: 900}
    - {date: 2026-01-12, value: 912}
    - {date: 2026-01-19, value: 905}
    - {date: 2026-01-26, value: 918}
    - {date: 2026-02-02, value: 921}
    - {date: 2026-02-09, value: 702}
input_metrics:
  - id: signups
    team: growth
    readings:
      - {date: 2026-01-05, value: 300}
      - {date: 2026-01-12, value: 306}
      - {date: 2026-01-19, value: 303}
      - {date: 2026-01-26, value: 309}
      - {date: 2026-02-02, value: 307}
      - {date: 2026-02-09, value: 96}
";

fn okr(arguments: &[&str]) -> String {
    let scratch = Scratch::empty();
    scratch.write_all(&[("okrs/growth.yaml", GOALS), ("okrs/metrics.yaml", METRICS)]);
    let dated = [arguments, &["--as-of", "2026-02-15"]].concat();
    let ran = scratch.ran_without_git(&mut scratch.command(&dated));
    assert_eq!(ran.code, 0, "{ran}");
    ran.out
}

#[test]
fn everything_is_forecast_or_says_why_not() {
    assert_snapshot!(okr(&["forecast"]));
}

#[test]
fn one_forecast_shows_how_it_comes_about() {
    assert_snapshot!(okr(&["forecast", "activation"]));
}

#[test]
fn an_unusual_reading_is_said_with_what_to_look_at_first() {
    let status = okr(&["status"]);
    let attention = status.split("North star").next().unwrap().to_owned();
    assert_snapshot!(attention);
}

#[test]
fn status_and_explain_show_the_same_range() {
    let status = okr(&["status", "--all"]);
    let explain = okr(&["explain", "activation"]);
    let json = okr(&["status", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let end = &json["teams"][0]["objectives"][0]["key_results"][0]["projected"]["likely"];
    let number = |field: &str| end[field].as_f64().unwrap();
    assert!(number("score_low") < number("score_high") && number("chance") > 0.0);
    assert!(number("chance_of_stretch") < number("chance"));
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let range = words(&explain);
    let range = range.split("likely ").nth(1).unwrap().split(" by ").next().unwrap();
    assert!(range.contains('–'), "{range}");
    assert!(words(&status).contains(&format!("likely {range} by 31 Mar")), "{range} in {status}");
}
