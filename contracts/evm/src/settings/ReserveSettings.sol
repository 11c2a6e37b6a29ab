// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IProofVerifier} from "../proof/IProofVerifier.sol";
import {Number, Signature} from "../feed/Submission.sol";
import {IReserveSettings} from "./IReserveSettings.sol";
import {Signatures} from "./Signatures.sol";

/// @title The settings of a feed, and its registry of custodians
/// @notice The owner changes them: a TimelockController, so that holders see a change before it counts. Subject, currency and
/// decimals never change.
contract ReserveSettings is IReserveSettings, Ownable2Step, ERC165 {
    /// @notice The value makes no sense.
    /// @param what Which.
    error SettingInvalid(bytes32 what);

    /// @notice The policy that reports must follow was set.
    event PolicySet(bytes32 policy, uint32 version);
    /// @notice The seconds that a report may be old were set.
    event HeartbeatSet(uint32 heartbeat);
    /// @notice The least value of a token was set.
    event LeastValueSet(uint256 mantissa, uint8 decimals, uint32 version);
    /// @notice The verifier was set.
    event VerifierSet(IProofVerifier indexed verifier);
    /// @notice The threshold of a custodian was set; zero: it is none any more.
    event CustodianSet(bytes32 indexed custodian, uint8 threshold, uint32 version);
    /// @notice A key of a custodian was set; scheme zero: it is none any more.
    event KeySet(bytes32 indexed custodian, address indexed signer, uint8 scheme, uint64 notBefore, uint64 notAfter, uint32 version);

    /// @dev Most decimals of a least value, and of a token.
    uint8 private constant MOST_DECIMALS = 36;

    bytes32 private immutable SUBJECT;
    bytes12 private immutable CURRENCY;
    uint8 private immutable DECIMALS;

    bytes32 private _policy;
    uint256 private _leastMantissa;
    // One slot.
    IProofVerifier private _verifier;
    uint8 private _leastDecimals;
    uint32 private _heartbeat;
    uint32 private _version;
    mapping(bytes32 custodian => uint8) private _thresholds;
    mapping(bytes32 custodian => mapping(address signer => Key)) private _keys;

    /// @notice Sets everything but the custodians.
    /// @param initial The settings; the version is not taken.
    /// @param owner Who may change them, and adds the custodians.
    constructor(Terms memory initial, address owner) Ownable(owner) {
        if (initial.subject == 0) revert SettingInvalid("subject");
        if (initial.currency == 0) revert SettingInvalid("currency");
        if (initial.tokenDecimals > MOST_DECIMALS) revert SettingInvalid("decimals");
        SUBJECT = initial.subject;
        CURRENCY = initial.currency;
        DECIMALS = initial.tokenDecimals;
        _setPolicy(initial.policy);
        _setHeartbeat(initial.heartbeat);
        _setLeastValue(initial.leastValue);
        _setVerifier(initial.verifier);
    }

    /// @inheritdoc IReserveSettings
    function terms() external view returns (Terms memory) {
        return Terms({
            subject: SUBJECT,
            currency: CURRENCY,
            tokenDecimals: DECIMALS,
            heartbeat: _heartbeat,
            version: _version,
            policy: _policy,
            leastValue: Number(_leastMantissa, _leastDecimals),
            verifier: _verifier
        });
    }

    /// @inheritdoc IReserveSettings
    function threshold(bytes32 custodian) external view returns (uint8) {
        return _thresholds[custodian];
    }

    /// @inheritdoc IReserveSettings
    function key(bytes32 custodian, address signer) external view returns (Key memory) {
        return _keys[custodian][signer];
    }

    /// @inheritdoc IReserveSettings
    function checkSignatures(bytes32 custodian, bytes32 hash, uint64 asOf, Signature[] calldata signatures)
        external
        view
        returns (bytes memory encoded)
    {
        uint256 least = _thresholds[custodian];
        if (least == 0) revert CustodianUnregistered(custodian);
        if (signatures.length > type(uint8).max) revert TooManySignatures(custodian);
        address[] memory signers = new address[](signatures.length);
        encoded = abi.encodePacked(uint8(signers.length));
        for (uint256 i = 0; i < signers.length; ++i) {
            address signer = Signatures.signer(hash, signatures[i]);
            for (uint256 j = 0; j < i; ++j) {
                if (signers[j] == signer) revert SignatureDuplicate(custodian, signer);
            }
            signers[i] = signer;
            Key memory found = _keys[custodian][signer];
            if (found.scheme != signatures[i].scheme) revert KeyUnknown(custodian, signer);
            if (asOf < found.notBefore) revert KeyNotYetValid(custodian, signer);
            if (asOf > found.notAfter) revert KeyExpired(custodian, signer);
            encoded = abi.encodePacked(encoded, found.scheme, signatures[i].r, signatures[i].s);
        }
        if (signers.length < least) revert UnderThreshold(custodian);
    }

    /// @notice Sets the policy that reports must follow.
    /// @param policy Its digest. Mints rest on it: it must have a coverage rule of at least 1.
    function setPolicy(bytes32 policy) external onlyOwner {
        _setPolicy(policy);
    }

    /// @notice Sets how old a report may be, to be accepted and to cover a mint.
    /// @param heartbeat Seconds from its as-of time.
    function setHeartbeat(uint32 heartbeat) external onlyOwner {
        _setHeartbeat(heartbeat);
    }

    /// @notice Sets the least value per token that a report may state: the value is the issuer's word, which nobody signs.
    /// @param value In the currency. Zero is no limit.
    function setLeastValue(Number calldata value) external onlyOwner {
        _setLeastValue(value);
    }

    /// @notice Sets the verifier, and so the shape of reports.
    /// @param verifier The verifier.
    function setVerifier(IProofVerifier verifier) external onlyOwner {
        _setVerifier(verifier);
    }

    /// @notice Adds a custodian, changes how many of its keys must sign, or removes it.
    /// @param custodian SHA-256 of its name.
    /// @param signatures How many keys; zero removes it.
    function setCustodian(bytes32 custodian, uint8 signatures) external onlyOwner {
        _thresholds[custodian] = signatures;
        emit CustodianSet(custodian, signatures, ++_version);
    }

    /// @notice Adds a key of a custodian, changes when it counts, or removes it.
    /// @param custodian SHA-256 of the custodian's name.
    /// @param signer The key, as `key` takes it.
    /// @param value Its scheme and when it counts; all zero to remove it.
    function setKey(bytes32 custodian, address signer, Key calldata value) external onlyOwner {
        bool none = value.scheme == 0 && value.notBefore == 0 && value.notAfter == 0;
        bool some = (value.scheme == 1 || value.scheme == 2) && value.notBefore <= value.notAfter && signer != address(0);
        if (!none && !some) revert SettingInvalid("key");
        _keys[custodian][signer] = value;
        emit KeySet(custodian, signer, value.scheme, value.notBefore, value.notAfter, ++_version);
    }

    /// @notice ERC-165.
    /// @param id An interface.
    function supportsInterface(bytes4 id) public view override returns (bool) {
        return id == type(IReserveSettings).interfaceId || super.supportsInterface(id);
    }

    function _setPolicy(bytes32 policy) private {
        if (policy == 0) revert SettingInvalid("policy");
        _policy = policy;
        emit PolicySet(policy, ++_version);
    }

    function _setHeartbeat(uint32 heartbeat) private {
        if (heartbeat == 0) revert SettingInvalid("heartbeat");
        _heartbeat = heartbeat;
        emit HeartbeatSet(heartbeat);
    }

    function _setLeastValue(Number memory value) private {
        if (value.decimals > MOST_DECIMALS) revert SettingInvalid("value");
        (_leastMantissa, _leastDecimals) = (value.mantissa, value.decimals);
        emit LeastValueSet(value.mantissa, value.decimals, ++_version);
    }

    function _setVerifier(IProofVerifier verifier) private {
        if (address(verifier).code.length == 0) revert SettingInvalid("verifier");
        _verifier = verifier;
        emit VerifierSet(verifier);
    }
}
