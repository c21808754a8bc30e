//! Does the time of an act depend on its class? After Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?" (2017).
//!
//! Acts of two classes are timed in an order that is drawn, and Welch's t tells whether the means differ. Noise of the machine meets both
//! classes alike and can only hide a difference. Slow outliers are cut off at several heights, and the largest |t| counts: above 4.5 the
//! times differ but for a chance of about one in a hundred thousand.

use std::time::Instant;

/// A quick source of numbers that need be nothing but spread.
pub struct Spread(pub u64);

impl Spread {
    /// The next number (xorshift64*).
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Fills bytes.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Mean and variance, updated value by value.
#[derive(Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let before = value - self.mean;
        self.mean += before / self.count;
        self.squares += before * (value - self.mean);
    }
}

/// Welch's t of two samples, or 0 where one of them is too small to tell.
fn welch(one: &Moments, other: &Moments) -> f64 {
    if one.count < 10.0 || other.count < 10.0 {
        return 0.0;
    }
    let error = |moments: &Moments| moments.squares / (moments.count - 1.0) / moments.count;
    (one.mean - other.mean) / (error(one) + error(other)).sqrt()
}

/// The largest |t| over `count` acts. `prepare` makes the input of an act of class 0 or 1, outside of the time that counts; inputs of both
/// classes must lie in memory alike.
pub fn largest_t<T, R>(count: usize, spread: &mut Spread, mut prepare: impl FnMut(&mut Spread, bool) -> T, act: impl Fn(&T) -> R) -> f64 {
    const AT_ONCE: usize = 500;
    let mut times: Vec<(bool, f64)> = Vec::with_capacity(count);
    while times.len() < count {
        let inputs: Vec<(bool, T)> = (0..AT_ONCE)
            .map(|_| {
                let class = spread.next() >> 63 == 1;
                (class, prepare(spread, class))
            })
            .collect();
        // the first acts after the preparation meet cold caches
        for (_, input) in inputs.iter().take(5) {
            std::hint::black_box(act(input));
        }
        for (class, input) in &inputs {
            let begun = Instant::now();
            std::hint::black_box(act(std::hint::black_box(input)));
            times.push((*class, begun.elapsed().as_nanos() as f64));
        }
    }
    let mut sorted: Vec<f64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_by(f64::total_cmp);
    [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]
        .into_iter()
        .map(|part| {
            let limit = sorted[((sorted.len() - 1) as f64 * part) as usize];
            let mut classes = [Moments::default(), Moments::default()];
            for (class, time) in times.iter().filter(|(_, time)| *time <= limit) {
                classes[usize::from(*class)].add(*time);
            }
            welch(&classes[0], &classes[1]).abs()
        })
        .fold(0.0, f64::max)
}
