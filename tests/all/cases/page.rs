//! A page of cases as Markdown: headings, fenced blocks, tables and the text between them, so that the page can be
//! written again with other results and every other byte as it was.

/// A piece of a page.
pub(crate) enum Piece {
    /// Lines of prose, and what a fence of four backticks shows.
    Text(String),
    /// A `##` heading, or a `---` line, which starts another case under the same heading.
    Start(String),
    /// A fenced block.
    Block(Block),
    /// A table: its lines.
    Table(Table),
}

/// A fenced block: the text after the opening fence, and its lines.
#[derive(Clone)]
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
}

/// A table of cases: a heading and a row for each.
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    /// The line below the headings, as it was written.
    pub(crate) rule: String,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Takes a page apart. `written` of the pieces, joined, is the page again.
pub(crate) fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = page.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("````") {
            let mut text = line.to_owned();
            for line in lines.by_ref() {
                text.push_str(line);
                if line.starts_with("````") {
                    break;
                }
            }
            pieces.push(Piece::Text(text));
        } else if let Some(info) = line.strip_prefix("```") {
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| line.trim_end() != "```") {
                text.push_str(line);
            }
            pieces.push(Piece::Block(Block { info: info.trim().to_owned(), text }));
        } else if line.starts_with('|') {
            let mut table = vec![line];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                table.push(row);
            }
            pieces.push(Piece::Table(Table::read(&table)));
        } else if line.starts_with("## ") || line.starts_with("### ") || line == "---\n" {
            pieces.push(Piece::Start(line.to_owned()));
        } else {
            pieces.push(Piece::Text(line.to_owned()));
        }
    }
    pieces
}

impl Piece {
    /// The piece as Markdown.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Text(text) | Self::Start(text) => text.clone(),
            Self::Block(block) => format!("```{}\n{}```\n", block.info, block.text),
            Self::Table(table) => table.written(),
        }
    }
}

impl Table {
    fn read(lines: &[&str]) -> Self {
        let mut rows = lines.iter().map(|line| cells(line));
        let columns = rows.next().unwrap_or_default();
        let rule = lines.get(1).map_or("", |line| line.trim_end()).to_owned();
        let rows: Vec<Vec<String>> = rows.skip(1).collect();
        for row in &rows {
            assert_eq!(row.len(), columns.len(), "a row has as many cells as there are headings: {row:?}");
        }
        Self { columns, rule, rows }
    }

    fn written(&self) -> String {
        let cell = |cell: &String| match cell.as_str() {
            "" => " |".to_owned(),
            text => format!(" {} |", text.replace('|', "\\|")),
        };
        let line = |cells: &[String]| format!("|{}\n", cells.iter().map(cell).collect::<String>());
        let mut text = line(&self.columns);
        text.push_str(&format!("{}\n", self.rule));
        self.rows.iter().for_each(|row| text.push_str(&line(row)));
        text
    }
}

/// The cells of a line of a table; `\|` in a cell is a bar.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim_end().strip_prefix('|').and_then(|line| line.strip_suffix('|')).unwrap_or_default();
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in inner.chars() {
        let last = cells.last_mut().expect("there is one from the start");
        match letter {
            '|' if escaped => {
                last.pop();
                last.push('|');
            }
            '|' => cells.push(String::new()),
            _ => last.push(letter),
        }
        escaped = letter == '\\';
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}
