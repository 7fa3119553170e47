//! Keywords of schemas in the form that another version gives them, where that is the same and can be read.

use std::borrow::Cow;

use super::fields::{Kind, Shape};
use crate::cursor::At;
use crate::diagnostic::Code;
use crate::tree::Value;

/// Another form of a keyword, and what is said of it.
pub(super) struct Form {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: Cow<'static, str>,
    /// What the elements of a list must look like.
    pub(super) elements: Option<&'static Shape>,
}

const SCHEMA: Shape = Shape::Reference(Kind::Schema);

/// The other form in which a keyword is written, if it is.
pub(super) fn of(key: &str, shape: &Shape, at: &At<'_>) -> Option<Form> {
    let form = |code, message, help: &'static str| {
        Some(Form {
            code,
            message,
            help: Cow::Borrowed(help),
            elements: None,
        })
    };
    let is_bound = matches!(key, "exclusiveMinimum" | "exclusiveMaximum");
    match (shape, &at.node.value) {
        (Shape::Number, Value::Bool(_)) if is_bound => form(
            Code::OlderForm,
            format!("`{key}` is a number since OpenAPI 3.1, not a flag beside the bound"),
            "write the bound here, and remove the other keyword",
        ),
        (Shape::Bool, Value::Number(_)) if is_bound => form(
            Code::NewerForm,
            format!("`{key}` is a flag beside the bound before OpenAPI 3.1, not the bound itself"),
            "write the bound without `exclusive`, and `true` here",
        ),
        (Shape::List(_) | Shape::Filled(_), Value::Bool(_)) if key == "required" => Some(Form {
            code: Code::OlderForm,
            message: "`required` says nothing here: it is a list of properties since draft 4"
                .to_owned(),
            help: Cow::Owned(format!(
                "the object that has the property lists it: `required: [{}]`",
                property(at).as_deref().unwrap_or("name")
            )),
            elements: None,
        }),
        (Shape::Reference(Kind::Schema), Value::Sequence(_)) if key == "items" => Some(Form {
            code: Code::OlderForm,
            message:
                "an array of schemas, one for each element, is what `items` was before 2020-12"
                    .to_owned(),
            help: Cow::Borrowed(
                "write one schema under `items`, without `-` or brackets, if all elements are alike; \
                 `prefixItems`, since OpenAPI 3.1, if each has its own",
            ),
            elements: Some(&SCHEMA),
        }),
        _ => None,
    }
}

/// The name of the property that a keyword is of.
fn property(keyword: &At<'_>) -> Option<String> {
    let schema = keyword.origin.pointer.parent()?;
    let properties = schema.parent()?;
    let name = schema.last()?.into_owned();
    (properties.last()? == "properties").then_some(name)
}
