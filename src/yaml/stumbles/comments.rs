//! Comments that were meant as text: ` #` in the middle of a sentence.

use super::put_right::{in_quotes, prefix};
use super::spoiled::Spoiled;
use super::starts;
use crate::source::Span;
use crate::yaml::tree::{Data, NodeId, Tree};

/// The values whose end, or whole, became a comment. An ordinary comment, `# note` after a value, is never among them.
pub(super) fn that_were_text(tree: &Tree<'_>) -> impl Iterator<Item = Spoiled> {
    tree.comments.iter().filter_map(|comment| swallowed_text(tree, *comment))
}

fn swallowed_text(tree: &Tree<'_>, comment: Span) -> Option<Spoiled> {
    let words = tree.text.get(comment.range())?.trim_end();
    let rest = rest_of_text(words)?;
    let id = tree.nodes.partition_point(|node| node.start < comment.start).checked_sub(1)? as NodeId;
    let node = tree.node(id);
    let between = tree.text.get(node.end as usize..comment.start as usize)?.trim_matches([' ', '\t']);
    let comment = Span { end: comment.start + words.len() as u32, ..comment };
    let whole = Span { start: node.start, ..comment };
    match &node.data {
        data if between.is_empty() && reads_on(data.plain()?, rest) => {
            let message = "` #` starts a comment, so the text ends before it";
            let help = help(tree, whole);
            Some(Spoiled::new(id, whole, message, help).pointing_at(comment))
        }
        // `owner: #ana`, `value: #5`, `note: #42 fixed`
        Data::Nothing
            if between == ":"
                && (is_name(rest) || is_numbered(rest) || is_tag(rest) && is_of_text(tree, node.end)) =>
        {
            Some(Spoiled::new(id, comment, starts::message(words), help(tree, comment)))
        }
        _ => None,
    }
}

/// What follows the `#` of a comment that may have been meant as text.
fn rest_of_text(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix('#')?;
    (is_number_of(rest) || is_rank(rest) || rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// Whether a text without quotes seems to go on in the comment behind it.
pub(in crate::yaml) fn reads_on_in(text: &str, comment: &str) -> bool {
    rest_of_text(comment.trim_end()).is_some_and(|rest| reads_on(text, rest))
}

fn help(tree: &Tree<'_>, place: Span) -> String {
    let text = tree.text.get(place.range()).unwrap_or_default();
    let help = in_quotes(prefix(tree.text, place.start as usize), text);
    let has_space = text.split('#').skip(1).any(|rest| is_number_of(rest) || rest.starts_with(' '));
    let otherwise = if has_space { "start it with another word" } else { "put a space after the `#`" };
    format!("{help}; if it is a comment, {otherwise}")
}

/// `# of tickets`: the number of them.
fn is_number_of(rest: &str) -> bool {
    rest.starts_with(' ') && rest.trim_start().get(..3).is_some_and(|of| of.eq_ignore_ascii_case("of "))
}

/// One word that is not a reminder.
fn is_name(rest: &str) -> bool {
    rest.starts_with(char::is_lowercase)
        && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && !REMINDERS.contains(&rest)
}

/// `growth decided to wait`: a text that begins with a channel or a tag.
fn is_tag(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.starts_with(char::is_alphabetic)
        && !REMINDERS.iter().any(|reminder| reminder.eq_ignore_ascii_case(word.trim_end_matches(':')))
}

/// Whether the key whose value begins at `at` takes a text in which anything may stand.
fn is_of_text(tree: &Tree<'_>, at: u32) -> bool {
    const KEYS: [&str; 9] =
        ["note", "why", "result", "reflection", "measurement", "reason", "objective", "key_result", "title"];
    let before = tree.text.get(..at as usize).unwrap_or_default();
    KEYS.iter().any(|key| before.ends_with(key))
}

/// What people write into comments for themselves.
const REMINDERS: [&str; 3] = ["todo", "tbd", "fixme"];

/// `42 and more`: a number without a space before it is that of a ticket, or a rank.
fn is_numbered(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Words that end no sentence.
const UNFINISHED: [&str; 22] = [
    "a", "an", "the", "in", "on", "at", "of", "to", "by", "for", "from", "with", "via", "and", "or", "our",
    "your", "their", "its", "into", "as", "be",
];

/// Words that need an object: `Reduce # of tickets`.
const TRANSITIVE: [&str; 10] =
    ["increase", "reduce", "decrease", "raise", "grow", "lower", "cut", "double", "improve", "total"];

/// Verbs that lead to a place in an order: `Become #1`.
const RANKING: [&str; 8] = ["become", "be", "reach", "rank", "stay", "remain", "hit", "get"];

/// ` 1 in the app store`
fn is_rank(rest: &str) -> bool {
    rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// `support from 10 to 5`: the numbers of the sentence are behind the sign.
pub(super) fn has_way(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let number = |word: Option<&str>| word.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
    words.any(|word| word == "from")
        && number(words.next())
        && words.next() == Some("to")
        && number(words.next())
}

/// Whether a sentence goes on behind ` #`: with a number (`the #1 choice`), or after a word that does not end it.
fn reads_on(text: &str, rest: &str) -> bool {
    let mut words = text.split_whitespace();
    let several = words.clone().nth(1).is_some();
    let last = words.next_back().unwrap_or_default().to_lowercase();
    let is_unfinished = UNFINISHED.contains(&last.as_str());
    if is_number_of(rest) {
        let has_no_number = !text.contains(|c: char| c.is_ascii_digit());
        return is_unfinished || TRANSITIVE.contains(&last.as_str()) || has_no_number && has_way(rest);
    }
    if is_numbered(rest) && text.contains(char::is_alphabetic) {
        return true;
    }
    // `Become #1`, and what is to be moved: `Raise #1 rank`, `Cut ticket backlog #support from 10 to 5`
    let is_ranking = RANKING.contains(&last.as_str());
    let is_object = TRANSITIVE.contains(&last.as_str()) || several && has_way(rest);
    let goes_on = several || is_ranking || is_object;
    (several && is_unfinished || is_object || goes_on && rest.starts_with(char::is_numeric))
        || is_ranking && is_rank(rest)
}
