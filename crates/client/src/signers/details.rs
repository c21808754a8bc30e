//! Details of signers.

use reqwest::Method;

use super::proto::{ExtendedSignerDetails, ExtendedSignerDetailsToPost};
use super::{SignersError, SignersService};

const PATH: &str = "/V2/ExtendedSignerDetails";

/// Where details are kept: the box, the certificate, the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The box in any of its spellings.
    pub box_id: String,
    /// SHA-1 over the certificate, in hexadecimal.
    pub thumbprint: String,
    /// The title's number.
    pub title: i32,
}

impl Place {
    /// A place.
    pub fn new(box_id: impl Into<String>, thumbprint: impl Into<String>, title: i32) -> Self {
        Self { box_id: box_id.into(), thumbprint: thumbprint.into(), title }
    }

    fn query(&self) -> [(&'static str, String); 3] {
        [("boxId", self.box_id.clone()), ("thumbprint", self.thumbprint.clone()), ("documentTitleType", self.title.to_string())]
    }
}

impl SignersService {
    /// What is kept, filled up from certificate and organization.
    pub async fn get(&self, place: &Place) -> Result<ExtendedSignerDetails, SignersError> {
        self.message(self.request(Method::GET, PATH).query(&place.query())).await
    }

    /// Keeps details in place of what was kept.
    pub async fn put(&self, place: &Place, details: &ExtendedSignerDetailsToPost) -> Result<ExtendedSignerDetails, SignersError> {
        self.message(self.with(self.request(Method::POST, PATH).query(&place.query()), details)?).await
    }

    /// The element Подписант as a title would hold it, in windows-1251: in this version of the format, or in the newest.
    pub async fn preview(&self, place: &Place, version: Option<&str>) -> Result<Vec<u8>, SignersError> {
        let request = self.request(Method::GET, &format!("{PATH}/Preview")).query(&place.query());
        self.bytes(request.query(&version.map(|version| ("documentVersion", version)).into_iter().collect::<Vec<_>>())).await
    }
}
