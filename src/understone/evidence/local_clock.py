"""Keep The Sleuth Kit from shifting local times by this machine's own time zone.

FAT, exFAT and ISO 9660 store the wall clock of whoever wrote them. TSK turns it into seconds by `mktime`, which takes
the zone of this process (its FAT reader, `fatfs_dos_2_unix_time`); in UTC the wall clock comes out as it was stored.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

_UTC = "UTC0"


@contextmanager
def utc_clock() -> Iterator[None]:
    """Have the C library reckon in UTC within the block, and as before after it.

    The environment of the process is changed only within the block, which must be short, must not yield to code of
    others, and must not run in several threads at once.
    """
    before = os.environ.get("TZ")
    if before == _UTC or not hasattr(time, "tzset"):
        yield
        return
    os.environ["TZ"] = _UTC
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
