//! A call is made and dropped, which does nothing.
#![deny(unused_must_use)]

fn example(users: &comet_users::Client, node: &comet_lnd::Client) {
    users.delete_current_user();
    node.list_channels();
}

fn main() {}
