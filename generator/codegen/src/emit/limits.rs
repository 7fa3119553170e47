//! `rate_limits.rs`: what the server grants, by tier.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::doc;
use super::path::token;
use crate::names::{self, Case, Scope};
use trueup_description::ir::service::{RateLimit, RateTier};
use trueup_text::markdown::line;

/// The file's tokens.
///
/// ```text
/// /// Tier Free: 60 requests each minute, 100 at once.
/// pub const FREE: RateLimit = RateLimit::per_minute(60, 100);
/// ```
pub(super) fn emit(limit: &RateLimit) -> TokenStream {
    let mut scope = Scope::default();
    let tiers = limit.tiers.iter().map(|tier| self::tier(tier, &mut scope));
    let scope = limit
        .scope
        .as_ref()
        .map(|scope| format!(" Counted {}.", line(scope.trim().trim_end_matches('.'))));
    let intro = format!(
        "How often a client may call, by tier.{}",
        scope.unwrap_or_default()
    );
    let intro = doc::lines(&intro);
    quote! {
        #(#![doc = #intro])*
        //!
        //! Nothing is held back unless the builder is given one of them, with `Builder::rate_limit`.

        use trueup_client::RateLimit;

        #(#tiers)*
    }
}

fn tier(tier: &RateTier, scope: &mut Scope) -> TokenStream {
    let name = scope.free(names::screaming(&tier.name), Case::Screaming);
    let name = token(&name);
    let (requests, burst) = (tier.requests_per_minute, tier.burst);
    let doc = doc::outer(&format!(
        "Tier {}: {requests} requests each minute, {burst} at once.",
        line(&tier.name)
    ));
    let (requests, burst) = (
        Literal::u32_unsuffixed(requests),
        Literal::u32_unsuffixed(burst),
    );
    quote!(#doc pub const #name: RateLimit = RateLimit::per_minute(#requests, #burst);)
}
