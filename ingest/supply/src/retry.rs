//! Attempts of one request: how long each may take, when another is made, and when it is given up.

use std::thread;
use std::time::{Duration, Instant};

use rand::rngs::SysRng;
use rand_core::TryRng;

use crate::read_error::{HttpError, RequestError};
use crate::rpc::ResponseError;

/// Most time of one attempt, whatever is asked for: the client adds it to its clock, which ends.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(86_400);

/// How long to wait for an answer, and how often to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Time limit of one attempt, from connecting to the last byte.
    pub attempt: Duration,
    /// Time limit of one request, with all attempts and the pauses between them.
    pub request: Duration,
    /// The pause after the first attempt; each further pause is twice as long.
    pub pause: Duration,
    /// Longest pause.
    pub longest_pause: Duration,
}

impl Default for RetryPolicy {
    fn default() -> RetryPolicy {
        RetryPolicy {
            attempt: Duration::from_secs(20),
            request: Duration::from_secs(60),
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// The pause before another attempt, from a random number: somewhere in the upper half of the whole pause, so that
    /// clients that failed together do not come back together.
    fn pause(&self, attempts: u32, random: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let whole = self
            .pause
            .saturating_mul(1 << doublings)
            .min(self.longest_pause);
        let half = whole / 2;
        half + half.mul_f64(f64::from(random) / f64::from(u32::MAX))
    }
}

/// The time of one request, and chance. Tests simulate both, so that what they see does not depend on how fast a computer is.
pub(crate) enum Clock {
    System(Instant),
    #[cfg(test)]
    Simulated(Duration),
}

impl Clock {
    /// The system's, from now.
    pub fn system() -> Clock {
        Clock::System(Instant::now())
    }

    fn elapsed(&self) -> Duration {
        match self {
            Clock::System(begun) => begun.elapsed(),
            #[cfg(test)]
            Clock::Simulated(elapsed) => *elapsed,
        }
    }

    fn sleep(&mut self, time: Duration) {
        match self {
            Clock::System(_) => thread::sleep(time),
            #[cfg(test)]
            Clock::Simulated(elapsed) => *elapsed += time,
        }
    }

    /// A random number, which spreads the attempts of many clients.
    fn random(&self) -> Result<u32, RequestError> {
        match self {
            Clock::System(_) => SysRng
                .try_next_u32()
                .map_err(|_| RequestError::NoRandomness),
            #[cfg(test)]
            Clock::Simulated(_) => Ok(0),
        }
    }
}

/// Why an attempt failed.
pub(crate) enum Failure {
    Http(HttpError),
    /// A refusal that passes, as a rule.
    Transient(ResponseError),
    /// Any other, which is final.
    Refused(ResponseError),
}

impl From<HttpError> for Failure {
    fn from(error: HttpError) -> Failure {
        Failure::Http(error)
    }
}

impl Failure {
    fn may_pass(&self) -> bool {
        match self {
            Failure::Http(error) => error.may_pass(),
            Failure::Transient(_) => true,
            Failure::Refused(_) => false,
        }
    }

    fn after(self, attempts: u32) -> RequestError {
        match self {
            Failure::Http(error) => RequestError::Http { error, attempts },
            Failure::Transient(error) => RequestError::Transient { error, attempts },
            Failure::Refused(error) => RequestError::Response(error),
        }
    }
}

/// Makes attempts, each in the time that it is given, until one succeeds, or fails for good, or there is no time for another.
pub(crate) fn retry<T>(
    policy: &RetryPolicy,
    clock: &mut Clock,
    attempt: impl Fn(&mut Clock, Duration) -> Result<T, Failure>,
) -> Result<T, RequestError> {
    let mut attempts = 0;
    let mut before = None;
    loop {
        let left = policy.request.saturating_sub(clock.elapsed());
        let time = policy.attempt.min(left).min(LONGEST_ATTEMPT);
        let failure = match attempt(clock, time.max(Duration::from_millis(1))) {
            Ok(result) => return Ok(result),
            Err(failure) => failure,
        };
        attempts += 1;
        if !failure.may_pass() {
            return Err(failure.after(attempts));
        }
        let failure = match (failure, before) {
            // The attempt before tells more than that there was no time left for this one.
            (Failure::Http(HttpError::Timeout), Some(before)) if time < policy.attempt => before,
            (failure, _) => failure,
        };
        let pause = policy.pause(attempts, clock.random()?);
        if pause >= policy.request.saturating_sub(clock.elapsed()) {
            return Err(failure.after(attempts));
        }
        clock.sleep(pause);
        before = Some(failure);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::cell::Cell;

    use super::*;

    impl Clock {
        pub fn simulated() -> Clock {
            Clock::Simulated(Duration::ZERO)
        }
    }

    #[test]
    fn pauses_grow_to_a_limit() {
        let policy = RetryPolicy {
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(5),
            ..RetryPolicy::default()
        };
        let seconds = |attempts, random| policy.pause(attempts, random).as_secs_f64();
        assert_eq!(seconds(1, 0), 0.5);
        assert_eq!(seconds(1, u32::MAX), 1.0);
        assert_eq!(seconds(2, u32::MAX), 2.0);
        assert_eq!(seconds(3, 0), 2.0);
        assert_eq!(seconds(4, u32::MAX), 5.0);
        assert_eq!(seconds(u32::MAX, u32::MAX), 5.0);
    }

    /// The outcome of attempts that take so many milliseconds each and fail; and how many there were.
    fn fails(taking: u64, failure: impl Fn(u32) -> Failure) -> (RequestError, u32) {
        let policy = RetryPolicy {
            attempt: Duration::from_secs(1),
            request: Duration::from_secs(4),
            pause: Duration::from_millis(20),
            longest_pause: Duration::from_millis(100),
        };
        let made = Cell::new(0);
        let mut clock = Clock::simulated();
        let outcome: Result<(), RequestError> = retry(&policy, &mut clock, |clock, time| {
            made.set(made.get() + 1);
            let taking = Duration::from_millis(taking);
            clock.sleep(taking.min(time));
            match taking < time {
                true => Err(failure(made.get())),
                false => Err(HttpError::Timeout.into()),
            }
        });
        assert!(clock.elapsed() <= policy.request + Duration::from_millis(1));
        (outcome.unwrap_err(), made.get())
    }

    #[test]
    fn what_does_not_pass_is_given_up() {
        let busy = || ResponseError::Refused {
            code: 7,
            message: ": busy".into(),
        };
        let (error, made) = fails(10, |_| Failure::Transient(busy()));
        let expected = format!(
            "it answers with error 7: busy, after {made} attempts; such refusals pass: try later, allow more with \
             --give-up, or name another endpoint"
        );
        assert_eq!(error.to_string(), expected);
        // In ms: 10 for each attempt, and pauses of 10, 20, 40 and then 50.
        assert_eq!(made, 68);

        let status = || HttpError::Status { status: 502 };
        let (error, made) = fails(10, |_| status().into());
        let (attempts, expected) = (made, status());
        assert_eq!(
            error,
            RequestError::Http {
                error: expected,
                attempts
            }
        );
        let error = Failure::Transient(ResponseError::Null).after(1);
        assert!(error
            .to_string()
            .starts_with("found no such thing (null), after 1 attempts;"));
    }

    #[test]
    fn an_endpoint_that_never_answers_takes_no_more_than_the_time() {
        let (error, made) = fails(9_999, |_| unreachable!());
        let expected = RequestError::Http {
            error: HttpError::Timeout,
            attempts: made,
        };
        assert_eq!((error, made), (expected, 4));
    }

    /// The last attempt has little time, and its timeout says nothing.
    #[test]
    fn the_answer_before_the_last_attempt_is_told() {
        let (error, made) = fails(990, |_| Failure::Transient(ResponseError::Null));
        let expected = RequestError::Transient {
            error: ResponseError::Null,
            attempts: made,
        };
        assert_eq!((error, made), (expected, 4));
    }

    #[test]
    fn what_is_final_is_not_tried_again() {
        let (error, made) = fails(10, |made| match made {
            1 => Failure::Transient(ResponseError::Null),
            _ => Failure::Refused(ResponseError::Null),
        });
        assert_eq!(
            (error, made),
            (RequestError::Response(ResponseError::Null), 2)
        );
        let (_, made) = fails(10, |_| HttpError::Redirect { status: 307 }.into());
        assert_eq!(made, 1);
    }
}
