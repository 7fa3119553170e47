//! What generated API clients call: transport, credentials, errors, scalars, streams.
