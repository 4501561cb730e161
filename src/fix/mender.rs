//! Makes the fixes of one file: as many at once as work together, and none that does not lead where it should.

use super::guard::Guard;
use super::{Change, Left, Made, Offer};
use crate::goals::Workspace;
use crate::prose::Vocabulary;
use crate::source::FileId;
use crate::source::Span;
use crate::yaml::edit::{Edit, Editor, Fix, Promise, Refusal, apply};

/// So often a file is read again in search of the fixes that do not work. Where there are more of these, they have to be
/// found in several runs.
const MOST_TRIES: usize = 100;

/// The new text, and the fixes made in it.
type Done = (String, Vec<Made>);

/// Lets a text pass, or says why not.
type Check<'m> = fn(&Guard<'m>, String) -> Result<String, Refusal>;

/// One file, and what could not be done to it.
pub(super) struct Mender<'m> {
    id: FileId,
    guard: Guard<'m>,
    editor: Result<Editor<'m>, Refusal>,
    left: Vec<Left>,
    tries: usize,
}

impl<'m> Mender<'m> {
    pub(super) fn of(workspace: &'m Workspace, id: FileId, vocabulary: &'m Vocabulary) -> Self {
        let editor = Editor::of(&workspace.sources.file(id).text);
        Self { id, guard: Guard::of(workspace, id, vocabulary), editor, left: Vec::new(), tries: 0 }
    }

    /// Makes what can be made. Edits of characters come first, since the file may not be YAML without them; then what puts
    /// values right; then the rest. Each only if nothing of the kind before was made: the next round reads the file
    /// afresh.
    pub(super) fn mend(mut self, offers: Vec<Offer>) -> (Option<Change>, Vec<Left>) {
        let is_textual = |offer: &Offer| offer.fix.is_textual();
        let (characters, others): (Vec<Offer>, Vec<Offer>) = offers.into_iter().partition(is_textual);
        let puts_right = |offer: &Offer| offer.fix.promise == Promise::FewerProblems;
        let (values, rest): (Vec<Offer>, Vec<Offer>) = others.into_iter().partition(puts_right);
        let done =
            self.retype(&characters).or_else(|| self.put_right(&values)).or_else(|| self.improve(&rest));
        let before = &self.guard.source.text;
        let change = |(after, made)| Change { file: self.id, before: before.to_string(), after, made };
        (done.map(change), self.left)
    }

    /// Changes characters, one fix after the other, because only then a right fix can be separated from a wrong one.
    fn retype(&mut self, offers: &[Offer]) -> Option<Done> {
        let mut text = self.guard.source.text.to_string();
        let mut made = Vec::new();
        let mut moves: Vec<(u32, i64)> = Vec::new();
        for offer in offers {
            let edits: Vec<Edit> = offer.edits().iter().map(|edit| moved(edit, &moves)).collect();
            let tried = apply(&text, &edits);
            match tried.and_then(|edited| self.guard.fewer_problems(&text, &edits, edited)) {
                Ok(edited) => {
                    let grown = edited.len() as i64 - text.len() as i64;
                    moves.extend(lengths(offer.edits(), grown));
                    text = edited;
                    made.push(offer.made());
                }
                Err(reason) => self.leave(offer, reason),
            }
        }
        (!made.is_empty()).then_some((text, made))
    }

    /// Applies fixes of values that could not be read: all together, or those that help when made alone.
    fn put_right(&mut self, fixes: &[Offer]) -> Option<Done> {
        let all = self.that_can_be_planned(fixes);
        let together = self.try_out(&all).and_then(|edited| self.guard.put_right(&fixes_of(&all), edited));
        if let (Ok(text), false) = (together, all.is_empty()) {
            return Some((text, made(&all)));
        }
        let mut good = Vec::new();
        for fix in all {
            match self.try_out(&[fix]).and_then(|edited| self.guard.put_right(&[&fix.fix], edited)) {
                Ok(_) => good.push(fix),
                Err(reason) => self.leave(fix, reason),
            }
        }
        self.accept(&good, |_, edited| Ok(edited))
    }

    /// Makes fixes after which everything is to be read as before.
    fn improve(&mut self, fixes: &[Offer]) -> Option<Done> {
        let all = self.that_can_be_planned(fixes);
        self.accept(&all, Guard::unchanged)
    }

    /// Leaves out what cannot be done whatever else is done.
    fn that_can_be_planned<'f>(&mut self, fixes: &'f [Offer]) -> Vec<&'f Offer> {
        let mut good = Vec::with_capacity(fixes.len());
        for fix in fixes {
            let editor = self.editor.as_ref().map_err(Clone::clone);
            match editor.and_then(|editor| editor.can_plan(fix.edits())) {
                Ok(()) => good.push(fix),
                Err(reason) => self.leave(fix, reason),
            }
        }
        good
    }

    /// Makes fixes together; where that does not work, by halves, so that only the bad ones stay out.
    fn accept(&mut self, fixes: &[&Offer], check: Check<'m>) -> Option<Done> {
        let mut waiting = vec![fixes];
        let mut accepted: Vec<&Offer> = Vec::new();
        let mut text = None;
        while let Some(next) = waiting.pop().filter(|next| !next.is_empty()) {
            let together: Vec<&Offer> = accepted.iter().chain(next).copied().collect();
            let tried = self.try_out(&together).and_then(|edited| check(&self.guard, edited));
            match (tried, next) {
                (Ok(edited), _) => (text, accepted) = (Some(edited), together),
                (Err(reason), [fix]) => self.leave(fix, reason),
                (Err(_), _) => {
                    let (first, second) = next.split_at(next.len() / 2);
                    waiting.extend([second, first]);
                }
            }
        }
        Some((text?, made(&accepted)))
    }

    fn try_out(&mut self, fixes: &[&Offer]) -> Result<String, Refusal> {
        self.tries += 1;
        if self.tries > MOST_TRIES {
            return Err(Refusal("too much of this file cannot be fixed"));
        }
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits().iter().cloned()).collect();
        self.editor.as_ref().map_err(Clone::clone)?.apply(&edits)
    }

    fn leave(&mut self, offer: &Offer, reason: Refusal) {
        self.left.push(Left { file: self.id, title: offer.fix.title.clone(), reason });
    }
}

fn made(offers: &[&Offer]) -> Vec<Made> {
    offers.iter().map(|offer| offer.made()).collect()
}

fn fixes_of<'f>(offers: &[&'f Offer]) -> Vec<&'f Fix> {
    offers.iter().map(|offer| &offer.fix).collect()
}

/// An edit of characters in a text that has moved since.
fn moved(edit: &Edit, moves: &[(u32, i64)]) -> Edit {
    let place = |at: &Span| {
        let by: i64 = moves.iter().filter(|(from, _)| *from <= at.start).map(|(_, by)| by).sum();
        let shifted = |at: u32| (i64::from(at) + by) as u32;
        Span { start: shifted(at.start), end: shifted(at.end), ..*at }
    };
    match edit {
        Edit::Quote { at } => Edit::Quote { at: place(at) },
        Edit::Retype { at, with } => Edit::Retype { at: place(at), with: with.clone() },
        other => other.clone(),
    }
}

/// By how much each edit of characters moves the text after it; `grown` is how much longer the text gets in all.
fn lengths(edits: &[Edit], grown: i64) -> Vec<(u32, i64)> {
    let length = |edit: &Edit| match edit {
        Edit::Retype { at, with } => (at.end, with.len() as i64 - i64::from(at.end - at.start)),
        Edit::Quote { at } => (at.end, grown),
        _ => (0, 0),
    };
    edits.iter().map(length).collect()
}
