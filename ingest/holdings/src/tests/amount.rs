//! Amounts.

use crate::amount::{Amount, NotAnAmount};
use crate::plain_number::Plain;
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    Amount::parse(text, '.').unwrap()
}

#[test]
fn reads_and_writes() {
    for (text, plain) in [
        ("0", "0"),
        ("0.00", "0"),
        ("007.50", "7.5"),
        ("0.05", "0.05"),
        ("1000000", "1000000"),
        (
            "999999999999999999999999999999",
            "999999999999999999999999999999",
        ),
        ("0.000000000000000001", "0.000000000000000001"),
    ] {
        assert_eq!(*amount(text).to_plain(), plain);
    }
    assert_eq!(Amount::parse("12,5", ',').unwrap(), amount("12.50"));
    assert_eq!(format!("{:?}", amount("12")), "Amount(..)");
}

#[test]
fn refuses_the_rest() {
    use NotAnAmount::{Malformed, Negative};
    for (text, error) in [
        ("", Malformed),
        (".5", Malformed),
        ("5.", Malformed),
        ("+5", Malformed),
        ("1.2.3", Malformed),
        ("1e3", Malformed),
        ("1 0", Malformed),
        ("1,5", Malformed),
        ("-5", Negative),
        ("9999999999999999999999999999999", Malformed),
        ("0.0000000000000000001", Malformed),
    ] {
        assert_eq!(Amount::parse(text, '.').unwrap_err(), error, "{text}");
    }
}

#[test]
fn adds_and_subtracts_exactly() {
    assert_eq!(
        amount("0.1").checked_add(&amount("0.95")).unwrap(),
        amount("1.05")
    );
    assert_eq!(
        amount("1.05").checked_sub(&amount("0.95")).unwrap(),
        amount("0.1")
    );
    assert!(amount("1").checked_sub(&amount("1.01")).is_none());
    let most = Amount::new(u128::MAX, 0);
    assert!(most.checked_add(&amount("1")).is_none());
    assert!(most.checked_add(&amount("0.1")).is_none());
}

proptest! {
    #[test]
    fn comes_back(mantissa in any::<u64>(), decimals in 0u32..=18) {
        let amount = Amount::new(mantissa.into(), decimals);
        prop_assert_eq!(Amount::parse(&amount.to_plain(), '.').unwrap(), amount);
    }

    #[test]
    fn plain_numbers_are_those_of_their_digits(text in "[0-9]{1,20}(\\.[0-9]{0,20})?[<:]{0,2}", decimals in 0u8..20) {
        let number = text.trim_end_matches(['<', ':']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let found = Plain::read(text.as_bytes(), b'.', false);
        prop_assert_eq!(found.is_some(), digits <= 18, "{}", text);
        if let Some((plain, rest)) = found {
            prop_assert_eq!(rest.len(), text.len() - number.len());
            let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
            let digits: u128 = format!("{whole}{fraction}").parse().unwrap();
            let amount = Amount::new(digits, u32::try_from(fraction.len()).unwrap());
            prop_assert_eq!(plain.units(decimals), amount.units(decimals));
            let parsed = Amount::parse(number, '.').ok();
            prop_assert_eq!(parsed, (!number.ends_with('.')).then_some(amount));
        }
    }

    #[test]
    fn units_and_order_are_those_of_the_digits(
        (a, b) in (0u128..10u128.pow(30), 0u128..10u128.pow(30)), decimals in 0u32..=18, more in 0u8..6, few in any::<bool>(),
    ) {
        let (a, b) = if few { (a % 10_000_000, b % 10_000_000) } else { (a, b) };
        let [x, y] = [a, b].map(|mantissa| Amount::new(mantissa, decimals));
        prop_assert_eq!(x.fits(&y), a <= b);
        prop_assert_eq!(Amount::parse(&x.to_plain(), '.').ok(), Some(x.clone()));
        let at = u8::try_from(decimals).unwrap() + more;
        let units = a * 10u128.pow(more.into());
        prop_assert_eq!(x.units(at), u64::try_from(units).ok());
        // As from the text of it.
        let text = x.to_plain();
        let parsed = crate::quantity::parse_quantity(text.as_bytes(), at, 1);
        prop_assert_eq!(parsed.ok().flatten(), x.units(at));
        let fewer = u8::try_from(decimals / 2).unwrap();
        let parsed = crate::quantity::parse_quantity(text.as_bytes(), fewer, 1);
        prop_assert_eq!(parsed.ok().flatten(), x.units(fewer));
    }
}
