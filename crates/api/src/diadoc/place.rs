//! Which record a query names: box, certificate and title.

use app::AppError;
use app::signer_details::Place;
use domain::signer::TitleType;

use super::query::Query;

/// The longest thumbprint, in hexadecimal digits. SHA-1 has 40, and the vendor's own sample 16: no length is demanded.
const LONGEST_THUMBPRINT: usize = 128;

impl Query {
    /// The record of the second version: by the title's number or name.
    pub(super) fn place(&self) -> Result<Place, AppError> {
        let (company, thumbprint) = (self.company()?, self.thumbprint()?);
        Ok(Place { company, thumbprint, title: self.required("documentTitleType", TitleType::parse)? })
    }

    /// The record of the first version: by the flags of buyer and correction.
    pub(super) fn place_by_flags(&self) -> Result<Place, AppError> {
        let (company, thumbprint) = (self.company()?, self.thumbprint()?);
        Ok(Place { company, thumbprint, title: TitleType::of_flags(self.flag("buyer")?, self.flag("correction")?) })
    }

    /// In upper case, as it is kept and told.
    fn thumbprint(&self) -> Result<String, AppError> {
        self.required("thumbprint", |text| {
            let fits = (2..=LONGEST_THUMBPRINT).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            fits.then(|| text.to_ascii_uppercase())
        })
    }
}
