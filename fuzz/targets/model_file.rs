//! Bytes that pretend to be a model file: an error or a model that can be written again, never a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = learn::Model::from_bytes(bytes) {
        assert!(learn::Model::from_bytes(&model.to_bytes()).is_ok(), "a model cannot read itself");
    }
    if let Ok(network) = learn::network::Network::from_bytes(bytes) {
        assert!(learn::network::Network::from_bytes(&network.to_bytes()).is_ok(), "a network cannot read itself");
        let rows: [&[u32]; 3] = [&[], &[0], &[]];
        let rows = if network.row(0).is_some() { &rows[..] } else { &rows[..1] };
        let reading = network.read(rows.iter().copied());
        network.scores(&reading, 0);
        let facts = vec![[0; learn::network::FACTS]; rows.len()];
        network.bonds(&reading, 0..rows.len(), (0, 0), &facts);
    }
});
