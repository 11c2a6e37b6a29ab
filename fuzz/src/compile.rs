//! Book, policy and supply to a program.

use assay_statement::rules::Group;
use assay_statement::{
    compile_with_supply, parse_document, Book, BookRow, Bound, Compiled, Decimal, Inequality,
    Policy, Program, ProgramRule, Rule, Supply,
};
use num_bigint::{BigInt, BigUint};
use serde_json::Value;

use crate::{message, table};

/// What a row counts towards one end of a band.
type End<'a> = Box<dyn Fn(&BookRow) -> i128 + 'a>;

/// `{"book": ..., "policy": ..., "supply": ...}`: no integer overflows on the way (the build checks), and what comes out is a
/// program with the exact values of the rows, the bounds that coverage and income ask for, and the slacks of big integers.
pub fn check(bytes: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let part = |name: &str| input[name].to_string().into_bytes();
    let (Ok(book), Ok(policy), Ok(supply)) = (
        parse_document::<Book>(&part("book")),
        parse_document::<Policy>(&part("policy")),
        parse_document::<Supply>(&part("supply")),
    ) else {
        return;
    };
    let compiled = match compile_with_supply(&book, &policy, &supply) {
        Ok(compiled) => compiled,
        Err(error) => return message::check(&error),
    };
    assert_eq!(
        compile_with_supply(&book, &policy, &supply).as_ref(),
        Ok(&compiled)
    );
    let program = &compiled.program;
    assert_eq!(program.check(), Ok(()));
    let table = assay_statement::compile(&book, &policy).expect("what compiles with a supply");
    table::check(&table.to_bytes().expect("a table that was checked"));
    let owed = supply.owed().expect("what compiles adds up");
    let bound = table.bind(&owed);
    assert_eq!(bound.as_ref(), Ok(program));
    let bytes = program.to_bytes().expect("a program that was checked");
    assert_eq!(Program::from_bytes(&bytes).as_ref(), Ok(program));

    assert_eq!(program.shape, book.shape);
    assert_eq!(usize::from(program.custodians), book.custodians.len());
    assert_eq!(compiled.inequalities.len(), program.rules.len());
    assert!((1..=book.shape.rules()).contains(&program.rules.len()));
    assert!(compiled.inequalities.is_sorted_by(|a, b| a.rule <= b.rule));
    values(&book, &compiled);
    coverage(&policy, &compiled);
    income(&book, &policy, &compiled);
    haircuts(&book, &policy, &compiled);
    bands(&book, &policy, &compiled);
    slacks(&compiled);
}

fn power_of_ten(exponent: u32) -> BigUint {
    BigUint::from(10u32).pow(exponent)
}

/// `v_j 10^-S` is the price of `10^-quantity_decimals` units, or what they earned without its sign.
fn values(book: &Book, compiled: &Compiled) {
    let held = book.rows.iter();
    let held = held.map(|row| (&row.custodian, row.quantity_decimals, &row.price));
    let earned = book.income_rows().iter();
    let earned = earned.map(|row| {
        let amount = row.per_unit.magnitude();
        (&row.custodian, row.quantity_decimals, amount)
    });
    assert_eq!(book.quantities(), compiled.program.rows.len());
    for (row, compiled_row) in held.chain(earned).zip(&compiled.program.rows) {
        let (custodian, quantity_decimals, amount) = row;
        let custodian = book.custodian_index(custodian);
        assert_eq!(Some(usize::from(compiled_row.custodian)), custodian);
        let decimals = amount.decimals() + u32::from(quantity_decimals);
        assert_eq!(
            compiled_row.value * power_of_ten(decimals),
            amount.mantissa() * power_of_ten(compiled.scale)
        );
    }
}

/// The bound is the least integer that is at least this amount, times the denominator, at the scale.
fn is_least(rule: &ProgramRule, inequality: &Inequality, compiled: &Compiled, amount: &Decimal) {
    let exact = amount.mantissa() * power_of_ten(compiled.scale) * inequality.denominator;
    let step = BigInt::from(power_of_ten(amount.decimals()));
    let bound = BigInt::from(rule.bound) * &step;
    let exact = BigInt::from(exact);
    assert!(bound >= exact && bound - step < exact);
}

/// Rules of income count it by its sign and nothing else, up to what was distributed; no other rule counts it.
fn income(book: &Book, policy: &Policy, compiled: &Compiled) {
    for (inequality, rule) in compiled.inequalities.iter().zip(&compiled.program.rules) {
        let (held, earned) = rule.multipliers.split_at(book.rows.len());
        let Rule::Yield(named) = &policy.rules[inequality.rule] else {
            assert!(earned.iter().all(|m| *m == 0));
            continue;
        };
        assert!(held.iter().all(|m| *m == 0));
        for (row, multiplier) in book.income_rows().iter().zip(earned) {
            let sign = if row.per_unit.is_negative() { -1 } else { 1 };
            assert_eq!(*multiplier, sign);
        }
        let distributed = compiled.distributed.as_ref();
        let distributed = distributed.expect("a rule of income needs it");
        is_least(
            rule,
            inequality,
            compiled,
            &(&named.min_ratio * distributed),
        );
    }
}

/// The bound of every coverage rule is the least integer that is at least its denominator times ratio times amount.
fn coverage(policy: &Policy, compiled: &Compiled) {
    for (inequality, rule) in compiled.inequalities.iter().zip(&compiled.program.rules) {
        let named = &policy.rules[inequality.rule];
        assert_eq!(named.name(), inequality.name);
        let Rule::Coverage(coverage) = named else {
            continue;
        };
        let required: Decimal = &coverage.min_ratio * &compiled.amount_to_cover;
        is_least(rule, inequality, compiled, &required);
        let most = i64::try_from(inequality.denominator).expect("a small denominator");
        assert!(rule
            .multipliers
            .iter()
            .all(|m| (0..=most).contains(&i64::from(*m))));
    }
}

/// The multipliers of coverage and of stress are what the haircuts, and a loss for every day left, leave of a row.
fn haircuts(book: &Book, policy: &Policy, compiled: &Compiled) {
    let today = book.as_of.date();
    for (inequality, compiled_rule) in compiled.inequalities.iter().zip(&compiled.program.rules) {
        let coverage = policy.rules.iter().find_map(|rule| match rule {
            Rule::Coverage(coverage) => Some(coverage),
            _ => None,
        });
        let (coverage, shift) = match (&policy.rules[inequality.rule], coverage) {
            (Rule::Coverage(coverage), _) => (coverage, None),
            (Rule::Stress(stress), Some(coverage)) => (coverage, Some(stress.shift_bps)),
            _ => continue,
        };
        for (row, multiplier) in book.rows.iter().zip(&compiled_rule.multipliers) {
            let days = i128::from(row.days_left(today));
            let by_days = coverage.haircuts_by_days.iter().rev();
            let by_days = by_days.filter(|entry| i128::from(entry.over_days) < days);
            let by_kind = coverage.haircuts_bps.get(&row.kind);
            let bps = by_kind.copied().unwrap_or(0) + by_days.map(|e| e.bps).next().unwrap_or(0);
            let left = 10_000 - i128::from(bps.min(10_000));
            let expected = match shift {
                None => left,
                Some(shift) => (365 * left - i128::from(shift) * days).max(0),
            };
            assert_eq!(i128::from(*multiplier), expected, "{row:?}");
        }
    }
}

/// The multipliers of bands: each end that asks for anything, in millionths of all or in days.
fn bands(book: &Book, policy: &Policy, compiled: &Compiled) {
    let today = book.as_of.date();
    for (index, rule) in policy.rules.iter().enumerate() {
        let is_of = |group: Option<&Group>, row: &BookRow| {
            let kinds = group.map_or(&[][..], |group| &group.kinds);
            let countries = group.map_or(&[][..], |group| &group.countries);
            let country = book.countries.get(&row.custodian);
            (kinds.is_empty() || kinds.contains(&row.kind))
                && (countries.is_empty() || countries.iter().any(|c| Some(c) == country))
        };
        let millionths = |share: &Decimal| {
            let scaled = share.mantissa() * power_of_ten(6);
            let found = scaled.clone() / power_of_ten(share.decimals());
            assert_eq!(&found * power_of_ten(share.decimals()), scaled);
            i128::try_from(found).expect("a share")
        };
        // What a row of the group counts, and what every row does, for each end.
        let ends: Vec<End<'_>> = match rule {
            Rule::Share(share) => {
                let (min, max) = (millionths(&share.min), millionths(&share.max));
                let member =
                    move |row: &BookRow| 1_000_000 * i128::from(is_of(Some(&share.of), row));
                let (least, most): (End<'_>, End<'_>) = (
                    Box::new(move |row| member(row) - min),
                    Box::new(move |row| max - member(row)),
                );
                let asked = [(min > 0, least), (max < 1_000_000, most)];
                asked
                    .into_iter()
                    .filter(|(asks, _)| *asks)
                    .map(|(_, end)| end)
                    .collect()
            }
            Rule::Tenor(tenor) => {
                let (min, max) = (i128::from(tenor.min_days), i128::from(tenor.max_days));
                let days = move |row: &BookRow| i128::from(row.days_left(today));
                let member = move |row: &BookRow| i128::from(is_of(tenor.of.as_ref(), row));
                let (least, most): (End<'_>, End<'_>) = (
                    Box::new(move |row| member(row) * (days(row) - min)),
                    Box::new(move |row| member(row) * (max - days(row))),
                );
                match min {
                    0 => vec![most],
                    _ => vec![least, most],
                }
            }
            _ => continue,
        };
        let all = compiled.inequalities.iter().zip(&compiled.program.rules);
        let found: Vec<_> = all
            .filter(|(inequality, _)| inequality.rule == index)
            .collect();
        assert_eq!(found.len(), ends.len());
        for ((_, compiled_rule), end) in found.into_iter().zip(&ends) {
            assert_eq!(compiled_rule.bound, Bound::ZERO);
            for (row, multiplier) in book.rows.iter().zip(&compiled_rule.multipliers) {
                assert_eq!(i128::from(*multiplier), end(row), "{row:?}");
            }
        }
    }
}

/// For quantities at both ends of their range.
fn slacks(compiled: &Compiled) {
    let rows = &compiled.program.rows;
    for quantity in [0, 1, u64::MAX] {
        let quantities = vec![quantity; rows.len()];
        let slacks = compiled.slacks(&quantities).expect("one a row");
        for (rule, slack) in compiled.program.rules.iter().zip(&slacks) {
            let weigh = |(m, row): (&i32, &assay_statement::ProgramRow)| {
                BigInt::from(*m) * BigInt::from(row.value) * BigInt::from(quantity)
            };
            let sum: BigInt = rule.multipliers.iter().zip(rows).map(weigh).sum();
            assert_eq!(*slack, sum - BigInt::from(rule.bound));
            // What the three words of the circuit hold.
            assert!(slack.magnitude().bits() <= 192);
        }
        for (inequality, slack) in compiled.inequalities.iter().zip(&slacks) {
            let shown = compiled.amount(inequality, slack, 2);
            assert!(shown.parse::<f64>().is_ok(), "{shown:?} is no number");
        }
    }
    assert!(compiled.slacks(&vec![0; rows.len() + 1]).is_err());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genuine;

    #[test]
    fn takes_the_genuine_documents() {
        let report = serde_json::to_value(&genuine::report().report).unwrap();
        check(report.to_string().as_bytes());
        check(include_bytes!("../../test-vectors/report/bands.json"));
        check(include_bytes!("../../test-vectors/report/income.json"));
        check(b"{}");
    }
}
