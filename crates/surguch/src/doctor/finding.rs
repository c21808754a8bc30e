//! What was found: a line of text each, or one JSON document.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::out::say;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Ok,
    Warn,
    Failed,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) check: &'static str,
    pub(super) level: Level,
    pub(super) text: String,
    pub(super) advice: Option<String>,
}

/// All of them; lines are printed as they come.
#[derive(Debug)]
pub(super) struct Findings {
    json: bool,
    pub(super) all: Vec<Finding>,
}

impl Findings {
    pub(super) fn new(json: bool) -> Self {
        Self { json, all: Vec::new() }
    }

    pub(super) fn ok(&mut self, check: &'static str, text: impl Into<String>) {
        self.add(Finding { check, level: Level::Ok, text: text.into(), advice: None });
    }

    pub(super) fn warn(&mut self, check: &'static str, text: impl Into<String>, advice: impl Into<String>) {
        self.add(Finding { check, level: Level::Warn, text: text.into(), advice: Some(advice.into()) });
    }

    pub(super) fn failed(&mut self, check: &'static str, text: impl Into<String>, advice: impl Into<String>) {
        self.add(Finding { check, level: Level::Failed, text: text.into(), advice: Some(advice.into()) });
    }

    /// Checks that something else stands in the way of.
    pub(super) fn skipped(&mut self, checks: &[&'static str], because: &str) {
        for check in checks {
            self.warn(check, format!("not looked at because of {because}"), format!("mend {because} first"));
        }
    }

    fn add(&mut self, finding: Finding) {
        if !self.json {
            say!("{}", finding.line());
        }
        self.all.push(finding);
    }

    /// Prints what is left to print; an error where anything failed.
    pub(super) fn end(self) -> Result<(), Failure> {
        let failed = self.all.iter().filter(|finding| finding.level == Level::Failed).count();
        if self.json {
            let checks: Vec<Value> = self.all.iter().map(Finding::json).collect();
            say!("{:#}", json!({ "failed": failed, "checks": checks }));
        }
        match failed {
            0 => Ok(()),
            1 => Err(Failure::new("one thing is broken")),
            _ => Err(Failure::new(format!("{failed} things are broken"))),
        }
    }
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Failed => "FAILED",
        }
    }
}

impl Finding {
    fn line(&self) -> String {
        let advice = self.advice.as_ref().map(|advice| format!(" — {advice}")).unwrap_or_default();
        format!("{:<7} {:<22} {}{advice}", self.level.word(), self.check, self.text.replace('\n', " "))
    }

    fn json(&self) -> Value {
        json!({ "check": self.check, "level": self.level.word().to_lowercase(), "text": self.text, "advice": self.advice })
    }
}
