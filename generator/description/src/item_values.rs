//! `enum` beside `type: array` that lists what an item can be: none of its values is an array, so nothing would be valid,
//! and it can only have been meant for the items.

use crate::cursor::At;
use crate::tree::Value;

/// Whether `enum` of a schema is about the items of its arrays.
pub(crate) fn are_of_items(schema: &At<'_>) -> bool {
    let kind = schema.get("type");
    let is_array = kind.is_some_and(|kind| kind.as_str() == Some("array"));
    let Some(values) = schema.get("enum").filter(|_| is_array) else {
        return false;
    };
    let is_item = |value: At<'_>| !matches!(value.node.value, Value::Sequence(_) | Value::Null);
    let mut items = values.items().peekable();
    items.peek().is_some() && items.all(is_item)
}
