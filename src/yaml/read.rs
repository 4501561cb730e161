//! A serde `Deserializer` over the tree. Problems are collected, not returned: a wrong value leaves its
//! [`Field`](super::Field) without one, an unknown key is skipped, and reading goes on.

mod commas;
mod entries;
mod keyed;
mod keyless;
mod parts;
mod two_in_one;

use super::change::Fix;
use super::field::{FIELD, QUANTITY};
use super::lexicon::{Dialect, Hint, Lexicon, Unknown};
use super::problem::{Problem, ProblemKind, Problems};
use super::spelling::{list_of, nearest};
use super::stumbles::{colonless, dashless, shorten, typed};
use super::tree::{Data, NodeId, Tree};
use crate::wrong::Wrong;
use entries::{Entries, OneEntry};
use parts::{FieldParts, Items, NumberParts};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use std::cell::{Cell, RefCell};
use std::fmt;

/// How deep aliases may lead into aliases, and how many nodes they may add to those that were written.
const DEEPEST_ALIAS: u8 = 8;
const MOST_ALIASED_NODES: u32 = 100_000;

const VALUES_WITHOUT_KEYS: &str = "these values have no keys";

/// Why a value could not be read.
#[derive(Debug)]
pub(super) enum Error {
    /// Not reported yet.
    New(Wrong),
    /// Already in the list of problems.
    Reported,
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::New(wrong) => wrong.fmt(f),
            Error::Reported => f.write_str("reported"),
        }
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Error::New(Wrong::from_display(&text))
    }

    /// A struct may demand a field; the format itself demands none.
    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("`{field}` is missing here"))
    }
}

/// What all readers of one tree share.
struct Reader<'r, 't> {
    tree: &'r Tree<'t>,
    problems: RefCell<Problems>,
    aliased_nodes: Cell<u32>,
    loses_entries: Cell<bool>,
    /// A comma separates the decimals of numbers, as the settings say.
    has_decimal_commas: bool,
    lexicon: &'r Lexicon,
    /// Whether the document has a key of the format at its top: in another kind of file no key was meant for one of ours.
    is_ours: Cell<bool>,
}

impl Reader<'_, '_> {
    fn report(&self, problem: Problem) {
        self.problems.borrow_mut().add(problem);
    }

    /// Whether further problems are only counted.
    fn is_full(&self) -> bool {
        self.problems.borrow().is_full()
    }
}

/// What a tree said.
pub(super) struct Reading<T> {
    pub(super) value: Option<T>,
    pub(super) problems: Problems,
    /// A key was unreadable, so that what it named seems to be missing.
    pub(super) loses_entries: bool,
}

/// Reads the first document of the tree into `T`, adding what is wrong to `problems`.
pub(super) fn read_tree<T: DeserializeOwned>(
    tree: &Tree<'_>,
    problems: Problems,
    dialect: Dialect<'_>,
) -> Reading<T> {
    let reader = Reader {
        tree,
        problems: RefCell::new(problems),
        aliased_nodes: Cell::new(0),
        loses_entries: Cell::new(false),
        has_decimal_commas: dialect.has_decimal_commas,
        lexicon: dialect.lexicon,
        is_ours: Cell::new(true),
    };
    // An empty document before the one that is meant, as in `---` twice, holds nothing.
    let is_written = |id: &&NodeId| !matches!(tree.node(**id).data, Data::Nothing);
    let value = tree.roots.iter().find(is_written).and_then(|&id| {
        let at = At {
            reader: &reader,
            id,
            key: None,
            alias_depth: 0,
            short: None,
            is_spoiled: false,
            is_sole: false,
        };
        T::deserialize(at).map_err(|error| at.report(error)).ok()
    });
    Reading { value, problems: reader.problems.into_inner(), loses_entries: reader.loses_entries.get() }
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
    /// What is written here was reported already: it counts as unreadable.
    is_spoiled: bool,
    /// It is a single value where a list is expected.
    is_sole: bool,
}

impl<'r, 't> At<'_, 'r, 't> {
    fn child(self, id: NodeId) -> Self {
        Self { id, short: None, is_spoiled: false, is_sole: false, ..self }
    }

    fn tree(self) -> &'r Tree<'t> {
        self.reader.tree
    }

    /// Follows aliases to their node, within bounds.
    #[inline]
    fn follow(self) -> Result<Self, Error> {
        let is_written_here = self.alias_depth == 0 && !matches!(self.data(), Data::Alias(_));
        if is_written_here { Ok(self) } else { self.follow_aliases() }
    }

    fn follow_aliases(mut self) -> Result<Self, Error> {
        while let Data::Alias(target) = self.tree().node(self.id).data {
            self.alias_depth += 1;
            if self.alias_depth > DEEPEST_ALIAS {
                return Err(self.too_many_aliases());
            }
            self.id = target;
        }
        let seen = self.reader.aliased_nodes.get().saturating_add(1);
        self.reader.aliased_nodes.set(seen);
        if seen > MOST_ALIASED_NODES { Err(self.too_many_aliases()) } else { Ok(self) }
    }

    /// Reports once that aliases expand to too much; none is followed after that.
    fn too_many_aliases(self) -> Error {
        let first = self.reader.aliased_nodes.replace(MOST_ALIASED_NODES + 1) <= MOST_ALIASED_NODES + 1;
        self.reader.aliased_nodes.set(u32::MAX);
        if first {
            self.reader.report(
                Problem::new(
                    ProblemKind::Syntax,
                    self.tree().span(self.id),
                    "the aliases (`*name`) of this file expand to too much",
                )
                .help("write the values out where they are used"),
            );
        }
        Error::Reported
    }

    fn data(self) -> &'r Data<'t> {
        &self.tree().node(self.id).data
    }

    fn is_nothing(self) -> bool {
        matches!(self.data(), Data::Nothing)
    }

    fn what_is_there(self) -> String {
        match self.data() {
            Data::List { .. } => "a list".into(),
            Data::Mapping { .. } => "a mapping (`key: value`)".into(),
            Data::Nothing => "nothing".into(),
            data => format!("`{}`", shorten(data.text().unwrap_or_default())),
        }
    }

    fn wrong_type(self, wanted: &str) -> Error {
        if self.is_spoiled || matches!(self.data(), Data::Unreadable) {
            return Error::Reported;
        }
        let name = self.key.map_or("this".into(), |key| format!("`{key}`"));
        let wrong = Wrong::new(format!("{name} must be {wanted}, not {}", self.what_is_there()));
        let example = self.key.and_then(|key| Some((key, (self.reader.lexicon.example)(key)?)));
        Error::New(match example {
            Some((key, value)) => wrong.help(format!("write it like `{key}: {value}`")),
            None => wrong,
        })
    }

    /// Reports a stumble that explains a wrong type better than [`Self::wrong_type`] would.
    fn stumble_or(self, stumble: Option<Problem>, wanted: &str) -> Error {
        match stumble.filter(|_| !self.is_spoiled) {
            Some(problem) => {
                self.reader.report(problem);
                Error::Reported
            }
            None => self.wrong_type(wanted),
        }
    }

    #[inline]
    fn text(self) -> Result<&'r str, Error> {
        if self.is_sole {
            self.refuse_several()?;
        }
        match self.data().text() {
            Some(text) if !self.is_spoiled => Ok(text),
            _ => Err(match self.text_mistaken() {
                None => self.not_one_value(),
                stumble => self.stumble_or(stumble, "text"),
            }),
        }
    }

    /// Brackets or a mapping around what is one value: `baseline: [9 days]`, `target: {value: 4 days}`.
    fn not_one_value(self) -> Error {
        let tree = self.tree();
        let inside: Vec<&NodeId> = match self.data() {
            Data::List { items } => tree.children(*items).iter().collect(),
            Data::Mapping { entries, .. } => tree.children(*entries).iter().skip(1).step_by(2).collect(),
            _ => Vec::new(),
        };
        let first = inside.first().and_then(|id| tree.node(**id).data.plain());
        match (self.wrong_type("text"), self.key, first) {
            (Error::New(wrong), Some(key), Some(first))
                if self.is_one_word(key, &wrong) && !first.contains(['\n', '\r']) =>
            {
                let message = format!("`{key}` must be one value, not {}", self.what_is_there());
                let wrong = Wrong::new(message);
                let texts = inside.iter().map(|id| tree.node(**id).data.plain());
                let written = |text: &str| format!("`{key}: {}`", shorten(text));
                Error::New(match texts.collect::<Option<Vec<&str>>>().as_deref() {
                    Some([_]) => wrong.help(format!("write {}", written(first))).meant(first),
                    Some(texts) if self.reader.lexicon.begins_item(key) => {
                        let items: Vec<String> =
                            texts.iter().map(|text| format!("`- {key}: {}`", shorten(text))).collect();
                        wrong.help(format!("each needs an item of its own: {}", items.join(", ")))
                    }
                    Some(texts) if matches!(self.data(), Data::List { .. }) => {
                        let ways: Vec<String> = texts.iter().map(|text| written(text)).collect();
                        wrong.help(format!("keep one of them: {}", ways.join(" or ")))
                    }
                    _ => wrong.help(format!("write {}", written(first))),
                })
            }
            (error, ..) => error,
        }
    }

    /// Whether a value is no list and no mapping, by the example that a message would show.
    fn is_one_word(self, key: &str, wrong: &Wrong) -> bool {
        let example = (self.reader.lexicon.example)(key);
        let is_list = matches!(self.data(), Data::List { .. });
        wrong.help.is_none() || is_list && example.is_some_and(|example| !example.starts_with(['[', '{']))
    }

    /// The stumble that made a list or mapping of a text.
    fn text_mistaken(self) -> Option<Problem> {
        typed::indicator_in_text(self.tree(), self.id)
            .or_else(|| typed::colon_in_text(self.tree(), self.id, self.reader.lexicon, self.short))
    }

    fn number<T: std::str::FromStr>(self, wanted: &str) -> Result<T, Error> {
        let text = self.data().text().filter(|_| !self.is_spoiled);
        text.and_then(|text| text.trim().parse().ok()).ok_or_else(|| self.wrong_type(wanted))
    }

    /// Puts an error into the list of problems, unless it is there already.
    fn report(self, error: Error) -> Error {
        if let Error::New(wrong) = error {
            let mut problem =
                Problem::new(ProblemKind::InvalidValue, self.tree().span(self.id), wrong.message);
            problem.help = wrong.help;
            let written = |meant: String| Fix::writing("invalid value corrected", problem.span, meant);
            problem.fix = wrong.replacement.map(written);
            problem.choices = wrong.readings.into_iter().map(written).collect();
            self.reader.report(problem);
        }
        Error::Reported
    }

    /// A struct from its mapping, or from the one text that is short for it.
    fn read_struct<V: Visitor<'r>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        const MAPPING: &str = "a mapping (`key: value`)";
        let Data::Mapping { entries, .. } = self.data() else {
            if let Some((key, rest)) = self.data().plain().and_then(|text| typed::glued_key(text, known)) {
                let problem = typed::missing_space(self.tree(), self.id, key, rest);
                return Err(self.stumble_or(Some(problem), MAPPING));
            }
            if let Some(problem) = typed::equals_for_colon(self.tree(), self.id, known) {
                return Err(self.stumble_or(Some(problem), MAPPING));
            }
            let is_item = self.key.is_none_or(|key| self.reader.lexicon.sentence(key).is_some());
            let place = colonless::Place {
                known,
                owner: None,
                field: self.short,
                has_decimal_commas: self.reader.has_decimal_commas,
            };
            let stumble = colonless::fields(self.tree(), self.id, &place, self.reader.lexicon)
                .or_else(|| dashless::sentences(self.tree(), self.id).filter(|_| is_item));
            if stumble.is_some() {
                self.reader.loses_entries.set(true);
                return Err(self.stumble_or(stumble, MAPPING));
            }
            return match (self.data().text(), self.short) {
                (Some(_), Some(field)) => visitor.visit_map(OneEntry::new(self, field)),
                (_, Some(_)) => {
                    let wanted = "text or a mapping (`key: value`)";
                    if let Some(text) = self.only_text() {
                        let Error::New(wrong) = self.wrong_type(wanted) else { return Err(Error::Reported) };
                        return Err(Error::New(wrong.help(format!("leave out the brackets: `- {text}`"))));
                    }
                    Err(self.stumble_or(typed::indicator_in_text(self.tree(), self.id), wanted))
                }
                (Some(text), None) => Err(match (self.bare(text, known), self.wrong_type(MAPPING)) {
                    (Some(bare), Error::New(wrong)) => self.without_keys(wrong.message, bare),
                    (_, error) => error,
                }),
                _ => Err(match self.bare_items(known) {
                    Some(bare) => self.without_keys(VALUES_WITHOUT_KEYS.to_owned(), bare),
                    None => self.list_for_mapping(known, MAPPING),
                }),
            };
        };
        if let Some(bare) = self.bare_words(*entries, known) {
            return Err(self.without_keys(VALUES_WITHOUT_KEYS.to_owned(), bare));
        }
        if self.id == self.root() {
            self.reader.is_ours.set(self.has_exact_key(*entries, known));
        }
        if self.is_sole && !self.has_known_key(*entries, known) {
            return Err(self.wrong_type("a list (`- ` before each item)"));
        }
        if self.short.is_some()
            && !self.has_known_key(*entries, known)
            && !self.has_other_name(*entries, known)
            && let Some(problem) = self.text_mistaken()
        {
            return Err(self.stumble_or(Some(problem), MAPPING));
        }
        visitor.visit_map(Entries::new(self, *entries, Some(known)))
    }

    /// Items without dashes, where a list of sentences is wanted.
    fn items_in_text(self) -> Option<Problem> {
        let list = self.key.filter(|key| self.reader.lexicon.sentence(key).is_some())?;
        dashless::items(self.tree(), self.id, list)
    }

    /// The text of `[Raise users from 10 to 20]`.
    fn only_text(self) -> Option<&'r str> {
        let Data::List { items } = self.data() else { return None };
        let [item] = self.tree().children(*items) else { return None };
        let is_in_brackets = self.tree().written(self.id).starts_with('[');
        self.tree().node(*item).data.plain().filter(|_| is_in_brackets)
    }

    /// The top of the document.
    fn root(self) -> NodeId {
        let is_written = |id: &&NodeId| !matches!(self.tree().node(**id).data, Data::Nothing);
        self.tree().roots.iter().find(is_written).copied().unwrap_or_default()
    }

    /// Whether the first key is another name for a known one: `- kr1: Raise NPS from 40 to 60`.
    fn has_other_name(self, entries: super::tree::Children, known: &'static [&'static str]) -> bool {
        let [key, value, ..] = self.tree().children(entries) else { return false };
        let Some(key) = self.tree().node(*key).data.text() else { return false };
        let hint = (self.reader.lexicon.hint)(&Unknown {
            key,
            value: self.tree().node(*value).data.text(),
            is_alone: false,
            known,
            has_decimal_commas: self.reader.has_decimal_commas,
        });
        matches!(hint, Some(Hint::Key(_)))
    }

    fn has_exact_key(self, entries: super::tree::Children, known: &[&str]) -> bool {
        let keys = self.tree().children(entries).iter().step_by(2);
        keys.filter_map(|key| self.tree().node(*key).data.text()).any(|key| known.contains(&key))
    }

    /// Whether any key is a known one, or nearly.
    fn has_known_key(self, entries: super::tree::Children, known: &[&str]) -> bool {
        let keys = self.tree().children(entries).iter().step_by(2);
        let mut keys = keys.filter_map(|key| self.tree().node(*key).data.text());
        keys.any(|key| known.contains(&key) || nearest(key, known.iter().copied()).is_some())
    }
}

impl<'de> Deserializer<'de> for At<'_, 'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            _ if at.is_spoiled => Err(Error::Reported),
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
        visitor.visit_u64(self.follow()?.number("a whole number, 0 or more")?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.follow()?.number("a whole number, 0 or more")?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(self.follow()?.number("a whole number from 0 to 255")?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data().text().filter(|_| !at.is_spoiled) {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => Err(at.wrong_type("`true` or `false`")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        if at.is_nothing() && !at.is_spoiled { visitor.visit_none() } else { visitor.visit_some(at) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            Data::List { items } if !at.is_spoiled => {
                match keyed::days_and_values(at, *items).or_else(|| commas::sentence_cut_in_two(at, *items)) {
                    Some(problem) => Err(at.stumble_or(Some(problem), "a list")),
                    None => visitor.visit_seq(Items::new(at, *items)),
                }
            }
            // A single value may replace a list.
            Data::Mapping { .. } if !at.is_spoiled => match keyed::list_by_key(at) {
                Some(problem) => Err(at.stumble_or(Some(problem), "a list")),
                None => visitor.visit_seq(Items::of_one(At { is_sole: true, ..at })),
            },
            data if data.text().is_some() && !at.is_spoiled && at.items_in_text().is_some() => {
                Err(at.stumble_or(at.items_in_text(), "a list"))
            }
            data if data.text().is_some()
                && !at.is_spoiled
                && typed::bullet_in_text(at.tree(), at.id).is_none() =>
            {
                visitor.visit_seq(Items::of_one(At { is_sole: true, ..at }))
            }
            _ => {
                let wanted = "a list (`- ` before each item, or `[a, b]`)";
                Err(at.stumble_or(typed::bullet_in_text(at.tree(), at.id), wanted))
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let at = self.follow()?;
        match at.data() {
            Data::Mapping { entries, .. } if !at.is_spoiled => {
                visitor.visit_map(Entries::new(at, *entries, None))
            }
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
        if at.is_spoiled { Err(Error::Reported) } else { at.read_struct(known, visitor) }
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
        if name == QUANTITY {
            let at = self.follow()?;
            return visitor.visit_seq(NumberParts::new(at.text()?, at.reader.has_decimal_commas));
        }
        debug_assert_eq!(name, FIELD);
        visitor.visit_seq(FieldParts::new(self)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let at = self.follow()?;
        let list = list_of(known);
        let Some(text) = at.data().text().filter(|_| !at.is_spoiled) else {
            return Err(at.wrong_type(&list));
        };
        if known.contains(&text) {
            return visitor.visit_enum(text.into_deserializer());
        }
        let Error::New(wrong) = at.wrong_type(&list) else { return Err(Error::Reported) };
        let wrong = match (at.reader.lexicon.choice)(text, known) {
            Some(same) => wrong.help(format!("write `{same}`")).meant(same),
            None => match nearest(text, known.iter().copied()) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")).meant(near),
                None => wrong,
            },
        };
        Err(Error::New(wrong))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 u16 f32 char bytes byte_buf unit unit_struct tuple
    }
}
