//! Pages of lists.

pub use store::{Place, Slice};

/// The most that a page holds.
pub const MOST: u32 = 200;

/// Things of a list, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The things.
    pub items: Vec<T>,
    /// Behind which the next page begins; nothing on the last one.
    pub next: Option<Place>,
}

impl<T> Page<T> {
    /// Reads a page: `read` is asked for one thing more, which tells whether there is another page; `place` says where a thing stands.
    pub(crate) fn read<E>(slice: Slice, place: impl Fn(&T) -> Place, read: impl FnOnce(Slice) -> Result<Vec<T>, E>) -> Result<Self, E> {
        let limit = slice.limit.clamp(1, MOST);
        let mut items = read(Slice { limit: limit + 1, ..slice })?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| more).map(place);
        Ok(Self { items, next })
    }

    /// The one thing that was looked up, or none.
    pub fn found(one: Option<T>) -> Self {
        Self { items: one.into_iter().collect(), next: None }
    }

    /// The same place with other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next }
    }

    /// The same where that can fail.
    pub(crate) fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        Ok(Page { items: self.items.into_iter().map(f).collect::<Result<_, _>>()?, next: self.next })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_thing_more_tells_of_another_page() {
        let place = |number: &u128| Place::by_id(Uuid::from_u128(*number));
        let of = |limit: u32, there: u128| {
            let read = |slice: Slice| Ok::<_, ()>((1..=there).take(slice.limit as usize).collect());
            Page::read(Slice { after: None, limit }, place, read).unwrap()
        };
        assert_eq!(of(2, 3), Page { items: vec![1, 2], next: Some(place(&2)) });
        assert_eq!(of(2, 2), Page { items: vec![1, 2], next: None });
        assert_eq!(of(0, 2).items.len(), 1);
        assert_eq!(of(1_000_000, 300).items.len(), MOST as usize);
    }
}
