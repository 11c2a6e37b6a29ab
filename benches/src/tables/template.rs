//! Text with marks, `{{name}}`, for which tables are put in.

use super::TableError;

/// Puts the texts in the places of their marks.
///
/// # Errors
/// [`TableError::Mark`] for a mark without a text, or a text without a mark.
pub(super) fn fill(template: &str, texts: &[(&str, String)]) -> Result<String, TableError> {
    let mut filled = template.to_string();
    for (name, text) in texts {
        let mark = format!("{{{{{name}}}}}");
        if !filled.contains(&mark) {
            return Err(TableError::Mark {
                mark: (*name).to_string(),
            });
        }
        filled = filled.replace(&mark, text);
    }
    match filled.split_once("{{") {
        Some((_, rest)) => Err(TableError::Mark {
            mark: rest.split("}}").next().unwrap_or_default().to_string(),
        }),
        // The last text may be empty.
        None => Ok(format!("{}\n", filled.trim_end())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_its_text() {
        let one = [("a", "1".to_string())];
        assert_eq!(fill("x {{a}} y", &one).unwrap(), "x 1 y\n");
        let unused = fill("x", &one);
        assert!(matches!(unused, Err(TableError::Mark { mark }) if mark == "a"));
        let left = fill("{{a}} {{b}}", &one);
        assert!(matches!(left, Err(TableError::Mark { mark }) if mark == "b"));
    }
}
