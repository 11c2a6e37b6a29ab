//! How long each function of a file is.

use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, Item, ItemFn, Signature, TraitItemFn};

use crate::files::SourceFile;
use crate::paths::is_test_item;

/// A function, and the lines of its body: empty lines, comments and the braces around it apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionLength {
    /// Its name.
    pub name: String,
    /// Lines of code.
    pub lines: usize,
}

/// Every function of a file, tests apart. What macros make is not seen.
pub fn function_lengths(file: &SourceFile) -> Vec<FunctionLength> {
    let mut counter = Counter {
        code: file.text.lines().map(is_code).collect(),
        found: Vec::new(),
    };
    counter.visit_file(&file.syntax);
    counter.found
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

struct Counter {
    /// Of every line of the file, whether there is code on it.
    code: Vec<bool>,
    found: Vec<FunctionLength>,
}

impl Counter {
    fn count(&mut self, signature: &Signature, body: &Block) {
        // Lines are counted from 1: that is the index of the line after the opening brace.
        let span = body.brace_token.span.join();
        let inside = span.start().line..span.end().line.saturating_sub(1);
        let lines = self.code.get(inside).unwrap_or_default();
        self.found.push(FunctionLength {
            name: signature.ident.to_string(),
            lines: lines.iter().filter(|code| **code).count(),
        });
    }
}

impl<'ast> Visit<'ast> for Counter {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test_item(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.count(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.count(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.count(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}
