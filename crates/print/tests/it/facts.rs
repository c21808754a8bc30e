//! What the forms are printed with.

use serde_json::{Value, json};

pub fn offer() -> Value {
    json!({
        "printed_at": "2026-11-22T15:04:05+03:00",
        "version": "1.0",
        "operator": { "name": "ООО «Сургуч»", "inn": "7707083893", "kpp": "773601001", "ogrn": "1027700132195", "address": "г. Москва, ул. Берёзовая, д. 1" },
        "site": "office.example.ru",
    })
}

pub fn act() -> Value {
    json!({
        "printed_at": "2026-11-22T15:04:05+03:00",
        "number": "crq_019ab4a0-5c3e-7d11-9d2a-3f6f1f0a7b21",
        "operator": { "name": "ООО «Сургуч»", "inn": "7707083893", "ogrn": "1027700132195" },
        "offer_version": "1.0",
        "person": {
            "surname": "Воробьёва", "name": "Алёна", "patronymic": "Семёновна", "snils": "112-233-445 95", "inn": "500100732259",
            "phone": "+7 900 123-45-67", "birth_date": "1990-05-17",
        },
        "company": { "name": "АО «Щёлково‑Строй»", "inn": "7736050003", "kpp": "773601001", "ogrn": "1027700070518", "post": "Главный бухгалтер" },
        "certificate": {
            "algorithm": "ECDSA P-256",
            "public_key": "04a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
            "valid_from": "2026-11-22", "valid_until": "2027-11-22",
        },
        "acceptance": { "phone": "+7 900 123-45-67", "at": "2026-11-22T15:07:41+03:00", "address": "198.51.100.7" },
    })
}

pub fn contract() -> Value {
    let side = |name, inn, surname, given, post, post_genitive| {
        json!({
            "name": name, "inn": inn, "kpp": "773601001", "address": "г. Москва, Ленинский проспект, д. 42",
            "person": { "surname": surname, "name": given, "patronymic": "Артёмович", "post": post, "post_genitive": post_genitive },
        })
    };
    json!({
        "printed_at": "2026-11-22T15:04:05+03:00",
        "number": "17/11-П",
        "date": "2026-11-20",
        "city": "Королёв",
        "seller": side("ООО «Ёлочные игрушки»", "7707083893", "Соловьёв", "Пётр", "Генеральный директор", "Генерального директора"),
        "buyer": side("АО «Щёлково-Строй»", "7736050003", "Журавлёв", "Фёдор", "Директор", Value::Null.as_str().unwrap_or("")),
        "items": [
            { "name": "Гирлянда светодиодная уличная, 20 м", "unit": "шт.", "count": 120, "price": 345_050 },
            { "name": "Ель искусственная, 3 м", "unit": "шт.", "count": 4, "price": 8_999_999 },
        ],
    })
}
