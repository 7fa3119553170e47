//! A client is built without its credential.

fn main() {
    let _ = comet_users::Client::new();
}
