"""Check an exported ledger, or a proof of inclusion, without Understone: stock Python and the command `openssl`.

python3 verify_ledger.py EXPORT|PROOF.json 'log.example.org+hash+key' ['force-1.example.org+hash+key' …]
The keys are the texts that you hold on paper. Formats: RFC 6962, RFC 9162, c2sp.org/signed-note and tlog-cosignature.
"""

# ruff: noqa: D103, E401, I001, SIM115 — short enough to be read whole
import base64, functools, hashlib, json, pathlib, subprocess, sys, tempfile

DER = bytes.fromhex("302a300506032b6570032100")  # what stands before the 32 bytes of an Ed25519 key (RFC 8410)
OPENSSL = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in message -sigfile signature"


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def need(holds, why):
    if not holds:
        sys.exit(f"DOES NOT HOLD: {why}")


def signed(note, vkey):  # the lines that this key signed: as a log (type 1), or as a witness with its time (type 4)
    (name, key_id, key), (text, lines) = vkey.split("+", 2), note.rsplit("\n\n", 1)
    key, rows = base64.b64decode(key), [line.split(" ") for line in lines.splitlines()]
    need(sha(name.encode(), b"\n", key)[:4].hex() == key_id, f"{vkey} is no key")
    blobs = [base64.b64decode(row[2]) for row in rows if row[1] == name]
    blobs = [blob[4:] for blob in blobs if blob[:4].hex() == key_id]
    for blob in blobs:
        time = f"cosignature/v1\ntime {int.from_bytes(blob[:8], 'big')}\n" if key[0] == 4 else ""
        files = {"key": DER + key[1:], "message": f"{time}{text}\n".encode(), "signature": blob[-64:]}
        with tempfile.TemporaryDirectory() as folder:
            for part, data in files.items():
                pathlib.Path(folder, part).write_bytes(data)
            done = subprocess.run(OPENSSL.split(), cwd=folder, capture_output=True, check=False)
        need(done.returncode == 0, f"signature of {name}")
    return text.split("\n") if blobs else None


def climb(fn, sn, value, path):  # RFC 9162 §2.1.3.2, without its inner loop: a left-over node has no sibling
    for step in map(bytes.fromhex, path):
        while fn == sn and fn % 2 == 0 and fn:
            fn, sn = fn // 2, sn // 2
        value = sha(b"\x01", step, value) if fn % 2 else sha(b"\x01", value, step)
        fn, sn = fn // 2, sn // 2
    return value if fn == sn == 0 else None


source, log, *witnesses = sys.argv[1:]
if pathlib.Path(source).is_dir():
    notes, peaks = json.loads(pathlib.Path(source, "checkpoints.json").read_bytes()), []
    sizes = [int(note.split("\n")[1]) for note in notes]
    known = dict.fromkeys(sizes) | {0: sha()}
    for seq, entry in enumerate(map(json.loads, pathlib.Path(source, "entries.jsonl").open("rb"))):
        leaf, payload = json.loads(entry["leaf"]), entry["payload"]
        need(leaf["seq"] == seq, f"entry {seq} is out of place")
        commit = payload and sha(bytes.fromhex(entry["salt"]), payload.encode()).hex()
        need(commit in (None, leaf["commit"]), f"entry {seq} has another payload")
        peaks.append(sha(b"\x00", entry["leaf"].encode()))
        while len(peaks) > (seq + 1).bit_count():  # RFC 6962: n leaves are one complete subtree for each bit of n
            peaks[-2:] = [sha(b"\x01", *peaks[-2:])]
        if seq + 1 in known:
            known[seq + 1] = functools.reduce(lambda right, left: sha(b"\x01", left, right), peaks[::-1])
    roots = [known[size] for size in sizes]
else:
    proof = json.loads(pathlib.Path(source).read_bytes())
    notes, leaf = [proof["checkpoint"]], proof["leaf"].encode()
    need(json.loads(leaf)["seq"] == proof["seq"] < proof["size"] == int(notes[0].split("\n")[1]), "another tree")
    roots = [climb(proof["seq"], proof["size"] - 1, sha(b"\x00", leaf), proof["path"])]
need(notes, "nobody signed this")
for note, value in zip(notes, roots, strict=True):
    head = signed(note, log)
    need(head and value == base64.b64decode(head[2]), f"what is here is not what your key signed:\n{note}")
print(f"holds: {head[1]} entries, signed by {head[0]}")
for vkey in witnesses:
    print(
        f"{vkey.split('+')[0]} cosigned {sum(bool(signed(note, vkey)) for note in notes)} of {len(notes)} checkpoints"
    )
