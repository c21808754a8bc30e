//! Samples on their way into the text format of OpenMetrics.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::text;
use prometheus_client::encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Registry;

use super::table::{Kind, Metric};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    Whole(u64),
    Real(f64),
    Spread(Spread),
}

/// A histogram: how many came into each span, and the sum of all.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    /// Upper ends, the last one infinite.
    pub(super) spans: Vec<(f64, u64)>,
    pub(super) sum: f64,
}

/// Values of the labels, and the number under them.
type Sample = (Vec<String>, Number);

/// What one scrape says.
#[derive(Debug, Default)]
pub(super) struct Samples(Vec<(Metric, Vec<Sample>)>);

impl Samples {
    /// A metric with a value for each set of labels, in the order of [`Metric::labels`].
    pub(super) fn add<L: IntoIterator<Item = String>>(&mut self, metric: Metric, values: impl IntoIterator<Item = (L, Number)>) {
        let values = values.into_iter().map(|(labels, number)| (labels.into_iter().collect(), number));
        self.0.push((metric, values.collect()));
    }

    /// A metric without labels.
    pub(super) fn one(&mut self, metric: Metric, number: Number) {
        self.0.push((metric, vec![(Vec::new(), number)]));
    }

    /// As text.
    pub(super) fn text(self) -> Result<String, fmt::Error> {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(self));
        let mut out = String::new();
        text::encode(&mut out, &registry)?;
        Ok(out)
    }
}

impl Collector for Samples {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        for (metric, values) in &self.0 {
            let kind = match metric.kind {
                Kind::Counter => MetricType::Counter,
                Kind::Gauge => MetricType::Gauge,
                Kind::Histogram => MetricType::Histogram,
            };
            let mut family = encoder.encode_descriptor(metric.name, metric.help, None, kind)?;
            for (labels, number) in values {
                if labels.is_empty() {
                    number.encode(metric.kind, &mut family)?;
                    continue;
                }
                let labels: Vec<(&str, &str)> = metric.labels.iter().copied().zip(labels.iter().map(String::as_str)).collect();
                number.encode(metric.kind, &mut family.encode_family(&labels.as_slice())?)?;
            }
        }
        Ok(())
    }
}

impl Number {
    fn encode(&self, kind: Kind, encoder: &mut MetricEncoder<'_>) -> fmt::Result {
        match (kind, self) {
            (Kind::Counter, Self::Whole(value)) => encoder.encode_counter::<NoLabelSet, _, u64>(value, None),
            (Kind::Counter, Self::Real(value)) => encoder.encode_counter::<NoLabelSet, _, u64>(value, None),
            (_, Self::Whole(value)) => encoder.encode_gauge(value),
            (_, Self::Real(value)) => encoder.encode_gauge(value),
            (_, Self::Spread(spread)) => {
                let count = spread.spans.iter().map(|(_, count)| count).sum();
                encoder.encode_histogram::<NoLabelSet>(spread.sum, count, &spread.spans, None)
            }
        }
    }
}
