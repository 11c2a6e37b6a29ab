//! The elements that are open, and their namespaces.

use quick_xml::events::BytesStart;
use quick_xml::name::{Namespace, NamespaceError, NamespaceResolver, QName, ResolveResult};

use crate::eight_bytes::letters;

/// An element that is open.
struct Open {
    /// Where its name begins among the names.
    name: usize,
    /// Where its name without a prefix begins.
    local: usize,
    /// Where its prefix ends; where the name begins if it has none.
    prefix: usize,
    /// Whether it binds prefixes.
    scope: bool,
}

/// The elements that are open, the innermost last.
#[derive(Default)]
pub(super) struct Elements {
    names: String,
    open: Vec<Open>,
    scopes: NamespaceResolver,
    /// How often a scope has begun or ended.
    changes: u64,
    /// The namespace of the document; that of every element in it is compared with it.
    namespace: Option<String>,
    /// A prefix, and whether elements with it are in the namespace of the document: that of the last element.
    known: Option<(Option<String>, bool)>,
}

impl Elements {
    /// An element without attributes begins, by its name as written.
    pub fn begin(&mut self, name: &str) {
        self.push(name, false);
    }

    /// An element begins that has attributes: they may bind prefixes to namespaces.
    pub fn begin_with_attributes(&mut self, start: &BytesStart<'_>) -> Result<(), NamespaceError> {
        let scope = start.contains("xmlns");
        self.push(start.name().0, scope);
        if !scope {
            return Ok(());
        }
        self.known = None;
        self.changes += 1;
        self.scopes.push(start)
    }

    /// A number that changes when prefixes are bound to other namespaces.
    pub fn scope(&self) -> u64 {
        self.changes
    }

    fn push(&mut self, name: &str, scope: bool) {
        let at = self.names.len();
        let (mut local, mut prefix) = (at, at);
        if letters(name.as_bytes(), name.len()).is_some() && name.as_bytes().contains(&b':') {
            local += name.rfind(':').map_or(0, |colon| colon + 1);
            prefix += name.find(':').unwrap_or(0);
        }
        self.names.push_str(name);
        self.open.push(Open {
            name: at,
            local,
            prefix,
            scope,
        });
    }

    /// The length of the tag that a text begins with, if it ends the innermost element and is written without spaces.
    pub fn ended_by(&self, text: &str) -> Option<usize> {
        let name = self.last().as_bytes();
        let after = text.as_bytes().strip_prefix(b"</")?;
        let (found, after) = after.split_at_checked(name.len())?;
        let ends = !name.is_empty() && after.first() == Some(&b'>');
        (ends && same(found, name)).then(|| name.len() + "</>".len())
    }

    /// Whether the innermost element has a name, as written.
    pub fn is_last(&self, name: &str) -> bool {
        !self.open.is_empty() && self.last() == name
    }

    /// The innermost element ends.
    pub fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.names.truncate(open.name);
            if open.scope {
                self.scopes.pop();
                self.changes += 1;
                self.known = None;
            }
        }
    }

    /// The name of the innermost element, as written.
    fn last(&self) -> &str {
        let last = self.open.last();
        last.and_then(|open| self.names.get(open.name..))
            .unwrap_or_default()
    }

    /// The name of the innermost element, without a prefix.
    pub fn name(&self) -> &str {
        let last = self.open.last();
        last.and_then(|open| self.names.get(open.local..))
            .unwrap_or_default()
    }

    /// Whether the innermost element has a prefix.
    pub fn has_prefix(&self) -> bool {
        self.prefix().is_some()
    }

    /// The prefix of the innermost element.
    fn prefix(&self) -> Option<&str> {
        let last = self.open.last().filter(|open| open.local > open.name)?;
        self.names.get(last.name..last.prefix)
    }

    /// The namespace of the document.
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// Takes the namespace of the innermost element for that of the document.
    pub fn set_namespace(&mut self) {
        self.namespace = self.bound(|namespace| namespace.map(String::from));
        self.known = None;
    }

    /// What is made of the namespace of the innermost element.
    fn bound<T>(&self, of: impl FnOnce(Option<&str>) -> T) -> T {
        match self.scopes.resolve_element(QName(self.last())).0 {
            ResolveResult::Bound(Namespace(namespace)) => of(Some(namespace)),
            _ => of(None),
        }
    }

    /// Whether the innermost element is in the namespace of the document.
    pub fn is_of_document(&mut self) -> bool {
        let prefix = self.prefix();
        match &self.known {
            Some((known, is)) if known.as_deref() == prefix => *is,
            _ => {
                let is = self.bound(|found| found.is_some() && found == self.namespace.as_deref());
                self.known = Some((prefix.map(String::from), is));
                is
            }
        }
    }
}

/// Whether two names of one length are the same; short ones without a call, which takes longer than to compare them.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    let ends = |name: &[u8]| Some((*name.first_chunk::<8>()?, *name.last_chunk::<8>()?));
    let short = |name: &[u8]| Some((*name.first_chunk::<4>()?, *name.last_chunk::<4>()?));
    match a.len() {
        // First and last bytes, which overlap.
        8..=16 => ends(a) == ends(b),
        4..8 => short(a) == short(b),
        _ => a == b,
    }
}

#[cfg(test)]
mod tests;
