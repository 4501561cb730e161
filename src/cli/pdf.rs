//! A page as PDF, printed by a browser that is on this machine. Nothing else here can, and nothing is downloaded.

use super::args::variable;
use crate::render::visible;
use anyhow::{Context as _, anyhow, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Names the browser, with its arguments if it needs any.
const VARIABLE: &str = "OKR_BROWSER";

/// Browsers that print without a window.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
];

/// Where they are on systems that do not keep programs in `PATH`.
const PLACES: [&str; 5] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// A browser that takes longer does not print any more.
const LONGEST: Duration = Duration::from_secs(60);

/// Prints a page.
///
/// # Errors
/// No browser is found, or the one that is found does not print.
pub(super) fn printed(page: &str) -> anyhow::Result<Vec<u8>> {
    let browser = browser()?;
    let folder = Folder::create()?;
    let (html, pdf) = (folder.0.join("page.html"), folder.0.join("page.pdf"));
    std::fs::write(&html, page).context("the page cannot be written for the browser")?;
    let mut command = Command::new(&browser.program);
    command
        .args(&browser.arguments)
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"])
        .arg(format!("--user-data-dir={}", folder.0.join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(&html)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let name = visible(&browser.program.display().to_string()).into_owned();
    let ended = run(&mut command).with_context(|| format!("{name} cannot be run"))?;
    let printed = std::fs::read(&pdf).ok().filter(|bytes| bytes.starts_with(b"%PDF"));
    printed.ok_or_else(|| {
        let how = ended.map_or("did not end within a minute".to_owned(), |status| format!("ended with {status}"));
        anyhow!(
            "{name} {how} and printed nothing\nhelp: write the page without `--format pdf` and print it from a browser; as root, browsers need \
             {VARIABLE}=\"{name} --no-sandbox\""
        )
    })
}

/// Waits for a program; `None` where it took too long and was stopped.
fn run(command: &mut Command) -> std::io::Result<Option<ExitStatus>> {
    let mut child = command.spawn()?;
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

struct Browser {
    program: PathBuf,
    arguments: Vec<String>,
}

fn browser() -> anyhow::Result<Browser> {
    if let Some(named) = variable(VARIABLE).filter(|named| !named.trim().is_empty()) {
        let whole = PathBuf::from(&named);
        if whole.is_file() {
            return Ok(Browser { program: whole, arguments: Vec::new() });
        }
        let mut words = named.split_whitespace().map(str::to_owned);
        let program = PathBuf::from(words.next().unwrap_or_default());
        return Ok(Browser { program, arguments: words.collect() });
    }
    let folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|paths| std::env::split_paths(&paths).filter(|folder| folder.is_absolute()).collect())
        .unwrap_or_default();
    let ending = std::env::consts::EXE_SUFFIX;
    let in_path = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{ending}"))));
    let found = in_path.chain(PLACES.iter().map(PathBuf::from)).find(|path| path.is_file());
    match found {
        Some(program) => Ok(Browser { program, arguments: Vec::new() }),
        None => bail!(
            "a PDF is printed by Chromium, Chrome or Edge, and none of them was found\nhelp: write the page without `--format pdf` and \
             print it from any browser, or set {VARIABLE} to the program"
        ),
    }
}

/// A folder that goes when it is no longer needed.
struct Folder(PathBuf);

impl Folder {
    fn create() -> anyhow::Result<Self> {
        let base = std::env::temp_dir();
        for number in 0..1000 {
            let path = base.join(format!("okr-report-{}-{number}", std::process::id()));
            // A folder that is there already may be somebody else's.
            match private(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| Self(path)).context("there is no folder to print in"),
            }
        }
        bail!("there is no folder to print in")
    }
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
