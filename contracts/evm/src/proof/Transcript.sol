// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {
    LAGRANGE, KEY_REPRESENTATIVE, RULES, K_LOG, RESPONSES_AT, LIMBS_AT, RANDOM_AT, PIECES_AT, QUANTITY_EVAL_AT, QUOTIENT_AT,
    SETS_AT, BLINDING_AT, ROUNDS_AT, LAST_AT, HIDDEN_TERMS, W_TERM
} from "assay/Shape.sol";
import {ORDER, PROOF, R, M, C, Y, X, X1, X2, X3, X4, XI, Z, PHI, ROUNDS, INPUT} from "./Memory.sol";

// Keccak-256 of `assay/v1/bls12-381/transcript`.
uint256 constant FIRST_STATE = 0x72c4d7901a4741b406d591d8ce3a98b5e211083fbb24822d2d1270ac9dda5a53;

/// @title The transcript of the suite (specification, 11.1 and 17.2)
/// @notice The state is where the basis will be, and what is absorbed is put behind it.
library Transcript {
    /// @notice Draws all challenges. The terms of W, C' and H' have their points already.
    /// @param context The context.
    /// @param columns Where C', H' and the commitments of the public columns are in calldata.
    /// @return good Whether C' + W and H' + W exist and are not the identity.
    function run(uint256 context, uint256 columns) internal view returns (bool good) {
        assembly ("memory-safe") {
            function challenge(length) -> value {
                value := keccak256(LAGRANGE, add(length, 32))
                mstore(LAGRANGE, value)
                value := mod(value, ORDER)
            }
            function absorb(from, length) -> value {
                calldatacopy(add(LAGRANGE, 32), from, length)
                value := challenge(length)
            }
            // The point of a term plus W, without padding.
            function absorbHidden(term, to) -> added {
                mcopy(INPUT, term, 128)
                mcopy(add(INPUT, 128), W_TERM, 128)
                added := staticcall(gas(), 0x0b, INPUT, 256, INPUT, 128)
                added := and(added, eq(returndatasize(), 128))
                let sum := or(or(mload(INPUT), mload(add(INPUT, 32))), or(mload(add(INPUT, 64)), mload(add(INPUT, 96))))
                added := and(added, iszero(iszero(sum)))
                mcopy(to, add(INPUT, 16), 48)
                mcopy(add(to, 48), add(INPUT, 80), 48)
            }
            let proof := mload(PROOF)
            mstore(LAGRANGE, FIRST_STATE)
            mstore(add(LAGRANGE, 32), context)
            mstore(R, challenge(32))
            mstore(M, absorb(columns, 192))
            mstore(C, absorb(proof, 96))
            // Responses, V, C' + W, H' + W, tag and weight columns, limbs and accumulators.
            let list := add(LAGRANGE, 32)
            calldatacopy(list, add(proof, RESPONSES_AT), 128)
            mstore(add(list, 128), KEY_REPRESENTATIVE)
            good := absorbHidden(HIDDEN_TERMS, add(list, 160))
            good := and(good, absorbHidden(add(HIDDEN_TERMS, 160), add(list, 256)))
            calldatacopy(add(list, 352), add(columns, 192), mul(96, add(RULES, 1)))
            calldatacopy(add(list, add(352, mul(96, add(RULES, 1)))), add(proof, LIMBS_AT), mul(96, add(RULES, 32)))
            pop(challenge(add(352, mul(96, add(mul(2, RULES), 33)))))
            pop(challenge(0))
            pop(challenge(0))
            mstore(Y, absorb(add(proof, RANDOM_AT), 96))
            mstore(X, absorb(add(proof, PIECES_AT), 384))
            mstore(X1, absorb(add(proof, QUANTITY_EVAL_AT), sub(QUOTIENT_AT, QUANTITY_EVAL_AT)))
            mstore(X2, challenge(0))
            mstore(X3, absorb(add(proof, QUOTIENT_AT), 96))
            mstore(X4, absorb(add(proof, SETS_AT), 64))
            mstore(XI, absorb(add(proof, BLINDING_AT), 96))
            mstore(Z, challenge(0))
            let round := add(proof, ROUNDS_AT)
            for { let to := ROUNDS } lt(to, add(ROUNDS, mul(32, K_LOG))) { to := add(to, 32) } {
                mstore(to, absorb(round, 192))
                round := add(round, 192)
            }
            mstore(PHI, absorb(add(proof, LAST_AT), 64))
        }
    }
}
