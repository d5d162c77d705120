//! Which of several ways is taken? A sequence that depends on the seed alone (SplitMix64, Steele and others 2014).

/// Where the sequence stands.
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    state: u64,
}

impl Draw {
    pub(crate) fn new(seed: u64) -> Draw {
        Draw { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 where there is none.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Puts a list into another order (Fisher and Yates 1938).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// Some of the places of a list, in order.
    pub(super) fn places(&mut self, len: usize, wanted: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..len).collect();
        self.shuffle(&mut places);
        places.truncate(wanted);
        places.sort_unstable();
        places
    }
}
