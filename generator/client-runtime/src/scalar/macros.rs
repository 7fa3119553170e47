//! The macro that makes a newtype of a named scalar.

/// Makes a newtype of a named scalar: `scalar! { /// docs  pub struct Name: Kind; }`.
///
/// | kind | holds | JSON |
/// |---|---|---|
/// | `StringInteger<i64>` | `pub i64` | string; numbers are read too |
/// | `Integer<u32>` | `pub u32` | number |
/// | `Float<f64>` | `pub f64` | number |
/// | `Text` | `pub String` | string |
/// | `CheckedText(PATTERN)` | text of that [`Pattern`](crate::Pattern) | string |
/// | `Hex<32>`, `Base64<32>`, `Base64Url<32>` | that many bytes | string |
/// | `HexBytes`, `Base64Bytes`, `Base64UrlBytes` | bytes of any length | string |
/// | any kind of bytes with `Secret` before it, as `SecretHex<32>` | bytes that are not shown | string |
/// | `SecretText` | text that is not shown | string |
/// | `Decimal` | `pub rust_decimal::Decimal` | number |
/// | `DateTime` | `pub Timestamp` | string (RFC 3339) |
/// | `Date` | `pub Date` | string (RFC 3339 full-date) |
///
/// Every newtype has `FromStr`, `Serialize`, `Deserialize`, comparison and `Debug`; all but the secret ones have
/// `Display`, which prints what goes on the wire.
///
/// ```
/// trueup_client::scalar! {
///     /// The digest of a file.
///     pub struct Digest: Hex<4>;
/// }
/// let digest: Digest = "DEADbeef".parse()?;
/// assert_eq!(digest.as_bytes(), &[0xde, 0xad, 0xbe, 0xef]);
/// assert_eq!(digest.to_string(), "deadbeef");
/// # Ok::<(), trueup_client::ScalarError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! scalar {
    ($(#[$meta:meta])* $vis:vis struct $name:ident: StringInteger<$inner:ty>;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name($inner) }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| <$inner as $crate::scalar::Integer>::parse(text).map(Self) }
        $crate::__scalar_serde! {
            $name,
            |self, serializer| serializer.collect_str(&self.0),
            |deserializer| {
                match <$crate::StringInteger<$inner> as $crate::serde::Deserialize>::deserialize(deserializer) {
                    Ok(number) => Ok(Self(number.0)),
                    Err(error) => Err(error),
                }
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Integer<$inner:ty>;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name($inner) }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| <$inner as $crate::scalar::Integer>::parse(text).map(Self) }
        $crate::__scalar_transparent! { $name, $inner }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Float<$inner:ty>;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)] $vis struct $name($inner) }
        $crate::__scalar_parse! { $name, |text| {
            let number = text.parse::<$inner>().ok().filter(|number| number.is_finite());
            number.map(Self).ok_or_else(|| $crate::ScalarError::new("a number"))
        } }
        $crate::__scalar_serde! {
            $name,
            |self, serializer| $crate::object::Floats::write(&self.0, serializer),
            |deserializer| $crate::__scalar_wrapped!(<$inner as $crate::object::Floats>::read(deserializer))
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Text;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Debug, Default, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name(String) }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| Ok(Self(text.to_owned())) }
        $crate::__scalar_transparent! { $name, String }
        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl $name {
            /// The text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: CheckedText($pattern:expr);) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, PartialOrd, Ord, Hash)]
        // Open to its own crate: an object that is being read holds something until its text has come.
        $vis struct $name(pub(crate) String);
        $crate::__eq! { $name }
        $crate::__scalar_shown! { $name, |self| &self.0 }
        $crate::__scalar_parse! { $name, |text| $pattern.read(text).map(Self) }
        $crate::__scalar_as_text! { $name, |self| &self.0, |text| $pattern.read(text) }
        impl TryFrom<&str> for $name {
            type Error = $crate::ScalarError;
            #[inline]
            fn try_from(text: &str) -> Result<Self, $crate::ScalarError> {
                text.parse()
            }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::ScalarError;
            #[inline]
            fn try_from(text: String) -> Result<Self, $crate::ScalarError> {
                text.parse()
            }
        }
        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl $name {
            /// The text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Hex<$length:literal>;) => {
        $crate::__scalar_array! { $(#[$meta])* $vis struct $name, Hex, parse_array, $length }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Base64<$length:literal>;) => {
        $crate::__scalar_array! { $(#[$meta])* $vis struct $name, Base64, parse_array_or_hex, $length }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Base64Url<$length:literal>;) => {
        $crate::__scalar_array! { $(#[$meta])* $vis struct $name, Base64Url, parse_array_or_hex, $length }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: HexBytes;) => {
        $crate::__scalar_bytes! { $(#[$meta])* $vis struct $name, Hex }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Base64Bytes;) => {
        $crate::__scalar_bytes! { $(#[$meta])* $vis struct $name, Base64 }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Base64UrlBytes;) => {
        $crate::__scalar_bytes! { $(#[$meta])* $vis struct $name, Base64Url }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretHex<$length:literal>;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_hex, [u8; $length],
            $crate::scalar::parse_secret_array::<$crate::scalar::Hex, $length> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretBase64<$length:literal>;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_base64, [u8; $length],
            $crate::scalar::parse_secret_array::<$crate::scalar::Base64, $length> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretBase64Url<$length:literal>;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_base64url, [u8; $length],
            $crate::scalar::parse_secret_array::<$crate::scalar::Base64Url, $length> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretHexBytes;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_hex, Vec<u8>,
            $crate::scalar::parse_secret_bytes::<$crate::scalar::Hex> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretBase64Bytes;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_base64, Vec<u8>,
            $crate::scalar::parse_secret_bytes::<$crate::scalar::Base64> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretBase64UrlBytes;) => {
        $crate::__scalar_secret! { $(#[$meta])* $vis struct $name, to_base64url, Vec<u8>,
            $crate::scalar::parse_secret_bytes::<$crate::scalar::Base64Url> }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: SecretText;) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name($crate::SecretString);
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| Ok(Self::new(text)) }
        $crate::__scalar_transparent! { $name, $crate::SecretString }
        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }
        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
        impl $name {
            /// Takes the text. It is never shown, and zeroed on drop.
            #[inline]
            pub fn new(text: impl Into<String>) -> Self {
                Self($crate::SecretString::new(text))
            }

            /// The text itself. Whoever calls this is responsible for where it goes.
            #[must_use]
            #[inline]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Decimal;) => {
        $crate::__scalar_open! {
            $(#[$meta])* #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name($crate::rust_decimal::Decimal)
        }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| {
            let number = $crate::rust_decimal::Decimal::from_str_exact(text);
            number.map(Self).map_err(|_| $crate::ScalarError::new("a decimal number"))
        } }
        $crate::__scalar_serde! {
            $name,
            |self, serializer| $crate::scalar::write_decimal(&self.0, serializer),
            |deserializer| $crate::__scalar_wrapped!($crate::scalar::read_decimal(deserializer))
        }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: DateTime;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Debug, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name($crate::Timestamp) }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| text.parse().map(Self) }
        $crate::__scalar_transparent! { $name, $crate::Timestamp }
    };
    ($(#[$meta:meta])* $vis:vis struct $name:ident: Date;) => {
        $crate::__scalar_open! { $(#[$meta])* #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Ord, Hash)] $vis struct $name($crate::Date) }
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| text.parse().map(Self) }
        $crate::__scalar_transparent! { $name, $crate::Date }
    };
}

/// A newtype whose value anybody may set.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_open {
    ($(#[$meta:meta])* $vis:vis struct $name:ident($inner:ty)) => {
        $(#[$meta])*
        $vis struct $name(
            /// The value.
            pub $inner,
        );
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl From<$inner> for $name {
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }
        impl From<$name> for $inner {
            #[inline]
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// `Eq`, without the function for the compiler's eyes that derive adds: there are as many as a crate has scalars.
#[doc(hidden)]
#[macro_export]
macro_rules! __eq {
    ($name:ident) => {
        impl Eq for $name {}
    };
}

/// `FromStr`.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_parse {
    ($name:ident, |$text:ident| $parse:expr) => {
        impl std::str::FromStr for $name {
            type Err = $crate::ScalarError;
            #[inline]
            fn from_str($text: &str) -> Result<Self, $crate::ScalarError> {
                $parse
            }
        }
    };
}

/// `Serialize` and `Deserialize` from two expressions.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_serde {
    ($name:ident, |$this:ident, $serializer:ident| $write:expr, |$deserializer:ident| $read:expr) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&$this, $serializer: S) -> Result<S::Ok, S::Error> {
                $write
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>($deserializer: D) -> Result<Self, D::Error> {
                $read
            }
        }
    };
}

/// `Serialize` and `Deserialize` as the value inside has them.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_transparent {
    ($name:ident, $inner:ty) => {
        $crate::__scalar_serde! {
            $name,
            |self, serializer| $crate::serde::Serialize::serialize(&self.0, serializer),
            |deserializer| $crate::__scalar_wrapped!(<$inner as $crate::serde::Deserialize>::deserialize(deserializer))
        }
    };
}

/// The newtype around what comes out of an expression. What is generic in the expression is compiled for the value
/// inside, once for all newtypes that hold the same.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_wrapped {
    ($inner:expr) => {
        match $inner {
            Ok(value) => Ok(Self(value)),
            Err(error) => Err(error),
        }
    };
}

/// `Serialize` and `Deserialize` as text, of which a function makes the value inside.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_as_text {
    ($name:ident, |$this:ident| $text:expr, $parse:expr) => {
        $crate::__scalar_serde! {
            $name,
            |$this, serializer| serializer.serialize_str($text),
            |deserializer| $crate::__scalar_wrapped!($crate::scalar::read_text(deserializer, $parse))
        }
    };
}

/// `Display`, and a `Debug` that shows the same text in parentheses.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_shown {
    ($name:ident, |$this:ident| $text:expr) => {
        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&$this, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($text)
            }
        }
        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&$this, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::scalar::debug(f, stringify!($name), $text)
            }
        }
    };
}

/// A byte string of a fixed length.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_array {
    ($(#[$meta:meta])* $vis:vis struct $name:ident, $encoding:ident, $parse:ident, $length:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, PartialOrd, Ord, Hash)]
        $vis struct $name([u8; $length]);
        $crate::__eq! { $name }
        $crate::__scalar_shown! { $name, |self| &<$crate::scalar::$encoding as $crate::scalar::Encoding>::encode(&self.0) }
        $crate::__scalar_parse! { $name, |text| $crate::scalar::$parse::<$crate::scalar::$encoding, $length>(text).map(Self) }
        $crate::__scalar_serde! {
            $name,
            |self, serializer| $crate::scalar::write_bytes::<$crate::scalar::$encoding, _>(&self.0, serializer),
            |deserializer| $crate::__scalar_wrapped!(
                $crate::scalar::read_text(deserializer, $crate::scalar::parse_array::<$crate::scalar::$encoding, $length>)
            )
        }
        impl From<[u8; $length]> for $name {
            #[inline]
            fn from(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }
        }
        impl $name {
            /// Takes the bytes.
            #[must_use]
            #[inline]
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            #[must_use]
            #[inline]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }
    };
}

/// A byte string of any length.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_bytes {
    ($(#[$meta:meta])* $vis:vis struct $name:ident, $encoding:ident) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, PartialOrd, Ord, Hash)]
        $vis struct $name(pub(crate) Vec<u8>);
        $crate::__eq! { $name }
        $crate::__scalar_shown! { $name, |self| &<$crate::scalar::$encoding as $crate::scalar::Encoding>::encode(&self.0) }
        $crate::__scalar_parse! { $name, |text| $crate::scalar::parse_bytes::<$crate::scalar::$encoding>(text).map(Self) }
        $crate::__scalar_serde! {
            $name,
            |self, serializer| $crate::scalar::write_bytes::<$crate::scalar::$encoding, _>(&self.0, serializer),
            |deserializer| $crate::__scalar_wrapped!(
                $crate::scalar::read_text(deserializer, $crate::scalar::parse_bytes::<$crate::scalar::$encoding>)
            )
        }
        impl From<Vec<u8>> for $name {
            #[inline]
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }
        impl $name {
            /// Takes the bytes.
            #[must_use]
            #[inline]
            pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
                Self(bytes.into())
            }

            /// The bytes.
            #[must_use]
            #[inline]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }
    };
}

/// A byte string that is not shown.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_secret {
    ($(#[$meta:meta])* $vis:vis struct $name:ident, $write:ident, $bytes:ty, $parse:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name($crate::SecretBytes);
        $crate::__eq! { $name }
        $crate::__scalar_parse! { $name, |text| $parse(text).map(Self) }
        $crate::__scalar_as_text! { $name, |self| self.to_text().expose(), $parse }
        impl $name {
            /// Takes the bytes. They are never shown, and zeroed on drop.
            #[must_use]
            #[inline]
            pub fn from_bytes(bytes: $bytes) -> Self {
                Self($crate::SecretBytes::new(bytes))
            }

            /// The bytes themselves. Whoever calls this is responsible for where they go.
            #[must_use]
            #[inline]
            pub fn expose(&self) -> &[u8] {
                self.0.expose()
            }

            /// The text that goes on the wire, which is as secret as the bytes are.
            #[must_use]
            #[inline]
            pub fn to_text(&self) -> $crate::SecretString {
                self.0.$write()
            }
        }
    };
}
