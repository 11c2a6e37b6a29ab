//! Tests of what stands beside them.

use super::*;

#[test]
fn names_of_cells() {
    for (text, at) in [
        ("A1", (0, 1)),
        ("Z9", (25, 9)),
        ("AA10", (26, 10)),
        ("XFD1048576", (16_383, 1_048_576)),
    ] {
        assert_eq!(cell(text), Some(at));
        assert_eq!(name(at.0, at.1), text);
    }
    for wrong in [
        "", "A", "1", "A0", "a1", "XFE1", "A1048577", "AAAA1", "A+1", "$A$1",
    ] {
        assert_eq!(cell(wrong), None, "{wrong}");
    }
}

#[test]
fn areas_touch_positions() {
    let area = Area::new("B3:C5", "").unwrap();
    assert!(area.touches(&[2], &[(1, 1), (5, 9)]));
    assert!(area.touches(&[1], &[(4, 4)]));
    assert!(!area.touches(&[0, 3], &[(1, 9)]));
    assert!(!area.touches(&[1], &[(1, 2), (6, 9)]));
    assert_eq!(area.place(), "cells B3:C5");
}
