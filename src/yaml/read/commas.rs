//! Commas that stand in a sentence where they seem to set the items of a list apart, and the other way round.

use super::{At, Error};
use crate::source::Span;
use crate::wrong::Wrong;
use crate::yaml::change::{Edit, Fix};
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::quoting::quoted;
use crate::yaml::stumbles::shorten;
use crate::yaml::tree::{Children, Data, NodeId};

impl At<'_, '_, '_> {
    /// Several things in one text where a list is wanted. A sentence may have commas of its own.
    pub(super) fn refuse_several(self) -> Result<(), Error> {
        let Some(text) = self.data().plain().filter(|text| text.contains(", ")) else {
            return match self.data() {
                Data::Mapping { .. } => Err(self.wrong_type("a list (`- ` before each item, or `[a, b]`)")),
                _ => Ok(()),
            };
        };
        let list = self.list_of_field();
        if self.reader.lexicon.sentence(list).filter(|field| *field != "id").is_some() {
            return self.refuse_sentences(list, text);
        }
        let items: Vec<&str> = text.split(',').map(str::trim).collect();
        let wrong = Wrong::new(format!("`{list}` names several things in one text"));
        Err(Error::New(wrong.help(format!("write a list: `[{}]`", items.join(", ")))))
    }

    /// The list that this text is the only item of: it has the key of the text in the long form by now.
    fn list_of_field(&self) -> &str {
        let key = self.key.unwrap_or("this");
        let lists = self.reader.lexicon.sentences;
        lists.iter().find(|(_, field)| *field == key).map_or(key, |(list, _)| *list)
    }

    /// One text that seems to be several sentences.
    fn refuse_sentences(&self, list: &str, text: &str) -> Result<(), Error> {
        let parts: Vec<&str> = text.split(", ").collect();
        let mut sentences = vec![parts[0].to_owned()];
        for pair in parts.windows(2) {
            match sentences.last_mut() {
                Some(last) if !(self.reader.lexicon.are_two)(list, last, pair[1]) => {
                    *last = format!("{last}, {}", pair[1]);
                }
                _ => sentences.push(pair[1].to_owned()),
            }
        }
        if sentences.len() < 2 {
            return Ok(());
        }
        let lines: Vec<String> =
            sentences.iter().map(|sentence| format!("`- {}`", sentence.trim())).collect();
        let wrong = Wrong::new(format!("`{list}` seems to hold {} items in one text", lines.len()));
        Err(Error::New(wrong.help(format!(
            "write each on a line of its own below `{list}:`, with a dash: {}; if it is one, put it in quotes: `{list}: {}`",
            lines.join(", "),
            quoted(text),
        ))))
    }
}

/// `[Raise activation of small, rural clinics from 40% to 60%]`: a sentence that its own comma made two items of.
pub(super) fn sentence_cut_in_two(at: At<'_, '_, '_>, items: Children) -> Option<Problem> {
    let tree = at.tree();
    let list = at.key?;
    at.reader.lexicon.sentence(list).filter(|field| *field != "id")?;
    if !tree.written(at.id).starts_with('[') {
        return None;
    }
    let items = tree.children(items);
    let text = |id: NodeId| tree.node(id).data.plain();
    let goes_on = |pair: &[NodeId]| match (text(pair[0]), text(pair[1])) {
        (Some(before), Some(after)) => (at.reader.lexicon.is_one)(list, before, after),
        _ => false,
    };
    let mut wholes: Vec<Span> = Vec::new();
    for pair in items.windows(2).filter(|pair| goes_on(pair)) {
        let (before, after) = (tree.span(pair[0]), tree.span(pair[1]));
        match wholes.last_mut().filter(|last| last.end == before.end) {
            Some(last) => *last = last.to(after),
            None => wholes.push(before.to(after)),
        }
    }
    let first = *wholes.first()?;
    let last = items.iter().rev().find(|id| tree.span(**id).end == first.end)?;
    let whole = tree.text.get(first.range())?;
    let help = format!(
        "put the sentence in quotes: `{}`; if `{}` is an item of its own, write each on a line of its own, with a dash",
        quoted(whole),
        shorten(text(*last)?),
    );
    let message = "inside `[ ]` a comma starts the next item, so this sentence is cut in two";
    let in_quotes = |whole: &Span| {
        let with = quoted(tree.text.get(whole.range())?);
        Some(Edit::Retype { at: *whole, with })
    };
    let edits = wholes.iter().filter_map(in_quotes).collect();
    let fix = Fix::likely("text put in quotes", "write it in quotes", edits);
    Some(Problem::new(ProblemKind::Syntax, first, message).help(help).fix(fix))
}
