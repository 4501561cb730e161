//! New texts as edits for the editor to make: as small as they can be, so that cursors and folds stay.

use super::opened::Opened;
use super::position::Page;
use super::session::Session;
use crate::write::Text;
use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, WorkspaceEdit,
};
use similar::{DiffOp, TextDiff};
use std::collections::HashMap;

/// The edits that turn a file's text into another.
pub(super) fn text_edits(before: &str, after: &str, page: &Page<'_>) -> Vec<TextEdit> {
    let diff = TextDiff::from_lines(before, after);
    let lines = |text: &str| -> Vec<usize> {
        let ends = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let edit = |op: &DiffOp| {
        let (old_lines, new_lines) = (op.old_range(), op.new_range());
        let mut from = old[old_lines.start]..old[old_lines.end];
        let mut to = new[new_lines.start]..new[new_lines.end];
        shrink(before, after, &mut from, &mut to);
        TextEdit { range: page.range(from), new_text: after[to].to_owned() }
    };
    changed.map(edit).collect()
}

/// Leaves out what both have in common at the start and the end.
fn shrink(before: &str, after: &str, from: &mut std::ops::Range<usize>, to: &mut std::ops::Range<usize>) {
    let (old, new) = (&before[from.clone()], &after[to.clone()]);
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let front: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (from.start, to.start) = (from.start + front, to.start + front);
    let (old, new) = (&before[from.clone()], &after[to.clone()]);
    let back: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (from.end, to.end) = (from.end - back, to.end - back);
}

/// The edits that turn several files into others.
pub(super) fn workspace_edit(session: &Session, opened: &Opened, texts: &[Text]) -> WorkspaceEdit {
    let mut changes: Vec<(TextDocumentEdit, Vec<TextEdit>)> = Vec::new();
    for text in texts {
        let Some(before) = &text.before else { continue };
        let path = opened.path_of(&text.path);
        let document = session.document_at(&path);
        let whole = document.map_or(before, |document| &document.text);
        let edits = text_edits(before, &text.after, &Page::new(whole, session.client.encoding));
        let identifier = OptionalVersionedTextDocumentIdentifier {
            version: document.map(|document| document.version),
            text_document_identifier: TextDocumentIdentifier { uri: session.uri(opened, &path) },
        };
        let versioned = edits.iter().cloned().map(Edit::TextEdit).collect();
        changes.push((TextDocumentEdit { text_document: identifier, edits: versioned }, edits));
    }
    if session.client.takes_versioned_edits {
        let changes = changes.into_iter().map(|(change, _)| DocumentChange::TextDocumentEdit(change));
        return WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() };
    }
    let by_uri =
        changes.into_iter().map(|(change, edits)| (change.text_document.text_document_identifier.uri, edits));
    WorkspaceEdit { changes: Some(by_uri.collect::<HashMap<_, _>>()), ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::position::Encoding;

    #[test]
    fn edits_are_small_and_lead_to_the_text() {
        for (before, after) in [
            ("a: 1\nb: 2\nc: 3\n", "a: 1\nb: 22\nc: 3\nd: 4\n"),
            ("a: ü\n", "a: ö\n"),
            ("a\nb\n", ""),
            ("", "a\n"),
            ("a: 1", "a: 1\nb: 2\n"),
            ("aaa\n", "aa\n"),
        ] {
            let page = Page::new(before, Encoding::Utf16);
            let mut text = before.to_owned();
            for edit in text_edits(before, after, &page).iter().rev() {
                text.replace_range(page.bytes(edit.range), &edit.new_text);
            }
            assert_eq!(text, after);
        }
        let page = Page::new("a: 1\nb: 2\n", Encoding::Utf16);
        assert_eq!(text_edits("a: 1\nb: 2\n", "a: 1\nb: 12\n", &page)[0].new_text, "1");
    }
}
