//! One set of hostile words in every field, file name and commit, through every command in every format: nothing may act
//! on a terminal, in the log of a build, in Markdown or in a program that reads the output.

use crate::lsp::client::{Client, folder, uri};
use crate::pull_request::scratch::{Ran, Scratch};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use std::path::Path;

/// As a double-quoted YAML value; each part would act somewhere.
const HOSTILE: &str = "\"::add-mask::a\\n::error::b ##[group]c ##vso[task.setvariable variable=x]d ##teamcity[e \\e[31mf \
                       \\e]0;g\\a \\u009b2J \\u202eh \\u200bi \\u00ad\\u3164\\ufe0f\\U000E0041 <img src=x onerror=alert(1)> \
                       [j](https://evil.example) ![k](//evil.example/x.png) https://evil.example www.evil.example @ana #12 \
                       GH-3 | `l` ]]> <!-- &#10; %0A::warning::m\\r\\n::stop-commands::n\"";

const COMMANDS: [&[&str]; 18] = [
    &["check", "--fail-on", "never", "--format"],
    &["check", "--fail-on", "never", "--since", "HEAD~1", "--format"],
    &["status", "--format"],
    &["grade", "--format"],
    &["diff", "HEAD~1", "--format"],
    &["todo", "--format"],
    &["rules", "--format"],
    &["explain", "2026-Q1/growth/o1/kr1"],
    &["forecast", "--format"],
    &["tree", "--format"],
    &["tree", "--objectives", "--format"],
    &["tree", "--dependencies", "--format"],
    &["funnel", "--format"],
    &["review", "--format"],
    &["review", "--month", "--format"],
    &["review", "--quarter", "2026-Q1", "--format"],
    &["chain", "--format"],
    &["what-if", "users=12", "--need", "0.7", "--format"],
];

fn goals(target: &str) -> String {
    let h = HOSTILE;
    format!(
        "quarter: 2026-Q1\nteam: growth\nowner: {h}\n{h}: 1\nobjectives:\n  - objective: {h}\n    why: {h}\n    owner: {h}\n    \
         supports: [{h}]\n    guardrails: [tickets, {h}]\n    reflection: {h}\n    key_results:\n      - key_result: {h}\n        \
         baseline: 10\n        target: {target}\n        owner: {h}\n        ta{h}get: {h}\n        metric: tickets\n        \
         grade: {{score: 0.5, reason: {h}}}\n        check_ins:\n          - {{date: 2026-02-02, value: 15, note: {h}}}\n        \
         revisions:\n          - {{date: 2026-01-05, field: target, from: 30, to: {target}, reason: {h}}}\n      \
         - Launch the audit ::debug:: ##vso[x] # okr: ignore[output-key-result] ::error::the board ##[x] | `asked`\n    \
         initiatives:\n      - {{title: {h}, result: {h}, bets_on: [{h}], owner: {h}}}\n"
    )
    .replace(&format!("ta{h}get"), "taget")
}

fn metrics() -> String {
    let h = HOSTILE;
    format!(
        "north_star:\n  id: users\n  name: {h}\n  definition: {h}\n  owner: {h}\n  source: {{system: {h}, location: {h}}}\n  \
         equals: tickets * 2\n  stage: acquisition\n  counter_metric: {h}\n  readings: [{{date: 2026-01-05, value: 4}}, {{date: 2026-01-12, value: 5, note: {h}}}, {{date: 2026-01-19, value: 5}}, \
         {{date: 2026-01-26, value: 6}}, {{date: 2026-02-02, value: 7}}, {{date: 2026-02-09, value: 90}}]\nguardrails:\n  - {{id: tickets, name: {h}, better: lower, \
         at_most: 12, readings: [{{date: 2026-02-02, value: 15, note: {h}}}]}}\n\
         metrics:\n  - {{id: asked, name: {h}, pull: {{from: own, sql: {h}}}}}\n  - {{id: read, pull: {{csv: data/read.csv, columns: {{note: {h}}}}}}}\n  \
         - {{id: listed, pull: {{csv: data/listed.csv}}}}\n"
    )
}

fn run(scratch: &Scratch, arguments: &[&str]) -> Ran {
    scratch.ran_without_git(&mut scratch.command(arguments))
}

/// Formats that a command takes, from its own error message about an unknown one; none for a command without formats.
fn formats(scratch: &Scratch, command: &[&str]) -> Vec<Option<String>> {
    if command.last() != Some(&"--format") {
        return vec![None];
    }
    let refused = run(scratch, &[command, &["no-such-format"]].concat()).err;
    let listed = refused.split_once("possible values: ").and_then(|(_, rest)| rest.split_once(']'));
    let listed = listed.unwrap_or_else(|| panic!("{command:?} lists its formats: {refused}")).0;
    listed.split(", ").map(|format| Some(format.to_owned())).collect()
}

#[test]
fn hostile_words_act_nowhere() {
    let scratch = Scratch::empty();
    let name = "okrs/::error::x ##vso[y] \u{202e}<b>@ana.yaml";
    scratch.write_all(&[(name, &goals("20")), ("okrs/metrics.yaml", &metrics())]);
    let words: String = serde_yaml::from_str(HOSTILE).unwrap();
    let cell = format!("\"{}\"", words.replace('"', "\"\""));
    scratch.write("okr.yaml", &format!("sources: {{own: {{command: [psql, {HOSTILE}]}}}}\n"));
    scratch.write("data/read.csv", "date,value,note\n2026-02-02,3,x\n");
    scratch.write("data/listed.csv", &format!("date,value,note\n2026-02-02,3,{cell}\n2026-02-03,{cell},x\n"));
    scratch.write("okrs/readings/listed.csv", &format!("date,value,note\n2026-02-02,4,{cell}\n"));
    scratch.commit("2026-01-05", "::error::Ana ##vso[x] <b>@ana", "::error::start ##[x]");
    scratch.write(name, &goals("18"));
    scratch.commit("2026-02-10", "::error::Bo \u{202e}##[x] |", "::error::lower ##vso[x]");
    let mut seen = 0;
    for command in COMMANDS {
        for format in formats(&scratch, command) {
            let dated: &[&str] = if command[0] == "rules" { &[] } else { &["--as-of", "2026-02-15"] };
            let dated = if command[0] == "diff" { &[] } else { dated };
            let arguments = [command, format.as_deref().as_slice(), dated].concat();
            let ran = run(&scratch, &arguments);
            assert!(ran.code < 2, "{arguments:?}: {ran}");
            harmless(&arguments, format.as_deref(), &ran);
            seen += 1;
        }
    }
    for arguments in [
        &["report", "--out", "-", "--as-of", "2026-02-15"][..],
        &["report", "--out", "-", "--as-of", "2026-02-15", "--chart", "tickets"],
        &["report", "--out", "::error::x ##[y]/x.html"],
        &["check", "--fix", "--diff"],
        &["check", "--statistics"],
        &["fmt", "--diff"],
        &["grade", "--close", "--as-of", "2026-03-31"],
        &["new", "quarter", "2026-Q2", "--carry", "all", "--as-of", "2026-03-31", "--dry-run"],
        &["new", "objective", "growth", "::error::x ##[y]\u{1b}[31m", "--as-of", "2026-01-05", "--dry-run"],
        &["check", "--statistics", "--format", "json"],
        &["pull", "--as-of", "2026-02-15", "--dry-run"],
        &["pull", "--as-of", "2026-02-15", "--check", "--format", "json"],
        &["pull", "--trust"],
        &["pull", "::error::x ##[y]\u{1b}[31m"],
        &["check", "::error::nowhere ##[x]"],
        &["explain", "::error::topic ##vso[x]"],
        &["check", "--since", "##vso[x]\u{202e}"],
        &["status", "--since", "2026-01-20", "--as-of", "2026-02-15"],
        &["status", "--since", "::error::x ##[y]\u{1b}[31m"],
        &["status", "--team", "::error::x ##[y]\u{1b}[31m"],
        &["diff", "::error::x"],
        &["checkin", "2026-Q1/growth/o1/kr1", "16", "--as-of", "2026-02-15", "--dry-run"],
        &[
            "checkin",
            "tickets",
            "16",
            "--note",
            "\u{1b}[31m::error::x\u{202e}",
            "--as-of",
            "2026-02-15",
            "--dry-run",
        ],
        &["checkin", "\u{1b}[31m::error::x", "16", "--dry-run"],
        &["cancel", "o1/kr2", "--reason", "\u{1b}[31m::error::x##[x]", "--as-of", "2026-02-15", "--dry-run"],
        &[
            "revise",
            "o1/kr1",
            "--target",
            "33",
            "--reason",
            "::error::x",
            "--as-of",
            "2026-02-15",
            "--dry-run",
        ],
        &["decide", "add-mask", "stop", "--as-of", "2026-02-15", "--dry-run"],
        &["reflect", "o1", "::error::x", "--replace", "--as-of", "2026-02-15", "--dry-run"],
        &["forecast", "::error::x ##[y]"],
        &["tree", "::error::x ##[y]"],
        &["what-if", "::error::x ##[y]=::z"],
        &["forecast", "users", "--as-of", "2026-02-15"],
    ] {
        harmless(arguments, None, &run(&scratch, arguments));
        seen += 1;
    }
    for format in ["markdown", "json"] {
        let arguments = ["status", "--since", "2026-01-20", "--as-of", "2026-02-15", "--format", format];
        let ran = run(&scratch, &arguments);
        assert_eq!(ran.code, 0, "{ran}");
        harmless(&arguments, Some(format), &ran);
    }
    assert!(seen > 35, "every command was tried in every format: {seen}");
}

/// Everything that an editor asks about a file: all over it, with the cursor at places of every line.
fn asked_for(client: &mut Client, path: &Path, text: &str) -> Vec<(String, Value)> {
    let document = json!({"uri": uri(path)});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1000, "character": 0}});
    let mut asked = vec![
        (
            "textDocument/codeAction",
            json!({"textDocument": document, "range": whole, "context": {"diagnostics": []}}),
        ),
        ("textDocument/inlayHint", json!({"textDocument": document, "range": whole})),
        ("textDocument/documentSymbol", json!({"textDocument": document})),
        ("textDocument/documentLink", json!({"textDocument": document})),
        ("textDocument/foldingRange", json!({"textDocument": document})),
        ("workspace/symbol", json!({"query": ""})),
    ];
    for (line, words) in text.lines().enumerate() {
        for character in (0..words.chars().count()).step_by(9) {
            let place = json!({"textDocument": document, "position": {"line": line, "character": character}});
            let methods = ["hover", "completion", "definition", "documentHighlight", "prepareRename"];
            for method in &methods[..if character % 27 == 0 { 5 } else { 1 }] {
                asked.push((*method, place.clone()));
            }
            let mut rename = place;
            rename["newName"] = json!("\u{1b}[31m::error::x\u{202e}");
            asked.push(("rename", rename));
        }
    }
    let answers = asked.into_iter().map(|(method, params)| {
        let method = if method.contains('/') { method.to_owned() } else { format!("textDocument/{method}") };
        let answer = client.request(&method, params).unwrap_or_else(|error| error);
        (method, answer)
    });
    answers.collect()
}

/// What of an answer is text of the file or names a file, and so must stay what it is; the rest is shown.
const KEPT: [&str; 7] = ["newText", "uri", "target", "placeholder", "filterText", "sortText", "arguments"];

/// What an editor shows is harmless: as plain text, and as Markdown where it is that.
fn shown_harmless(method: &str, value: &Value) {
    match value {
        Value::String(text) => {
            let found = text.chars().find(|c| *c != '\n' && acts(*c));
            assert!(found.is_none(), "{method} shows {found:?}: {text:?}");
        }
        Value::Array(all) => all.iter().for_each(|value| shown_harmless(method, value)),
        Value::Object(fields) => {
            // Pages of rules and meanings of keys are ours, and have links.
            let is_markdown = fields.get("kind").is_some_and(|kind| kind == "markdown");
            let markdown = fields
                .get("value")
                .and_then(Value::as_str)
                .filter(|text| is_markdown && text.contains("evil"));
            markdown.into_iter().for_each(|text| read_markdown(&[method], text));
            let shown = fields.iter().filter(|(key, _)| !KEPT.contains(&key.as_str()));
            shown.for_each(|(_, value)| shown_harmless(method, value));
        }
        _ => {}
    }
}

#[test]
fn hostile_words_act_in_no_editor() {
    let (guard, root) = folder(&[("okrs/a.yaml", &goals("20")), ("okrs/metrics.yaml", &metrics())]);
    let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let mut client = Client::start(&[&root], capabilities, "2026-02-15");
    let mut answers = Vec::new();
    for (name, text) in [("okrs/a.yaml", goals("20")), ("okrs/metrics.yaml", metrics())] {
        let path = root.join(name);
        client.open(&path);
        answers.extend(asked_for(&mut client, &path, &text));
    }
    let grade = json!({"uri": uri(&root.join("okrs/a.yaml")), "address": "2026-Q1/growth/o1/kr1"});
    let grade = json!({"command": "okr.showGrade", "arguments": [grade]});
    client.request("workspace/executeCommand", grade).unwrap();
    client.settle();
    answers.extend(client.diagnostics.values().map(|sent| ("diagnostics".to_owned(), sent.clone())));
    answers.extend(client.told.iter().map(|told| ("told".to_owned(), told.clone())));
    let spoken = |wanted: &str| {
        let of_it = answers.iter().filter(|(method, _)| method.ends_with(wanted));
        of_it.filter(|(_, answer)| answer.to_string().contains("evil")).count()
    };
    for method in
        ["diagnostics", "hover", "completion", "told", "Symbol", "symbol", "codeAction", "inlayHint"]
    {
        assert!(spoken(method) > 0, "the words reach {method}");
    }
    answers.iter().for_each(|(method, answer)| shown_harmless(method, answer));
    assert_eq!(client.leave(), Some(0));
    drop(guard);
}

fn harmless(arguments: &[&str], format: Option<&str>, ran: &Ran) {
    let is_commands = format == Some("github");
    for (stream, text) in [("out", &ran.out), ("err", &ran.err)] {
        let unsafe_character = text.chars().find(|c| *c != '\n' && acts(*c));
        assert!(unsafe_character.is_none(), "{arguments:?} {stream} holds {unsafe_character:?}:\n{text}");
        for line in text.lines() {
            let command = line.trim_start().strip_prefix("::").is_some_and(|rest| rest.contains("::"));
            assert!(!command || is_commands && is_annotation(line), "{arguments:?} {stream}: {line}");
            assert!(!has_bracket_command(line), "{arguments:?} {stream}: {line}");
        }
    }
    match format {
        Some("json" | "sarif" | "gitlab") => {
            let read = serde_json::from_str::<serde_json::Value>(&ran.out);
            assert!(read.is_ok(), "{arguments:?}: {read:?}\n{}", ran.out);
        }
        Some("junit" | "checkstyle") => read_xml(arguments, &ran.out),
        Some("markdown") => read_markdown(arguments, &ran.out),
        _ => {}
    }
}

/// What a terminal obeys, or what hides what a text says.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{3164}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_annotation(line: &str) -> bool {
    ["::error file=", "::warning file=", "::notice file="].iter().any(|start| line.starts_with(start))
        && line.matches("::").count() >= 2
}

fn has_bracket_command(line: &str) -> bool {
    line.match_indices("##").any(|(at, _)| {
        line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#').starts_with('[')
    })
}

fn read_xml(arguments: &[&str], text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{arguments:?}: {error}\n{text}"),
        }
    }
}

fn read_markdown(arguments: &[&str], text: &str) {
    let mut is_code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            // Nothing acts in there.
            Event::Start(Tag::CodeBlock(_)) | Event::End(TagEnd::CodeBlock) => is_code = !is_code,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                panic!("{arguments:?}: a link to {dest_url}\n{text}")
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<br>", "<details>", "</details>", "<summary>"];
                assert!(ours.iter().any(|tag| html.starts_with(tag)), "{arguments:?}: {html}\n{text}");
            }
            Event::Text(words) if !is_code => {
                let calls = |c: char, next: fn(char) -> bool| {
                    words.match_indices(c).any(|(at, _)| words[at + 1..].starts_with(next))
                };
                assert!(!calls('@', char::is_alphanumeric), "{arguments:?}: {words}");
                assert!(!calls('#', |c| c.is_ascii_digit()), "{arguments:?}: {words}");
                assert!(!words.contains("://") && !words.contains("www."), "{arguments:?}: {words}");
            }
            _ => {}
        }
    }
}
