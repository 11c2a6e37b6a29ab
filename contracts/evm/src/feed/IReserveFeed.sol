// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Number, Submission} from "./Submission.sol";

/// @title Reports that were verified, and what they cover
interface IReserveFeed {
    /// @notice The calldata is longer or shorter than what it holds.
    error CalldataLength();
    /// @notice Behind the table's bytes, in its last word, is something else than zeros.
    error CalldataPadding();
    /// @notice Code `attestation-duplicate`: a custodian has attested twice.
    error AttestationDuplicate(bytes32 custodian);
    /// @notice Code `point-invalid`: a commitment has not 96 bytes.
    error CommitmentLength(bytes32 custodian);
    /// @notice Code `from-the-future`.
    error FromTheFuture();
    /// @notice Code `stale`: the report is older than the heartbeat.
    error Stale();
    /// @notice Code `not-newer`: the report is not later than the latest.
    error NotNewer();
    /// @notice Code `wrong-previous`: the report does not follow the latest.
    error WrongPrevious(bytes32 expected);
    /// @notice There is no such round, or no report yet.
    error NoRound();
    /// @notice The settings have changed since the latest report.
    error Superseded();
    /// @notice The sender may not pause.
    error NotPauser();

    /// @notice What is kept of a report, besides its digest: two slots.
    struct Round {
        /// Its as-of time.
        uint40 asOf;
        /// Version of the settings that it was verified under.
        uint32 version;
        /// Its number.
        uint48 roundId;
        /// Tokens covered, in the token's decimals, rounded down.
        uint128 tokens;
        /// Amount that is covered, in the currency, times 10^amountDecimals.
        uint248 amount;
        uint8 amountDecimals;
    }

    /// @notice A report was verified and stored.
    event ReportAccepted(
        uint48 indexed roundId,
        bytes32 indexed report,
        bytes32 indexed previous,
        uint40 asOf,
        uint128 tokens,
        bytes32 book,
        bytes32 supply,
        Number value,
        Number payables
    );
    /// @notice Chainlink's event of a new answer.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);
    /// @notice Who may pause has changed.
    event PauserSet(address indexed pauser);

    /// @notice Verifies a report and stores what it proves; anyone may call it. Reverts otherwise.
    /// @param submission The report.
    /// @return roundId Number of its round.
    function submit(Submission calldata submission) external returns (uint48 roundId);

    /// @notice The latest round.
    /// @return digest Digest of its report, which the next one must name as previous.
    /// @return round The round.
    function latest() external view returns (bytes32 digest, Round memory round);

    /// @notice The round of a report.
    /// @param digest Digest of the report.
    function report(bytes32 digest) external view returns (Round memory);

    /// @notice Whether a mint is covered: nothing is paused, superseded or stale, and the supply after it is proved to be covered.
    /// @param supply The token's supply, of every chain, in its decimals.
    /// @param amount What is to be minted.
    function canMint(uint256 supply, uint256 amount) external view returns (bool);
}
