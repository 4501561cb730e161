//! The programs that are known: how each is asked to print CSV, to change nothing, and to read no settings that would make
//! it answer otherwise than on another machine.
//!
//! Connection data are never among the arguments: each program has them from its own settings or the environment.

use crate::goals::Day;
use crate::settings::Program;
use std::path::Path;
use std::time::Duration;

/// The first and the last day that values are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Day,
    /// The last.
    pub last: Day,
}

/// What stands for the first day in a query.
pub const FIRST_DAY: &str = "{first_day}";
/// What stands for the last day in a query.
pub const LAST_DAY: &str = "{last_day}";

/// A file that is always empty.
const EMPTY_FILE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What separates the columns that a program prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// CSV, with quotes where they are needed.
    Comma,
    /// A tab, and no quotes.
    Tab,
}

/// A query with its days. They can be nothing but dates, and stand where the author put them; no other text goes in.
#[must_use]
pub fn with_days(query: &str, program: Program, days: Days) -> String {
    let literal = |day: Day| match program {
        // SQLite has no dates of its own: it keeps and compares them as text.
        Program::Sqlite3 => format!("'{day}'"),
        _ => format!("DATE '{day}'"),
    };
    query.replace(FIRST_DAY, &literal(days.first)).replace(LAST_DAY, &literal(days.last))
}

/// A placeholder within quotes, which would end the quotes.
#[must_use]
pub fn quoted_placeholder(query: &str) -> Option<&'static str> {
    let is_quoted = |name: &str| {
        query.match_indices(name).any(|(at, _)| {
            query[..at].ends_with(['\'', '"']) || query[at + name.len()..].starts_with(['\'', '"'])
        })
    };
    [FIRST_DAY, LAST_DAY].into_iter().find(|name| is_quoted(name))
}

/// The arguments with which a program answers a query. `database` is the absolute path of a file.
#[must_use]
pub fn arguments(program: Program, database: Option<&Path>, query: &str) -> Vec<String> {
    // A view in a database file could otherwise read other files.
    let confined = match (program, database) {
        (Program::Duckdb, Some(_)) => "SET enable_external_access=false; SET lock_configuration=true;",
        _ => "",
    };
    // A query that starts with a comment must not be taken for an option.
    let query = format!("{confined}\n{}", query.trim());
    let database = database.map(|path| path.to_string_lossy().into_owned());
    let fixed: Vec<&str> = match program {
        // No psqlrc, no question for a password, nothing but the rows.
        Program::Psql => {
            vec!["--no-psqlrc", "--no-password", "--csv", "--quiet", "--set=ON_ERROR_STOP=1", "--command"]
        }
        Program::Duckdb => vec!["-init", EMPTY_FILE, "-csv", "-header", "-bail", "-batch"],
        // Safe mode: no other file is opened, and no program started.
        Program::Sqlite3 => {
            vec!["-init", EMPTY_FILE, "-readonly", "-safe", "-csv", "-header", "-bail", "-batch"]
        }
        Program::SparkSql => vec!["-S", "--conf", "spark.sql.cli.print.header=true", "-e"],
        Program::Trino => vec!["--output-format=CSV_HEADER", "--execute"],
        Program::Bq => vec![
            "--quiet",
            "--headless",
            "--format=csv",
            "query",
            "--use_legacy_sql=false",
            "--max_rows=1000000",
        ],
        // Without it the program replaces itself by a newer version first.
        Program::Snowsql => vec![
            "--noup",
            "-o",
            "output_format=csv",
            "-o",
            "header=true",
            "-o",
            "timing=false",
            "-o",
            "friendly=false",
            "-o",
            "quiet=true",
            "-o",
            "exit_on_error=true",
            "-o",
            "variable_substitution=false",
            "--query",
        ],
    };
    let mut arguments: Vec<String> = fixed.into_iter().map(str::to_owned).collect();
    match (program, database) {
        (Program::Duckdb, Some(database)) => {
            arguments.extend(["-readonly".to_owned(), database, "-c".to_owned()]);
        }
        (Program::Duckdb, None) => arguments.push("-c".to_owned()),
        (Program::Sqlite3, Some(database)) => arguments.push(database),
        _ => {}
    }
    arguments.push(query);
    arguments
}

/// What separates the columns that a program prints.
#[must_use]
pub fn separator(program: Program) -> Separator {
    match program {
        Program::SparkSql => Separator::Tab,
        _ => Separator::Comma,
    }
}

/// Whether a program is run in the workspace's folder, because its queries name data files of the workspace.
#[must_use]
pub fn runs_in_workspace(program: Program, database: Option<&str>) -> bool {
    program == Program::Duckdb && database.is_none()
}

/// Variables that a program is given: those that keep it from changing anything, and from waiting for ever.
#[must_use]
pub fn variables(
    program: Program,
    timeout: Duration,
    own: impl Fn(&str) -> Option<String>,
) -> Vec<(&'static str, String)> {
    if program != Program::Psql {
        return Vec::new();
    }
    // The server goes on with a query whose asker is gone, unless it is told when to stop.
    let ours = format!("-c default_transaction_read_only=on -c statement_timeout={}", timeout.as_millis());
    let options = own("PGOPTIONS").map_or(ours.clone(), |own| format!("{own} {ours}"));
    let mut variables = vec![("PGOPTIONS", options)];
    for (name, value) in [("PGTZ", "UTC"), ("PGCONNECT_TIMEOUT", "30"), ("PGCLIENTENCODING", "UTF8")] {
        if own(name).is_none() {
            variables.push((name, value.to_owned()));
        }
    }
    variables
}

/// How to get a program that is not installed.
#[must_use]
pub fn how_to_install(program: Program) -> &'static str {
    match program {
        Program::Psql => "it comes with PostgreSQL: `apt install postgresql-client`, `brew install libpq`",
        Program::Duckdb => "`pip install duckdb-cli`, `brew install duckdb`, or duckdb.org",
        Program::Sqlite3 => "`apt install sqlite3`, `brew install sqlite`, or sqlite.org",
        Program::SparkSql => "it comes with Spark: `pip install pyspark`, or spark.apache.org",
        Program::Trino => "the Trino command line interface, from trino.io",
        Program::Bq => "it comes with the Google Cloud CLI, from cloud.google.com/sdk",
        Program::Snowsql => "SnowSQL, from docs.snowflake.com",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_asked_like_this() {
        let days = Days { first: "2026-01-01".parse().unwrap(), last: "2026-02-15".parse().unwrap() };
        let query = "-- weekly\nselect week as date, rate as value from r where week between {first_day} and {last_day}";
        let shown = Program::ALL.iter().map(|&program| {
            let database = program.opens_files().then_some(Path::new("/goals/data/metrics.db"));
            let line = arguments(program, database, &with_days(query, program, days));
            format!("{} {}\n\n", program.name(), line.join(" "))
        });
        insta::assert_snapshot!(shown.collect::<String>());
    }

    #[test]
    fn a_placeholder_in_quotes_is_found() {
        assert_eq!(quoted_placeholder("where day >= '{first_day}'"), Some(FIRST_DAY));
        assert_eq!(quoted_placeholder("where day <= DATE '{last_day}'"), Some(LAST_DAY));
        assert_eq!(quoted_placeholder("where day between {first_day} and {last_day}"), None);
    }

    #[test]
    fn nobodys_own_settings_of_postgres_are_lost() {
        let own = |name: &str| (name == "PGOPTIONS").then(|| "-c search_path=metrics".to_owned());
        let timeout = Duration::from_secs(90);
        let given = variables(Program::Psql, timeout, own);
        let ours = "-c default_transaction_read_only=on -c statement_timeout=90000";
        assert_eq!(given[0].1, format!("-c search_path=metrics {ours}"));
        assert!(variables(Program::Psql, timeout, |_| Some("own".to_owned())).len() == 1);
    }
}
