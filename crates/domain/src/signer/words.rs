//! The words of a signer: who they are by law, what they may do, whose employee they are. Numbers are those of the formats of the tax
//! service, names those of the vendor's messages.

/// Makes an enumeration with the numbers and names of the contract.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $number:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "i32", into = "i32")]
        pub enum $name {
            $($(#[$about])* $variant = $number,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The number of the contract.
            pub fn number(self) -> i32 {
                self as i32
            }

            /// The name of the contract.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }

            /// From the number of the contract.
            pub fn of_number(number: i32) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.number() == number)
            }
        }

        impl TryFrom<i32> for $name {
            type Error = String;

            fn try_from(number: i32) -> Result<Self, String> {
                Self::of_number(number).ok_or_else(|| format!("{number} is no {}", stringify!($name)))
            }
        }

        impl From<$name> for i32 {
            fn from(one: $name) -> i32 {
                one.number()
            }
        }
    };
}

words! {
    /// Who the signer is by law (ЮЛ, ИП, ФЛ).
    SignerType {
        /// Somebody who acts for a legal entity.
        LegalEntity = 1,
        /// A sole proprietor.
        IndividualEntity = 2,
        /// A natural person.
        PhysicalPerson = 3,
    }
}

words! {
    /// What the signer may do (ОблПолн).
    SignerPowers {
        /// Signs invoices.
        InvoiceSigner = 0,
        /// Made the deal or operation.
        PersonMadeOperation = 1,
        /// Made it and is responsible for its registration.
        MadeAndSignOperation = 2,
        /// Responsible for the registration of the completed event.
        PersonDocumentedOperation = 3,
        /// Made the operation and signs invoices.
        MadeOperationAndSignedInvoice = 4,
        /// Made the operation, registers it and signs invoices.
        MadeAndResponsibleForOperationAndSignedInvoice = 5,
        /// Registers the operation and signs invoices.
        ResponsibleForOperationAndSignerForInvoice = 6,
        /// Chair of the commission (Торг-2).
        ChairmanCommission = 7,
        /// Member of the commission (Торг-2).
        MemberCommission = 8,
        /// Approves the document.
        PersonApprovedDocument = 21,
        /// Confirms the document.
        PersonConfirmedDocument = 22,
        /// Agrees to the document.
        PersonAgreedOnDocument = 23,
        /// Other powers.
        PersonOtherPower = 29,
    }
}

words! {
    /// Whose employee the signer is (Статус).
    SignerStatus {
        /// Of the seller.
        SellerEmployee = 1,
        /// Of the organization that made the seller's information.
        InformationCreatorEmployee = 2,
        /// Of another authorised organization.
        OtherOrganizationEmployee = 3,
        /// An authorised natural person, a sole proprietor too.
        AuthorizedPerson = 4,
        /// Of the buyer.
        BuyerEmployee = 5,
        /// Of whoever made the buyer's file, where that is not the buyer.
        InformationCreatorBuyerEmployee = 6,
    }
}
