//! Text of one account, from its bytes to everything found in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    variorum_fuzz::annotate(variorum_fuzz::read("A", bytes, None));
});
