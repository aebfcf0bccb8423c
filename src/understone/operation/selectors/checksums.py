"""Check digits and checksums that identifiers carry: a slip of the pen must not tie two people."""

import base64
import binascii
import hashlib

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_MASK = (1 << 64) - 1
_ONION_LENGTH = 56


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def segwit(address: str, prefix: str) -> bool:
    """Tell whether a lower-case address is a segregated witness address of a chain (BIP 173, BIP 350)."""
    head, _, data = address.rpartition("1")
    if head != prefix or len(address) > 90 or len(data) < 7 or any(c not in _BECH32 for c in data):
        return False
    values = [_BECH32.index(c) for c in data]
    check = 1
    for value in [*(ord(c) >> 5 for c in head), 0, *(ord(c) & 31 for c in head), *values]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    version, program = values[0], values[1:-6]
    bits = len(program) * 5
    size, spare = divmod(bits, 8)
    padding = program[-1] & ((1 << spare) - 1) if program else 1
    if version > 16 or not 2 <= size <= 40 or spare > 4 or padding:
        return False
    if version == 0:
        return check == 1 and size in (20, 32)
    return check == 0x2BC830A3


def base58check(address: str) -> bytes | None:
    """Return the payload (version byte first) of a Base58Check address whose checksum holds, else None."""
    if not address or any(c not in _BASE58 for c in address):
        return None
    number = 0
    for c in address:
        number = number * 58 + _BASE58.index(c)
    zeros = len(address) - len(address.lstrip("1"))
    raw = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = raw[:-4], raw[-4:]
    digest = hashlib.sha256(hashlib.sha256(payload).digest()).digest()
    return payload if len(check) == 4 and digest[:4] == check else None


def eip55(address: str) -> bool:
    """Tell whether 40 hexadecimal digits have the case that their Keccak-256 demands (EIP-55), or one case only."""
    if address in (address.lower(), address.upper()):
        return True
    digest = keccak256(address.lower().encode("ascii")).hex()
    return all(c.isdigit() or c.isupper() == (digest[i] >= "8") for i, c in enumerate(address))


def keccak256(message: bytes) -> bytes:
    """Return the Keccak-256 digest as Ethereum has it: SHA-3's permutation, the padding from before FIPS 202."""
    rate = 136
    padded = bytearray(message + b"\x01" + b"\0" * (-len(message) % rate or rate))[: (len(message) // rate + 1) * rate]
    padded[-1] |= 0x80
    state = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for lane in range(rate // 8):
            state[lane % 5][lane // 5] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        _permute(state)
    return b"".join(state[lane % 5][lane // 5].to_bytes(8, "little") for lane in range(4))


def _permute(a: list[list[int]]) -> None:
    """Apply Keccak-f[1600] to the lanes a[x][y] (Keccak reference §1.2)."""
    feedback = 1
    for _ in range(24):
        parity = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        for x in range(5):
            change = parity[x - 1] ^ _rotated(parity[(x + 1) % 5], 1)
            for y in range(5):
                a[x][y] ^= change
        x, y, lane = 1, 0, a[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            lane, a[x][y] = a[x][y], _rotated(lane, (step + 1) * (step + 2) // 2 % 64)
        for y in range(5):
            row = [a[x][y] for x in range(5)]
            for x in range(5):
                a[x][y] = row[x] ^ (~row[(x + 1) % 5] & _MASK & row[(x + 2) % 5])
        for place in range(7):
            feedback = (feedback << 1 ^ (feedback >> 7) * 0x171) & 0xFF
            if feedback & 2:
                a[0][0] ^= 1 << ((1 << place) - 1)


def _rotated(lane: int, by: int) -> int:
    return (lane << by | lane >> (64 - by)) & _MASK if by else lane


def onion_v3(label: str) -> bool:
    """Tell whether 56 lower-case characters are a version 3 onion address (Tor rend-spec-v3 §6)."""
    if len(label) != _ONION_LENGTH:
        return False
    try:
        raw = base64.b32decode(label.upper())
    except binascii.Error:
        return False
    key, check, version = raw[:32], raw[32:34], raw[34:]
    return version == b"\x03" and hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] == check
