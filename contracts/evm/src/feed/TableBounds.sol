// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Number, Owed} from "./Submission.sol";
import {Numbers} from "./Numbers.sol";

/// @title The bounds of a table's rules, for what is owed (specification, 16)
library TableBounds {
    /// @notice The table is not spelt as a table is.
    error TableMalformed();
    /// @notice A bound, or what it is computed from, is too large.
    error BoundTooLarge();
    /// @notice A rule is about what was distributed, and the supply does not say it.
    error DistributedMissing();

    /// @dev A quotient and what is left over, of a product divided by 10^decimals.
    struct Term {
        bool negative;
        uint256 quotient;
        uint256 remainder;
        uint256 divisor;
    }

    /// @dev Bytes before the rules: `assay/v1/table`, k, K, custodians u16, rows u16, rules u8.
    uint256 private constant HEAD = 21;

    /// @notice The bounds, each rounded up once. That the head and the rows are good is for the verifier to check.
    /// @param table Bytes of the table.
    /// @param owed What is owed.
    /// @param amount The amount to cover, A.
    function compute(bytes calldata table, Owed calldata owed, Number memory amount)
        internal
        pure
        returns (int256[] memory bounds)
    {
        if (table.length < HEAD) revert TableMalformed();
        uint256 rows = uint16(bytes2(table[18:20]));
        bounds = new int256[](uint8(table[20]));
        uint256 place = HEAD;
        for (uint256 i = 0; i < bounds.length; ++i) (bounds[i], place) = rule(table, place, owed, amount);
        if (table.length != place + rows * (10 + 4 * bounds.length)) revert TableMalformed();
    }

    function rule(bytes calldata table, uint256 place, Owed calldata owed, Number memory amount)
        private
        pure
        returns (int256 bound, uint256 next)
    {
        uint256 factor = byteAt(table, place);
        Number memory times = Number(1, 0);
        if (factor == 1 || factor == 3) times = owed.tokens;
        else if (factor == 2) times = amount;
        else if (factor == 4) times = owed.distributed;
        else if (factor != 0) revert TableMalformed();
        if (factor == 4 && !owed.hasDistributed) revert DistributedMissing();
        Term memory first;
        bool zero;
        (first, zero, next) = term(table, place + 1, times);
        // If c is zero, the factor is nothing, or there is a d.
        if (zero && factor != 0 && factor != 3) revert TableMalformed();
        Term memory second = Term(false, 0, 0, 1);
        if (factor == 3) {
            (second, zero, next) = term(table, next, owed.payables);
            if (zero) revert TableMalformed();
        }
        bound = ceilOfSum(first, second);
    }

    /// @dev A coefficient (sign, decimals, length, digits) in its only form, times a number.
    function term(bytes calldata table, uint256 place, Number memory times)
        private
        pure
        returns (Term memory result, bool zero, uint256 next)
    {
        uint256 sign = byteAt(table, place);
        uint256 decimals = byteAt(table, place + 1);
        uint256 length = byteAt(table, place + 2);
        next = place + 3 + length;
        if (next > table.length || sign > 1) revert TableMalformed();
        if (length > 32) revert BoundTooLarge();
        uint256 digits = uint256(bytes32(table[place + 3:next])) >> (8 * (32 - length));
        if (length != 0 && digits >> (8 * (length - 1)) == 0) revert TableMalformed();
        zero = length == 0;
        if (zero ? sign != 0 || decimals != 0 : decimals != 0 && digits % 10 == 0) revert TableMalformed();
        result = multiply(sign == 1, digits, times.mantissa, Numbers.power(decimals + times.decimals));
    }

    function multiply(bool negative, uint256 a, uint256 b, uint256 divisor) private pure returns (Term memory) {
        (uint256 high,) = Math.mul512(a, b);
        if (high >= divisor) revert BoundTooLarge();
        return Term(negative, Math.mulDiv(a, b, divisor), mulmod(a, b, divisor), divisor);
    }

    /// @dev The least integer that is not below the sum: quotients apart, remainders over the larger divisor.
    function ceilOfSum(Term memory a, Term memory b) private pure returns (int256 bound) {
        int256 divisor = int256(Math.max(a.divisor, b.divisor));
        int256 rest = signed(a.negative, a.remainder * (uint256(divisor) / a.divisor))
            + signed(b.negative, b.remainder * (uint256(divisor) / b.divisor));
        bound = signed(a.negative, a.quotient) + signed(b.negative, b.quotient);
        // The rest is above -2 and below 2 divisors.
        if (rest > divisor) bound += 2;
        else if (rest > 0) bound += 1;
        else if (rest <= -divisor) bound -= 1;
        if (bound >= 1 << 176 || bound <= -(1 << 176)) revert BoundTooLarge();
    }

    function signed(bool negative, uint256 magnitude) private pure returns (int256) {
        if (magnitude >> 254 != 0) revert BoundTooLarge();
        return negative ? -int256(magnitude) : int256(magnitude);
    }

    function byteAt(bytes calldata table, uint256 place) private pure returns (uint256) {
        if (place >= table.length) revert TableMalformed();
        return uint8(table[place]);
    }
}
