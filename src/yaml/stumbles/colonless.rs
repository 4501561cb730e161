//! Fields whose colons are all missing: to YAML they are one text.

use super::put_right::with_example;
use crate::source::Span;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::lexicon::Lexicon;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::tree::{NodeId, Tree};

/// Where the text stands that may be several fields.
pub(in crate::yaml) struct Place<'p> {
    /// The fields of the mapping that it is in, or stands for.
    pub(in crate::yaml) known: &'p [&'static str],
    /// The key it is the value of, where it is one of a mapping.
    pub(in crate::yaml) owner: Option<NodeId>,
    /// The key that a bare text has in the long form.
    pub(in crate::yaml) field: Option<&'static str>,
    pub(in crate::yaml) has_decimal_commas: bool,
}

/// One line of the text.
struct Line<'t> {
    /// Where it begins in the text.
    at: usize,
    words: &'t str,
    key: Option<&'static str>,
    /// What follows can be nothing but the value of the key.
    is_certain: bool,
}

/// `- key_result Raise it from 10 to 20` with `owner bo` below it: fields that lack their colons.
pub(in crate::yaml) fn fields(
    tree: &Tree<'_>,
    node: NodeId,
    place: &Place<'_>,
    lexicon: &Lexicon,
) -> Option<Problem> {
    tree.node(node).data.plain()?;
    let span = tree.span(node);
    let lines = lines(tree.written(node), place, lexicon);
    let of_fields: Vec<&Line<'_>> = lines.iter().filter(|line| line.key.is_some()).collect();
    let first = *of_fields.first()?;
    let begins = first.at == 0 && place.owner.is_none();
    // `- owner satisfaction` is a sentence, if a poor one.
    let says_key = || first.key == place.field || first.key.is_some_and(|key| key.contains('_'));
    let has_number = || first.words.contains(|c: char| c.is_ascii_digit());
    let is_meant = match (begins, of_fields.len()) {
        (true, 1) => says_key() || first.is_certain && (has_number() || lines.len() > 1),
        (true, _) => says_key() || of_fields.iter().any(|line| line.is_certain),
        (false, _) => of_fields.iter().any(|line| line.is_certain),
    };
    if !is_meant || place.owner.is_some() && first.at == 0 {
        return None;
    }
    let column = column(tree, place.owner.map_or(span.start, |key| tree.span(key).start));
    let lead = match (place.field, begins, place.owner) {
        (Some(field), false, None) => format!("{field}: "),
        _ => String::new(),
    };
    let at = |offset: usize| span.start as usize + offset;
    let retype = |from: usize, to: usize, with: String| Edit::Retype {
        at: Span::new(tree.file, at(from), at(to)),
        with,
    };
    let mut edits = Vec::new();
    if !lead.is_empty() {
        edits.push(retype(0, 0, lead));
    }
    for line in &of_fields {
        let key = line.key?;
        // Fields stand in the column of the first one.
        let from = tree.written(node)[..line.at].trim_end_matches(' ').len();
        let gap = if line.at == 0 { String::new() } else { " ".repeat(column) };
        edits.push(retype(from, line.at + key.len(), format!("{gap}{key}:")));
    }
    let keys: Vec<String> = of_fields.iter().filter_map(|line| Some(format!("`{}`", line.key?))).collect();
    let message = match keys.as_slice() {
        [key] => format!("the colon after {key} is missing"),
        [keys @ .., last] => format!("the colons after {} and {last} are missing", keys.join(", ")),
        [] => return None,
    };
    let key = first.key?;
    let right = format!("{key}: {}", first.words[key.len()..].trim_start());
    let words = Span::new(tree.file, at(first.at), at(first.at + key.len()));
    let fix = Fix::likely("missing colon added", format!("put a colon after `{key}`"), edits);
    Some(Problem::new(ProblemKind::Syntax, words, message).help(with_example("write", &right)).fix(fix))
}

fn lines<'t>(written: &'t str, place: &Place<'_>, lexicon: &Lexicon) -> Vec<Line<'t>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in written.split_inclusive('\n') {
        let words = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if words.is_empty() {
            continue;
        }
        let key = words.split_once(' ').and_then(|(word, rest)| {
            let key = place.known.iter().copied().find(|key| *key == word)?;
            Some((key, rest.trim_start()))
        });
        let is_certain = key.is_some_and(|(key, value)| {
            let fits = |value: &str| (lexicon.fits)(key, Some(value), place.has_decimal_commas);
            let is_word = !value.contains(' ') && !value.ends_with(['.', ',', ';', '!', '?']);
            let takes_words = fits("several words of text");
            !lexicon.prose.contains(&key) && fits(value) && (is_word || !takes_words)
        });
        lines.push(Line { at: start, words, key: key.map(|(key, _)| key), is_certain });
    }
    lines
}

/// The column of a place.
fn column(tree: &Tree<'_>, at: u32) -> usize {
    let before = tree.text.get(..at as usize).unwrap_or_default();
    before[before.rfind(['\n', '\r']).map_or(0, |line| line + 1)..].chars().count()
}
