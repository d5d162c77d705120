//! How do gates and shares bend numbers? Straight lines with corners, and exponentials without a library.
//!
//! Every operation here is one that all machines round alike: libraries differ in the last digit of `exp`.

use super::ONE;

/// Opens from 0 to 1 between -2 and 2 (a piecewise linear sigmoid; Courbariaux, Bengio & David 2015).
#[cfg(feature = "train")]
pub(super) fn gate(sum: f32) -> f32 {
    (sum * 0.25 + 0.5).clamp(0.0, 1.0)
}

/// As `gate`: sum in parts of `ONE`, result as well.
#[inline(always)]
pub(super) fn integer_gate(sum: i32) -> i32 {
    ((sum >> 2) + ONE / 2).clamp(0, ONE)
}

/// e to the power of `power`, for powers within ±80.
pub(super) fn exponential(power: f64) -> f64 {
    let power = power.clamp(-80.0, 80.0);
    let whole = (power * std::f64::consts::LOG2_E).round();
    let rest = power - whole * std::f64::consts::LN_2;
    // Taylor's series: |rest| is at most ln(2)/2, so 12 terms give all digits that matter.
    let (mut sum, mut term) = (1.0, 1.0);
    for step in 1..12 {
        term *= rest / f64::from(step);
        sum += term;
    }
    sum * f64::from_bits(((1023 + whole as i64) as u64) << 52)
}

/// The natural logarithm of a number between 1e-30 and 1e30, by Newton's method.
#[cfg(feature = "train")]
pub(super) fn logarithm(number: f64) -> f64 {
    let number = number.clamp(1e-30, 1e30);
    let mut guess = f64::from((number.to_bits() >> 52) as i32 - 1023) * std::f64::consts::LN_2;
    for _ in 0..6 {
        guess += 2.0 * (number - exponential(guess)) / (number + exponential(guess));
    }
    guess
}

/// What part of a whole each score gives its label (softmax): scores in parts of [`ONE`], shares in thousandths.
pub fn shares(scores: &[i32]) -> Vec<u16> {
    let highest = scores.iter().copied().max().unwrap_or(0);
    let parts: Vec<f64> = scores
        .iter()
        .map(|&score| exponential(f64::from(score.saturating_sub(highest)) / f64::from(ONE)))
        .collect();
    let sum: f64 = parts.iter().sum();
    parts.iter().map(|part| (part / sum * 1000.0).round() as u16).collect()
}

/// The logarithm of each label's share, in parts of [`ONE`]: scores less that of the whole.
pub fn likelihood(scores: &[i32]) -> Vec<i32> {
    let highest = scores.iter().copied().max().unwrap_or(0);
    let sum: f64 = scores
        .iter()
        .map(|&score| exponential(f64::from(score.saturating_sub(highest)) / f64::from(ONE)))
        .sum();
    // The sum lies between 1 and the number of labels: a few of Newton's steps find its logarithm.
    let mut guess = 0.0;
    for _ in 0..8 {
        guess += 2.0 * (sum - exponential(guess)) / (sum + exponential(guess));
    }
    let whole = (guess * f64::from(ONE)).round() as i32;
    scores.iter().map(|&score| score.saturating_sub(highest) - whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_and_logarithms_undo_each_other() {
        assert!((exponential(1.0) - std::f64::consts::E).abs() < 1e-12);
        assert!((exponential(std::f64::consts::LN_2) - 2.0).abs() < 1e-12);
        for tenth in -200..200 {
            let power = f64::from(tenth) / 10.0;
            let ratio = exponential(power) * exponential(-power);
            assert!((ratio - 1.0).abs() < 1e-12, "{power}: {ratio}");
            #[cfg(feature = "train")]
            assert!((logarithm(exponential(power)) - power).abs() < 1e-9, "{power}");
        }
    }

    #[test]
    fn shares_sum_to_the_whole() {
        assert_eq!(shares(&[0, 0]), [500, 500]);
        let shares = shares(&[ONE, 0, -40 * ONE]);
        assert_eq!(shares, [731, 269, 0]);
    }

    #[test]
    fn likelihoods_are_logarithms_of_shares() {
        assert_eq!(likelihood(&[0, 0]), [-710, -710]);
        assert_eq!(likelihood(&[5 * ONE, 5 * ONE]), [-710, -710]);
    }
}
