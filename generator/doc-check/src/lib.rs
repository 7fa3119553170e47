//! Checks documents, examples and recorded exchanges against a generated API registry.
