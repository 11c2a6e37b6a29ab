// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {ORDER} from "../proof/Memory.sol";
import {IReserveSettings} from "../settings/IReserveSettings.sol";
import {AggregatorV3Interface} from "./AggregatorV3Interface.sol";
import {IBoundsCalculator} from "./IBoundsCalculator.sol";
import {IReserveFeed} from "./IReserveFeed.sol";
import {Attestations} from "./Attestations.sol";
import {Messages} from "./Messages.sol";
import {Submission} from "./Submission.sol";

/// @title The feed of a token's proved reserves
/// @notice Verifies reports, whole, and tells how many tokens the latest one proves to be covered, as a feed of Chainlink's does: the
/// answer is in the token's decimals, and its time is the as-of time of the report, not that of the transaction.
/// @dev All calls to others are static, and before anything is written.
contract ReserveFeed is IReserveFeed, AggregatorV3Interface, Ownable2Step, Pausable, ERC165 {
    /// @notice What is accepted.
    IReserveSettings public immutable settings;
    /// @notice What computes bounds.
    IBoundsCalculator public immutable calculator;
    /// @inheritdoc AggregatorV3Interface
    uint8 public immutable decimals;
    /// @inheritdoc AggregatorV3Interface
    uint256 public constant version = 1;
    /// @notice Who may pause, and end a pause, besides the owner.
    address public pauser;

    /// @dev Number of the latest round, in the slot of the pauser.
    uint48 private _latest;
    mapping(uint256 roundId => bytes32) private _reports;
    mapping(bytes32 report => Round) private _rounds;

    /// @notice Makes a feed.
    /// @param settings_ What it accepts, forever.
    /// @param calculator_ What computes bounds, forever.
    /// @param owner Who names the pauser.
    /// @param pauser_ Who may pause.
    /// @param previous Digest of the report that the first one here must follow, where a chain of reports began elsewhere; or zero.
    constructor(
        IReserveSettings settings_,
        IBoundsCalculator calculator_,
        address owner,
        address pauser_,
        bytes32 previous
    ) Ownable(owner) {
        settings = settings_;
        calculator = calculator_;
        decimals = settings_.terms().tokenDecimals;
        _setPauser(pauser_);
        // A round of this number has no time: the first report may be of any.
        _reports[0] = previous;
    }

    /// @inheritdoc IReserveFeed
    function submit(Submission calldata submission) external whenNotPaused returns (uint48 roundId) {
        (bytes memory names, bytes memory commitments) = Attestations.list(submission);
        IReserveSettings.Terms memory terms = settings.terms();
        _checkTime(submission, terms.heartbeat);
        bytes memory shared =
            Messages.common(Messages.Subject(terms.subject, terms.currency, terms.policy), submission, names);
        IBoundsCalculator.Computed memory computed =
            calculator.compute(submission.table, submission.owed, terms.leastValue, decimals);
        bytes32 context =
            Messages.context(shared, submission, computed.encoded, Attestations.check(settings, submission, shared));
        terms.verifier.verify(
            uint256(context) % ORDER,
            computed.bounds,
            submission.table,
            commitments,
            submission.columns,
            submission.proof
        );
        return _store(submission, Messages.report(context, submission), terms.version, computed);
    }

    /// @inheritdoc IReserveFeed
    function latest() external view returns (bytes32 digest, Round memory round) {
        digest = _reports[_latest];
        round = report(digest);
    }

    /// @inheritdoc IReserveFeed
    function report(bytes32 digest) public view returns (Round memory) {
        return _round(digest);
    }

    /// @inheritdoc IReserveFeed
    function canMint(uint256 supply, uint256 amount) external view returns (bool) {
        Round storage round = _rounds[_reports[_latest]];
        IReserveSettings.Terms memory terms = settings.terms();
        if (paused() || round.version != terms.version) return false;
        unchecked {
            // As-of times are not in the future; an empty round is of version 0, which no settings have.
            if (block.timestamp - round.asOf > terms.heartbeat) return false;
            return supply <= round.tokens && amount <= round.tokens - supply;
        }
    }

    /// @inheritdoc AggregatorV3Interface
    function latestRoundData() external view whenNotPaused returns (uint80, int256, uint256, uint256, uint80) {
        Round storage round = _round(_reports[_latest]);
        if (round.version != settings.terms().version) revert Superseded();
        return _answer(round);
    }

    /// @inheritdoc AggregatorV3Interface
    function getRoundData(uint80 _roundId) external view returns (uint80, int256, uint256, uint256, uint80) {
        return _answer(_round(_reports[_roundId]));
    }

    /// @inheritdoc AggregatorV3Interface
    function description() external pure returns (string memory) {
        return "Tokens proved to be covered by reserves";
    }

    /// @notice Pauses at once: no report is accepted, no mint covered, no answer given.
    function pause() external {
        _checkPauser();
        _pause();
    }

    /// @notice Ends a pause at once: all it exposes again is what was verified.
    function unpause() external {
        _checkPauser();
        _unpause();
    }

    /// @notice Names who may pause.
    /// @param pauser_ Who.
    function setPauser(address pauser_) external onlyOwner {
        _setPauser(pauser_);
    }

    /// @notice ERC-165.
    /// @param id An interface.
    function supportsInterface(bytes4 id) public view override returns (bool) {
        return id == type(IReserveFeed).interfaceId || id == type(AggregatorV3Interface).interfaceId
            || super.supportsInterface(id);
    }

    /// @dev As-of time and previous report.
    function _checkTime(Submission calldata submission, uint256 heartbeat) private view {
        if (submission.asOf > block.timestamp) revert FromTheFuture();
        unchecked {
            // Not negative.
            if (block.timestamp - submission.asOf > heartbeat) revert Stale();
        }
        bytes32 last = _reports[_latest];
        if (submission.asOf <= _rounds[last].asOf) revert NotNewer();
        if (submission.previous != last) revert WrongPrevious(last);
    }

    function _store(
        Submission calldata submission,
        bytes32 digest,
        uint32 version_,
        IBoundsCalculator.Computed memory computed
    ) private returns (uint48 roundId) {
        roundId = ++_latest;
        // Not in the future, so that it fits.
        uint40 asOf = uint40(submission.asOf);
        _reports[roundId] = digest;
        _rounds[digest] = Round(asOf, version_, roundId, computed.tokens, computed.amount, computed.amountDecimals);
        emit ReportAccepted(
            roundId,
            digest,
            submission.previous,
            asOf,
            computed.tokens,
            submission.book,
            submission.supply,
            submission.owed.value,
            submission.owed.payables
        );
        emit AnswerUpdated(int256(uint256(computed.tokens)), roundId, asOf);
    }

    function _answer(Round storage round) private view returns (uint80, int256, uint256, uint256, uint80) {
        uint256 asOf = round.asOf;
        return (round.roundId, int256(uint256(round.tokens)), asOf, asOf, round.roundId);
    }

    function _round(bytes32 digest) private view returns (Round storage round) {
        round = _rounds[digest];
        if (round.roundId == 0) revert NoRound();
    }

    function _setPauser(address pauser_) private {
        pauser = pauser_;
        emit PauserSet(pauser_);
    }

    function _checkPauser() private view {
        if (msg.sender != pauser && msg.sender != owner()) revert NotPauser();
    }
}
