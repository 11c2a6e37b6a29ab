//! The invented fund: three custodians, two chains, every kind of rule.

use assay_book::{
    sample_price_file, SAMPLE_AS_OF, SAMPLE_CUSTODIANS, SAMPLE_CUSTODIAN_IDS, SAMPLE_POLICY,
    SAMPLE_PRICES_DATE, SAMPLE_SUBJECT,
};
use assay_holdings::sample as holdings_sample;
use assay_holdings::{aggregate, Index};
use assay_statement::{Book, Id, Timestamp};

use crate::commands::demo::command_line::CommandLine;
use crate::commands::demo::demo_fund::{fault, id, DemoCustodian, DemoFund, SentFile};
use crate::commands::demo::workspace::Workspace;
use crate::error::CliError;
use crate::files::Access;

/// The form of the holdings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Inputs {
    /// CSV files with a line an account and instrument
    Csv,
    /// statements: semt.002, MT535, camt.053
    Swift,
}

const CUSTODIANS: [DemoCustodian; 3] = {
    let [northbank, eastcustody, harbortrust] = SAMPLE_CUSTODIAN_IDS;
    [
        DemoCustodian {
            id: northbank,
            keys: &[("ed25519", "northbank")],
            threshold: 1,
        },
        DemoCustodian {
            id: eastcustody,
            keys: &[
                ("p256", "eastcustody-1"),
                ("ed25519", "eastcustody-2"),
                ("secp256k1", "eastcustody-3"),
            ],
            threshold: 2,
        },
        DemoCustodian {
            id: harbortrust,
            keys: &[("secp256k1", "harbortrust")],
            threshold: 1,
        },
    ]
};

/// The invented fund.
pub struct SampleFund {
    inputs: Inputs,
}

impl SampleFund {
    /// Whose custodians send holdings in this form.
    pub fn new(inputs: Inputs) -> SampleFund {
        SampleFund { inputs }
    }
}

impl DemoFund for SampleFund {
    fn subject(&self) -> &'static str {
        SAMPLE_SUBJECT
    }

    fn as_of(&self) -> &'static str {
        SAMPLE_AS_OF
    }

    fn custodians(&self) -> &'static [DemoCustodian] {
        &CUSTODIANS
    }

    fn make_public_inputs(&self, workspace: &Workspace) -> Result<(), CliError> {
        let as_of: Timestamp = SAMPLE_AS_OF.parse().map_err(|_| fault(SAMPLE_AS_OF))?;
        let prices = sample_price_file(as_of.date()).map_err(fault)?;
        workspace.write("prices.csv", &prices, Access::Public)?;
        workspace.write("custodians.json", SAMPLE_CUSTODIANS, Access::Public)?;
        workspace.write("policy.json", SAMPLE_POLICY, Access::Public)
    }

    fn with_prices<'a>(&self, book: CommandLine<'a>) -> CommandLine<'a> {
        book.file("--prices", "prices.csv")
            .option("--prices-date", SAMPLE_PRICES_DATE)
    }

    fn holdings(&self, book: &Book, custodian: &Id) -> Result<Vec<SentFile>, CliError> {
        let sent = |option, (name, text)| SentFile { option, name, text };
        if self.inputs == Inputs::Csv {
            let text = holdings_sample::csv(book, custodian).map_err(fault)?;
            let name = format!("{custodian}.holdings.csv");
            return Ok(vec![sent("--holdings", (name, text))]);
        }
        let files = holdings_sample::statements(book, custodian).map_err(fault)?;
        let mapping = (format!("{custodian}.mapping.json"), files.mapping);
        let statements = files.statements.into_iter();
        Ok(statements
            .map(|file| sent("--holdings", file))
            .chain([sent("--mapping", mapping)])
            .collect())
    }

    fn make_supply(&self, book: &Book, workspace: &Workspace) -> Result<(), CliError> {
        let mut pairs = Vec::new();
        for custodian in SAMPLE_CUSTODIAN_IDS {
            // In every form the holdings are those of the CSV files.
            let text = holdings_sample::csv(book, &id(custodian)?).map_err(fault)?;
            let index = Index::new(book, custodian).map_err(fault)?;
            let sums = aggregate(text.as_bytes(), &index).map_err(fault)?;
            pairs.extend(index.positions().zip(sums.quantities.iter().copied()));
        }
        let value = holdings_sample::value(book, pairs);
        let supply = assay_supply::sample_supply(SAMPLE_SUBJECT, SAMPLE_AS_OF, &value);
        workspace.write("supply.json", &supply.map_err(fault)?, Access::Public)
    }
}
