//! Bytes that pretend to be a feed, a list of feeds, a list of addresses or a robots.txt: entries and flaws with their lines.
#![no_main]

use web::{Address, AddressList, Feed, Flaw, Outlines, Robots};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let base = Address::parse("https://gazette.example/feeds/all").ok();
    web::kind_of(bytes);
    // No encoding has more lines than bytes.
    let lines = bytes.len() + 1;
    let check =
        |flaws: &[Flaw]| flaws.iter().for_each(|flaw| assert!((1..=lines).contains(&flaw.line), "{flaw:?}"));
    if let Ok(feed) = Feed::read(bytes, None, base.as_ref()) {
        check(&feed.flaws);
        assert!(feed.entries.len() <= lines, "{} entries", feed.entries.len());
        for entry in &feed.entries {
            assert!((1..=lines).contains(&entry.line), "line {} of {lines}", entry.line);
            entry.address.iter().for_each(is_stable);
        }
    }
    if let Ok(list) = Outlines::read(bytes, None) {
        check(&list.flaws);
        list.feeds.iter().for_each(|outline| is_stable(&outline.address));
    }
    let list = AddressList::read(bytes);
    check(&list.flaws);
    list.addresses.iter().for_each(|(_, address)| is_stable(address));
    let robots = Robots::parse(bytes, "variorum");
    robots.allows("/a?b");
});

/// What was read as an address is one, and the same again.
fn is_stable(address: &Address) {
    assert_eq!(Address::parse(address.as_str()).ok().as_ref(), Some(address));
}
