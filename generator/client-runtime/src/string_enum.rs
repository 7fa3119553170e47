//! Enums: the values that a string can have, with or without room for unknown ones.
//!
//! A description may have hundreds of them. What they can do is therefore made of two functions, the text of a value and
//! the value of a text, wherever no caller waits for it. Values are compared by their numbers, though, and constants of
//! them are patterns, which derive alone can give.

use std::fmt;

/// The text of an enum's value that this version of a client does not know.
///
/// Only the enum itself makes one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownText(Box<str>);

impl UnknownText {
    #[doc(hidden)]
    #[must_use]
    pub fn __new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text, as it stood on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What there is no value of.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoValue {}

impl NoValue {
    #[doc(hidden)]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match *self {}
    }
}

/// Makes an enum of a string enum that may grow: a value that this version does not know is kept as text.
///
/// The word after `else` names the variant for unknown values. Parsing never fails. What that variant holds nobody can
/// make but the enum: a value that becomes known later is that one then, and not an unknown one of the same text.
/// Compare such values by `as_str`.
///
/// ```
/// trueup_client::open_enum! {
///     /// How a job stands.
///     pub enum JobStatus else Unknown {
///         /// It runs.
///         Running = "RUNNING",
///         /// It is over.
///         Done = "DONE",
///     }
/// }
/// assert_eq!("DONE".parse(), Ok(JobStatus::Done));
/// assert!(matches!(JobStatus::from("PAUSED"), JobStatus::Unknown(_)));
/// assert_eq!(JobStatus::from("PAUSED").as_str(), "PAUSED");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident else $unknown:ident {
            $($(#[$note:meta])* $variant:ident = $text:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, PartialOrd, Ord)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$note])* $variant,)*
            /// A value that this version does not know.
            $unknown($crate::UnknownText),
        }
        $crate::__enum_common! { $name else $unknown { $($variant = $text),* } }
        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    unknown => Self::$unknown($crate::UnknownText::__new(unknown)),
                }
            }
        }
        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::scalar::read_text(deserializer, <Self as std::str::FromStr>::from_str)
            }
        }
    };
}

/// Makes an enum of a string enum that is complete, such as the choices of a request.
///
/// It can do nothing that an open one cannot: when the choices begin to come back in a response, it becomes one, and its
/// callers stay as they are. A variant without values keeps them from casts to numbers (`as`), which another value in the
/// description would change in silence.
///
/// ```
/// trueup_client::closed_enum! {
///     /// Which way to sort.
///     pub enum Order {
///         /// Smallest first.
///         Ascending = "asc",
///         /// Largest first.
///         Descending = "desc",
///     }
/// }
/// assert_eq!(Order::Descending.to_string(), "desc");
/// assert!("up".parse::<Order>().is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $text:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, PartialOrd, Ord)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$note])* $variant,)*
            #[doc(hidden)]
            __None($crate::NoValue),
        }
        $crate::__enum_common! { $name else __None { $($variant = $text),* } }
        impl std::str::FromStr for $name {
            type Err = $crate::ScalarError;
            #[inline]
            fn from_str(text: &str) -> Result<Self, $crate::ScalarError> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::ScalarError::new(concat!("a value of ", stringify!($name)))),
                }
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::scalar::read_text(deserializer, <Self as std::str::FromStr>::from_str)
            }
        }
    };
}

/// What both kinds of enum have.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_common {
    ($name:ident else $unknown:ident { $($variant:ident = $text:literal),* }) => {
        impl $name {
            /// All values that this version knows, as they stand on the wire.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as it stands on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unknown(text) => text.as_str(),
                }
            }
        }
        $crate::__eq! { $name }
        // An unknown text is none of the known ones: of equal values the texts are, too.
        impl std::hash::Hash for $name {
            #[inline]
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::$unknown(text) => {
                        return f.debug_tuple(stringify!($unknown)).field(text).finish();
                    }
                })
            }
        }
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
