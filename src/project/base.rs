//! Which commit a change is compared with.

use super::day_meant::day_meant;
use crate::goals::Day;
use crate::source::git::{Commit, GitError, Repository};

/// The word for the merge base with the target branch of a change.
pub const AUTO: &str = "auto";

/// A commit to compare with, and how it is spoken of.
#[derive(Debug)]
pub struct Base {
    /// The commit.
    pub commit: Commit,
    /// `3f2a1bcd`, or `3f2a1bcd, where this left origin/main`.
    pub label: String,
    /// The day, if a day was given rather than a commit.
    pub day: Option<Day>,
}

impl Base {
    /// The same where the current commit is built on it; otherwise the commit where both parted. What came to the other branch
    /// since is nothing that this one undid.
    ///
    /// # Errors
    /// Git cannot be asked.
    pub fn where_this_left(self, repository: &Repository, name: &str) -> Result<Self, GitError> {
        let Some(head) = repository.find_commit("HEAD")? else { return Ok(self) };
        match repository.merge_base(&head, &self.commit)? {
            Some(commit) if commit != self.commit => Ok(Self::left(commit, name)),
            _ => Ok(self),
        }
    }

    fn left(commit: Commit, name: &str) -> Self {
        let label = format!("{}, where this left {name}", commit.short());
        Self::of(commit, label)
    }

    fn of(commit: Commit, label: String) -> Self {
        Self { commit, label, day: None }
    }
}

/// Why there is nothing to compare with.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseError {
    /// Git says why.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The history starts after the day that was asked for.
    #[error(
        "there is no commit as old as {}: the history here starts later\nhelp: name a later day, or a commit",
        .0.long()
    )]
    BeforeHistory(Day),
    /// The same in a shallow clone, where the commit may be missing only here.
    #[error(
        "there is no commit as old as {} in this clone, whose history was cut short\nhelp: fetch the whole history: `git \
         fetch --unshallow`, or `fetch-depth: 0` for actions/checkout",
        .0.long()
    )]
    BeforeShallowHistory(Day),
    /// Something that looks like a date but is not a day.
    #[error("{0}")]
    NotADay(String),
    /// Words that name no day, if there are no commits either.
    #[error(
        "`{0}` is no day, and there is no git repository here whose commits it could name\nhelp: write a day like \
         2026-08-01, `last week`, `monday` or `7d`"
    )]
    NeitherDayNorCommit(String),
    /// No branch has one of the usual names.
    #[error(
        "there is no default branch here to compare with\nhelp: name a commit or a branch: `--since HEAD~1`"
    )]
    NoDefaultBranch,
    /// The same in a shallow clone, which mostly has one branch only.
    #[error(
        "there is no default branch to compare with in this clone, whose history was cut short\nhelp: fetch the whole \
         history of all branches: `git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'`, or `fetch-depth: 0` for \
         actions/checkout; or name a commit"
    )]
    NoDefaultBranchInShallowClone,
    /// The branch that a change is meant for was not fetched.
    #[error(
        "the branch `{0}` that this change is meant for is not in this clone\nhelp: fetch it: `git fetch origin \
         {0}:refs/remotes/origin/{0}`, or `fetch-depth: 0` for actions/checkout"
    )]
    BranchNotFetched(String),
    /// The same in a shallow clone.
    #[error(
        "the branch `{0}` that this change is meant for is not in this clone, whose history was cut short\nhelp: fetch it: \
         `git fetch --unshallow origin {0}:refs/remotes/origin/{0}`, or `fetch-depth: 0` for actions/checkout"
    )]
    BranchNotInShallowClone(String),
    /// Two histories without a common commit, by the branch's name.
    #[error(
        "the current commit and {0} have no commit in common\nhelp: name the commit to compare with: `--since REVISION`"
    )]
    NothingInCommon(String),
    /// The same in a shallow clone, where the common commit may be missing only here.
    #[error(
        "the current commit and {0} have no commit in common\nhelp: this clone's history was cut short: `git fetch \
         --unshallow`, or `fetch-depth: 0` for actions/checkout"
    )]
    CutShort(String),
}

/// Where a change is meant to go.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// This commit, as reported by the CI system.
    Exactly(String),
    /// A branch.
    Branch(String),
}

/// The commit that a revision names; for `auto` the one where this branch left the branch it is meant for; for a day
/// (`2026-08-01`, `last week`) the last one on the current branch by the end of it. Where a branch or tag has the name of
/// a day, that is meant.
///
/// `today` is the day that `last week` counts from. `environment` gives the variables that CI systems set.
///
/// # Errors
/// This clone has no such commit.
pub fn base(
    repository: &Repository,
    revision: &str,
    today: Day,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Base, BaseError> {
    if revision == AUTO {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        return automatic(repository, &set);
    }
    if let Some(commit) = repository.find_commit(revision)? {
        let label = commit.short().to_owned();
        return Ok(Base::of(commit, label));
    }
    match day_meant(revision, today) {
        Some(Ok(day)) => by_the_end_of(repository, day),
        Some(Err(wrong)) => Err(BaseError::NotADay(wrong.on_one_line())),
        None => Err(repository.unknown(revision).into()),
    }
}

/// The goals as of a day: the last commit by the end of it, following first parents.
fn by_the_end_of(repository: &Repository, day: Day) -> Result<Base, BaseError> {
    let head = repository.commit("HEAD")?;
    match repository.commit_at(&head, &day.to_string())? {
        Some(commit) => {
            let label = format!("{}, the last commit by {}", commit.short(), day.long());
            Ok(Base { commit, label, day: Some(day) })
        }
        None if repository.is_shallow() => Err(BaseError::BeforeShallowHistory(day)),
        None => Err(BaseError::BeforeHistory(day)),
    }
}

fn automatic(
    repository: &Repository,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Base, BaseError> {
    match told(environment) {
        Some(Target::Exactly(id)) => {
            let commit = repository.commit(&id)?;
            let label = format!("{}, which this merge request starts from", commit.short());
            Ok(Base::of(commit, label))
        }
        Some(Target::Branch(branch)) => {
            let names = [format!("refs/remotes/origin/{branch}"), format!("refs/heads/{branch}")];
            match first(repository, &names)? {
                Some((_, tip)) => fork(repository, &tip, &branch),
                None => merged_for_the_check(repository, &branch, environment),
            }
        }
        None => {
            let usual = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];
            match first(repository, &usual.map(str::to_owned))? {
                Some((name, tip)) if name == "origin/HEAD" => fork(repository, &tip, "the default branch"),
                Some((name, tip)) => fork(repository, &tip, &name),
                None => {
                    repository.commit("HEAD")?;
                    Err(match repository.is_shallow() {
                        true => BaseError::NoDefaultBranchInShallowClone,
                        false => BaseError::NoDefaultBranch,
                    })
                }
            }
        }
    }
}

/// What the CI system says of the change: GitLab, GitHub, Bitbucket, Azure.
fn told(environment: &dyn Fn(&str) -> Option<String>) -> Option<Target> {
    // Where GitLab checks the merged result, the target's tip is in it: what came to the target is not the change's.
    let names = ["CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"];
    let exact = names.into_iter().find_map(environment).map(Target::Exactly);
    exact.or_else(|| {
        let names = [
            "GITHUB_BASE_REF",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCH",
        ];
        let branch = names.into_iter().find_map(environment)?;
        Some(Target::Branch(branch.trim_start_matches("refs/heads/").to_owned()))
    })
}

/// What GitHub checks out for a pull request is a merge made for the check, whose first parent is the tip of the branch
/// it is meant for: a clone of two commits has that, though not the branch.
fn merged_for_the_check(
    repository: &Repository,
    branch: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Base, BaseError> {
    let is_merge = environment("GITHUB_REF").is_some_and(|name| name.ends_with("/merge"))
        && repository.find_commit("HEAD^2")?.is_some();
    match repository.find_commit("HEAD^1")?.filter(|_| is_merge) {
        Some(commit) => {
            let label = format!("{}, the tip of {branch}", commit.short());
            Ok(Base::of(commit, label))
        }
        None if repository.is_shallow() => Err(BaseError::BranchNotInShallowClone(branch.to_owned())),
        None => Err(BaseError::BranchNotFetched(branch.to_owned())),
    }
}

fn first(repository: &Repository, names: &[String]) -> Result<Option<(String, Commit)>, GitError> {
    for name in names {
        if let Some(commit) = repository.find_commit(name)? {
            return Ok(Some((name.clone(), commit)));
        }
    }
    Ok(None)
}

/// Where the current commit left a branch.
fn fork(repository: &Repository, tip: &Commit, name: &str) -> Result<Base, BaseError> {
    let head = repository.commit("HEAD")?;
    let Some(commit) = repository.merge_base(&head, tip)? else {
        let name = name.to_owned();
        return Err(match repository.is_shallow() {
            true => BaseError::CutShort(name),
            false => BaseError::NothingInCommon(name),
        });
    };
    Ok(Base::left(commit, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_systems_say_where_a_change_is_meant_to_go() {
        let told_by = |variables: &[(&str, &str)]| {
            let value = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            };
            told(&value)
        };
        let branch = |name: &str| Some(Target::Branch(name.to_owned()));
        assert_eq!(told_by(&[("GITHUB_BASE_REF", "main")]), branch("main"));
        assert_eq!(told_by(&[("BITBUCKET_PR_DESTINATION_BRANCH", "dev")]), branch("dev"));
        assert_eq!(told_by(&[("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/a/b")]), branch("a/b"));
        let gitlab =
            [("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "3f2a1bcd")];
        assert_eq!(told_by(&gitlab), Some(Target::Exactly("3f2a1bcd".to_owned())));
        assert_eq!(told_by(&gitlab[..1]), branch("main"));
        let merged =
            [("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "77"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "3f2a1bcd")];
        assert_eq!(told_by(&merged), Some(Target::Exactly("77".to_owned())));
        assert_eq!(told_by(&[]), None);
    }
}
