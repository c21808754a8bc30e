//! Types that print nothing of what they hold.

/// Implements `Debug` by the type's name alone: codes, tokens and personal data do not get into logs by way of a value.
#[macro_export]
macro_rules! silent {
    ($($name:ident)*) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
