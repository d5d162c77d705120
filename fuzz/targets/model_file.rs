//! Bytes that pretend to be a model file: an error or a model that can be written again, never a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = learn::Model::from_bytes(bytes) {
        assert!(learn::Model::from_bytes(&model.to_bytes()).is_ok(), "a model cannot read itself");
    }
});
