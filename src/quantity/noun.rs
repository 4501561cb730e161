//! What a number counts: the noun after it.

use super::head;
use super::numeral::is_space;
use super::{Dimension, Quantity};

impl Quantity {
    /// Whether it is a multiple: `2x`.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        !self.is_bare()
            && self.dimension() == Dimension::Count
            && self.text().trim_end().ends_with(['x', 'X', '×'])
            && {
                let unit = self.unit_name();
                matches!(unit.as_str(), "x" | "X" | "×")
            }
    }

    /// The words that say what is counted: `active users` in `1,200 active users per week`. Empty where there are none.
    #[must_use]
    pub fn noun(&self) -> &str {
        let text = self.text();
        if self.is_multiple() {
            return "x";
        }
        // Most numbers are followed by nothing or a sign.
        if self.is_bare()
            || !matches!(self.dimension(), Dimension::Count | Dimension::Rate)
            || !text.contains(is_space)
        {
            return "";
        }
        let Ok(Some(head)) = head::read(text, self.notation.mark()) else { return "" };
        let tail = text[head.length..].trim_start_matches(is_space);
        let period = [" per ", "/", " a ", " an ", " each ", " every "];
        let end = period.iter().filter_map(|word| tail.find(word)).min().unwrap_or(tail.len());
        tail[..end].trim_matches(|c: char| is_space(c) || "()".contains(c))
    }
}

/// Whether two numbers count the same things, as far as they say: the words of one are among those of the other, in the
/// singular or the plural.
pub(super) fn agree(a: &Quantity, b: &Quantity) -> bool {
    if !matches!(a.dimension(), Dimension::Count | Dimension::Rate) {
        return true;
    }
    let (one, other) = (a.noun(), b.noun());
    if one.is_empty() || other.is_empty() || one == other {
        return true;
    }
    let words = |noun: &str| -> Vec<String> {
        noun.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(singular).collect()
    };
    let (one, other) = (words(one), words(other));
    one.iter().all(|word| other.contains(word)) || other.iter().all(|word| one.contains(word))
}

/// A rough singular, good enough to tell words apart: `classes` and `class`, `companies` and `company`.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    let irregular = [
        ("people", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
        ("leaves", "leaf"),
        ("lives", "life"),
    ];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{}", &ending[..ending.len() - 2]);
        }
    }
    match word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')) {
        Some(stem) => stem.to_owned(),
        None => word,
    }
}
