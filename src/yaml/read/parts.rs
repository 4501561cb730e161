//! The items of a list and the parts of a field, for serde.

use super::{At, Error};
use crate::yaml::field::packed;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::stumbles::typed;
use crate::yaml::tree::{Children, Data, NodeId};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, SeqAccess};

/// The items of a list.
pub(super) struct Items<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    items: &'r [NodeId],
    /// The node itself is the only item.
    is_one: bool,
    /// The keys of the item above, and of what was meant to belong to it.
    above: Vec<&'r str>,
    /// The item above, where it is a mapping over several lines.
    above_node: Option<NodeId>,
    /// Whether an item below it was reported as one of a list that it waits for.
    has_outdented: bool,
}

impl<'a, 'r, 't> Items<'a, 'r, 't> {
    pub(super) fn new(at: At<'a, 'r, 't>, items: Children) -> Self {
        Self { items: at.tree().children(items), is_one: false, ..Self::of_one(at) }
    }

    /// A single value instead of a list.
    pub(super) fn of_one(at: At<'a, 'r, 't>) -> Self {
        Self { at, items: &[], is_one: true, above: Vec::new(), above_node: None, has_outdented: false }
    }

    /// Notes the keys of an item, unless it is only a field of the item above: then that is reported.
    fn is_field_of_the_item_above(&mut self, id: NodeId) -> bool {
        let tree = self.at.tree();
        let Data::Mapping { entries, flow: false } = &tree.node(id).data else {
            let is_outdented = self.is_outdented(id);
            if !is_outdented {
                self.above.clear();
                self.above_node = None;
            }
            return is_outdented;
        };
        (self.above_node, self.has_outdented) = (Some(id), false);
        let keys = tree.children(*entries).iter().step_by(2).filter_map(|key| tree.node(*key).data.text());
        let problem = typed::field_as_item(tree, id, &self.above, self.at.reader.lexicon);
        if problem.is_none() {
            self.above.clear();
        }
        self.above.extend(keys);
        problem.is_some_and(|problem| {
            self.at.reader.report(problem);
            self.at.reader.loses_entries.set(true);
            true
        })
    }

    /// Reports a text in the column of the items, where the item above ends with a key that waits for a list; of several, the first.
    fn is_outdented(&mut self, id: NodeId) -> bool {
        let Some(above) = self.above_node else { return false };
        let Some(problem) = typed::outdented_item(self.at.tree(), id, above, self.at.reader.lexicon) else {
            return false;
        };
        if !std::mem::replace(&mut self.has_outdented, true) {
            self.at.reader.report(problem);
            self.at.reader.loses_entries.set(true);
        }
        true
    }

    /// An item must hold something; one that does not still counts as an item.
    fn item(&self, id: NodeId) -> At<'a, 'r, 't> {
        let item = self.at.child(id);
        if !item.is_nothing() {
            return item;
        }
        let problem =
            Problem::new(ProblemKind::InvalidValue, item.tree().span(id), "this list item is empty");
        item.reader.report(problem.help("write something after the dash, or delete the line"));
        At { is_spoiled: true, ..item }
    }
}

impl<'r> SeqAccess<'r> for Items<'_, 'r, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'r>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if std::mem::take(&mut self.is_one) {
            self.items = &[];
            return seed.deserialize(At { short: None, ..self.at }).map(Some);
        }
        let (id, rest) = loop {
            let [id, rest @ ..] = self.items else { return Ok(None) };
            if !self.is_field_of_the_item_above(*id) {
                break (id, rest);
            }
            self.items = rest;
        };
        self.items = rest;
        seed.deserialize(self.item(*id)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() + usize::from(self.is_one))
    }
}

/// How a number is requested: its text, and whether a comma separates its decimals.
pub(super) struct NumberParts<'r> {
    text: Option<&'r str>,
    has_decimal_commas: bool,
}

impl<'r> NumberParts<'r> {
    pub(super) fn new(text: &'r str, has_decimal_commas: bool) -> Self {
        Self { text: Some(text), has_decimal_commas }
    }
}

impl<'r> SeqAccess<'r> for NumberParts<'r> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'r>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        match self.text.take() {
            Some(text) => seed.deserialize(BorrowedStrDeserializer::new(text)).map(Some),
            None => seed.deserialize(self.has_decimal_commas.into_deserializer()).map(Some),
        }
    }
}

/// The parts of a [`Field`](crate::yaml::Field): place and value, or nothing if nothing is written.
pub(super) struct FieldParts<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    absent: bool,
    /// Whether the place was handed over, so that the value comes next.
    is_placed: bool,
}

impl<'a, 'r, 't> FieldParts<'a, 'r, 't> {
    /// An alias to nothing is nothing, too.
    #[inline]
    pub(super) fn new(at: At<'a, 'r, 't>) -> Result<Self, Error> {
        let absent = !at.is_spoiled
            && match at.data() {
                Data::Nothing => true,
                Data::Alias(_) => at.follow().is_ok_and(At::is_nothing),
                _ => false,
            };
        Ok(Self { at, absent, is_placed: false })
    }
}

impl<'r> SeqAccess<'r> for FieldParts<'_, 'r, '_> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'r>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.absent {
            return Ok(None);
        }
        if !std::mem::replace(&mut self.is_placed, true) {
            let place = packed(self.at.tree().span(self.at.id));
            return seed.deserialize(place.into_deserializer()).map(Some);
        }
        if self.at.is_spoiled || matches!(self.at.data(), Data::Unreadable) {
            return Ok(None);
        }
        seed.deserialize(self.at).map(Some).map_err(|error| self.at.report(error))
    }
}
