//! Who answers for something.

use crate::source::Excerpt;
use crate::wrong::Wrong;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Who answers for something: a name, or several in a list or in one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owner(Excerpt);

impl Owner {
    /// As it is shown: `ana`, or `ana, bo`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The names in an owner: `ana, bo`, `ana & bo` and `ana and bo` are two. A name that may only look like several is kept whole as well:
/// see [`is_owned_by`].
pub fn names_of(owner: &str) -> impl Iterator<Item = &str> {
    let by_sign = owner.split([',', ';', '&', '+', '/']);
    by_sign.flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether somebody is among the owners, in any case and with or without `@`.
#[must_use]
pub fn is_owned_by(owner: &str, name: &str) -> bool {
    let plain = |name: &str| name.trim().trim_start_matches('@').to_lowercase();
    let wanted = plain(name);
    plain(owner) == wanted || names_of(owner).any(|own| plain(own) == wanted)
}

impl AsRef<str> for Owner {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OwnerVisitor)
    }
}

/// The name in `-> tom`, `tom,`, `(tom)` and `tom]`.
fn without_signs(text: &str) -> Option<&str> {
    const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('<', '>')];
    let signs = |c: char| c.is_whitespace() || ",;:=-–—→*".contains(c);
    let arrow = text.trim().trim_start_matches(signs);
    let name = arrow.strip_prefix('>').unwrap_or(arrow).trim_matches(signs);
    // Both brackets around all of it, or one whose other is lost; `Tom Smith <tom@x.org>` has its own.
    let inner = BRACKETS.iter().fold(name, |name, (open, close)| {
        let inner = name.strip_prefix(*open).unwrap_or(name);
        let inner = inner.strip_suffix(*close).unwrap_or(inner);
        if inner.contains([*open, *close]) { name } else { inner.trim() }
    });
    (!inner.is_empty() && inner.len() < text.trim().len()).then_some(inner)
}

const OWNER_FORM: &str = "write a name, like `ana`, or a list of names, like `[ana, bo]`";

struct OwnerVisitor;

impl<'de> Visitor<'de> for OwnerVisitor {
    type Value = Owner;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name, or a list of names")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Owner, E> {
        if let Some(name) = without_signs(text) {
            let message = format!("`{text}` has signs around the name");
            return Err(E::custom(Wrong::new(message).help(format!("write `{name}`")).meant(name)));
        }
        Ok(Owner(Excerpt::of(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Owner, E> {
        Err(E::custom(Wrong::new("nobody is named here").help(OWNER_FORM)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Owner, A::Error> {
        let mut all: Vec<String> = Vec::new();
        while let Some(name) = names.next_element::<String>()? {
            all.push(name);
        }
        match all.is_empty() {
            true => self.visit_unit(),
            false => Ok(Owner(Excerpt::new(&all.join(", ")))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Owner, A::Error> {
        Err(A::Error::custom(Wrong::new("an owner is a name, or a list of names").help(OWNER_FORM)))
    }
}
