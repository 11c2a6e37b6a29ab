//! Circles in a graph of files.

use crate::imports::Imports;

/// The circles: sets of files each of which leads to every other one, in the order of their first file.
pub fn circles(imports: &Imports) -> Vec<Vec<usize>> {
    let reach: Vec<Vec<bool>> = (0..imports.len())
        .map(|from| reached(imports, from))
        .collect();
    let mut taken = vec![false; imports.len()];
    let mut found = Vec::new();
    for from in 0..imports.len() {
        if taken[from] {
            continue;
        }
        let circle: Vec<usize> = (from..imports.len())
            .filter(|other| reach[from][*other] && reach[*other][from])
            .collect();
        if !circle.is_empty() {
            circle.iter().for_each(|at| taken[*at] = true);
            found.push(circle);
        }
    }
    found
}

/// What can be reached from a file by one import or more.
fn reached(imports: &Imports, from: usize) -> Vec<bool> {
    let mut seen = vec![false; imports.len()];
    let mut open: Vec<usize> = imports[from].iter().copied().collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&imports[at]);
        }
    }
    seen
}
