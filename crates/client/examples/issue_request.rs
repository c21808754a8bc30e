//! Plays a request for a certificate as the vendor's page on checking one tells it («Отправка заявки на проверку»), from its first line to its
//! last, against a running server. Quotations in the comments are that page's.
//!
//! ```sh
//! cargo run -p client --example issue_request -- http://127.0.0.1:8080 KEY org_… passport.png
//! ```
//!
//! It waits where people have to act: an operator approves the request, and the subject releases it in the cabinet.

use std::time::Duration;

use client::issues::{
    CalendarDate, DocumentType, Employee, IdentityDocument, IssuesError, IssuesService, SendingFileInfo, Status, TemplateType,
};

/// Between two looks at a request that somebody else has to act upon.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Who and what the request is about.
pub struct Scene {
    /// The employee who gets the certificate.
    pub employee: Employee,
    /// Their ИНН.
    pub inn: String,
    /// The employee who looked at their passport.
    pub confirmed_employee: Employee,
    /// The passport's requisites.
    pub passport: IdentityDocument,
    /// Its scan.
    pub passport_scan: SendingFileInfo,
    /// Between two looks; a test is quicker than people.
    pub look_again: Duration,
}

/// What came of it.
pub struct Played {
    /// The request with the certificate.
    pub released: String,
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// The request that was deleted.
    pub deleted: String,
}

/// The whole page, in its order.
pub async fn play(issues_service: &IssuesService, scene: &Scene) -> Result<Played, IssuesError> {
    let issue_id = prepare(issues_service, scene).await?;
    println!("заявка {issue_id} сформирована");

    // «Отправка заявки на проверку. Сформированную заявку необходимо отправить на проверку»
    issues_service.send_request_for_validation(&issue_id).await.into_result()?;
    println!("отправлена на проверку");

    // «Отслеживание статуса заявки. … необходимо дождаться её одобрения»
    follow(issues_service, &issue_id, Status::Approved, scene.look_again).await?;

    // «Удостоверение личности. Этот пункт нужен только для выпуска сертификатов на физических лиц или контрагентов»
    // «confirmedEmployee — сотрудник, который будет указан удостоверившим личность»
    issues_service.subject_identification(&issue_id, &scene.confirmed_employee).await.into_result()?;
    // «approved — … Нужно удостоверить личность и перенаправить заявку в личный кабинет»
    issues_service.forward_to_cabinet(&issue_id).await.into_result()?;
    println!("личность удостоверена, заявка в личном кабинете");

    // «Заявка считается выпущенной, если result.Data.Status в значении released»
    follow(issues_service, &issue_id, Status::Released, scene.look_again).await?;

    // «Загрузка сертификата в карточку сотрудника»
    let certificate = issues_service.download_certificate(&issue_id).await.into_result()?;
    issues_service.download_certificate_and_assign_to_employee(&issue_id, &scene.employee).await.into_result()?;
    println!("сертификат загружен в карточку сотрудника");

    // «Удаление заявки на выпуск сертификата. … только в статусах preparing, correction, approved»
    let another = issues_service.create_certificate_issue_for_employee(&scene.employee, &scene.inn).await.into_result()?.id;
    issues_service.delete_certificate_issue_request(&another).await.into_result()?;
    println!("заявка {another} удалена");
    Ok(Played { released: issue_id, certificate, deleted: another })
}

/// What comes before the page: the request, its documents and their scans.
async fn prepare(issues_service: &IssuesService, scene: &Scene) -> Result<String, IssuesError> {
    let id = issues_service.create_certificate_issue_for_employee(&scene.employee, &scene.inn).await.into_result()?.id;
    issues_service.add_document_requisites(&id, &scene.passport).await.into_result()?;
    issues_service.send_document_scan(&id, &scene.passport_scan, scene.passport.document_type).await.into_result()?;
    // the statement is printed, signed by hand and scanned; here it comes back as it was printed
    let statement = issues_service.generate_request_template(&id, TemplateType::ReleaseStatement).await.into_result()?;
    let kind = IdentityDocument { document_type: DocumentType::ReleaseStatement, ..IdentityDocument::default() };
    issues_service.add_document_requisites(&id, &kind).await.into_result()?;
    let scan = SendingFileInfo { name: "заявление.pdf".to_owned(), data: statement };
    issues_service.send_document_scan(&id, &scan, DocumentType::ReleaseStatement).await.into_result()?;
    Ok(id)
}

/// «if (result.Data.Actualized) return result.Data.Status» — until it is the one that is waited for. Remarks end the play.
async fn follow(issues_service: &IssuesService, id: &str, wanted: Status, look_again: Duration) -> Result<(), IssuesError> {
    loop {
        let issue = issues_service.get_issue(id).await.into_result()?;
        match issue.status {
            status if issue.actualized && status == wanted => return Ok(()),
            // «Замечания можно найти в поле Data.CorrectionInfo»
            Status::Correction => {
                for remark in issue.correction_info.unwrap_or_default().remarks {
                    println!("замечание: {}", remark.message);
                }
                return Err(IssuesError::Input("the request has remarks to be mended"));
            }
            _ => tokio::time::sleep(look_again).await,
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next =
        |what: &str| arguments.next().ok_or_else(|| format!("usage: issue_request URL KEY COMPANY PASSPORT-SCAN ({what} is missing)"));
    let (url, key, company, scan) = (next("URL")?, next("KEY")?, next("COMPANY")?, next("PASSPORT-SCAN")?);
    let employee = Employee {
        last_name: "Иванова".to_owned(),
        first_name: "Анна".to_owned(),
        middle_name: Some("Петровна".to_owned()),
        email: Some("anna@example.ru".to_owned()),
        mobile_phone: Some("+7 916 123-45-67".to_owned()),
        birth_date: Some(CalendarDate::new(1990, 5, 17)),
        company_id: Some(company),
        user_id: None,
    };
    let scene = Scene {
        employee,
        inn: "500100732259".to_owned(),
        confirmed_employee: Employee { last_name: "Петров".to_owned(), first_name: "Иван".to_owned(), ..Employee::default() },
        passport: IdentityDocument {
            document_type: DocumentType::Passport,
            series: Some("4510".to_owned()),
            number: Some("123456".to_owned()),
            issuer_name: Some("ОВД района Хамовники".to_owned()),
            issuer_code: Some("770-001".to_owned()),
            issue_date: Some(CalendarDate::new(2015, 6, 1)),
        },
        passport_scan: SendingFileInfo { name: scan.clone(), data: std::fs::read(scan)? },
        look_again: LOOK_AGAIN,
    };
    let played = play(&IssuesService::new(url, key), &scene).await?;
    println!("сертификат: {} байт, заявка {}; удалена заявка {}", played.certificate.len(), played.released, played.deleted);
    Ok(())
}
