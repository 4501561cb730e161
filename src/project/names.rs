//! What everything in a workspace is called, without its history: for a shell that completes a word and must answer at once.

use super::error::OpenError;
use super::folder::FileText;
use super::places::Request;
use super::site::Site;
use crate::goals::Workspace;
use crate::source::{Defect, SourceFile, Sources, is_readings_file};
use memchr::memchr_iter;
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
        FileText { source, known: false }
    };
    let texts = site.read_as(request, take)?;
    let files = texts.files.into_iter().map(|file| file.source);
    let files = files.filter(|file| !is_readings_file(Path::new(&file.path))).collect();
    Ok(Workspace::read_names(Sources::new(files), &site.settings.vocabulary, site.settings.calendar))
}

/// The bytes of a file without the lines that are an entry with a date each, in no more memory than is left of them. Where
/// such a line is part of a longer text, a few words of that are missing, and no name is.
fn without_history(bytes: &[u8]) -> Vec<u8> {
    let is_entry = |line: &[u8]| {
        let line = line.trim_ascii_start();
        line.starts_with(b"- {date:") && line.trim_ascii_end().ends_with(b"}")
    };
    let (mut kept, mut start) = (Vec::new(), 0);
    for end in memchr_iter(b'\n', bytes).map(|at| at + 1).chain([bytes.len()]) {
        let line = &bytes[start..end];
        if !is_entry(line) {
            kept.extend_from_slice(line);
        }
        start = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_history_goes() {
        let text = "objectives:\n  - id: a\n    key_results:\n      - id: b\n        check_ins:\n          - {date: 2026-01-05, \
                    value: 3}\n      - id: c\n";
        let short = without_history(text.as_bytes());
        assert_eq!(
            String::from_utf8_lossy(&short),
            text.replace("          - {date: 2026-01-05, value: 3}\n", "")
        );
        let read = |bytes| {
            let source = SourceFile::from_bytes("okrs/a.yaml".to_owned(), bytes);
            let sources = Sources::new(vec![source]);
            let workspace = Workspace::read_names(sources, &Default::default(), Default::default());
            workspace.key_results().map(|view| view.address()).collect::<Vec<_>>()
        };
        assert_eq!(read(short), read(text.into()));
    }
}
