//! A real money market fund, as it filed its portfolio, against the preset of rule 2a-7.

use assay_book::MoneyFund;
use assay_holdings::sample::write_csv;
use assay_statement::rules::{Coverage, Nav};
use assay_statement::{Book, Decimal, Id, Policy, PolicyStatus, Rule};

use crate::commands::demo::command_line::CommandLine;
use crate::commands::demo::demo_fund::{fault, DemoCustodian, DemoFund, SentFile};
use crate::commands::demo::workspace::Workspace;
use crate::documents;
use crate::error::CliError;
use crate::files::Access;
use crate::terminal::note;

const PRESET: &str = "sec-2a-7";

/// What the policy says of the rules that the preset does not have.
const ADDED: &str = "Added by the fund, and no part of the rule: coverage of shares and payables, and the net asset value. The \
    filing rounds the value of a share to 1.0000, and it is a little less: 0.99995 is the least that rounds to it.";

/// The least value of a share, in dollars, that rounds to the 1.0000 of the filing; and what it is less.
const LEAST: &str = "0.99995";
const BAND: &str = "0.00005";

const CUSTODIANS: [DemoCustodian; 1] = [DemoCustodian {
    id: MoneyFund::CUSTODIAN,
    keys: &[("ed25519", MoneyFund::CUSTODIAN)],
    threshold: 1,
}];

/// The fund, as it filed.
pub struct FiledFund {
    filed: MoneyFund,
}

impl FiledFund {
    /// Reads the filing.
    pub fn new() -> Result<FiledFund, CliError> {
        let filed = MoneyFund::filed().map_err(fault)?;
        Ok(FiledFund { filed })
    }
}

impl DemoFund for FiledFund {
    fn subject(&self) -> &'static str {
        MoneyFund::SUBJECT
    }

    fn as_of(&self) -> &'static str {
        MoneyFund::AS_OF
    }

    fn custodians(&self) -> &'static [DemoCustodian] {
        &CUSTODIANS
    }

    fn make_public_inputs(&self, workspace: &Workspace) -> Result<(), CliError> {
        let prices = self.filed.price_list().map_err(fault)?;
        let files = [
            ("prices.csv", prices.as_str()),
            ("prices.mapping.json", MoneyFund::PRICE_MAPPING),
            ("custodians.json", MoneyFund::CUSTODIANS),
        ];
        for (name, text) in files {
            workspace.write(name, text, Access::Public)?;
        }
        let preset = format!("{PRESET}.json");
        CommandLine::new(workspace, "policy")
            .option("--preset", PRESET)
            .file("--out", &preset)
            .run()?;
        let policy = with_coverage(documents::read(&workspace.path(&preset))?)?;
        let text = documents::to_json(&policy)?;
        workspace.write("policy.json", &text, Access::Public)?;
        note("  which is the preset with the rules coverage and nav");
        Ok(())
    }

    fn with_prices<'a>(&self, book: CommandLine<'a>) -> CommandLine<'a> {
        book.file("--price-list", "prices.csv")
            .file("--price-mapping", "prices.mapping.json")
    }

    /// A line a security: the filing tells values, which are taken for face amounts.
    fn holdings(&self, _: &Book, custodian: &Id) -> Result<Vec<SentFile>, CliError> {
        let securities = self.filed.securities.iter().map(|security| {
            let value = security.value.to_string();
            match &security.cusip {
                Some(cusip) => ["SAFE-01".into(), cusip.clone(), value],
                None => ["REPO-01".into(), "repo:tri-party".into(), value],
            }
        });
        let cash = self.filed.cash.to_string();
        let cash = ["CASH-01".into(), "cash:operating".into(), cash];
        Ok(vec![SentFile {
            option: "--holdings",
            name: format!("{custodian}.holdings.csv"),
            text: write_csv(securities.chain([cash])),
        }])
    }

    /// Shares on the books of the transfer agent, wherever their holders keep them, and what the fund owes besides.
    fn make_supply(&self, book: &Book, workspace: &Workspace) -> Result<(), CliError> {
        let payables = self.filed.payables().map_err(fault)?;
        let shares = format!("transfer-agent={}", self.filed.shares);
        let payables = format!("{payables}=liabilities, such as securities bought and not paid");
        CommandLine::new(workspace, "supply")
            .option("--subject", MoneyFund::SUBJECT)
            .option("--currency", book.currency.as_str())
            .option("--value-per-token", MoneyFund::VALUE_PER_SHARE)
            .option("--as-of", MoneyFund::AS_OF)
            .option("--book-entry", &shares)
            .option("--payable", &payables)
            .file("--out", "supply.json")
            .run()?;
        Ok(())
    }
}

/// The preset, with the rules about shares that it does not have.
fn with_coverage(mut policy: Policy) -> Result<Policy, CliError> {
    policy.name = format!("{PRESET}, with coverage of shares");
    policy.source = Some(format!("{} {ADDED}", policy.source.unwrap_or_default()));
    // No law has the rules that are added.
    policy.status = PolicyStatus::Proposed;
    policy.rules.extend([
        Rule::Coverage(Coverage {
            min_ratio: decimal(LEAST)?,
            haircuts_bps: Default::default(),
            haircuts_by_days: Vec::new(),
        }),
        Rule::Nav(Nav {
            per_token: decimal(MoneyFund::VALUE_PER_SHARE)?,
            band: decimal(BAND)?,
        }),
    ]);
    Ok(policy)
}

fn decimal(text: &str) -> Result<Decimal, CliError> {
    text.parse().map_err(|_| fault(text))
}
