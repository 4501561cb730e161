//! Stumbles that show only against what is expected at a place.

use super::characters::is_foreign_space;
use super::keyless::{list_marker, marked_key};
use super::put_right::{in_quotes, prefix, with_example};
use crate::source::Span;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::lexicon::Lexicon;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::quoting::{folded, quoted};
use crate::yaml::tree::{Data, NodeId, Tree};
use crate::yaml::view::lines::is_key_word;

/// `{value: 10,250}`: the comma ended the value of `key`, and `last` is the end of what it cut off.
pub(in crate::yaml) fn comma_in_braces(
    tree: &Tree<'_>,
    key: &str,
    value: NodeId,
    last: Span,
    meant: impl Fn(&str, &str) -> Option<String>,
) -> Problem {
    let mut span = tree.span(value).to(last);
    // `{title: Dir, Sales:}`: the last words look like a key.
    let rest = tree.text.get(span.end as usize..).unwrap_or_default();
    span.end += u32::from(rest.starts_with(':'));
    let whole = tree.text.get(span.range()).unwrap_or_default();
    let message = "inside `{ }` a comma starts the next entry, so this value is cut in two";
    let problem = Problem::new(ProblemKind::UnknownField, span, message);
    if let Some(meant) = meant(key, &folded(whole)) {
        let edits = vec![Edit::Retype { at: span, with: meant.clone() }];
        let fix = Fix::likely("invalid value corrected", format!("write `{meant}`"), edits);
        return problem.help(format!("write `{key}: {meant}`")).fix(fix);
    }
    problem.help(in_quotes(&format!("{key}: "), whole)).quoting(span)
}

/// `value:23%`: a known key, and what is glued to its colon.
pub(in crate::yaml) fn glued_key<'t>(
    text: &'t str,
    known: &[&'static str],
) -> Option<(&'static str, &'t str)> {
    let (key, rest) = text.split_once(':')?;
    let key = known.iter().find(|name| **name == key)?;
    (!rest.is_empty()).then_some((*key, rest))
}

/// The problem for [`glued_key`].
pub(in crate::yaml) fn missing_space(tree: &Tree<'_>, node: NodeId, key: &str, rest: &str) -> Problem {
    let span = tree.span(node);
    let prefix = prefix(tree.text, span.start as usize);
    Problem::new(ProblemKind::Syntax, span, "a space is missing after the colon")
        .help(with_example("write", &format!("{prefix}{key}: {}", folded(first_line(tree, node, rest)))))
}

/// What follows a glued sign, on its own line: the lines below may have keys that were not recognised either.
fn first_line<'t>(tree: &Tree<'t>, node: NodeId, rest: &'t str) -> &'t str {
    let written = tree.written(node);
    let line = written.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let after = line.split_once([':', '=']).map_or("", |(_, after)| after.trim());
    if after.is_empty() || line.len() == written.len() { rest } else { after }
}

/// `key_result = Cut the wait`: a known key, and the sign that other formats have for a colon.
pub(in crate::yaml) fn equals_for_colon(
    tree: &Tree<'_>,
    node: NodeId,
    known: &[&'static str],
) -> Option<Problem> {
    let text = tree.node(node).data.plain()?;
    let (key, rest) = text.split_once('=')?;
    let key = known.iter().find(|name| **name == key.trim_end())?;
    let rest = first_line(tree, node, rest.trim_start());
    let span = tree.span(node);
    let prefix = prefix(tree.text, span.start as usize);
    let help = with_example("write", &format!("{prefix}{key}: {}", folded(rest)));
    Some(Problem::new(ProblemKind::Syntax, span, "a key is followed by a colon, not by `=`").help(help))
}

/// `- Onboarding: effortless` where a text was meant: the words before the colon became a key.
/// `field` is the key that the text has in the long form.
pub(in crate::yaml) fn colon_in_text(
    tree: &Tree<'_>,
    mapping: NodeId,
    lexicon: &Lexicon,
    field: Option<&str>,
) -> Option<Problem> {
    let Data::Mapping { entries, flow: false } = &tree.node(mapping).data else { return None };
    let [key, value] = tree.children(*entries) else { return None };
    tree.node(*key).data.plain()?;
    let key_span = tree.span(*key);
    if let Some(problem) = fields_behind_sentence(tree, (*key, *value), lexicon, field) {
        return Some(problem);
    }
    let is_text = match &tree.node(*value).data {
        Data::Nothing => true,
        // `- Sales: [Win the market]`
        Data::List { .. } | Data::Mapping { .. } => !is_key_word(tree.written(*key)),
        value => value.plain().is_some(),
    };
    let mut span = key_span.to(tree.span(*value));
    if span == key_span {
        span.end += 1; // nothing but the colon follows
    }
    let words = tree.text.get(span.range()).filter(|words| is_text && !has_items_below(words))?;
    let prefix = prefix(tree.text, span.start as usize);
    let problem = Problem::new(
        ProblemKind::Syntax,
        span,
        "a colon followed by a space ends a key, even in the middle of a text",
    );
    let help = in_quotes(prefix, words);
    if lexicon.fields_in(words).is_empty() {
        return Some(problem.help(help).quoting(span));
    }
    in_lines(tree, span, lexicon, field).or_else(|| {
        // `- Raise activation from 23% to 35% owner: Tom`
        let field = tree.written(*key).rsplit(' ').next().unwrap_or_default();
        Some(problem.help(format!("{help}; or, if `{field}` is a field, put it on a line of its own")))
    })
}

/// `- Raise activation from 23% to 35%, owner: Tom`: fields behind a sentence, with a comma before each.
fn in_lines(tree: &Tree<'_>, span: Span, lexicon: &Lexicon, field: Option<&str>) -> Option<Problem> {
    let words = tree.text.get(span.range()).filter(|words| !words.contains(['\n', '\r']))?;
    let fields = lexicon.fields_in(words);
    if fields.is_empty() || !fields.iter().all(|field| field.after_comma) {
        return None;
    }
    let (field, first) = (field?, fields.first()?);
    let line = tree.text[..span.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let newline = if tree.text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = " ".repeat(tree.text[line..span.start as usize].chars().count());
    let mut lines = vec![format!("{field}: {}", &words[..first.end_before])];
    let ends = fields.iter().skip(1).map(|next| next.end_before).chain([words.len()]);
    lines.extend(fields.iter().zip(ends).map(|(field, end)| words[field.start..end].to_owned()));
    let written: Vec<String> = lines.iter().map(|line| format!("`{line}`")).collect();
    let key = &words[first.start..first.colon];
    let message = format!("`{key}` is a field behind this sentence, so the sentence needs a key, too");
    let edits = vec![Edit::Retype { at: span, with: lines.join(&format!("{newline}{indent}")) }];
    let fix = Fix::likely("field put on a line of its own", "write each on a line of its own", edits);
    let help = format!("write each on a line of its own: {}", written.join(", "));
    Some(Problem::new(ProblemKind::Syntax, span, message).help(help).fix(fix))
}

/// `- Raise sharing: {baseline: 10%, target: 30%}`: a sentence, and its fields in braces.
fn fields_behind_sentence(
    tree: &Tree<'_>,
    (key, value): (NodeId, NodeId),
    lexicon: &Lexicon,
    field: Option<&str>,
) -> Option<Problem> {
    let field = field?;
    let Data::Mapping { entries, flow: true } = &tree.node(value).data else { return None };
    let fields = tree.children(*entries);
    let is_key = |id: &NodeId| tree.node(*id).data.text().is_some_and(|key| lexicon.key(key).is_some());
    if fields.is_empty() || !fields.iter().step_by(2).all(is_key) || is_key_word(tree.written(key)) {
        return None;
    }
    let sentence = tree.written(key);
    let inside = tree.written(value).strip_prefix('{')?;
    let with = format!("{{{field}: {sentence}, {}", inside.trim_start());
    let place = tree.span(key).to(tree.span(value));
    let message = format!("this sentence has fields of its own, so it needs a key, `{field}`");
    let problem =
        Problem::new(ProblemKind::Syntax, place, message).help(with_example("write", &format!("- {with}")));
    if sentence.contains([',', '[', ']', '{', '}']) || with.contains(['\n', '\r']) {
        return Some(problem);
    }
    let edits = vec![Edit::Retype { at: place, with }];
    Some(problem.fix(Fix::likely("sentence given its key", format!("write `{field}:` before it"), edits)))
}

/// Whether there are list items or further keys on the lines below, which happens only if a mapping was meant.
fn has_items_below(words: &str) -> bool {
    let mut below = words.split(['\n', '\r']).skip(1).map(str::trim);
    below.any(|line| line.starts_with("- ") || line.split(' ').next().is_some_and(|word| word.ends_with(':')))
}

/// Text where a list was expected: `-Raise x`, `• Raise x`.
pub(in crate::yaml) fn bullet_in_text(tree: &Tree<'_>, text: NodeId) -> Option<Problem> {
    let words = tree.node(text).data.plain()?;
    list_marker(words)?;
    let written = tree.written(text);
    let line = written.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let marker = list_marker(line)?;
    let span = tree.span(text);
    let span = Span { end: span.start + line.len() as u32, ..span };
    let right = format!("- {}", &line[marker.length..]);
    Some(Problem::new(ProblemKind::Syntax, span, marker.message()).help(with_example("write", &right)))
}

/// `– objective: ...` as the only key of an item: the key that it is, and the problem.
pub(in crate::yaml) fn marker_before_key(
    tree: &Tree<'_>,
    key: NodeId,
    lexicon: &Lexicon,
) -> Option<(&'static str, Problem)> {
    let (marker, name) = marked_key(lexicon, tree.node(key).data.plain()?)?;
    let right = with_example("write", &format!("- {name}: ..."));
    Some((name, Problem::new(ProblemKind::Syntax, tree.span(key), marker.message()).help(right)))
}

/// `- date: 2026-01-12` and on the next line `- value: 42`: the second dash makes an item of a field. `above` holds the keys
/// that the item has so far.
pub(in crate::yaml) fn field_as_item(
    tree: &Tree<'_>,
    item: NodeId,
    above: &[&str],
    lexicon: &Lexicon,
) -> Option<Problem> {
    let Data::Mapping { entries, flow: false } = &tree.node(item).data else { return None };
    let [key, _] = tree.children(*entries) else { return None };
    let name = lexicon.key(tree.node(*key).data.plain()?)?;
    let begins_item = lexicon.begins_item(name);
    if above.is_empty() || above.contains(&name) || begins_item {
        return None;
    }
    let start = tree.span(item).start as usize;
    let before = tree.text.get(..start)?.trim_end_matches(' ');
    let dash = before.strip_suffix('-')?.len();
    let message = format!("`{name}` belongs to the item above, but its dash begins another one");
    let line = tree.written(item).lines().next().unwrap_or_default();
    let place = tree.span(*key);
    let at = Span { start: dash as u32, end: dash as u32 + 1, ..place };
    let edits = vec![Edit::Retype { at, with: " ".to_owned() }];
    let help =
        with_example("write it without the dash, below the first line of the item", &format!("  {line}"));
    let fix = Fix::likely("dash before a field removed", "remove the dash", edits);
    Some(Problem::new(ProblemKind::Syntax, place, message).help(help).fix(fix))
}

/// `key_results:` with its items in the column of the objectives: the list seems empty, and they seem to be objectives.
pub(in crate::yaml) fn outdented_item(
    tree: &Tree<'_>,
    item: NodeId,
    above: NodeId,
    lexicon: &Lexicon,
) -> Option<Problem> {
    tree.node(item).data.plain()?;
    let Data::Mapping { entries, flow: false } = &tree.node(above).data else { return None };
    let [.., key, value] = tree.children(*entries) else { return None };
    let list = tree.node(*key).data.plain()?;
    let waits = matches!(tree.node(*value).data, Data::Nothing)
        && lexicon.sentences.iter().any(|(name, _)| *name == list);
    waits.then(|| {
        let key = tree.span(*key);
        let line = tree.text[..key.start as usize].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let indent = key.start as usize - line + 2;
        let first = tree.written(item).split(['\n', '\r']).next().unwrap_or_default().trim_end();
        let right = format!("{}- {first}", " ".repeat(indent));
        let message = format!("this item stands too far to the left to be one of `{list}` above");
        Problem::new(ProblemKind::Syntax, tree.span(item), message)
            .help(with_example("indent it, and the items below that belong there", &right))
            .related(key, "its list")
    })
}

/// `- - 5% churn` or `- ? why`: a text that was taken for a list or a key.
pub(in crate::yaml) fn indicator_in_text(tree: &Tree<'_>, node: NodeId) -> Option<Problem> {
    let span = tree.span(node);
    let before = tree.text.get(..span.start as usize)?;
    let (children, indicator) = match &tree.node(node).data {
        Data::List { items } => (tree.children(*items), '-'),
        Data::Mapping { entries, flow: false } => (tree.children(*entries), '?'),
        _ => return None,
    };
    let first = tree.span(*children.first()?);
    let at = tree.text.get(..first.start as usize)?.trim_end_matches(' ').strip_suffix(indicator)?.len();
    let owner = before[..at.min(before.len())].trim_end_matches(' ').chars().next_back();
    let words = tree.text.get(at..first.end as usize)?;
    let is_item = owner == Some('-') && !words.contains(['\n', '\r']) && children.len() <= 2;
    tree.node(*children.first()?).data.plain().filter(|_| is_item)?;
    let place = Span { start: at as u32, ..first };
    Some(
        Problem::new(ProblemKind::Syntax, place, super::starts::message(words))
            .help(with_example("write it in quotes", &format!("- {}", quoted(words)))),
    )
}

/// Spaces before a key that YAML does not accept as spaces.
pub(in crate::yaml) fn foreign_indent(tree: &Tree<'_>, key: NodeId) -> Option<Problem> {
    let (text, span) = (tree.written(key), tree.span(key));
    let words = text.trim_start_matches(is_foreign_space);
    (words.len() < text.len()).then(|| {
        let end = span.start + (text.len() - words.len()) as u32;
        let message =
            format!("the space before `{words}` is a special character that YAML does not accept as a space");
        Problem::new(ProblemKind::Syntax, Span { end, ..span }, message)
            .help("delete it and type ordinary spaces")
    })
}
