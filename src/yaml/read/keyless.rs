//! Values that somebody wrote without their keys: `{2026-02-01, 12}`, `[2026-02-01, 12]`, or a list where one mapping is wanted.

use super::{At, Error};
use crate::yaml::change::{Edit, Fix};
use crate::yaml::lexicon::Bare;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::tree::{Children, Data, NodeId};

impl At<'_, '_, '_> {
    pub(super) fn bare(self, text: &str, known: &[&str]) -> Option<Bare> {
        (self.reader.lexicon.bare)(text, known, self.reader.has_decimal_commas)
    }

    /// What to write for `{2026-02-01, 12}`, which has words and no keys.
    pub(super) fn bare_words(self, entries: Children, known: &[&str]) -> Option<Bare> {
        let tree = self.tree();
        let pairs = tree.children(entries);
        let is_bare = pairs.len() == 4
            && pairs.iter().skip(1).step_by(2).all(|id| matches!(tree.node(*id).data, Data::Nothing));
        let words: Option<Vec<&str>> =
            pairs.iter().step_by(2).filter(|_| is_bare).map(|id| tree.node(*id).data.plain()).collect();
        self.bare_of(&words?, known)
    }

    /// What to write for `[2026-02-01, 12]`, which is a list where a mapping is wanted.
    pub(super) fn bare_items(self, known: &[&str]) -> Option<Bare> {
        let Data::List { items } = self.data() else { return None };
        if self.id == self.root() {
            return None;
        }
        let items = self.tree().children(*items);
        let words: Option<Vec<&str>> = items.iter().map(|id| self.tree().node(*id).data.plain()).collect();
        self.bare_of(&words.filter(|words| words.len() == 2)?, known)
    }

    fn bare_of(self, words: &[&str], known: &[&str]) -> Option<Bare> {
        if words.is_empty() || words.iter().any(|word| known.contains(word)) {
            return None;
        }
        self.bare(&words.join(", "), known).filter(|bare| words.iter().any(|word| bare.help.contains(word)))
    }

    /// Reports values that stand where a mapping is wanted, with the mapping if it is known.
    pub(super) fn without_keys(self, message: String, Bare { help, meant }: Bare) -> Error {
        let span = self.tree().span(self.id);
        let problem = Problem::new(ProblemKind::InvalidValue, span, message).help(help);
        self.reader.report(match meant {
            Some(with) => {
                let edits = vec![Edit::Retype { at: span, with }];
                problem.fix(Fix::likely("entry given its keys", "write the keys", edits))
            }
            None => problem,
        });
        Error::Reported
    }

    pub(super) fn list_for_mapping(self, known: &[&str], wanted: &str) -> Error {
        match (self.help_for_a_list(known), self.wrong_type(wanted)) {
            (Some(help), Error::New(wrong)) => Error::New(wrong.help(help)),
            (_, error) => error,
        }
    }

    /// What to write for a list where one mapping is wanted.
    fn help_for_a_list(self, known: &[&str]) -> Option<String> {
        let Data::List { items } = self.data() else { return None };
        let items = self.tree().children(*items);
        let is_mapping = |id: &NodeId| matches!(self.tree().node(*id).data, Data::Mapping { .. });
        if self.id != self.root() && !items.iter().all(is_mapping) {
            return None;
        }
        match (self.id == self.root(), self.key, items.len()) {
            (true, ..) => self.bare("", known).map(|bare| bare.help),
            (_, Some(key), 1) => {
                Some(format!("leave out the dash: what `{key}` says is one thing, not a list"))
            }
            (_, Some(key), _) => {
                Some(format!("there is only one `{key}`: keep one item, and leave out its dash"))
            }
            _ => None,
        }
    }
}
