// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {OMEGA, K_LOG} from "assay/Shape.sol";
import {
    ORDER_AT, X, X3, X_N, ROUNDS, VANISHING_INVERSE, X3_X_INVERSE, X3_NEXT_INVERSE, NEXT_X_INVERSE, ROUND_INVERSES, PRODUCTS, INPUT
} from "./Memory.sol";

/// @title All inverses that the equations need, with one exponentiation
library Inverses {
    /// @notice Inverts x^n - 1, x_3 - x, x_3 - omega x, omega x - x, g_1..g_k.
    /// @return good Whether none of them is zero: else a challenge is degenerate.
    function compute() internal view returns (bool good) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let minusX := sub(order, mload(X))
            let next := mulmod(mload(X), OMEGA, order)
            mstore(VANISHING_INVERSE, addmod(mload(X_N), sub(order, 1), order))
            mstore(X3_X_INVERSE, addmod(mload(X3), minusX, order))
            mstore(X3_NEXT_INVERSE, addmod(mload(X3), sub(order, next), order))
            mstore(NEXT_X_INVERSE, addmod(next, minusX, order))
            mcopy(ROUND_INVERSES, ROUNDS, mul(32, K_LOG))
            let end := add(ROUND_INVERSES, mul(32, K_LOG))
            let ahead := sub(PRODUCTS, VANISHING_INVERSE)
            let product := 1
            for { let at := VANISHING_INVERSE } lt(at, end) { at := add(at, 32) } {
                mstore(add(at, ahead), product)
                product := mulmod(product, mload(at), order)
            }
            // The product to the power of the order less two.
            mstore(INPUT, 32)
            mstore(add(INPUT, 32), 32)
            mstore(add(INPUT, 64), 32)
            mstore(add(INPUT, 96), product)
            mstore(add(INPUT, 128), sub(order, 2))
            mstore(add(INPUT, 160), order)
            good := staticcall(gas(), 0x05, INPUT, 192, INPUT, 32)
            let inverse := mload(INPUT)
            good := and(good, eq(mulmod(inverse, product, order), 1))
            for { let at := end } gt(at, VANISHING_INVERSE) {} {
                at := sub(at, 32)
                let value := mload(at)
                mstore(at, mulmod(inverse, mload(add(at, ahead)), order))
                inverse := mulmod(inverse, value, order)
            }
        }
    }
}
