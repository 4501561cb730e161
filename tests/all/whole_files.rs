//! Whole goal files by a generator that knows what it means: a sentence, fields, settings, units and check-ins. The program
//! reads exactly that, or it has a finding about the numbers.

use okr::goals::{Aim, Day, Figure, Quarter};
use okr::lint::{Selection, lint};
use okr::quantity::Quantity;
use okr::score::Scorecard;
use proptest::prelude::*;

/// How the numbers of one key result are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Percent,
    Count,
    Money,
    Time,
    Rating,
    Weight,
}

/// In which notation, and with how much care.
#[derive(Debug, Clone, Copy)]
struct Manner {
    has_comma: bool,
    /// 0 with the plain unit, 1 with another unit or magnitude of the kind.
    unit: usize,
    /// 0 none, 1 a comma or point, 2 a space.
    thousands: usize,
}

/// Digits with a decimal mark and thousands set apart as an author of this manner writes them.
fn digits(value: f64, decimals: usize, manner: Manner) -> String {
    let plain = format!("{value:.decimals$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (mark, thousands) = if manner.has_comma { (',', '.') } else { ('.', ',') };
    let separator = [None, Some(thousands), Some(' ')][manner.thousands];
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.extend(separator);
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    // Three decimals look like thousands.
    match fraction {
        "" => out,
        fraction => format!("{out}{mark}{fraction}"),
    }
}

impl Measure {
    /// A value, which is a whole number of tenths, as text.
    fn write(self, tenths: u32, manner: Manner) -> String {
        let value = f64::from(tenths) / 10.0;
        let whole = f64::from(tenths);
        match (self, manner.unit) {
            (Measure::Percent, _) => format!("{}%", digits(value, 1, manner)),
            (Measure::Count, 0) => digits(whole * 10.0, 0, manner),
            (Measure::Count, _) => format!("{}K", digits(whole / 100.0, 2, manner)),
            (Measure::Money, 0) => format!("${}", digits(whole * 1000.0, 0, manner)),
            (Measure::Money, _) => format!("${}K", digits(whole, 0, manner)),
            (Measure::Time, 0) => format!("{} min", digits(whole, 0, manner)),
            (Measure::Time, _) => {
                let (hours, minutes) = (tenths / 60, tenths % 60);
                match (hours, minutes) {
                    (0, minutes) => format!("{minutes} min"),
                    (hours, 0) => format!("{hours} h"),
                    (hours, minutes) => format!("{hours} h {minutes} min"),
                }
            }
            (Measure::Rating, _) => format!("{}/100", digits(value, 1, manner)),
            (Measure::Weight, 0) => format!("{} kg", digits(value, 1, manner)),
            (Measure::Weight, _) => format!("{} g", digits(whole * 100.0, 0, manner)),
        }
    }

    /// The same value in base units.
    fn base(self, tenths: u32) -> f64 {
        let tenths = f64::from(tenths);
        match self {
            Measure::Percent | Measure::Rating => tenths / 10.0,
            Measure::Count => tenths * 10.0,
            Measure::Money => tenths * 1000.0,
            Measure::Time => tenths * 60.0,
            Measure::Weight => tenths * 100.0,
        }
    }
}

/// What a slip makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// In the other country's notation.
    Foreign,
    /// Without its unit.
    Bare,
    /// As a range.
    Range,
    /// In the brackets of accountants.
    Brackets,
    /// With a sign of its own.
    Signed,
}

/// A key result as its author means it.
#[derive(Debug, Clone)]
struct Meant {
    measure: Measure,
    /// Baseline and target, or the lower and the upper limit; never equal.
    ends: (u32, u32),
    shape: Shape,
    in_fields: bool,
    manners: [Manner; 3],
    values: Vec<Option<u32>>,
    slip: Option<(Slip, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Move,
    AtLeast,
    AtMost,
    Band,
}

/// A text after a slip.
fn slipped(text: &str, slip: Slip) -> String {
    match slip {
        Slip::Foreign => {
            let swap = |c: char| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            };
            text.chars().map(swap).collect()
        }
        Slip::Bare => {
            let number = text.split('/').next().unwrap_or_default();
            let kept: String = number.chars().filter(|c| c.is_ascii_digit() || ",. ".contains(*c)).collect();
            kept.trim().to_owned()
        }
        Slip::Range => format!("{text}-{text}"),
        Slip::Brackets => format!("({text})"),
        Slip::Signed => format!("+{text}"),
    }
}

impl Meant {
    /// The numbers as they are written: both ends, then the values.
    fn texts(&self) -> (String, String, Vec<Option<String>>) {
        let text = |place: usize, tenths: u32| {
            let text = self.measure.write(tenths, self.manners[place.min(2)]);
            match self.slip {
                // A thousand left out of a plain count is another count, and nobody can tell.
                // Two numbers are left of a time in two parts.
                Some((Slip::Bare, _)) if self.measure == Measure::Count || text.contains(" h ") => text,
                Some((slip, at)) if at == place => slipped(&text, slip),
                _ => text,
            }
        };
        let values = self.values.iter().enumerate();
        let values = values.map(|(at, value)| value.map(|value| text(2 + at, value))).collect();
        (text(0, self.ends.0), text(1, self.ends.1), values)
    }

    fn file(&self) -> String {
        let (first, last, values) = self.texts();
        let rises = self.ends.0 < self.ends.1;
        let sentence = match (self.shape, self.in_fields) {
            (Shape::Move, true) => "Change what members give".to_owned(),
            (_, true) => "Keep what members give where it is".to_owned(),
            (Shape::Move, false) if rises => format!("Raise what members give from {first} to {last}"),
            (Shape::Move, false) => format!("Reduce what members give from {first} to {last}"),
            (Shape::AtLeast, false) => format!("Keep what members give at no less than {first}"),
            (Shape::AtMost, false) => format!("Keep what members give at no more than {last}"),
            (Shape::Band, false) => format!("Keep what members give between {first} and {last}"),
        };
        let fields = match (self.shape, self.in_fields) {
            (_, false) => String::new(),
            (Shape::Move, true) => format!("    baseline: \"{first}\"\n    target: \"{last}\"\n"),
            (Shape::AtLeast, true) => format!("    at_least: \"{first}\"\n"),
            (Shape::AtMost, true) => format!("    at_most: \"{last}\"\n"),
            (Shape::Band, true) => format!("    at_least: \"{first}\"\n    at_most: \"{last}\"\n"),
        };
        let mut text = format!(
            "quarter: 2026-Q1\nteam: growth\nobjectives:\n- id: home\n  objective: Members feel at home\n  key_results:\n  \
             - id: a\n    key_result: \"{sentence}\"\n{fields}"
        );
        if !values.is_empty() {
            text.push_str("    check_ins:\n");
        }
        for (at, value) in values.iter().enumerate() {
            let value =
                value.as_ref().map_or("note: looked".to_owned(), |value| format!("value: \"{value}\""));
            text.push_str(&format!("    - {{date: 2026-02-{:02}, {value}}}\n", 2 + 7 * at));
        }
        text
    }

    fn settings(&self) -> &'static str {
        if self.manners[0].has_comma { "decimal_mark: comma\n" } else { "decimal_mark: point\n" }
    }

    /// The numbers that are wanted, in base units.
    fn wanted(&self) -> (Option<f64>, Option<f64>) {
        let (first, last) = (self.measure.base(self.ends.0), self.measure.base(self.ends.1));
        match self.shape {
            Shape::AtLeast => (Some(first), None),
            Shape::AtMost => (None, Some(last)),
            Shape::Move | Shape::Band => (Some(first), Some(last)),
        }
    }

    /// The score by the tables of the format.
    fn score(&self) -> Option<f64> {
        let values: Vec<f64> = self.values.iter().flatten().map(|value| self.measure.base(*value)).collect();
        let (first, last) = self.wanted();
        let latest = values.last()?;
        match (self.shape, first, last) {
            (Shape::Move, Some(first), Some(last)) => {
                Some(((latest - first) / (last - first)).clamp(0.0, 1.0))
            }
            _ => {
                let holds = |value: &&f64| {
                    first.is_none_or(|low| **value >= low) && last.is_none_or(|high| **value <= high)
                };
                Some(values.iter().filter(holds).count() as f64 / values.len() as f64)
            }
        }
    }
}

/// The rules that tell of numbers.
const OF_NUMBERS: [&str; 14] = [
    "unclear-number",
    "unclear-limit",
    "unit-mismatch",
    "implausible-value",
    "mixed-limits",
    "invalid-value",
    "missing-target",
    "missing-baseline",
    "no-change",
    "text-disagrees",
    "wrong-direction",
    "already-reached",
    "syntax",
    "unknown-field",
];

/// What the program makes of a file: the numbers wanted, the score, and what the rules say of numbers.
struct Made {
    ends: (Option<f64>, Option<f64>),
    score: Option<f64>,
    findings: Vec<String>,
}

fn made(meant: &Meant) -> Made {
    let file = meant.file();
    let files = [("okr.yaml", meant.settings()), ("okrs/growth.yaml", &*file)];
    let (workspace, settings) = crate::support::workspace(&files);
    let as_of: Day = "2026-03-03".parse().expect("a date");
    let quarter: Quarter = "2026-Q1".parse().expect("a quarter");
    let report = lint(&workspace, &settings, as_of, &Selection::default());
    let findings = report.findings.iter().filter(|finding| OF_NUMBERS.contains(&finding.rule));
    let findings = findings.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    let card = Scorecard::new(&workspace, &settings, quarter, as_of);
    let score = card.teams[0].objectives[0].key_results.first().and_then(|card| card.computed);
    let value = |figure: Option<&Figure>| figure.map(|figure| figure.quantity.value());
    let ends = match workspace.key_results().next().and_then(|view| view.aim().cloned()) {
        Some(Aim::Move { baseline, target }) => (value(baseline.as_ref()), value(target.as_ref())),
        Some(Aim::Hold { at_least, at_most }) => (value(at_least.as_ref()), value(at_most.as_ref())),
        None => (None, None),
    };
    Made { ends, score, findings }
}

fn is_close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-6 * one.abs().max(other.abs()).max(1.0),
        (None, None) => true,
        _ => false,
    }
}

fn manner() -> impl Strategy<Value = Manner> {
    (0usize..2, 0usize..3).prop_map(|(unit, thousands)| Manner { has_comma: false, unit, thousands })
}

fn meant() -> impl Strategy<Value = Meant> {
    let measure = prop::sample::select(vec![
        Measure::Percent,
        Measure::Count,
        Measure::Money,
        Measure::Time,
        Measure::Rating,
        Measure::Weight,
    ]);
    let shape =
        prop::sample::select(vec![Shape::Move, Shape::Move, Shape::AtLeast, Shape::AtMost, Shape::Band]);
    let ends = (110u32..900, 20u32..90, any::<bool>());
    let values = prop::collection::vec(prop::option::weighted(0.8, 0u32..100), 0..4);
    let manners = [manner(), manner(), manner()];
    (measure, shape, ends, any::<bool>(), any::<bool>(), manners, values).prop_map(
        |(measure, shape, (start, distance, rises), has_comma, in_fields, manners, values)| {
            let rises = rises || shape != Shape::Move;
            let ends = if rises { (start, start + distance) } else { (start + distance, start) };
            let low = ends.0.min(ends.1);
            // Values lie on the way and a little beyond it.
            let values =
                values.into_iter().map(|value| value.map(|value| low - 5 + distance * value / 90)).collect();
            let manners = manners.map(|manner| Manner { has_comma, ..manner });
            Meant { measure, ends, shape, in_fields, manners, values, slip: None }
        },
    )
}

fn slip() -> impl Strategy<Value = (Slip, usize)> {
    let slips = vec![Slip::Foreign, Slip::Bare, Slip::Range, Slip::Brackets, Slip::Signed];
    (prop::sample::select(slips), 0usize..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// What is written with care is read as it is meant, and no rule has anything to say of its numbers.
    #[test]
    fn careful_files_are_read_as_they_are_meant(meant in meant()) {
        let made = made(&meant);
        let wanted = meant.wanted();
        prop_assert!(made.findings.is_empty(), "{}\n{:?}", meant.file(), made.findings);
        prop_assert!(
            is_close(made.ends.0, wanted.0) && is_close(made.ends.1, wanted.1),
            "{}\nread as {:?}, meant as {wanted:?}", meant.file(), made.ends
        );
        prop_assert!(is_close(made.score, meant.score()), "{}\n{:?}, meant {:?}", meant.file(), made.score, meant.score());
    }

    /// After a slip in one number the file is still read as it is meant, or there is a finding.
    #[test]
    fn a_slip_is_found_or_harmless(meant in meant(), slip in slip()) {
        // A number without a unit is told from one that lacks it by the others.
        let ends = if matches!(meant.shape, Shape::AtLeast | Shape::AtMost) { 1 } else { 2 };
        prop_assume!(slip.0 != Slip::Bare || ends + meant.values.iter().flatten().count() > 1);
        let meant = Meant { slip: Some(slip), ..meant };
        let made = made(&meant);
        let wanted = meant.wanted();
        let ends_are_right = is_close(made.ends.0, wanted.0) && is_close(made.ends.1, wanted.1);
        // An end without a unit takes it from the values when it is scored.
        let scored = slip.0 == Slip::Bare && made.score.is_some();
        let is_right = (ends_are_right || scored) && is_close(made.score, meant.score());
        prop_assert!(
            is_right || !made.findings.is_empty(),
            "{}\n{}\nread as {:?} with the score {:?}, meant as {wanted:?} with {:?}",
            meant.settings(), meant.file(), made.ends, made.score, meant.score()
        );
    }
}

/// The generator means what it writes.
#[test]
fn the_generator_writes_what_it_means() {
    let manner = |unit, thousands| Manner { has_comma: false, unit, thousands };
    let table = [
        (Measure::Percent, 235, manner(0, 0), "23.5%"),
        (Measure::Count, 235, manner(0, 1), "2,350"),
        (Measure::Count, 235, manner(1, 0), "2.35K"),
        (Measure::Money, 235, manner(0, 2), "$235 000"),
        (Measure::Time, 235, manner(1, 0), "3 h 55 min"),
        (Measure::Weight, 235, manner(0, 0), "23.5 kg"),
    ];
    for (measure, tenths, manner, text) in table {
        assert_eq!(measure.write(tenths, manner), text);
        let read: Quantity = text.parse().expect("a number");
        assert!((read.value() - measure.base(tenths)).abs() < 1e-6, "{text}");
    }
}
