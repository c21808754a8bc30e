//! What is signed: two contracts and a large file, made for this run, or files that the caller names.

use std::io::Write;
use std::path::{Path, PathBuf};

use app::Ctx;
use client::Upload;
use serde_json::{Value, json};
use wire::office::Company;

use super::numbers::Numbers;
use super::person::Person;
use crate::failure::{Doing, Failure};

/// Size of the large file.
const LARGE: usize = 64 << 20;

/// The two parties with who signs for them.
pub(super) struct Parties<'a> {
    pub(super) seller: (&'a Company, &'a Person),
    pub(super) buyer: (&'a Company, &'a Person),
}

/// Files ready to be sent; the made-up ones lie in `folder`.
pub(super) async fn make(
    ctx: &Ctx,
    folder: &Path,
    given: &[PathBuf],
    parties: &Parties<'_>,
    numbers: &mut Numbers,
) -> Result<Vec<Upload>, Failure> {
    if !given.is_empty() {
        return unique(given);
    }
    let number = numbers.next() % 900 + 100;
    let now = ctx.now().to_string();
    let goods = json!([
        { "name": "Стол письменный «Ёлка», 120 × 60 см", "unit": "шт.", "count": 12, "price": 1_845_000 },
        { "name": "Кресло офисное с подголовником", "unit": "шт.", "count": 24, "price": 1_290_050 },
        { "name": "Шкаф для документов, металлический", "unit": "шт.", "count": 4, "price": 2_710_000 }
    ]);
    let service = json!([
        { "name": "Сборка и расстановка мебели", "unit": "усл.", "count": 1, "price": 9_600_000 },
        { "name": "Вывоз упаковки", "unit": "рейс", "count": 2, "price": 750_000 }
    ]);
    let contract = |name: String, number: String, items: Value| {
        let facts = json!({
            "printed_at": now, "number": number, "date": now[..10], "city": "Москва", "items": items, "days": 10,
            "seller": party(parties.seller), "buyer": party(parties.buyer),
        });
        async move {
            let template = ctx.templates.get("contract").doing("template of the contract")?;
            let pdf = ctx.printer.render(&template, &facts).await.doing("printing a contract")?;
            keep(folder, &name, &pdf)
        }
    };
    let (supply, service, large) = futures::try_join!(
        contract(format!("Договор поставки № {number}.pdf"), number.to_string(), goods),
        contract(format!("Договор № {number}-С на сборку мебели.pdf"), format!("{number}-С"), service),
        large(folder, numbers.next()),
    )?;
    Ok(vec![supply, service, large])
}

fn party((company, person): (&Company, &Person)) -> Value {
    let user = &person.user;
    let mut party = json!({
        "name": company.name, "inn": company.inn,
        "person": { "surname": user.surname, "name": user.name, "post": person.role.post },
    });
    for (key, value) in [("kpp", &company.kpp), ("ogrn", &company.ogrn)] {
        if let Some(value) = value {
            party[key] = json!(value);
        }
    }
    if let Some(patronymic) = &user.patronymic {
        party["person"]["patronymic"] = json!(patronymic);
    }
    party
}

fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<Upload, Failure> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).doing(path.display().to_string())?;
    Ok(Upload::new(path))
}

/// Bytes that no compression shortens.
async fn large(folder: &Path, seed: u64) -> Result<Upload, Failure> {
    let path = folder.join("Чертежи и фотографии.bin");
    let target = path.clone();
    let write = move || {
        let mut file = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(&target)?);
        let mut numbers = Numbers::new(seed.to_le_bytes());
        let mut block = Vec::with_capacity(1 << 20);
        while block.len() < 1 << 20 {
            block.extend_from_slice(&numbers.next().to_le_bytes());
        }
        for index in 0..LARGE >> 20 {
            block[..8].copy_from_slice(&(index as u64).to_le_bytes());
            file.write_all(&block)?;
        }
        file.flush()
    };
    tokio::task::spawn_blocking(write).await.doing("the large file")?.doing("the large file")?;
    Ok(Upload::new(path))
}

/// The caller's files; two of one name would overwrite each other in the evidence.
fn unique(given: &[PathBuf]) -> Result<Vec<Upload>, Failure> {
    let files: Vec<Upload> = given.iter().map(Upload::new).collect();
    let mut names: Vec<&str> = files.iter().map(Upload::name).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Failure::new(format!("two files are called {}", pair[0]))),
        None => Ok(files),
    }
}
