//! Everything a developer runs: `cargo xtask tidy|ci|eval|train|data|bench`.

fn main() {}
