//! The verdict: a table for people, and `report.txt` with a line for each thing, its fields separated by tabs.

use super::evidence::Judged;
use super::person::Person;
use super::progress::counted;
use super::receiver::Callback;

/// Everything that is told at the end.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) package_id: String,
    pub(super) package_name: String,
    pub(super) package_status: String,
    pub(super) companies: Vec<(String, String, String)>,
    pub(super) people: Vec<Person>,
    pub(super) signatures: Vec<Judged>,
    pub(super) callbacks: Vec<Callback>,
    pub(super) secret: String,
    pub(super) base_url: String,
    pub(super) seconds: f64,
}

/// One line of the verdict: what was looked at, what was found, and whether that is as it should be.
pub(super) struct Finding {
    what: &'static str,
    found: String,
    pub(super) good: bool,
}

impl Report {
    /// Everything that has to hold.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let passed = self.signatures.iter().filter(|one| one.passed).count();
        let evident = self.signatures.iter().filter(|one| one.tamper_evident).count();
        let all = self.signatures.len();
        let genuine = self.callbacks.iter().filter(|one| one.genuine).count();
        let missing = missing(&self.callbacks);
        let completed = self.completed();
        let active = self.people.iter().filter(|person| person.certificate.status == "active").count();
        vec![
            finding("package", self.package_status.clone(), self.package_status == "completed"),
            finding("certificates active", format!("{active} of {}", self.people.len()), active == self.people.len() && active > 0),
            finding("signatures that verify", format!("{passed} of {all}"), passed == all && all > 0),
            finding("refused over another content", format!("{evident} of {all}"), evident == all && all > 0),
            finding(
                "callbacks with a right signature",
                format!("{genuine} of {}", self.callbacks.len()),
                genuine == self.callbacks.len() && genuine > 0,
            ),
            finding("gaps in the numbers of events", counted(missing, "gap"), missing == 0),
            finding("completion told", format!("{completed} time{}", if completed == 1 { "" } else { "s" }), completed == 1),
        ]
    }

    /// How many different events told of the completion.
    fn completed(&self) -> usize {
        let mut ids: Vec<&str> = self
            .callbacks
            .iter()
            .filter(|one| one.kind() == "package.completed" && one.body.contains(&self.package_id))
            .map(|one| one.id.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// For the terminal.
    pub(super) fn table(&self) -> String {
        let mut text = format!("\n{:<34}{:<12}verdict\n", "", "found");
        for Finding { what, found, good } in self.findings() {
            text += &format!("{what:<34}{found:<12}{}\n", if good { "ok" } else { "FAILED" });
        }
        text
    }

    /// For programs and for the file.
    pub(super) fn text(&self) -> String {
        let name = |id: &str| self.people.iter().find(|person| person.user.id == id).map_or_else(|| id.to_owned(), Person::full_name);
        let mut lines = vec![
            "# Surguch demo. Fields are separated by tabs. The signatures are non-qualified ones (НЭП) of this installation's own authority.".to_owned(),
            row(&["server", &self.base_url]),
            row(&["package", &self.package_id, &self.package_status, &self.package_name]),
            row(&["webhook_secret", &self.secret]),
        ];
        for (id, company, inn) in &self.companies {
            lines.push(row(&["company", id, company, &format!("inn={inn}")]));
        }
        for person in &self.people {
            let (login, password) = (format!("login={}", person.user.phone), format!("password={}", person.password));
            lines.push(row(&["person", &person.user.id, &person.full_name(), &login, &password, person.role.post]));
        }
        for person in &self.people {
            let certificate = &person.certificate;
            let thumbprint = format!("sha1={}", certificate.thumbprint);
            lines.push(row(&["certificate", &certificate.id, &person.full_name(), &certificate.algorithm, &thumbprint]));
        }
        for one in &self.signatures {
            lines.push(row(&["signature", &one.file, &name(&one.user_id), &one.algorithm, &one.verdict, &one.path]));
        }
        for Finding { what, found, good } in self.findings() {
            lines.push(row(&["verdict", what, &found, if good { "ok" } else { "FAILED" }]));
        }
        lines.push(row(&["seconds", &format!("{:.1}", self.seconds)]));
        lines.join("\n") + "\n"
    }
}

fn finding(what: &'static str, found: String, good: bool) -> Finding {
    Finding { what, found, good }
}

fn row(fields: &[&str]) -> String {
    fields.iter().map(|field| field.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t")
}

/// Numbers that are missing between the first and the last one received.
fn missing(callbacks: &[Callback]) -> usize {
    let mut numbers: Vec<i64> = callbacks.iter().filter_map(Callback::sequence).collect();
    numbers.sort_unstable();
    numbers.dedup();
    match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) => usize::try_from(last - first + 1).unwrap_or(usize::MAX) - numbers.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn callback(sequence: i64) -> Callback {
        let body = format!(r#"{{"type":"package.completed","sequence":{sequence},"data":{{"package_id":"pkg_1"}}}}"#);
        Callback { id: format!("evt_{sequence}"), timestamp: String::new(), signature: String::new(), body, genuine: true }
    }

    #[test]
    fn a_gap_is_counted_and_a_repeat_is_none() {
        assert_eq!(missing(&[callback(3), callback(5), callback(5), callback(4)]), 0);
        assert_eq!(missing(&[callback(3), callback(6)]), 2);
        assert_eq!(missing(&[]), 0);
    }

    #[test]
    fn a_story_without_signatures_is_no_success() {
        let report = Report {
            package_id: "pkg_1".into(),
            package_name: String::new(),
            package_status: "completed".into(),
            companies: Vec::new(),
            people: Vec::new(),
            signatures: Vec::new(),
            callbacks: vec![callback(1), callback(1)],
            secret: String::new(),
            base_url: String::new(),
            seconds: 0.0,
        };
        let bad: Vec<&str> = report.findings().iter().filter(|finding| !finding.good).map(|finding| finding.what).collect();
        assert_eq!(bad, ["certificates active", "signatures that verify", "refused over another content"]);
    }
}
