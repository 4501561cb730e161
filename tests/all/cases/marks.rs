//! `# finds: rule "words"` behind a line: what is found in it, and in which words.

const MARK: &str = "# finds: ";

/// The text without marks: they are for the reader of the page, and some rules judge comments.
pub(crate) fn removed(text: &str) -> String {
    let line = |line: &str| match line.split_once(MARK) {
        Some((before, _)) => before.trim_end().to_owned() + "\n",
        None => line.to_owned() + "\n",
    };
    text.lines().map(line).collect()
}

/// A text without marks, with these behind their lines, which count from 1.
pub(crate) fn added(text: &str, marks: &[(usize, String)]) -> String {
    let mut marked = String::new();
    for (number, line) in text.lines().enumerate() {
        marked.push_str(line);
        for (_, mark) in marks.iter().filter(|(at, _)| *at == number + 1) {
            let blanks = if marked.ends_with('\n') || line.is_empty() { "" } else { "  " };
            marked.push_str(&format!("{blanks}{MARK}{mark}"));
        }
        marked.push('\n');
    }
    marked
}
