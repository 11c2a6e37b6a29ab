// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IBoundsCalculator} from "./IBoundsCalculator.sol";
import {Numbers} from "./Numbers.sol";
import {Number, Owed} from "./Submission.sol";
import {TableBounds} from "./TableBounds.sol";

/// @title What a supply makes of a table
/// @notice Stateless: one serves every feed. A contract of its own, so that none is too large.
contract BoundsCalculator is IBoundsCalculator {
    /// @inheritdoc IBoundsCalculator
    function compute(bytes calldata table, Owed calldata owed, Number calldata leastValue, uint8 decimals)
        external
        pure
        returns (Computed memory computed)
    {
        Numbers.check(owed.tokens);
        Numbers.check(owed.value);
        Numbers.check(owed.payables);
        Numbers.check(owed.distributed);
        bool none = owed.distributed.mantissa == 0;
        if (owed.value.mantissa == 0 || (!owed.hasDistributed && !none)) revert SupplyInvalid();
        if (!Numbers.atLeast(owed.value, leastValue)) revert ValueTooLow();
        Number memory amount = Numbers.amount(owed.tokens, owed.value, owed.payables);
        uint256 tokens = Numbers.inUnits(owed.tokens, decimals);
        if (tokens >> 128 != 0 || amount.mantissa >> 248 != 0) revert Numbers.NumberTooLarge();
        computed.bounds = TableBounds.compute(table, owed, amount);
        computed.tokens = uint128(tokens);
        computed.amount = uint248(amount.mantissa);
        computed.amountDecimals = amount.decimals;
        computed.encoded = encode(owed);
    }

    function encode(Owed calldata owed) private pure returns (bytes memory) {
        return abi.encodePacked(
            owed.tokens.mantissa,
            owed.tokens.decimals,
            owed.value.mantissa,
            owed.value.decimals,
            owed.payables.mantissa,
            owed.payables.decimals,
            owed.hasDistributed,
            owed.distributed.mantissa,
            owed.distributed.decimals
        );
    }
}
