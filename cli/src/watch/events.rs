//! Events: one line of JSON each on standard output, before the step that they name.

use assay_statement::{Digest, Timestamp};
use serde_json::{Map, Value};

use crate::clock;
use crate::watch::error::WatchError;
use crate::watch::event_log;

/// One event. Nothing in it is private.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    fields: Map<String, Value>,
}

impl Event {
    /// An event of this name.
    pub fn new(name: &str) -> Event {
        let event = Event { fields: Map::new() };
        event.with("event", name)
    }

    /// The same with a field more.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Event {
        self.fields.insert(field.into(), value.into());
        self
    }

    /// The same with a report.
    pub fn report(self, digest: Digest, as_of: Timestamp) -> Event {
        self.with("report", digest.to_string())
            .with("as_of", as_of.to_string())
    }

    /// The line, without its end.
    pub fn line(&self, time: Timestamp) -> String {
        let mut fields = self.fields.clone();
        fields.insert("time".into(), time.to_string().into());
        Value::Object(fields).to_string()
    }
}

/// Where events go.
pub trait EventSink {
    /// Takes an event, which is written before this returns.
    ///
    /// # Errors
    /// [`WatchError::Events`] if it cannot be written. A reader that has gone away is not an error.
    fn event(&mut self, event: Event) -> Result<(), WatchError>;

    /// The time.
    ///
    /// # Errors
    /// [`WatchError::Clock`].
    fn now(&self) -> Result<Timestamp, WatchError>;
}

/// Standard output and this computer's clock.
#[derive(Clone, Copy, Debug)]
pub struct Stdout;

impl EventSink for Stdout {
    fn event(&mut self, event: Event) -> Result<(), WatchError> {
        let line = event.line(self.now()?) + "\n";
        event_log::append(&line).map_err(|source| WatchError::Events { source })
    }

    fn now(&self) -> Result<Timestamp, WatchError> {
        clock::now().ok_or(WatchError::Clock)
    }
}
