//! The section `sources`: the programs that `okr pull` asks for values.

use crate::source::Span;
use crate::yaml::{Entries, Field, Problem, ProblemKind};
use schemars::JsonSchema;
use serde::Deserialize;
use strum::{IntoStaticStr, VariantArray};

/// A program that okr knows how to ask.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    IntoStaticStr,
    VariantArray,
    Deserialize,
    JsonSchema,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// PostgreSQL, and what speaks its protocol.
    Psql,
    /// DuckDB: its own database files, and CSV and Parquet files.
    Duckdb,
    /// SQLite.
    Sqlite3,
    /// Spark.
    SparkSql,
    /// Trino.
    Trino,
    /// BigQuery.
    Bq,
    /// Snowflake.
    Snowsql,
}

impl Program {
    /// Every program.
    pub const ALL: &[Program] = Program::VARIANTS;

    /// Its name, in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether its data can be in a file.
    #[must_use]
    pub fn opens_files(self) -> bool {
        matches!(self, Program::Duckdb | Program::Sqlite3)
    }
}

/// Where values can be pulled from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSource {
    /// What metrics call it.
    pub name: String,
    /// How it is asked.
    pub reached: Reached,
}

/// How a source is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// By a program that okr knows.
    Program {
        /// The program.
        program: Program,
        /// The file that holds the data, below the root.
        database: Option<String>,
    },
    /// By a command of the author's own.
    Command {
        /// The program and its arguments.
        words: Vec<String>,
        /// The files of the workspace that it needs, below the root.
        files: Vec<String>,
    },
}

/// One source, as it is written.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Source of values", deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["program"]}, {"required": ["command"]}]))]
pub(crate) struct SourceFile {
    /// A program that okr knows how to ask. Connection data stay in its own settings or in the environment.
    program: Field<Program>,
    /// The database file of `sqlite3` or `duckdb`, below the folder of okr.yaml. It is only read.
    #[schemars(example = &"data/metrics.db")]
    database: Field<String>,
    /// Any other program, with its arguments: it prints CSV. It runs in a folder of its own that holds only `files`.
    #[schemars(example = ["python3", "scripts/values.py"])]
    command: Field<Vec<Field<String>>>,
    /// Files of the workspace that the command needs, apart from those among its arguments.
    #[schemars(example = ["scripts/common.py"])]
    files: Field<Vec<Field<String>>>,
}

/// The sources that a settings file names, with what is wrong about them.
pub(super) fn sources(written: &Field<Entries<SourceFile>>, problems: &mut Vec<Problem>) -> Vec<DataSource> {
    let entries = written.get().map(|entries| entries.0.as_slice()).unwrap_or_default();
    let mut sources = Vec::new();
    for (name, entry) in entries {
        let Some((name, name_span)) = name.located() else { continue };
        let mut wrong = |span: Span, message: String, help: &str| {
            problems.push(Problem::new(ProblemKind::InvalidValue, span, message).help(help));
        };
        if !is_name(name) {
            let help = "a source is called by small letters, digits, `-` and `_`, like `warehouse`";
            wrong(name_span, format!("`{name}` cannot be the name of a source"), help);
            continue;
        }
        let Some(entry) = entry.get() else { continue };
        sources.extend(
            reached(entry, name_span, &mut wrong).map(|reached| DataSource { name: name.clone(), reached }),
        );
    }
    sources
}

/// Whether a source can be called so: names are typed on the command line.
fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_part)
}

fn reached(entry: &SourceFile, name: Span, wrong: &mut impl FnMut(Span, String, &str)) -> Option<Reached> {
    let mut is_fine = true;
    let mut path = |path: &str, span: Span, wrong: &mut dyn FnMut(Span, String, &str)| {
        let is_below = is_below(path);
        if !is_below {
            let help =
                "write a path that starts at the folder of okr.yaml, like `data/metrics.db`, without `..`";
            wrong(span, format!("`{path}` is not the path of a file in this workspace"), help);
            is_fine = false;
        }
        is_below.then(|| path.to_owned())
    };
    match (entry.program.located(), &entry.command) {
        (Some((program, span)), command) => {
            if let Some(other) = command.span() {
                wrong(
                    other,
                    "a source has a `program` or a `command`, not both".to_owned(),
                    "remove one of them",
                );
                return None;
            }
            if let Some(files) = entry.files.span() {
                let help = "remove it; only a `command` takes files along";
                wrong(files, format!("`{}` needs no `files`", program.name()), help);
                return None;
            }
            if let Some(database) = entry.database.span().filter(|_| !program.opens_files()) {
                let help = "connection data stay in the environment or in the program's own settings; remove this line";
                wrong(database, format!("`{}` opens no database file", program.name()), help);
                return None;
            }
            if *program == Program::Sqlite3 && entry.database.is_absent() {
                let help = "add `database: data/metrics.db`, a file of this workspace";
                wrong(span, "`sqlite3` needs a `database`".to_owned(), help);
                return None;
            }
            let database = match entry.database.located() {
                Some((database, span)) => Some(path(database, span, wrong)?),
                None if !entry.database.is_absent() => return None,
                None => None,
            };
            Some(Reached::Program { program: *program, database })
        }
        (None, command) if !command.is_absent() => {
            if let Some(database) = entry.database.span() {
                wrong(
                    database,
                    "a `command` has no `database`".to_owned(),
                    "write the file among its arguments, or under `files`",
                );
                return None;
            }
            let words: Vec<String> = command.readable().map(|(word, _)| word.clone()).collect();
            if words.first().is_none_or(|program| program.trim().is_empty()) {
                let help = "write the program and its arguments: `command: [python3, scripts/values.py]`";
                wrong(command.span().unwrap_or(name), "this command names no program".to_owned(), help);
                return None;
            }
            // No shell splits a text, and a program of that name is hardly meant. A list of one is taken at its word.
            let as_text = command.readable().next().filter(|(_, span)| Some(*span) == command.span());
            if let Some((line, span)) = as_text.filter(|(line, _)| line.contains(char::is_whitespace)) {
                let parts: Vec<&str> = line.split_whitespace().collect();
                let help = format!("write its words as a list: `command: [{}]`", parts.join(", "));
                wrong(span, "this command is one text".to_owned(), &help);
                return None;
            }
            let files: Vec<String> =
                entry.files.readable().filter_map(|(file, span)| path(file, span, wrong)).collect();
            (is_fine && words.len() == command.items().len()).then_some(Reached::Command { words, files })
        }
        // A wrong program has been reported.
        (None, _) if !entry.program.is_absent() => None,
        (None, _) => {
            let help = "add `program: psql` (or duckdb, sqlite3, spark-sql, trino, bq, snowsql), or `command: [...]`";
            wrong(name, "this source does not say how it is asked".to_owned(), help);
            None
        }
    }
}

/// Whether a path stays below the folder it starts from, on every system.
#[must_use]
pub fn is_below(path: &str) -> bool {
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    !path.trim().is_empty()
        && !path.starts_with(['/', '~', '-'])
        && !path.contains(['\\', '\0'])
        && !has_drive
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
