//! Recognises goal files among other YAML files.

use super::calendar::Quarter;
use super::file::GoalFile;
use crate::source::Span;
use crate::yaml::{Field, Problem, ProblemKind};

/// Top-level keys that only goal files have. `team`, `owner`, `level` and the like occur in many other files.
const OWN_KEYS: [&str; 3] = ["quarter", "north_star", "input_metrics"];

/// Top-level keys that files of other programs have as well: in goal files they hold a list of things with keys of their own.
const LISTS: [List; 4] = [
    List {
        key: "objectives",
        own: &[
            "objective",
            "key_results",
            "why",
            "ambition",
            "supports",
            "initiatives",
            "bets_on",
            "reflection",
        ],
        other: &["id", "title", "goal", "description", "owner", "guardrails", "weight"],
    },
    List { key: "metrics", own: &OF_METRICS, other: &METRICS_AND_OTHERS },
    List { key: "guardrails", own: &OF_METRICS, other: &METRICS_AND_OTHERS },
    List { key: "revisions", own: &["reason"], other: &["date", "field", "from", "to"] },
];

const OF_METRICS: [&str; 16] = [
    "indicator",
    "cadence",
    "readings",
    "better",
    "drives",
    "counter_metric",
    "equals",
    "stage",
    "targets",
    "at_most",
    "at_least",
    "max_increase",
    "max_decrease",
    "baseline",
    "critical",
    "pull",
];

const METRICS_AND_OTHERS: [&str; 9] =
    ["id", "name", "definition", "formula", "source", "owner", "team", "aggregate", "segments"];

struct List {
    key: &'static str,
    /// Keys of its items that other programs hardly have: one of them is enough.
    own: &'static [&'static str],
    /// Other keys of its items.
    other: &'static [&'static str],
}

impl List {
    /// Whether items with these keys are those of goals.
    fn is_of_goals(&self, keys: &[&str]) -> bool {
        let is_own = |key: &&str| self.own.contains(key) || self.key == "objectives" && is_key_result(key);
        let is_known = |key: &&str| is_own(key) || self.other.contains(key);
        keys.iter().any(is_own) || !keys.is_empty() && keys.iter().all(is_known)
    }
}

/// `key_result`, `Key Results`, `krs`
fn is_key_result(key: &str) -> bool {
    let key = key.to_lowercase();
    key.starts_with("kr") || key.starts_with("key") && key.contains("result")
}

/// Whether a text is one of goals: it has a top-level key that only they have, or a list as they have it. It looks at the words
/// before colons and needs no YAML: files with mistakes are recognised as well.
#[must_use]
pub fn has_goal_key(text: &str) -> bool {
    let lines = text.lines().filter(|line| !matches!(line.trim_start().chars().next(), None | Some('#')));
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("---")).collect();
    let Some(top) = lines.iter().map(|line| indentation(line)).min() else { return false };
    if text.trim_start().starts_with('{') {
        let keys = keys_in_braces(text);
        let holds = |list: &List| {
            let of_items: Vec<&str> = keys.iter().copied().filter(|key| *key != list.key).collect();
            keys.contains(&list.key) && list.is_of_goals(&of_items)
        };
        return keys.iter().any(|key| OWN_KEYS.contains(key)) || LISTS.iter().any(holds);
    }
    let is_top = |line: &str| indentation(line) == top && !line.trim_start().starts_with('-');
    // `quarter 2026-Q1`, where nobody told that a key has a colon.
    let is_quarter = |line: &&&str| {
        let (key, value) = line.trim().split_once(' ').unwrap_or_default();
        key == "quarter" && value.trim().parse::<Quarter>().is_ok()
    };
    if lines.iter().any(|line| is_top(line) && is_quarter(&line)) {
        return true;
    }
    lines.iter().enumerate().any(|(at, line)| {
        let Some((key, value)) = key_and_value(line).filter(|_| is_top(line)) else { return false };
        let below = &lines[at + 1..];
        let below = &below[..below.iter().position(|line| is_top(line)).unwrap_or(below.len())];
        let list = LISTS.iter().find(|list| list.key == key);
        OWN_KEYS.contains(&key) || list.is_some_and(|list| holds_goals(list, value, below))
    })
}

/// Whether what stands behind a key, and below it, is a list as goals have it.
fn holds_goals(list: &List, value: &str, below: &[&str]) -> bool {
    let is_for_words = list.key == "objectives";
    if value.starts_with('[') {
        let keys: Vec<&str> =
            std::iter::once(&value).chain(below).flat_map(|line| keys_in_braces(line)).collect();
        let is_words = keys.is_empty() && is_for_words;
        return is_words || list.is_of_goals(&keys);
    }
    let Some(first) = below.first() else { return is_for_words && value.is_empty() };
    let Some(item) = first.trim_start().strip_prefix('-') else { return false };
    // The keys of an item stand in one column.
    let column = first.len() - item.trim_start().len();
    let mut keys = Vec::new();
    for line in below {
        let item = line.trim_start().strip_prefix('-').map(str::trim_start);
        let text = item.or((indentation(line) == column).then(|| line.trim_start()));
        match text {
            Some(text) if text.starts_with('{') => keys.extend(keys_in_braces(text)),
            // The items of a list within an item are indented further.
            Some(text) if item.is_none() || indentation(line) == indentation(first) => {
                keys.extend(key_and_value(text).map(|(key, _)| key));
            }
            _ => {}
        }
    }
    list.is_of_goals(&keys) || is_for_words && keys.is_empty()
}

/// Whether a file, as it was read, is one of goals beyond doubt: nothing in it speaks for another program. Mistakes of typing do
/// not; keys that mean nothing here, and ids and levels of another kind, do.
#[must_use]
pub fn is_surely_goals(file: &GoalFile) -> bool {
    let content = &file.content;
    let is_foreign = |problem: &Problem| {
        let has_no_name_here = problem.kind == ProblemKind::UnknownField && problem.fix.is_none();
        has_no_name_here && problem.message.ends_with("is not a field here")
    };
    // A value that is written and could not be read.
    let can_be_fixed = |span: Span| {
        let of_value = file.problems.iter().filter(|problem| problem.span == span);
        of_value.into_iter().any(|problem| problem.fix.is_some() || !problem.choices.is_empty())
    };
    let is_read = |span: Option<Span>, is_known: bool| is_known || span.is_none_or(can_be_fixed);
    let heads_are_read = is_read(content.quarter.span(), content.quarter.get().is_some())
        && is_read(content.level.span(), content.level.get().is_some());
    let objectives = || content.objectives.readable().map(|(objective, _)| objective);
    let key_results = || objectives().flat_map(|objective| objective.key_results.readable());
    let metrics = [&content.input_metrics, &content.metrics];
    let metrics = || metrics.into_iter().flat_map(|metrics| metrics.readable()).map(|(metric, _)| &metric.id);
    let guardrails = || content.guardrails.readable().map(|(metric, _)| &metric.0.id);
    let north_star = || content.north_star.get().map(|metric| &metric.id);
    let ids_are_ours = objectives().all(|objective| is_ours(&objective.id))
        && key_results().all(|(key_result, _)| is_ours(&key_result.0.id))
        && metrics().chain(guardrails()).chain(north_star()).all(is_ours);
    heads_are_read && ids_are_ours && !file.problems.iter().any(is_foreign)
}

/// Whether an id is left out, or one as goals have it.
fn is_ours<T>(id: &Field<T>) -> bool {
    id.is_absent() || id.get().is_some()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The words before colons, where an entry can begin.
fn keys_in_braces(text: &str) -> Vec<&str> {
    let entries = text.split(['{', ',', '[']);
    entries.filter_map(key_and_value).map(|(key, _)| key).collect()
}

/// The text before the colon, without quotes, and the text behind it, without a comment.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let value = if value.starts_with('#') { "" } else { value };
    Some((key.trim().trim_matches(['"', '\'']), value))
}

#[cfg(test)]
mod tests {
    use super::has_goal_key;

    #[test]
    fn a_goal_file_is_known_by_a_top_level_key() {
        for text in [
            "quarter: 2026-Q1\nobjectives: []\n",
            "# metrics\n\nmetrics:\n- id: a\n",
            "\"guardrails\" :\n- at_most: 5\n  name: Complaints\n",
            "metrics: [{id: a, readings: []}]\n",
            "metrics:\n- name: Cost\n  unit: EUR\n  better: lower\n",
            "objectives:\n- Teams feel at home\n",
            "objectives:\n- title: Teams feel at home\n  owner: ana\n",
            "objectives:\n  - title: Teams feel at home\n    krs:\n      - Raise NPS from 20 to 40\n",
            "objectives:\n  - {name: Home, Key Results: [Raise NPS from 20 to 40]}\n",
            "---\n  north_star: {id: a}\n",
            "{team: growth, quarter: 2026-Q1}",
            "objectives: [\nmetrics",
            "team: a\r\nobjectives:\r\n",
        ] {
            assert!(has_goal_key(text), "{text:?}");
        }
        for text in [
            "",
            "# objectives: none\n",
            "version: \"3\"\nservices:\n  web:\n    metrics: on\n",
            "team: growth\nowner: ana\nlevel: info\n",
            "- quarter\n- objectives: 1\n",
            "{name: a, on: push}",
            "{metrics: {enabled: true}, team: infra}",
            "metrics:\n  enabled: true\nteam: infra\n",
            "level: info\nmetrics: {listen: 9090}\n",
            "metrics: [cpu, memory]\n",
            "metrics:\n  - name: cpu\n    target: 80\n",
            "metrics:\n- id: cpu\n  query: sum(rate(cpu[5m]))\n",
            "objectives:\n  - name: x\n    target: 0.99\n",
            "guardrails:\n  pii: {action: block}\n",
            "guardrails:\n- name: toxicity\n  threshold: 0.5\n",
            "revisions: 3\n",
        ] {
            assert!(!has_goal_key(text), "{text:?}");
        }
    }
}
