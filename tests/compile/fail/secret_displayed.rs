//! A secret is written as text.

fn example(created: comet_users::CreatedApiKey) -> String {
    format!("{}", created.key)
}

fn main() {}
