//! What a change does to one field.

/// What a change does to one field: leave it, clear it, or set it.
///
/// For optional fields of a PATCH body that may be `null`, where leaving the field out and sending `null` differ.
///
/// ```
/// use trueup_client::Patch;
///
/// let note: Patch<String> = Patch::default();
/// assert_eq!(note, Patch::Keep);
/// assert_eq!(Patch::from("paid"), Patch::Set("paid"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Patch<T> {
    /// The field is left out: it stays as it is.
    #[default]
    Keep,
    /// The field is sent as `null`: it is cleared.
    Clear,
    /// The field is sent with this value.
    Set(T),
}

impl<T> Patch<T> {
    /// The value, when there is one to set.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The same with a reference to the value.
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(value),
        }
    }

    /// The same with another value, made of this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Self::Set(text.to_owned())
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}
