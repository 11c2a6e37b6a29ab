// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Number} from "./Submission.sol";

/// @title Exact arithmetic of decimals
library Numbers {
    /// @notice A number is not in its shortest form.
    error NumberMalformed();
    /// @notice A number does not fit.
    error NumberTooLarge();

    /// @dev Most decimals for which a power of ten, twice, fits a signed word.
    uint256 internal constant MOST_DECIMALS = 76;

    /// @notice Reverts unless a number has its shortest form.
    /// @param number The number.
    function check(Number memory number) internal pure {
        if (number.decimals != 0 && number.mantissa % 10 == 0) revert NumberMalformed();
    }

    /// @notice 10^exponent, of at most MOST_DECIMALS.
    /// @param exponent The exponent.
    function power(uint256 exponent) internal pure returns (uint256) {
        if (exponent > MOST_DECIMALS) revert NumberTooLarge();
        return 10 ** exponent;
    }

    /// @notice T v + L, exact and in its shortest form.
    /// @param tokens T.
    /// @param value v.
    /// @param payables L.
    function amount(Number memory tokens, Number memory value, Number memory payables) internal pure returns (Number memory) {
        uint256 decimals = uint256(tokens.decimals) + value.decimals;
        uint256 mantissa = product(tokens.mantissa, value.mantissa);
        uint256 rest = payables.mantissa;
        if (decimals < payables.decimals) {
            mantissa = product(mantissa, power(payables.decimals - decimals));
            decimals = payables.decimals;
        } else {
            rest = product(rest, power(decimals - payables.decimals));
        }
        (bool fits, uint256 sum) = Math.tryAdd(mantissa, rest);
        if (!fits) revert NumberTooLarge();
        while (decimals != 0 && sum % 10 == 0) {
            sum /= 10;
            --decimals;
        }
        if (decimals > MOST_DECIMALS) revert NumberTooLarge();
        return Number(sum, uint8(decimals));
    }

    /// @notice Whether a is at least b.
    /// @param a A number.
    /// @param b Another.
    function atLeast(Number memory a, Number memory b) internal pure returns (bool) {
        (uint256 left, uint256 right) = (a.mantissa, b.mantissa);
        if (a.decimals < b.decimals) {
            (uint256 high, uint256 low) = Math.mul512(left, power(b.decimals - a.decimals));
            return high != 0 || low >= right;
        }
        (uint256 top, uint256 bottom) = Math.mul512(right, power(a.decimals - b.decimals));
        return top == 0 && left >= bottom;
    }

    /// @notice A number in units of 10^-decimals, rounded down.
    /// @param number The number.
    /// @param decimals Decimals of the unit.
    function inUnits(Number memory number, uint256 decimals) internal pure returns (uint256) {
        if (number.decimals <= decimals) return product(number.mantissa, power(decimals - number.decimals));
        uint256 surplus = number.decimals - decimals;
        return surplus > MOST_DECIMALS ? 0 : number.mantissa / power(surplus);
    }

    function product(uint256 a, uint256 b) private pure returns (uint256) {
        (bool fits, uint256 result) = Math.tryMul(a, b);
        if (!fits) revert NumberTooLarge();
        return result;
    }
}
