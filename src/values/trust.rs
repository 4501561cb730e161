//! What the user trusted: a fingerprint over everything that would be run. It is kept outside of the repository, so that
//! nothing in there can change it.

use super::plan::{Asks, Plan};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What begins every fingerprint's text: another way to run things needs trust anew.
const VERSION: &str = "okr pull, first version";

/// A fingerprint over all programs, commands, queries and scripts of a workspace: 64 hexadecimal digits. Files that are only
/// read are not part of it. `None` if nothing would be started.
#[must_use]
pub fn fingerprint(plan: &Plan) -> Option<String> {
    let asked: BTreeSet<&Asks> =
        plan.jobs.iter().map(|job| &job.asks).filter(|asks| !matches!(asks, Asks::File(_))).collect();
    if asked.is_empty() {
        return None;
    }
    let mut hash = Sha256::new();
    // Each part with its length, so that no two plans have the same text.
    let mut take = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    take(VERSION.as_bytes());
    for asks in asked {
        match asks {
            Asks::File(_) => {}
            Asks::Program { program, database, query } => {
                take(b"program");
                take(program.name().as_bytes());
                take(database.as_deref().unwrap_or_default().as_bytes());
                take(query.as_bytes());
            }
            Asks::Command { words, files, query } => {
                take(b"command");
                take(&(words.len() as u64).to_be_bytes());
                words.iter().for_each(|word| take(word.as_bytes()));
                take(&(files.len() as u64).to_be_bytes());
                for (path, bytes) in files {
                    take(path.as_bytes());
                    take(bytes);
                }
                take(query.as_bytes());
            }
        }
    }
    Some(hex(&hash.finalize()))
}

/// The hexadecimal digits of some bytes.
#[must_use]
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digits that tell one text from another.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The file, below the user's own folder of states, that holds the fingerprint trusted for the workspace at `root`.
#[must_use]
pub fn place(states: &Path, root: &Path) -> PathBuf {
    states.join("okr").join("trusted").join(digest(root.as_os_str().as_encoded_bytes()))
}

/// Whether a text of such a file trusts a fingerprint.
#[must_use]
pub fn trusts(text: &str, fingerprint: &str) -> bool {
    text.split_whitespace().next() == Some(fingerprint)
}

#[cfg(test)]
mod tests {
    use super::super::plan::Job;
    use super::*;
    use crate::settings::Program;

    fn of(asks: &[Asks]) -> Option<String> {
        let job = |asks: &Asks| Job { source: "s".to_owned(), asks: asks.clone(), metrics: Vec::new() };
        fingerprint(&Plan { jobs: asks.iter().map(job).collect(), hopeless: Vec::new() })
    }

    fn program(query: &str, database: Option<&str>) -> Asks {
        let (query, database) = (query.to_owned(), database.map(str::to_owned));
        Asks::Program { program: Program::Duckdb, database, query }
    }

    fn command(words: &[&str], files: &[(&str, &str)]) -> Asks {
        Asks::Command {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            files: files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect(),
            query: String::new(),
        }
    }

    #[test]
    fn whatever_would_run_otherwise_has_another_fingerprint() {
        let plans = [
            vec![program("select 1", None)],
            vec![program("select 2", None)],
            vec![program("select 1", Some("a.db"))],
            vec![program("select 1", None), program("select 2", None)],
            vec![command(&["a", "b"], &[])],
            vec![command(&["ab"], &[])],
            vec![command(&["a", "b", ""], &[])],
            vec![command(&["a"], &[("b", "")])],
            vec![command(&["a"], &[("b", "c")])],
            vec![command(&["a"], &[("b", "d")])],
            vec![command(&["a"], &[("bc", "")])],
        ];
        let fingerprints: BTreeSet<String> = plans.iter().filter_map(|plan| of(plan)).collect();
        assert_eq!(fingerprints.len(), plans.len());
    }

    #[test]
    fn order_and_files_that_are_only_read_make_no_difference() {
        let (one, two) = (program("select 1", None), program("select 2", None));
        assert_eq!(of(&[one.clone(), two.clone()]), of(&[two.clone(), one.clone(), one.clone()]));
        assert_eq!(of(&[one.clone(), Asks::File("a.csv".to_owned())]), of(&[one]));
        assert_eq!(of(&[Asks::File("a.csv".to_owned())]), None);
    }

    #[test]
    fn a_fingerprint_is_trusted_as_a_whole() {
        assert!(trusts("abc /home/ana/goals\n", "abc"));
        for text in ["", "abcd /x", "ab /x", "x abc"] {
            assert!(!trusts(text, "abc"), "{text:?}");
        }
    }
}
