//! What holds of any archive: no panic, and records behind a damage are read.

use crate::archive::{Walk, packed, pages};
use proptest::prelude::*;

/// Records in an archive.
const COUNT: usize = 12;

/// A change to some bytes of a record.
#[derive(Debug, Clone)]
enum Change {
    Cut(usize),
    Insert(usize, Vec<u8>),
    Replace(usize, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let bytes = || prop::collection::vec(any::<u8>(), 1..60);
    prop_oneof![
        (0..400usize).prop_map(Change::Cut),
        (0..400usize, bytes()).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (0..400usize, bytes()).prop_map(|(at, bytes)| Change::Replace(at, bytes)),
    ]
}

fn damaged(mut record: Vec<u8>, change: &Change) -> Vec<u8> {
    match change {
        Change::Cut(length) => record.truncate((*length).min(record.len())),
        Change::Insert(at, bytes) => {
            let at = (*at).min(record.len());
            record.splice(at..at, bytes.iter().copied());
        }
        Change::Replace(at, bytes) => {
            for (into, byte) in record.iter_mut().skip(*at).zip(bytes) {
                *into = *byte;
            }
        }
    }
    record
}

/// Damages one record; all others must come through whole.
fn check(records: &[Vec<u8>], victim: usize, change: &Change) -> Result<(), TestCaseError> {
    let mut broken = records.to_vec();
    broken[victim] = damaged(broken[victim].clone(), change);
    let walk = Walk::through(&broken.concat());
    let whole = walk.whole();
    let others: Vec<usize> = (0..COUNT).filter(|n| *n != victim).collect();
    let kept: Vec<usize> = whole.iter().copied().filter(|n| *n != victim).collect();
    prop_assert_eq!(kept, others, "{:?}", walk.damage);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_to_one_record_costs_no_other(victim in 0..COUNT, change in change()) {
        check(&pages(COUNT), victim, &change)?;
    }

    #[test]
    fn damage_to_one_member_costs_no_other(victim in 0..COUNT, change in change()) {
        check(&packed(&pages(COUNT)), victim, &change)?;
    }

    #[test]
    fn any_bytes_are_walked_through(bytes in prop::collection::vec(any::<u8>(), 0..2000), magic in 0..3usize) {
        let front: [&[u8]; 3] = [b"", b"WARC/1.0\r\nContent-Length: 7\r\n", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"];
        Walk::through(&[front[magic], &bytes].concat());
    }
}
