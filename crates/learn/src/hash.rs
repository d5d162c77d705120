//! How does text become a feature? A hash of our own that no library update can change.

/// FNV-1a (Fowler, Noll & Vo 1991) with a final mix, so that low and high bits are equally good.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for &byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(state)
}

/// One feature out of a template's number and up to two values.
pub fn combine(template: u64, a: u64, b: u64) -> u64 {
    let state = template.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ a.rotate_left(17);
    mix(state.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ b.wrapping_mul(0xc4ce_b9fe_1a85_ec53))
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
pub(crate) fn mix(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_never_change() {
        // Model files hold these numbers: a change here makes every one of them useless.
        assert_eq!(hash(b""), 0xf52a_15e9_a9b5_e89b);
        assert_eq!(hash(b"word"), 0xf90b_a9a6_29d4_de95);
        assert_eq!(combine(1, 2, 3), 0x1076_f0cd_b0b5_c798);
    }

    #[test]
    fn order_and_template_matter() {
        assert_ne!(combine(1, 2, 3), combine(1, 3, 2));
        assert_ne!(combine(1, 2, 3), combine(2, 2, 3));
    }
}
