"""The table of exit codes and its precedence."""

from understone.exit_codes import MEANINGS, PRECEDENCE, ExitCode, foremost


def test_every_code_has_a_meaning_and_a_rank() -> None:
    assert set(MEANINGS) == set(PRECEDENCE) == set(ExitCode)
    assert len(PRECEDENCE) == len(ExitCode)


def test_findings_beat_errors_and_errors_beat_clean() -> None:
    assert foremost(ExitCode.DONE, ExitCode.WITH_ERRORS, ExitCode.FINDINGS) == 10
    assert foremost(ExitCode.DONE, ExitCode.WITH_ERRORS) == 4
    assert foremost() == 0
