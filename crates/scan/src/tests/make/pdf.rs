//! A PDF of photographs, a page each.

use super::deflate;

/// A PDF with a page a photograph, whose pages stand in a compressed object where `is_packed`.
pub(in crate::tests) fn pdf(photos: &[Vec<u8>], is_packed: bool) -> Vec<u8> {
    let mut file = File { bytes: b"%PDF-1.7\n".to_vec(), places: Vec::new() };
    file.object(b"<</Type/Catalog/Pages 2 0 R>>");
    file.object(format!("<</Type/Pages/Count {}/Kids[]>>", photos.len()).as_bytes());
    let pages: String = photos.iter().map(|_| "<</Type /Page/Parent 2 0 R>>\n".to_owned()).collect();
    if is_packed {
        let packed = deflate(pages.as_bytes());
        file.stream(&format!("/Type/ObjStm/N {}/First 0/Filter/FlateDecode/Length {}", photos.len(), packed.len()), &packed);
    } else {
        file.object(pages.as_bytes());
    }
    for photo in photos {
        file.stream(&format!("/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {}", photo.len()), photo);
    }
    file.finish()
}

struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl File {
    fn object(&mut self, body: &[u8]) {
        self.places.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.places.len()).as_bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    fn stream(&mut self, dictionary: &str, data: &[u8]) {
        self.object(&[format!("<<{dictionary}>>\nstream\n").as_bytes(), data, b"\nendstream"].concat());
    }

    fn finish(mut self) -> Vec<u8> {
        let table = self.bytes.len();
        let rows: String = self.places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
        let size = self.places.len() + 1;
        let end = format!("xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        self.bytes.extend(end.as_bytes());
        self.bytes
    }
}
