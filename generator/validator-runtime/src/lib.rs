//! What a generated API validator calls: JSON scanner, checks, violations, registry types.
