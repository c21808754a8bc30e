//! The titles that details of a signer are kept for, and what each allows: one table.

use super::{SignerPowers, SignerStatus};

/// A title of a formalized document, by the vendor's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TitleType(u8);

/// What is known of a title.
#[derive(Debug)]
pub struct TitleRule {
    /// The vendor's name.
    pub name: &'static str,
    /// Which title of which format, for people.
    pub about: &'static str,
    /// What the signer may do; nothing where the format knows no powers.
    pub powers: &'static [SignerPowers],
    /// Whose employee the signer may be; nothing where the format does not ask.
    pub statuses: &'static [SignerStatus],
    /// How many characters a post may have.
    pub longest_post: usize,
}

use SignerPowers::*;
use SignerStatus::*;

const SELLER: &[SignerPowers] = &[
    InvoiceSigner,
    PersonMadeOperation,
    MadeAndSignOperation,
    PersonDocumentedOperation,
    MadeOperationAndSignedInvoice,
    MadeAndResponsibleForOperationAndSignedInvoice,
    ResponsibleForOperationAndSignerForInvoice,
];
const MADE: &[SignerPowers] = &[PersonMadeOperation, MadeAndSignOperation, PersonDocumentedOperation];
const CORRECTS: &[SignerPowers] = &[InvoiceSigner, PersonDocumentedOperation, ResponsibleForOperationAndSignerForInvoice];
const COMMISSION: &[SignerPowers] =
    &[PersonMadeOperation, MadeAndSignOperation, PersonDocumentedOperation, ChairmanCommission, MemberCommission];
const DECIDES: &[SignerPowers] = &[PersonApprovedDocument, PersonConfirmedDocument, PersonAgreedOnDocument, PersonOtherPower];
const CORRECTION_736: &[SignerPowers] =
    &[InvoiceSigner, PersonDocumentedOperation, ResponsibleForOperationAndSignerForInvoice, PersonOtherPower];

const OLDER: &[SignerStatus] = &[SellerEmployee, InformationCreatorEmployee, OtherOrganizationEmployee, AuthorizedPerson];
const BUYER: &[SignerStatus] = &[OtherOrganizationEmployee, AuthorizedPerson, BuyerEmployee, InformationCreatorBuyerEmployee];
const ADDITIONAL: &[SignerStatus] =
    &[SellerEmployee, OtherOrganizationEmployee, AuthorizedPerson, BuyerEmployee, InformationCreatorBuyerEmployee];

/// A post in the formats up to 820, and in those of 970 and later.
const POST: usize = 128;
const LONG_POST: usize = 255;

const fn with(name: &'static str, about: &'static str, powers: &'static [SignerPowers], statuses: &'static [SignerStatus]) -> TitleRule {
    TitleRule { name, about, powers, statuses, longest_post: POST }
}

/// A title whose signer has neither type nor powers nor status.
const fn without(name: &'static str, about: &'static str) -> TitleRule {
    TitleRule { name, about, powers: &[], statuses: &[], longest_post: LONG_POST }
}

/// All titles; the place is the number. Sources: the vendor's user contracts, which repeat the formats of the tax service.
pub const TITLES: [TitleRule; 31] = [
    with("UtdSeller", "УПД, титул продавца, приказы 155 и 820", SELLER, OLDER),
    with("UtdBuyer", "УПД, титул покупателя, приказ 155", MADE, OLDER),
    with("UcdSeller", "УКД, титул продавца, приказы 189 и 736", CORRECTS, OLDER),
    with("UcdBuyer", "УКД, титул покупателя, приказ 189", &[PersonDocumentedOperation], OLDER),
    with("TovTorg551Seller", "накладная, титул продавца, приказ 551", MADE, OLDER),
    with("TovTorg551Buyer", "накладная, титул покупателя, приказ 551", MADE, OLDER),
    with("AccCert552Seller", "акт, титул исполнителя, приказ 552", MADE, OLDER),
    with("AccCert552Buyer", "акт, титул заказчика, приказ 552", MADE, OLDER),
    with("Utd820Buyer", "УПД, титул покупателя, приказ 820", MADE, BUYER),
    with("Torg2Buyer", "Торг-2, титул 0, приказ 423", COMMISSION, BUYER),
    with("Torg2AdditionalInfo", "Торг-2, титул 1, приказ 423", DECIDES, ADDITIONAL),
    with("Ucd736Buyer", "УКД, титул покупателя, приказ 736", CORRECTION_736, BUYER),
    without("Utd970Seller", "УПД, титул продавца, приказ 970"),
    without("Utd970Buyer", "УПД, титул покупателя, приказ 970"),
    without("ProformaInvoice29", "счёт на оплату, приказ 29"),
    without("LogisticsOrderRequest108", "заказ-заявка, титул 1, приказ 108"),
    without("LogisticsWaybillReception1065Sender", "транспортная накладная, титул 1, приказ 1065"),
    without("LogisticsWaybillReception1065Recipient", "транспортная накладная, титул 2, приказ 1065"),
    without("LogisticsWaybillDelivery1065Sender", "транспортная накладная, титул 3, приказ 1065"),
    without("LogisticsWaybillDelivery1065Recipient", "транспортная накладная, титул 4, приказ 1065"),
    without("LogisticsWaybillConsignorCost1065", "транспортная накладная, титул 5, приказ 1065"),
    without("LogisticsWaybillCarrierCost1065", "транспортная накладная, титул 6, приказ 1065"),
    without("LogisticsWaybillReaddress1065", "транспортная накладная, титул 7, приказ 1065"),
    without("LogisticsWaybillRelay1065", "транспортная накладная, титул 8, приказ 1065"),
    without("Ucd29Seller", "УКД, титул продавца, приказ 29"),
    without("Ucd29Buyer", "УКД, титул покупателя, приказ 29"),
    without("LogisticsOrderRequestRecipient108", "заказ-заявка, титул 2, приказ 108"),
    without("LogisticsForwardingOrderV0502ClientTitle", "поручение экспедитору, титул клиента"),
    without("LogisticsForwardingOrderV0502ForwarderTitle", "поручение экспедитору, титул экспедитора"),
    without("LogisticsForwardingOrderV0502RevokedTitle", "поручение экспедитору, отзыв"),
    without("LogisticsForwardingReceiptV0501SenderTitle", "экспедиторская расписка, титул отправителя"),
];

impl TitleType {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TITLES.len()).filter_map(|number| u8::try_from(number).ok()).map(Self)
    }

    /// From the vendor's number. −1 is reserved there, and no title.
    pub fn of_number(number: i32) -> Option<Self> {
        Self::all().find(|title| title.number() == number)
    }

    /// From a number or a name, as callers write either; names in any case.
    pub fn parse(text: &str) -> Option<Self> {
        // a sign or a zero in front would be another spelling of the same number, which nobody writes
        match text.parse::<u8>() {
            Ok(number) if number.to_string() == text => Self::of_number(number.into()),
            _ => Self::all().find(|title| title.name().eq_ignore_ascii_case(text)),
        }
    }

    /// The title that the first version of the method meant: of the buyer or the seller, of a correction or not.
    pub fn of_flags(buyer: bool, correction: bool) -> Self {
        Self(u8::from(buyer) + 2 * u8::from(correction))
    }

    /// The vendor's number.
    pub fn number(self) -> i32 {
        self.0.into()
    }

    /// What it allows.
    pub fn rule(self) -> &'static TitleRule {
        &TITLES[usize::from(self.0)]
    }

    /// The vendor's name.
    pub fn name(self) -> &'static str {
        self.rule().name
    }

    /// Whether the format asks for type, powers and status.
    pub fn asks_for_powers(self) -> bool {
        !self.rule().powers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_by_number_and_by_name() {
        for title in TitleType::all() {
            assert_eq!(TitleType::parse(&title.number().to_string()), Some(title));
            assert_eq!(TitleType::parse(title.name()), Some(title));
            assert_eq!(TitleType::parse(&title.name().to_lowercase()), Some(title));
        }
        for text in ["-1", "31", "", "+1", "01", "1.0", "256", "Absent", "utd seller"] {
            assert_eq!(TitleType::parse(text), None, "{text}");
        }
        assert_eq!(TitleType::parse("utdseller").map(TitleType::number), Some(0));
    }

    #[test]
    fn flags_of_the_first_version_mean_the_first_four_titles() {
        let names = [(false, false), (true, false), (false, true), (true, true)]
            .map(|(buyer, correction)| TitleType::of_flags(buyer, correction).name());
        assert_eq!(names, ["UtdSeller", "UtdBuyer", "UcdSeller", "UcdBuyer"]);
    }
}
