//! `action.yml` and `.pre-commit-hooks.yaml`: their shape, and the action's own script run as GitHub runs it, in a clone of
//! a bare repository with a feature branch and a merge.

#![cfg(unix)]

use serde_yaml::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn steps(action: &Value) -> &Vec<Value> {
    action["runs"]["steps"].as_sequence().unwrap()
}

/// A tag can be moved to other code; a commit cannot.
#[test]
fn every_action_of_others_is_pinned_by_its_commit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workflows = fs::read_dir(root.join(".github/workflows")).unwrap().map(|entry| entry.unwrap().path());
    let mut actions = 0;
    for path in workflows.chain([root.join("action.yml")]) {
        let text = fs::read_to_string(&path).unwrap();
        for action in
            text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let (_, pin) = action.split_once('@').unwrap();
            let (commit, version) = pin.split_once(" # v").unwrap_or((pin, ""));
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{}: {action}", path.display());
            actions += 1;
        }
    }
    assert!(actions >= 5, "{actions}");
}

#[test]
fn no_input_is_pasted_into_a_script() {
    let action = read("action.yml");
    for step in steps(&action) {
        let script = step.get("run").and_then(Value::as_str).unwrap_or_default();
        assert!(!script.contains("${{"), "{script}");
        assert!(script.is_empty() || step["shell"] == "bash", "{script}");
    }
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    for input in action["inputs"].as_mapping().unwrap().keys() {
        assert!(text.contains(&format!("inputs.{}", input.as_str().unwrap())), "{input:?} is used");
    }
}

#[test]
fn the_hook_runs_where_goals_changed() {
    let hooks = read(".pre-commit-hooks.yaml");
    assert_eq!(hooks[0]["id"], "okr");
    assert_eq!(hooks[0]["language"], "rust");
    assert_eq!(hooks[0]["entry"], "okr check");
    assert_eq!(hooks[0]["files"], r"\.ya?ml$");
    assert_eq!(hooks[0]["pass_filenames"], false);
}

const GOOD: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - objective: New teams feel at home in their first week
    why: 60% of new teams never reach value
    key_results:
      - Raise the share of new teams that finish a workflow from 23% to 35%
      - Reduce teams that leave in their first week from 18% to 9%
";

/// A folder that GitHub would run the action in.
struct Runner {
    folder: tempfile::TempDir,
    script: String,
}

/// What the action's check left behind.
struct Step {
    log: String,
    summary: String,
    outputs: String,
}

impl Step {
    fn exit_code(&self) -> &str {
        let code = self.outputs.lines().find_map(|line| line.strip_prefix("exit-code="));
        code.unwrap_or_else(|| panic!("{}", self.log))
    }
}

impl Runner {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let action = read("action.yml");
        let check =
            steps(&action).iter().find(|step| step.get("id").is_some_and(|id| id == "check")).unwrap();
        let script = check["run"].as_str().unwrap().to_owned();
        let runner = Self { folder, script };
        let bin = runner.path("temp/okr/bin");
        fs::create_dir_all(&bin).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_okr"), bin.join("okr")).unwrap();
        runner.git(".", &["init", "--quiet", "--bare", "remote.git"]);
        runner.git(".", &["clone", "--quiet", "remote.git", "work"]);
        runner.git("work", &["checkout", "--quiet", "-b", "main"]);
        runner.write("okrs/growth.yaml", GOOD);
        runner.commit("Goals");
        runner.git("work", &["push", "--quiet", "origin", "main"]);
        runner
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path("work").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, folder: &str, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=ana", "-c", "user.email=ana@example.com"]).args(arguments);
        // Settings of the machine the tests run on must not reach in.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let done = command.current_dir(self.path(folder)).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self, message: &str) {
        self.git("work", &["add", "--all"]);
        self.git("work", &["commit", "--quiet", "--message", message]);
    }

    /// Runs the action's check in the clone.
    fn check(&self, paths: &str, fail_on: &str) -> Step {
        self.step(&self.script, &[("PATHS", paths), ("SINCE", ""), ("FAIL_ON", fail_on)])
    }

    /// Runs the script of a step in the clone, as GitHub's runner starts a bash step.
    fn step(&self, script: &str, variables: &[(&str, &str)]) -> Step {
        for file in ["summary", "outputs"] {
            fs::write(self.path(file), "").unwrap();
        }
        fs::write(self.path("step.sh"), script).unwrap();
        let done = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(self.path("step.sh"))
            .current_dir(self.path("work"))
            .env("RUNNER_TEMP", self.path("temp"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_OUTPUT", self.path("outputs"))
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let log = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success(), "{log}");
        let read = |file| fs::read_to_string(self.path(file)).unwrap();
        Step { log, summary: read("summary"), outputs: read("outputs") }
    }
}

#[test]
fn the_action_annotates_a_branch_and_passes_after_the_merge() {
    let runner = Runner::new();
    assert_eq!(runner.check("", "error").exit_code(), "0");

    runner.git("work", &["checkout", "--quiet", "-b", "gallery"]);
    let quiet = "      - Publish the audit trail # okr: ignore[output-key-result] the auditors\n";
    runner.write("okrs/growth.yaml", &format!("{GOOD}      - Launch the ##[error]gallery\n{quiet}"));
    runner.commit("$(touch pwned) `touch pwned` ::error::pwned");
    let step = runner.check("", "error");
    assert_eq!(step.exit_code(), "1");
    assert!(step.log.contains("\n::error file=okrs/growth.yaml,line=10,"), "{}", step.log);
    assert!(step.summary.contains("| 🔴 error | okrs/growth.yaml:10 |"), "{}", step.summary);
    // Text of the goals is where the log accepts no commands.
    let (before, rest) = step.log.split_once("::stop-commands::").unwrap();
    let (token, rest) = rest.split_once('\n').unwrap();
    assert!(before.is_empty() && token.len() == 32, "{}", step.log);
    let (excerpts, annotations) = rest.split_once(&format!("::{token}::\n")).unwrap();
    assert!(excerpts.contains("error[output-key-result]"), "{excerpts}");
    assert!(
        annotations
            .lines()
            .all(|line| ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start))),
        "{annotations}"
    );
    // Code scanning would show suppressed findings as open.
    let sarif = step.outputs.lines().find_map(|line| line.strip_prefix("sarif-file=")).unwrap();
    let sarif: serde_json::Value = serde_json::from_slice(&fs::read(sarif).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|result| result.get("suppressions").is_none()));
    assert_eq!(runner.check("", "never").exit_code(), "0");

    runner
        .write("okrs/growth.yaml", &format!("{GOOD}      - Cut time to first value from 3 days to 1 day\n"));
    runner.commit("Say what changes");
    runner.git("work", &["push", "--quiet", "origin", "gallery"]);
    runner.git("work", &["checkout", "--quiet", "main"]);
    runner.git("work", &["merge", "--quiet", "--no-ff", "--message", "Merge", "gallery"]);
    runner.git("work", &["push", "--quiet", "origin", "main"]);
    let step = runner.check("", "error");
    assert_eq!(step.exit_code(), "0", "{}", step.log);
}

#[test]
fn inputs_are_words_and_never_commands() {
    let runner = Runner::new();
    runner.write("okrs/a b $(touch pwned).yaml", "quarter: 2026-Q1\nteam: other\n");
    let step = runner.check("okrs/a b $(touch pwned).yaml\nokrs/growth.yaml", "error");
    assert_eq!(step.exit_code(), "0", "{}", step.log);
    assert!(step.log.contains("in 2 files"), "{}", step.log);
    let step = runner.check("--format=json; touch pwned", "error");
    assert_eq!(step.exit_code(), "2", "{}", step.log);
    let step = runner.check("", "error; touch pwned");
    assert_eq!(step.exit_code(), "2", "{}", step.log);
    assert!(!runner.path("work/pwned").exists());
}

/// A `gh` that notes what it is asked for, knows one comment, and may be refused.
const GH: &str = r#"#!/bin/sh
echo "$@" >> "$GH_LOG"
[ -z "$GH_REFUSES" ] || { echo "HTTP 403" >&2; exit 1; }
case "$*" in *--paginate*) printf '%s' "$GH_KNOWN";; esac
"#;

#[test]
fn the_action_attaches_the_page_and_keeps_one_comment() {
    use std::os::unix::fs::PermissionsExt as _;
    let action = read("action.yml");
    let script = |id: &str| {
        let step = steps(&action).iter().find(|step| step.get("id").is_some_and(|own| own == id)).unwrap();
        step["run"].as_str().unwrap().to_owned()
    };
    let runner = Runner::new();
    fs::create_dir_all(runner.path("temp/okr-reports")).unwrap();
    let gh = runner.path("bin/gh");
    fs::create_dir_all(gh.parent().unwrap()).unwrap();
    fs::write(&gh, GH).unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    runner.git("work", &["checkout", "--quiet", "-b", "higher"]);
    runner.write("okrs/growth.yaml", &GOOD.replace("35%", "45%"));
    runner.commit("Aim higher");

    let step = runner.step(&script("report"), &[]);
    assert!(
        step.outputs.contains("page=") && runner.path("temp/okr-reports/okr.html").exists(),
        "{}",
        step.log
    );

    let path = format!("{}:{}", gh.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let log = runner.path("gh.log");
    let comment = |known: &str, refuses: &str| {
        let _ = fs::remove_file(&log);
        let variables = [
            ("PATH", path.as_str()),
            ("GH_LOG", log.to_str().unwrap()),
            ("GH_KNOWN", known),
            ("GH_REFUSES", refuses),
            ("REPOSITORY", "ana/goals"),
            ("NUMBER", "7"),
            ("GITHUB_BASE_REF", "main"),
        ];
        let step = runner.step(&script("comment"), &variables);
        (fs::read_to_string(&log).unwrap_or_default(), step.log)
    };
    let (asked, said) = comment("", "");
    assert!(asked.contains("api --silent repos/ana/goals/issues/7/comments --field body=@"), "{asked}{said}");
    let text = fs::read_to_string(runner.path("temp/okr-reports/comment.md")).unwrap();
    assert!(text.starts_with("<!-- okr diff -->\n") && text.contains("45%"), "{text}");
    let (asked, _) = comment("99", "");
    assert!(asked.contains("--method PATCH repos/ana/goals/issues/comments/99"), "{asked}");
    let (_, said) = comment("", "1");
    assert!(said.contains("::warning::the comment was not written"), "{said}");
}
