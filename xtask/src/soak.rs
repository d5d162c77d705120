//! Does a run that is killed again and again end with the same database as one that is left alone?
//!
//! The program takes a stream of articles, is killed (SIGKILL) at moments that a seed chooses, and is started again; what
//! the database then holds is compared, table by table and row by row, with that of an undisturbed run.

mod content;
mod stream;

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What is to be done.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the unpacked data, for its background articles, or a file of JSON lines; without it, articles are
    /// invented
    #[arg(long, value_name = "PATH")]
    data: Option<PathBuf>,
    /// At most so many articles
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    articles: usize,
    /// How often the run is killed
    #[arg(long, value_name = "N", default_value_t = 50)]
    kills: u32,
    /// What the moments are chosen by
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The program; without it, it is built for release
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Runs both ways and compares.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => built(&root)?,
    };
    let folder = root.join("target/soak");
    // Databases of an earlier run would be resumed.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context("`target/soak` cannot be made")?;
    let input = folder.join("in.jsonl");
    let count = stream::write(&input, arguments.data.as_deref(), arguments.articles)?;
    let ingest = |database: &str| -> Result<Child> {
        let mut command = Command::new(&program);
        command.arg("ingest").arg(&input).arg("--db").arg(folder.join(database)).arg("--quiet");
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("the program cannot be started")
    };
    let whole = timed(ingest("whole.db")?)?;
    println!("{count} articles, undisturbed: {:.1} s", whole.as_secs_f64());

    let mut draw = stream::Draw::new(arguments.seed);
    // On average the kills fall evenly over the whole of the work.
    let most = (2 * whole.as_millis() as usize / arguments.kills.max(1) as usize).clamp(50, 60_000);
    for killed in 0..arguments.kills {
        let mut child = ingest("killed.db")?;
        std::thread::sleep(Duration::from_millis(draw.below(most) as u64 + 10));
        if child.try_wait()?.is_some() {
            bail!("the work was done after {killed} kills: give it more articles");
        }
        child.kill()?;
        child.wait()?;
    }
    let kept = content::articles(&folder.join("killed.db")).unwrap_or(0);
    if kept == 0 {
        bail!("no run lived long enough to keep anything: give it more articles, or fewer kills");
    }
    timed(ingest("killed.db")?)?;
    println!("killed {} times ({kept} articles kept then), then finished", arguments.kills);
    let differences = content::differences(&folder.join("whole.db"), &folder.join("killed.db"))?;
    if differences.is_empty() {
        println!("both databases hold the same");
        return Ok(());
    }
    bail!("the databases differ:\n  {}", differences.join("\n  "))
}

fn built(root: &Path) -> Result<PathBuf> {
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--quiet", "--package", "variorum"]).current_dir(root);
    if !command.status().context("cargo cannot be started")?.success() {
        bail!("the program does not build");
    }
    Ok(root.join("target/release/variorum"))
}

/// Waits for a run to end well.
#[expect(clippy::disallowed_methods, reason = "how long a run takes says when to kill it")]
fn timed(mut child: Child) -> Result<Duration> {
    let start = Instant::now();
    let status = child.wait()?;
    // 1: some of the stream was no article.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("a run that was left alone failed: {status}");
    }
    Ok(start.elapsed())
}
