#![doc = include_str!("../../../README.md")]

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

#[cfg(test)]
mod tests {
    use super::pets::{Client, Pet};

    #[test]
    fn a_client_that_is_made_with_each_build_is_called_as_any() {
        let client = Client::new().unwrap();
        let call = client.list_pets().limit(3);
        drop(call);
        let pet: Pet = serde_json::from_str(r#"{"id": 1, "name": "Rex"}"#).unwrap();
        assert_eq!(pet.name, "Rex");
    }
}
