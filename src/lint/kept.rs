//! What was found in each file by itself, kept as long as neither the file changed nor anything it was judged by.

use super::Judge;
use crate::finding::Finding;
use crate::goals::{Day, GoalFile};
use crate::parallel;
use crate::rules::Surroundings;
use crate::source::FileId;
use std::collections::HashMap;
use std::sync::Arc;

/// Findings of one run that the next may use. For versions of one workspace under one [`crate::settings::Settings`]: where these change,
/// all files are read anew, and a file that was read anew is judged anew.
#[derive(Debug, Default)]
pub struct Kept {
    as_of: Option<Day>,
    files: HashMap<FileId, KeptFile>,
    judged: usize,
}

#[derive(Debug)]
struct KeptFile {
    /// The file as it was. Surroundings tell versions of files apart by where they are in memory, so these must stay.
    file: Arc<GoalFile>,
    surroundings: u64,
    findings: Vec<Finding>,
}

impl Kept {
    /// How many files were judged by themselves so far, one that was judged twice counted twice.
    #[must_use]
    pub fn files_judged(&self) -> usize {
        self.judged
    }

    /// What is found in each file by itself, in the order of the files.
    pub(super) fn judge<'j>(&mut self, judge: &Judge<'j>) -> Vec<Vec<Finding>> {
        if self.as_of.replace(judge.as_of) != Some(judge.as_of) {
            self.files.clear();
        }
        let surroundings = Surroundings::of(judge.workspace, judge.facts);
        let kept = &self.files;
        let files: Vec<&'j Arc<GoalFile>> = judge.workspace.files.iter().collect();
        let news = parallel::map(&files, |&file| {
            let surroundings = surroundings.of_file(file);
            let is_kept = kept
                .get(&file.id)
                .is_some_and(|kept| Arc::ptr_eq(&kept.file, file) && kept.surroundings == surroundings);
            let new = || KeptFile { file: Arc::clone(file), surroundings, findings: judge.judge_file(file) };
            (!is_kept).then(new)
        });
        self.judged += news.iter().flatten().count();
        self.files.extend(news.into_iter().flatten().map(|new| (new.file.id, new)));
        files.iter().map(|file| self.files[&file.id].findings.clone()).collect()
    }
}
