//! Which file of a crate imports which.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::SourceFile;
use crate::paths::Paths;

/// The files that each file imports, by their place in the list.
pub type Imports = Vec<BTreeSet<usize>>;

/// Most re-exports that one name may go through.
const MAX_HOPS: usize = 16;

/// Finds the imports between the files of one crate.
pub fn imports(files: &[SourceFile]) -> Imports {
    let paths: Vec<Paths> = files.iter().map(|file| Paths::of(&file.syntax)).collect();
    let modules = files
        .iter()
        .enumerate()
        .map(|(at, f)| (f.module.clone(), at));
    let house = House {
        files,
        // Of the two roots of a package, the library is the one that others name.
        modules: modules.rev().collect(),
        paths: &paths,
    };
    let all = paths.iter().enumerate();
    all.map(|(at, paths)| {
        let named = paths.named.iter();
        let found = named.filter_map(|(inside, path)| house.definer(at, inside, path, MAX_HOPS));
        found.filter(|other| *other != at).collect()
    })
    .collect()
}

struct House<'a> {
    files: &'a [SourceFile],
    modules: BTreeMap<Vec<String>, usize>,
    paths: &'a [Paths],
}

impl House<'_> {
    /// The file that defines what a path names, seen from a file and the inline modules around the path.
    fn definer(
        &self,
        from: usize,
        inside: &[String],
        path: &[String],
        hops: usize,
    ) -> Option<usize> {
        let full = self.absolute(from, inside, path)?;
        let (at, rest) = self.module_of(&full)?;
        let Some(name) = rest.first() else {
            return Some(at);
        };
        // A name that a parent only hands on is defined where it comes from.
        if hops > 0 {
            for (exported, source) in &self.paths[at].exports {
                let continued = match exported.as_str() {
                    "*" => [source.as_slice(), rest].concat(),
                    _ if exported == name => [source.as_slice(), &rest[1..]].concat(),
                    _ => continue,
                };
                let is_glob = exported == "*";
                match self.definer(at, &[], &continued, hops - 1) {
                    Some(found) if !is_glob || self.defines(found, name) => return Some(found),
                    // From another crate.
                    None if !is_glob => return None,
                    _ => {}
                }
            }
        }
        Some(at)
    }

    /// From the crate's root on; `None` for what is of another crate, or local.
    fn absolute(&self, from: usize, inside: &[String], path: &[String]) -> Option<Vec<String>> {
        let here = &self.files[from].module;
        let mut base: Vec<String> = here.iter().chain(inside).cloned().collect();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            // A child module of this file.
            name => {
                base = [here.as_slice(), &[name.to_string()]].concat();
                if !self.modules.contains_key(&base) {
                    return None;
                }
                rest = &rest[1..];
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The longest module at the beginning of a path, and what is left.
    fn module_of<'p>(&self, path: &'p [String]) -> Option<(usize, &'p [String])> {
        (0..=path.len()).rev().find_map(|length| {
            let at = self.modules.get(&path[..length])?;
            Some((*at, &path[length..]))
        })
    }

    /// Whether a file has an item of this name.
    fn defines(&self, at: usize, name: &str) -> bool {
        self.files[at].syntax.items.iter().any(|item| {
            let ident = match item {
                syn::Item::Fn(item) => &item.sig.ident,
                syn::Item::Struct(item) => &item.ident,
                syn::Item::Enum(item) => &item.ident,
                syn::Item::Trait(item) => &item.ident,
                syn::Item::Const(item) => &item.ident,
                syn::Item::Static(item) => &item.ident,
                syn::Item::Type(item) => &item.ident,
                _ => return false,
            };
            ident == name
        })
    }
}
