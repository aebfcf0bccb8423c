"""The exit codes of every command, in one table. Where several hold, the one higher up in `PRECEDENCE` is given."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a script learns from a command's end."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    INPUT = 3
    WITH_ERRORS = 4
    OUTPUT = 5
    VERIFICATION = 6
    FINDINGS = 10
    INTERRUPTED = 130


MEANINGS: dict[ExitCode, str] = {
    ExitCode.DONE: "finished; nothing was left unread, nothing was found",
    ExitCode.INTERNAL: "a fault of Understone itself; nothing was concluded",
    ExitCode.USAGE: "the command was called wrongly",
    ExitCode.INPUT: "an input cannot be used (evidence, list, known set or case file)",
    ExitCode.WITH_ERRORS: "finished, but something was left unread, undecoded or refused: see the errors",
    ExitCode.OUTPUT: "the output cannot be written (it exists, the disk is full, no permission)",
    ExitCode.VERIFICATION: "a verification failed: what was read is not what was recorded",
    ExitCode.FINDINGS: "finished with findings, whether or not there were errors too",
    ExitCode.INTERRUPTED: "stopped by the user; the same command goes on from here",
}

PRECEDENCE: tuple[ExitCode, ...] = (
    ExitCode.INTERRUPTED,
    ExitCode.INTERNAL,
    ExitCode.USAGE,
    ExitCode.INPUT,
    ExitCode.OUTPUT,
    ExitCode.VERIFICATION,
    ExitCode.FINDINGS,
    ExitCode.WITH_ERRORS,
    ExitCode.DONE,
)


def foremost(*codes: ExitCode) -> ExitCode:
    """Return the code to exit with when several hold."""
    return min(codes, key=PRECEDENCE.index, default=ExitCode.DONE)
