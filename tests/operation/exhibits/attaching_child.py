"""A process that attaches a case file, to be killed.

    python -m operation.exhibits.attaching_child URL EXHIBIT CASE BATCH

It says a line each time a batch is in.
"""

import sys
from pathlib import Path
from uuid import UUID

from understone.operation import connecting
from understone.progress import Progress


def main(url: str, exhibit: str, case: str, batch: str) -> None:
    connecting.use(url)
    from operation.exhibits.store import DE, by
    from understone.operation.exhibits import attaching

    def say(progress: Progress) -> None:
        print(progress.done, flush=True)

    attaching.attach(by(DE), UUID(exhibit), Path(case), report=say, batch=int(batch))


if __name__ == "__main__":
    main(*sys.argv[1:])
