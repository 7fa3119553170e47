//! Enums: the values that a string can have, with or without room for unknown ones.

/// Makes an enum of a vocabulary that may grow: a value that this version does not know is kept as text.
///
/// The word after `else` names the variant for unknown values. Parsing never fails.
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
/// assert_eq!(JobStatus::from("PAUSED"), JobStatus::Unknown("PAUSED".to_owned()));
/// assert_eq!(JobStatus::from("PAUSED").as_str(), "PAUSED");
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident else $unknown:ident {
            $($(#[$note:meta])* $variant:ident = $text:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$note])* $variant,)*
            /// A value that this version does not know.
            $unknown(String),
        }
        $crate::__enum_common! { $name { $($variant = $text),* } Self::$unknown(text) => text }
        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    unknown => Self::$unknown(unknown.to_owned()),
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

/// Makes an enum of a vocabulary that is complete, such as the choices of a request.
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
#[macro_export]
macro_rules! closed_enum {
    (
        $(#[$meta:meta])* $vis:vis enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $text:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$note])* $variant,)*
        }
        $crate::__enum_common! { $name { $($variant = $text),* } }
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
    ($name:ident { $($variant:ident = $text:literal),* } $($unknown:pat => $value:expr)?) => {
        impl $name {
            /// All values that this version knows, as they stand on the wire.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as it stands on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $($unknown => $value,)?
                }
            }
        }
        $crate::__eq! { $name }
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
