//! What is read eight bytes at a time.

use crate::eight_bytes::{letters, markup, plain};
use crate::plain_number::{eight, Plain};

#[test]
fn any_byte_is_told_wherever_it_is() {
    let around = [
        b' ', b'!', b'=', b'%', b'\'', b'a', b'Z', b'z', 0x7f, 0x80, 0xa0, 0xff, 0,
    ];
    for byte in 0..=255u8 {
        for at in 0..19 {
            for around in around {
                let mut text = [around; 19];
                text[at] = byte;
                let position = |ends: fn(&u8) -> bool| text.iter().position(ends);
                let found = [markup(&text, 99), plain(&text, 99), letters(&text, 99)];
                let expected = [
                    position(|b| matches!(b, b'<' | b'&')),
                    position(|b| *b < b' ' || matches!(b, b'<' | b'&')),
                    position(|b| !b.is_ascii_alphabetic()),
                ];
                assert_eq!(found, expected, "{text:?}");
            }
        }
    }
    assert_eq!(plain(&[b'x'; 300], 64), None);
    assert_eq!(markup(b"", 9), None);
}

/// The same, digit by digit.
fn one_by_one(text: &[u8]) -> (usize, u64) {
    let digits = text.iter().take(8).take_while(|b| b.is_ascii_digit());
    digits.fold((0, 0), |(count, value), b| {
        (count + 1, value * 10 + u64::from(b - b'0'))
    })
}

#[test]
fn any_byte_ends_the_digits() {
    for byte in 0..=255u8 {
        for at in 0..9 {
            for after in [0, b'0', b'9', 0x7f, 0x80, 0x8a, 0xff] {
                let mut text = *b"987654321012";
                text[at] = byte;
                text[at + 1..].fill(after);
                for end in [at, at + 1, 12] {
                    assert_eq!(eight(&text[..end]), one_by_one(&text[..end]), "{text:?}");
                }
            }
        }
    }
    assert_eq!(eight(b""), (0, 0));
    assert_eq!(eight(b"99999999"), (8, 99_999_999));
}

#[test]
fn numbers_have_a_limit() {
    let read = |text: &str, always| {
        let (plain, rest) = Plain::read(text.as_bytes(), b',', always)?;
        Some((plain.units(18)?, rest.len()))
    };
    assert_eq!(read("0,", true), Some((0, 0)));
    assert_eq!(read("5", true), None);
    assert_eq!(read("5", false), Some((5_000_000_000_000_000_000, 0)));
    for (text, fits) in [
        ("999999999999999999,", true),
        ("9999999999999999999,", false),
        ("000000000000000000000000,1", false),
        ("1,99999999999999999<", true),
        ("1,999999999999999999<", false),
        ("00000000,0000000000", true),
        (",5", false),
        ("", false),
        ("N5,", false),
    ] {
        let found = Plain::read(text.as_bytes(), b',', false);
        assert_eq!(found.is_some(), fits, "{text}");
    }
}
