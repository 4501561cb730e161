//! Commands as a page shows them: `$ okr check`, and below it what the command prints.

use crate::pull_request::scratch::alike_everywhere;
use std::path::Path;
use std::process::Command;

/// What a shown command prints, first what it says and then what it complains about, and its exit code. Lines have no
/// trailing blanks.
pub(crate) fn run(command: &str, folder: &Path) -> (String, Option<i32>) {
    let words = words(command);
    assert_eq!(words.first().map(String::as_str), Some("okr"), "only okr is run: {command}");
    let mut okr = Command::new(env!("CARGO_BIN_EXE_okr"));
    let output = alike_everywhere(&mut okr).args(&words[1..]).current_dir(folder).output();
    let output = output.expect("okr can be run");
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    (text.lines().map(|line| format!("{}\n", line.trim_end())).collect(), output.status.code())
}

/// The block with what each command in it prints now.
pub(crate) fn shown(block: &str, folder: &Path) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|command| format!("$ {command}\n{}", run(command, folder).0)).collect()
}

/// The same with `(exit code 1)` below what is printed, unless it is 0.
pub(crate) fn shown_with_code(block: &str, folder: &Path) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    let shown = |command: &str| match run(command, folder) {
        (text, Some(0)) => format!("$ {command}\n{text}"),
        (text, Some(code)) => format!("$ {command}\n{text}(exit code {code})\n"),
        (text, None) => format!("$ {command}\n{text}(killed)\n"),
    };
    commands.map(shown).collect()
}

/// The words of a command; quotes keep blanks in a word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}
