//! Sentences put together from a measure, words about who is meant, the numbers, and what is to hold beside them. Whatever
//! numbers the descriptions have, the two that lead somewhere are read, or the author is asked.

use okr::prose::{Comparator, Direction, Reading, Vocabulary, read_key_result};

/// Measures, and two values of each.
const MEASURES: [(&str, &str, &str); 12] = [
    ("the wait", "45 minutes", "12 minutes"),
    ("the median time to hire", "60 days", "40 days"),
    ("the share of repeat buyers", "22%", "38%"),
    ("on-time delivery", "34%", "55%"),
    ("churn", "42%", "25%"),
    ("active teams", "120", "180"),
    ("members who come back", "1,200", "2,400"),
    ("weekly orders", "240", "160"),
    ("revenue per shop", "$40", "$55"),
    ("monthly sales", "$12K", "$19K"),
    ("the satisfaction score", "3.4", "4.2"),
    ("NPS", "31", "48"),
];

/// Who or what is meant.
const DESCRIPTIONS: [&str; 58] = [
    "",
    " in 3 cities",
    " at the 4 gates",
    " for our 5 biggest clients",
    " on line 7,",
    " of teams with 10 or more members",
    " (12 agents)",
    " for orders over $50",
    " within 30 days of signing",
    " of users aged 18 to 25,",
    " in the first 14 days, net,",
    " across all 12 sites",
    " for customers who buy twice a year",
    " older than 2 weeks, in person,",
    " in week 4",
    " after month three",
    " of grade 3 pupils",
    " for plans above 100 seats",
    " (3 of 5 shops)",
    " in our 2 warehouses",
    " at desks 3 and 4,",
    " of the top 10 accounts",
    " for parcels under 5 kg",
    " with at least 3 items",
    " (p95)",
    " in 2 of 3 markets",
    " on the 1st floor",
    " (rolling 90 days)",
    " before day 30",
    " at 8 am",
    " per 1,000 visits",
    " for 18- to 24-year-olds",
    " for patients aged 65 and over",
    " in firms with up to 50 people",
    " of stays of 2 to 5 nights",
    " on items priced between €5 and €15",
    " at a discount of 10%",
    " in 4 out of 5 cities",
    " on iOS 17",
    " since version 2.3,",
    " who spent at least $100,",
    " within 5 km of the depot",
    " for jobs that take up to 4 hours",
    " on routes 17 and 42,",
    " in ward 9B,",
    " on weekdays from 7 to 9 in the morning",
    " along the 14 miles of the coast road",
    " with a rating below 3 stars",
    " in homes heated to 19 degrees,",
    " for the slowest 5% of requests",
    " at 5 of the 8 sites",
    " for two of the three brands",
    " of those under 30",
    " from our 4 oldest suppliers",
    " for reviews of 2 stars or fewer",
    " among people over 70",
    " in the 40% tax bracket",
    " for trips longer than 3 nights",
];

/// When, where else, and what is to hold beside it.
const CONDITIONS: [&str; 37] = [
    "",
    " in 3 regions",
    " by week 10",
    " within the first 2 weeks",
    " for 4 weeks in a row",
    " in 2 of 3 shops",
    " (n = 200)",
    " by the end of Q1",
    " on at least 5 days a week",
    " with 3 people fewer",
    " without adding 2 servers",
    " at 20% lower cost",
    " while complaints stay under 3%",
    " by 31 March",
    " in 2026",
    " for 2 of our 3 brands",
    " among 500 members",
    " with the same 12 people",
    " in 6 weeks",
    " at the 4 main gates",
    " (goal 3 of 5)",
    " for orders above $30",
    " per KR 2.1",
    " with 2 extra nurses",
    " – 6 shops only",
    " (years 7 to 9)",
    " as long as overtime stays under 5%",
    " even if volume grows 20%",
    " at a cost of £45,000",
    " with a team of 5",
    " measured over 28 days",
    " despite 15% more visits",
    " according to dashboard 2",
    " based on 1,500 responses",
    " (weight 30%)",
    " for the 30 largest accounts",
    " across teams 1 to 6",
];

/// How a sentence says where a measure starts and where it ends.
const PAIRS: [&str; 24] = [
    "from {a} to {b}",
    "{a} → {b}",
    "to {b} (from {a})",
    "to {b} ({a} today)",
    "to {b}, from {a}",
    "to {b}, up from {a}",
    "from {a} in Q4 to {b} in Q1",
    "to {b} (was {a})",
    "to {b} (currently {a})",
    "to {b} by March ({a} on 1 January)",
    "at {b} instead of {a}",
    "from today's {a} to {b}",
    "to {b}, compared with {a} last year",
    ": {a} → {b}",
    "from ~{a} to ~{b}",
    "from {a} (Q4) to {b} (Q1)",
    "({a}) to {b}",
    ": {a} so far, to {b}",
    "to {b} from the current {a}",
    "to {b} rather than {a}",
    "to {b} against {a} a year ago",
    "to {b} as opposed to {a} now",
    "from its present {a} to {b}",
    "to {b}, starting from {a}",
];

/// How a sentence says what is to be reached, without a start.
const TARGETS: [&str; 12] = [
    "reaches {b}",
    "hits {b}",
    "is {b}",
    "is at least {b}",
    "comes to {b}",
    "> {b}",
    "at {b}",
    "reaches at least {b}",
    "grows to {b}",
    "falls below {b}",
    "exceeds {b}",
    ": {b}",
];

/// How a sentence counts those who are to be won, with a start or without one.
const COUNTS: [&str; 9] = [
    "Win {b} members{d} ({a} today)",
    "Get {b} members to order again{d}, from {a}",
    "{b} members rate us{d} (was {a})",
    "At least {b} members come back{d}, up from {a}",
    "Have {b} members who buy online{d} instead of {a}",
    "Reach {b} shops{d} ({a} last year)",
    "{b} orders a week are answered{d}, compared with {a} last year",
    "More than {b} members finish the course{d} (currently {a})",
    "Grow to {b} shops{d}, from {a}",
];

/// Upper limits.
const HIGHEST: [&str; 20] = [
    "under {b}",
    "below {b}",
    "at most {b}",
    "no more than {b}",
    "≤ {b}",
    "< {b}",
    "to at most {b}",
    "at {b} or less",
    "from exceeding {b}",
    "not above {b}",
    "at or below {b}",
    "at no more than {b}",
    "at a maximum of {b}",
    "capped at {b}",
    "lower than {b}",
    "from ever climbing past {b}",
    "at {b} at the very most",
    "below a ceiling of {b}",
    "short of {b}",
    "at {b} as an upper limit",
];

/// Lower limits.
const LOWEST: [&str; 16] = [
    "above {b}",
    "at least {b}",
    "at or above {b}",
    "≥ {b}",
    "> {b}",
    "at {b} or more",
    "no lower than {b}",
    "from falling below {b}",
    "at no less than {b}",
    "not below {b}",
    "higher than {b}",
    "at a minimum of {b}",
    "from ever sinking under {b}",
    "at {b} at the very least",
    "above a floor of {b}",
    "upwards of {b}",
];

/// How many conditions each form is tried with beside each description.
const TRIED: usize = 4;

/// Sentences of some forms, with their two values. Each description comes with several conditions, and the measures take turns.
fn sentences(forms: &[&str], verb: &str) -> Vec<(String, &'static str, &'static str)> {
    forms.iter().flat_map(|form| of_form(form, verb)).collect()
}

fn of_form(form: &str, verb: &str) -> Vec<(String, &'static str, &'static str)> {
    let mut all = Vec::new();
    for (d, description) in DESCRIPTIONS.iter().enumerate() {
        for turn in 0..TRIED {
            let (measure, a, b) = MEASURES[(d + 5 * turn + form.len()) % MEASURES.len()];
            let condition = CONDITIONS[(7 * d + 6 * turn + form.len()) % CONDITIONS.len()];
            let space = if form.starts_with(':') { "" } else { " " };
            let said = form.replace("{a}", a).replace("{b}", b);
            let text = format!("{verb} {measure}{description}{space}{said}{condition}");
            let text = text.trim().to_owned();
            all.push((text[..1].to_uppercase() + &text[1..], a, b));
        }
    }
    all
}

/// Sentences that count something, with their two values.
fn counts() -> Vec<(String, &'static str, &'static str)> {
    const VALUES: [(&str, &str); 4] = [("120", "180"), ("1,200", "2,400"), ("90", "160"), ("140", "240")];
    let mut all = Vec::new();
    for (f, form) in COUNTS.iter().enumerate() {
        for (d, description) in DESCRIPTIONS.iter().enumerate() {
            for turn in 0..TRIED {
                let (a, b) = VALUES[(f + d + turn) % VALUES.len()];
                let condition = CONDITIONS[(7 * d + 6 * turn + f) % CONDITIONS.len()];
                let description = description.trim_end_matches(',');
                let said = form.replace("{d}", description).replace("{a}", a).replace("{b}", b);
                all.push((format!("{said}{condition}"), a, b));
            }
        }
    }
    all
}

/// The sentences of some forms that are read as something else, and not asked about.
fn misread(
    sentences: impl IntoIterator<Item = (String, &'static str, &'static str)>,
    is_right: impl Fn(&Reading, &str, &str) -> bool,
) -> Vec<String> {
    let vocabulary = Vocabulary::default();
    let mut wrong = Vec::new();
    for (text, a, b) in sentences {
        let reading = read_key_result(&text, &vocabulary);
        let is_asked = reading.unclear.iter().any(|unclear| unclear.open != okr::prose::Open::Aside);
        if !is_asked && !is_right(&reading, a, b) {
            let text_of = |measure: &Option<okr::prose::Measure>| {
                measure.as_ref().map(|measure| measure.quantity.text().to_owned())
            };
            wrong.push(format!(
                "{text}: from {:?} to {:?}",
                text_of(&reading.baseline),
                text_of(&reading.target)
            ));
        }
    }
    wrong
}

fn reads(measure: &Option<okr::prose::Measure>, text: &str) -> bool {
    measure.as_ref().is_some_and(|measure| measure.quantity.text().trim_start_matches('~') == text)
}

#[test]
fn both_ends_are_found_among_other_numbers() {
    let is_right =
        |reading: &Reading, a: &str, b: &str| reads(&reading.baseline, a) && reads(&reading.target, b);
    for verb in ["Move", ""] {
        assert_eq!(misread(sentences(&PAIRS, verb), is_right), Vec::<String>::new());
    }
}

#[test]
fn what_is_to_be_reached_is_found_among_other_numbers() {
    let is_right =
        |reading: &Reading, _: &str, b: &str| reading.baseline.is_none() && reads(&reading.target, b);
    assert_eq!(misread(sentences(&TARGETS, ""), is_right), Vec::<String>::new());
}

#[test]
fn what_is_counted_is_found_among_other_numbers() {
    // The unit of a rate is written once, for both.
    let starts = |measure: &Option<okr::prose::Measure>, text: &str| {
        measure.as_ref().is_some_and(|measure| measure.quantity.text().starts_with(text))
    };
    let is_right =
        |reading: &Reading, a: &str, b: &str| starts(&reading.baseline, a) && starts(&reading.target, b);
    assert_eq!(misread(counts(), is_right), Vec::<String>::new());
}

#[test]
fn limits_are_found_among_other_numbers() {
    let holds = |reading: &Reading, b: &str, side: Comparator| {
        let target = reading.target.as_ref();
        reads(&reading.target, b)
            && reading.direction == Some(Direction::Maintain)
            && target.is_some_and(|target| target.comparator == side)
    };
    let at_most = |reading: &Reading, _: &str, b: &str| holds(reading, b, Comparator::AtMost);
    let at_least = |reading: &Reading, _: &str, b: &str| holds(reading, b, Comparator::AtLeast);
    for verb in ["Keep", "Hold"] {
        assert_eq!(misread(sentences(&HIGHEST, verb), at_most), Vec::<String>::new());
        assert_eq!(misread(sentences(&LOWEST, verb), at_least), Vec::<String>::new());
    }
}
