// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {
    RULES, QUANTITY_EVAL_AT, TAGGED_EVAL_AT, TAG_EVAL_AT, LIMB_EVALS_AT, ACC_EVALS_AT, NEXT_EVALS_AT, FIXED_EVALS_AT,
    RANDOM_EVAL_AT, SETS_AT, LAST_AT, RESPONSES_AT, FIXED_TERMS, BLINDER_TERMS, W_TERM, HIDDEN_TERMS, TAG_TERM, NONCE_TERM,
    LIMB_TERMS, ACCUMULATOR_TERMS, RANDOM_TERM, PIECE_TERMS, QUOTIENT_TERM, CUSTODIAN_TERMS
} from "assay/Shape.sol";
import {
    ORDER_AT, PROOF, CUSTODIANS_COUNT, R, M, C, X, X1, X2, X3, X4, X_N, PHI, QUOTIENT, VALUE, X3_X_INVERSE, X3_NEXT_INVERSE,
    NEXT_X_INVERSE
} from "./Memory.sol";

/// @title Scalars of the commitments: the two opening sets (specification, 11.6) and the re-randomization (11.2)
/// @notice What is summed is O_eq + phi R_eq.
library Opening {
    /// @notice Writes the scalars of all commitments, of W and of the blinder generators, and the claimed value into VALUE.
    function scalars() internal pure {
        (uint256 power, uint256 beta) = setAtX();
        beta = hidden(power, beta);
        value(beta, setAtBoth());
        rerandomization();
    }

    /// @dev Set 0 without C' + W and H' + W, the last entry first, each scalar and beta times x_4. Returns the next power of x_1.
    function setAtX() private pure returns (uint256 power, uint256 beta) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            // Entries from the last to the first.
            function run(term, claim, count, power_, beta_) -> nextPower, nextBeta {
                let order_ := mload(ORDER_AT)
                let x1 := mload(X1)
                term := add(term, 128)
                for { let at := add(term, mul(160, count)) } gt(at, term) {} {
                    at := sub(at, 160)
                    count := sub(count, 1)
                    mstore(at, power_)
                    beta_ := addmod(beta_, mulmod(power_, calldataload(add(claim, shl(5, count))), order_), order_)
                    power_ := mulmod(power_, x1, order_)
                }
                nextPower := power_
                nextBeta := beta_
            }
            power := mload(X4)
            power, beta := run(RANDOM_TERM, add(proof, RANDOM_EVAL_AT), 1, power, beta)
            beta := addmod(beta, mulmod(power, mload(QUOTIENT), order), order)
            let piece := power
            for { let at := add(PIECE_TERMS, 128) } lt(at, add(PIECE_TERMS, 640)) { at := add(at, 160) } {
                mstore(at, piece)
                piece := mulmod(piece, mload(X_N), order)
            }
            power := mulmod(power, mload(X1), order)
            power, beta := run(FIXED_TERMS, add(proof, FIXED_EVALS_AT), 5, power, beta)
            power, beta := run(LIMB_TERMS, add(proof, LIMB_EVALS_AT), 32, power, beta)
            power, beta := run(TAG_TERM, add(proof, TAG_EVAL_AT), add(RULES, 1), power, beta)
        }
    }

    /// @dev H' + W and C' + W, of set 0 and, folded with phi, of the re-randomization; and so W, and R.
    function hidden(uint256 power, uint256 before) private pure returns (uint256 beta) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let folded := sub(order, mulmod(mload(PHI), mload(C), order))
            beta := addmod(before, mulmod(power, calldataload(add(proof, TAGGED_EVAL_AT)), order), order)
            mstore(add(HIDDEN_TERMS, 288), addmod(power, mulmod(folded, mload(M), order), order))
            let blinding := power
            power := mulmod(power, mload(X1), order)
            beta := addmod(beta, mulmod(power, calldataload(add(proof, QUANTITY_EVAL_AT)), order), order)
            mstore(add(HIDDEN_TERMS, 128), addmod(power, folded, order))
            blinding := addmod(blinding, power, order)
            // Less f.
            blinding := addmod(blinding, sub(order, calldataload(add(proof, add(LAST_AT, 32)))), order)
            mstore(add(W_TERM, 128), blinding)
            mstore(add(NONCE_TERM, 128), sub(order, mload(PHI)))
        }
    }

    /// @dev Set 1, the accumulators; returns the line through its two values, at x_3.
    function setAtBoth() private pure returns (uint256 line) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let power := 1
            let atX := 0
            let atNext := 0
            let term := add(ACCUMULATOR_TERMS, 128)
            for { let c := RULES } c {} {
                c := sub(c, 1)
                mstore(add(term, mul(160, c)), power)
                let claim := add(proof, shl(5, c))
                atX := addmod(atX, mulmod(power, calldataload(add(claim, ACC_EVALS_AT)), order), order)
                atNext := addmod(atNext, mulmod(power, calldataload(add(claim, NEXT_EVALS_AT)), order), order)
                power := mulmod(power, mload(X1), order)
            }
            let step := mulmod(addmod(atNext, sub(order, atX), order), mload(NEXT_X_INVERSE), order)
            line := addmod(atX, mulmod(step, addmod(mload(X3), sub(order, mload(X)), order), order), order)
        }
    }

    /// @dev v = x_4^2 psi + x_4 u_0 + u_1, with psi = x_2 (u_0 - beta) / (x_3 - x) + (u_1 - line) / ((x_3 - x) (x_3 - omega x)). The
    /// beta given is x_4 times that.
    function value(uint256 beta, uint256 line) private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let x4 := mload(X4)
            let inverse := mload(X3_X_INVERSE)
            let first := mulmod(x4, calldataload(add(proof, SETS_AT)), order)
            let second := calldataload(add(proof, add(SETS_AT, 32)))
            let psi := mulmod(mload(X2), addmod(first, sub(order, beta), order), order)
            let rest := mulmod(x4, addmod(second, sub(order, line), order), order)
            psi := addmod(psi, mulmod(rest, mload(X3_NEXT_INVERSE), order), order)
            // So far x_4 psi (x_3 - x).
            psi := mulmod(mulmod(psi, inverse, order), x4, order)
            mstore(VALUE, addmod(addmod(psi, first, order), second, order))
            mstore(add(QUOTIENT_TERM, 128), mulmod(x4, x4, order))
        }
    }

    /// @dev phi s_b for the blinder generators, phi c (1 + m r^(i+1)) for the custodians' commitments.
    function rerandomization() private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let phi := mload(PHI)
            let response := add(proof, RESPONSES_AT)
            for { let at := add(BLINDER_TERMS, 128) } lt(at, add(BLINDER_TERMS, 768)) { at := add(at, 160) } {
                mstore(at, mulmod(phi, calldataload(response), order))
                response := add(response, 32)
            }
            let r := mload(R)
            let folded := mulmod(phi, mload(C), order)
            let tagged := mulmod(mulmod(folded, mload(M), order), r, order)
            let first := add(CUSTODIAN_TERMS, 128)
            for { let end := add(first, mul(160, mload(CUSTODIANS_COUNT))) } lt(first, end) { first := add(first, 160) } {
                mstore(first, addmod(folded, tagged, order))
                tagged := mulmod(tagged, r, order)
            }
        }
    }
}
