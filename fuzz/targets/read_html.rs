//! Bytes that a server calls HTML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    variorum_fuzz::read("A", bytes, Some(news::MediaType::Html));
});
