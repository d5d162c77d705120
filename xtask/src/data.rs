//! Where does the gold data come from? Archives in, folders under `target/data` out; nothing enters the repository.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Options of `cargo xtask data`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder that holds the archives (`NAME.tar.xz`)
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    from: PathBuf,
}

impl Default for Arguments {
    fn default() -> Self {
        Arguments { from: "../shared/data".into() }
    }
}

/// Whether there is anything to unpack.
pub(crate) fn has_archives(root: &Path, arguments: &Arguments) -> bool {
    root.join(&arguments.from).exists()
}

/// The folder of the unpacked data unless the command line names another.
pub(crate) fn default_folder(root: &Path) -> PathBuf {
    root.join("target").join("data")
}

/// Unpacks every archive that is not unpacked yet.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let from = root.join(&arguments.from);
    let to = default_folder(&root);
    std::fs::create_dir_all(&to).with_context(|| format!("cannot create `{}`", to.display()))?;
    let mut archives: Vec<PathBuf> = std::fs::read_dir(&from)
        .with_context(|| format!("no archives in `{}`: name their folder with --from", from.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".tar.xz"))
        .collect();
    archives.sort();
    if archives.is_empty() {
        bail!("no archives in `{}`: name their folder with --from", from.display());
    }
    for archive in archives {
        unpack(&archive, &to)?;
    }
    Ok(())
}

/// Unpacks one archive beside a stamp, so that a run that was cut short starts that archive again.
fn unpack(archive: &Path, to: &Path) -> Result<()> {
    let name = archive.file_name().unwrap_or_default().to_string_lossy().replace(".tar.xz", "");
    let size = archive.metadata()?.len().to_string();
    let stamp = to.join(format!(".{name}.stamp"));
    if std::fs::read_to_string(&stamp).is_ok_and(|written| written == size) {
        println!("{name}: already unpacked");
        return Ok(());
    }
    let status = Command::new("tar")
        .arg("xJf")
        .arg(archive)
        .arg("-C")
        .arg(to)
        .status()
        .context("cannot run `tar`: install tar and xz")?;
    if !status.success() {
        bail!("`tar` could not unpack `{}`", archive.display());
    }
    std::fs::write(&stamp, size)?;
    println!("{name}: unpacked");
    Ok(())
}
