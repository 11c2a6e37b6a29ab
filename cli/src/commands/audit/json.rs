//! What an auditor sees, as a program reads it. PRIVATE.

use assay_prover::{AuditedHoldings, CustodianHoldings, Position, RuleMargin};
use assay_statement::{Report, Unit};
use assay_verifier::{add_income_json, basis_json, supply_json, UncheckedNote, NOT_PROVED};
use serde_json::{json, Value};

use crate::render::unchecked;

use super::income;

/// All that agrees, with every row.
pub fn json(report: &Report, agreement: &AuditedHoldings, not_checked: &[UncheckedNote]) -> Value {
    let book = &report.book;
    let verified = &agreement.verified;
    let supply = supply_json(report, &verified.basis);
    let mut value = json!({
        "agrees": true,
        "subject": book.subject,
        "as_of": book.as_of,
        "currency": book.currency,
        "policy": report.policy.name,
        "report": verified.report,
        "tokens": verified.tokens,
        "value_per_token": report.supply.value_per_token,
        "basis": basis_json(&verified.basis),
        "supply": supply.counted,
        "excluded": supply.excluded,
        "payables": supply.payables,
        "amount_to_cover": verified.amount_to_cover,
        "total": agreement.total,
        "custodians": agreement.custodians.iter().map(holder_json).collect::<Vec<_>>(),
        "kinds": agreement
            .kinds
            .iter()
            .map(|kind| json!({ "kind": kind.kind, "total": kind.total }))
            .collect::<Vec<_>>(),
        "rules": agreement.rules.iter().map(rule_json).collect::<Vec<_>>(),
        "not_checked": unchecked::json(not_checked),
        "not_proved": NOT_PROVED,
    });
    add_income_json(&mut value, report, &verified.basis);
    if let Some(income) = &agreement.income {
        value["income"]["earned"] = income.total.to_string().into();
    }
    value
}

fn holder_json(holder: &CustodianHoldings) -> Value {
    let position = |position: &Position| {
        let about = &position.book_row;
        let mut value = json!({
            "row": position.row,
            "instrument": about.instrument,
            "kind": about.kind,
            "quantity": position.quantity,
            "price": about.price,
            "value": position.value,
        });
        let dates = [
            ("maturity", about.maturity),
            ("reset", about.reset),
            ("demand", about.demand),
        ];
        for (name, date) in dates {
            if let Some(date) = date {
                value[name] = date.to_string().into();
            }
        }
        if let Some(institution) = &about.institution {
            value["institution"] = institution.as_str().into();
        }
        value
    };
    let mut value = json!({
        "custodian": holder.custodian,
        "commitment": holder.commitment,
        "total": holder.total,
        "positions": holder.positions.iter().map(position).collect::<Vec<_>>(),
    });
    if let Some(earned) = &holder.income {
        value["income"] = income::json(earned);
    }
    value
}

fn rule_json(rule: &RuleMargin) -> Value {
    let inequality = &rule.inequality;
    let mut value = json!({
        "rule": inequality.name,
        "position": inequality.rule,
        "bound": inequality.label,
        "holds": true,
        "slack": rule.slack.to_string(),
        "divisor": rule.divisor.to_string(),
        "unit": match inequality.unit {
            Unit::Currency => "currency",
            Unit::CurrencyDays => "currency-days",
            Unit::GroupCurrencyDays => "group-currency-days",
        },
        "amount": rule.amount,
    });
    if let Some(days) = &rule.days {
        value["days"] = days.as_str().into();
    }
    value
}
