//! Error bodies whose type is forgotten, for those who handle the errors of all operations alike.

use std::any::Any;
use std::fmt;

use super::Error;

/// An error body of some type; see [`Error::erase`].
pub struct ErasedBody(Box<dyn Body>);

/// What is known of every body.
trait Body: Any + fmt::Debug + Send + Sync {}

impl<E: Any + fmt::Debug + Send + Sync> Body for E {}

impl ErasedBody {
    pub(super) fn new(body: impl Any + fmt::Debug + Send + Sync) -> Self {
        Self(Box::new(body))
    }

    /// The body, if it is of this type.
    #[must_use]
    pub fn downcast_ref<E: Any>(&self) -> Option<&E> {
        let body: &dyn Any = &*self.0;
        body.downcast_ref()
    }
}

/// Shows what the body shows.
impl fmt::Debug for ErasedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: Any + fmt::Debug + Send + Sync> Error<E> {
    /// The same error with the type of its body forgotten, so that those of all operations are of one type. Nothing else
    /// is: kind, status, headers and message stay, and the body is had by [`ErasedBody::downcast_ref`].
    ///
    /// ```
    /// use trueup_client::{Error, ErasedError};
    ///
    /// fn told<E: std::fmt::Debug + Send + Sync + 'static>(error: Error<E>) -> ErasedError {
    ///     error.erase()
    /// }
    /// ```
    pub fn erase(self) -> ErasedError {
        match self {
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Api(error) => Error::Api(Box::new(error.erase())),
            Self::UnexpectedStatus(error) => Error::UnexpectedStatus(error),
            Self::Decode(error) => Error::Decode(error),
            Self::Failure(error) => Error::Failure(error),
        }
    }
}

/// The error of a call of any operation.
pub type ErasedError = Error<ErasedBody>;
