//! How values become text, as literals.

use trueup_registry::styles::{Fields, ObjectPlan, Plan};

/// `Style::Repeated(&Style::Text)`
pub(super) fn literal(plan: &Plan) -> String {
    match plan {
        Plan::Text => "Style::Text".to_owned(),
        Plan::Literal => "Style::Literal".to_owned(),
        Plan::Either => "Style::Either".to_owned(),
        Plan::Json => "Style::Json".to_owned(),
        Plan::Opaque => "Style::Opaque".to_owned(),
        Plan::After(before, plan) => format!("Style::After({before:?}, &{})", literal(plan)),
        Plan::Repeated(item) => format!("Style::Repeated(&{})", literal(item)),
        Plan::Separated(separator, item) => {
            format!("Style::Separated({separator:?}, &{})", literal(item))
        }
        Plan::Object(object, fields) => {
            let object = match object {
                ObjectPlan::Deep => "Deep".to_owned(),
                ObjectPlan::Exploded => "Exploded".to_owned(),
                ObjectPlan::Flat(separator) => format!("Flat({separator:?})"),
                ObjectPlan::Assigned(separator) => format!("Assigned({separator:?})"),
            };
            format!("Style::Object(ObjectStyle::{object}, &{})", shape(fields))
        }
    }
}

/// `Shape { properties: &[("a", Style::Text)], rest: None }`
pub(super) fn shape(fields: &Fields) -> String {
    let properties = fields.properties.iter();
    let properties: Vec<String> = properties
        .map(|(name, plan)| format!("({name:?}, {})", literal(plan)))
        .collect();
    let rest = fields.rest.as_deref().map_or_else(
        || "None".to_owned(),
        |plan| format!("Some(&{})", literal(plan)),
    );
    format!(
        "Shape {{ properties: &[{}], rest: {rest} }}",
        properties.join(", ")
    )
}
