#!/usr/bin/env python3
"""Verifies an evidence bundle without the hub: Python's own library, openssl and (for XML signatures) xmlsec1.

    verify_bundle.py BUNDLE.asice --trust ANCHORS.pem --log-key NAME+HASH+BASE64

A second opinion beside `ihub verify`, written from docs/evidence.md and nothing else of the hub, so that an auditor need not trust the program
that made the file. It says less: it does not judge revocation, renewals, nor the words that only evidence.json has. Every line it prints is one
check; the exit code is 0 when all of them hold, 1 when one does not, 2 when it was used wrongly.
"""
import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}
MOST_OCTETS = 1 << 30

# What the kinds of events say of an exchange: its direction, the state they give, and whether it is the last.
KINDS = {
    "document.accepted": ("in", "Accepted", True),
    "answer.delivered": ("in", "Accepted", True),
    "document.partly-accepted": ("in", "PartlyAccepted", True),
    "document.rejected": ("in", "Rejected", True),
    "answer.failed": ("in", "Rejected", True),
    "document.refused": ("in", "Refused", True),
    "document.repeated": ("in", "Repeated", True),
    "exchange.signed": ("out", "Signed", False),
    "exchange.queued": ("out", "Queued", False),
    "exchange.delivered": ("out", "Delivered", False),
    "exchange.fetched": ("out", "Delivered", False),
    "exchange.accepted": ("out", "Accepted", True),
    "exchange.partly-accepted": ("out", "PartlyAccepted", True),
    "exchange.rejected": ("out", "Rejected", True),
    "exchange.expired": ("out", "Expired", True),
    "exchange.cancelled": ("out", "Cancelled", True),
}


class Checks:
    """What was checked, one printed line each."""

    def __init__(self):
        self.failed = 0

    def say(self, holds, what):
        self.failed += not holds
        print(("holds   " if holds else "FAILS   ") + what)

    def leave_out(self, what):
        print("not done  " + what)


def run(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def unpack(bundle, folder, checks):
    """Every file once, inside the folder: what a strict reader of zip files refuses is refused here, too."""
    with zipfile.ZipFile(bundle) as archive:
        names = [entry.filename for entry in archive.infolist()]
        checks.say(names[:1] == ["mimetype"] and archive.read("mimetype") == b"application/vnd.etsi.asic-e+zip", "the first entry says that this is an ASiC-E container")
        checks.say(len({name.lower() for name in names}) == len(names), f"{len(names)} entries, no name twice")
        safe = all(not name.startswith("/") and ".." not in name.split("/") and "\\" not in name for name in names)
        checks.say(safe, "no path leaves the container")
        checks.say(sum(entry.file_size for entry in archive.infolist()) <= MOST_OCTETS, "not larger than 1 GiB unpacked")
        if not checks.failed:
            archive.extractall(folder)
    return names


def check_manifest(folder, manifest, names, checks):
    """The files that a manifest lists have the digests it lists; returns the names."""
    tree = ElementTree.parse(folder / manifest)
    listed, wrong = [], []
    for reference in tree.getroot().findall(ASIC + "DataObjectReference"):
        name = reference.get("URI")
        algorithm = DIGESTS.get(reference.find(DSIG + "DigestMethod").get("Algorithm"))
        expected = base64.b64decode(reference.find(DSIG + "DigestValue").text)
        listed.append(name)
        if name not in names or algorithm is None or algorithm((folder / name).read_bytes()).digest() != expected:
            wrong.append(name)
    checks.say(listed and not wrong, f"{manifest}: {len(listed)} files have the digests it lists" + (f", but not {', '.join(wrong)}" if wrong else ""))
    return tree.getroot().find(ASIC + "SigReference").get("URI"), listed


def check_signatures(folder, names, trust, checks):
    covered = set()
    for manifest in sorted(name for name in names if re.fullmatch(r"META-INF/ASiC(Archive)?Manifest\d+\.xml", name)):
        signature, listed = check_manifest(folder, manifest, names, checks)
        data, token = str(folder / manifest), str(folder / signature)
        if signature.endswith(".p7s"):
            covered |= set(listed)
            holds = run("openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", token, "-content", data,
                        "-CAfile", trust, "-no-CApath", "-no-CAstore", "-purpose", "any", "-out", "/dev/null")
            checks.say(holds, f"{signature} signs {manifest}, by a certificate that the anchors vouch for")
        else:
            checks.say(run("openssl", "ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile", trust), f"{signature} dates {manifest}")
    loose = [name for name in names if name != "mimetype" and not name.startswith("META-INF/") and name not in covered]
    checks.say(not loose, "every file is covered by the signature" + (f", but not {', '.join(loose)}" if loose else ""))


def read_checkpoint(folder, name, log_key, checks):
    """Size and root of a signed checkpoint (the public signed-note format with Ed25519)."""
    text = (folder / name).read_bytes()
    body, _, signatures = text.partition(b"\n\n")
    body += b"\n"
    origin, size, root = body.decode().split("\n")[:3]
    key_name, key_hash, key = log_key.split("+", 2)
    key = base64.b64decode(key)
    checks.say(hashlib.sha256(key_name.encode() + b"\n" + key).hexdigest()[:8] == key_hash and key[:1] == b"\x01", "the log key is whole")
    holds = False
    for line in signatures.decode().splitlines():
        dash, signer, value = line.split(" ")
        octets = base64.b64decode(value)
        if dash == "\u2014" and signer == key_name and octets[:4].hex() == key_hash:
            holds = verify_ed25519(key[1:], octets[4:], body)
    checks.say(holds and origin == key_name, f"{name} is signed with the log key, at {size} entries")
    return int(size), base64.b64decode(root)


def verify_ed25519(public, signature, message):
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        (work / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + public)  # SubjectPublicKeyInfo of Ed25519, RFC 8410
        (work / "signature").write_bytes(signature)
        (work / "message").write_bytes(message)
        return run("openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(work / "key.der"), "-keyform", "DER", "-rawin",
                   "-in", str(work / "message"), "-sigfile", str(work / "signature"))


def root_of(leaf, position, size, path):
    """RFC 9162, 2.1.3.2."""
    last, value = size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    for step in path:
        if last == 0:
            return None
        if position & 1 or position == last:
            value = hashlib.sha256(b"\x01" + step + value).digest()
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            value = hashlib.sha256(b"\x01" + value + step).digest()
        position, last = position >> 1, last >> 1
    return value if last == 0 else None


def fields_of(record):
    """The fields of an event's record, each written as length:text, in the order of docs/evidence.md."""
    fields = []
    while record:
        length, _, rest = record.partition(b":")
        fields.append(rest[:int(length)].decode())
        if rest[int(length):int(length) + 1] != b",":
            raise ValueError("an event's record is cut")
        record = rest[int(length) + 1:]
    if len(fields) != 9 or fields[0] != "ihub-event-1":
        raise ValueError("an event's record has another form")
    return dict(zip(("form", "retailer", "event", "at", "kind", "exchange", "party", "actor", "data"), fields))


def check_index(folder, exchange, checks):
    """The index says nothing else than the events, which alone are entries of the ledger."""
    name = exchange["id"]
    history = sorted(exchange["history"], key=lambda event: event.get("position") or 0)
    events = [(event.get("position"), fields_of((folder / event["recordFile"]).read_bytes())) for event in history]
    checks.say(all(event["exchange"] == name for _, event in events), f"exchange {name}: its {len(events)} events are about it")
    given = [(position, event["kind"], *KINDS[event["kind"]]) for position, event in events if event["kind"] in KINDS]
    checks.say(all(direction == exchange["direction"] for _, _, direction, _, _ in given), f"exchange {name}: no event is of another direction than {exchange['direction']}")
    final = [(position, kind, state) for position, kind, _, state, last in given if last][-1:]
    for position, kind, state in final:
        checks.say(state == exchange["state"], f"exchange {name}: {exchange['state']}, by entry {position} ({kind})")
    if not final:
        checks.leave_out(f"exchange {name}: that it is {exchange['state']} (no event shows its end)")
    if exchange.get("partyId"):
        checks.say(all(event["party"] in ("", exchange["partyId"]) for _, event in events), f"exchange {name}: no event is of another party than {exchange['partyId']}")
    for position, event in events:
        names_octets = event["kind"] == "exchange.signed" or KINDS.get(event["kind"], ("",))[0] == "in"
        digest = json.loads(event["data"]).get("sha256") if names_octets else None
        if digest and exchange.get("rawSha256"):
            checks.say(digest == exchange["rawSha256"], f"exchange {name}: entry {position} ({event['kind']}) names these octets")
        code = json.loads(event["data"]).get("partyCode") if names_octets else None
        if code:
            checks.say(code == exchange["party"], f"exchange {name}: entry {position} ({event['kind']}) names the party {code}")
    check_answers(folder, exchange, events, checks)


def check_answers(folder, exchange, events, checks):
    """Once events name answers by their digest, no other may lie beside the exchange."""
    name = exchange["id"]
    named = {json.loads(event["data"]).get("answerSha256"): position for position, event in events
             if KINDS.get(event["kind"], (None, None, False))[2] or event["kind"].startswith("acknowledgement.")}
    named.pop(None, None)
    for file in exchange["acknowledgementFiles"]:
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        if named:
            checks.say(digest in named, f"exchange {name}: {file} is the answer that entry {named.get(digest)} names")
        else:
            checks.leave_out(f"exchange {name}: that {file} answers it (no event names its digest)")


def check_exchanges(folder, index, size, root, trust, checks):
    for exchange in index["exchanges"]:
        check_index(folder, exchange, checks)
        name = exchange["id"]
        if exchange.get("rawFile"):
            raw = (folder / exchange["rawFile"]).read_bytes()
            checks.say(hashlib.sha256(raw).hexdigest() == exchange["rawSha256"], f"exchange {name}: {len(raw)} octets have the digest that the index names")
            check_xml_signature(raw, exchange, trust, checks)
        for event in exchange["history"]:
            leaf = hashlib.sha256(base64.b64decode(event["salt"]) + (folder / event["recordFile"]).read_bytes()).digest()
            holds = leaf == base64.b64decode(event["digest"])
            if event.get("position") is None:
                checks.say(holds, f"exchange {name}: event {event['event']} has its digest (it has no place in the ledger yet)")
                continue
            reached = root_of(leaf, event["position"], size, [base64.b64decode(step) for step in event["path"]])
            checks.say(holds and reached == root, f"exchange {name}: event {event['event']} is entry {event['position']} of the ledger as it was signed")


def check_xml_signature(raw, exchange, trust, checks):
    """A refused message may be refused for its signature: what it was is evidence, that it held is not claimed."""
    name = exchange["id"]
    body = re.search(rb"<(?:\w+:)?Body[^>]*>\s*(.*?)\s*</(?:\w+:)?Body>", raw, re.DOTALL)
    if body is None or b"SignatureValue" not in body.group(1):
        return
    if exchange["state"] == "Refused":
        checks.leave_out(f"exchange {name}: the message's XML signature (the hub refused the message)")
        return
    if shutil.which("xmlsec1") is None:
        checks.leave_out(f"exchange {name}: the message's XML signature (xmlsec1 is not installed)")
        return
    with tempfile.TemporaryDirectory() as work:
        message = Path(work) / "message.xml"
        message.write_bytes(body.group(1))
        holds = run("xmlsec1", "--verify", "--trusted-pem", trust, "--enabled-reference-uris", "same-doc,empty", str(message))
        checks.say(holds, f"exchange {name}: the message's XML signature")


def arguments():
    parser = argparse.ArgumentParser(description="Verify an evidence bundle without the hub.")
    parser.add_argument("bundle")
    parser.add_argument("--trust", required=True, help="anchors, PEM")
    parser.add_argument("--log-key", required=True, help="public key of the ledger, NAME+HASH+BASE64, as it was handed over")
    return parser.parse_args()


def main(bundle, trust, log_key):
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        names = unpack(bundle, folder, checks)
        if not checks.failed:
            check_signatures(folder, names, trust, checks)
            size, root = read_checkpoint(folder, "ledger/checkpoint.txt", log_key, checks)
            check_exchanges(folder, json.loads((folder / "evidence.json").read_text()), size, root, trust, checks)
    print("Everything holds." if not checks.failed else f"{checks.failed} checks fail.")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    given = arguments()
    try:
        sys.exit(main(given.bundle, given.trust, given.log_key))
    except (OSError, AttributeError, KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError) as damage:
        print(f"FAILS   the bundle cannot be read: {damage}")
        sys.exit(1)
