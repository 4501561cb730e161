//! Whether the changes that problems offer help: each is tried on the text, and the file is read again. What does not help is
//! not offered, and what would happen instead is said.

use super::hints::LEXICON;
use crate::source::Span;
use crate::yaml::edit::{Edit, Fix, apply, texts_written};
use crate::yaml::{Problem, ProblemKind, written};
use std::ops::Range;

/// Trying stops after about so many bytes were read again; what is left is offered untried, and tried when it is made.
const MOST_BYTES: usize = 4 << 20;

/// Takes back the offers that would not help; `read` reads a text and says what is wrong with it.
pub(super) fn keep_what_helps(text: &str, problems: &mut [Problem], read: impl Fn(&str) -> Vec<Problem>) {
    let mut tries = MOST_BYTES / text.len().max(1 << 10);
    for i in 0..problems.len() {
        let Some(fix) = problems[i].fix.clone().filter(|_| tries > 0) else { continue };
        tries -= 1;
        let tried = Tried::make(text, problems, &fix, &read);
        if tried.as_ref().is_some_and(|tried| tried.helps) {
            continue;
        }
        problems[i].fix = None;
        let (Some(tried), [Edit::Quote { at }]) = (tried, fix.edits().collect::<Vec<_>>().as_slice()) else {
            continue;
        };
        say_what_follows(&mut problems[i], *at, (&tried.after, &tried.left), text.len());
        let other = problems[i].fix.clone();
        let helps = |fix: &Fix| Tried::make(text, problems, fix, &read).is_some_and(|tried| tried.helps);
        problems[i].fix = other.filter(helps);
    }
}

/// A text in which a fix was made.
struct Tried {
    after: String,
    /// What is wrong with it now.
    left: Vec<Problem>,
    helps: bool,
}

impl Tried {
    /// `None` if the fix cannot be made.
    fn make(
        text: &str,
        problems: &[Problem],
        fix: &Fix,
        read: impl Fn(&str) -> Vec<Problem>,
    ) -> Option<Tried> {
        let edits: Vec<Edit> = fix.edits().cloned().collect();
        let after = apply(text, &edits).ok()?;
        let left = read(&after);
        let helps = puts_right((text, problems), &[fix], (&after, &left));
        Some(Tried { after, left, helps })
    }
}

/// Quotes alone do not help: the text in them is refused as well, and the reason says what to write.
fn say_what_follows(
    problem: &mut Problem,
    quoted: Span,
    (after, left): (&str, &[Problem]),
    before_length: usize,
) {
    let start = quoted.start as usize;
    let end = quoted.end as usize + after.len().saturating_sub(before_length);
    let is_of_value = |problem: &&Problem| {
        problem.kind != ProblemKind::UnknownField
            && (problem.span.start as usize) < end
            && problem.span.end as usize > start
    };
    let Some(next) = left.iter().find(is_of_value) else { return };
    let advises_quotes = problem.help.as_deref().is_some_and(|help| help.starts_with("write it in quotes"));
    if !advises_quotes {
        return;
    }
    match &next.help {
        Some(help) => problem.help = Some(help.clone()),
        None => (problem.message, problem.help) = (next.message.clone(), None),
    }
    let set = next.fix.as_ref().and_then(|fix| match fix.edits().collect::<Vec<_>>().as_slice() {
        [Edit::Set { to, .. }] => Some((fix, written(to, true))),
        _ => None,
    });
    problem.fix = set.map(|(fix, with)| {
        let edits = vec![Edit::Retype { at: quoted, with }];
        Fix::likely(fix.kind, fix.title.clone(), edits)
    });
}

/// Whether a text in which fixes were made has what they promise: fewer problems, and no field in the middle of a text.
pub(crate) fn puts_right(
    (before, old): (&str, &[Problem]),
    fixes: &[&Fix],
    (after, new): (&str, &[Problem]),
) -> bool {
    let offered = || old.iter().flat_map(|known| known.fix.iter().chain(&known.choices));
    let is_of_problem = |fix: &&&Fix| offered().any(|known| known == **fix);
    let gone = fixes.iter().filter(is_of_problem).count();
    !hides_field(fixes.iter().flat_map(|fix| fix.edits()), after)
        && (new.len() + gone <= old.len()
            || only_reveals((before, old), fixes, (after, new))
            || gets_further((before, old), &edits(fixes), (after, new)))
}

fn edits(fixes: &[&Fix]) -> Vec<Edit> {
    fixes.iter().flat_map(|fix| fix.edits()).cloned().collect()
}

/// Whether an edit of characters has put its line right, so that only another one further down is told now: mistakes that lie
/// side by side are told one at a time.
pub(crate) fn gets_further(
    (before, old): (&str, &[Problem]),
    edits: &[Edit],
    (after, new): (&str, &[Problem]),
) -> bool {
    let places = edits.iter().map(|edit| match edit {
        Edit::Retype { at, .. } => Some(at.end as usize),
        _ => None,
    });
    let Some(last) = places.collect::<Option<Vec<usize>>>().and_then(|ends| ends.into_iter().max()) else {
        return false;
    };
    let grown = after.len() as i64 - before.len() as i64;
    let until = (last as i64 + grown).max(0) as usize;
    let line_end = |text: &str, at: usize| text[at..].find('\n').map_or(text.len(), |length| at + length);
    let up_to = |text: &str, problems: &[Problem], at: usize| {
        let end = line_end(text, at);
        problems.iter().filter(|problem| (problem.span.start as usize) <= end).count()
    };
    new.len() <= old.len() && up_to(after, new, until) < up_to(before, old, last)
}

/// Whether a value that fixes have written holds another field: `owner: "tom, confidence: 5"`.
pub(crate) fn hides_field<'e>(edits: impl Iterator<Item = &'e Edit>, after: &str) -> bool {
    texts_written(edits, after).iter().any(|text| LEXICON.holds_field(text))
}

/// Whether a single misspelt key hid the present problems: the key is right now, and every new problem is in the list or
/// mapping below it, which was not read before. A plain value that does not fit shows that the key is another one.
fn only_reveals((before, old): (&str, &[Problem]), fixes: &[&Fix], (after, new): (&str, &[Problem])) -> bool {
    let [fix] = fixes else { return false };
    let Some(Edit::Set { at, .. }) = fix.edits().next() else { return false };
    let of_key = |problems: &[Problem]| problems.iter().any(|problem| problem.span.start == at.start);
    let elsewhere = |problems: &[Problem], text: &str| {
        let below = entry(text, at.start as usize);
        problems.iter().filter(|problem| !below.contains(&(problem.span.start as usize))).count()
    };
    holds_more(&after[at.start as usize..]) && !of_key(new) && elsewhere(new, after) <= elsewhere(old, before)
}

/// Whether a list or a mapping follows the key that a text begins with.
fn holds_more(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let value = line.split_once(':').map_or("", |(_, value)| value.trim_start());
    value.is_empty() || value.starts_with(['{', '[', '#', '&'])
}

/// The part of a text that belongs to the key at `start`: its line, and the lines below that are further in, or are items of
/// its list.
fn entry(text: &str, start: usize) -> Range<usize> {
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let column = text[line_start..start].chars().count();
    let mut end = text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
    for line in text[end..].split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        let indent = line.len() - inner.len();
        let is_item = indent == column && inner.starts_with("- ");
        if !inner.trim().is_empty() && indent <= column && !is_item {
            break;
        }
        end += line.len();
    }
    start..end
}
