//! A response is taken apart as if no property could be added.

fn example(company: comet_users::Company) {
    let comet_users::Company { id, name, country } = company;
}

fn main() {}
