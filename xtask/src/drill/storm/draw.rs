//! What a receiver does with a request: drawn anew for each, of a hundred.

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Draw {
    /// 204: taken.
    Taken,
    /// 500.
    Broken,
    /// 429 with `Retry-After`.
    Overloaded,
    /// Nothing, until the sender hangs up.
    Hangs,
    /// The connection ends in the middle of the head.
    Resets,
    /// 301 to an address of the inside.
    Redirects,
    /// 200, and then a byte now and then: taken.
    Slow,
    /// 200, and then a body that never ends: taken.
    Endless,
    /// An alert of TLS where HTTP was expected.
    NoHttp,
}

/// All of them with their shares; the other 2 % do not get this far, because their name is not found.
const SHARES: [(Draw, usize); 9] = [
    (Draw::Taken, 40),
    (Draw::Broken, 15),
    (Draw::Overloaded, 10),
    (Draw::Hangs, 10),
    (Draw::Resets, 8),
    (Draw::Redirects, 5),
    (Draw::Slow, 4),
    (Draw::Endless, 3),
    (Draw::NoHttp, 3),
];

impl Draw {
    /// The draw that `number` stands for.
    pub fn of(number: usize) -> Self {
        let mut left = number % 98;
        for (draw, share) in SHARES {
            if left < share {
                return draw;
            }
            left -= share;
        }
        Self::Taken
    }

    /// The receiver has said 2xx.
    pub fn takes(self) -> bool {
        matches!(self, Self::Taken | Self::Slow | Self::Endless)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_those_of_the_drill() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<usize>(), 98);
        for (draw, share) in SHARES {
            assert_eq!((0..98).filter(|number| Draw::of(*number) == draw).count(), share, "{draw:?}");
        }
    }
}
