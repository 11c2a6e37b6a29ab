//! Narratives of statements, which may say in words that something is held, but not free.

/// What words begin with that say so, in English, German and French.
const HELD: [&str; 13] = [
    "PLEDG", "BLOCK", "ENCUMB", "LIEN", "COLLAT", "RESTRICT", "FROZEN", "LENT", "LOAN", "GESPERR",
    "VERPF", "PFAND", "NANTI",
];

/// Whether a narrative says that something is not free, in a word that none before it takes back.
pub(crate) fn says_held(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut before = ["", "", ""];
    words.filter(|word| !word.is_empty()).any(|word| {
        let held = HELD.iter().find(|held| begins(word, held));
        let [_, first, last] = before;
        let says = held.is_some_and(|held| !takes_back(before) && !names(last, word, held));
        before = [first, last, word];
        says
    })
}

fn begins(word: &str, beginning: &str) -> bool {
    let start = word.get(..beginning.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

/// Whether three words say that what follows is not so. `NO` does not: it may be short for number. Nor does `WITHOUT`, as in
/// "no sale without the pledgee's consent".
fn takes_back([second, first, last]: [&str; 3]) -> bool {
    let is = |word: &str, any: &[&str]| any.iter().any(|other| word.eq_ignore_ascii_case(other));
    let denied = |word: &str| is(word, &["NOT", "NON", "NICHT"]);
    denied(last) || (is(first, &["FREE"]) && is(last, &["OF", "FROM"]) && !denied(second))
}

/// Whether a word is part of a name, of which no one says that it is held: home loan banks, blockchains, and covered bonds of
/// Germany.
fn names(last: &str, word: &str, held: &str) -> bool {
    begins(word, "BLOCKCHAIN")
        || begins(word, "PFANDBRIEF")
        || (held == "LOAN" && last.eq_ignore_ascii_case("HOME"))
}
