//! The README shows real output: each `console` block is run, in the workspace the text speaks of.
//!
//! `RENEW=1 cargo test readme` writes what the commands print now into the README; read it before you keep it.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What a command shown in the README prints, without colours.
fn printed(command: &str, folder: &Path) -> String {
    let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
    let output =
        Command::new(env!("CARGO_BIN_EXE_okr")).args(arguments).current_dir(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_output_in_the_readme_is_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, sample) = readme.split_once("<!-- okrs/growth.yaml -->\n```yaml\n").unwrap();
    let (sample, _) = sample.split_once("```").unwrap();
    let scratch = tempfile::tempdir().unwrap();
    fs::create_dir(scratch.path().join("okrs")).unwrap();
    fs::write(scratch.path().join("okrs/growth.yaml"), sample).unwrap();
    let metrics = "guardrails:
  - {id: support_tickets, definition: Tickets a week, source: helpdesk, owner: sam, \
                   cadence: weekly, better: lower, baseline: 1200, max_increase: 5%}
";
    fs::write(scratch.path().join("okrs/metrics.yaml"), metrics).unwrap();

    let mut renewed = String::new();
    let mut rest = readme.as_str();
    let mut blocks = 0;
    while let Some((before, block)) = rest.split_once("```console\n$ ") {
        let (block, after) = block.split_once("```").unwrap();
        let command = block.lines().next().unwrap();
        let folder = if command.contains("--team") {
            root.join("examples/growth")
        } else {
            scratch.path().to_path_buf()
        };
        renewed.push_str(&format!("{before}```console\n$ {command}\n{}```", printed(command, &folder)));
        rest = after;
        blocks += 1;
    }
    renewed.push_str(rest);
    assert!(blocks >= 2, "the README shows what okr prints");
    if std::env::var_os("RENEW").is_some() {
        fs::write(root.join("README.md"), &renewed).unwrap();
    }
    assert_eq!(readme, renewed, "run `RENEW=1 cargo test readme` and read what changed");
}
