; A small ERC-20: balances in the mapping at slot 0, total supply in slot 2, six decimals.
; Anyone may mint: it is for tests. Labels end with a colon, @label pushes where it is.

    PUSH0 CALLDATALOAD PUSH1 0xe0 SHR
    DUP1 PUSH4 0x18160ddd EQ @totalSupply JUMPI
    DUP1 PUSH4 0x313ce567 EQ @decimals JUMPI
    DUP1 PUSH4 0x70a08231 EQ @balanceOf JUMPI
    DUP1 PUSH4 0xa9059cbb EQ @transfer JUMPI
    DUP1 PUSH4 0x40c10f19 EQ @mint JUMPI
    DUP1 PUSH4 0x42966c68 EQ @burn JUMPI
fail:
    PUSH0 PUSH0 REVERT

; The word on the stack is the result.
return:
    PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN

totalSupply:
    PUSH1 0x02 SLOAD @return JUMP

decimals:
    PUSH1 0x06 @return JUMP

balanceOf:
    PUSH1 0x04 CALLDATALOAD PUSH0 MSTORE PUSH0 PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 KECCAK256
    SLOAD @return JUMP

; mint(address to, uint256 amount)
mint:
    PUSH1 0x02 SLOAD DUP1 PUSH1 0x24 CALLDATALOAD ADD   ; old new
    DUP2 DUP2 LT @fail JUMPI                            ; it wrapped
    PUSH1 0x02 SSTORE POP
    @credit JUMP

; balance[argument 0] += argument 1
credit:
    PUSH1 0x04 CALLDATALOAD PUSH0 MSTORE PUSH0 PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 KECCAK256
    DUP1 SLOAD PUSH1 0x24 CALLDATALOAD ADD SWAP1 SSTORE
    PUSH1 0x01 @return JUMP

; burn(uint256 amount)
burn:
    CALLER PUSH0 MSTORE PUSH0 PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 KECCAK256
    DUP1 SLOAD PUSH1 0x04 CALLDATALOAD                  ; key balance amount
    DUP1 DUP3 LT @fail JUMPI                            ; balance < amount
    SWAP1 SUB SWAP1 SSTORE
    PUSH1 0x04 CALLDATALOAD PUSH1 0x02 SLOAD SUB PUSH1 0x02 SSTORE
    PUSH1 0x01 @return JUMP

; transfer(address to, uint256 amount)
transfer:
    CALLER PUSH0 MSTORE PUSH0 PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 KECCAK256
    DUP1 SLOAD PUSH1 0x24 CALLDATALOAD
    DUP1 DUP3 LT @fail JUMPI
    SWAP1 SUB SWAP1 SSTORE
    @credit JUMP
