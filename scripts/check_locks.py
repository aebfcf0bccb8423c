"""Refuse a lock that names an address or leaves a package without a hash.

python scripts/check_locks.py requirements.lock benchmarks/requirements.lock
"""

import re
import sys
from pathlib import Path

FORBIDDEN = ("://", "index-url", "find-links", "trusted-host", " @ ")


def faults(lock: Path) -> list[str]:
    """Return each fault of the lock as `file:line: what`."""
    found = []
    text = lock.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        found += [f"{lock}:{number}: a lock may not hold {word!r}" for word in FORBIDDEN if word in line]
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        name = entry.split()[0] if entry.split() else "(empty)"
        if "==" not in name:
            found.append(f"{lock}: {name} is not pinned with ==")
        if "--hash=sha256:" not in entry:
            found.append(f"{lock}: {name} has no hash")
    return found


def main() -> int:
    """Print all faults; exit 1 if there is one."""
    found = [fault for name in sys.argv[1:] for fault in faults(Path(name))]
    print("\n".join(found) or f"locks: {len(sys.argv) - 1} read, every package pinned and hashed, no address")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
