//! Bytes of which nothing is known, and bytes that are called plain text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    variorum_fuzz::read("A", bytes, None);
    variorum_fuzz::read("A", bytes, Some(news::MediaType::Plain));
});
