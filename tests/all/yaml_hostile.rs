//! No text whatever makes the reader panic, point outside the text, or take long.

#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use okr::source::{FileId, Span};
use okr::yaml::{Document, Field, ProblemKind, Short, ShortForm, read};
use proptest::prelude::*;
use serde::Deserialize;
use std::time::{Duration, Instant};

type List<T> = Field<Vec<Field<T>>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Goals {
    team: Field<String>,
    owner: Field<String>,
    objectives: List<Short<Objective>>,
    a: List<Objective>,
    b: List<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Objective {
    objective: Field<String>,
    why: Field<String>,
    owner: Field<String>,
    weight: Field<f64>,
    key_results: List<Short<Objective>>,
    check_ins: List<CheckIn>,
    a: List<Objective>,
}

impl ShortForm for Objective {
    const FIELD: &'static str = "objective";
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CheckIn {
    date: Field<String>,
    value: Field<f64>,
    confidence: Field<u8>,
    note: Field<String>,
}

fn goals(text: &str) -> Document<Goals> {
    read(text, FileId(7))
}

/// Every place of the document that is reached here.
fn places(document: &Document<Goals>) -> Vec<Span> {
    let mut places: Vec<Span> = document.comments.clone();
    for problem in &document.problems {
        places.push(problem.span);
        places.extend(problem.related.iter().map(|(span, _)| *span));
    }
    if let Some(goals) = &document.value {
        places.extend([goals.team.span(), goals.owner.span(), goals.objectives.span()].into_iter().flatten());
        places.extend(goals.b.items().iter().filter_map(Field::span));
        for objective in goals.objectives.items() {
            places.extend(objective.span());
            objective.get().into_iter().for_each(|objective| places_of(&objective.0, &mut places));
        }
    }
    places
}

fn places_of(objective: &Objective, places: &mut Vec<Span>) {
    let Objective { objective, why, owner, weight, key_results, check_ins, a } = objective;
    let fields = [objective.span(), why.span(), owner.span(), weight.span(), key_results.span(), a.span()];
    places.extend(fields.into_iter().flatten());
    for key_result in key_results.items() {
        places.extend(key_result.span());
        key_result.get().into_iter().for_each(|key_result| places_of(&key_result.0, places));
    }
    for check_in in check_ins.items().iter().filter_map(Field::get) {
        let CheckIn { date, value, confidence, note } = check_in;
        places.extend([date.span(), value.span(), confidence.span(), note.span()].into_iter().flatten());
    }
}

/// Reads the text; every place must be one of its, and a second reading must say the same.
fn check(text: &str) -> Document<Goals> {
    let document = goals(text);
    for place in places(&document) {
        assert_eq!(place.file, FileId(7));
        assert!(text.get(place.range()).is_some(), "{place:?} is not a place of {text:?}");
    }
    for problem in &document.problems {
        assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{problem:?}");
        assert!(!problem.message.contains('\n'), "{problem:?}");
    }
    assert_eq!(format!("{document:?}"), format!("{:?}", goals(text)), "{text:?}");
    document
}

/// Reads within a generous time: what is bounded takes milliseconds, what is not takes minutes.
fn check_quickly(name: &str, text: &str) -> Document<Goals> {
    let start = Instant::now();
    let document = goals(text);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "{name} took {took:?}");
    for place in places(&document) {
        assert!(text.get(place.range()).is_some(), "{name}: {place:?}");
    }
    document
}

fn syntax_problems(document: &Document<Goals>) -> usize {
    document.problems.iter().filter(|problem| problem.kind == ProblemKind::Syntax).count()
}

#[test]
fn aliases_that_stand_for_too_much_are_one_problem() {
    let mut laughs = String::from("x0: &x0 {objective: ha}\n");
    for i in 1..10 {
        let copies = vec![format!("*x{}", i - 1); 10].join(", ");
        laughs.push_str(&format!("x{i}: &x{i} {{a: [{copies}]}}\n"));
    }
    laughs.push_str("a: [*x9]\n");
    let many = vec!["{why: x}"; 20_000].join(", ");
    let uses = vec!["{a: *all}"; 20_000].join(", ");
    let quadratic = format!("a: &all [{many}]\nobjectives: [{uses}]\n");
    let deep = format!(
        "team: &x0 a\n{}b: [*x70]\n",
        (1..=70).map(|i| format!("y{i}: &x{i} [*x{}]\n", i - 1)).collect::<String>()
    );
    for (name, text) in [("laughs", laughs), ("quadratic", quadratic), ("deep", deep)] {
        let document = check_quickly(name, &text);
        let about_aliases = |message: &str| message.contains("aliases");
        let told = document.problems.iter().filter(|problem| about_aliases(&problem.message)).count();
        assert_eq!(told, usize::from(name != "deep"), "{name}: {:?}", document.problems.first());
    }
    let itself = check("a: &a [*a]\nteam: b\n");
    assert_eq!(syntax_problems(&itself), 1);
    assert_eq!(itself.value.unwrap().team.get().map(String::as_str), Some("b"));
}

#[test]
fn depth_ends_in_one_problem() {
    let tables = [
        ("brackets", "[".repeat(100_000)),
        ("closed brackets", "[".repeat(100_000) + &"]".repeat(100_000)),
        ("braces", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(100_000) + "x\n"),
        ("question marks", "? ".repeat(50_000) + "x\n"),
        ("keys", (0..3_000).map(|i| " ".repeat(i) + "a:\n").collect()),
        ("quotes", "\"a\": \"b\" ".repeat(50_000)),
    ];
    for (name, text) in tables {
        let document = check_quickly(name, &text);
        assert!((1..=21).contains(&syntax_problems(&document)), "{name}: {}", syntax_problems(&document));
    }
}

#[test]
fn size_alone_is_no_trouble() {
    let unknown: String = (0..100_000).map(|i| format!("k{i}: 1\n")).collect();
    let document = check_quickly("unknown keys", &unknown);
    assert_eq!(document.problems.len(), 201);
    assert_eq!(document.problems[200].message, "99800 more problems in this file are not shown");

    let repeated = "team: a\n".repeat(20_000);
    assert_eq!(check_quickly("repeated keys", &repeated).problems.len(), 201);
    let mistakes = "owner: @ana\n".repeat(100_000);
    assert!(check_quickly("mistakes on every line", &mistakes).problems.len() <= 2);
    let few: String = (0..10_000).map(|i| format!("- a: @x{i}\n")).collect();
    assert_eq!(syntax_problems(&check_quickly("mistakes on many lines", &format!("a:\n{few}"))), 21);
    for (name, text) in [
        ("comments", "# c\n".repeat(40_000) + "team: a\n"),
        ("anchors", (0..20_000).map(|i| format!("k{i}: &a{i} x\n")).collect()),
        ("aliases before anchors", (0..20_000).map(|i| format!("k{i}: *a{i}\nl{i}: &a{i} x\n")).collect()),
        ("aliases on one line", format!("b: [{}]\n", "*a, ".repeat(20_000))),
        ("anchors on one line", format!("b: [{}]\n", "&a x, ".repeat(20_000))),
        ("brackets in texts", format!("b: [{}]\n", "x [y] z, ".repeat(5_000))),
        ("brackets that stay open", format!("b: [{}]\n", "x [y ".repeat(5_000))),
        ("quotes between brackets", format!("b: [{}]\n", "\"a\" b, 'c, ".repeat(5_000))),
        ("unknown aliases", (0..20_000).map(|i| format!("k{i}: *a{i}\n")).collect()),
        ("one long list", format!("b: [{}z]\n", "a, ".repeat(100_000))),
        ("one open list", format!("b: [{}z\nteam: a\n", "a, ".repeat(40_000))),
        ("one long text", format!("team: \"{}\"\n", "x ".repeat(400_000))),
        ("one open text", format!("team: \"{}\n", "x ".repeat(60_000))),
        ("apostrophes", format!("team: {}\n", "'".repeat(60_001))),
        ("tabs", "\tteam: a\n".repeat(10_000)),
        ("colons", format!("team: {}\n", "a: ".repeat(40_000))),
        ("words in a row", format!("team: a\n{}", "  more\n".repeat(20_000))),
        ("bare lines", format!("team: a\n{}", "more words\n".repeat(10_000))),
        ("blank lines", format!("team: @a\n{}", "\n".repeat(60_000))),
        ("carriage returns", "team: @a\r".repeat(10_000)),
        ("dashes in a text", format!("team: a\n{}", "  - b\n".repeat(10_000))),
    ] {
        check_quickly(name, &text);
    }
}

#[test]
fn characters_on_every_side_keep_the_places_whole() {
    for text in [
        "",
        "\n",
        "\r",
        "\u{feff}team: ä",
        "é: @ü\né:ü\n",
        "team: “é\nowner: ‘é’: é",
        "team: \0é\0\nowner: \u{7}",
        "objectives:\n\té: é\n\t\té",
        "\u{a0}\0\u{a0}:",
        "b: {é: {&é: \"é\"}}",
        "a: &b{ {x: 1, y}\n\n]  - é",
        "a: &b\" \"é\" é",
        "team:\u{a0}é\n\u{3000}owner：é",
        "objectives:\n- é:\n – é\n•é",
        "{{é}}",
        "team: [é, {é: é #é]}",
        "---\n---\n---",
        "<<<<<<< é\n=======\n>>>>>>> é\n: :",
        "%é\n---\n%",
        "? é\n: é\n? ",
        "&é *é !é",
        "team: |é\n é\nowner: >-2é",
    ] {
        check(text);
        check(&format!("owner: ana\n{text}"));
        check(&format!("objectives:\n  - objective: a\n    {text}"));
    }
}

fn documents() -> Vec<&'static str> {
    let stumbles = include_str!("../fixtures/yaml/stumbles.txt").split("### ");
    let documents = include_str!("../fixtures/yaml/documents.txt").split("### ");
    stumbles.chain(documents).filter_map(|case| Some(case.split_once('\n')?.1)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn any_lines_of_signs_are_read(
        lines in prop::collection::vec("[ \t]{0,5}(- |-|)[a-zé_]{0,6}(: |:|: \"| = |)[-a-z\"'#@%*&!|>{}\\[\\],:?é“” \0\u{a0}]{0,12}", 0..9),
        ending in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        check(&lines.join(ending));
    }

    #[test]
    fn changed_documents_are_read(
        document in any::<prop::sample::Index>(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), "[-a-z\"'#@%*&!|>{}\\[\\],:?é“ \t\n\0]{0,3}", 0..6usize), 1..5,
        ),
    ) {
        let documents = documents();
        let mut text: Vec<char> = documents[document.index(documents.len())].chars().collect();
        for (place, with, length) in changes {
            let at = place.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        check(&text.into_iter().collect::<String>());
    }
}
