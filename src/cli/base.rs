//! Which commit a change is compared with.

use crate::source::git::{Commit, GitError, Repository};
use anyhow::bail;

/// The word that asks for the merge base with the branch a change is meant for.
pub(super) const AUTO: &str = "auto";

/// A commit to compare with, and how it is spoken of.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) commit: Commit,
    /// `3f2a1bcd`, or `3f2a1bcd, where this left origin/main`.
    pub(super) label: String,
}

/// Where a change is meant to go.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// This commit, told by the CI system itself.
    Exactly(String),
    /// A branch.
    Branch(String),
}

/// The commit that a revision names; for `auto` the one where this branch left the branch it is meant for.
///
/// # Errors
/// There is no such commit in this clone.
pub(super) fn base(repository: &Repository, revision: &str) -> anyhow::Result<Base> {
    if revision == AUTO {
        return automatic(repository, &|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    }
    let commit = repository.commit(revision)?;
    let label = commit.short().to_owned();
    Ok(Base { commit, label })
}

fn automatic(repository: &Repository, environment: &dyn Fn(&str) -> Option<String>) -> anyhow::Result<Base> {
    match told(environment) {
        Some(Target::Exactly(id)) => {
            let commit = repository.commit(&id)?;
            let label = format!("{}, which this merge request starts from", commit.short());
            Ok(Base { commit, label })
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
                    bail!(
                        "there is no default branch here to compare with\nhelp: name a commit or a branch: \
                         `--since HEAD~1`"
                    )
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
) -> anyhow::Result<Base> {
    let is_merge = environment("GITHUB_REF").is_some_and(|name| name.ends_with("/merge"))
        && repository.find_commit("HEAD^2")?.is_some();
    match repository.find_commit("HEAD^1")?.filter(|_| is_merge) {
        Some(commit) => Ok(Base { label: format!("{}, the tip of {branch}", commit.short()), commit }),
        None => bail!(
            "the branch `{branch}` that this change is meant for is not in this clone\nhelp: fetch it: \
             `git fetch origin {branch}`, or `fetch-depth: 0` for actions/checkout"
        ),
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
fn fork(repository: &Repository, tip: &Commit, name: &str) -> anyhow::Result<Base> {
    let head = repository.commit("HEAD")?;
    let Some(commit) = repository.merge_base(&head, tip)? else {
        let help = if repository.is_shallow() {
            "this clone's history was cut short: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"
        } else {
            "name the commit to compare with: `--since REVISION`"
        };
        bail!("the current commit and {name} have no commit in common\nhelp: {help}");
    };
    let label = format!("{}, where this left {name}", commit.short());
    Ok(Base { commit, label })
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
