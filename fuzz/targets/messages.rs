//! Messages of the signer-details face: as protobuf, as JSON, and what the rules make of details that can be read.
#![no_main]

use domain::signer::{Certified, Confirmation, Details, Format, Given, Organization, Signer, TitleType, document};
use wire::diadoc::json;
use wire::diadoc::proto::ALL;
use wire::diadoc::proto::invoicing::signers::{ExtendedSigner, ExtendedSignerDetailsToPost};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // the first byte chooses a message
    let Some((first, rest)) = bytes.split_first() else { return };
    let (_, again) = ALL[usize::from(*first) % ALL.len()];
    let _ = again(rest);
    let _ = json::read::<ExtendedSigner>(rest);
    let protobuf = <ExtendedSignerDetailsToPost as prost::Message>::decode(rest).ok();
    for message in protobuf.into_iter().chain(json::read(rest).ok()) {
        judge(*first, message);
    }
});

/// What the rules take can be written wherever a format has the title, or lacks something that has a name.
fn judge(first: u8, message: ExtendedSignerDetailsToPost) {
    let Some(title) = TitleType::of_number((first % 31).into()) else { return };
    let given = Given {
        job_title: message.job_title,
        registration_certificate: message.registration_certificate,
        signer_type: message.signer_type,
        signer_info: message.signer_info,
        powers: message.signer_powers,
        status: message.signer_status,
        powers_base: message.signer_powers_base,
        org_powers_base: message.signer_org_powers_base,
    };
    let Ok(details) = Details::judge(title, &given) else { return };
    let text = |text: &str| Some(text.to_owned());
    let certified = Certified {
        surname: text("Иванов"),
        given_name: text("Иван"),
        inn: text("500100732259"),
        organization: text("О"),
        ..Certified::default()
    };
    let organization = Organization { name: "АО".to_owned(), inn: "7707083893".to_owned() };
    let signer = Signer::fill(details, &certified, &organization, None);
    if let Some(format) = Format::find(title, None) {
        match document(format, &signer, &Confirmation::default()) {
            Ok(written) => assert!(written.starts_with(b"<?xml") && written.ends_with(b">\n")),
            Err(faults) => assert!(!faults.is_empty()),
        }
    }
}
