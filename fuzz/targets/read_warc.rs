//! Bytes that pretend to be a web archive: walked through to their end, every page and every damage with its place.
#![no_main]

/// The longest page.
const LIMIT: usize = 64 << 10;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut last = 0;
    for found in warc::Reader::new(bytes, LIMIT) {
        let (number, offset) = match found {
            warc::Found::Page(page) => {
                let place = (page.number, page.offset);
                if let Ok((unpacked, _)) = page.unpack(LIMIT) {
                    assert!(unpacked.len() <= LIMIT.max(bytes.len()), "a page beyond the limit");
                }
                place
            }
            warc::Found::Passed(_) => continue,
            warc::Found::Damage(damage) => (damage.number, damage.offset),
        };
        assert!(offset <= bytes.len() as u64, "{offset} of {} bytes", bytes.len());
        assert!(number >= last, "records are not counted upwards");
        last = number;
    }
});
