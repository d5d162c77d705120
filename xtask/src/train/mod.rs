//! Which models are trained, and how are they rebuilt byte for byte?
//!
//! One line in [`TRAINERS`] and one file per model. A trainer turns the unpacked data into the bytes of
//! `models/<name>/model.bin`; features, splits and seeds stand in the model's `recipe.toml`.

mod attribution;
pub(crate) mod blocks;
mod certainty;
mod clusters;
pub(crate) mod conllu;
pub(crate) mod dumps;
mod headlines;
mod phrases;
mod tagger;
mod terms;
mod word_classes;

use crate::data;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Options of `cargo xtask train`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder under `models/`; without it, the names are listed
    name: Option<String>,
    /// Train, but only compare the result with the stored model
    #[arg(long)]
    check: bool,
    /// Folder of the unpacked data [default: target/data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// One model and how its bytes are made.
pub(crate) struct Trainer {
    /// Folder under `models/`.
    pub(crate) name: &'static str,
    /// From the model's folder (for `recipe.toml`) and the data folder to the bytes of `model.bin`.
    pub(crate) train: fn(model: &Path, data: &Path) -> Result<Vec<u8>>,
}

/// All models.
const TRAINERS: &[Trainer] = &[
    Trainer { name: "attribution", train: attribution::train },
    Trainer { name: "blocks", train: blocks::train },
    Trainer { name: "certainty", train: certainty::train },
    Trainer { name: "clusters", train: clusters::train },
    Trainer { name: "dumps", train: dumps::train },
    Trainer { name: "phrases", train: phrases::train },
    Trainer { name: "tagger", train: tagger::train },
    Trainer { name: "terms", train: terms::train },
];

/// Trains one model, or compares a fresh training with what is stored.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let names = || TRAINERS.iter().map(|trainer| trainer.name).collect::<Vec<_>>().join(", ");
    let Some(name) = &arguments.name else {
        println!("models: {}", names());
        return Ok(());
    };
    let Some(trainer) = TRAINERS.iter().find(|trainer| trainer.name == name) else {
        bail!("no trainer named `{name}`: there are {}", names());
    };
    let folder = root.join("models").join(trainer.name);
    let data = arguments.data.clone().unwrap_or_else(|| data::default_folder(&root));
    let bytes = (trainer.train)(&folder, &data)
        .with_context(|| format!("training `{name}` with the data in `{}`", data.display()))?;
    let file = folder.join("model.bin");
    if arguments.check {
        let stored = std::fs::read(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        if stored != bytes {
            bail!(
                "`{}` is not what its recipe gives: {} and {} bytes",
                file.display(),
                stored.len(),
                bytes.len()
            );
        }
        println!("{name}: rebuilt byte for byte ({} bytes)", bytes.len());
        return Ok(());
    }
    std::fs::write(&file, &bytes).with_context(|| format!("cannot write `{}`", file.display()))?;
    println!("{name}: {} bytes", bytes.len());
    Ok(())
}

/// A file of the recipe, if it is the one that the recipe means.
pub(crate) fn checked(data: &Path, file: &str, digest: &str) -> Result<Vec<u8>> {
    let bytes = std::fs::read(data.join(file))
        .with_context(|| format!("cannot read `{file}`: unpack it with `cargo xtask data`"))?;
    let found = hex(&Sha256::digest(&bytes));
    if found != digest {
        bail!("`{file}` has digest {found}, the recipe wants {digest}");
    }
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
