//! Nothing gets past `--since`: a pull request that lowers a promise is reported, or the run says with exit 2 what it could
//! not see, however the change is dressed up and whatever kind of clone the reviewer has.
#![cfg(unix)]

use super::scratch::{Ran, Scratch};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use std::fs;
use std::path::PathBuf;
use strum::VariantArray;

const GOALS: &str = "okrs/growth.yaml";
const METRICS: &str = "okrs/metrics.yaml";

/// The goals of a team as they were agreed.
const AGREED: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    ambition: committed
    guardrails: [errors]
    key_results:
      - id: activation
        key_result: Raise the share of new teams that finish a workflow
        baseline: 23%
        target: 38%
      - id: setup-time
        key_result: Cut the time to a first workflow
        baseline: 3 days
        target: 1 day
  - id: reliable
    objective: Teams trust that their workflows run
    key_results:
      - id: failures
        key_result: Keep failed runs a week low
        at_most: 5 runs
      - id: kept
        key_result: Raise the share of teams that stay from 60% to 75%
";

const WATCHED: &str = "\
guardrails:
  - id: errors
    name: Errors a day
    definition: Requests that fail
    source: logs
    owner: ravi
    at_most: 100
";

/// A promise that is lowered: which file, what stood there and what stands there now.
type Harm = (&'static str, &'static str, &'static str);

const HARMS: [Harm; 11] = [
    (GOALS, "target: 38%", "target: 30%"),
    (GOALS, "baseline: 23%", "baseline: 12%"),
    (GOALS, "target: 1 day", "target: 2 days"),
    (GOALS, "at_most: 5 runs", "at_most: 9 runs"),
    (GOALS, "from 60% to 75%", "from 60% to 65%"),
    (GOALS, "    ambition: committed\n", "    ambition: aspirational\n"),
    (GOALS, "    guardrails: [errors]\n", ""),
    (
        GOALS,
        "      - id: setup-time\n        key_result: Cut the time to a first workflow\n        baseline: 3 days\n        target: 1 day\n",
        "",
    ),
    (GOALS, "      - id: kept\n        key_result: Raise the share of teams that stay from 60% to 75%\n", ""),
    (METRICS, "at_most: 100", "at_most: 1000"),
    (METRICS, "definition: Requests that fail", "definition: Requests that fail twice"),
];

/// What else the pull request does to the file, which changes nothing of what it says.
#[derive(Debug, Clone, Copy, PartialEq, VariantArray)]
enum Disguise {
    Comments,
    CarriageReturns,
    Mark,
    QuotedNumbers,
    RenamedIds,
    Renamed,
    InAnotherFolder,
    OtherEnding,
    Ignored,
    IgnoredBelow,
    Excluded,
    NoDiff,
    Filtered,
    Generated,
    AssumedUnchanged,
    ThereAndBack,
    Merged,
    Uncommitted,
    Staged,
    LinkedInside,
    LinkedOutside,
    NoGoalsAnyMore,
    GoalsElsewhere,
    RuleOff,
    Submodule,
}

/// Where the reviewer looks at it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Here,
    Worktree,
    Clone,
    Shallow,
    Partial,
    Sparse,
    CutObject,
}

const PLACES: [Place; 7] = [
    Place::Here,
    Place::Worktree,
    Place::Clone,
    Place::Shallow,
    Place::Partial,
    Place::Sparse,
    Place::CutObject,
];

/// A pull request in the making.
struct PullRequest {
    scratch: Scratch,
    /// Where the changed file is by now.
    path: String,
    /// What it says by now.
    text: String,
}

impl PullRequest {
    fn new(harm: Harm) -> Self {
        let scratch = Scratch::new(&[(GOALS, AGREED), (METRICS, WATCHED), ("README.md", "goals\n")]);
        scratch.git(&["checkout", "--quiet", "-b", "change"]);
        let text = if harm.0 == GOALS { AGREED } else { WATCHED };
        assert!(text.contains(harm.1), "{harm:?} is no longer about these goals");
        Self { scratch, path: harm.0.to_owned(), text: text.to_owned() }
    }

    fn save(&self) {
        self.scratch.write(&self.path, &self.text);
    }

    fn move_to(&mut self, path: String) {
        self.scratch.remove(&self.path);
        self.path = path;
        self.save();
    }

    /// Disguises that stand in the text or in other files, before the harm is done.
    fn prepare(&mut self, disguise: Disguise) {
        let name = self.path.rsplit('/').next().unwrap().to_owned();
        match disguise {
            Disguise::Comments => self.text = format!("# Agreed in the review.\n\n{}\n# End.\n", self.text),
            Disguise::CarriageReturns => self.text = self.text.replace('\n', "\r\n"),
            Disguise::Mark => self.text.insert(0, '\u{feff}'),
            Disguise::QuotedNumbers => {
                self.text =
                    self.text.replace("38%", "'38%'").replace("30%", "\"30%\"").replace("5 runs", "'5 runs'");
            }
            Disguise::RenamedIds => {
                for (old, new) in [("id: home", "id: house"), ("id: activation", "id: started")] {
                    self.text = self.text.replace(old, new);
                }
            }
            Disguise::Renamed => self.move_to(format!("okrs/renamed-{name}")),
            Disguise::InAnotherFolder => self.move_to(format!("okrs/later/{name}")),
            Disguise::OtherEnding => self.move_to(self.path.replace(".yaml", ".yml")),
            Disguise::Ignored => self.scratch.write(".gitignore", "okrs/\n"),
            Disguise::IgnoredBelow => self.scratch.write("okrs/.gitignore", "*\n!.gitignore\n"),
            Disguise::Excluded => self.scratch.write(".git/info/exclude", "*.yaml\n*.yml\n"),
            Disguise::NoDiff => self.scratch.write(".gitattributes", "*.yaml -diff -text\n*.yml binary\n"),
            Disguise::Filtered => self.scratch.write(".gitattributes", "okrs/** filter=none export-ignore\n"),
            Disguise::Generated => self.scratch.write(".gitattributes", "okrs/** linguist-generated=true\n"),
            Disguise::GoalsElsewhere => self.scratch.write("okr.yaml", "goals: [plans]\n"),
            Disguise::RuleOff => self.scratch.write("okr.yaml", "rules:\n  moved-target: off\n"),
            _ => {}
        }
        self.save();
    }

    /// Commits by force, as somebody does who hides a file behind ignore patterns.
    fn commit(&self, day: &str, subject: &str) {
        self.scratch.git(&["add", "--all", "--force"]);
        self.scratch.git_as(day, "Dee", &["commit", "--quiet", "--allow-empty", "-m", subject]);
    }

    fn lower(&mut self, harm: Harm, disguises: &[Disguise]) {
        let lowered = |text: &str| {
            let returns = text.contains("\r\n");
            let plain = text.replace("\r\n", "\n").replace(['\'', '"'], "");
            let plain = plain.replacen(harm.1, harm.2, 1);
            if returns { plain.replace('\n', "\r\n") } else { plain }
        };
        let honest = self.text.clone();
        self.text = lowered(&honest);
        assert_ne!(honest, self.text, "nothing was lowered");
        if disguises.contains(&Disguise::ThereAndBack) {
            self.save();
            self.commit("2026-02-18", "lower");
            self.scratch.write(&self.path, &honest);
            self.commit("2026-02-19", "put back");
        }
        if disguises.contains(&Disguise::AssumedUnchanged) {
            self.commit("2026-02-19", "tidy");
            self.scratch.git(&["update-index", "--assume-unchanged", &self.path]);
        }
        if disguises.contains(&Disguise::LinkedInside) {
            let target = self.path.replace("okrs/", "okrs/own-");
            self.scratch.write(&target, &self.text);
            self.scratch.remove(&self.path);
            let up = "../".repeat(self.path.matches('/').count() - 1);
            let link = format!("{up}{}", target.trim_start_matches("okrs/"));
            std::os::unix::fs::symlink(link, self.scratch.root().join(&self.path)).unwrap();
        } else if disguises.contains(&Disguise::LinkedOutside) {
            let outside = self.scratch.beside("outside.yaml");
            fs::write(&outside, &self.text).unwrap();
            self.scratch.remove(&self.path);
            std::os::unix::fs::symlink(outside, self.scratch.root().join(&self.path)).unwrap();
        } else if disguises.contains(&Disguise::NoGoalsAnyMore) {
            self.scratch.write(&self.path, "note: the goals are in the wiki now\n");
        } else if disguises.contains(&Disguise::Submodule) {
            self.scratch.remove(&self.path);
            self.scratch.git(&["rm", "-r", "--cached", "--quiet", "okrs"]);
            let head = self.scratch.git(&["rev-parse", "HEAD"]);
            fs::remove_dir_all(self.scratch.root().join("okrs")).unwrap();
            self.scratch.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{head},okrs")]);
        } else {
            self.save();
        }
        if disguises.contains(&Disguise::Uncommitted) {
            return;
        }
        if disguises.contains(&Disguise::Staged) {
            self.scratch.git(&["add", "--all", "--force"]);
            return;
        }
        if disguises.contains(&Disguise::AssumedUnchanged) {
            return;
        }
        if disguises.contains(&Disguise::Merged) {
            self.scratch.git(&["checkout", "--quiet", "-b", "side"]);
            self.commit("2026-02-20", "lower on the side");
            self.scratch.git(&["checkout", "--quiet", "change"]);
            self.scratch.merge("2026-02-21", "side");
        } else {
            self.commit("2026-02-20", "lower");
        }
    }

    /// The folder in which the reviewer runs the check, and what the base is called there.
    fn opened_in(&self, place: Place) -> (PathBuf, &'static str) {
        let from = format!("file://{}", self.scratch.root().display());
        let beside = self.scratch.beside("reviewed");
        let to = beside.to_str().unwrap();
        let clone = |more: &[&str]| {
            self.scratch.git(&["config", "uploadpack.allowFilter", "true"]);
            let arguments = [&["clone", "--quiet", "--branch", "change"], more, &[&from, to]].concat();
            self.scratch.git(&arguments);
        };
        match place {
            Place::Here => return (self.scratch.root().to_owned(), "main"),
            Place::Worktree => {
                self.scratch.git(&["worktree", "add", "--quiet", "--detach", to, "change"]);
                return (beside, "main");
            }
            Place::Clone => clone(&[]),
            Place::Shallow => clone(&["--depth", "1", "--no-single-branch"]),
            Place::Partial => clone(&["--filter=blob:none"]),
            Place::Sparse => {
                clone(&[]);
                self.scratch.git(&["-C", to, "sparse-checkout", "set", "--no-cone", "README.md"]);
            }
            Place::CutObject => {
                let blob = self.scratch.git(&["rev-parse", &format!("main:{GOALS}")]);
                let object = self.scratch.root().join(".git/objects").join(&blob[..2]).join(&blob[2..]);
                let bytes = fs::read(&object).unwrap();
                fs::remove_file(&object).unwrap();
                fs::write(&object, &bytes[..bytes.len() / 2]).unwrap();
                return (self.scratch.root().to_owned(), "main");
            }
        }
        (beside, "origin/main")
    }
}

/// Whether the run says that a promise moved, or says that it could not see.
fn is_told(ran: &Ran) -> bool {
    match ran.code {
        // A guardrail whose file holds no goals any more is missed where it is named.
        1 => ["moved-target", "unknown-reference"].iter().any(|rule| ran.out.contains(rule)),
        2 => !ran.err.trim().is_empty() && !ran.out.contains("No new findings"),
        _ => false,
    }
}

fn cases() -> u32 {
    std::env::var("PULL_REQUESTS").ok().and_then(|count| count.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_lowered_promise_is_reported_or_the_run_says_what_it_could_not_see(
        harm in any::<Index>(),
        disguises in subsequence(Disguise::VARIANTS.to_vec(), 0..4),
        place in any::<Index>(),
    ) {
        let harm = *harm.get(&HARMS);
        let mut place = *place.get(&PLACES);
        let is_local = |disguise: &Disguise| {
            use Disguise::{AssumedUnchanged, Excluded, Staged, Uncommitted};
            matches!(disguise, AssumedUnchanged | Excluded | Staged | Uncommitted)
        };
        // What is not committed is seen only if it was made.
        if disguises.iter().any(is_local) && place != Place::CutObject {
            place = Place::Here;
        }
        let mut request = PullRequest::new(harm);
        disguises.iter().for_each(|disguise| request.prepare(*disguise));
        request.lower(harm, &disguises);
        let (folder, base) = request.opened_in(place);
        let mut command = request.scratch.command(&["check", "--since", base, "--as-of", "2026-02-25"]);
        let ran = request.scratch.ran_without_git(command.current_dir(folder));
        prop_assert!(is_told(&ran), "{:?} {:?} {:?}\n{}", harm, disguises, place, ran);
    }
}
