//! Between the vendor's messages and ours.

use domain::signer::{Given, Signer, UNSPECIFIED};
use wire::diadoc::proto::invoicing::signers::{ExtendedSignerDetails, ExtendedSignerDetailsToPost};

/// What came, to be judged.
pub(in crate::diadoc) fn given(message: ExtendedSignerDetailsToPost) -> Given {
    Given {
        job_title: message.job_title,
        registration_certificate: message.registration_certificate,
        signer_type: message.signer_type,
        signer_info: message.signer_info,
        powers: message.signer_powers,
        status: message.signer_status,
        powers_base: message.signer_powers_base,
        org_powers_base: message.signer_org_powers_base,
    }
}

/// What is answered. What was not said of a required enumeration is −1, which both SDKs take.
pub(in crate::diadoc) fn signer(signer: Signer) -> ExtendedSignerDetails {
    let number = |number: Option<i32>| number.unwrap_or(UNSPECIFIED);
    let details = signer.details;
    ExtendedSignerDetails {
        surname: signer.name.surname,
        first_name: signer.name.first_name,
        patronymic: signer.name.patronymic,
        job_title: signer.job_title,
        inn: signer.inn,
        registration_certificate: details.registration_certificate,
        signer_type: number(details.signer_type.map(Into::into)),
        signer_organization_name: signer.organization,
        signer_info: details.signer_info,
        signer_powers: number(details.powers.map(Into::into)),
        signer_status: number(details.status.map(Into::into)),
        signer_powers_base: details.powers_base,
        signer_org_powers_base: details.org_powers_base,
    }
}

#[cfg(test)]
mod tests {
    use domain::signer::{SignerPowers, SignerStatus, SignerType, TitleType};
    use wire::diadoc::json::Named;
    use wire::diadoc::proto::invoicing::signers;

    /// The rules and the messages name the same words by the same numbers.
    #[test]
    fn words_are_those_of_the_messages() {
        fn compare<E: Named>(ours: Vec<(i32, &'static str)>) {
            let theirs: Vec<(i32, &str)> = E::NAMES.iter().copied().filter(|(number, _)| *number != -1).collect();
            assert_eq!(ours, theirs);
        }
        compare::<signers::SignerType>(SignerType::ALL.iter().map(|one| (one.number(), one.name())).collect());
        compare::<signers::SignerPowers>(SignerPowers::ALL.iter().map(|one| (one.number(), one.name())).collect());
        compare::<signers::SignerStatus>(SignerStatus::ALL.iter().map(|one| (one.number(), one.name())).collect());
        compare::<signers::DocumentTitleType>(TitleType::all().map(|one| (one.number(), one.name())).collect());
    }
}
