//! What the tool does to the machine it runs on: it reads the workspace and the paths it was given, writes what it was
//! asked to write, uses no network and starts no other program.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "a test that cannot run says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GOALS: &str = "quarter: 2026-Q1\nteam: growth\nowner: ana\nobjectives:\n  - objective: New teams feel at home in their first week\n    key_results: [Launch the app]\n";

/// Every command that reads goals, with every way it can show them.
const RUNS: [&[&str]; 9] = [
    &["check", "--as-of", "2026-02-15"],
    &["check", "okrs/growth.yaml", "--format", "json"],
    &["check", "--output", "json=out.json", "--format", "concise"],
    &["status", "--quarter", "2026-Q1", "--as-of", "2026-02-15"],
    &["grade", "--quarter", "2026-Q1", "--format", "markdown"],
    &["explain", "missing-baseline"],
    &["explain", "growth/o1/kr1", "--as-of", "2026-02-15"],
    &["rules"],
    &["init", "new"],
];

/// A workspace in a folder of its own, inside a folder that has traps in it.
fn workspace() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap().join("workspace");
    fs::create_dir_all(root.join("okrs")).unwrap();
    fs::write(root.join("okr.yaml"), "organization: growth\n").unwrap();
    fs::write(root.join("okrs/growth.yaml"), GOALS).unwrap();
    // With settings of its own, so that `okr init new` may start a workspace there.
    fs::create_dir(root.join("new")).unwrap();
    fs::write(root.join("new/okr.yaml"), "").unwrap();
    (folder, root)
}

fn okr(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_okr"));
    command.args(arguments).current_dir(root).env_clear().stdin(Stdio::null());
    command
}

fn write_program(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[track_caller]
fn assert_ended_well(output: &Output, arguments: &[&str]) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {err}");
}

#[test]
fn no_program_is_started() {
    let (folder, root) = workspace();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let calls = folder.path().join("calls");
    for name in
        ["git", "sh", "bash", "less", "more", "pager", "ssh", "curl", "env", "python3", "vi", "xdg-open"]
    {
        write_program(
            &programs.join(name),
            &format!("#!/bin/sh\necho {name} \"$@\" >> {}\n", calls.display()),
        );
    }
    for arguments in RUNS {
        let mut command = okr(&root, arguments);
        command
            .env("PATH", &programs)
            .env("PAGER", "less")
            .env("EDITOR", "vi")
            .env("SHELL", programs.join("sh"));
        assert_ended_well(&command.output().unwrap(), arguments);
        assert!(!calls.exists(), "{arguments:?} starts {}", fs::read_to_string(&calls).unwrap());
    }
}

/// Lines of `strace` for these calls; `None` if the machine has no `strace`, or forbids it.
fn traced(root: &Path, calls: &str, arguments: &[&str]) -> Option<Vec<String>> {
    let log = root.parent()?.join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-s", "4096", "-e", &format!("trace={calls}"), "-o"]).arg(&log);
    command.arg(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(root).stdin(Stdio::null());
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", root.parent()?.join("home"));
    let output = command.output().ok()?;
    let lines = fs::read_to_string(&log).ok()?;
    if lines.is_empty() {
        // A container may forbid looking on.
        return None;
    }
    assert_ended_well(&output, arguments);
    Some(lines.lines().map(str::to_owned).collect())
}

#[allow(clippy::print_stderr, reason = "a test that could not look must not look as if it had")]
fn unwatched() {
    eprintln!("strace is not here: only the other tests of this file say something");
}

#[test]
fn the_system_sees_no_network_and_no_other_program() {
    let (_folder, root) = workspace();
    for arguments in RUNS {
        let Some(lines) = traced(&root, "network,execve,execveat,?fork,?vfork", arguments) else {
            unwatched();
            return;
        };
        let own = env!("CARGO_BIN_EXE_okr");
        // A thread that ends just then leaves a line with no call in it.
        let is_call = |line: &str| line.contains('(') && !line.ends_with("???( <detached ...>");
        let itself = format!("execve(\"{own}\"");
        let others = lines.iter().filter(|line| is_call(line) && !line.contains(&itself));
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&String>::new(), "{arguments:?}");
    }
}

#[test]
fn the_system_sees_no_file_opened_outside_of_the_workspace() {
    let (folder, root) = workspace();
    // Configuration that other tools would read: none of it has an effect here.
    for trap in [".gitignore", ".ignore", "home/.gitconfig", "home/.config/git/ignore"] {
        let path = fs::canonicalize(folder.path()).unwrap().join(trap);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "*\n").unwrap();
    }
    for arguments in RUNS {
        let Some(lines) = traced(&root, "?open,openat,?openat2,?creat", arguments) else {
            unwatched();
            return;
        };
        let opened: BTreeSet<&str> = lines.iter().filter_map(|line| line.split('"').nth(1)).collect();
        // The system's own: libraries, locales, time zones, how many cores there are.
        let of_system = |path: &str| {
            [
                "/lib",
                "/usr/lib",
                "/usr/share/zoneinfo",
                "/etc/ld.so",
                "/etc/localtime",
                "/etc/timezone",
                "/proc/",
                "/sys/",
            ]
            .iter()
            .any(|start| path.starts_with(start))
        };
        let outside = |path: &&str| !of_system(path) && !root.join(path).starts_with(&root);
        let reads_goals = ["check", "status", "grade"].contains(&arguments[0]);
        assert!(!reads_goals || opened.iter().any(|path| path.ends_with("okrs/growth.yaml")), "{opened:?}");
        let outside: Vec<&str> = opened.into_iter().filter(outside).collect();
        assert_eq!(outside, Vec::<&str>::new(), "{arguments:?}");
    }
}

#[test]
fn ignore_files_around_the_workspace_have_no_say() {
    let (folder, root) = workspace();
    for around in [".gitignore", ".ignore"] {
        fs::write(folder.path().join(around), "*.yaml\n").unwrap();
    }
    fs::create_dir_all(folder.path().join("home/.config/git")).unwrap();
    fs::write(folder.path().join("home/.config/git/ignore"), "*.yaml\n").unwrap();
    let checked = |root: &Path| {
        let mut command = okr(root, &["check", "--format", "concise"]);
        let output = command.env("HOME", folder.path().join("home")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(checked(&root).contains("okrs/growth.yaml:6:19"), "{}", checked(&root));
    // The workspace's own have; the nearest decides.
    fs::write(root.join(".gitignore"), "okrs/dr*\n*.yml\n").unwrap();
    fs::create_dir_all(root.join("okrs/kept")).unwrap();
    fs::write(root.join("okrs/kept/.gitignore"), "!kept.yml\n").unwrap();
    for name in ["draft.yaml", "other.yml", "kept/kept.yml", "kept/left.yml"] {
        fs::write(root.join("okrs").join(name), GOALS).unwrap();
    }
    let out = checked(&root);
    let files: BTreeSet<&str> = out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, BTreeSet::from(["okrs/growth.yaml", "okrs/kept/kept.yml"]), "{out}");
}

/// The packages that the tool is built from, by the lock file and without those of tests.
fn packages() -> BTreeSet<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--prefix",
            "none",
            "--edges",
            "normal",
            "--target",
            "all",
            "--manifest-path",
        ])
        .arg(manifest)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

#[test]
fn nothing_it_is_built_from_speaks_to_a_network() {
    let packages = packages();
    assert!(packages.contains("clap") && packages.contains("ignore"), "these are the tool's: {packages:?}");
    let speaks = [
        "async-std",
        "attohttpc",
        "curl",
        "h2",
        "hyper",
        "isahc",
        "minreq",
        "mio",
        "native-tls",
        "openssl",
        "quinn",
        "reqwest",
        "rustls",
        "smol",
        "socket2",
        "surf",
        "tokio",
        "tungstenite",
        "ureq",
        "webpki",
    ];
    let found: Vec<&str> = speaks.into_iter().filter(|name| packages.contains(*name)).collect();
    assert_eq!(found, Vec::<&str>::new());
}

/// In the tool's own source a program is started, or the network spoken to, nowhere but where it says here.
#[test]
fn only_git_what_shows_or_prints_a_page_and_what_is_pulled_from_may_be_started() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![source.clone()];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                if ["process::Command", "Command::new", "std::net", "UnixStream", "TcpStream"]
                    .iter()
                    .any(|word| text.contains(word))
                {
                    found.insert(path.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/"));
                }
            }
        }
    }
    found.retain(|path| !path.starts_with("source/git"));
    // `okr report --open`, `okr report --format pdf`, which a browser prints, and `okr pull`.
    assert_eq!(found, BTreeSet::from(["cli/open.rs", "cli/pdf.rs", "values/run.rs"].map(str::to_owned)));
}
