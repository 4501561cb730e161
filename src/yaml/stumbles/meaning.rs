//! What parses, but is not what its author meant, or is a part of YAML this format does without.

use super::keyless::{is_bullet, list_marker};
use super::put_right::{in_quotes, prefix, shorten, with_example};
use super::spoiled::Spoiled;
use super::{comments, quotes, starts};
use crate::source::Span;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::quoting::quoted;
use crate::yaml::tree::{Data, NodeId, Tree};
use std::collections::HashSet;

/// Finds these stumbles; the values they spoil become [`Data::Unreadable`], so that nobody judges half a sentence.
pub(in crate::yaml) fn in_tree(tree: &mut Tree<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    found.extend(aliases(tree));
    found.extend(anchors(tree));
    found.extend(tags(tree));
    found.extend(comments::that_were_text(tree));
    found.extend(tree.doubtful.iter().filter_map(|id| doubtful(tree, *id)));
    let mut problems: Vec<Problem> =
        further_documents(tree).into_iter().chain(anchors_for_keys(tree)).collect();
    // One mistake may show in two ways.
    found.sort_by_key(|spoiled| spoiled.id);
    found.dedup_by_key(|spoiled| spoiled.id);
    for Spoiled { id, place, problem } in found {
        let node = &mut tree.nodes[id as usize];
        node.data = Data::Unreadable;
        (node.start, node.end) = (place.start, place.end);
        problems.push(problem);
    }
    problems
}

/// `owner: &ana` and `why: &co founders`: a name nobody uses was meant as text.
fn anchors(tree: &Tree<'_>) -> Vec<Spoiled> {
    let unused = tree.anchors.iter().filter(|anchor| !anchor.used);
    unused
        .filter(|anchor| {
            let data = &tree.node(anchor.node).data;
            data.plain().is_some() || matches!(data, Data::Nothing)
        })
        .map(|anchor| {
            let node = tree.node(anchor.node);
            let place = Span { end: anchor.span.end.max(node.end), ..anchor.span };
            starts_wrong(tree, anchor.node, place)
        })
        .collect()
}

/// `&co: founders`: to YAML the colon belongs to the name.
fn anchors_for_keys(tree: &Tree<'_>) -> impl Iterator<Item = Problem> {
    tree.anchors.iter().filter(|anchor| !anchor.used).filter_map(|anchor| {
        let data = &tree.node(anchor.node).data;
        let name = tree.text.get(anchor.span.range())?.strip_suffix(':')?;
        // Plain words after it are reported with it.
        (data.plain().is_none() && !matches!(data, Data::Nothing)).then(|| {
            Problem::new(ProblemKind::Syntax, anchor.span, starts::message(name))
                .help(with_example("write it in quotes", &format!("{}:", quoted(name))))
        })
    })
}

/// A text that starts with a character YAML keeps for itself.
fn starts_wrong(tree: &Tree<'_>, id: NodeId, place: Span) -> Spoiled {
    let written = tree.text.get(place.range()).unwrap_or_default();
    let help = in_quotes(prefix(tree.text, place.start as usize), written);
    Spoiled::new(id, place, starts::message(written), help)
}

fn tags(tree: &Tree<'_>) -> Vec<Spoiled> {
    tree.foreign_tags
        .iter()
        .map(|tag| {
            let node = tree.node(tag.node);
            let place = Span { end: tag.span.end.max(node.end), ..tag.span };
            let written = tree.text.get(tag.span.range()).unwrap_or_default();
            let foreign_type = || {
                let message = format!("the type `{}` is not one this format knows", shorten(written));
                Spoiled::new(tag.node, place, message, "delete it").pointing_at(tag.span)
            };
            match &node.data {
                Data::List { .. } | Data::Mapping { .. } => foreign_type(),
                _ if written.starts_with("!!") => foreign_type(),
                _ => starts_wrong(tree, tag.node, place),
            }
        })
        .collect()
}

fn aliases(tree: &Tree<'_>) -> Vec<Spoiled> {
    if tree.unknown_aliases.is_empty() {
        return Vec::new();
    }
    let name = |span: Span| tree.text.get(span.range()).unwrap_or_default().trim_start_matches(['&', '*']);
    let anchors: HashSet<&str> = tree.anchors.iter().map(|anchor| name(anchor.span)).collect();
    let explain = |&id: &NodeId| {
        if !anchors.contains(name(tree.span(id))) {
            return starts_wrong(tree, id, tree.span(id));
        }
        let message =
            format!("`{}` stands inside or before the value it stands for", shorten(tree.written(id)));
        Spoiled::new(id, tree.span(id), message, "write the value out")
    };
    tree.unknown_aliases.iter().map(explain).collect()
}

/// Stumbles that a single node shows.
fn doubtful(tree: &Tree<'_>, id: NodeId) -> Option<Spoiled> {
    let node = tree.node(id);
    match &node.data {
        Data::Mapping { entries, flow: true } => {
            let first = tree.node(*tree.children(*entries).first()?);
            let is_placeholder =
                matches!(first.data, Data::Mapping { flow: true, .. }) && first.start == node.start + 1;
            is_placeholder.then(|| placeholder(tree, id))
        }
        Data::Changed { text, plain: true } if text.contains("- ") => dash_in_text(tree, id),
        data => {
            let text =
                data.plain().filter(|text| text.bytes().next().is_some_and(|byte| !byte.is_ascii()))?;
            let found = quotes::typographic(text)?;
            let prefix = prefix(tree.text, node.start as usize);
            let (message, help) = quotes::typographic_words(prefix, found);
            Some(Spoiled::new(id, tree.span(id), message, help))
        }
    }
}

/// `{{ team }}`
fn placeholder(tree: &Tree<'_>, id: NodeId) -> Spoiled {
    let message = format!("`{}` is a placeholder that was not filled in", shorten(tree.written(id)));
    Spoiled::new(id, tree.span(id), message, "replace it, braces and all, by what it stands for")
}

/// A list item that is indented too far goes on with the text above it.
fn dash_in_text(tree: &Tree<'_>, id: NodeId) -> Option<Spoiled> {
    let node = tree.node(id);
    let written = tree.written(id);
    if let Some(first) = dash_of_first(tree, id) {
        return Some(first);
    }
    let (before, item) = written
        .match_indices("- ")
        .map(|(at, _)| written.split_at(at))
        .find(|(before, _)| before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']))?;
    let item = item.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let start = node.start as usize + before.len();
    let own = prefix(tree.text, node.start as usize);
    let help = if own.starts_with(is_bullet) && own.trim() == "-" {
        let line = tree.text[..node.start as usize].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let indent = node.start as usize - own.len() - line;
        let beside = format!("{}{item}", " ".repeat(indent));
        format!(
            "let it start in the same column as the item above: `{beside}`; if it belongs to that item, the item begins with a key, \
             like `- objective:`, and the list stands below a key of its own, like `key_results:`"
        )
    } else if is_below_objective(own) {
        format!(
            "where these are the key results, `key_results:` is missing on a line of its own above `{item}`, in the column of the keys"
        )
    } else {
        "give the list a key of its own; if it is text, write it without the dash".to_owned()
    };
    let message =
        "this dash starts no list item: the line is indented further than the text above and goes on with it";
    let place = Span::new(tree.file, start, start + item.len());
    Some(Spoiled::new(id, tree.span(id), message, help).pointing_at(place))
}

/// Whether a list was meant for what stands below the sentence of an objective, or below why it matters.
fn is_below_objective(before: &str) -> bool {
    let key = before.trim_end().trim_end_matches(':').trim_start_matches(['-', ' ']);
    matches!(key, "objective" | "why")
}

/// `-Raise it` above `- Raise that`: without the space the first line begins a text, and the second goes on with it.
fn dash_of_first(tree: &Tree<'_>, id: NodeId) -> Option<Spoiled> {
    let written = tree.written(id);
    let line = written.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let marker = list_marker(line)?;
    let words = line[marker.length..].trim_start_matches(['-', ' ']);
    let help = with_example("write", &format!("- {words}"));
    let start = tree.node(id).start as usize;
    let place = Span::new(tree.file, start, start + line.len());
    let message = match line.starts_with("--") {
        true => "a list item starts with one dash".to_owned(),
        false => marker.message(),
    };
    let marks = Span::new(tree.file, start, start + line.len() - words.len());
    let edits = vec![Edit::Retype { at: marks, with: "- ".to_owned() }];
    let fix = Fix::safe("dash of a list item corrected", "write a dash and a space", edits);
    let mut spoiled = Spoiled::new(id, tree.span(id), message, help).pointing_at(place);
    spoiled.problem.fix = Some(fix);
    Some(spoiled)
}

/// Whether two documents have a key in common, so that they are no parts of one.
fn share_a_key(tree: &Tree<'_>, first: NodeId, second: NodeId) -> bool {
    let keys = |id: NodeId| -> Vec<&str> {
        let Data::Mapping { entries, .. } = &tree.node(id).data else { return Vec::new() };
        tree.children(*entries).iter().step_by(2).filter_map(|key| tree.node(*key).data.text()).collect()
    };
    let known = keys(first);
    keys(second).iter().any(|key| known.contains(key))
}

/// Only the first document of a file is read.
fn further_documents(tree: &Tree<'_>) -> Option<Problem> {
    let is_written = |id: &NodeId| !matches!(tree.node(*id).data, Data::Nothing);
    let second = *tree.roots.iter().filter(|id| is_written(id)).nth(1)?;
    let start = tree.node(second).start;
    let marker = tree.documents.iter().rev().find(|place| place.start <= start).copied();
    let place = marker.filter(|place| place.start < place.end).unwrap_or(tree.span(second));
    let first = *tree.roots.iter().find(|id| is_written(id))?;
    let help = match share_a_key(tree, first, second) {
        true => "put what follows into a file of its own: a file holds the goals of one team and quarter",
        false => "delete the line, or put what follows into a file of its own",
    };
    let message = "a second document starts here (`---`); only the first one of a file is read";
    Some(Problem::new(ProblemKind::Syntax, place, message).help(help))
}
