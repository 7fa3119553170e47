//! A request is made as a literal, which a new property would break.

use comet_users::CreateCompanyRequest;

fn main() {
    let _ = CreateCompanyRequest {
        name: "name".to_owned(),
        country: "US".into(),
    };
}
