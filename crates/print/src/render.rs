//! The printing itself: a template and facts become PDF bytes, the same ones each time.

use serde_json::Value;
use typst::WorldExt;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::world::Paper;
use crate::{PrintError, Template, TemplateFault};

/// Prints `facts` by `template`. The template reads the facts as `json("/facts.json")`.
///
/// The fact `printed_at` (RFC 3339) is the moment that PDF and template take for now; without it the template has no today. The same
/// arguments give the same bytes. There are no limits here: a template may loop for ever. See [`crate::Printer`].
pub fn render(template: &Template, facts: &Value) -> Result<Vec<u8>, PrintError> {
    let paper = Paper::new(template, facts)?;
    let compiled = typst::compile::<PagedDocument>(&paper);
    let document = compiled.output.map_err(|errors| fault(&paper, &errors))?;
    // a form in whatever font is at hand is not the form that was agreed on
    if let Some(missing) = compiled.warnings.iter().find(|warning| warning.message.starts_with("unknown font family")) {
        return Err(fault(&paper, std::slice::from_ref(missing)).into());
    }
    let options = PdfOptions { timestamp: paper.timestamp(), ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| fault(&paper, &errors))?;
    // What typst remembers of this form is of no use to the next one, whose facts are others.
    typst::comemo::evict(0);
    Ok(pdf)
}

fn fault(paper: &Paper, errors: &[SourceDiagnostic]) -> TemplateFault {
    let Some(first) = errors.first() else {
        return TemplateFault { file: String::new(), line: None, message: "typst gave no reason".to_owned() };
    };
    // A fault inside of a shared function is its caller's: the innermost place in a known file is told.
    let file = first.span.id().map(|id| id.get().vpath().get_with_slash().to_owned());
    let line = first.span.id().and_then(|id| {
        let source = typst::World::source(paper, id).ok()?;
        let at = paper.range(first.span)?.start;
        Some(source.lines().byte_to_line(at)? + 1)
    });
    let hints = first.hints.iter().map(|hint| format!("; {}", hint.v));
    TemplateFault { file: file.unwrap_or_default(), line, message: first.message.to_string() + &hints.collect::<String>() }
}
