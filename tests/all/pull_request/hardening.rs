//! A repository cannot make git run a program through us, nor answer for objects it does not have.
#![cfg(unix)]

use super::scratch::{Scratch, alike_everywhere};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

const GOALS: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: home
    objective: New teams feel at home in their first week
    key_results:
      - id: activation
        key_result: Raise activation
        baseline: 23%
        target: 38%
";

const FILE: &str = "okrs/growth.yaml";

/// Every way in which git is asked something.
const RUNS: [&[&str]; 9] = [
    &["check", "--since", "HEAD~1", "--as-of", "2026-02-25"],
    &["check", "--since", "auto", "--as-of", "2026-02-25", "--format", "sarif"],
    &["check", FILE, "--since", "base", "--as-of", "2026-02-25", "--format", "json"],
    &["diff"],
    &["diff", "base", "HEAD", "--format", "markdown"],
    &["diff", "base...HEAD", "--format", "json"],
    &["status", "--at", "base"],
    &["grade", "--quarter", "2026-Q1", "--at", "HEAD"],
    &["grade", "--quarter", "2026-Q1", "--as-of", "2026-04-10"],
];

fn write_program(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Goals whose target moves on a branch, and a change that is not committed.
fn scratch() -> Scratch {
    let scratch = Scratch::new(&[(FILE, GOALS)]);
    scratch.git(&["branch", "base"]);
    scratch.git(&["checkout", "--quiet", "-b", "feature"]);
    scratch.commit_file("2026-02-10", "Dee", "lower", FILE, &GOALS.replace("38%", "35%"));
    scratch.write(FILE, &GOALS.replace("38%", "31%"));
    scratch
}

#[test]
fn no_setting_of_a_repository_runs_a_program() {
    let scratch = scratch();
    let plain: Vec<String> = RUNS.iter().map(|arguments| scratch.okr(arguments).to_string()).collect();
    let marker = scratch.beside("marker");
    let trap = scratch.beside("trap");
    write_program(&trap, &format!("#!/bin/sh\necho \"$0 $@\" >> {}\ncat\n", marker.display()));
    let trap = trap.to_str().unwrap();
    for hook in [
        "post-index-change",
        "post-checkout",
        "pre-commit",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-merge",
    ] {
        write_program(&scratch.root().join(".git/hooks").join(hook), &format!("#!/bin/sh\n{trap} {hook}\n"));
    }
    let hooks = scratch.root().join(".git/hooks");
    let remote = format!("ext::{trap} %S");
    for (key, value) in [
        ("core.fsmonitor", trap),
        ("core.hooksPath", hooks.to_str().unwrap()),
        ("core.pager", trap),
        ("pager.log", trap),
        ("pager.rev-parse", "true"),
        ("core.editor", trap),
        ("core.sshCommand", trap),
        ("core.askPass", trap),
        ("core.gitProxy", trap),
        ("core.alternateRefsCommand", trap),
        ("credential.helper", trap),
        ("diff.external", trap),
        ("diff.goals.command", trap),
        ("diff.goals.textconv", trap),
        ("diff.goals.cachetextconv", "true"),
        ("filter.goals.clean", trap),
        ("filter.goals.smudge", trap),
        ("filter.goals.process", trap),
        ("filter.goals.required", "true"),
        ("gpg.program", trap),
        ("log.showSignature", "true"),
        ("alias.log", &format!("!{trap}")),
        ("alias.cat-file", &format!("!{trap}")),
        ("uploadpack.packObjectsHook", trap),
        ("trailer.x.command", trap),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("remote.origin.url", &remote),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialCloneFilter", "blob:none"),
        ("remote.origin.uploadpack", trap),
        ("extensions.partialClone", "origin"),
    ] {
        scratch.git(&["config", key, value]);
    }
    scratch.write(".gitattributes", "* diff=goals filter=goals merge=goals text\n");
    let _ = fs::remove_file(&marker);
    for (arguments, plain) in RUNS.iter().zip(&plain) {
        let ran = scratch.okr(arguments);
        assert!(!marker.exists(), "{arguments:?} runs {}", fs::read_to_string(&marker).unwrap());
        assert_eq!(ran.to_string(), *plain, "{arguments:?}");
    }
    // An object that is missing is not fetched, though the repository says where from.
    let blob = scratch.git(&[
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.pager=cat",
        "rev-parse",
        &format!("base:{FILE}"),
    ]);
    let _ = fs::remove_file(&marker);
    fs::remove_file(scratch.root().join(".git/objects").join(&blob[..2]).join(&blob[2..])).unwrap();
    for arguments in RUNS {
        let ran = scratch.ran_without_git(&mut scratch.command(arguments));
        assert!(!marker.exists(), "{arguments:?} runs {}: {ran}", fs::read_to_string(&marker).unwrap());
    }
}

/// Everything in `.git` and the working tree: path, size, bytes and when it was last written.
fn everything(folder: &Path) -> BTreeSet<(String, Vec<u8>, i64)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = path.symlink_metadata().unwrap();
            if metadata.is_dir() {
                folders.push(path.clone());
            }
            let bytes = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            let nanoseconds = metadata.mtime() * 1_000_000_000 + metadata.mtime_nsec();
            found.insert((path.to_string_lossy().into_owned(), bytes, nanoseconds));
        }
    }
    found
}

#[test]
fn nothing_in_the_repository_is_touched() {
    let scratch = scratch();
    // An index that looks out of date, which git likes to refresh.
    let later = fs::File::options().write(true).open(scratch.root().join(".git/index")).unwrap();
    later.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    let before = everything(scratch.root());
    for arguments in RUNS {
        scratch.ran_without_git(&mut scratch.command(arguments));
        assert!(everything(scratch.root()) == before, "{arguments:?}");
    }
}

#[test]
fn replaced_objects_are_not_read() {
    let scratch = scratch();
    let plain: Vec<String> = RUNS.iter().map(|arguments| scratch.okr(arguments).to_string()).collect();
    scratch.write("forged", &GOALS.replace("38%", "1%"));
    let forged = scratch.git(&["hash-object", "-w", "forged"]);
    scratch.git(&["replace", &format!("base:{FILE}"), &forged]);
    let (base, feature) = (scratch.git(&["rev-parse", "base"]), scratch.git(&["rev-parse", "feature"]));
    scratch.git(&["replace", &base, &feature]);
    for (arguments, plain) in RUNS.iter().zip(&plain) {
        assert_eq!(scratch.okr(arguments).to_string(), *plain, "{arguments:?}");
    }
}

#[test]
fn git_is_only_asked_to_read() {
    let scratch = scratch();
    let (programs, calls) = (scratch.beside("programs"), scratch.beside("calls"));
    let path = std::env::var("PATH").unwrap();
    let real = path.split(':').map(|folder| Path::new(folder).join("git")).find(|git| git.is_file()).unwrap();
    let script = format!(
        // One write a call: two of them may run at once.
        "#!/bin/sh\nprintf '%s\\n' \"$@\" '-- end' >> {0}\nexec {1} \"$@\"\n",
        calls.display(),
        real.display()
    );
    write_program(&programs.join("git"), &script);
    for arguments in RUNS {
        let mut command = scratch.command(arguments);
        command.env("PATH", format!("{}:{path}", programs.display()));
        let ran = scratch.ran(&mut command, "");
        assert!(ran.code < 2, "{arguments:?}: {ran}");
    }
    let calls = fs::read_to_string(&calls).unwrap();
    let mut asked = BTreeSet::new();
    for call in calls.split("-- end\n").filter(|call| !call.is_empty()) {
        let mut words = call.lines();
        let mut subcommand = None;
        while let Some(word) = words.next() {
            match word {
                "-C" | "-c" => drop(words.next()),
                flag if flag.starts_with('-') => {}
                name => {
                    subcommand = Some(name.to_owned());
                    break;
                }
            }
        }
        asked.extend(subcommand);
        for disarmed in [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "--no-replace-objects",
            "--no-optional-locks",
        ] {
            assert!(call.lines().any(|word| word == disarmed), "{disarmed} is missing: {call}");
        }
    }
    let reading = ["cat-file", "log", "ls-files", "ls-tree", "merge-base", "rev-list", "rev-parse"];
    assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), reading);
}

#[test]
fn what_others_write_into_git_reaches_no_terminal_raw() {
    let scratch = Scratch::new(&[(FILE, GOALS)]);
    scratch.git(&["branch", "base"]);
    let name = "Eve \u{1b}[31m\u{9b}2J\u{202e}##[error]::error::x|`<img src=x>`@all";
    scratch.commit_file("2026-02-10", name, "s\u{1b}]0;x\u{7}ubject", FILE, &GOALS.replace("38%", "35%"));
    let branch = "topic\u{202e}\u{9b}2J";
    scratch.git(&["branch", branch, "base"]);
    let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"]
    {
        let mut command = scratch.command(&[
            "check",
            "--since",
            "auto",
            "--as-of",
            "2026-02-25",
            "--select",
            "moved-target",
            "--format",
            format,
        ]);
        let ran = scratch.ran(command.env("GITHUB_BASE_REF", branch), "");
        assert_eq!(ran.code, 1, "{ran}");
        assert!(ran.out.contains("Eve"), "{format}: {ran}");
        let spelled_out = ["json", "sarif", "gitlab"].contains(&format);
        assert!(spelled_out || !ran.out.contains(acts), "{format}: {:?}", ran.out);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.err.contains(acts),
            "{format}: {:?} {:?}",
            ran.out,
            ran.err
        );
        assert!(
            !["github", "full", "concise"].contains(&format) || !ran.out.contains("##["),
            "{format}: {ran}"
        );
        assert!(format != "markdown" || !ran.out.contains("<img"), "{ran}");
    }
    for arguments in [
        &["diff", branch][..],
        &["diff", "auto"],
        &["diff", branch, "--format", "markdown"],
        &["diff", "no\u{1b}[31mne"],
        &["status", "--at", "\u{9b}2J"],
    ] {
        let mut command = scratch.command(arguments);
        let ran = scratch.ran(command.env("GITHUB_BASE_REF", branch), "");
        assert!(
            !ran.out.contains(acts) && !ran.err.contains(acts),
            "{arguments:?}: {:?} {:?}",
            ran.out,
            ran.err
        );
    }
    let mut missing = Command::new(env!("CARGO_BIN_EXE_okr"));
    alike_everywhere(&mut missing).args(["check", "--since", "auto"]).current_dir(scratch.root());
    let ran = scratch.ran(missing.env("GITHUB_BASE_REF", "gone\u{9b}2J\u{1b}[31m"), "");
    assert!(!ran.err.contains(acts), "{:?}", ran.err);
}
