//! What can be written where the cursor is.

use super::answer::Answer;
use super::comment::{Comment, comment_at};
use super::cursor::{Cursor, Slot};
use super::hover::NUMBERS;
use super::schema::{Allowed, Schema};
use super::session::{Session, Spot};
use crate::goals::values::names_of;
use crate::goals::{MetricRole, Quarter, Workspace};
use crate::plural::counted;
use crate::quantity::Quantity;
use crate::render::{plain_markdown, visible};
use crate::rules;
use crate::source::Span;
use gen_lsp_types as lsp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// More than anybody reads; what is typed narrows them down.
const MOST: usize = 1000;

/// One thing that can be written.
struct Choice {
    label: String,
    /// What is written, if that is not the label.
    insert: Option<String>,
    kind: lsp::CompletionItemKind,
    detail: String,
    documentation: Option<String>,
    /// The lower the earlier.
    rank: u8,
    is_snippet: bool,
}

impl Choice {
    fn new(label: impl Into<String>, kind: lsp::CompletionItemKind, detail: impl Into<String>) -> Self {
        let (label, detail) = (label.into(), detail.into());
        Self { label, insert: None, kind, detail, documentation: None, rank: 5, is_snippet: false }
    }

    fn ranked(self, rank: u8) -> Self {
        Self { rank, ..self }
    }

    fn insert(self, text: impl Into<String>) -> Self {
        Self { insert: Some(text.into()), ..self }
    }
}

/// Everything that can be written where the cursor is.
pub(super) fn completion(
    session: &Session,
    params: lsp::CompletionParams,
) -> Answer<Option<lsp::CompletionResponse>> {
    let Some(spot) = session.spot(&params.text_document_position_params) else { return Ok(None) };
    let (choices, typed) = match comment_at(spot.page.text(), spot.offset) {
        Some(Comment::Directive { word: Some(word) }) => (rule_names(), word),
        Some(Comment::Directive { word: None }) => (Vec::new(), spot.offset..spot.offset),
        Some(Comment::Other) => directives(&spot),
        None => {
            let cursor = Cursor::at(spot.page.text(), spot.offset);
            (Writer { spot: &spot, cursor: &cursor }.choices(), cursor.typed)
        }
    };
    let is_incomplete = choices.len() > MOST;
    let range = spot.page.range(typed);
    let items =
        choices.into_iter().take(MOST).map(|choice| item(choice, range, session.client.takes_snippets));
    let list =
        lsp::CompletionList { is_incomplete, items: items.collect(), ..lsp::CompletionList::default() };
    Ok(Some(lsp::CompletionResponse::CompletionList(list)))
}

fn item(choice: Choice, range: lsp::Range, takes_snippets: bool) -> lsp::CompletionItem {
    let text = choice.insert.unwrap_or_else(|| choice.label.clone());
    let text = if choice.is_snippet && !takes_snippets { without_places(&text) } else { text };
    let markdown = |value: String| lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value };
    lsp::CompletionItem {
        sort_text: Some(format!("{}{}", choice.rank, choice.label)),
        filter_text: Some(choice.label.clone()),
        label: visible(&choice.label).into_owned(),
        kind: Some(choice.kind),
        detail: Some(visible(&choice.detail).into_owned()).filter(|detail| !detail.is_empty()),
        documentation: choice.documentation.map(|text| lsp::Documentation::MarkupContent(markdown(text))),
        insert_text_format: Some(match choice.is_snippet && takes_snippets {
            true => lsp::InsertTextFormat::Snippet,
            false => lsp::InsertTextFormat::PlainText,
        }),
        // Texts of several lines come with their indentation.
        insert_text_mode: Some(lsp::InsertTextMode::AsIs),
        text_edit: Some(lsp::CompletionItemTextEdit::TextEdit(lsp::TextEdit { range, new_text: text })),
        ..lsp::CompletionItem::default()
    }
}

/// A snippet as plain text: `${1:what}` becomes `what`.
fn without_places(snippet: &str) -> String {
    let mut plain = String::new();
    let mut rest = snippet;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        let Some((place, after)) = after.split_once('}') else { break };
        plain.push_str(place.split_once(':').map_or("", |(_, words)| words));
        rest = after;
    }
    plain + rest
}

fn rule_names() -> Vec<Choice> {
    let choice = |rule: &'static rules::Rule| Choice {
        documentation: Some(rule.page.to_owned()),
        ..Choice::new(rule.name, lsp::CompletionItemKind::Constant, rule.summary)
    };
    rules::all().map(choice).collect()
}

/// What a comment can ask for.
fn directives(spot: &Spot<'_>) -> (Vec<Choice>, Range<usize>) {
    let text = &spot.page.text()[..spot.offset];
    let start = text.rfind('#').map_or(spot.offset, |at| at + 1);
    let start = start + text[start..].len() - text[start..].trim_start().len();
    let choice = |name: &str, detail: &str| Choice {
        is_snippet: true,
        ..Choice::new(format!("okr: {name}"), lsp::CompletionItemKind::Snippet, detail)
            .insert(format!("okr: {name}[${{1:rule}}] ${{2:the reason}}"))
    };
    let all = vec![
        choice("ignore", "keep a rule quiet about what stands here"),
        choice("ignore-file", "keep a rule quiet about this file"),
    ];
    (all, start..spot.offset)
}

struct Writer<'w> {
    spot: &'w Spot<'w>,
    cursor: &'w Cursor,
}

impl<'w> Writer<'w> {
    fn workspace(&self) -> &'w Workspace {
        &self.spot.sheet.opened.overlay.project().workspace
    }

    fn schema(&self) -> Schema {
        Schema::of(self.spot.sheet.is_settings())
    }

    fn choices(&self) -> Vec<Choice> {
        let allowed = self.schema().at(&self.cursor.path);
        match self.cursor.slot {
            Slot::Key => self.keys(&allowed),
            Slot::Value => self.values(&allowed),
            Slot::Item => {
                let mut all = self.snippets();
                all.extend(self.values(&allowed));
                all.extend(self.keys(&allowed));
                all
            }
        }
    }

    fn keys(&self, allowed: &Allowed) -> Vec<Choice> {
        // The keys of settings are offered in any case where they are names of rules: no other server explains them.
        if !self.spot.sheet.session.options.complete_keys {
            return Vec::new();
        }
        let mut choices: BTreeMap<&String, Choice> = BTreeMap::new();
        for (key, schema) in allowed.keys().filter(|(key, _)| !self.cursor.siblings.contains(key)) {
            let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            let first = description.split_inclusive(". ").next().unwrap_or_default().trim_end();
            let mut path = self.cursor.path.clone();
            path.push(key.clone());
            let choice = Choice {
                documentation: self.schema().description(&path),
                ..Choice::new(key, lsp::CompletionItemKind::Property, first)
                    .ranked(if allowed.requires(key) { 1 } else { 5 })
                    .insert(self.key_text(key, &path))
            };
            choices.insert(key, choice);
        }
        choices.into_values().collect()
    }

    /// A key with what goes before its value.
    fn key_text(&self, key: &str, path: &[String]) -> String {
        let allowed = self.schema().at(path);
        let mut item = path.to_vec();
        item.push(String::new());
        let indent = " ".repeat(self.cursor.column + 2);
        if self.cursor.in_flow {
            format!("{key}: ")
        } else if allowed.is("array") && self.schema().at(&item).keys().next().is_some() {
            format!("{key}:\n{indent}- ")
        } else if allowed.keys().next().is_some() && !allowed.is("string") {
            format!("{key}:\n{indent}")
        } else {
            format!("{key}: ")
        }
    }

    fn values(&self, allowed: &Allowed) -> Vec<Choice> {
        let words = allowed.words().into_iter();
        let mut all: Vec<Choice> = words
            .map(|(word, meaning)| Choice::new(word, lsp::CompletionItemKind::EnumMember, meaning).ranked(2))
            .collect();
        if allowed.is("boolean") && !allowed.is("string") {
            all.extend(["true", "false"].map(|word| Choice::new(word, lsp::CompletionItemKind::Keyword, "")));
        }
        if self.spot.sheet.is_settings() {
            return all;
        }
        let Some((key, before)) = self.cursor.key() else { return all };
        let is_in = |title: &str| self.schema().at(before).is_a(title);
        match key {
            "metric" => all.extend(self.metrics(|_| true)),
            "drives" | "counter_metric" | "equals" => all.extend(self.metrics(|_| true)),
            "guardrails" if is_in("Objective") => {
                all.extend(self.metrics(|role| role == MetricRole::Guardrail))
            }
            "supports" => {
                all.extend(self.objectives());
                all.extend(self.metrics(|_| true).into_iter().map(|choice| choice.ranked(6)));
            }
            "depends_on" => all.extend(self.key_results()),
            "bets_on" => all.extend(self.own_key_results()),
            "owner" | "person" if !is_in("Source") => all.extend(self.people()),
            "team" => all.extend(self.teams()),
            "quarter" | "period" => all.extend(self.quarters()),
            "date" | "by" | "starts" | "started" => all.extend(self.dates(key)),
            key if NUMBERS.contains(&key) => all.extend(self.numbers()),
            _ => {}
        }
        all
    }

    fn metrics(&self, wanted: impl Fn(MetricRole) -> bool) -> Vec<Choice> {
        let metrics = self.workspace().metrics().filter(|view| wanted(view.role));
        let choice = |view: crate::goals::MetricView<'_>| {
            let id = view.id()?;
            let mut choice = Choice::new(id, lsp::CompletionItemKind::Variable, view.name());
            choice.documentation = view.metric.definition.get().map(|text| plain_markdown(text));
            Some(choice)
        };
        metrics.filter_map(choice).collect()
    }

    /// The quarter of the file, and the team of its addresses.
    fn own(&self) -> (Option<Quarter>, String) {
        let workspace = self.workspace();
        let file = self.spot.sheet.goals();
        let team = file.map(|file| file.team(&workspace.sources).into_owned()).unwrap_or_default();
        (file.and_then(|file| file.quarter()), team)
    }

    /// How an address is written in this file.
    fn shortened(&self, address: &str, quarter: Option<Quarter>) -> Option<(String, u8)> {
        let (own, _) = self.own();
        let short = quarter.and_then(|quarter| address.strip_prefix(&format!("{quarter}/")));
        match quarter == own {
            true => short.map(|short| (short.to_owned(), 3)),
            false => Some((address.to_owned(), 7)),
        }
    }

    fn objectives(&self) -> Vec<Choice> {
        let (_, team) = self.own();
        let others = self.workspace().objectives().filter(|view| view.team() != team);
        let choice = |view: crate::goals::ObjectiveView<'_>| {
            let (address, rank) = self.shortened(&view.address(), view.quarter())?;
            Some(Choice::new(address, lsp::CompletionItemKind::Class, view.text()).ranked(rank))
        };
        others.filter_map(choice).collect()
    }

    fn key_results(&self) -> Vec<Choice> {
        let choice = |view: crate::goals::KeyResultView<'_>| {
            let (address, rank) = self.shortened(&view.address(), view.quarter())?;
            Some(Choice::new(address, lsp::CompletionItemKind::Field, view.text()).ranked(rank))
        };
        self.workspace().key_results().filter_map(choice).collect()
    }

    /// The key results of the objective that the cursor is in.
    fn own_key_results(&self) -> Vec<Choice> {
        let Some(file) = self.spot.sheet.goals() else { return Vec::new() };
        let starts_before = |span: Span| (span.start as usize) < self.spot.offset;
        let around = self.workspace().objectives_of(file).filter(|view| starts_before(view.span)).last();
        let key_results = around.into_iter().flat_map(|view| view.key_results());
        key_results
            .map(|view| Choice::new(view.id(), lsp::CompletionItemKind::Field, view.text()).ranked(2))
            .collect()
    }

    fn people(&self) -> Vec<Choice> {
        let workspace = self.workspace();
        let mut owned: BTreeMap<&str, usize> = BTreeMap::new();
        let owners = workspace
            .metrics()
            .filter_map(|view| view.owner())
            .chain(workspace.objectives().filter_map(|view| view.owner()))
            .chain(workspace.key_results().filter_map(|view| view.owner()));
        for name in owners.flat_map(names_of) {
            *owned.entry(name).or_default() += 1;
        }
        let choice = |(name, times): (&str, usize)| {
            let detail = format!("owns {}", counted(times, "thing"));
            Choice::new(name, lsp::CompletionItemKind::Value, detail)
        };
        owned.into_iter().map(choice).collect()
    }

    fn teams(&self) -> Vec<Choice> {
        let workspace = self.workspace();
        let of_files = workspace.files.iter().filter(|file| !file.content.objectives.is_absent());
        let of_files = of_files.map(|file| file.team(&workspace.sources).into_owned());
        let of_metrics =
            workspace.metrics().filter_map(|view| Some(view.metric.team.get()?.as_str().to_owned()));
        let mut teams: Vec<String> = of_files.chain(of_metrics).collect();
        teams.sort_unstable();
        teams.dedup();
        teams.into_iter().map(|team| Choice::new(team, lsp::CompletionItemKind::Value, "")).collect()
    }

    fn quarters(&self) -> Vec<Choice> {
        let calendar = self.workspace().calendar;
        let current = calendar.quarter_of(self.spot.sheet.session.today());
        let mut quarters = vec![(current, 1), (current.next(), 2), (current.previous(), 3)];
        for quarter in self.workspace().files.iter().filter_map(|file| file.quarter()) {
            if quarters.iter().all(|(known, _)| *known != quarter) {
                quarters.push((quarter, 6));
            }
        }
        let dates = |quarter| {
            format!("{} to {}", calendar.first_day(quarter).long(), calendar.last_day(quarter).long())
        };
        let choice = |(quarter, rank): (Quarter, u8)| {
            Choice::new(quarter.to_string(), lsp::CompletionItemKind::Value, dates(quarter)).ranked(rank)
        };
        quarters.into_iter().map(choice).collect()
    }

    fn dates(&self, key: &str) -> Vec<Choice> {
        let today = self.spot.sheet.session.today();
        let mut dates =
            vec![Choice::new(today.to_string(), lsp::CompletionItemKind::Value, "today").ranked(1)];
        let (quarter, _) = self.own();
        if let Some(quarter) = quarter.filter(|_| key != "date") {
            let calendar = self.workspace().calendar;
            for (day, detail) in
                [(calendar.first_day(quarter), "the first day"), (calendar.last_day(quarter), "the last day")]
            {
                let detail = format!("{detail} of {quarter}");
                dates.push(Choice::new(day.to_string(), lsp::CompletionItemKind::Value, detail).ranked(2));
            }
        }
        dates
    }

    /// What was typed with the units of the numbers beside it; nothing typed: those numbers themselves.
    fn numbers(&self) -> Vec<Choice> {
        let text = &self.spot.page.text()[self.cursor.typed.clone()];
        let typed: String =
            text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '_')).collect();
        let mut choices: Vec<Choice> = Vec::new();
        let mark = self.spot.sheet.opened.overlay.project().settings.vocabulary.decimal_mark();
        for beside in self.beside() {
            let label = match typed.is_empty() {
                true => beside.clone(),
                false => with_digits(&beside, &typed),
            };
            let is_new = choices.iter().all(|known| known.label != label);
            if is_new && Quantity::read(&label, mark).is_ok() {
                let detail = format!("like {beside}");
                choices.push(Choice::new(label, lsp::CompletionItemKind::Unit, detail).ranked(3));
            }
        }
        choices
    }

    /// The numbers of the key result or metric that the cursor is in, the nearest first.
    fn beside(&self) -> Vec<String> {
        let Some(file) = self.spot.sheet.goals() else { return Vec::new() };
        let place = |span: Span| {
            (span.start as usize) <= self.spot.offset && self.spot.offset <= span.end as usize + 1
        };
        let workspace = self.workspace();
        let mut numbers: Vec<String> = Vec::new();
        let mut metric = workspace.metrics_of(file).find(|view| place(view.span));
        let key_results = || workspace.key_results_of(file);
        if let Some(view) = key_results().find(|view| place(view.span)) {
            let facts = view.baseline().into_iter().chain(view.target());
            numbers.extend(facts.map(|figure| figure.quantity.text().to_owned()));
            let mut check_ins =
                view.key_result.check_ins.readable().filter_map(|check_in| check_in.value().get());
            numbers.extend(check_ins.next_back().map(|value| value.text().to_owned()));
            metric = view.key_result.metric.get().and_then(|id| workspace.metric(id));
        }
        if let Some(view) = metric {
            numbers.extend(view.readings().last().map(|reading| reading.value.text().to_owned()));
            let own = view.metric;
            let fields = [&own.baseline, &own.at_most, &own.at_least];
            numbers.extend(fields.into_iter().filter_map(|field| Some(field.get()?.text().to_owned())));
        }
        numbers
    }

    /// Whole items to fill in.
    fn snippets(&self) -> Vec<Choice> {
        let Some((key, before)) = self.cursor.key() else { return Vec::new() };
        let indent = " ".repeat(self.cursor.column);
        let today = self.spot.sheet.session.today();
        let snippet = |label: &str, detail: &str, lines: &[&str]| Choice {
            is_snippet: true,
            ..Choice::new(label, lsp::CompletionItemKind::Snippet, detail)
                .ranked(0)
                .insert(lines.join(&format!("\n{indent}")).replace("TODAY", &today.to_string()))
        };
        let is_settings = self.spot.sheet.is_settings();
        match key {
            _ if is_settings => Vec::new(),
            "key_results" => vec![
                snippet(
                    "key result",
                    "with its fields",
                    &[
                        "id: ${1:activation}",
                        "key_result: Raise ${2:what changes for whom} from ${3:23%} to ${4:35%}",
                        "baseline: ${3:23%}",
                        "target: ${4:35%}",
                        "owner: ${5:ana}",
                    ],
                ),
                snippet(
                    "short key result",
                    "one sentence with its numbers",
                    &["Raise ${1:what changes for whom} from ${2:23%} to ${3:35%}"],
                ),
            ],
            "objectives" => vec![snippet(
                "objective",
                "with a key result",
                &[
                    "id: ${1:effortless-start}",
                    "objective: ${2:New teams feel at home in their first week}",
                    "why: ${3:what makes it matter now}",
                    "key_results:",
                    "  - Raise ${4:what changes for whom} from ${5:23%} to ${6:35%}",
                ],
            )],
            "check_ins" | "readings" => vec![snippet(
                "check-in",
                "dated today",
                &["{date: TODAY, value: ${1:25%}, note: ${2:what happened}}"],
            )],
            "input_metrics" | "metrics" if before.is_empty() => vec![snippet(
                "metric",
                "with its definition",
                &[
                    "id: ${1:activation_rate}",
                    "name: ${2:Activation rate}",
                    "definition: ${3:what exactly is counted}",
                    "owner: ${4:ana}",
                    "readings:",
                    "  - {date: TODAY, value: ${5:23%}}",
                ],
            )],
            "guardrails" if before.is_empty() => vec![snippet(
                "guardrail",
                "with its limit",
                &[
                    "id: ${1:support_tickets}",
                    "name: ${2:Support tickets per week}",
                    "better: ${3:lower}",
                    "at_most: ${4:1,200 per week}",
                ],
            )],
            "initiatives" => vec![snippet(
                "initiative",
                "a bet on a key result",
                &["title: ${1:Template gallery}", "bets_on: [${2:activation}]", "owner: ${3:ana}"],
            )],
            _ => Vec::new(),
        }
    }
}

/// A number with other digits: `$1.2M` with `3` is `$3M`.
fn with_digits(number: &str, digits: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (number.find(is_digit), number.rfind(is_digit)) else {
        return digits.to_owned();
    };
    // A rating such as `4.5/5` has its scale behind the slash.
    let last = number[first..].find(['/', ' ']).map_or(last + 1, |at| first + at).min(last + 1);
    format!("{}{digits}{}", &number[..first], &number[last..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_take_the_unit_beside_them() {
        for (number, with_three) in [
            ("$1.2M", "$3M"),
            ("23%", "3%"),
            ("4.5/5", "3/5"),
            ("3 per week", "3 per week"),
            ("1,200 tickets", "3 tickets"),
            ("12", "3"),
        ] {
            assert_eq!(with_digits(number, "3"), with_three);
        }
    }

    #[test]
    fn a_snippet_reads_well_where_there_are_no_places_to_fill_in() {
        assert_eq!(without_places("Raise ${1:it} from ${2:1} to ${3:2}"), "Raise it from 1 to 2");
    }
}
