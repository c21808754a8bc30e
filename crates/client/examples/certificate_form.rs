//! Plays the vendor's page on certificate forms: subjects, contents, and the two forms that the page prints, one for a person and one for an
//! organization.
//!
//! ```sh
//! cargo run -p client --example certificate_form -- http://127.0.0.1:8080 KEY ORGANIZATION
//! ```
//!
//! KEY opens `forms` (`surguch admin api-key create --scope forms --like guid`); ORGANIZATION is the GUID of one of the licensee's companies.

use client::forms::{
    CertificateForms, Content, ContentInfo, Document, DocumentInfo, FormsError, Issuer, Marked, NewCertificateForm, NewRepresentative,
    NewSubject, Organization, Person,
};
use wire::forms::{Address, AddressElement, Authority, NativeOrgParams, StructuralAddress, SubjectRef};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(url), Some(key), Some(organization)) = (words.next(), words.next(), words.next()) else {
        return Err("certificate_form URL KEY ORGANIZATION".into());
    };
    let played = play(&CertificateForms::new(url, &key, &organization)).await?;
    for made in [&played.of_person, &played.of_organization] {
        println!("{} {:?} {}", made.form.form_id, made.form.state, made.tag);
    }
    Ok(())
}

/// What came of it.
pub struct Played {
    /// The form of a person.
    pub of_person: Marked,
    /// The form of an organization.
    pub of_organization: Marked,
}

/// The page, from its first line to its last.
pub async fn play(forms: &CertificateForms) -> Result<Played, FormsError> {
    // «Перед созданием формы необходимо создать всех субъектов методом POST /subjects и представителей методом POST /representatives.»
    let person = forms.create_subject(&NewSubject { person: Some(person()), ..NewSubject::default() }).await?.subject_id;
    let firm = forms.create_subject(&NewSubject { organization: Some(organization()), ..NewSubject::default() }).await?.subject_id;
    let link = NewRepresentative {
        principal: SubjectRef { subject_id: firm.clone() },
        agent: SubjectRef { subject_id: person.clone() },
        representative_type: "Confidant".to_owned(),
        post: text("Генеральный директор"),
        authority: Authority::default(),
    };
    forms.create_representative(&link).await?;
    let one = forms.put_content(b"%PDF-1.4 passport and insurance number").await?;
    let other = forms.put_content(b"%PDF-1.4 taxpayer number").await?;

    // «Создание формы на выпуск сертификата на физическое лицо»
    let passport = document("f15596cf-b8f1-45a9-a674-20acb334a2f4", passport(), Some(&one));
    let snils = document("3e605336-a34d-4f34-93dc-b5fd78c21d6a", kind("100"), Some(&one));
    let inn = document("f0478c91-a93e-45cc-81f6-482a4e0d3443", kind("200"), Some(&other));
    let documents = Some(vec![passport.clone(), snils, inn.clone()]);
    let of_person = forms.create_form(&NewCertificateForm { person: person.clone(), documents, ..NewCertificateForm::default() }).await?;

    // «Создание формы на выпуск сертификата на юридическое лицо»: the page puts the content of the extract inside of what is written in it
    let extract = DocumentInfo {
        number: text("123456"),
        issue_date: text("2018-12-12"),
        content: Some(Content { content_info: shown(&one) }),
        ..kind("008002008000")
    };
    let extract = document("cfe23e98-96a6-44e0-9563-34e4fed03401", extract, None);
    let documents = Some(vec![passport, extract, inn]);
    let new = NewCertificateForm { person, organization: Some(firm), documents, ..NewCertificateForm::default() };
    let of_organization = forms.create_form(&new).await?;
    Ok(Played { of_person, of_organization })
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn kind(code: &str) -> DocumentInfo {
    DocumentInfo { document_type: code.to_owned(), ..DocumentInfo::default() }
}

fn passport() -> DocumentInfo {
    DocumentInfo {
        number: text("123456"),
        series: text("1111"),
        issue_date: text("2018-12-12"),
        issuer: Some(Issuer { issuer_code: text("123-123"), issuer_name: text("кем-то") }),
        ..kind("008001001000")
    }
}

fn shown(content: &ContentInfo) -> ContentInfo {
    ContentInfo { content_name: None, ..content.clone() }
}

fn document(id: &str, document_info: DocumentInfo, content: Option<&ContentInfo>) -> Document {
    Document { document_id: text(id), document_info, content: content.map(|content| Content { content_info: shown(content) }) }
}

fn person() -> Person {
    Person {
        name: text("Анастасия"),
        surname: text("Тарасова"),
        patronymic: text("Константиновна"),
        date_birth: text("2018-01-01"),
        birth_place: text("Где то"),
        snils: text("000-000-000 55"),
        inn: text("121212121212"),
        email: text("imya@yandex.ru"),
        phone: text("79699999999"),
        gender: text("Female"),
        identity_document: Some(passport()),
        citizenship: text("848000000643"),
        address: Some(address()),
    }
}

fn organization() -> Organization {
    Organization {
        name: text("ООО «Ромашка»"),
        kpp: text("770001001"),
        address: Some(address()),
        native_org_params: Some(NativeOrgParams { ogrn: text("1267700000017"), inn: text("7700000030") }),
        ..Organization::default()
    }
}

fn address() -> Address {
    let element = |name: &str, abbreviation: &str| Some(AddressElement { name: text(name), abbreviation: text(abbreviation) });
    let structural_address = StructuralAddress {
        region: text("54"),
        city: element("Новосибирск", "г"),
        street: element("Челюскинцев", "ул"),
        house: element("14", "д"),
        ..StructuralAddress::default()
    };
    Address { structural_address: Some(structural_address), ..Address::default() }
}
