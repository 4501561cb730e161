//! What an editor shows and offers beside diagnostics, on one small workspace.

use super::client::{Client, folder, uri};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const AS_OF: &str = "2026-09-15";

const METRICS: &str = "\
north_star: {id: active_teams, name: Active teams, better: higher}
metrics:
  - id: activation
    name: Activation rate
    definition: new teams that finish a first workflow
    readings:
      - {date: 2026-06-29, value: 23%}
      - {date: 2026-08-03, value: 26%}
      - {date: 2026-09-07, value: 29%}
guardrails:
  - {id: tickets, name: Tickets, better: lower, at_most: 1200 per week}
";

const COMPANY: &str = "\
quarter: 2026-Q3
level: company
objectives:
  - id: win
    objective: Small teams choose us first
    why: they are the market that grows
    key_results:
      - {id: share, key_result: Raise the share of small teams from 10% to 20%, owner: bo}
";

const GROWTH: &str = "\
quarter: 2026-Q3
team: growth
objectives:
  - id: start
    objective: New teams feel at home
    why: most never reach value  # okr: ignore[missing-why] a test
    owner: ana
    supports: [company/win]
    guardrails: [tickets]
    key_results:
      - id: first
        key_result: Raise activation from 23% to 35%
        metric: activation
      - Launch the onboarding checklist
    initiatives:
      - {title: Checklist, bets_on: [first], links: [https://tracker.example/1]}
";

struct Desk {
    _guard: tempfile::TempDir,
    root: PathBuf,
    client: Client,
}

impl Desk {
    fn new() -> Self {
        Self::with(Value::Null)
    }

    fn with(options: Value) -> Self {
        let files = [
            ("okr.yaml", ""),
            ("okrs/metrics.yaml", METRICS),
            ("okrs/company.yaml", COMPANY),
            ("okrs/growth.yaml", GROWTH),
        ];
        let (guard, root) = folder(&files);
        let capabilities = json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
        let mut client = Client::start_with(&[&root], capabilities, AS_OF, options);
        client.open(&root.join("okrs/growth.yaml"));
        client.open(&root.join("okrs/metrics.yaml"));
        Self { _guard: guard, root, client }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    /// The answer to a request about the place before some words of the growth team's file, and so many characters on.
    fn at(&mut self, method: &str, words: &str, plus: usize) -> Value {
        let path = self.path("okrs/growth.yaml");
        self.client.at(method, &path, GROWTH, words, plus)
    }

    fn hover(&mut self, words: &str, plus: usize) -> String {
        let answer = self.at("textDocument/hover", words, plus);
        answer["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
    }

    /// The labels that are offered where `|` stands in a text that takes the place of the growth team's file.
    fn offered(&mut self, text: &str) -> Vec<String> {
        self.completions(text).into_iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    fn completions(&mut self, text: &str) -> Vec<Value> {
        let path = self.path("okrs/growth.yaml");
        self.completions_in(&path, text)
    }

    fn completions_in(&mut self, path: &Path, text: &str) -> Vec<Value> {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        self.client.replace(path, &text);
        let answer = self.client.at("textDocument/completion", path, &text, "", at);
        let mut items = answer["items"].as_array().unwrap().clone();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        items
    }

    /// What can be done about some words of a text: the titles with what each makes of the text.
    fn actions(&mut self, text: &str, words: &str) -> Vec<(String, Value)> {
        let path = self.path("okrs/growth.yaml");
        self.client.replace(&path, text);
        let before = &text[..text.find(words).unwrap()];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap().len();
        let place = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": uri(&path)}, "range": {"start": place, "end": place},
                            "context": {"diagnostics": []}});
        let answer = self.client.request("textDocument/codeAction", params).unwrap();
        let actions = answer.as_array().unwrap().iter();
        actions.map(|action| (action["title"].as_str().unwrap().to_owned(), action.clone())).collect()
    }
}

/// Makes the edits of an answer in a text.
fn applied(text: &str, edit: &Value, uri: &str) -> String {
    let mut edits = edit["changes"][uri].as_array().unwrap_or_else(|| panic!("{edit}")).clone();
    let key = |edit: &Value| {
        (edit["range"]["start"]["line"].as_u64(), edit["range"]["start"]["character"].as_u64())
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(key(edit)));
    let mut text = text.to_owned();
    for edit in edits {
        let place = |end: &str| {
            let line = edit["range"][end]["line"].as_u64().unwrap() as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + edit["range"][end]["character"].as_u64().unwrap() as usize
        };
        let range = place("start")..place("end");
        text.replace_range(range, edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn hovers_say_what_things_are() {
    let mut desk = Desk::new();
    let metric = desk.hover("metric: activation", 10);
    assert!(
        metric.contains("**Activation rate** (metric)") && metric.contains("new teams that finish"),
        "{metric}"
    );
    assert!(metric.contains("2026-09-07: 29%") && metric.contains("2026-Q3/growth/start/first"), "{metric}");
    let key_result = desk.hover("first\n", 2);
    assert!(
        key_result.contains("**0.50") && key_result.contains("(29% - 23%) / (35% - 23%)"),
        "{key_result}"
    );
    assert!(key_result.contains('▁'), "a line of its values: {key_result}");
    assert!(desk.hover("Raise activation", 3).contains("**0.50"));
    assert!(desk.hover("2026-Q3", 3).contains("1 Jul 2026 to 30 Sep 2026"));
    assert!(
        desk.hover("missing-why]", 3).starts_with("# missing-why")
            || desk.hover("missing-why]", 3).contains("missing-why")
    );
    assert!(desk.hover("guardrails:", 2).contains("must hold"), "{}", desk.hover("guardrails:", 2));
    let objective = desk.hover("company/win", 9);
    assert!(objective.contains("2026-Q3/company/win"), "{objective}");
    let metrics = desk.path("okrs/metrics.yaml");
    let number = desk.client.at("textDocument/hover", &metrics, METRICS, "1200 per", 2);
    assert!(
        number["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("Read as a rate of unit per week: **1200 per week**"),
        "{number}"
    );
}

#[test]
fn names_lead_to_their_definitions_and_back() {
    let mut desk = Desk::new();
    let metrics = uri(&desk.path("okrs/metrics.yaml"));
    let definition = desk.at("textDocument/definition", "metric: activation", 10);
    assert_eq!(
        (&definition[0]["uri"], &definition[0]["range"]["start"]),
        (&json!(metrics), &json!({"line": 2, "character": 8}))
    );
    let definition = desk.at("textDocument/definition", "company/win", 9);
    assert_eq!(definition[0]["uri"], uri(&desk.path("okrs/company.yaml")));
    let definition = desk.at("textDocument/definition", "[first]", 2);
    assert_eq!(definition[0]["range"]["start"], json!({"line": 10, "character": 12}));
    assert_eq!(desk.at("textDocument/definition", "New teams", 2), Value::Null);
    let places = desk.at("textDocument/references", "metric: activation", 10);
    assert_eq!(places.as_array().unwrap().len(), 2);
}

#[test]
fn renaming_changes_every_file_and_refuses_what_cannot_be() {
    let mut desk = Desk::new();
    let (growth, metrics) = (desk.path("okrs/growth.yaml"), desk.path("okrs/metrics.yaml"));
    let rename = |desk: &mut Desk, words: &str, plus: usize, name: &str| {
        let before = &GROWTH[..GROWTH.find(words).unwrap() + plus];
        let place = json!({"line": before.matches('\n').count(), "character": before.rsplit('\n').next().unwrap().len()});
        let params = json!({"textDocument": {"uri": uri(&growth)}, "position": place, "newName": name});
        desk.client.request("textDocument/rename", params)
    };
    let edit = rename(&mut desk, "metric: activation", 10, "activation_rate").unwrap();
    assert_eq!(
        applied(GROWTH, &edit, &uri(&growth)),
        GROWTH.replace("metric: activation", "metric: activation_rate")
    );
    assert_eq!(
        applied(METRICS, &edit, &uri(&metrics)),
        METRICS.replace("id: activation", "id: activation_rate")
    );
    let edit = rename(&mut desk, "[first]", 2, "one").unwrap();
    let expected = GROWTH.replace("id: first", "id: one").replace("[first]", "[one]");
    assert_eq!(applied(GROWTH, &edit, &uri(&growth)), expected);
    let edit = rename(&mut desk, "company/win", 9, "win-small").unwrap();
    assert_eq!(applied(GROWTH, &edit, &uri(&growth)), GROWTH.replace("company/win", "company/win-small"));
    let mut refused = |name: &str| {
        rename(&mut desk, "metric: activation", 10, name).unwrap_err()["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("tickets"), "there is already a metric called `tickets` here");
    assert!(refused("Not a name").starts_with("`Not a name` cannot be the id of a metric"));
    let place = desk.at("textDocument/prepareRename", "metric: activation", 10);
    assert_eq!(place["placeholder"], "activation");
    assert_eq!(desk.at("textDocument/prepareRename", "New teams", 3), Value::Null);
}

#[test]
fn what_fits_is_offered() {
    let mut desk = Desk::new();
    let head =
        "quarter: 2026-Q3\nteam: growth\nobjectives:\n  - id: start\n    objective: New teams feel at home\n";
    let has = |offered: &[String], wanted: &[&str]| {
        for label in wanted {
            assert!(offered.iter().any(|offered| offered == label), "{label} in {offered:?}");
        }
    };
    has(&desk.offered(&format!("{head}    |")), &["why", "owner", "key_results", "supports"]);
    let keys = desk.offered(&format!("{head}    |"));
    assert!(!keys.contains(&"objective".to_owned()), "what is there already is not offered: {keys:?}");
    has(&desk.offered(&format!("{head}    supports: [|]\n")), &["company/win", "active_teams"]);
    has(&desk.offered(&format!("{head}    guardrails: [ti|]\n")), &["tickets"]);
    has(&desk.offered(&format!("{head}    ambition: |\n")), &["committed", "aspirational"]);
    has(&desk.offered("quarter: |\n"), &["2026-Q3", "2026-Q4"]);
    has(&desk.offered(&format!("{head}    owner: |\n")), &["bo"]);
    has(&desk.offered(&format!("{head}    # okr: ignore[missing-w|]\n")), &["missing-why"]);
    has(&desk.offered(&format!("{head}    #|\n")), &["okr: ignore"]);
    let key_result = format!(
        "{head}    key_results:\n      - id: first\n        key_result: Raise activation from 23% to 35%\n        metric: activation\n"
    );
    has(&desk.offered(&format!("{key_result}        target: 4|\n")), &["4%"]);
    has(
        &desk.offered(&format!("{key_result}        check_ins:\n          - {{date: |}}\n")),
        &["2026-09-15"],
    );
    has(&desk.offered(&format!("{key_result}        depends_on: [|]\n")), &["company/win/share"]);
    has(
        &desk.offered(&format!("{key_result}    initiatives:\n      - {{title: x, bets_on: [|]}}\n")),
        &["first"],
    );
    let snippets = desk.completions(&format!("{head}    key_results:\n      - |\n"));
    let snippet = snippets.iter().find(|item| item["label"] == "key result").unwrap();
    let text = snippet["textEdit"]["newText"].as_str().unwrap();
    assert!(text.starts_with("id: ${1:activation}\n        key_result: Raise"), "{text}");
    assert_eq!(snippet["insertTextFormat"], 2);
    let key = desk
        .completions(&format!("{head}    |"))
        .into_iter()
        .find(|item| item["label"] == "key_results")
        .unwrap();
    assert_eq!(key["textEdit"]["newText"], "key_results:\n      - ");
    let settings = desk.path("okr.yaml");
    desk.client.open(&settings);
    let rules = desk.completions_in(&settings, "rules:\n  |");
    assert!(rules.iter().any(|item| item["label"] == "missing-why"));
    let levels = desk.completions_in(&settings, "rules:\n  missing-why: |");
    assert!(levels.iter().any(|item| item["label"] == "off"), "{levels:?}");
}

#[test]
fn keys_are_left_to_another_server_where_that_is_set() {
    let mut desk = Desk::with(json!({"completeKeys": false, "inlayHints": false}));
    assert_eq!(desk.offered("quarter: 2026-Q3\n|"), Vec::<String>::new());
    assert!(desk.offered("quarter: |").contains(&"2026-Q3".to_owned()));
}

/// A number that may mean several things: each is a choice, which leaves nothing else to be said about it.
#[test]
fn each_reading_of_a_number_is_a_choice() {
    let mut desk = Desk::new();
    let growth = uri(&desk.path("okrs/growth.yaml"));
    let head = "quarter: 2026-Q3\nteam: growth\nobjectives:\n  - objective: New teams feel at home\n    key_results:\n";
    let table: [(&str, &str, &[&str]); 11] = [
        (
            "- Raise orders from 1.200 to 3400",
            "1.200",
            &["- Raise orders from 1.2 to 3400", "- Raise orders from 1,200 to 3400"],
        ),
        (
            "- {key_result: Raise orders from 1.200 to 3400}",
            "1.200",
            &[
                "- {key_result: Raise orders from 1.2 to 3400}",
                "- {key_result: \"Raise orders from 1,200 to 3400\"}",
            ],
        ),
        (
            "- {key_result: Raise orders, baseline: 1.200, target: 3400}",
            "1.200",
            &[
                "- {key_result: Raise orders, baseline: 1.2, target: 3400}",
                "- {key_result: Raise orders, baseline: \"1,200\", target: 3400}",
            ],
        ),
        (
            "- {key_result: Raise activation, baseline: 0.29, target: 35%}",
            "0.29",
            &[
                "- {key_result: Raise activation, baseline: 29%, target: 35%}",
                "- {key_result: Raise activation, baseline: 0.29%, target: 35%}",
            ],
        ),
        (
            "- Raise activation from 0.29 to 35%",
            "0.29",
            &["- Raise activation from 29% to 35%", "- Raise activation from 0.29% to 35%"],
        ),
        (
            "- {key_result: Raise orders, baseline: 60, target: 100, check_ins: [{date: 2026-07-20, value: 70%}]}",
            "70%",
            &[
                "- {key_result: Raise orders, baseline: 60, target: 100, check_ins: [{date: 2026-07-20, value: 70}]}",
                "- {key_result: Raise orders, baseline: 60, target: 100, check_ins: [{date: 2026-07-20, value: 88}]}",
            ],
        ),
        // The other reading is the number as it stands.
        (
            "- {key_result: Cut the wait, baseline: 1200, target: -20%}",
            "-20%",
            &["- {key_result: Cut the wait, baseline: 1200, target: 960}"],
        ),
        // 20% of the 400 would be a fall.
        (
            "- key_result: Increase active teams 20%\n        baseline: 400",
            "20%",
            &["- key_result: Increase active teams 20%\n        baseline: 400\n        target: 480"],
        ),
        (
            "- Improve conversion by 2% from 4%",
            "2%",
            &[
                "- key_result: Improve conversion by 2% from 4%\n        baseline: 4%\n        target: 4.08%",
                "- key_result: Improve conversion by 2% from 4%\n        baseline: 4%\n        target: 6%",
            ],
        ),
        (
            "- {key_result: Cut the wait, baseline: 45m, target: 10 min}",
            "45m",
            &[
                "- {key_result: Cut the wait, baseline: 45 min, target: 10 min}",
                "- {key_result: Cut the wait, baseline: 45M, target: 10 min}",
                "- {key_result: Cut the wait, baseline: 45 metres, target: 10 min}",
            ],
        ),
        // One reading only: that is the fix.
        ("- Raise orders from 3,2% to 5%", "3,2%", &["- Raise orders from 3.2% to 5%"]),
    ];
    for (key_result, words, expected) in table {
        let text = format!("{head}      {key_result}\n");
        let actions = desk.actions(&text, words);
        let choices = actions.iter().filter(|(title, _)| title.starts_with("Write"));
        let made: Vec<String> = choices
            .map(|(_, action)| {
                applied(&text, &action["edit"], &growth).strip_prefix(head).unwrap().trim().to_owned()
            })
            .collect();
        assert_eq!(made, expected, "{key_result}");
    }
}

#[test]
fn findings_can_be_put_right_from_the_editor() {
    let mut desk = Desk::new();
    let growth = uri(&desk.path("okrs/growth.yaml"));
    let text = GROWTH.replace("objective: New", "objectiv: New");
    let actions = desk.actions(&text, "objectiv:");
    let (_, fix) = actions
        .iter()
        .find(|(title, _)| title == "Write `objective`")
        .unwrap_or_else(|| panic!("{actions:?}"));
    assert_eq!(applied(&text, &fix["edit"], &growth), GROWTH);
    // A suppression stands above, and asks for its reason.
    let actions = desk.actions(GROWTH, "Launch the");
    let (_, quiet) =
        actions.iter().find(|(title, _)| title == "Suppress `output-key-result` here with a reason").unwrap();
    let quiet = applied(GROWTH, &quiet["edit"], &growth);
    assert!(quiet.contains("      # okr: ignore[output-key-result] ...\n      - Launch the"), "{quiet}");
    let (_, bet) = actions.iter().find(|(title, _)| title.starts_with("Make it an initiative")).unwrap();
    let bet = applied(GROWTH, &bet["edit"], &growth);
    assert!(
        bet.contains("- Raise what changes for whom from X to Y\n")
            && bet.contains("      - Launch the onboarding checklist\n"),
        "{bet}"
    );
    // Short forms become long ones, and today's check-in is begun.
    let short = GROWTH.replace("Launch the onboarding checklist", "Raise retention from 40% to 50%");
    let actions = desk.actions(&short, "Raise retention");
    let (_, long) = actions.iter().find(|(title, _)| title == "Turn it into the long form").unwrap();
    let long = applied(&short, &long["edit"], &growth);
    assert!(
        long.contains(
            "- key_result: Raise retention from 40% to 50%\n        baseline: 40%\n        target: 50%\n"
        ),
        "{long}"
    );
    let actions = desk.actions(GROWTH, "Raise activation");
    let (_, check_in) = actions.iter().find(|(title, _)| title == "Add a check-in for today").unwrap();
    let check_in = applied(GROWTH, &check_in["edit"], &growth);
    assert!(
        check_in.contains("        check_ins:\n          - {date: 2026-09-15, value: \"...\"}\n"),
        "{check_in}"
    );
    let (_, grade) = actions.iter().find(|(title, _)| title == "Show what it would grade").unwrap();
    desk.client.told.clear();
    desk.client.request("workspace/executeCommand", grade["command"].clone()).unwrap();
    let shown = desk.client.told.iter().find(|message| message["method"] == "window/showMessage").unwrap();
    assert!(
        shown["params"]["message"].as_str().unwrap().starts_with("2026-Q3/growth/start/first: 0.50"),
        "{shown}"
    );
}

#[test]
fn all_fixes_of_a_rule_are_made_at_once() {
    let mut desk = Desk::new();
    let growth = desk.path("okrs/growth.yaml");
    let text = GROWTH.replace("objective: New", "objectiv: New").replace("owner: ana", "ownr: ana");
    let actions = desk.actions(&text, "objectiv:");
    let (_, all) = actions
        .iter()
        .find(|(title, _)| title.contains("`unknown-field` in this file"))
        .unwrap_or_else(|| panic!("{actions:?}"));
    desk.client.told.clear();
    desk.client.request("workspace/executeCommand", all["command"].clone()).unwrap();
    let asked =
        desk.client.told.iter().find(|message| message["method"] == "workspace/applyEdit").unwrap().clone();
    assert_eq!(applied(&text, &asked["params"]["edit"], &uri(&growth)), GROWTH);
}

#[test]
fn files_have_an_outline() {
    let mut desk = Desk::new();
    let growth = desk.path("okrs/growth.yaml");
    let document = json!({"textDocument": {"uri": uri(&growth)}});
    let symbols = desk.client.request("textDocument/documentSymbol", document.clone()).unwrap();
    assert_eq!(symbols[0]["name"], "New teams feel at home");
    assert_eq!(symbols[0]["children"][1]["name"], "Launch the onboarding checklist");
    let found = desk.client.request("workspace/symbol", json!({"query": "share of small"})).unwrap();
    assert_eq!(
        (found.as_array().unwrap().len(), &found[0]["containerName"]),
        (1, &json!("2026-Q3/company/win/share"))
    );
    let folds = desk.client.request("textDocument/foldingRange", document.clone()).unwrap();
    assert!(
        folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 9 && fold["endLine"] == 13),
        "{folds}"
    );
    let links = desk.client.request("textDocument/documentLink", document.clone()).unwrap();
    assert_eq!(links[0]["target"], "https://tracker.example/1");
    let selection =
        json!({"textDocument": {"uri": uri(&growth)}, "positions": [{"line": 11, "character": 25}]});
    let grown = desk.client.request("textDocument/selectionRange", selection).unwrap();
    assert_eq!(grown[0]["range"]["start"], json!({"line": 11, "character": 20}));
    assert_eq!(grown[0]["parent"]["range"]["start"], json!({"line": 11, "character": 8}));
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints = desk
        .client
        .request("textDocument/inlayHint", json!({"textDocument": {"uri": uri(&growth)}, "range": range}))
        .unwrap();
    assert!(hints[0]["label"].as_str().unwrap().starts_with("0.50 "), "{hints}");
    assert_eq!(hints[0]["position"], json!({"line": 11, "character": 52}));
    let tokens = desk.client.request("textDocument/semanticTokens/full", document).unwrap();
    assert_eq!(
        tokens["data"].as_array().unwrap()[..5],
        [json!(11), json!(42), json!(3), json!(0), json!(0)],
        "{tokens}"
    );
    let page = desk
        .client
        .request("workspace/textDocumentContent", json!({"uri": "okr:/rules/missing-why.md"}))
        .unwrap();
    assert!(page["text"].as_str().unwrap().contains("missing-why"));
}

#[test]
fn requests_about_half_written_goals_are_answered() {
    let mut desk = Desk::new();
    let growth = desk.path("okrs/growth.yaml");
    let methods = [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/prepareRename",
        "textDocument/documentHighlight",
    ];
    for end in (0..GROWTH.len()).step_by(7) {
        let text = &GROWTH[..end];
        desk.client.replace(&growth, text);
        for method in methods {
            desk.client.at(method, &growth, text, "", end);
        }
    }
    desk.client.settle();
}
