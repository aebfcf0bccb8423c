"""`understone operation clock`, as cron and a service run it: what is late is heard of, with nobody at a desk."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.referrals.test_intake import events, take, tip
from operation.tasks.desk import turn
from operation.world import as_
from understone.exit_codes import ExitCode
from understone.operation.access.context import working
from understone.operation.models import Task


def test_once_says_what_rose_and_again_nothing(run: Run) -> None:  # noqa: F811
    take(tip(0, ref="A-0"))
    assert run("operation", "clock", "--once") == {"organisations": {}}
    turn(run.owner, timedelta(hours=13))
    assert run("operation", "clock", "--once")["organisations"] == {"AGENCY": {"reminded": 1, "risen": [0, 0, 0]}}
    turn(run.owner, timedelta(hours=12))
    text = run("operation", "clock", "--once", as_json=False)
    assert text == "AGENCY: 0 reminded; risen to the supervisor 1, above 0, to the commander 0\n"
    assert run("operation", "clock", "--once", as_json=False) == ""
    assert events(run.owner)["task.escalated"] == 2


def test_beside_the_operation_it_goes_on_until_it_is_stopped(run: Run) -> None:  # noqa: F811
    take(tip(0, ref="A-0"))
    command = [sys.executable, "-m", "understone", "operation", "clock", "--every", "1"]
    from django.db import connection

    address = dict(connection.settings_dict)
    host, name = address["HOST"], address["NAME"]
    session = f"postgresql://{address['USER']}:{address['PASSWORD']}@/{name}?host={host}"
    env = {**os.environ, "UNDERSTONE_APPLICATION_URL": session}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as clock:
        turn(run.owner, timedelta(hours=25))
        for _ in range(300):
            with working(as_("AN-1")):
                level = Task.objects.get().level
            if level:
                break
            time.sleep(0.1)
        clock.send_signal(signal.SIGINT)
        told, wrong = clock.communicate(timeout=30)
    assert level == 1
    assert "AGENCY" in told
    assert (clock.returncode, wrong) == (ExitCode.INTERRUPTED, "")
