//! Into which two parts would a story fall, if it fell?
//!
//! Average linkage (UPGMA, Sokal & Michener 1958): the two most alike parts become one until two are left.

/// The smaller of the two parts, as ascending places below `count`, and how alike both are on average; of equal parts
/// the one without the first place. `likeness` is asked once for each pair, the later place first. None for fewer than
/// two places.
pub(super) fn halves(count: usize, likeness: impl Fn(usize, usize) -> i64) -> Option<(Vec<usize>, i64)> {
    // Sums over all pairs of two parts; the lower triangle.
    let mut sums: Vec<Vec<i64>> = (0..count).map(|i| (0..i).map(|j| likeness(i, j)).collect()).collect();
    let mut parts: Vec<Vec<usize>> = (0..count).map(|place| vec![place]).collect();
    loop {
        let (mean, later, earlier) = most_alike(&sums, &parts)?;
        if parts.len() == 2 {
            let smaller = usize::from(parts[1].len() <= parts[0].len());
            let mut part = parts.swap_remove(smaller);
            part.sort_unstable();
            return Some((part, mean));
        }
        join(&mut sums, later, earlier);
        let joined = parts.remove(later);
        parts[earlier].extend(joined);
    }
}

/// The two parts that are most alike on average, and how much: (mean, later, earlier). Of equals the first.
fn most_alike(sums: &[Vec<i64>], parts: &[Vec<usize>]) -> Option<(i64, usize, usize)> {
    let mut best: Option<(i64, usize, usize)> = None;
    for (later, row) in sums.iter().enumerate() {
        for (earlier, sum) in row.iter().enumerate() {
            let mean = sum / (parts[later].len() * parts[earlier].len()) as i64;
            if best.is_none_or(|(most, ..)| mean > most) {
                best = Some((mean, later, earlier));
            }
        }
    }
    best
}

/// Adds the sums of a later part to those of an earlier one, and takes it out.
fn join(sums: &mut Vec<Vec<i64>>, later: usize, earlier: usize) {
    let row = sums.remove(later);
    for (part, sum) in row.iter().enumerate().filter(|(part, _)| *part != earlier) {
        sums[part.max(earlier)][part.min(earlier)] += sum;
    }
    // What came after the later part moved up by one.
    for row in &mut sums[later..] {
        let sum = row.remove(later);
        row[earlier] += sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_part_that_is_least_like_the_rest_goes() {
        let groups = [0, 1, 0, 0, 1];
        let likeness = |i: usize, j: usize| if groups[i] == groups[j] { 700 } else { 200 };
        assert_eq!(halves(5, likeness), Some((vec![1, 4], 200)));
        assert_eq!(halves(2, |_, _| 300), Some((vec![1], 300)));
        assert_eq!(halves(1, |_, _| 300), None);
    }

    proptest! {
        #[test]
        fn the_mean_is_that_of_all_pairs_between_the_parts(
            likenesses in proptest::collection::vec(0i64..1000, 66), count in 2usize..12,
        ) {
            let of = |i: usize, j: usize| likenesses[i * (i - 1) / 2 + j];
            let (part, mean) = halves(count, of).unwrap();
            let rest: Vec<usize> = (0..count).filter(|place| !part.contains(place)).collect();
            let sum: i64 = part.iter().flat_map(|a| rest.iter().map(|b| of(*a.max(b), *a.min(b)))).sum();
            prop_assert!(!part.is_empty() && part.len() <= rest.len());
            prop_assert_eq!(mean, sum / (part.len() * rest.len()) as i64);
        }
    }
}
