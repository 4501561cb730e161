//! Makes the fixes of one file: as many at once as work together, and none that does not lead where it should.

use super::guard::{Guard, mends_reading};
use super::{Change, Left};
use crate::goals::Workspace;
use crate::prose::Vocabulary;
use crate::source::FileId;
use crate::yaml::edit::{Edit, Editor, Fix, Refusal, apply};

/// So often a file is read again in search of the fixes that do not work. Where there are more of these, they have to be
/// found in several runs.
const MOST_TRIES: usize = 100;

/// The new text, and the kinds of the fixes made in it.
type Done = (String, Vec<&'static str>);

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

    /// Makes what can be made. Quotes come first, since the file may not be YAML without them; then what puts values right;
    /// then the rest. Each only where nothing of the kind before was made: the next round reads the file afresh.
    pub(super) fn mend(mut self, fixes: Vec<Fix>) -> (Option<Change>, Vec<Left>) {
        let is_quote = |fix: &Fix| matches!(fix.edits[..], [Edit::Quote { .. }]);
        let (quotes, others): (Vec<Fix>, Vec<Fix>) = fixes.into_iter().partition(is_quote);
        let (values, rest): (Vec<Fix>, Vec<Fix>) = others.into_iter().partition(mends_reading);
        let done = self.quote(&quotes).or_else(|| self.put_right(&values)).or_else(|| self.improve(&rest));
        let before = &self.guard.source.text;
        let change = |(after, kinds)| Change { file: self.id, before: before.to_string(), after, kinds };
        (done.map(change), self.left)
    }

    /// Puts words in quotes, one place after the other: only one that is right can be told from one that is not.
    fn quote(&mut self, fixes: &[Fix]) -> Option<Done> {
        let mut text = self.guard.source.text.to_string();
        let mut kinds = Vec::new();
        let mut shift = 0;
        for fix in fixes {
            let [Edit::Quote { at }] = &fix.edits[..] else { continue };
            let mut at = *at;
            at.start += shift;
            at.end += shift;
            let tried = apply(&text, &[Edit::Quote { at }]);
            match tried.and_then(|edited| self.guard.fewer_problems(&text, edited)) {
                Ok(edited) => {
                    shift += (edited.len() - text.len()) as u32;
                    text = edited;
                    kinds.push(fix.kind);
                }
                Err(reason) => self.leave(fix, reason),
            }
        }
        (!kinds.is_empty()).then_some((text, kinds))
    }

    /// Makes fixes of values that could not be read: all together, or those that mend something when made alone.
    fn put_right(&mut self, fixes: &[Fix]) -> Option<Done> {
        let all = self.that_can_be_planned(fixes);
        let together = self.try_out(&all).and_then(|edited| self.guard.mended(&all, edited));
        if let (Ok(text), false) = (together, all.is_empty()) {
            return Some((text, kinds(&all)));
        }
        let mut good = Vec::new();
        for fix in all {
            match self.try_out(&[fix]).and_then(|edited| self.guard.mended(&[fix], edited)) {
                Ok(_) => good.push(fix),
                Err(reason) => self.leave(fix, reason),
            }
        }
        self.accept(&good, |_, edited| Ok(edited))
    }

    /// Makes fixes after which everything is to be read as before.
    fn improve(&mut self, fixes: &[Fix]) -> Option<Done> {
        let all = self.that_can_be_planned(fixes);
        self.accept(&all, Guard::unchanged)
    }

    /// Leaves out what cannot be done whatever else is done.
    fn that_can_be_planned<'f>(&mut self, fixes: &'f [Fix]) -> Vec<&'f Fix> {
        let mut good = Vec::with_capacity(fixes.len());
        for fix in fixes {
            let editor = self.editor.as_ref().map_err(Clone::clone);
            match editor.and_then(|editor| editor.can_plan(&fix.edits)) {
                Ok(()) => good.push(fix),
                Err(reason) => self.leave(fix, reason),
            }
        }
        good
    }

    /// Makes fixes together; where that does not work, by halves, so that only the bad ones stay out.
    fn accept(&mut self, fixes: &[&Fix], check: Check<'m>) -> Option<Done> {
        let mut waiting = vec![fixes];
        let mut accepted: Vec<&Fix> = Vec::new();
        let mut text = None;
        while let Some(next) = waiting.pop().filter(|next| !next.is_empty()) {
            let together: Vec<&Fix> = accepted.iter().chain(next).copied().collect();
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
        Some((text?, kinds(&accepted)))
    }

    fn try_out(&mut self, fixes: &[&Fix]) -> Result<String, Refusal> {
        self.tries += 1;
        if self.tries > MOST_TRIES {
            return Err(Refusal("too much of this file cannot be fixed"));
        }
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        self.editor.as_ref().map_err(Clone::clone)?.apply(&edits)
    }

    fn leave(&mut self, fix: &Fix, reason: Refusal) {
        self.left.push(Left { file: self.id, title: fix.title.clone(), reason });
    }
}

fn kinds(fixes: &[&Fix]) -> Vec<&'static str> {
    fixes.iter().map(|fix| fix.kind).collect()
}
