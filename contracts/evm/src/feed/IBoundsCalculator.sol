// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Number, Owed} from "./Submission.sol";

/// @title What a supply makes of a table
interface IBoundsCalculator {
    /// @notice Code `supply-invalid`: a token is worth nothing, or what was distributed is not spelt as it is.
    error SupplyInvalid();
    /// @notice Code `value-too-low`: a token is worth less than the settings say.
    error ValueTooLow();

    /// @notice What a table and what is owed come to.
    struct Computed {
        /// The bounds of the table's rules, each rounded up once.
        int256[] bounds;
        /// Tokens, in units of the token's decimals, rounded down.
        uint128 tokens;
        /// The amount to cover, T v + L, times 10^amountDecimals, in its shortest form.
        uint248 amount;
        uint8 amountDecimals;
        /// What the context has of what is owed: mantissa u256 and decimals u8 of T, v and L; whether there is a D, and D.
        bytes encoded;
    }

    /// @notice Computes it, exact but for the roundings that are named. Reverts if the table's rules or a number are not in their only
    /// spelling, or if something does not fit.
    /// @param table Bytes of the table.
    /// @param owed What is owed.
    /// @param leastValue Least value of a token.
    /// @param decimals Decimals of the token.
    function compute(bytes calldata table, Owed calldata owed, Number calldata leastValue, uint8 decimals)
        external
        pure
        returns (Computed memory);
}
