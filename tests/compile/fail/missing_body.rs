//! A required body is left out.

fn example(users: &comet_users::Client) {
    let _ = users.create_company();
}

fn main() {}
