//! The configuration of `assay watch`, and the texts it reads back: names of periods, metrics.

use assay_cli::internals::{next_moment, report_file_name, rewrite_metrics, Config, TimeOfDay};
use assay_statement::{Subject, Timestamp};

use crate::{documents, message};

/// A Friday.
const NOW: i64 = 1_795_212_000;

/// Seconds.
const DAY: i64 = 86_400;

/// Any bytes as a configuration: what it says is what its JSON says; and if it makes sense, the next moment of its
/// schedule is later, on the schedule, and no more than a day away.
pub fn config(bytes: &[u8]) {
    let Some(config) = documents::public::<Config>(bytes) else {
        return;
    };
    if let Err(error) = config.validate() {
        return message::check(&error);
    }
    let now = Timestamp::from_unix(NOW).unwrap();
    let next = next_moment(&config, now).expect("the schedule is valid");
    let next = next.expect("the calendar goes on").unix();
    assert!(next > NOW && next - NOW <= DAY);
    if let Some(seconds) = config.schedule.every_seconds {
        assert_eq!(next % i64::from(seconds), 0);
    }
    if let Some(times) = config.schedule.times_utc {
        let clock = format!("{:02}:{:02}", next % DAY / 3_600, next % 3_600 / 60);
        assert_eq!(next % 60, 0);
        assert!(times.iter().any(|time| time.to_string() == clock));
    }
}

/// Any text as the name of a period, a time of day, and a metrics file.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let digits = |range: std::ops::Range<usize>| {
        let part = text.as_bytes().get(range);
        part.is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    match report_file_name(&text) {
        Ok(name) => {
            assert_eq!(name, format!("{text}.report.json"));
            assert!(digits(0..4) && digits(5..7) && digits(8..10));
            assert!(text.len() == 10 || text.len() == 18 && digits(11..17));
        }
        Err(error) => message::check(&error),
    }
    match text.parse::<TimeOfDay>() {
        Ok(time) => assert_eq!(time.to_string(), text),
        Err(error) => message::check(&error),
    }
    metrics(&text);
}

/// What is read of a metrics file is what is read of the file that is written from it.
fn metrics(text: &str) {
    let subject: Subject = "fund:x".parse().unwrap();
    let file = rewrite_metrics(text, &subject);
    assert_eq!(rewrite_metrics(&file, &subject), file);
    assert!(file.is_ascii());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genuine_inputs_are_read() {
        for schedule in [
            "{\"every_seconds\":900}",
            "{\"times_utc\":[\"06:00\",\"22:30\"]}",
        ] {
            let file = format!(
                "{{\"assay\":\"v1\",\"kind\":\"watch\",\"subject\":\"fund:x\",\"inbox\":\"in\",\
                 \"reports\":\"out\",\"schedule\":{schedule}}}"
            );
            let read: Config = assay_statement::parse_document(file.as_bytes()).unwrap();
            assert_eq!(read.validate(), Ok(()));
            config(file.as_bytes());
        }
        config(b"{}");
        for file in [
            "2026-11-20",
            "2026-11-20T220000Z",
            "22:00",
            "2026-11-20T22:00:00Z",
        ] {
            text(file.as_bytes());
        }
        let line = "assay_watch_failures_total{subject=\"fund:x\",reason=\"io\"} 7\n";
        assert!(rewrite_metrics(line, &"fund:x".parse().unwrap()).contains(line));
        text(line.as_bytes());
    }
}
