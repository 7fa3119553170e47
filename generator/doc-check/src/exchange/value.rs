//! Parameter values: texts on the wire, JSON for the check of their schema.

use trueup_validator::registry::Style;

/// The values of one parameter as a JSON text; `None` for a style that is not read.
pub(crate) fn json(style: Style, texts: &[&str]) -> Option<String> {
    match style {
        Style::Text => Some(quote(texts.first()?)),
        Style::Literal => Some(literal(texts.first()?)),
        Style::Repeated(item) => {
            let items = texts
                .iter()
                .map(|text| json(*item, &[text]))
                .collect::<Option<Vec<_>>>()?;
            Some(format!("[{}]", items.join(",")))
        }
        Style::Separated(separator, item) => {
            let text = texts.first()?;
            let items = text
                .split(separator)
                .map(|text| json(*item, &[text]))
                .collect::<Option<Vec<_>>>()?;
            Some(format!("[{}]", items.join(",")))
        }
        Style::Opaque => None,
    }
}

/// Whether more than one occurrence makes sense.
pub(super) fn repeats(style: Style) -> bool {
    matches!(style, Style::Repeated(_) | Style::Opaque)
}

/// A number or boolean as it stands; any other text as a string, for the check to refuse.
fn literal(text: &str) -> String {
    let scalar =
        serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| !value.is_string());
    if scalar && text.trim() == text {
        text.to_owned()
    } else {
        quote(text)
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
