//! Damaged archives: what is broken is named with its place, and the rest is read.

use crate::archive::{LIMIT, Walk, gzip, packed, pages, record, response};

/// Where record `n` starts.
fn offset(records: &[Vec<u8>], n: usize) -> u64 {
    records[..n].iter().map(|record| record.len() as u64).sum()
}

fn with_length(record: &[u8], length: &str) -> Vec<u8> {
    let text = String::from_utf8(record.to_vec()).expect("text");
    let (front, rest) = text.split_once("Content-Length: ").expect("a length");
    let (_, rest) = rest.split_once("\r\n").expect("a line");
    format!("{front}Content-Length: {length}\r\n{rest}").into_bytes()
}

#[test]
fn a_wrong_length_costs_one_record() {
    for length in ["20", "999", "5000", "123456789012"] {
        let mut records = pages(6);
        records[2] = with_length(&records[2], length);
        let place = (3, offset(&records, 2), "its length is wrong".to_owned());
        let walk = Walk::through(&records.concat());
        assert_eq!((walk.whole(), &walk.damage), (vec![0, 1, 3, 4, 5], &vec![place]), "{length}");
        let walk = Walk::through(&packed(&records).concat());
        assert_eq!(walk.whole(), [0, 1, 3, 4, 5], "{length}, compressed");
        assert_eq!(walk.damage.len(), 1);
        let walk = Walk::through(&gzip(&records.concat()));
        assert_eq!(walk.whole(), [0, 1, 3, 4, 5], "{length}, one member");
    }
}

#[test]
fn a_header_without_a_length_costs_one_record() {
    for length in ["", "many", "-5"] {
        let mut records = pages(4);
        records[1] = with_length(&records[1], length);
        let walk = Walk::through(&records.concat());
        assert_eq!(
            (walk.whole(), walk.faults()),
            (vec![0, 2, 3], vec!["its header cannot be read"]),
            "{length}"
        );
    }
}

#[test]
fn junk_between_records_is_stepped_over() {
    let mut records = pages(3);
    records.insert(1, b"<html>not a record</html>\n".repeat(50));
    let walk = Walk::through(&records.concat());
    assert_eq!(walk.whole(), [0, 1, 2]);
    assert_eq!(walk.damage, [(2, records[0].len() as u64, "bytes that are no record".to_owned())]);
    let mut members = packed(&pages(3));
    members.insert(1, vec![0; 512]);
    let walk = Walk::through(&members.concat());
    assert_eq!((walk.whole(), walk.faults()), (vec![0, 1, 2], vec!["bytes that are no record"]));
}

#[test]
fn a_cut_off_archive_gives_all_whole_records() {
    let records = pages(4);
    let plain = records.concat();
    let end = offset(&records, 3) as usize;
    for cut in [end + 3, end + 100, plain.len() - 20] {
        let walk = Walk::through(&plain[..cut]);
        assert_eq!((walk.whole(), walk.faults()), (vec![0, 1, 2], vec!["it is cut off"]), "{cut}");
    }
    let members = packed(&records);
    let end = offset(&members, 3) as usize;
    let walk = Walk::through(&members.concat()[..end + 40]);
    assert_eq!((walk.whole(), walk.faults()), (vec![0, 1, 2], vec!["it is cut off"]));
}

#[test]
fn an_archive_behind_a_cut_off_one_is_read() {
    let records = pages(6);
    let cut = [&records[..3].concat()[..offset(&records, 2) as usize + 120], &records[3..].concat()].concat();
    assert_eq!(Walk::through(&cut).whole(), [0, 1, 3, 4, 5]);
}

#[test]
fn a_broken_member_costs_its_record() {
    let members = packed(&pages(5));
    for at in [12, 30, members[2].len() - 6, members[2].len() - 2] {
        let mut broken = members.clone();
        broken[2][at] ^= 0x55;
        let walk = Walk::through(&broken.concat());
        assert_eq!((walk.whole(), walk.damage.len()), (vec![0, 1, 3, 4], 1), "{at}");
        assert_eq!(walk.damage[0].1, offset(&members, 2), "{at}");
    }
}

#[test]
fn a_page_beyond_the_limit_is_refused_and_the_next_is_read() {
    let mut records = pages(3);
    records[1] = response("https://a.example/long", &"<p>Again.</p>".repeat(LIMIT / 8));
    for archive in [records.concat(), packed(&records).concat()] {
        let walk = Walk::through(&archive);
        assert_eq!((walk.whole(), walk.faults()), (vec![0, 2], vec!["its page is larger than 1 MB"]));
    }
}

#[test]
fn a_bomb_is_given_up_and_the_next_record_is_read() {
    let mut members = packed(&pages(3));
    let zeros = vec![0; 90 << 20];
    members[1] = gzip(&record("resource", "https://a.example/zeros", "application/octet-stream", &zeros));
    let walk = Walk::through(&members.concat());
    assert_eq!(
        (walk.whole(), walk.faults()),
        (vec![0, 2], vec!["it unpacks to more than 200 times its size"])
    );
}

#[test]
fn an_answer_without_a_status_line_is_damage() {
    let mut records = pages(2);
    records.insert(1, record("response", "https://a.example/", "application/http", b"<p>No head.</p>"));
    let walk = Walk::through(&records.concat());
    assert_eq!((walk.whole(), walk.faults()), (vec![0, 1], vec!["it holds no answer of a server"]));
}
