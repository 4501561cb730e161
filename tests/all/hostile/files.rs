//! What may be where goals should be: links, pipes, sockets, devices, and names that are not words. Nothing waits,
//! nothing elsewhere is read, and everything skipped is named.

use super::run::{Ran, Scratch, watch};
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A file with one finding, at the given line.
const FAULTY: &[u8] = b"owner: @ana\n";
/// Shows that it was read.
const FOUND: &str = "a text cannot start with `@`";

/// A workspace with `okrs/good.yaml`, which must be judged whatever else there is.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("okrs/good.yaml", FAULTY);
    scratch
}

/// Checks the workspace: the good file is judged, and the words are on standard error, which makes it exit 2.
#[track_caller]
fn assert_told(scratch: &Scratch, words: &str) -> Ran {
    let ran = scratch.check();
    assert!(ran.out.contains("okrs/good.yaml:1:8"), "the good file is hidden: {ran}");
    assert!(ran.err.contains(words), "nobody says `{words}`: {ran}");
    assert_eq!(ran.code, Some(2), "{ran}");
    ran
}

/// Checks the workspace: the good file is judged, and nothing else is worth a word.
#[track_caller]
fn assert_only_good(scratch: &Scratch) {
    let ran = scratch.check();
    assert_eq!(ran.out.lines().count(), 1, "{ran}");
    assert_eq!((ran.code, ran.err.lines().count()), (Some(1), 1), "{ran}");
    assert!(ran.err.starts_with("1 error in 1 file."), "{ran}");
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_is_not_waited_for() {
    let scratch = scratch();
    pipe(&scratch.path("okrs/a.yaml"));
    assert_told(&scratch, "okrs/a.yaml: this is not a regular file");
    let named = scratch.run(&["check", "okrs/a.yaml"]);
    assert!(named.err.contains("okrs/a.yaml: this is neither a file nor a folder"), "{named}");
}

#[test]
fn pipes_in_place_of_settings_and_ignore_files_are_not_waited_for() {
    let ignoring = scratch();
    pipe(&ignoring.path("okrs/.gitignore"));
    pipe(&ignoring.path(".gitignore"));
    pipe(&ignoring.path(".ignore"));
    fs::create_dir_all(ignoring.path("okrs/.git/info")).unwrap();
    pipe(&ignoring.path("okrs/.git/info/exclude"));
    assert_only_good(&ignoring);
    let settings = scratch();
    fs::remove_file(settings.path("okr.yaml")).unwrap();
    pipe(&settings.path("okr.yaml"));
    let ran = settings.check();
    assert_eq!(ran.code, Some(2), "{ran}");
    assert!(ran.err.contains("okr.yaml cannot be read: this is not a regular file"), "{ran}");
}

#[test]
fn sockets_and_devices_are_not_read() {
    let socket = scratch();
    let _listener = UnixListener::bind(socket.path("okrs/a.yaml")).unwrap();
    assert_told(&socket, "okrs/a.yaml: this is not a regular file");
    let device = scratch();
    symlink("/dev/zero", device.path("okrs/a.yaml")).unwrap();
    assert_told(&device, "okrs/a.yaml: this link leads out of the workspace");
    let named = device.run(&["check", "/dev/zero"]);
    assert!(named.err.contains("/dev/zero: this is neither a file nor a folder"), "{named}");
    let ignoring = scratch();
    symlink("/dev/zero", ignoring.path("okrs/.gitignore")).unwrap();
    symlink("/dev/zero", ignoring.path(".gitignore")).unwrap();
    assert_only_good(&ignoring);
}

#[test]
fn settings_behind_a_link_that_leads_out_are_not_read() {
    for target in ["/dev/zero", "/etc/passwd", "/nonexistent"] {
        let scratch = scratch();
        fs::remove_file(scratch.path("okr.yaml")).unwrap();
        symlink(target, scratch.path("okr.yaml")).unwrap();
        let ran = scratch.run(&["check", "okrs"]);
        assert_eq!(ran.code, Some(2), "{ran}");
        let leads_out = ran.err.contains("okr.yaml is a link that leads out of its folder");
        assert!(leads_out || ran.err.contains("okr.yaml cannot be read: No such file"), "{ran}");
        assert!(!ran.out.contains("root:") && !ran.err.contains("root:"), "{ran}");
    }
}

#[test]
fn links_stay_inside() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.yaml"), "secret: 1\n").unwrap();
    for (name, target) in [
        ("a.yaml", outside.path().join("secret.yaml")),
        ("a", outside.path().to_path_buf()),
        ("up", Path::new("../..").to_path_buf()),
        ("root", Path::new("/").to_path_buf()),
    ] {
        let scratch = scratch();
        symlink(&target, scratch.path("okrs").join(name)).unwrap();
        let ran = assert_told(&scratch, &format!("okrs/{name}: this link leads out of the workspace"));
        assert!(!ran.out.contains("secret"), "{ran}");
    }
}

#[test]
fn a_goals_folder_that_leads_out_is_not_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.yaml"), "secret: 1\n").unwrap();
    let scratch = Scratch::new();
    fs::remove_dir(scratch.path("okrs")).unwrap();
    symlink(outside.path(), scratch.path("okrs")).unwrap();
    let ran = scratch.check();
    assert_eq!(ran.code, Some(2), "{ran}");
    assert!(
        ran.err.contains("okrs: this link leads out of the workspace") && !ran.out.contains("secret"),
        "{ran}"
    );
    // The name may be the maintainer's in CI, and the link a stranger's.
    let named = scratch.run(&["check", "okrs", "--format", "concise"]);
    assert_eq!(named.code, Some(2), "{named}");
    assert!(!named.out.contains("secret"), "{named}");
}

#[test]
fn settings_name_no_folder_outside() {
    for path in ["../elsewhere", "/etc", "okrs/../../elsewhere", "~/goals", "C:/goals"] {
        let scratch = scratch();
        scratch.write("okr.yaml", format!("goals: ['{path}']\n").as_bytes());
        let ran = scratch.check();
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.err.contains("okr.yaml:1:9"), "{path}: {ran}");
    }
}

#[test]
fn links_that_lead_nowhere_or_round_are_named() {
    let nowhere = scratch();
    symlink("gone.yaml", nowhere.path("okrs/a.yaml")).unwrap();
    assert_told(&nowhere, "okrs/a.yaml: this link leads nowhere");
    let itself = scratch();
    symlink("a.yaml", itself.path("okrs/a.yaml")).unwrap();
    assert_told(&itself, "okrs/a.yaml: Too many levels of symbolic links");
    let pair = scratch();
    symlink("b.yaml", pair.path("okrs/a.yaml")).unwrap();
    symlink("a.yaml", pair.path("okrs/b.yaml")).unwrap();
    assert_told(&pair, "okrs/b.yaml: Too many levels of symbolic links");
    let above = scratch();
    fs::create_dir(above.path("okrs/sub")).unwrap();
    symlink("..", above.path("okrs/sub/up")).unwrap();
    assert_told(&above, "okrs/sub/up: this link leads back to a folder above it");
}

#[test]
fn links_to_what_is_there_anyway_change_nothing() {
    let scratch = scratch();
    symlink("good.yaml", scratch.path("okrs/also.yaml")).unwrap();
    fs::create_dir(scratch.path("okrs/sub")).unwrap();
    symlink("sub", scratch.path("okrs/sub-again")).unwrap();
    assert_only_good(&scratch);
    // What is in the workspace, but not among the goals, is reached by a link only.
    scratch.write("shared/goals.yaml", FAULTY);
    symlink("../shared", scratch.path("okrs/shared")).unwrap();
    let ran = scratch.check();
    assert!(ran.out.contains("okrs/shared/goals.yaml:1:8"), "{ran}");
}

#[test]
fn ever_more_ways_to_one_folder_are_walked_once() {
    let scratch = scratch();
    for level in 0..60 {
        let folder = format!("okrs/level-{level}");
        fs::create_dir(scratch.path(&folder)).unwrap();
        for link in ["a", "b", "c"] {
            symlink(format!("../level-{}", level + 1), scratch.path(&folder).join(link)).unwrap();
        }
    }
    scratch.write("okrs/level-60/deep.yaml", FAULTY);
    let ran = scratch.check();
    assert_eq!(ran.out.lines().count(), 2, "{ran}");
    assert_eq!(ran.code, Some(1), "{ran}");
}

#[test]
fn folders_may_be_named_like_files_and_lie_deep() {
    let scratch = scratch();
    scratch.write("okrs/folder.yaml/inner.yml", FAULTY);
    scratch.write(Path::new("okrs").join("d/".repeat(1_500)).join("deep.yaml"), FAULTY);
    let ran = scratch.check();
    assert_eq!(ran.out.matches(FOUND).count(), 3, "{ran}");
    // Deeper than a path can say.
    let deeper = self::scratch();
    for top in ["okrs/d", "below"] {
        fs::create_dir_all(deeper.path(top).join("d/".repeat(1_500))).unwrap();
    }
    fs::rename(deeper.path("below"), deeper.path("okrs").join("d/".repeat(1_500)).join("below")).unwrap();
    assert_told(&deeper, "File name too long");
}

#[test]
fn names_that_act_on_a_terminal_do_not() {
    let scratch = scratch();
    let names: [&[u8]; 7] = [
        b"new\nline: error[x] forged.yaml",
        b"\x1b]0;owned\x07.yaml",
        b"\xc2\x9b2J.yaml",
        b"lat\xe9n.yaml",
        "right\u{202e}lmay.yaml".as_bytes(),
        b"::error::x.yaml",
        b"-rf.yaml",
    ];
    for name in names {
        scratch.write(Path::new("okrs").join(OsStr::from_bytes(name)), FAULTY);
        pipe(&scratch.path("okrs").join(OsStr::from_bytes(&[b"pipe", name].concat())));
    }
    for format in ["concise", "full", "json"] {
        let ran = scratch.run(&["check", "--format", format]);
        assert_eq!(ran.out.matches(FOUND).count(), 8, "{ran}");
        assert_eq!(ran.err.matches("this is not a regular file").count(), 7, "{ran}");
        assert_eq!(ran.code, Some(2), "{ran}");
    }
}

#[test]
fn arguments_that_act_on_a_terminal_do_not() {
    let scratch = scratch();
    let named = scratch.run(&["check", "\u{1b}[31mgone\n.yaml"]);
    assert!(named.err.contains("there is no such file or folder"), "{named}");
    let explained = scratch.run(&["explain", "\u{1b}[31mmissing-baselin"]);
    assert_eq!(explained.code, Some(2), "{explained}");
    scratch.run(&["status", "--quarter", "2026-Q1", "--team", "\u{1b}[31mx"]);
}

#[test]
fn what_may_not_be_read_is_named() {
    let scratch = scratch();
    scratch.write("okrs/a.yaml", FAULTY);
    scratch.write("okrs/sub/b.yaml", FAULTY);
    fs::set_permissions(scratch.path("okrs/a.yaml"), Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(scratch.path("okrs/sub"), Permissions::from_mode(0o000)).unwrap();
    let may_all_the_same = fs::read(scratch.path("okrs/a.yaml")).is_ok();
    if may_all_the_same {
        // Root may read everything: then everything is judged.
        assert_eq!(scratch.check().out.matches(FOUND).count(), 3);
    } else {
        assert_told(&scratch, "okrs/a.yaml: Permission denied");
        assert_told(&scratch, "okrs/sub: Permission denied");
    }
    fs::set_permissions(scratch.path("okrs/sub"), Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn files_that_come_and_go_while_they_are_read_are_judged_or_named() {
    let scratch = scratch();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if done.load(Ordering::Relaxed) {
                    return;
                }
                for number in 0..20 {
                    let path = scratch.path(format!("okrs/{number}.yaml"));
                    let done = if round % 2 == 0 { fs::write(&path, FAULTY) } else { fs::remove_file(&path) };
                    done.unwrap();
                }
            }
        });
        for _ in 0..10 {
            let ran = scratch.check();
            assert!(ran.out.contains("okrs/good.yaml:1:8"), "{ran}");
            let named = ran.err.matches("No such file or directory").count();
            assert_eq!(ran.code, Some(if named > 0 { 2 } else { 1 }), "{ran}");
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_file_that_grows_is_read_up_to_the_limit() {
    let scratch = scratch();
    scratch.write("okrs/log.yaml", b"# starts small\n");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = fs::OpenOptions::new().append(true).open(scratch.path("okrs/log.yaml")).unwrap();
            let begun = Instant::now();
            while !done.load(Ordering::Relaxed) && begun.elapsed() < Duration::from_secs(10) {
                file.write_all(b"# and grows and grows\n").unwrap();
            }
        });
        for _ in 0..10 {
            let ran = scratch.run(&["check", "--max-file-size", "1000", "--format", "concise"]);
            assert!(ran.out.contains("okrs/good.yaml:1:8"), "{ran}");
            assert_eq!(ran.code, Some(1), "{ran}");
        }
        done.store(true, Ordering::Relaxed);
    });
    let ran = scratch.run(&["check", "--max-file-size", "1000", "--format", "concise"]);
    assert!(ran.out.contains("okrs/log.yaml:1:1: error[syntax] this file has more than 1000 bytes"), "{ran}");
}

/// The system says that files of `/proc` are empty, and then gives text.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_hides_its_size_is_read_up_to_the_limit() {
    let scratch = scratch();
    let ran = scratch.run(&["check", "/proc/kallsyms", "--max-file-size", "1000", "--format", "concise"]);
    assert!(ran.out.contains("this file has more than 1000 bytes"), "{ran}");
}

/// A repository stores one content under many names once, and its working copy many times.
#[test]
fn more_bytes_than_goals_have_are_not_read() {
    let scratch = scratch();
    scratch.write("okrs/0.yaml", &[b'#'; 8 * 1024 * 1024]);
    for number in 1..70 {
        fs::hard_link(scratch.path("okrs/0.yaml"), scratch.path(format!("okrs/{number}.yaml"))).unwrap();
    }
    let ran = scratch.run_large(&["check"]);
    assert_eq!(ran.code, Some(2), "{ran}");
    assert!(
        ran.err.contains("more than 512 MB together\nhelp: name the folders of the goals in okr.yaml"),
        "{ran}"
    );
}

#[test]
fn standard_input_is_read_up_to_the_limit() {
    let scratch = scratch();
    let mut command = scratch.command(&["check", "-", "--format", "concise"]);
    command.stdin(fs::File::open("/dev/zero").unwrap());
    let ran = watch(command);
    assert!(ran.out.contains("<stdin>:1:1: error[syntax] this file has more than 8 MB"), "{ran}");
    assert_eq!(ran.code, Some(1), "{ran}");
    let mut closed = scratch.command(&["check", "-"]);
    closed.stdin(Stdio::null());
    assert_eq!(watch(closed).code, Some(0));
}

#[test]
fn where_files_are_written_nothing_is_waited_for() {
    let scratch = scratch();
    for target in ["/dev/full", "okrs", "/nonexistent/out.json"] {
        let ran = scratch.run(&["check", "--output", &format!("json={target}")]);
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.err.contains("cannot be written"), "{ran}");
    }
    let mut command = scratch.command(&["check"]);
    command.current_dir(scratch.path("okrs"));
    assert_eq!(watch(command).code, Some(1));
}
