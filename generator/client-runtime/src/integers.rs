//! Enums of integers: the values that a JSON number can have, with or without room for unknown ones.

/// Makes an enum of integers that may grow: a value that this version does not know is kept.
///
/// The word after `else` names the variant for unknown values.
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
/// assert_eq!(Priority::from(7), Priority::Unknown(7));
/// assert_eq!(Priority::Unknown(7).as_i64(), 7);
/// ```
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
            $unknown(i64),
        }
        $crate::__integers_common! { $name { $($variant = $number),* } Self::$unknown(number) => number }
        impl From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    unknown => Self::$unknown(unknown),
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
#[macro_export]
macro_rules! closed_integers {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $number:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
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
