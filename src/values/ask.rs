//! Asks one question: reads a CSV file, or starts a program and reads what it prints.

use super::engine::{self, Days, Separator, with_days};
use super::environment::{Environment, NotFound};
use super::plan::{Asks, Job, LARGEST_CSV, place_of};
use super::rows::Table;
use super::run::{Running, Started, run};
use super::secrets::Secrets;
use crate::settings::Program;
use crate::source::read_file;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How questions are asked.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The workspace's root, a real path.
    pub root: &'a Path,
    /// The folder of everything that a pull request can change: the repository, or the root.
    pub repository: &'a Path,
    /// The variables that programs get.
    pub environment: &'a Environment,
    /// What must not be shown.
    pub secrets: &'a Secrets,
    /// A folder, outside of the repository, in which folders for commands can be made.
    pub scratch: &'a Path,
    /// The days that are wanted.
    pub days: Days,
    /// How long a program may take.
    pub timeout: Duration,
    /// The programs that run.
    pub running: &'a Running,
}

/// What a question brought: a table, or a sentence that says why there is none, perhaps with a line of help. It holds no
/// secrets.
pub type Answer = Result<Table, String>;

impl Asking<'_> {
    /// Asks a question. The caller answers for it that what is run is trusted.
    pub fn ask(&self, job: &Job) -> Answer {
        self.bytes(&job.asks)
            .and_then(|(bytes, separator)| {
                Table::read(&bytes, separator)
                    .map_err(|wrong| wrong.to_string().replacen('\n', "\nhelp: ", 1))
            })
            .map_err(|message| self.secrets.hidden(&message))
    }

    fn bytes(&self, asks: &Asks) -> Result<(Vec<u8>, Separator), String> {
        match asks {
            Asks::File(path) => {
                let place = place_of(self.root, path)?;
                let bytes = read_file(&place, LARGEST_CSV).map_err(|defect| format!("{path} {defect}"))?;
                Ok((bytes, Separator::Comma))
            }
            Asks::Program { program, database, query } => {
                let started = self.of_program(*program, database.as_deref(), query)?;
                self.run(&started.0).map(|bytes| (bytes, engine::separator(*program)))
            }
            Asks::Command { words, files, query } => {
                let folder = self.folder()?;
                let started = self.of_command(words, files, query, folder.path())?;
                self.run(&started).map(|bytes| (bytes, Separator::Comma))
            }
        }
    }

    fn run(&self, started: &Started) -> Result<Vec<u8>, String> {
        run(started, self.environment, self.timeout, self.running).map_err(|error| error.to_string())
    }

    /// An empty folder, which goes with what is in it.
    fn folder(&self) -> Result<tempfile::TempDir, String> {
        let scratch = std::fs::canonicalize(self.scratch).unwrap_or_else(|_| self.scratch.to_path_buf());
        if scratch.starts_with(self.repository) {
            let scratch = scratch.display();
            return Err(format!(
                "the folder for temporary files, {scratch}, is in this repository\nhelp: set TMPDIR to one outside"
            ));
        }
        let folder = tempfile::Builder::new().prefix("okr-pull-").tempdir_in(&scratch);
        folder.map_err(|error| format!("no folder can be made in {}: {error}", scratch.display()))
    }

    fn of_program(
        &self,
        program: Program,
        database: Option<&str>,
        query: &str,
    ) -> Result<(Started, Option<tempfile::TempDir>), String> {
        let install = || format!("\nhelp: {}", engine::how_to_install(program));
        let file = self.found(program.name(), install)?;
        let path = database.map(|path| place_of(self.root, path)).transpose()?;
        let (folder, held) = match engine::runs_in_workspace(program, database) {
            true => (self.root.to_path_buf(), None),
            false => {
                let folder = self.folder()?;
                (folder.path().to_path_buf(), Some(folder))
            }
        };
        let query = with_days(query, program, self.days);
        let arguments = engine::arguments(program, path.as_deref(), &query);
        let variables = engine::variables(program, self.timeout, |name| self.environment.text(name));
        let started = Started {
            program: file,
            arguments: arguments.into_iter().map(OsString::from).collect(),
            folder,
            variables: variables.into_iter().map(|(name, value)| (name, value.into())).collect(),
            input: Vec::new(),
        };
        Ok((started, held))
    }

    fn of_command(
        &self,
        words: &[String],
        files: &[(String, Vec<u8>)],
        query: &str,
        folder: &Path,
    ) -> Result<Started, String> {
        for (path, bytes) in files {
            place(&folder.join(path), bytes).map_err(|error| format!("{path} cannot be copied: {error}"))?;
        }
        let (name, arguments) = words.split_first().ok_or("the command names no program")?;
        let is_path = name.contains('/') || cfg!(windows) && name.contains('\\');
        let program = match (is_path, Path::new(name).is_absolute()) {
            (false, _) => {
                self.found(name, || "\nhelp: install it, or correct its name in okr.yaml".to_owned())?
            }
            (true, true) => self.outside(Path::new(name))?,
            // One of the files that were copied.
            (true, false) => folder.join(name.strip_prefix("./").unwrap_or(name)),
        };
        Ok(Started {
            program,
            arguments: arguments.iter().map(OsString::from).collect(),
            folder: folder.to_path_buf(),
            variables: vec![
                ("OKR_FIRST_DAY", self.days.first.to_string().into()),
                ("OKR_LAST_DAY", self.days.last.to_string().into()),
                ("OKR_WORKSPACE", self.root.into()),
            ],
            input: query.as_bytes().to_vec(),
        })
    }

    fn found(&self, name: &str, help: impl Fn() -> String) -> Result<PathBuf, String> {
        self.environment.find(name, self.repository).map_err(|reason| match reason {
            NotFound::Nowhere => format!("`{name}` is not installed, or not on the PATH{}", help()),
            NotFound::InRepository(path) => format!(
                "`{name}` is only in this repository, at {}, where a pull request could change it\nhelp: install it elsewhere",
                path.strip_prefix(self.repository).unwrap_or(&path).display()
            ),
        })
    }

    /// A program that is named by its whole path.
    fn outside(&self, path: &Path) -> Result<PathBuf, String> {
        let real = std::fs::canonicalize(path)
            .map_err(|error| format!("{} cannot be run: {error}", path.display()))?;
        if real.starts_with(self.repository) {
            let path = path.display();
            return Err(format!(
                "{path} is in this repository\nhelp: name it by its path below the workspace's root"
            ));
        }
        Ok(real)
    }
}

/// Writes a file that the user alone may read and run.
fn place(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}
