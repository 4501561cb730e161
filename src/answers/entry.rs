//! One day's entry in a list of check-ins or readings.

use super::refused::Refused;
use crate::goals::format::CheckInList;
use crate::goals::{CheckInView, Day, Part};
use crate::quantity::{Quantity, same};
use crate::source::Span;
use crate::yaml::edit::{Edit, Entries, Node, Place, Scalar};

/// A list of check-ins or readings, and the mapping that has it.
#[derive(Clone, Copy)]
pub(super) struct Ledger<'w> {
    pub(super) list: &'w CheckInList,
    /// Its key.
    pub(super) key: &'static str,
    /// The key result or metric.
    pub(super) owner: Span,
    /// Whether a text means the owner.
    pub(super) is_short: bool,
    /// Where the key goes if it is not there.
    pub(super) place: Place,
}

/// What an entry is to say beside its day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts<'a> {
    pub(super) value: Option<&'a Quantity>,
    pub(super) confidence: Option<u8>,
    pub(super) note: Option<&'a str>,
}

impl Parts<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.value.is_none() && self.confidence.is_none() && self.note.is_none()
    }

    /// The parts as they are written, in their order.
    fn written(&self) -> Entries {
        let literal = |text: String| Node::Scalar(Scalar::Literal(text));
        let value = self.value.map(|value| ("value", literal(value.text().to_owned())));
        let confidence = self.confidence.map(|confidence| ("confidence", literal(confidence.to_string())));
        let note = self.note.map(|note| ("note", Node::Scalar(Scalar::Text(note.to_owned()))));
        value.into_iter().chain(confidence).chain(note).collect()
    }
}

/// What an answer does to a list.
pub(super) enum Entered {
    /// A new entry.
    New(Edit),
    /// Parts of an existing one: new entries, and replacements.
    Changed {
        edits: Vec<Edit>,
        /// Whether anything that was there says something else now.
        replaces: bool,
    },
}

impl<'w> Ledger<'w> {
    /// The last entry for a day.
    pub(super) fn on(&self, day: Day) -> Option<CheckInView<'w>> {
        self.list.readable().rfind(|entry| entry.date().get() == Some(day))
    }

    /// Whether the entry for a day has a value.
    pub(super) fn has_value_on(&self, day: Day) -> bool {
        self.on(day).is_some_and(|entry| !entry.value().is_absent())
    }

    /// The edits after which a day's entry says these parts. Parts that are not named stay.
    ///
    /// # Errors
    /// The day has another one already, and nobody said that it may be replaced.
    pub(super) fn enter(&self, day: Day, parts: &Parts<'_>, replace: bool) -> Result<Entered, Refused> {
        match self.on(day) {
            None => Ok(Entered::New(self.added(day, parts))),
            Some(entry) => {
                let changed = changed(entry, parts);
                match changed {
                    Entered::Changed { replaces: true, .. } if !replace => {
                        Err(Refused::SameDay { day, was: summary(entry, day) })
                    }
                    changed => Ok(changed),
                }
            }
        }
    }

    /// A new entry, where its day has its place among the others.
    fn added(&self, day: Day, parts: &Parts<'_>) -> Edit {
        let date = ("date", Node::Scalar(Scalar::Literal(day.to_string())));
        let item = Node::Mapping([date].into_iter().chain(parts.written()).collect());
        if self.is_short {
            let entries = vec![(self.key, Node::List(vec![item]))];
            return Edit::Expand { at: self.owner, field: "key_result", entries };
        }
        let mut items = self.list.items();
        let count = items.len();
        let is_earlier = |item: Part<CheckInView<'_>>| {
            item.get().and_then(|entry| entry.date().get()).is_some_and(|date| date < day)
        };
        let before = items.rposition(is_earlier).map_or(0, |last| last + 1);
        match self.list.span() {
            Some(list) if before < count => Edit::Insert { list, before, item },
            _ => Edit::Append { mapping: self.owner, key: self.key, place: self.place, item },
        }
    }
}

fn changed(entry: CheckInView<'_>, parts: &Parts<'_>) -> Entered {
    let same_value = parts.value.is_some_and(|value| entry.value().get().is_some_and(|own| same(own, value)));
    let same_confidence = entry.confidence().get().map(|own| own.0) == parts.confidence;
    let same_note = entry.note().get().map(str::trim) == parts.note.map(str::trim);
    let own = [
        ("value", entry.value().span(), same_value),
        ("confidence", entry.confidence().span(), same_confidence),
        ("note", entry.note().span(), same_note),
    ];
    let (mut edits, mut replaces) = (Vec::new(), false);
    let mut last = "date";
    let mut missing: Vec<(&'static str, Entries)> = Vec::new();
    let mut written = parts.written().into_iter().peekable();
    for (key, place, is_same) in own {
        let wanted = written.next_if(|(name, _)| *name == key).map(|(_, node)| node);
        match (place, wanted) {
            (Some(at), Some(Node::Scalar(to))) if !is_same => {
                edits.push(Edit::Set { at, to });
                replaces = true;
            }
            (None, Some(node)) => match missing.last_mut() {
                Some((after, entries)) if *after == last => entries.push((key, node)),
                _ => missing.push((last, vec![(key, node)])),
            },
            _ => {}
        }
        last = if place.is_some() { key } else { last };
    }
    let added = missing.into_iter().map(|(after, entries)| Edit::Add {
        mapping: entry.span(),
        place: Place::After(after),
        entries,
    });
    edits.extend(added);
    Entered::Changed { edits, replaces }
}

/// An entry as it could be written.
fn summary(entry: CheckInView<'_>, day: Day) -> String {
    let value = entry.value().get().map(|value| format!("value: {}", value.text()));
    let confidence = entry.confidence().get().map(|confidence| format!("confidence: {}", confidence.0));
    let note = entry.note().get().map(|note| format!("note: {}", note.trim()));
    let parts = [Some(format!("date: {day}")), value, confidence, note];
    format!("{{{}}}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
