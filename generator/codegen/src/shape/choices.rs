//! Answers in other media types than the one that is asked for where nothing is said.

use super::responses::{self, Asked};
use super::types::Types;
use crate::model::{Ident, MediaTypeChoice, ResponseEnum};
use crate::names;
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{Media, Method, Operation, Response};

/// What the successes of an operation can be asked for beside the best of their media types.
pub(super) fn of(
    operation: &Operation,
    name: &Ident,
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
) -> Vec<MediaTypeChoice> {
    let successes = responses::successes(operation);
    let mut best = successes
        .iter()
        .filter_map(|response| responses::media(response, Asked::ForTheBest, types));
    if operation.method == Method::Head || best.any(|(media, _)| media.stream.is_some()) {
        return Vec::new();
    }
    let mut found: Vec<&str> = Vec::new();
    for response in &successes {
        for media_type in others(response, types) {
            if !found.contains(&media_type) {
                found.push(media_type);
            }
        }
    }
    let mut choices = Vec::new();
    for media_type in found {
        let word = media::word(media_type);
        let mut accepted = Vec::new();
        let output = responses::output(
            operation,
            &names::pascal(&format!("{name}_{word}")),
            &successes,
            Asked::For(media_type),
            types,
            response_enums,
            &mut accepted,
        );
        choices.push(MediaTypeChoice {
            ident: names::snake(&format!("accept_{word}")),
            media_type: media_type.to_owned(),
            accept: accepted.join(", "),
            output,
        });
    }
    choices
}

/// The media types of a response that say more than the best of them.
fn others<'a>(response: &'a Response, types: &Types<'_>) -> Vec<&'a str> {
    let Some((best, kind)) = responses::media(response, Asked::ForTheBest, types) else {
        return Vec::new();
    };
    let mut kept: Vec<(&Media, Kind)> = vec![(best, kind)];
    for media in &response.content {
        let kind = media::kind_of(media, types.schemas);
        let said = kept.iter().any(|(other, known)| {
            let same = media::essence(&other.media_type) == media::essence(&media.media_type)
                && other.schema == media.schema;
            same || *known == kind && media::covers(&other.media_type, &media.media_type)
        });
        if !said && !media::is_range(&media.media_type) {
            kept.push((media, kind));
        }
    }
    let others = kept.into_iter().skip(1);
    others.map(|(media, _)| media.media_type.as_str()).collect()
}
