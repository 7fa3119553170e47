//! Violations as data (feature `serde`), under the names of the findings' one shape.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::violation::{Violation, Violations};

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Violation", 12)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("severity", self.severity.name())?;
        object.serialize_field("message", &self.to_string())?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("offset", &self.offset)?;
        object.serialize_field("line", &self.line)?;
        object.serialize_field("column", &self.column)?;
        object.serialize_field("end_line", &self.end_line)?;
        object.serialize_field("end_column", &self.end_column)?;
        object.serialize_field("expected", &self.expected)?;
        object.serialize_field("found", &self.found)?;
        object.serialize_field(
            "schema",
            &self.location.as_ref().map(|location| &location.name),
        )?;
        object.end()
    }
}

impl Serialize for Violations {
    /// A list.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use crate::node::Check;
    use crate::policy::Policy;
    use crate::violation::Violations;

    #[test]
    fn a_violation_is_an_object() {
        let violations = Violations::check(b"[1,]", Check::ANY, Policy::SCHEMA).unwrap_err();
        let expected = serde_json::json!([{
            "code": "json-syntax", "severity": "error",
            "message": "not JSON: expected a value, found `]`",
            "pointer": "/1", "offset": 3, "line": 1, "column": 4, "end_line": 1, "end_column": 5,
            "expected": "a value", "found": "`]`", "schema": null,
        }]);
        assert_eq!(serde_json::to_value(&violations).unwrap(), expected);
    }
}
