//! A serde `Deserializer` over the tree. Problems are collected, not returned: a wrong value leaves its
//! [`Field`](super::Field) without one, an unknown key is passed over, and reading goes on.

use super::field::FIELD;
use super::problem::{Problem, ProblemKind};
use super::stumbles;
use super::tree::{Children, Data, NodeId, Tree};
use crate::source::Span;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;

/// How deep aliases may lead into aliases, and how many nodes they may add to those that were written.
const DEEPEST_ALIAS: u8 = 8;
const MOST_ALIASED_NODES: u32 = 100_000;

/// A struct that may also be written as one text, which then fills the field [`ShortForm::FIELD`].
#[derive(Debug, Clone, Default)]
pub struct Short<T>(pub T);

/// Names the field that a bare text fills.
pub trait ShortForm {
    /// The field's name as it is written in the file.
    const FIELD: &'static str;
}

impl<'de, T: de::Deserialize<'de> + ShortForm> de::Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(T::FIELD, ShortVisitor(PhantomData))
    }
}

struct ShortVisitor<T>(PhantomData<T>);

impl<'de, T: de::Deserialize<'de>> Visitor<'de> for ShortVisitor<T> {
    type Value = Short<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a mapping")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Short<T>, D::Error> {
        T::deserialize(deserializer).map(Short)
    }
}

/// Why a value could not be read. The first line of the text is the message, the others are help.
#[derive(Debug)]
pub(super) struct Error {
    text: String,
    /// Already in the list of problems.
    reported: bool,
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Error { text: text.to_string(), reported: false }
    }
}

/// What all readers of one tree share.
struct Reader<'r, 't> {
    tree: &'r Tree<'t>,
    problems: RefCell<Vec<Problem>>,
    aliased_nodes: Cell<u32>,
}

impl Reader<'_, '_> {
    fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}

/// Reads the first document of the tree into `T`.
pub(super) fn read_tree<T: DeserializeOwned>(tree: &Tree<'_>) -> (Option<T>, Vec<Problem>) {
    let reader = Reader { tree, problems: RefCell::default(), aliased_nodes: Cell::new(0) };
    let value = tree.roots.first().and_then(|&id| {
        let at = At { reader: &reader, id, key: None, alias_depth: 0, short: None, cut_off: false };
        match T::deserialize(at) {
            Ok(value) => Some(value),
            Err(error) => {
                at.report(error);
                None
            }
        }
    });
    (value, reader.problems.into_inner())
}

/// One node about to be read.
#[derive(Clone, Copy)]
struct At<'a, 'r, 't> {
    reader: &'a Reader<'r, 't>,
    id: NodeId,
    /// The key it is the value of, for messages.
    key: Option<&'a str>,
    alias_depth: u8,
    /// The field that a bare text fills.
    short: Option<&'static str>,
    /// A comma cut the value in two: it counts as unreadable.
    cut_off: bool,
}

impl<'a, 'r, 't> At<'a, 'r, 't> {
    fn child(self, id: NodeId) -> Self {
        Self { id, short: None, cut_off: false, ..self }
    }

    /// Follows aliases to the node they stand for, within bounds.
    fn follow(mut self) -> Result<Self, Error> {
        while let Data::Alias(target) = self.reader.tree.node(self.id).data {
            self.alias_depth += 1;
            if self.alias_depth > DEEPEST_ALIAS {
                return Err(self.too_many_aliases());
            }
            self.id = target;
        }
        if self.alias_depth > 0 {
            let seen = self.reader.aliased_nodes.get() + 1;
            self.reader.aliased_nodes.set(seen);
            if seen > MOST_ALIASED_NODES {
                return Err(self.too_many_aliases());
            }
        }
        Ok(self)
    }

    fn too_many_aliases(self) -> Error {
        let first = self.reader.aliased_nodes.get() <= MOST_ALIASED_NODES + 1;
        self.reader.aliased_nodes.set(MOST_ALIASED_NODES + 2);
        if first {
            let span = self.reader.tree.node(self.id).span;
            self.reader.report(
                Problem::new(
                    ProblemKind::Syntax,
                    span,
                    "the aliases (`*name`) of this file stand for too much",
                )
                .help("write the values out where they are used"),
            );
        }
        Error { text: String::new(), reported: true }
    }

    fn data(self) -> &'r Data<'t> {
        &self.reader.tree.node(self.id).data
    }

    fn what_is_there(self) -> String {
        match self.data() {
            Data::List { .. } => "a list".into(),
            Data::Mapping { .. } => "a mapping (`key: value`)".into(),
            Data::Nothing => "nothing".into(),
            Data::Scalar { text, .. } => format!("`{}`", shorten(text)),
            Data::Unreadable | Data::Alias(_) => "something unreadable".into(),
        }
    }

    fn wrong_type(self, wanted: &str) -> Error {
        if matches!(self.data(), Data::Unreadable) {
            return Error { text: String::new(), reported: true };
        }
        let name = self.key.map_or("this".into(), |key| format!("`{key}`"));
        de::Error::custom(format!("{name} must be {wanted}, not {}", self.what_is_there()))
    }

    fn text(self) -> Result<&'r str, Error> {
        match self.data() {
            Data::Scalar { text, .. } => Ok(text),
            _ => Err(self.wrong_type("text")),
        }
    }

    fn number<T: std::str::FromStr>(self, wanted: &str) -> Result<T, Error> {
        match self.data() {
            Data::Scalar { text, .. } => text.trim().parse().map_err(|_| self.wrong_type(wanted)),
            _ => Err(self.wrong_type(wanted)),
        }
    }

    /// Puts an error into the list of problems, unless it is there already.
    fn report(self, error: Error) -> Error {
        if !error.reported {
            let (message, help) = match error.text.split_once('\n') {
                Some((message, help)) => (message, Some(help)),
                None => (error.text.as_str(), None),
            };
            let span = self.reader.tree.node(self.id).span;
            let mut problem = Problem::new(ProblemKind::InvalidValue, span, message);
            problem.help = help.map(str::to_owned);
            self.reader.report(problem);
        }
        Error { reported: true, ..error }
    }
}

/// Cuts a long value for a message, at a character.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 || line.len() < text.trim_end().len() {
        let head: String = line.chars().take(38).collect();
        format!("{head}…")
    } else {
        line.to_owned()
    }
}

impl<'de> Deserializer<'de> for At<'_, 'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            Data::List { .. } => at.deserialize_seq(visitor),
            Data::Mapping { .. } => at.deserialize_map(visitor),
            Data::Nothing => visitor.visit_unit(),
            _ => visitor.visit_borrowed_str(at.text()?),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.follow()?.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        let number: f64 = at.number("a number")?;
        if number.is_finite() { visitor.visit_f64(number) } else { Err(at.wrong_type("a number")) }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(self.follow()?.number("a whole number")?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.follow()?.number("a whole number")?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.follow()?.number("a whole number")?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.text() {
            Ok("true") => visitor.visit_bool(true),
            Ok("false") => visitor.visit_bool(false),
            _ => Err(at.wrong_type("true or false")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.data() {
            Data::Nothing => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            Data::List { items } => visitor.visit_seq(Items { at, items: at.reader.tree.children(*items) }),
            _ => Err(at.wrong_type("a list (`- ` before each item, or `[a, b]`)")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            Data::Mapping { entries, .. } => visitor.visit_map(Entries::new(at, *entries, None)),
            _ => Err(at.wrong_type("a mapping (`key: value`)")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match (at.data(), at.short) {
            (Data::Mapping { entries, .. }, _) => visitor.visit_map(Entries::new(at, *entries, Some(known))),
            (Data::Scalar { .. }, Some(field)) => visitor.visit_map(OneEntry { at, field, given: false }),
            (_, Some(_)) => Err(at.wrong_type("text or a mapping (`key: value`)")),
            _ => Err(at.wrong_type("a mapping (`key: value`)")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        field: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(Self { short: Some(field), ..self })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        debug_assert_eq!(name, FIELD);
        visitor.visit_seq(FieldParts { at: self, step: 0 })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let at = self.follow()?;
        let text = at.text()?;
        if known.contains(&text) {
            return visitor.visit_enum(text.into_deserializer());
        }
        let list = list_of(known);
        let mut error = at.wrong_type(&list);
        if let Some(near) = nearest(text, known.iter().copied()) {
            error.text.push_str(&format!("\ndid you mean `{near}`?"));
        }
        Err(error)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 u16 f32 char bytes byte_buf unit unit_struct tuple
    }
}

/// `a, b or c`, each in backquotes.
pub(crate) fn list_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The known word a misspelt one was probably meant to be.
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Long unknown words are not misspellings; this also bounds the cost.
    if word.len() > 60 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len() / 3).clamp(1, 3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The entries of a mapping; with the struct's field names, unknown and repeated keys are reported and passed over.
struct Entries<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    pairs: &'r [NodeId],
    flow: bool,
    known: Option<&'static [&'static str]>,
    /// The keys seen so far, with the place of each.
    seen: Vec<(&'r str, Span)>,
    value: Option<At<'a, 'r, 't>>,
}

impl<'a, 'r, 't> Entries<'a, 'r, 't> {
    fn new(at: At<'a, 'r, 't>, entries: Children, known: Option<&'static [&'static str]>) -> Self {
        let pairs = at.reader.tree.children(entries);
        let flow = matches!(at.data(), Data::Mapping { flow: true, .. });
        Self { at, pairs, flow, known, seen: Vec::new(), value: None }
    }

    /// The text of a key, or a problem and nothing.
    fn key_text(&self, key: NodeId) -> Option<&'r str> {
        let tree = self.at.reader.tree;
        let node = tree.node(key);
        match &node.data {
            Data::Scalar { text, .. } => Some(text),
            Data::Unreadable => None,
            _ => {
                let message = "a key must be a plain word";
                self.at.reader.report(Problem::new(ProblemKind::Syntax, node.span, message));
                None
            }
        }
    }

    fn is_repeated(&mut self, text: &'r str, span: Span) -> bool {
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == text) {
            self.at.reader.report(
                Problem::new(ProblemKind::DuplicateKey, span, format!("`{text}` is written twice here"))
                    .help("keep the one you mean; only the first is read")
                    .related(*first, "the first one"),
            );
            return true;
        }
        self.seen.push((text, span));
        false
    }

    /// Words that a comma inside braces cut off a value: `{note: live, and used}` has a key `and used` without a value.
    fn take_cut_off_words(&mut self) -> Option<Span> {
        let known = self.known?;
        let mut last = None;
        while let (true, [key, value, rest @ ..]) = (self.flow, self.pairs) {
            let tree = self.at.reader.tree;
            let (Data::Scalar { text, plain: true }, Data::Nothing) =
                (&tree.node(*key).data, &tree.node(*value).data)
            else {
                break;
            };
            if known.contains(&&**text) {
                break;
            }
            last = Some(tree.node(*key).span);
            self.pairs = rest;
        }
        last
    }

    fn unknown(&self, text: &str, span: Span, known: &[&str]) -> Problem {
        let problem =
            Problem::new(ProblemKind::UnknownField, span, format!("there is no `{}` here", shorten(text)));
        if text == "<<" {
            return problem.help("merge keys are not supported; write the values out");
        }
        let candidates = known.iter().copied().filter(|name| self.seen.iter().all(|(seen, _)| seen != name));
        match nearest(text, candidates) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("what can stand here: {}", known.join(", "))),
        }
    }
}

impl<'a, 'r, 't> MapAccess<'r> for Entries<'a, 'r, 't> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'r>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let [key, value, rest @ ..] = self.pairs {
            self.pairs = rest;
            let Some(text) = self.key_text(*key) else { continue };
            let span = self.at.reader.tree.node(*key).span;
            if self.is_repeated(text, span) {
                continue;
            }
            if let Some(known) = self.known
                && !known.contains(&text)
            {
                self.at.reader.report(self.unknown(text, span, known));
                continue;
            }
            let cut_off = self.take_cut_off_words();
            if let Some(last) = cut_off {
                self.at.reader.report(stumbles::comma_in_braces(self.at.reader.tree, text, *value, last));
            }
            self.value = Some(At { key: Some(text), cut_off: cut_off.is_some(), ..self.at.child(*value) });
            return seed.deserialize(self.at.child(*key)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'r>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let at = self.value.take().expect("internal error: a value was asked for before its key");
        seed.deserialize(at)
    }
}

/// A bare text as the mapping it stands for.
struct OneEntry<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    field: &'static str,
    given: bool,
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

/// The items of a list.
struct Items<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    items: &'r [NodeId],
}

impl<'r> SeqAccess<'r> for Items<'_, 'r, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'r>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let [id, rest @ ..] = self.items else { return Ok(None) };
        self.items = rest;
        seed.deserialize(self.at.child(*id)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// What a [`Field`](super::Field) asks for: file, start, end, value; or nothing at all where nothing is written.
struct FieldParts<'a, 'r, 't> {
    at: At<'a, 'r, 't>,
    step: u8,
}

impl<'r> SeqAccess<'r> for FieldParts<'_, 'r, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'r>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.step += 1;
        let node = self.at.reader.tree.node(self.at.id);
        match (self.step, &node.data) {
            (1, Data::Nothing) => Ok(None),
            (1, _) => seed.deserialize(node.span.file.0.into_deserializer()).map(Some),
            (2, _) => seed.deserialize(node.span.start.into_deserializer()).map(Some),
            (3, _) => seed.deserialize(node.span.end.into_deserializer()).map(Some),
            (_, Data::Unreadable) => Ok(None),
            _ if self.at.cut_off => Ok(None),
            _ => seed.deserialize(self.at).map(Some).map_err(|error| self.at.report(error)),
        }
    }
}
