//! How well sentences are read: against the sentences in `tests/fixtures/prose`, and against a labelled corpus of
//! published key results where one is at hand.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use okr::prose::{
    Certainty, Direction, Kind, Language, Reading, Terse, Vocabulary, near_identical, pay_link,
    read_key_result, read_objective,
};
use proptest::prelude::*;
use serde::Deserialize;

/// A labelled key result.
#[derive(Debug, Deserialize)]
struct Labelled {
    text: String,
    label: String,
    /// An equally acceptable label, where careful people differ.
    secondary: Option<String>,
    #[serde(default)]
    baseline: Option<String>,
    #[serde(default)]
    target: Option<String>,
}

const LABELS: [&str; 4] = ["outcome", "output", "activity", "vague"];

fn label(kind: Kind) -> usize {
    match kind {
        Kind::Outcome => 0,
        Kind::Output => 1,
        Kind::Activity => 2,
        Kind::Vague => 3,
    }
}

fn place(name: &str) -> usize {
    LABELS.iter().position(|l| *l == name).unwrap_or_else(|| panic!("no such label: {name}"))
}

fn load(path: &Path) -> Vec<Labelled> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"))).collect()
}

fn fixtures() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prose");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| load(file)).collect()
}

/// What was counted over a set of sentences.
#[derive(Default)]
struct Tally {
    matrix: [[usize; 4]; 4],
    right: usize,
    all: usize,
    outcomes: usize,
    /// Outcomes reported as work, at error level and at any level.
    errors: usize,
    warnings: usize,
    values_right: usize,
    values: usize,
    report: String,
}

impl Tally {
    fn accuracy(&self) -> f64 {
        self.right as f64 / self.all as f64
    }

    fn false_alarms(&self) -> f64 {
        self.errors as f64 / self.outcomes.max(1) as f64
    }

    fn values_agree(&self) -> f64 {
        self.values_right as f64 / self.values.max(1) as f64
    }
}

/// The digits of a text, for comparing a label's value with a measure's.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a value was found where the label has one, and holds the same digits where the label has digits.
fn value_agrees(expected: Option<&str>, found: Option<&str>) -> bool {
    match (expected, found) {
        (None, None) => true,
        (Some(expected), Some(found)) => {
            let (expected, found) = (digits(expected), digits(found));
            expected.is_empty() || found.is_empty() || expected.contains(&found) || found.contains(&expected)
        }
        _ => false,
    }
}

fn tally(sentences: &[Labelled]) -> Tally {
    let vocabulary = Vocabulary::default();
    let mut tally = Tally::default();
    for sentence in sentences {
        let reading = read_key_result(&sentence.text, &vocabulary);
        let (is, said) = (place(&sentence.label), label(reading.kind));
        tally.matrix[is][said] += 1;
        tally.all += 1;
        let right = is == said || sentence.secondary.as_deref().is_some_and(|second| place(second) == said);
        tally.right += usize::from(right);
        let work = matches!(reading.kind, Kind::Output | Kind::Activity);
        if is == 0 {
            tally.outcomes += 1;
            tally.warnings += usize::from(!right && work);
            tally.errors += usize::from(!right && work && reading.certainty == Certainty::Sure);
        }
        let value = |m: &Option<okr::prose::Measure>| m.as_ref().map(|m| m.quantity.text().to_string());
        for (expected, found) in
            [(&sentence.baseline, value(&reading.baseline)), (&sentence.target, value(&reading.target))]
        {
            tally.values += 1;
            tally.values_right += usize::from(value_agrees(expected.as_deref(), found.as_deref()));
        }
        if !right {
            let _ =
                writeln!(tally.report, "  {} read as {:?}: {}", sentence.label, reading.kind, sentence.text);
        }
    }
    tally
}

fn print(name: &str, tally: &Tally) {
    println!("{name}: {} sentences, accuracy {:.3}", tally.all, tally.accuracy());
    println!(
        "  outcomes called work: {:.3} as errors, {:.3} in all; values agree {:.3}",
        tally.false_alarms(),
        tally.warnings as f64 / tally.outcomes.max(1) as f64,
        tally.values_agree()
    );
    println!("  {:>10} {}", "", LABELS.map(|l| format!("{l:>9}")).join(" "));
    for (is, row) in LABELS.iter().zip(tally.matrix) {
        println!("  {is:>10} {}", row.map(|n| format!("{n:>9}")).join(" "));
    }
    for (i, name) in LABELS.iter().enumerate() {
        let said: usize = tally.matrix.iter().map(|row| row[i]).sum();
        let is: usize = tally.matrix[i].iter().sum();
        let both = tally.matrix[i][i] as f64;
        println!(
            "  {name:>10} precision {:.2} recall {:.2}",
            both / said.max(1) as f64,
            both / is.max(1) as f64
        );
    }
}

#[test]
fn the_fixtures_are_read_as_labelled() {
    let sentences = fixtures();
    assert!(sentences.len() >= 300, "only {} sentences", sentences.len());
    let tally = tally(&sentences);
    print("fixtures", &tally);
    println!("{}", tally.report);
    assert!(tally.accuracy() >= 0.93, "accuracy {:.3}", tally.accuracy());
    assert!(tally.false_alarms() <= 0.02, "false alarms {:.3}", tally.false_alarms());
}

/// These sentences helped to fit the weights, so the floors here guard against slips; how the reader does on sentences
/// it has never seen was measured by leaving out one source at a time.
#[test]
fn the_corpus_is_read_as_labelled_where_it_is_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for (file, accuracy, false_alarms, values) in
        [("dev.jsonl", 0.88, 0.02, 0.93), ("synthetic-dev.jsonl", 0.96, 0.02, 0.93)]
    {
        let path = folder.join(file);
        if !path.exists() {
            println!("{file} is not at hand; skipped");
            continue;
        }
        let tally = tally(&load(&path));
        print(file, &tally);
        assert!(tally.accuracy() >= accuracy, "{file}: accuracy {:.3}", tally.accuracy());
        assert!(tally.false_alarms() <= false_alarms, "{file}: false alarms {:.3}", tally.false_alarms());
        assert!(tally.values_agree() >= values, "{file}: values {:.3}", tally.values_agree());
    }
}

#[test]
fn well_known_samples_get_their_authors_verdict() {
    let vocabulary = Vocabulary::default();
    for (text, passes) in [
        ("Launch feature X to 100% of paying users", true),
        ("Ship to 10,000 beta users", true),
        ("80% of users interact with the new dashboard weekly", true),
        ("Zero P0 incidents lasting longer than 30 minutes", true),
        ("Achieve 90% code coverage on critical paths", true),
        ("Win 5 competitive displacements", true),
        ("CSAT score for the assistant is 4.5/5", true),
        ("Reduce support ticket volume by 25%", true),
        ("Increase activation rate from 23% to 35%", true),
        ("Reduce time-to-first-value from 3 days to 1 day", true),
        ("Achieve 50+ NPS for users in first 30 days", true),
        ("Engineering satisfaction score reaches 4.5/5", true),
        ("Reduce deploy-to-production time from 4 hours to 15 minutes", true),
        ("Cut failed releases from 9 to 2 a month", true),
        ("Launch beta", false),
        ("Ship dark mode", false),
        ("Launch mobile app", false),
        ("Add 10 integrations", false),
        ("Redesign dashboard", false),
        ("Train 30 support agents", false),
        ("Launch new dashboard", false),
        ("Add 5 features", false),
        ("Improve retention", false),
        ("Introduce 2 new self-service features by Q3", false),
        ("Ship the retention dashboard", false),
        ("Migrate 120 services from Mesos to Kubernetes", false),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let without_target = reading.kind == Kind::Outcome && reading.target.is_none();
        assert_eq!(reading.kind == Kind::Outcome && !without_target, passes, "{text}: {reading:?}");
    }
}

#[test]
fn objectives_are_read() {
    let vocabulary = Vocabulary::default();
    for (text, numeric, output, terse) in [
        ("New teams feel at home in their first week", None, None, None),
        ("Increase activation from 23% to 35%", Some("35%"), None, None),
        ("Reach 10,000 customers in Europe", Some("10,000"), None, None),
        ("Grow revenue by 20%", Some("20%"), None, None),
        ("Work as one team across three continents", None, None, None),
        ("Launch the new mobile app", None, Some("Launch the new mobile app"), None),
        ("Migrate all services to Kubernetes", None, Some("Migrate all services"), None),
        ("Build a world-class engineering culture", None, None, None),
        ("Build a product that nurses love", None, None, None),
        ("Fix onboarding", None, None, Some(Terse::FewWords)),
        ("Make customers happy", None, None, Some(Terse::FewWords)),
        ("Improve overall customer satisfaction", None, None, Some(Terse::BareVerb)),
        ("Become the first choice of mid-market finance teams", None, None, None),
        ("Kunden fühlen sich bei uns gut aufgehoben und bleiben", None, None, None),
    ] {
        let reading = read_objective(text, &vocabulary);
        let cut = |range: &Option<std::ops::Range<u32>>| {
            range.as_ref().map(|r| &text[r.start as usize..r.end as usize])
        };
        assert_eq!(cut(&reading.numeric), numeric, "{text}: numeric");
        assert_eq!(cut(&reading.output), output, "{text}: output");
        assert_eq!(reading.terse.map(|(why, _)| why), terse, "{text}: terse");
    }
}

#[test]
fn baselines_targets_and_directions_are_told_apart() {
    use Direction::{Decrease, Increase, Maintain, Reach};
    let vocabulary = Vocabulary::default();
    for (text, baseline, target, direction) in [
        ("Raise activation from 23%", Some("23%"), None, Some(Increase)),
        ("Sign-ups from 5 countries and 2 regions reach 4,000", None, Some("4,000"), None),
        ("Drive activation to 35%", None, Some("35%"), Some(Reach)),
        ("Drive churn from 5% to 3%", Some("5%"), Some("3%"), Some(Decrease)),
        ("Drive page load time below 2 seconds", None, Some("2 seconds"), Some(Decrease)),
        ("Reach 250 ms from 400 ms", Some("400 ms"), Some("250 ms"), Some(Decrease)),
        ("Cut tickets from 1200 by 40%", Some("1200"), Some("40%"), Some(Decrease)),
        ("Reduce churn by 20% from 5%", Some("5%"), Some("20%"), Some(Decrease)),
        ("Improve latency from 400 ms to 250 ms", Some("400 ms"), Some("250 ms"), Some(Decrease)),
        ("Optimize page load from 3.2 s to 1.5 s", Some("3.2 s"), Some("1.5 s"), Some(Decrease)),
        ("Improve coverage from 60% to 80%", Some("60%"), Some("80%"), Some(Increase)),
        ("Enhance CSAT from 4.1 to 4.5", Some("4.1"), Some("4.5"), Some(Increase)),
        ("Achieve churn of 3%, from 5%", Some("5%"), Some("3%"), Some(Decrease)),
        ("Get activation from 23 to 35%", Some("23%"), Some("35%"), Some(Increase)),
        ("Bring time to first value from 3 days to 1 day", Some("3 days"), Some("1 day"), Some(Decrease)),
        ("Improve error rate by 20%", None, Some("20%"), Some(Decrease)),
        ("Keep uptime at 99.9%", None, Some("99.9%"), Some(Maintain)),
        ("Raise releases from 3 to 5 per week", Some("3 per week"), Some("5 per week"), Some(Increase)),
        ("Reach 80% adoption in 3 teams, from 20%", Some("20%"), Some("80%"), Some(Increase)),
        ("95% on support satisfaction, 95% on premium answers", None, Some("95%"), None),
        ("One demo per week (48 in total)", None, Some("One demo per week"), None),
        ("Move Kubernetes from 1.26 to 1.29", None, None, None),
        ("Upgrade Postgres from 12 to 15", None, None, None),
        ("Raise the Node version from 16 to 18", None, None, Some(Increase)),
        ("Grow trials from January to March", None, None, Some(Increase)),
        ("Grow trials from 5 January to 31 March", None, None, Some(Increase)),
        ("Bring latency to at most 0.25 s", None, Some("0.25 s"), Some(Decrease)),
        ("Cut review time from 2 d to 4 h", Some("2 d"), Some("4 h"), Some(Decrease)),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let value = |m: &Option<okr::prose::Measure>| m.as_ref().map(|m| m.quantity.text().to_owned());
        assert_eq!(value(&reading.baseline).as_deref(), baseline, "{text}: baseline");
        assert_eq!(value(&reading.target).as_deref(), target, "{text}: target");
        assert_eq!(reading.direction, direction, "{text}: direction");
    }
}

fn cut<'t>(text: &'t str, range: &std::ops::Range<u32>) -> &'t str {
    &text[range.start as usize..range.end as usize]
}

#[test]
fn separate_measures_are_counted() {
    let vocabulary = Vocabulary::default();
    for (text, measures) in [
        ("95% on support satisfaction, 95% on premium answers", vec!["95%", "95%"]),
        ("Raise coverage of core to 100% and dds_cli to 70%", vec!["100%", "70%"]),
        ("Satisfaction 95%, punctuality 90%", vec!["95%", "90%"]),
        ("Increase the number of teams from 12 to 20, and keep churn below 3%", vec!["20", "3%"]),
        ("Raise NPS to 40 while keeping churn below 3%", vec!["40", "3%"]),
        ("One demo per week (48 in total)", vec!["One"]),
        ("95% of tickets answered within 24 hours", vec!["95%"]),
        ("P95 under 300 ms for 99% of requests", vec!["300 ms"]),
        ("40% of new teams connect a tool in the first 30 days", vec!["40%"]),
        ("Orders from 5 countries and 3 regions reach 4,000", vec!["4,000"]),
        ("Raise monthly orders to 300, which comes to 3,600 a year", vec!["300"]),
        ("Cut search errors by 70%, target under 1,000", vec!["70%"]),
        ("90% of questions are answered the same day, ideally 95% of them", vec!["90%"]),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let found: Vec<&str> = reading.measures.iter().map(|range| cut(text, range)).collect();
        assert_eq!(found, measures, "{text}");
    }
}

#[test]
fn vanity_is_a_total_that_nothing_follows_from() {
    let vocabulary = Vocabulary::default();
    for (text, vanity) in [
        ("Reach 50,000 followers", Some("followers")),
        ("Reach 5,000 registered users", Some("registered users")),
        ("Grow page views from 120,000 to 200,000 a month", Some("page views")),
        ("Achieve a 20% increase in app downloads", Some("app downloads")),
        ("500 likes", Some("likes")),
        ("Get 10k social media reach in the first month", Some("reach")),
        ("Reach 5,000 weekly active users", None),
        ("Reach 500 paying users", None),
        ("Reach 5,000 sign-ups", None),
        ("Share of followers who buy rises from 2% to 5%", None),
        ("12% of followers place an order", None),
        ("Cut page views per answered question from 9 to 4", None),
        ("Sign-ups from 5 countries reach 4,000", None),
        ("Reduce the views in the lead list to 5", None),
        ("Attendees give us 4 out of 5 stars", None),
        ("Widen our reach by raising returning readers by 15%", None),
        ("Visitors download a package in 3 seconds", None),
    ] {
        let reading = read_key_result(text, &vocabulary);
        assert_eq!(reading.vanity.as_ref().map(|range| cut(text, range)), vanity, "{text}");
    }
}

/// What is underlined and said must make sense beside the sentence.
#[test]
fn findings_quote_whole_phrases() {
    let vocabulary = Vocabulary::default();
    for (text, evidence, message) in [
        ("Launch the template gallery", "Launch the template gallery", "“Launch” delivers a thing"),
        ("Close the backlog of old requests", "Close the backlog", "“Close the backlog” is work to finish"),
        ("Hire an R&D lead", "Hire an R&D lead", "“Hire an R&D lead” fills seats"),
        ("Two webinars", "Two webinars", "“Two webinars” counts what we put out"),
        (
            "Interview 20 clinic managers",
            "Interview 20 clinic managers",
            "“Interview 20 clinic managers” counts effort",
        ),
        (
            "3 training sessions per week",
            "3 training sessions per week",
            "“3 training sessions per week” is something done",
        ),
        ("Contracts signed", "Contracts signed", "“Contracts signed” says that work is finished"),
        (
            "All tasks have a written description",
            "tasks have a written description",
            "“tasks have a written description” says",
        ),
        (
            "Managers can export the report",
            "Managers can export the report",
            "“Managers can export the report” says what becomes",
        ),
        ("A style guide laid out that can be used in every shop", "", "this says"),
        (
            "Share of members who are happy with the support",
            "Share of members",
            "“Share of members” is worth measuring",
        ),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let found = reading.evidence.first().zip(reading.evidence.last());
        let found = found.map_or("", |(first, last)| cut(text, &(first.start..last.end)));
        let said = reading.explain(text).message;
        assert_eq!(
            (found, said.starts_with(message)),
            (evidence, true),
            "{text}: {said} ({:?})",
            reading.reason
        );
    }
}

#[test]
fn numbers_of_objectives_are_targets_only_where_they_are_to_be_reached() {
    let vocabulary = Vocabulary::default();
    for (text, numeric) in [
        ("CEO: Increase ARR to $5M", Some("$5M")),
        ("Raise retention at the 30, 60 and 90 day marks by 10%", Some("10%")),
        ("Support: answer 95% of questions the same day", Some("95%")),
        ("2. Grow the community of growers", None),
        ("3 The board trusts our forecast", None),
        ("Ready for critical work - 70% (moved, but lots to do)", None),
        ("Reporting that people trust for 3 metrics", None),
        ("Serve our 2 million readers better than anyone", None),
        ("Be there for customers 24/7", None),
        ("Teach every team the 5 whys", None),
        ("Finish what we began in FY20 for all customers", None),
        ("Customers stop asking about issue #123", None),
        ("Become the first choice of clinics in 2027", None),
    ] {
        let reading = read_objective(text, &vocabulary);
        assert_eq!(reading.numeric.as_ref().map(|range| cut(text, range)), numeric, "{text}");
    }
    for (text, terse) in [
        ("CEO: Increase ARR", Some("Increase ARR")),
        ("Support: Increase customer happiness (Ana)", Some("Increase customer happiness")),
        ("Support: New teams feel at home in their first week", None),
    ] {
        let reading = read_objective(text, &vocabulary);
        assert_eq!(reading.terse.as_ref().map(|(_, range)| cut(text, range)), terse, "{text}");
    }
    let launch = "Marketing: Launch the new loyalty scheme";
    let output = read_objective(launch, &vocabulary).output;
    assert_eq!(output.as_ref().map(|range| cut(launch, range)), Some("Launch the new loyalty scheme"));
}

#[test]
fn other_languages_are_left_in_peace() {
    let vocabulary = Vocabulary::default();
    for text in [
        "Kundenzufriedenheit von 75 auf 85 Punkte steigern",
        "Réduire le taux de désabonnement de 5 % à 3 % avant la fin du trimestre",
        "Lanzar la nueva aplicación para los clientes de España",
        "Wdrożyć nowy panel dla klientów",
        "新しいダッシュボードを公開する",
        "Запустить новый портал",
        "Lancer le nouveau portail pour les clients",
    ] {
        let reading = read_key_result(text, &vocabulary);
        assert_ne!(reading.language, Language::English, "{text}");
        assert_eq!(reading.certainty, Certainty::Unsure, "{text}");
    }
    assert_eq!(read_key_result("", &vocabulary).language, Language::Unreadable);
    assert_eq!(read_key_result("— 42 —", &vocabulary).language, Language::Unreadable);
}

#[test]
fn own_words_extend_the_lists() {
    let text = "Circulate the quilombo to 3 wards";
    let plain = read_key_result(text, &Vocabulary::default());
    let own =
        Vocabulary::extended(&["quilombo".into()], &[], &["door-to-needle time".into()], &["Claps".into()]);
    let reading = read_key_result("Finish the quilombo", &own);
    assert_eq!(reading.kind, Kind::Output, "{plain:?}");
    let measured = read_key_result("Door-to-needle time improves", &own);
    assert_eq!(measured.kind, Kind::Outcome);
    let vain = read_key_result("Reach 5,000 claps", &own);
    assert_eq!(vain.vanity, Some(12..17));
    assert_eq!(read_key_result("Reach 5,000 claps", &Vocabulary::default()).vanity, None);
}

fn check_ranges(text: &str, reading: &Reading) {
    let ranges =
        reading.evidence.iter().chain(reading.measures.iter()).chain(&reading.verb).chain(&reading.vanity);
    let ranges = ranges.chain(&reading.lagging).chain(reading.baseline.iter().map(|m| &m.range));
    for range in ranges.chain(reading.target.iter().map(|m| &m.range)) {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} in {text:?}");
    }
    let said = reading.explain(text);
    assert!(!said.message.is_empty());
}

#[test]
fn long_and_hostile_lines_take_no_longer_than_their_length() {
    let vocabulary = Vocabulary::default();
    for part in [
        "a ",
        "1 to ",
        "from 1% ",
        "(",
        "[x](",
        "sign ",
        "1,",
        "–",
        "so that we 5 ",
        "and launch ",
        "“",
        "https://",
    ] {
        let text = part.repeat(100_000 / part.len());
        let begun = Instant::now();
        let reading = read_key_result(&text, &vocabulary);
        read_objective(&text, &vocabulary);
        pay_link(&text);
        near_identical(&text, &text);
        check_ranges(&text, &reading);
        assert!(begun.elapsed().as_secs() < 3, "{part:?} took {:?}", begun.elapsed());
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,120}") {
        let vocabulary = Vocabulary::default();
        check_ranges(&text, &read_key_result(&text, &vocabulary));
        let objective = read_objective(&text, &vocabulary);
        for range in objective.numeric.iter().chain(&objective.output).chain(objective.terse.iter().map(|t| &t.1)) {
            prop_assert!(text.get(range.start as usize..range.end as usize).is_some());
        }
        if let Some(range) = pay_link(&text) {
            prop_assert!(text.get(range).is_some());
        }
        prop_assert_eq!(near_identical(&text, "Cut churn to 3%"), near_identical("Cut churn to 3%", &text));
    }

    #[test]
    fn shuffled_words_never_panic(words in prop::collection::vec(prop::sample::select(vec![
        "Launch", "from", "to", "5%", "3 days", "users", "who", "we", "is", "can", "(", ")", "[p1]", ":", "→", "->", "no", "all",
        "rate", "NPS", "by", "in", "set", "up", "X%", "weekly", "and", "“", "é", "$1.2M", "under", "live", "Our", "team", "will", ",", ".",
    ]), 0..24)) {
        let text = words.join(" ");
        check_ranges(&text, &read_key_result(&text, &Vocabulary::default()));
    }
}
