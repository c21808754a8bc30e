//! A TIFF of one sheet in one strip, whose fields say what they like.

/// A sheet. The fields are public so that tests make them lie.
pub(in crate::tests) struct Sheet {
    pub width: u32,
    pub height: u32,
    pub bits: u16,
    pub samples: u16,
    pub compression: u16,
    pub meaning: u16,
    pub is_big_endian: bool,
    /// The strip, compressed.
    pub data: Vec<u8>,
    /// More fields: tag, kind (3 or 4), value.
    pub more: Vec<(u16, u16, u32)>,
    /// Where the next directory is said to be.
    pub next: u32,
}

impl Sheet {
    /// Red, green and blue, not compressed.
    pub(in crate::tests) fn rgb(width: u32, height: u32, data: Vec<u8>) -> Self {
        Self { width, height, bits: 8, samples: 3, compression: 1, meaning: 2, is_big_endian: false, data, more: Vec::new(), next: 0 }
    }

    /// The whole file: header, directory, strip.
    pub(in crate::tests) fn file(&self) -> Vec<u8> {
        let mut fields = vec![
            (256, 4, self.width),
            (257, 4, self.height),
            (258, 3, u32::from(self.bits)),
            (259, 3, u32::from(self.compression)),
            (262, 3, u32::from(self.meaning)),
            (273, 4, 0),
            (277, 3, u32::from(self.samples)),
            (279, 4, u32::try_from(self.data.len()).expect("short")),
        ];
        fields.extend(&self.more);
        let data_at = 8 + 2 + 12 * fields.len() + 4;
        let mut bytes = if self.is_big_endian { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
        self.long(&mut bytes, 8);
        self.short(&mut bytes, u16::try_from(fields.len()).expect("few"));
        for (tag, kind, value) in fields {
            let value = if tag == 273 { u32::try_from(data_at).expect("near") } else { value };
            self.short(&mut bytes, tag);
            self.short(&mut bytes, kind);
            self.long(&mut bytes, 1);
            if kind == 3 {
                self.short(&mut bytes, u16::try_from(value).expect("short"));
                self.short(&mut bytes, 0);
            } else {
                self.long(&mut bytes, value);
            }
        }
        self.long(&mut bytes, self.next);
        bytes.extend(&self.data);
        bytes
    }

    fn short(&self, bytes: &mut Vec<u8>, value: u16) {
        bytes.extend(if self.is_big_endian { value.to_be_bytes() } else { value.to_le_bytes() });
    }

    fn long(&self, bytes: &mut Vec<u8>, value: u32) {
        bytes.extend(if self.is_big_endian { value.to_be_bytes() } else { value.to_le_bytes() });
    }
}
