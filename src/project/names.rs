//! What everything in a workspace is called, without its history: for a shell that completes a word and must answer at once.

use super::error::OpenError;
use super::folder::FileText;
use super::places::Request;
use super::site::Site;
use crate::goals::Workspace;
use crate::source::{Defect, SourceFile, Sources, is_readings_file};
use memchr::{memchr, memmem, memrchr};
use std::path::Path;

/// Opens the goals without their check-ins and readings, which are most of their bytes, and without reading a sentence.
///
/// # Errors
/// Settings with mistakes, or no goal file at all.
pub fn names(request: &Request<'_>) -> Result<Workspace, OpenError> {
    let site = Site::find(request)?;
    let take = |path, read: Result<Vec<u8>, Defect>| {
        let source = match read {
            Ok(bytes) => SourceFile::from_bytes(path, without_history(&bytes)),
            Err(defect) => SourceFile::defective(path, defect),
        };
        FileText { source, blob: None }
    };
    let texts = site.read_as(request, take)?;
    let files = texts.files.into_iter().map(|file| file.source);
    let files = files.filter(|file| !is_readings_file(Path::new(&file.path))).collect();
    Ok(Workspace::read_names(Sources::new(files), &site.settings.vocabulary, site.settings.calendar))
}

/// The bytes of a file without the lines that are an entry with a date each, in no more memory than is left of them. Where
/// such a line is part of a longer text, a few words of that are missing, and no name is.
fn without_history(bytes: &[u8]) -> Vec<u8> {
    let (mut kept, mut start) = (Vec::new(), 0);
    for entry in memmem::find_iter(bytes, b"- {date:") {
        let line = memrchr(b'\n', &bytes[..entry]).map_or(0, |at| at + 1);
        let end = memchr(b'\n', &bytes[entry..]).map_or(bytes.len(), |length| entry + length + 1);
        let is_all = bytes[line..entry].iter().all(|byte| *byte == b' ');
        if line >= start && is_all && bytes[entry..end].trim_ascii_end().ends_with(b"}") {
            kept.extend_from_slice(&bytes[start..line]);
            start = end;
        }
    }
    kept.extend_from_slice(&bytes[start..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_history_goes() {
        let entry = "          - {date: 2026-01-05, value: 3}\r\n";
        let text = format!(
            "objectives:\n  - id: a\n    key_results:\n      - id: b\n        check_ins:\n{entry}{entry}      - id: c\n        \
             check_ins: [] # - {{date: 1}}\n      - id: d\n        check_ins:\n{}",
            entry.trim_end()
        );
        let short = without_history(text.as_bytes());
        assert_eq!(String::from_utf8_lossy(&short), text.replace(entry, "").replace(entry.trim_end(), ""));
        let read = |bytes| {
            let source = SourceFile::from_bytes("okrs/a.yaml".to_owned(), bytes);
            let sources = Sources::new(vec![source]);
            let workspace = Workspace::read_names(sources, &Default::default(), Default::default());
            workspace.key_results().map(|view| view.address()).collect::<Vec<_>>()
        };
        assert_eq!(read(short), read(text.into()));
    }
}
