//! The goals as they were on an earlier day.

use super::Project;
use super::base::{BaseError, base};
use super::commit::places_at;
use super::day_meant::day_meant;
use super::error::OpenError;
use super::notice::Notice;
use super::places::Request;
use super::site::Site;
use crate::goals::Day;
use crate::source::git::{GitError, Repository};
use crate::source::repository_root;

/// An earlier state of the goals.
#[derive(Debug)]
pub struct Earlier {
    /// The day: everything up to its end is known.
    pub day: Day,
    /// The goals of that day; `None` without a history: then only dated entries show the past.
    pub project: Option<Project>,
    /// How the commit is spoken of.
    pub label: Option<String>,
    /// What is worth saying beside the result.
    pub notices: Vec<Notice>,
}

/// The goals at an earlier time: a day (`2026-08-01`, `last week`, `7d`), for which the last commit by its end counts, or a
/// commit. `today` is the current day. Where no history has goals of a day, the day alone is the answer.
///
/// # Errors
/// Words that are neither a day nor a commit, or goals that cannot be read.
pub fn earlier(
    request: &Request<'_>,
    when: &str,
    today: Day,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Earlier, OpenError> {
    let site = Site::find(request)?;
    let day = match day_meant(when, today) {
        Some(Err(wrong)) => return Err(BaseError::NotADay(wrong.on_one_line()).into()),
        Some(Ok(day)) => Some(day),
        None => None,
    };
    let by_dates = |day, notices| Earlier { day, project: None, label: None, notices };
    let repository = match (repository_of(&site), day) {
        (Ok(Some(repository)), _) => repository,
        (Ok(None), Some(day)) => return Ok(by_dates(day, Vec::new())),
        (Ok(None), None) => return Err(BaseError::NeitherDayNorCommit(when.to_owned()).into()),
        (Err(error), Some(day)) => return Ok(by_dates(day, vec![Notice::NoHistory(error)])),
        (Err(error), None) => return Err(error.into()),
    };
    let found = match (base(&repository, when, today, environment), day) {
        (Ok(found), _) => found,
        (Err(_), Some(day)) => return Ok(by_dates(day, vec![Notice::ByDates(day)])),
        (Err(error), None) => return Err(error.into()),
    };
    let of_commit = || -> Result<Day, OpenError> {
        let day = repository.day_of(&found.commit)?;
        day.parse().map_err(|_| GitError::Damaged(found.commit.short().to_owned()).into())
    };
    let day = found.day.map_or_else(of_commit, Ok)?;
    match places_at(&repository, &found.commit, &site.places(request), request.largest_file) {
        Ok(project) => {
            Ok(Earlier { day, project: Some(project), label: Some(found.label), notices: Vec::new() })
        }
        Err(OpenError::NoGoalFilesAt(_)) => Ok(by_dates(day, vec![Notice::ByDates(day)])),
        Err(error) => Err(error),
    }
}

/// The repository around a workspace, if there is one.
fn repository_of(site: &Site) -> Result<Option<Repository>, GitError> {
    if repository_root(&site.root).is_none() {
        return Ok(None);
    }
    match site.repository() {
        Err(GitError::NoRepository(_)) => Ok(None),
        other => other.map(Some),
    }
}
