//! How accurate is each part, and has any of it got worse?
//!
//! One line in [`TASKS`] and one file per task. A task reads gold data and returns a [`Table`]; floors live in
//! files that [`floors`] reads, checks and raises. Nothing of the data enters the repository.

mod alignment;
pub(crate) mod attribution;
mod certainty;
pub(crate) mod collation;
mod dates;
mod entities;
mod floors;
mod lineage;
mod paraphrase;
pub(crate) mod polnear;
pub(crate) mod read;
mod relays;
mod speakers;
mod stories;
mod syntax;
mod table;

pub(crate) use table::{Cell, Counts, Table, share};

use crate::data;
use anyhow::{Context, Result, bail};
use pipeline::Kit;
use std::path::{Path, PathBuf};

/// Options of `cargo xtask eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Tasks to run [default: all]
    tasks: Vec<String>,
    /// Fail where a measure is below its floor
    #[arg(long)]
    check: bool,
    /// Raise floors to what was measured; no floor is lowered
    #[arg(long)]
    update: bool,
    /// With --update: lower floors too, and keep REASON beside them
    #[arg(long, value_name = "REASON", requires = "update")]
    accept_drop: Option<String>,
    /// Folder of the unpacked data [default: target/data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Fail where the data of a task is missing
    #[arg(long)]
    require_data: bool,
}

impl Arguments {
    /// What continuous integration asks for.
    pub(crate) fn checked() -> Arguments {
        Arguments {
            tasks: Vec::new(),
            check: true,
            update: false,
            accept_drop: None,
            data: None,
            require_data: true,
        }
    }

    /// What can be checked without any data.
    pub(crate) fn without_data() -> Arguments {
        let needless = TASKS.iter().filter(|task| task.needs.is_empty());
        Arguments { tasks: needless.map(|task| task.name.to_owned()).collect(), ..Arguments::checked() }
    }
}

/// One thing that is measured.
pub(crate) struct Task {
    /// What the command line calls it.
    pub(crate) name: &'static str,
    /// What must exist below the data folder; the first part names the archive. Empty: nothing.
    pub(crate) needs: &'static str,
    /// Where its floors stand: `eval/<name>.toml`, or `models/<model>/scores.toml` for a model's own scores.
    pub(crate) floors: &'static str,
    /// Measures.
    pub(crate) run: fn(kit: &Kit, data: &Path) -> Result<Table>,
}

/// All tasks, in the order of the pipeline.
const TASKS: &[Task] = &[
    read::TASK,
    read::comments::TASK,
    read::metadata::TASK,
    read::dumps::TASK,
    stories::TASK,
    syntax::TASK,
    attribution::TASK,
    speakers::TASK,
    relays::TASK,
    certainty::TASK,
    dates::TASK,
    entities::TASK,
    alignment::TASK,
    collation::UTTERANCES,
    collation::COPIES,
    paraphrase::TASK,
    lineage::INVENTED,
    lineage::BACKGROUND,
];

/// Runs the chosen tasks, prints a table for each and checks or raises floors.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
    let kit = Kit::embedded()?;
    let mut failures = Vec::new();
    for task in chosen(&arguments.tasks)? {
        if !task.needs.is_empty() && !data.join(task.needs).exists() {
            let archive = task.needs.split('/').next().unwrap_or(task.needs);
            println!("{}: skipped, `{archive}.tar.xz` is not unpacked in `{}`\n", task.name, data.display());
            if arguments.require_data {
                failures.push(format!("{}: not run, its data is missing", task.name));
            }
            continue;
        }
        let table = (task.run)(&kit, &data).with_context(|| format!("task `{}`", task.name))?;
        println!("{}", table.print(task.name));
        let file = root.join(task.floors);
        let stored = floors::read(&file)?;
        if arguments.update {
            let raised = floors::raise(stored, &table, arguments.accept_drop.as_deref());
            failures.extend(floors::failures(task.name, &raised, &table));
            floors::write(&file, task.name, &raised)?;
        } else if arguments.check {
            failures.extend(floors::failures(task.name, &stored, &table));
        }
    }
    if !failures.is_empty() {
        bail!("{} below the floor or missing:\n  {}", failures.len(), failures.join("\n  "));
    }
    Ok(())
}

/// The tasks by name; all of them when none is named.
fn chosen(names: &[String]) -> Result<Vec<&'static Task>> {
    if names.is_empty() {
        return Ok(TASKS.iter().collect());
    }
    let known = || TASKS.iter().map(|task| task.name).collect::<Vec<_>>().join(", ");
    names
        .iter()
        .map(|name| {
            TASKS
                .iter()
                .find(|task| task.name == name)
                .with_context(|| format!("no task named `{name}`: there are {}", known()))
        })
        .collect()
}
