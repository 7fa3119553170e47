//! Enums of integers: the values that a JSON number can have, with or without room for unknown ones.

use std::fmt;

/// An enum's value that this version of a client does not know.
///
/// Only the enum itself makes one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    #[doc(hidden)]
    #[must_use]
    pub fn __new(number: i64) -> Self {
        Self(number)
    }

    /// The number, as it stood on the wire.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes an enum of integers that may grow: a value that this version does not know is kept.
///
/// The word after `else` names the variant for unknown values. What that variant holds nobody can make but the enum, so
/// that a value which becomes known later is never taken for an unknown one. Compare such values by `as_i64`, or with a
/// number.
///
/// ```
/// trueup_client::open_integers! {
///     /// How urgent something is.
///     pub enum Priority else Unknown {
///         /// It can wait.
///         N1 = 1,
///         /// It cannot.
///         N2 = 2,
///     }
/// }
/// assert_eq!(Priority::from(2), Priority::N2);
/// assert!(matches!(Priority::from(7), Priority::Unknown(_)));
/// assert_eq!(Priority::from(7).as_i64(), 7);
/// assert_eq!(Priority::from(7), 7);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_integers {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident else $unknown:ident {
            $($(#[$note:meta])* $variant:ident = $number:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$note])* $variant,)*
            /// A value that this version does not know.
            $unknown($crate::UnknownInteger),
        }
        $crate::__integers_common! { $name { $($variant = $number),* } Self::$unknown(number) => number.as_i64() }
        impl From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    unknown => Self::$unknown($crate::UnknownInteger::__new(unknown)),
                }
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <i64 as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Makes an enum of integers that is complete, such as the choices of a request.
///
/// ```
/// trueup_client::closed_integers! {
///     /// How often to try.
///     pub enum Attempts {
///         /// Once.
///         N1 = 1,
///         /// Three times.
///         N3 = 3,
///     }
/// }
/// assert_eq!(Attempts::try_from(3), Ok(Attempts::N3));
/// assert!(Attempts::try_from(2).is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_integers {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $number:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$note])* $variant,)*
        }
        $crate::__integers_common! { $name { $($variant = $number),* } }
        impl TryFrom<i64> for $name {
            type Error = $crate::ScalarError;
            #[inline]
            fn try_from(number: i64) -> Result<Self, $crate::ScalarError> {
                match number {
                    $($number => Ok(Self::$variant),)*
                    _ => Err($crate::ScalarError::new(concat!("a value of ", stringify!($name)))),
                }
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = <i64 as $crate::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(number).map_err($crate::serde::de::Error::custom)
            }
        }
    };
}

/// What both kinds of enum have.
#[doc(hidden)]
#[macro_export]
macro_rules! __integers_common {
    ($name:ident { $($variant:ident = $number:literal),* } $($unknown:pat => $value:expr)?) => {
        $crate::__eq! { $name }
        impl $name {
            /// All values that this version knows, as they stand on the wire.
            pub const VALUES: &'static [i64] = &[$($number),*];

            /// The value as it stands on the wire.
            #[must_use]
            #[inline]
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    $($unknown => $value,)?
                }
            }
        }
        impl PartialEq<i64> for $name {
            #[inline]
            fn eq(&self, number: &i64) -> bool {
                self.as_i64() == *number
            }
        }
        impl PartialEq<$name> for i64 {
            #[inline]
            fn eq(&self, value: &$name) -> bool {
                *self == value.as_i64()
            }
        }
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}
