//! Parts of an account that end and begin as one before them did, but for the account.
//!
//! As with [balances](crate::repeated), what is not plain is left to the reader of the format.

use zeroize::Zeroizing;

/// Longest account that is looked for, in bytes: the most that the standards allow.
const MAX_ACCOUNT: usize = 35;

/// Most texts that are looked at to be kept.
const MAX_TRIES: usize = 8;

/// How a format writes the end of a part of an account and the beginning of the next one, up to its first balance.
pub(crate) struct PartWriting {
    /// Whether a text, which is before the account and which is after it, is this and nothing else.
    pub is_plain: fn(&str, &str) -> bool,
    /// What has to follow, if that is said.
    pub after: Option<u8>,
    /// What a balance begins with.
    pub balance: &'static str,
}

/// The text between the balances of two parts of an account.
pub(crate) struct PartForm {
    writing: &'static PartWriting,
    /// What is before the account and after it.
    form: Option<(Zeroizing<String>, Zeroizing<String>)>,
    /// How many lines end in it.
    lines: u64,
    /// Where names mean what they do in it.
    scope: u64,
    /// The offset in the file where the last balance ends.
    balance: Option<u64>,
    tries: usize,
}

/// A part that begins.
pub(crate) struct RepeatedPart<'t> {
    pub account: &'t str,
    /// The length of the text, up to its first balance.
    pub length: usize,
    /// How many lines end in it.
    pub lines: u64,
}

/// Puts an account in the place of another, which leaves nothing behind.
pub(crate) fn replace(account: &mut Zeroizing<String>, other: &str) {
    if account.capacity() < other.len() {
        *account = Zeroizing::new(String::with_capacity(MAX_ACCOUNT.max(other.len())));
    }
    account.clear();
    account.push_str(other);
}

impl PartForm {
    /// None yet.
    pub fn new(writing: &'static PartWriting) -> PartForm {
        PartForm {
            writing,
            form: None,
            lines: 0,
            scope: 0,
            balance: None,
            tries: 0,
        }
    }

    /// Whether there is a form.
    pub fn is_known(&self) -> bool {
        self.form.is_some()
    }

    /// A balance has ended at an offset.
    pub fn after_balance(&mut self, position: u64) {
        self.balance = Some(position);
    }

    /// Where the last balance ended, if what follows it may be kept: a balance has to be next.
    pub fn wanted(&self, rest: &str) -> Option<u64> {
        let wanted = self.form.is_none() && self.tries < MAX_TRIES;
        let position = self.balance.filter(|_| wanted)?;
        let next = rest.trim_start().starts_with(self.writing.balance);
        next.then_some(position)
    }

    /// Keeps the form of a text that the reader has accepted, in which the part of an account began.
    pub fn keep(&mut self, text: Option<&str>, account: &str, scope: u64) {
        let text = text.unwrap_or_default();
        // Between two balances of one part there is nothing.
        self.tries += usize::from(!text.is_empty());
        let Some((before, after)) = text.split_once(account) else {
            return;
        };
        if (self.writing.is_plain)(before, after) {
            let owned = |text: &str| Zeroizing::new(String::from(text));
            self.form = Some((owned(before), owned(after)));
            self.lines = text.bytes().filter(|b| *b == b'\n').count() as u64;
            self.scope = scope;
        }
    }

    /// The part that begins at a text, if it has the form.
    pub fn find<'t>(&self, text: &'t str, scope: u64) -> Option<RepeatedPart<'t>> {
        let (before, after) = self.form.as_ref().filter(|_| self.scope == scope)?;
        let rest = text.strip_prefix(before.as_str())?;
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'.' | b'_');
        let length = rest.bytes().take_while(|b| plain(b)).count();
        let (account, rest) = rest.split_at_checked(length)?;
        let rest = rest.strip_prefix(after.as_str())?;
        let next = rest.as_bytes().first();
        let fits = (1..=MAX_ACCOUNT).contains(&length)
            && self.writing.after.is_none_or(|after| next == Some(&after));
        fits.then(|| RepeatedPart {
            account,
            length: text.len() - rest.len(),
            lines: self.lines,
        })
    }
}
