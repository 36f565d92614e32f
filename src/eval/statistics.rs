//! The arithmetic of the metrics, over plain numbers.

/// How many bins there are to hold confidence against truth: ten, as is usual.
pub const BINS: usize = 10;

/// What share of false alarms [`recall_at_few_false`] allows: one in this many, 5 %.
const ONE_FALSE_IN: usize = 20;

/// To six decimals, so that the same numbers print as the same text everywhere.
pub fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// The share of `part` in `whole`, 0 to 1; none of nothing.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The probability that one of `positives` is above one of `negatives`, where a tie is half;
/// none when either is empty.
pub fn auroc(positives: &[f64], negatives: &[f64]) -> Option<f64> {
    if positives.is_empty() || negatives.is_empty() {
        return None;
    }
    let mut below = negatives.to_vec();
    below.sort_by(f64::total_cmp);
    let wins = |positive: &f64| {
        let lower = below.partition_point(|negative| negative < positive);
        let not_higher = below.partition_point(|negative| negative <= positive);
        (lower + not_higher) as f64 / 2.0
    };
    let won: f64 = positives.iter().map(wins).sum();
    Some(won / (positives.len() as f64 * negatives.len() as f64))
}

/// A tenth of the scale of confidence, with what fell into it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many confidences.
    pub count: usize,
    /// How many of them were deserved.
    pub right: usize,
    /// Their sum.
    pub confidence: f64,
}

/// Confidences, each with whether it was deserved, in ten bins of equal width, the lowest first.
pub fn bins(judged: &[(f64, bool)]) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for &(confidence, right) in judged {
        let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.count += 1;
        bin.right += usize::from(right);
        bin.confidence += confidence;
    }
    bins
}

/// The expected calibration error of confidences, each with whether it was deserved: the gap
/// between mean confidence and share of deserved ones in each of ten equal-width bins, weighted
/// by the bin's size. 0 when there are none.
pub fn calibration_error(judged: &[(f64, bool)]) -> f64 {
    let total: f64 = bins(judged).iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
    total / judged.len().max(1) as f64
}

/// The share of positives that are right and above the lowest threshold which at most 5 % of
/// `negatives` exceed. Each positive is its confidence and whether it is right. None when
/// either is empty.
pub fn recall_at_few_false(positives: &[(f64, bool)], negatives: &[f64]) -> Option<f64> {
    let mut falling = negatives.to_vec();
    falling.sort_by(|one, other| other.total_cmp(one));
    let threshold = *falling.get(negatives.len() / ONE_FALSE_IN)?;
    let found = positives.iter().filter(|&&(confidence, right)| right && confidence > threshold);
    share(found.count(), positives.len())
}

/// The smallest of `numbers` that at least `percent` % of them do not exceed; 0 of none.
pub fn percentile(numbers: &[u64], percent: usize) -> u64 {
    let mut rising = numbers.to_vec();
    rising.sort_unstable();
    let place = (rising.len() * percent).div_ceil(100).max(1) - 1;
    rising.get(place).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auroc_is_the_share_of_pairs_in_order_with_ties_as_half() {
        for (positives, negatives, expected) in [
            (vec![0.9, 0.8], vec![0.1, 0.2, 0.3], Some(1.0)),
            (vec![0.1], vec![0.9], Some(0.0)),
            (vec![0.5, 0.5], vec![0.5], Some(0.5)),
            // Of six pairs: .9 beats both, .5 beats .2 and ties .5, .1 beats none.
            (vec![0.9, 0.1, 0.5], vec![0.5, 0.2], Some(3.5 / 6.0)),
            (vec![], vec![0.5], None),
            (vec![0.5], vec![], None),
        ] {
            assert_eq!(auroc(&positives, &negatives), expected, "{positives:?} over {negatives:?}");
        }
    }

    #[test]
    fn calibration_error_weighs_the_gap_of_each_bin_by_its_size() {
        for (judged, expected) in [
            (vec![], 0.0),
            (vec![(1.0, true), (0.0, false)], 0.0),
            (vec![(1.0, false)], 1.0),
            // One bin, mean confidence .75, half right.
            (vec![(0.75, true), (0.75, false)], 0.25),
            // Bins of .3 to .4 (gap .35 of one) and of .9 to 1 (mean .95, all of two right).
            (vec![(0.35, false), (0.91, true), (0.99, true)], (0.35 + 0.1) / 3.0),
            // A confidence on an edge is in the bin above it.
            (vec![(0.5, true), (0.49, false)], (0.5 + 0.49) / 2.0),
        ] {
            let error = calibration_error(&judged);
            assert!((error - expected).abs() < 1e-12, "{judged:?}: {error}, not {expected}");
        }
    }

    #[test]
    fn recall_is_taken_at_the_threshold_that_one_false_in_twenty_exceeds() {
        let spread: Vec<f64> = (1..=20).map(|at| f64::from(at) / 100.0).collect();
        let positives = [(0.9, true), (0.195, true), (0.19, true), (0.8, false)];
        for (positives, negatives, expected) in [
            // One of twenty may lie above, so the threshold is the second highest, .19.
            (&positives[..], spread.clone(), Some(0.5)),
            // None of nineteen may: the threshold is the highest, .19.
            (&positives[..], spread[..19].to_vec(), Some(0.5)),
            (&positives[..], vec![0.9], Some(0.0)),
            (&positives[..], vec![0.0, 0.0], Some(0.75)),
            (&positives[..], vec![], None),
            (&[], vec![0.5], None),
        ] {
            assert_eq!(recall_at_few_false(positives, &negatives), expected, "{negatives:?}");
        }
    }

    #[test]
    fn a_percentile_is_one_of_the_numbers() {
        let hundred: Vec<u64> = (1..=100).rev().collect();
        for (numbers, percent, expected) in [
            (&hundred[..], 50, 50),
            (&hundred[..], 99, 99),
            (&[7][..], 99, 7),
            (&[3, 1, 2][..], 50, 2),
            (&[2, 1][..], 50, 1),
            (&[][..], 50, 0),
        ] {
            assert_eq!(percentile(numbers, percent), expected, "{percent} % of {numbers:?}");
        }
    }

    #[test]
    fn shares_of_nothing_are_unknown() {
        assert_eq!(share(1, 4), Some(0.25));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn numbers_are_rounded_to_six_decimals() {
        assert_eq!(rounded(f64::from(0.72_f32)), 0.72);
        assert_eq!(rounded(2.0 / 3.0), 0.666667);
    }
}
