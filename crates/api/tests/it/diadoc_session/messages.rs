//! Messages written and read by hand, so that no library judges itself.

use wire::diadoc::proto;

/// A field with bytes in it.
pub fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2];
    let mut length = bytes.len();
    while length > 0x7f {
        out.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    out.extend_from_slice(bytes);
    out
}

/// A field with a small number in it.
pub fn number(number: u8, value: u8) -> Vec<u8> {
    vec![number << 3, value]
}

/// Reads an answer.
pub fn read<M: prost::Message + Default>(bytes: &[u8]) -> M {
    M::decode(bytes).unwrap()
}

#[test]
fn a_person_is_written_as_the_contract_says() {
    let full_name = [field(1, "Иванов".as_bytes()), field(2, "Иван".as_bytes()), field(3, "Иванович".as_bytes())].concat();
    let golden = [field(1, b"7"), field(2, b"ivanov@example.ru"), field(3, &full_name), number(4, 1)].concat();
    let user: proto::UserV2 = read(&golden);
    assert_eq!((user.user_id.as_str(), user.login.as_deref(), user.is_registered), ("7", Some("ivanov@example.ru"), true));
    assert_eq!(prost::Message::encode_to_vec(&user), golden);
}

#[test]
fn what_is_required_is_on_the_wire_also_where_it_says_nothing() {
    let golden = [
        field(1, b""),
        field(2, b""),
        field(4, b""),
        // Sociability, OrganizationType, ReadyForEpdStatus and Comment, whose numbers take two bytes of tag
        vec![0xb0, 0x01, 0x00, 0xd8, 0x01, 0x00, 0xf0, 0x01, 0x00, 0xfa, 0x01, 0x00],
    ];
    assert_eq!(prost::Message::encode_to_vec(&proto::Organization::default()), golden.concat());
    let employee = proto::employees::Employee::default();
    let user = [field(1, b""), number(4, 0)].concat();
    // an access level that nobody knows is −1: ten bytes
    let level = [vec![0x18], vec![0xff; 9], vec![0x01]].concat();
    let permissions = [field(1, b""), number(2, 0), level].concat();
    let golden = [field(1, &user), field(2, &permissions), field(3, b""), number(4, 0)].concat();
    assert_eq!(prost::Message::encode_to_vec(&employee), golden);
    let secret = proto::LoginPassword { login: "login".to_owned(), password: "password".to_owned() };
    assert_eq!(format!("{secret:?}"), "LoginPassword { .. }");
}
