//! A report as text: verdicts first, then reasons, then what they rest on.

use std::fmt::Write as _;

use surguch_http::Language;
use wire::office::{
    PathCertificate, Verification, VerificationFinding, VerifiedCertificate, VerifiedMessage, VerifiedSigner, VerifiedStamp,
};

use super::words::{self, Words, word};

/// Lines for people; codes stand beside words.
pub fn text(report: &Verification, language: Language) -> String {
    let words = words::of(language);
    let mut page = Page { words, out: String::new(), depth: 0 };
    page.line(&format!("{}: {}", words.label("whole"), verdict(words, &report.verdict, report.reason.as_deref())));
    page.field("judged_at", &report.at);
    for message in &report.messages {
        page.out.push('\n');
        page.message(message);
    }
    page.out
}

fn verdict(words: &Words, verdict: &str, reason: Option<&str>) -> String {
    let code = reason.map_or_else(|| verdict.to_owned(), |reason| format!("{verdict}/{reason}"));
    format!("{code}. {}", words.verdict(verdict, reason))
}

struct Page {
    words: &'static Words,
    out: String,
    depth: usize,
}

impl Page {
    fn line(&mut self, words: &str) {
        let _ = writeln!(self.out, "{:indent$}{words}", "", indent = self.depth * 2);
    }

    fn field(&mut self, label: &'static str, value: &str) {
        let label = self.words.label(label);
        self.line(&format!("{label}: {value}"));
    }

    fn known(&mut self, label: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.field(label, value);
        }
    }

    fn list(&mut self, label: &'static str, values: &[String]) {
        if !values.is_empty() {
            self.field(label, &values.join(", "));
        }
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn findings(&mut self, findings: &[VerificationFinding]) {
        for finding in findings {
            match &finding.reason {
                Some(reason) => self.line(&format!("- {reason}: {}", finding.message)),
                None => {
                    let remark = self.words.label("remark");
                    self.line(&format!("- {remark}: {}", finding.message));
                }
            }
        }
    }

    fn message(&mut self, message: &VerifiedMessage) {
        let words = self.words;
        let form = words.label(if message.attached { "attached" } else { "detached" });
        self.line(&format!("{}: {} ({form})", words.label("message"), message.name.as_deref().unwrap_or("-")));
        self.inside(|page| {
            let counts =
                [("certificates", message.embedded_certificates), ("crls", message.embedded_crls), ("answers", message.embedded_ocsp)];
            let counts: Vec<String> = counts.iter().map(|(label, count)| format!("{} {count}", words.label(label))).collect();
            page.field("embedded", &counts.join(", "));
            page.findings(&message.findings);
            for (place, signer) in message.signers.iter().enumerate() {
                page.signer("signer", place + 1, signer);
            }
        });
    }

    fn signer(&mut self, label: &'static str, number: usize, signer: &VerifiedSigner) {
        let words = self.words;
        self.line(&format!("{} {number}: {}", words.label(label), verdict(words, &signer.verdict, signer.reason.as_deref())));
        self.inside(|page| {
            page.findings(&signer.findings);
            if let Some(certificate) = &signer.certificate {
                page.certificate(certificate);
            }
            page.field("kind", word(&words.kinds, &signer.kind));
            page.known("level", signer.level.as_deref());
            page.known("algorithm", signer.algorithm.as_deref());
            page.known("digest_algorithm", signer.digest_algorithm.as_deref());
            page.known("digest", signer.digest.as_deref());
            page.known("signing_time", signer.signing_time.as_deref());
            if let (Some(time), Some(stamp)) = (&signer.proven_time, signer.proven_by) {
                page.field("proven_time", &format!("{time}, {} {stamp}", words.label("by_time_stamp")));
            }
            page.field("judged_at", &signer.judged_at);
            page.known("order", signer.attribute_order.as_deref().map(|order| word(&words.orders, order)));
            page.findings(&signer.remarks);
            page.path(&signer.path);
            for (place, stamp) in signer.time_stamps.iter().enumerate() {
                page.stamp(place + 1, stamp);
            }
            for (place, counter) in signer.countersignatures.iter().enumerate() {
                page.signer("countersigner", place + 1, counter);
            }
        });
    }

    fn certificate(&mut self, certificate: &VerifiedCertificate) {
        let words = self.words;
        self.field("subject", &certificate.subject);
        self.field("issuer", &certificate.issuer);
        self.field("serial", &certificate.serial);
        self.field("thumbprint", &certificate.thumbprint);
        self.field("validity", &format!("{} – {}", certificate.not_before, certificate.not_after));
        self.list("classes", &certificate.classes);
        self.known("sign_tool", certificate.sign_tool.as_deref());
        let tools: Vec<String> = [&certificate.issuer_sign_tool, &certificate.issuer_ca_tool].into_iter().flatten().cloned().collect();
        self.list("issuer_tool", &tools);
        self.list("purposes", &certificate.purposes);
        self.known("key_until", certificate.key_until.as_deref());
        self.known("identification", certificate.identification.as_deref().map(|kind| word(&words.identifications, kind)));
    }

    fn path(&mut self, path: &[PathCertificate]) {
        let words = self.words;
        if path.is_empty() {
            return;
        }
        self.line(&format!("{}:", words.label("path")));
        self.inside(|page| {
            for (place, one) in path.iter().enumerate() {
                let standing = word(&words.standings, &one.standing);
                page.line(&format!("{}. {} – {standing}", place + 1, one.subject));
                page.inside(|page| {
                    for evidence in &one.evidence {
                        let came = word(&words.evidence, if evidence.embedded { "embedded" } else { "given" });
                        page.line(&format!("{} ({came}), {}", word(&words.evidence, &evidence.kind), evidence.this_update));
                    }
                });
            }
        });
    }

    fn stamp(&mut self, number: usize, stamp: &VerifiedStamp) {
        let words = self.words;
        let said = verdict(words, &stamp.verdict, stamp.reason.as_deref());
        let time = stamp.time.as_deref().unwrap_or("-");
        self.line(&format!("{} {number}: {time}, {} – {said}", words.label("time_stamp"), stamp.kind));
        self.inside(|page| {
            page.findings(&stamp.findings);
            page.known("algorithm", stamp.algorithm.as_deref());
            page.path(&stamp.path);
        });
    }
}
