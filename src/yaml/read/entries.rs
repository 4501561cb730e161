//! The entries of a mapping, for serde.

use super::{At, Error, two_in_one};
use crate::source::Span;
use crate::yaml::change::{Edit, Fix, Scalar};
use crate::yaml::lexicon::{Hint, Unknown};
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::quoting::quoted;
use crate::yaml::spelling::{is_only_near, mistyped, nearest};
use crate::yaml::stumbles::{colonless, shorten, typed};
use crate::yaml::tree::{Children, Data, NodeId};
use crate::yaml::view::lines::is_key_word;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess};
use std::collections::HashMap;

/// The entries of a mapping; with the struct's field names, unknown and repeated keys are reported and skipped.
pub(super) struct Entries<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    pairs: &'r [NodeId],
    /// All of them, those that were read included.
    all: &'r [NodeId],
    /// A key that stands too far to the left was told.
    has_outdented: bool,
    /// A key that is written again begins something of its own, which was told: what follows belongs to that.
    is_told: bool,
    flow: bool,
    known: Option<&'static [&'static str]>,
    seen: Seen<'r>,
    value: Option<At<'a, 'r, 't>>,
}

/// More fields than any struct of the format has; those of a longer one are kept with the others.
const KNOWN: usize = 32;

/// Where each key was seen first. The known ones, which nearly all are, take no memory of their own.
struct Seen<'r> {
    known: [NodeId; KNOWN],
    others: HashMap<&'r str, NodeId>,
}

impl<'r> Seen<'r> {
    const NOWHERE: NodeId = NodeId::MAX;

    fn new() -> Self {
        Self { known: [Self::NOWHERE; KNOWN], others: HashMap::new() }
    }

    fn first(&self, key: Key<'_>) -> Option<NodeId> {
        match key.number.and_then(|number| self.known.get(number)) {
            Some(place) => Some(*place).filter(|place| *place != Self::NOWHERE),
            None => self.others.get(key.text).copied(),
        }
    }

    fn add(&mut self, key: Key<'r>, place: NodeId) {
        match key.number.and_then(|number| self.known.get_mut(number)) {
            Some(known) => *known = place,
            None => drop(self.others.insert(key.text, place)),
        }
    }
}

/// A key, and its number among the known ones.
#[derive(Clone, Copy)]
struct Key<'r> {
    text: &'r str,
    number: Option<usize>,
}

impl<'a, 'r, 't> Entries<'a, 'r, 't> {
    pub(super) fn new(at: At<'a, 'r, 't>, entries: Children, known: Option<&'static [&'static str]>) -> Self {
        let pairs = at.tree().children(entries);
        let flow = matches!(at.data(), Data::Mapping { flow: true, .. });
        Self {
            at,
            pairs,
            all: pairs,
            has_outdented: false,
            is_told: false,
            flow,
            known,
            seen: Seen::new(),
            value: None,
        }
    }

    fn report(&self, problem: Problem) {
        self.at.reader.report(problem);
    }

    /// The node that holds the key's text, or a problem and nothing.
    fn key_node(&self, key: NodeId) -> Option<At<'a, 'r, 't>> {
        let at = self.at.child(key).follow().ok()?;
        let span = self.at.tree().span(key);
        match at.data() {
            Data::Unreadable => {
                self.at.reader.loses_entries.set(true);
                None
            }
            Data::Nothing => {
                let message = "there is no key before this colon";
                self.report(Problem::new(ProblemKind::Syntax, span, message).help("write `key: value`"));
                None
            }
            Data::List { .. } | Data::Mapping { .. } => {
                let problem =
                    Problem::new(ProblemKind::Syntax, span, "a key must be one word, not a list or mapping");
                self.report(problem.help("write `key: value`"));
                None
            }
            _ => Some(at),
        }
    }

    fn key(&self, text: &'r str) -> Key<'r> {
        let number = self.known.and_then(|known| known.iter().position(|name| *name == text));
        Key { text, number }
    }

    fn is_repeated(&mut self, key: Key<'r>, place: NodeId) -> bool {
        let Some(first) = self.seen.first(key) else {
            self.seen.add(key, place);
            return false;
        };
        if self.is_told {
            return true;
        }
        if let Some(problem) = self.with_empty(key.text, first, place) {
            // What the other says is not read, so it seems to be missing.
            self.at.reader.loses_entries.set(true);
            self.report(problem);
            return true;
        }
        if let Some(problem) = two_in_one::second_text(self.at, self.all, place) {
            self.is_told = true;
            self.at.reader.loses_entries.set(true);
            self.report(problem);
            return true;
        }
        if let Some(problem) = self.without_dash(key.text, place, first) {
            self.is_told = true;
            self.at.reader.loses_entries.set(true);
            self.report(problem);
            return true;
        }
        let tree = self.at.tree();
        let is_list = |key: NodeId| {
            let value = tree.nodes.get(key as usize + 1);
            value.is_some_and(|value| matches!(value.data, Data::List { .. }))
        };
        let message = format!("`{}` is written twice here", shorten(key.text));
        let help = match self.at.is_sole && self.at.reader.lexicon.begins_item(key.text) {
            true => format!("begin each item of the list with a dash: `- {}: ...`", key.text),
            false if is_list(place) && is_list(first) => {
                format!(
                    "put what is below it at the end of the first `{}`; only that is read",
                    shorten(key.text)
                )
            }
            false => match self.in_one_list(key.text, first, place) {
                Some(list) => format!("write both in one list: `{list}`"),
                None => "keep the one you mean; only the first is read".to_owned(),
            },
        };
        self.report(
            Problem::new(ProblemKind::DuplicateKey, tree.span(place), message)
                .help(help)
                .related(tree.span(first), "the first one"),
        );
        true
    }

    /// `team:` with nothing behind it, and another `team: growth` that somebody added.
    fn with_empty(&self, key: &str, first: NodeId, second: NodeId) -> Option<Problem> {
        let tree = self.at.tree();
        let is_empty = |key: NodeId| {
            tree.nodes.get(key as usize + 1).is_some_and(|value| matches!(value.data, Data::Nothing))
        };
        let (is_first, is_second) = (is_empty(first), is_empty(second));
        if !is_first && !is_second {
            return None;
        }
        let (empty, other, label) = match is_first {
            true => (first, second, "the other one"),
            false => (second, first, "the first one"),
        };
        let message = format!("`{}` is written twice here, and this one is empty", shorten(key));
        let problem = Problem::new(ProblemKind::DuplicateKey, tree.span(empty), message);
        Some(problem.help(format!("delete `{}:` here", shorten(key))).related(tree.span(other), label))
    }

    /// A second `key_result:` in one item: the dash before it was forgotten.
    fn without_dash(&self, key: &str, place: NodeId, first: NodeId) -> Option<Problem> {
        let (tree, lexicon) = (self.at.tree(), self.at.reader.lexicon);
        let begins = lexicon.sentences.iter().any(|(_, field)| *field == key && *field != "id")
            || lexicon.by_key.iter().any(|(_, day, _)| *day == key);
        let start = tree.span(place).start as usize;
        let line = tree.text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indent = tree.text.get(line..start)?;
        let is_item = self.all.first() == Some(&first) && begins && !self.flow && !self.at.is_sole;
        if !is_item || indent.len() < 2 || !indent.trim_start_matches(' ').is_empty() {
            return None;
        }
        let words = tree.text.get(start..)?.lines().next()?.trim_end();
        let right = format!("{}- {words}", &indent[2..]);
        let message = format!("`{key}` is written twice here: a dash is missing before the second");
        let edits = vec![Edit::Retype { at: Span::new(tree.file, start - 2, start), with: "- ".to_owned() }];
        let fix = Fix::likely("missing dash added", "begin the item with a dash", edits);
        let problem = Problem::new(ProblemKind::DuplicateKey, tree.span(place), message);
        let problem = problem.help(format!("begin each item with a dash: `{right}`")).fix(fix);
        Some(problem.related(tree.span(first), "the first one"))
    }

    /// The one list of two values of a key that takes a list.
    fn in_one_list(&self, key: &str, first: NodeId, second: NodeId) -> Option<String> {
        let tree = self.at.tree();
        let takes_list = (self.at.reader.lexicon.example)(key).is_some_and(|value| value.starts_with('['));
        let written = |key: NodeId| {
            let value = key + 1;
            tree.nodes.get(value as usize)?;
            let words = tree.written(value);
            (takes_list && !words.is_empty() && !words.contains(['\n', '\r'])).then_some(words)
        };
        let (first, second) = (written(first)?, written(second)?);
        let inside = |words: &'r str| {
            words.strip_prefix('[').and_then(|words| words.strip_suffix(']')).unwrap_or(words)
        };
        Some(format!("{key}: [{}, {}]", inside(first), inside(second)))
    }

    /// Words that a comma inside braces cut off a value: `{note: live, and used}` has a key `and used` without a value. A list
    /// or a mapping ends with its bracket, so nothing was cut off it.
    fn take_cut_off_words(&mut self, value: NodeId) -> Option<Span> {
        let known = self.known?;
        if matches!(self.at.tree().node(value).data, Data::List { .. } | Data::Mapping { .. }) {
            return None;
        }
        let mut last = None;
        while let (true, [key, value, rest @ ..]) = (self.flow, self.pairs) {
            let tree = self.at.tree();
            let Some(text) = tree.node(*key).data.plain() else { break };
            let has_value = !matches!(tree.node(*value).data, Data::Nothing);
            // The one that nearly every key passes comes first.
            // `stretch goal: 30`
            let is_key = || text.split(' ').all(is_key_word) && text.split(' ').count() <= 2;
            let is_entry = known.contains(&text)
                || (has_value && is_key())
                || typed::glued_key(text, known).is_some()
                || (has_value && nearest(text, known.iter().copied()).is_some());
            if is_entry {
                break;
            }
            last = Some(tree.span(*key).to(tree.span(*value)));
            self.pairs = rest;
        }
        last
    }

    /// Reports fields without colons on the lines below a value, which went on with it.
    fn has_fields_below(&self, key: NodeId, value: NodeId) -> bool {
        let (tree, reader) = (self.at.tree(), self.at.reader);
        let goes_on = matches!(&tree.node(value).data, Data::Changed { plain: true, .. }) && !self.flow;
        let Some(known) = self.known.filter(|_| goes_on) else { return false };
        let place = colonless::Place {
            known,
            owner: Some(key),
            field: None,
            has_decimal_commas: reader.has_decimal_commas,
        };
        let Some(problem) = colonless::fields(tree, value, &place, reader.lexicon) else { return false };
        self.report(problem);
        reader.loses_entries.set(true);
        true
    }

    /// `{date: 2026-02-10, 15%}` and `{value: 15%, confidence 5}`: what stands behind the comma is a field without its key, or
    /// without its colon.
    fn field_behind_comma(&self, before: &str, value: NodeId, last: Span) -> Option<Problem> {
        let (tree, lexicon) = (self.at.tree(), self.at.reader.lexicon);
        let known = self.known?;
        let has_commas = self.at.reader.has_decimal_commas;
        let start = tree.span(value).end as usize;
        let words = tree.text.get(start..last.end as usize)?.trim_start_matches([',', ' ']);
        let whole = tree.text.get(tree.span(value).range().start..last.end as usize)?;
        if words.contains([',', '\n', '\r']) || (lexicon.meant)(before, whole, has_commas).is_some() {
            return None;
        }
        let is_free = |name: &str| {
            known.contains(&name)
                && !self.all.iter().step_by(2).any(|key| tree.node(*key).data.text() == Some(name))
        };
        let is_number = |key: &str| !(lexicon.fits)(key, Some("several words of text"), has_commas);
        let with_key = || {
            let (word, rest) = words.split_once([' ', '='])?;
            let key = known.iter().copied().find(|key| *key == word).filter(|key| is_free(key))?;
            let rest = rest.trim_start_matches(['=', ' ']);
            let message = format!("the colon after `{key}` is missing");
            Some((message, format!("{key}: {rest}")))
        };
        let with_value = || {
            let of_list = |list: &str| lexicon.by_key.iter().find(|(name, ..)| *name == list);
            let (.., key) = self.at.key.and_then(of_list)?;
            let fits = (lexicon.fits)(key, Some(words), has_commas) && is_free(key);
            fits.then(|| (format!("this needs its key, `{key}`"), format!("{key}: {words}")))
        };
        let with_note = || {
            let is_text = words.contains(char::is_alphabetic) && is_number(before) && is_free("note");
            is_text.then(|| ("these words need a key, `note`".to_owned(), format!("note: {words}")))
        };
        let (message, with) = with_key().or_else(with_value).or_else(with_note)?;
        let at = Span { start: last.end - words.len() as u32, ..last };
        let edits = vec![Edit::Retype { at, with: with.clone() }];
        let fix = Fix::likely("missing key added", format!("write `{with}`"), edits);
        Some(Problem::new(ProblemKind::Syntax, at, message).help(format!("write `{with}`")).fix(fix))
    }

    /// `{value:23%}`: the key is known, its value is glued to it.
    fn glued(
        &self,
        text: &'r str,
        key: NodeId,
        value: NodeId,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let nothing = matches!(self.at.tree().node(value).data, Data::Nothing);
        let (name, rest) = typed::glued_key(text, known).filter(|_| nothing)?;
        self.report(typed::missing_space(self.at.tree(), key, name, rest));
        Some(name)
    }

    /// Reports a key that is not allowed here. The key it was probably meant to be, if any, then counts as present but
    /// wrong, so that it is not reported as missing, too.
    fn unknown(
        &mut self,
        text: &str,
        key: NodeId,
        value: NodeId,
        known: &'static [&'static str],
    ) -> Option<&'static str> {
        let span = self.at.tree().span(key);
        let problem =
            Problem::new(ProblemKind::UnknownField, span, format!("`{}` is not a field here", shorten(text)));
        if self.at.reader.is_full() {
            self.report(problem); // only counted
            return None;
        }
        if let Some(problem) = typed::foreign_indent(self.at.tree(), key) {
            self.report(problem);
            return None;
        }
        if let Some(problem) = self.outdented(text, key) {
            if !std::mem::replace(&mut self.has_outdented, true) {
                self.report(problem);
            }
            return None;
        }
        if let Some(problem) = self.wrapped(text, value, known) {
            self.report(problem);
            self.at.reader.loses_entries.set(true);
            return None;
        }
        let marked = typed::marker_before_key(self.at.tree(), key, self.at.reader.lexicon);
        let marked = marked.filter(|(meant, _)| known.contains(meant));
        if let Some((meant, problem)) = marked.or_else(|| self.missing_colon(text, key, value, known)) {
            self.report(problem);
            self.is_repeated(self.key(meant), key);
            return Some(meant);
        }
        let is_ours = self.at.reader.is_ours.get();
        let free = |name: &&str| self.seen.first(self.key(name)).is_none();
        let hint = (self.at.reader.lexicon.hint)(&Unknown {
            has_decimal_commas: self.at.reader.has_decimal_commas,
            key: text,
            value: self.at.tree().node(value).data.text(),
            is_alone: self.flow && matches!(self.at.tree().node(value).data, Data::Nothing),
            known,
        });
        let (problem, meant) = match hint {
            Some(Hint::Help(help)) => (problem.help(help), None),
            Some(Hint::Instead { of, message, help }) => {
                (Problem { message, ..problem }.help(help), Some(of).filter(free))
            }
            Some(Hint::Entries { message, entries }) => {
                // The first of them then counts as written, though wrong.
                let first = entries.first().and_then(|entry| entry.split_once(':'));
                let first = first.and_then(|(key, _)| known.iter().copied().find(|name| *name == key));
                (self.with_entries(Problem { message, ..problem }, value, &entries), first.filter(free))
            }
            Some(Hint::Key(name)) if free(&name) && !self.comes_later(name) => {
                let problem = problem.help(format!("write `{name}`"));
                let edits = vec![Edit::Set { at: span, to: Scalar::Text(name.to_owned()) }];
                let fix = Fix::likely("key given its name here", format!("write `{name}`"), edits);
                (problem.fix(fix), Some(name))
            }
            Some(Hint::Key(name)) if self.is_list_of(value) => (
                problem.help(format!("`{name}` is here already: put what is below at the end of that list")),
                None,
            ),
            Some(Hint::Key(name)) => {
                (problem.help(format!("`{name}` is here already: leave one of them out")), None)
            }
            None => match mistyped(text, known.iter().copied().filter(free)) {
                Some(near) => {
                    let problem = problem.help(format!("did you mean `{near}`?"));
                    let value = self.at.tree().node(value).data.text();
                    let reader = self.at.reader;
                    let fits = (reader.lexicon.fits)(near, value, reader.has_decimal_commas);
                    match (self.comes_later(near), fits) {
                        (true, _) => (problem, None),
                        (false, true) => (problem.fix(rename(text, span, near, known)), Some(near)),
                        (false, false) => (problem, Some(near)),
                    }
                }
                None => (problem.help(format!("allowed here: {}", known.join(", "))), None),
            },
        };
        self.report(Problem { fix: problem.fix.filter(|_| is_ours), ..problem });
        let meant = meant?;
        self.is_repeated(self.key(meant), key);
        Some(meant)
    }

    fn is_list_of(&self, value: NodeId) -> bool {
        matches!(self.at.tree().node(value).data, Data::List { .. })
    }

    /// `okrs:` around everything: its keys are those of the place that it stands in.
    fn wrapped(&self, text: &str, value: NodeId, known: &[&str]) -> Option<Problem> {
        let tree = self.at.tree();
        let Data::Mapping { entries, flow: false } = &tree.node(value).data else { return None };
        let keys = tree.children(*entries).iter().step_by(2);
        let is_known = |key: &&NodeId| tree.node(**key).data.text().is_some_and(|key| known.contains(&key));
        let is_all = self.all.len() == 2 && keys.len() > 1 && keys.clone().all(|key| is_known(&key));
        let is_root = tree.roots.first().is_some_and(|root| *root == self.at.id);
        if !is_all || !is_root {
            return None;
        }
        let message =
            format!("`{}` is not a field here: what is below it stands at the top of a file", shorten(text));
        let key = *self.all.first()?;
        let help = "delete this line, and let the lines below begin at the left edge";
        Some(Problem::new(ProblemKind::UnknownField, tree.span(key), message).help(help))
    }

    /// `value: 44` in the column of the dash before `date: 2026-01-19`: the key belongs to that item.
    fn outdented(&self, text: &str, key: NodeId) -> Option<Problem> {
        let tree = self.at.tree();
        self.at.reader.lexicon.key(text).filter(|_| !self.flow)?;
        let read = &self.all[..self.all.len() - self.pairs.len() - 2];
        let list = read.chunks_exact(2).rev().map(|pair| pair[1]);
        let list = list.take_while(|value| !matches!(tree.node(*value).data, Data::Mapping { .. }));
        let mut lists = list.filter(|value| matches!(tree.node(*value).data, Data::List { .. }));
        let list = lists.next()?;
        let Data::List { items } = &tree.node(list).data else { return None };
        let last = *tree.children(*items).last()?;
        let Data::Mapping { flow: false, .. } = tree.node(last).data else { return None };
        let (own, first) = (tree.span(key), tree.span(last));
        let column = |at: u32| {
            tree.text
                .get(..at as usize)
                .map(|text| text.len() - text.rfind(['\n', '\r']).map_or(0, |end| end + 1))
        };
        // The dash of an item stands two columns before its keys, as nearly everybody writes it.
        (column(first.start)? == column(own.start)? + 2).then_some(())?;
        let message =
            format!("`{text}` stands in the column of the dash above, so it is no part of that item");
        let line = tree.text.get(own.start as usize..)?.lines().next()?.trim_end();
        let help =
            format!("indent it, and the lines around it that belong to the item, by two spaces: `  {line}`");
        let problem = Problem::new(ProblemKind::UnknownField, own, message).help(help);
        Some(problem.related(first, "the item"))
    }

    /// `why Patients book: by phone` has a key of three words, of which the first is meant.
    fn missing_colon(
        &self,
        text: &str,
        key: NodeId,
        value: NodeId,
        known: &'static [&'static str],
    ) -> Option<(&'static str, Problem)> {
        let tree = self.at.tree();
        let (first, rest) = text.split_once(' ')?;
        let meant = known.iter().copied().find(|name| name.eq_ignore_ascii_case(first))?;
        let last = tree.node(value);
        let is_nothing = matches!(last.data, Data::Nothing);
        tree.node(key).data.plain().filter(|_| rest.trim().contains(' ') && (!self.flow || is_nothing))?;
        let span = tree.span(key);
        let has_value = !is_nothing && last.data.text().is_some();
        // `{key_result "Raise NPS from 20 to 40"}` has no colon at all.
        let colon = u32::from(tree.text.get(span.end as usize..)?.starts_with(':'));
        let whole =
            if has_value { span.to(tree.span(value)) } else { Span { end: span.end + colon, ..span } };
        let words = tree.text.get(whole.range()).filter(|words| !words.contains(['\n', '\r']))?;
        let said = words.strip_prefix(first)?.trim_start();
        let is_quoted = said.len() > 1 && said.starts_with('"') && said.ends_with('"');
        let with = if is_quoted { format!("{meant}: {said}") } else { format!("{meant}: {}", quoted(said)) };
        let message = format!("the colon after `{first}` is missing");
        let problem =
            Problem::new(ProblemKind::Syntax, Span { end: span.start + first.len() as u32, ..span }, message);
        let edits = vec![Edit::Retype { at: whole, with: with.clone() }];
        let fix = Fix::likely("missing colon added", format!("put a colon after `{meant}`"), edits);
        Some((meant, problem.help(format!("write: `{with}`")).fix(fix)))
    }

    /// Offers entries instead of a key and its value.
    fn with_entries(&self, problem: Problem, value: NodeId, entries: &[String]) -> Problem {
        let tree = self.at.tree();
        let place = problem.span.to(tree.span(value));
        let start = place.start as usize;
        let line =
            tree.text.get(..start).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
        let indent = " ".repeat(tree.text.get(line..start).map_or(0, |before| before.chars().count()));
        let newline = if tree.text.contains("\r\n") { "\r\n" } else { "\n" };
        // `[2026-02-01: 12, 2026-02-08: 13]` has pairs without braces of their own.
        let has_braces = tree
            .text
            .get(self.at.tree().span(self.at.id).start as usize..)
            .is_some_and(|text| text.starts_with('{'));
        let with = match (self.flow, has_braces) {
            (true, true) => entries.join(", "),
            (true, false) => format!("{{{}}}", entries.join(", ")),
            (false, _) => entries.join(&format!("{newline}{indent}")),
        };
        let help = format!("write `{{{}}}`", entries.join(", "));
        let edits = vec![Edit::Retype { at: place, with }];
        problem.help(help).fix(Fix::likely("entry given its keys", "write the keys", edits))
    }

    fn comes_later(&self, name: &str) -> bool {
        let tree = self.at.tree();
        self.pairs.iter().step_by(2).any(|key| tree.node(*key).data.text() == Some(name))
    }

    fn merge_key(&self, span: Span) -> Problem {
        Problem::new(ProblemKind::Syntax, span, "`<<` (a merge key) is not part of this format")
            .help("write the values out where they are used")
    }
}

/// Puts a misspelt key right. Where two known ones are near, nobody can be sure.
fn rename(text: &str, key: Span, near: &'static str, known: &[&str]) -> Fix {
    const KIND: &str = "misspelt key corrected";
    let edits = vec![Edit::Set { at: key, to: Scalar::Text(near.to_owned()) }];
    let title = format!("write `{near}`");
    if is_only_near(text, near, known) {
        Fix::safe(KIND, title, edits)
    } else {
        Fix::likely(KIND, title, edits)
    }
}

impl<'r> MapAccess<'r> for Entries<'_, 'r, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'r>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let [key, value, rest @ ..] = self.pairs {
            self.pairs = rest;
            let Some(key_at) = self.key_node(*key) else { continue };
            let text = key_at.data().text().unwrap_or_default();
            let key_of_text = self.key(text);
            if self.is_repeated(key_of_text, *key) {
                continue;
            }
            if text == "<<" && key_at.data().plain().is_some() {
                self.report(self.merge_key(self.at.tree().span(*key)));
                continue;
            }
            if let (Some(known), None) = (self.known, key_of_text.number) {
                let meant = if let Some(name) = self.glued(text, *key, *value, known) {
                    self.value = Some(At { key: Some(name), is_spoiled: true, ..self.at.child(*key) });
                    name
                } else {
                    let Some(meant) = self.unknown(text, *key, *value, known) else { continue };
                    self.value = Some(At { key: Some(meant), is_spoiled: true, ..self.at.child(*value) });
                    meant
                };
                return seed.deserialize(StrDeserializer::new(meant)).map(Some);
            }
            let cut_off = self.take_cut_off_words(*value);
            if let Some(last) = cut_off {
                let reader = self.at.reader;
                let meant =
                    |key: &str, text: &str| (reader.lexicon.meant)(key, text, reader.has_decimal_commas);
                let whole = typed::comma_in_braces(self.at.tree(), text, *value, last, meant);
                self.report(self.field_behind_comma(text, *value, last).unwrap_or(whole));
            }
            let is_spoiled = cut_off.is_some() || self.has_fields_below(*key, *value);
            self.value = Some(At { key: Some(text), is_spoiled, ..self.at.child(*value) });
            // A derived struct knows its fields by number, too; that saves comparing the names again.
            return match key_of_text.number {
                Some(number) => seed.deserialize((number as u64).into_deserializer()).map(Some),
                None => seed.deserialize(key_at).map(Some),
            };
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'r>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let at = self.value.take().expect("internal error: a value was asked for before its key");
        seed.deserialize(at)
    }
}

/// A bare text as the mapping it is short for.
pub(super) struct OneEntry<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    field: &'static str,
    given: bool,
}

impl<'a, 'r, 't> OneEntry<'a, 'r, 't> {
    pub(super) fn new(at: At<'a, 'r, 't>, field: &'static str) -> Self {
        Self { at, field, given: false }
    }
}

impl<'r> MapAccess<'r> for OneEntry<'_, 'r, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'r>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if std::mem::replace(&mut self.given, true) {
            return Ok(None);
        }
        seed.deserialize(StrDeserializer::new(self.field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'r>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(At { short: None, key: Some(self.field), ..self.at })
    }
}
