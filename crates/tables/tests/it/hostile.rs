//! Parquet files that were cut, changed or made to do harm: a fault, never a panic or a flood of memory.

use proptest::prelude::*;
use std::fs::{self, File};
use std::path::PathBuf;
use variorum_tables::{Wanted, parquet_rows};

const NAMES: [&str; 6] = ["snappy", "zstd", "brotli", "second_form", "deltas", "duckdb"];

/// Reads changed bytes to their end: how many rows and faults there were, or why it is no table.
fn read(name: &str, case: &str, change: impl FnOnce(&mut Vec<u8>)) -> Result<(usize, Vec<String>), String> {
    let saved =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/saved").join(format!("{name}.parquet"));
    let mut bytes = fs::read(saved).expect("the file is in the repository");
    change(&mut bytes);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{name}-{case}.parquet"));
    fs::write(&path, bytes).expect("the folder of tests can be written");
    let file = File::open(&path).expect("it was just written");
    let told = parquet_rows(file, &Wanted::default()).map(crate::told).map_err(|fault| fault.to_string());
    fs::remove_file(&path).expect("it was just written");
    told.map(|(rows, refused)| (rows.len(), refused))
}

#[test]
fn a_file_that_was_cut_is_refused() {
    for name in NAMES {
        let why = read(name, "cut", |bytes| bytes.truncate(bytes.len() - 1)).expect_err("its end is missing");
        assert!(why.starts_with("is no Parquet file that can be read"), "{why}");
        assert!(read(name, "empty", Vec::clear).is_err());
    }
}

#[test]
fn a_footer_that_states_a_length_beyond_the_file_is_refused() {
    let why = read("zstd", "footer", |bytes| {
        let at = bytes.len() - 8;
        bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    });
    assert_eq!(
        why.expect_err("no such footer"),
        "is no Parquet file that can be read: its footer states an impossible length"
    );
}

#[test]
fn a_damaged_row_group_is_named_and_the_next_one_is_read() {
    // Pages of the first row group begin behind the magic bytes.
    let (rows, refused) =
        read("second_form", "group", |bytes| bytes[4..40].fill(0xff)).expect("its footer is whole");
    assert_eq!(rows, 2);
    assert!(refused[0].starts_with("1: the rows from here to 2 cannot be read: "), "{refused:?}");
}

/// A footer whose schema has so many groups, one in the other.
fn nested(depth: usize) -> Vec<u8> {
    let mut footer = vec![0x15, 2, 0x19];
    // A list of structures, with its length in groups of seven bits.
    footer.extend([0xfc, (depth as u8 & 0x7f) | 0x80, (depth >> 7) as u8 | 0x80, (depth >> 14) as u8]);
    for _ in 0..depth {
        // Repetition 0, the name `a`, one child.
        footer.extend([0x35, 0, 0x18, 1, b'a', 0x15, 2, 0]);
    }
    footer.extend([0x16, 0, 0x19, 0x0c, 0]);
    footer
}

#[test]
fn a_schema_that_is_nested_without_end_is_refused() {
    let why = read("zstd", "nested", |bytes| {
        let footer = nested(200_000);
        bytes.extend(&footer);
        bytes.extend((footer.len() as u32).to_le_bytes());
        bytes.extend(b"PAR1");
    });
    let why = why.expect_err("it is too deep");
    assert!(why.ends_with("its footer is broken, or columns are nested too deep"), "{why}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_are_never_a_panic(
        name in 0..NAMES.len(),
        changes in prop::collection::vec((0..6000usize, any::<u8>()), 1..8),
    ) {
        let _ = read(NAMES[name], "changed", |bytes| {
            let length = bytes.len();
            for (at, byte) in &changes {
                bytes[at % length] = *byte;
            }
        });
    }
}
