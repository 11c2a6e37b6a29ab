//! The keys of a demo's custodians, and the registry of their public halves.

use assay_statement::{
    digest, HexBytes, Kind, Policy, Registry, RegistryCustodian, RegistryKey, Scheme, SuiteName, V1,
};

use crate::commands::demo::command_line::CommandLine;
use crate::commands::demo::demo_fund::{fault, id, DemoCustodian, DemoFund};
use crate::commands::demo::workspace::Workspace;
use crate::documents;
use crate::error::CliError;
use crate::files::Access;
use crate::private_files;

const NOT_BEFORE: &str = "2026-01-01T00:00:00Z";
const NOT_AFTER: &str = "2027-12-31T23:59:59Z";

/// Makes all keys, and `registry.json`, which asks for `policy.json`.
pub fn make(fund: &dyn DemoFund, suite: SuiteName, workspace: &Workspace) -> Result<(), CliError> {
    let custodians = fund.custodians().iter();
    let custodians: Result<_, CliError> = custodians
        .map(|c| registered(c, suite, workspace))
        .collect();
    let policy: Policy = documents::read(&workspace.path("policy.json"))?;
    let registry = Registry {
        assay: V1,
        kind: Kind::new(),
        subject: fund.subject().parse().map_err(|_| fault(fund.subject()))?,
        custodians: custodians?,
        policy: Some(digest(&policy)?),
        tokens: Vec::new(),
        least_value_per_token: None,
    };
    let text = documents::to_json(&registry)?;
    workspace.write("registry.json", &text, Access::Public)
}

/// The custodian's entry, once its keys are made.
fn registered(
    custodian: &DemoCustodian,
    suite: SuiteName,
    workspace: &Workspace,
) -> Result<RegistryCustodian, CliError> {
    let keys = custodian.keys.iter();
    let keys: Result<_, CliError> = keys.map(|key| made(*key, suite, workspace)).collect();
    Ok(RegistryCustodian {
        id: id(custodian.id)?,
        threshold: custodian.threshold,
        keys: keys?,
    })
}

/// The scheme of a fund's key where its suite does not take the one of the fund.
const INSTEAD: &str = Scheme::Secp256k1.as_str();

/// Makes a key, by its scheme and its name.
fn made(
    (scheme, name): (&str, &str),
    suite: SuiteName,
    workspace: &Workspace,
) -> Result<RegistryKey, CliError> {
    let allowed = Scheme::ALL.iter().filter(|scheme| suite.allows(**scheme));
    let scheme = match allowed
        .into_iter()
        .any(|allowed| allowed.as_str() == scheme)
    {
        true => scheme,
        false => INSTEAD,
    };
    let file = format!("{name}.pem");
    CommandLine::new(workspace, "keygen")
        .option("--scheme", scheme)
        .file("--out", &file)
        .option("--not-before", NOT_BEFORE)
        .option("--not-after", NOT_AFTER)
        .run()?;
    let key = private_files::signing_key(&workspace.path(&file))?;
    let time = |text: &str| text.parse().map_err(|_| fault(text));
    Ok(RegistryKey {
        scheme: key.scheme(),
        public_key: HexBytes(key.public_key()),
        not_before: time(NOT_BEFORE)?,
        not_after: time(NOT_AFTER)?,
    })
}
