//! The environment that programs get, and where they are found. A pull request can change every file of a repository, so
//! no program and no library is taken from there unless its text was trusted.

use super::secrets::Secrets;
use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Variables that name folders or files of code. What depends on the folder a program runs in is taken out of them.
const LOADED_FROM: [&str; 22] = [
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PERL5LIB",
    "PERLLIB",
    "RUBYLIB",
    "GEM_PATH",
    "GEM_HOME",
    "NODE_PATH",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "LD_AUDIT",
    "DYLD_LIBRARY_PATH",
    "DYLD_INSERT_LIBRARIES",
    "CLASSPATH",
    "R_LIBS",
    "BASH_ENV",
    "ENV",
    "ZDOTDIR",
    "SPARK_HOME",
    "SPARK_CONF_DIR",
];

/// The variables that programs are started with.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: Vec<(OsString, OsString)>,
}

/// Why a program cannot be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// It is nowhere on the path.
    Nowhere,
    /// It is in the repository only, at this path.
    InRepository(PathBuf),
}

impl Environment {
    /// The environment of programs that are asked from the repository at `repository`: that of okr, less every path in the
    /// repository, for code, settings or a service file there could be a stranger's.
    #[must_use]
    pub fn of(variables: impl Iterator<Item = (OsString, OsString)>, repository: &Path) -> Self {
        let kept = variables.filter_map(|(name, value)| {
            let is_load_path = LOADED_FROM.iter().any(|known| OsStr::new(known) == name);
            Some((name, outside(&value, repository, is_load_path)?))
        });
        let mut environment = Self { variables: kept.collect() };
        environment.variables.retain(|(name, _)| name != "PWD" && name != "OLDPWD");
        if environment.get("TZ").is_none() {
            environment.variables.push(("TZ".into(), "UTC".into()));
        }
        environment
    }

    /// The value of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_os_str())
    }

    /// The value of a variable that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.to_str().map(str::to_owned)
    }

    /// All variables.
    pub fn iter(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.variables.iter().map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }

    /// What must not be shown of it.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets::of(self.variables.iter().map(|(name, value)| (lossy(name), lossy(value))))
    }

    /// The file that a program's name stands for.
    ///
    /// # Errors
    /// There is none, or only one that somebody else could have put there.
    pub fn find(&self, name: &str, repository: &Path) -> Result<PathBuf, NotFound> {
        let mut inside = None;
        let folders = self.get("PATH").map(std::env::split_paths).into_iter().flatten();
        for folder in folders.filter(|folder| folder.is_absolute()) {
            for file in names(name).map(|name| folder.join(name)) {
                let Some(real) = executable(&file) else { continue };
                if !real.starts_with(repository) {
                    return Ok(file);
                }
                inside.get_or_insert(real);
            }
        }
        Err(inside.map_or(NotFound::Nowhere, NotFound::InRepository))
    }
}

fn lossy(text: &OsStr) -> Cow<'_, str> {
    text.to_string_lossy()
}

/// A path, or a list of paths, without those of the repository; of code also without those that depend on the folder a
/// program runs in. Anything else stays as it is.
fn outside(value: &OsStr, repository: &Path, is_of_code: bool) -> Option<OsString> {
    let is_outside = |path: &PathBuf| {
        if !path.is_absolute() {
            return !is_of_code;
        }
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        !real.starts_with(repository) && !path.starts_with(repository)
    };
    let parts: Vec<PathBuf> = std::env::split_paths(value).collect();
    if parts.iter().all(is_outside) {
        return Some(value.to_owned());
    }
    let kept: Vec<PathBuf> = parts.into_iter().filter(is_outside).collect();
    std::env::join_paths(kept).ok().filter(|kept| !kept.is_empty())
}

/// The names of the file of a program.
fn names(name: &str) -> impl Iterator<Item = String> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    endings.iter().map(move |ending| format!("{name}{ending}"))
}

/// The real path of a file that may be run.
fn executable(file: &Path) -> Option<PathBuf> {
    let metadata = std::fs::metadata(file).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if metadata.permissions().mode() & 0o111 == 0 {
            return None;
        }
    }
    if !metadata.is_file() {
        return None;
    }
    std::fs::canonicalize(file).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn program(path: &Path) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn no_program_comes_from_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let top = std::fs::canonicalize(folder.path()).unwrap();
        let repository = top.join("repo");
        for path in ["repo/bin/psql", "repo/psql", "outside/duckdb", "repo/bin/duckdb"] {
            program(&top.join(path));
        }
        std::fs::write(top.join("outside/psql"), "not executable").unwrap();
        symlink(repository.join("bin/psql"), top.join("outside/sqlite3")).unwrap();
        symlink(repository.join("bin"), top.join("linked")).unwrap();
        let path = [repository.join("bin"), top.join("linked"), "bin".into(), "".into(), top.join("outside")];
        let path = std::env::join_paths(path).unwrap();
        let variables = |path: &OsStr| vec![(OsString::from("PATH"), path.to_owned())].into_iter();
        let environment = Environment { variables: variables(&path).collect() };
        assert_eq!(environment.find("duckdb", &repository), Ok(top.join("outside/duckdb")));
        for name in ["psql", "sqlite3"] {
            let found = environment.find(name, &repository);
            assert_eq!(found, Err(NotFound::InRepository(repository.join("bin/psql"))), "{name}");
        }
        assert_eq!(environment.find("trino", &repository), Err(NotFound::Nowhere));
        // What a program starts in turn is not found there either.
        let given = Environment::of(variables(&path), &repository);
        assert_eq!(given.get("PATH"), Some(top.join("outside").as_os_str()));
    }

    #[test]
    fn no_library_comes_from_the_repository() {
        let variable = |name: &str, value: &str| (OsString::from(name), OsString::from(value));
        let variables = [
            variable("PYTHONPATH", "/repo/lib:/usr/share/ana"),
            variable("LD_PRELOAD", "/repo/x.so"),
            variable("NODE_PATH", "node_modules"),
            variable("PWD", "/repo"),
            variable("PGHOST", "db"),
            variable("PGSERVICEFILE", "/repo/service.conf"),
            variable("DATABASE_URL", "postgres://ana:secret@db:5432/shop"),
            variable("NOTHING", ""),
        ];
        let given = Environment::of(variables.into_iter(), Path::new("/repo"));
        let shown: Vec<String> =
            given.iter().map(|(name, value)| format!("{}={}", lossy(name), lossy(value))).collect();
        assert_eq!(
            shown,
            [
                "PYTHONPATH=/usr/share/ana",
                "PGHOST=db",
                "DATABASE_URL=postgres://ana:secret@db:5432/shop",
                "NOTHING=",
                "TZ=UTC",
            ]
        );
    }
}
