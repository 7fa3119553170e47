//! A response, as far as it has been read.

use bytes::Bytes;

use crate::client::error::{
    ApiError, DecodeError, Error, ResponseFacts, UnexpectedStatus, excerpt,
};
use crate::client::future::MaybeSend;
use crate::client::operation::Operation;
use crate::client::response_stream::ResponseStream;
use crate::client::validation::Validation;
use crate::error_details::ErrorDetails;
use crate::response::{Body, DecodeFailure, FromResponse};

/// How much of a response is read before the exchange is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// All of it.
    Whole,
    /// Its head alone, if it is a success: the body is a stream. All of it, if it is an error.
    Head,
}

/// A response.
pub(crate) struct ReceivedResponse {
    pub(crate) operation: &'static Operation,
    pub(crate) facts: ResponseFacts,
    pub(crate) payload: Payload,
    /// Who says whether the body is as described.
    pub(crate) validation: Validation,
}

/// A response behind a `dyn`: what drops it is not compiled for each type of call that holds it.
pub(crate) trait Held: MaybeSend {
    fn received(&self) -> &ReceivedResponse;
}

impl Held for ReceivedResponse {
    fn received(&self) -> &ReceivedResponse {
        self
    }
}

/// The body of a response.
#[derive(Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    /// Yet to be read. Behind a pointer, because most are not.
    Stream(Box<ResponseStream>),
}

impl Payload {
    /// What is yet to be read, if it is.
    pub(crate) fn response_stream(self) -> Option<ResponseStream> {
        match self {
            Self::Whole(_) => None,
            Self::Stream(response_stream) => Some(*response_stream),
        }
    }
}

impl ReceivedResponse {
    pub(crate) fn is_success(&self) -> bool {
        self.operation.success.includes(self.facts.status)
    }

    /// The bytes of a body that has been read.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.payload {
            Payload::Whole(bytes) => bytes,
            Payload::Stream(_) => &[],
        }
    }

    pub(crate) fn body(&self) -> Body<'_> {
        self.part(self.bytes())
    }

    /// A part of the body, as a body.
    pub(crate) fn part<'a>(&'a self, bytes: &'a [u8]) -> Body<'a> {
        let content_type = self.facts.headers.get("content-type");
        Body::new(self.facts.status, content_type, bytes)
    }

    /// Shows the body to the client's validator, if it has one. The validator sees the body of every response.
    pub(crate) fn validate(&self) -> Result<(), DecodeFailure> {
        self.validation
            .response(self.operation, &self.facts, self.bytes())
            .map_err(DecodeFailure::new)
    }

    pub(crate) fn decode_error(&self, failure: DecodeFailure) -> Box<DecodeError> {
        let error = DecodeError::new(self.facts.clone(), self.operation, self.bytes(), failure);
        Box::new(error)
    }

    fn unexpected_status(&self) -> UnexpectedStatus {
        let excerpt = if self.operation.sensitive {
            None
        } else {
            Some(excerpt(self.bytes(), 0))
        };
        UnexpectedStatus {
            response: self.facts.clone(),
            length: self.bytes().len(),
            excerpt,
        }
    }

    /// The error of a response with an error status; `body` is its body, or the part of it that is the error.
    pub(crate) fn error<E: FromResponse + ErrorDetails>(&self, body: Body<'_>) -> Error<E> {
        match E::from_response(body) {
            Ok(error) => {
                let error = ApiError::new(self.facts.clone(), error, body.bytes());
                Error::Api(Box::new(error))
            }
            Err(_) => Error::UnexpectedStatus(Box::new(self.unexpected_status())),
        }
    }
}
