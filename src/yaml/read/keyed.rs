//! Lists that somebody wrote as a mapping, with an id or a date as the key of each item, or without any mapping.

use super::At;
use crate::source::Span;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::stumbles::shorten;
use crate::yaml::tree::{Children, Data, NodeId};

/// Explains a mapping whose keys are the items of a list: its values are mappings themselves, or its keys are days.
pub(super) fn list_by_key(at: At<'_, '_, '_>) -> Option<Problem> {
    let tree = at.tree();
    let Data::Mapping { entries, flow } = at.data() else { return None };
    let pairs: Vec<&[NodeId]> = tree.children(*entries).chunks_exact(2).collect();
    let key_of = |pair: &[NodeId]| tree.node(pair[0]).data.text().unwrap_or_default();
    let is_mapping = |pair: &&[NodeId]| matches!(tree.node(pair[1]).data, Data::Mapping { .. });
    let first = pairs.first()?;
    let dated = at.key.and_then(|list| at.reader.lexicon.by_key.iter().find(|(name, ..)| *name == list));
    let dated = dated.filter(|_| pairs.iter().all(|pair| has_digits(key_of(pair))));
    if dated.is_none() && !pairs.iter().all(is_mapping) {
        return texts_by_key(at, &pairs);
    }
    let name = at.key.unwrap_or("this");
    // What has no id, and what is no id, is the sentence of the item.
    let is_sentence = at.reader.lexicon.without_ids.contains(&name)
        || pairs.iter().any(|pair| key_of(pair).trim().contains(' '));
    let sentence = at.reader.lexicon.sentence(name).filter(|_| is_sentence);
    let fields = dated.map_or((sentence.unwrap_or("id"), None), |(_, key, value)| (*key, Some(*value)));
    let key = shorten(key_of(first));
    let message = format!("`{name}` is a list: `{key}` cannot be the key of an item");
    let problem = Problem::new(ProblemKind::InvalidValue, tree.span(first[0]), message);
    let value = tree.node(first[1]).data.text();
    let lexicon = at.reader.lexicon;
    let fits = |pair: &&[NodeId]| {
        dated.is_none_or(|_| fields.0 == "period" || (lexicon.fits)(fields.0, Some(key_of(pair)), false))
    };
    let help = match (fields, value, pairs.as_slice()) {
        // `{2026-02-01, 12}`
        ((field, Some(number)), None, [_, second]) if *flow && fits(first) => {
            format!(
                "write each with its key, in an item of its own: `- {{{field}: {key}, {number}: {}}}`",
                shorten(key_of(second))
            )
        }
        ((field, Some(number)), Some(value), _) if !fits(first) => {
            let example = if field == "date" { "2026-01-19" } else { "2026-02-15" };
            let meant = (lexicon.meant)(field, key_of(first), false);
            let example = meant.as_deref().unwrap_or(example);
            format!(
                "begin each item with a dash, and write its day: `- {{{field}: {example}, {number}: {value}}}`"
            )
        }
        ((field, Some(number)), ..) => {
            let value = value.map(|value| format!(", {number}: {value}")).unwrap_or_default();
            format!("begin each item with a dash: `- {{{field}: {key}{value}}}`")
        }
        ((field, None), ..) => {
            format!("begin each item with a dash: `- {field}: {key}`, and its other keys below")
        }
    };
    let edits: Option<Vec<Edit>> = pairs.iter().map(|pair| item(at, pair, fields)).collect();
    let problem = problem.help(help);
    Some(match edits.filter(|_| !flow && pairs.iter().all(fits)) {
        Some(edits) => problem.fix(Fix::likely("keys turned into list items", "write a list", edits)),
        None => problem,
    })
}

/// Explains `[2026-02-01, 12, 2026-02-08, 13]`: days and values one after the other.
pub(super) fn days_and_values(at: At<'_, '_, '_>, items: Children) -> Option<Problem> {
    let tree = at.tree();
    let items = tree.children(items);
    let (first, last) = (*items.first()?, *items.last()?);
    tree.node(first).data.plain()?;
    let list = at.key?;
    let (_, day, value) = at.reader.lexicon.by_key.iter().find(|(name, ..)| *name == list)?;
    let fits = |key: &str, id: NodeId| {
        let text = tree.node(id).data.plain()?;
        (at.reader.lexicon.fits)(key, Some(text), at.reader.has_decimal_commas).then_some(text)
    };
    let item = |pair: &[NodeId]| match pair {
        [one, other] => Some(format!("{{{day}: {}, {value}: {}}}", fits(day, *one)?, fits(value, *other)?)),
        _ => None,
    };
    let right = items.chunks(2).map(item).collect::<Option<Vec<String>>>()?;
    let problem = Problem::new(
        ProblemKind::InvalidValue,
        tree.span(first).to(tree.span(last)),
        "these values have no keys",
    );
    let problem = problem.help(format!("write each with its key: `{list}: [{}]`", right.join(", ")));
    let is_in_brackets = tree.written(at.id).starts_with('[');
    let edits = vec![Edit::Retype { at: tree.span(at.id), with: format!("[{}]", right.join(", ")) }];
    let fix = is_in_brackets.then(|| Fix::likely("entry given its keys", "write the keys", edits));
    Some(fix.into_iter().fold(problem, Problem::fix))
}

/// The same where the values are no mappings: `kr1: Raise it from 10 to 20`, or a sentence with a list below it.
fn texts_by_key(at: At<'_, '_, '_>, pairs: &[&[NodeId]]) -> Option<Problem> {
    let (tree, lexicon) = (at.tree(), at.reader.lexicon);
    let list = at.key?;
    let key_of = |pair: &[NodeId]| tree.node(pair[0]).data.text().unwrap_or_default();
    let first = pairs.first()?;
    let key = shorten(key_of(first));
    let is_known = |pair: &&[NodeId]| lexicon.key(key_of(pair)).is_some();
    let Data::Mapping { flow, .. } = at.data() else { return None };
    if *flow || pairs.iter().any(is_known) {
        return None;
    }
    let text_of = |pair: &[NodeId]| tree.node(pair[1]).data.text();
    let message = format!("`{list}` is a list: `{key}` cannot be the key of an item");
    let problem = Problem::new(ProblemKind::InvalidValue, tree.span(first[0]), message);
    // A text is no more than the id of a guardrail, so that what stands behind the key is something else.
    let sentence = lexicon.sentence(list).filter(|field| *field != "id");
    if pairs.iter().all(|pair| matches!(tree.node(pair[1]).data, Data::List { .. })) {
        let sentence = sentence.filter(|_| key.trim().contains(' '))?;
        return Some(problem.help(format!(
            "begin each item with a dash, `- {sentence}: {key}`, and give the list below it a key of its own"
        )));
    }
    if !pairs.iter().all(|pair| text_of(pair).is_some()) {
        return None;
    }
    let text = shorten(text_of(first)?);
    let is_number = |(pair, number): (&&[NodeId], usize)| {
        let key = key_of(pair).trim();
        let digits = key.trim_start_matches(|c: char| !c.is_ascii_digit());
        key.len() - digits.len() <= "key result ".len() && digits == number.to_string()
    };
    let Some(sentence) = sentence else {
        return Some(problem.help(format!(
            "begin each item with a dash: `- id: {key}`, and below it what `{text}` is, each with its key"
        )));
    };
    // What has no other name than its place has that name in a list, too.
    if !pairs.iter().zip(1..).all(is_number) {
        let help = match lexicon.without_ids.contains(&list) {
            true => format!("begin each item with a dash: `- {key}`"),
            false => format!("begin each item with a dash: `- id: {key}`, and below it `{sentence}: {text}`"),
        };
        return Some(problem.help(help));
    }
    let edits = pairs.iter().map(|pair| Edit::Retype {
        at: Span { end: tree.span(pair[1]).start, ..tree.span(pair[0]) },
        with: "- ".to_owned(),
    });
    let fix = Fix::likely("keys turned into list items", "write a list", edits.collect());
    Some(problem.help(format!("begin each item with a dash: `- {text}`")).fix(fix))
}

/// Whether a key can be a day or a period.
fn has_digits(key: &str) -> bool {
    key.bytes().any(|byte| byte.is_ascii_digit())
}

/// One entry as an item of the list, where that takes no other change than that of its key. `fields` are the keys that key and
/// value have in the item.
fn item(at: At<'_, '_, '_>, pair: &[NodeId], fields: (&str, Option<&str>)) -> Option<Edit> {
    let (field, number) = fields;
    let tree = at.tree();
    let (key, value) = (tree.span(pair[0]), tree.span(pair[1]));
    let (name, written) = (tree.written(pair[0]), tree.written(pair[1]));
    let column = |at: u32| {
        let before = tree.text.get(..at as usize)?;
        Some(before[before.rfind(['\n', '\r']).map_or(0, |line| line + 1)..].chars().count())
    };
    match &tree.node(pair[1]).data {
        data if data.text().is_some() && !written.contains(['\n', '\r']) => {
            let with = format!("- {{{field}: {name}, {}: {written}}}", number?);
            Some(Edit::Retype { at: key.to(value), with })
        }
        Data::Mapping { flow: true, .. } => {
            let rest = written.strip_prefix('{')?;
            let comma = if rest.trim_start().starts_with('}') { "" } else { ", " };
            Some(Edit::Retype { at: key.to(value), with: format!("- {{{field}: {name}{comma}{rest}") })
        }
        Data::Mapping { flow: false, .. } => {
            // The dash and the spaces after it reach to the column of the keys below.
            let gap = column(value.start)?.checked_sub(column(key.start)? + 1).filter(|gap| *gap > 0)?;
            let colon = tree.text.get(key.end as usize..)?.starts_with(':').then_some(key.end + 1)?;
            let with = format!("-{}{field}: {name}", " ".repeat(gap));
            Some(Edit::Retype { at: Span { end: colon, ..key }, with })
        }
        _ => None,
    }
}
