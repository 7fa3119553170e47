//! A client is built with the credential of another service.

fn main() {
    let _ = comet_lnd::Client::new(
        "https://example.com",
        comet_users::BearerToken::new("token"),
    );
}
