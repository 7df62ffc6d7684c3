"""Computes the golden files of the version-1 formats. See README.md."""

import hashlib
import hmac
import pathlib
import sys
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC


def u8(n):
    return n.to_bytes(1, "big")


def u32(n):
    return n.to_bytes(4, "big")


def u48(n):
    return n.to_bytes(6, "big")


def field(data):
    """A field with its length."""
    return u32(len(data)) + data


def text(value):
    return field(value.encode("utf-8"))


def number(value):
    return field(value.to_bytes(8, "big", signed=True))


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def sha256(data):
    return hashlib.sha256(data).digest()


def kdf_input(i, label, context, bits):
    """SP 800-108r1, 4.1: counter | label | 00 | context | length."""
    return u32(i) + label + b"\0" + context + u32(bits)


def kdf_cmac(key, label, context):
    out = b""
    for i in (1, 2):
        prf = CMAC(AES(key))
        prf.update(kdf_input(i, label, context, 256))
        out += prf.finalize()
    return out


def kdf_hmac(key, label, context, blocks):
    return b"".join(mac(key, kdf_input(i, label, context, blocks * 256)) for i in range(1, blocks + 1))


def canonical(context):
    pairs = sorted((k.encode("utf-8"), v.encode("utf-8")) for k, v in context.items())
    return u32(len(pairs)) + b"".join(field(k) + field(v) for k, v in pairs)


def counted(label, length):
    """Bytes that are easy to tell apart and to make again."""
    return hashlib.shake_128(label.encode()).digest(length)


def blob_case(name, account, key_id, context, plaintext):
    multi_region = key_id.startswith("mrk-")
    key_bits = bytes.fromhex(key_id[4:]) if multi_region else uuid.UUID(key_id).bytes
    material = counted(name + " material", 32)
    material_id = counted(name + " material id", 32)
    iv = counted(name + " iv", 12)
    random = counted(name + " random", 32)

    scope = u48(account) + key_bits + material_id
    blob_kdk = kdf_cmac(material, b"strongroom.kdk.v1", b"blob" + scope)
    hedge_kdk = kdf_cmac(material, b"strongroom.kdk.v1", b"hedge" + scope)
    context_bytes = canonical(context)
    salt = mac(hedge_kdk, random + sha256(plaintext) + sha256(context_bytes))[:16]

    head = u8(1) + u8(1) + u48(account) + u8(1 if multi_region else 0) + key_bits + material_id[:16] + salt
    assert len(head) == 57
    keys = kdf_hmac(blob_kdk, b"strongroom.v1", head + sha256(context_bytes), 2)
    sealed = AESGCM(keys[:32]).encrypt(iv, plaintext, head + iv + context_bytes)
    blob = head + iv + keys[32:] + sealed
    assert len(blob) == 117 + len(plaintext)

    lines = {
        "account": f"{account:012d}",
        "key_id": key_id,
        "material": material.hex(),
        "material_id": material_id.hex(),
        "random": random.hex(),
        "salt": salt.hex(),
        "iv": iv.hex(),
        "plaintext": plaintext.hex(),
        "pairs": str(len(context)),
    }
    for i, (k, v) in enumerate(context.items()):
        lines[f"pair.{i}.key"] = k.encode("utf-8").hex()
        lines[f"pair.{i}.value"] = v.encode("utf-8").hex()
    lines |= {
        "canonical": context_bytes.hex(),
        "kdk.blob": blob_kdk.hex(),
        "kdk.hedge": hedge_kdk.hex(),
        "message_key": keys[:32].hex(),
        "commitment": keys[32:].hex(),
        "blob": blob.hex(),
    }
    return lines


DEPLOYMENT = uuid.UUID("0f8c1d5e-7a43-4e0b-9a2f-63d5b1c0e7a9")
ACCOUNT = 111122223333


def token_case(name, purpose, key_version, binding, plaintext):
    sealing_key = counted(name + " sealing key", 32)
    random = counted(name + " random", 32)
    iv = counted(name + " iv", 12)
    context = field(DEPLOYMENT.bytes) + number(ACCOUNT) + text(purpose) + number(key_version) + field(binding)
    salt = mac(sealing_key, b"strongroom.token.hedge.v1\0" + random + sha256(plaintext) + sha256(context))[:16]
    head = u8(1) + u32(key_version) + salt
    token_key = kdf_hmac(sealing_key, b"strongroom.token.v1", salt + purpose.encode("ascii"), 1)
    return {
        "deployment": str(DEPLOYMENT),
        "account": f"{ACCOUNT:012d}",
        "purpose": purpose,
        "key_version": str(key_version),
        "binding": binding.hex(),
        "sealing_key": sealing_key.hex(),
        "random": random.hex(),
        "salt": salt.hex(),
        "iv": iv.hex(),
        "plaintext": plaintext.hex(),
        "token_key": token_key.hex(),
        "token": (head + iv + AESGCM(token_key).encrypt(iv, plaintext, head + context)).hex(),
    }


def wrap_case():
    material_id = counted("wrap material id", 32)
    head = b"strongroom-wrap" + u8(1)
    under = field(DEPLOYMENT.bytes) + number(ACCOUNT) + number(7)
    key_id = "6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    return {
        "deployment": str(DEPLOYMENT),
        "account": f"{ACCOUNT:012d}",
        "root_version": "7",
        "key_id": key_id,
        "material_id": material_id.hex(),
        "key_spec": "SYMMETRIC_DEFAULT",
        "key_usage": "ENCRYPT_DECRYPT",
        "origin": "AWS_KMS",
        "material": (
            head
            + text("material")
            + under
            + text(key_id)
            + field(material_id)
            + text("SYMMETRIC_DEFAULT")
            + text("ENCRYPT_DECRYPT")
            + text("AWS_KMS")
        ).hex(),
        "purpose": "session",
        "version": "3",
        "sealing_key": (head + text("sealing-key") + under + text("session") + number(3)).hex(),
    }


def seal_case():
    key = counted("integrity key", 32)

    def column(kind, name, value):
        return kind.encode("ascii") + text(name) + (u8(0) if value is None else u8(1) + field(value))

    encoded = (
        b"strongroom-row"
        + u8(1)
        + text("kms_key")
        + u32(2)
        + text("us-east-1")
        + text("6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d")
        + number(ACCOUNT)
        + number(12)
        + column("T", "state", b"Enabled")
        + column("T", "description", b"")
        + column("T", "custom_key_store", None)
        + column("N", "deletion_window", (30).to_bytes(8, "big"))
        + column("N", "valid_to", None)
        + column("B", "policy_hash", bytes.fromhex("00ff10"))
        + column("F", "multi_region", b"\1")
    )
    return {"integrity_key": key.hex(), "encoded": encoded.hex(), "seal": mac(key, encoded).hex()}


def main():
    target = pathlib.Path(sys.argv[1])
    single = "6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    files = {
        "blob-v1-plain": blob_case("plain", ACCOUNT, single, {}, b"hello, strongroom"),
        "blob-v1-context": blob_case(
            "context",
            999999999999,
            single,
            # U+10000 sorts after U+FFFD in UTF-8, before it in UTF-16: the order of the bytes counts.
            {"\U00010000": "astral", "\ufffd": "", "app": "demo", "": "empty key", "App": "D\u00e9mo"},
            bytes(range(256)) * 16,
        ),
        "blob-v1-multi-region": blob_case(
            "mrk", 1, "mrk-00112233445566778899aabbccddeeff", {"purpose": "replica"}, b""
        ),
        "token-v1-session": token_case("session", "session", 3, b"AROAEXAMPLE|epoch 4", b"the session"),
        "token-v1-marker": token_case("marker", "marker", 0, b"", b""),
        "wrap-v1": wrap_case(),
        "seal-v1": seal_case(),
    }
    for name, lines in files.items():
        body = "".join(f"{key} = {value}\n" for key, value in lines.items())
        (target / f"{name}.txt").write_text(body, encoding="ascii", newline="\n")


main()
