"""At start-up: does every plugged kind of work lead to a function, and its twin to a command?"""

import inspect

from django.core.checks import Error
from django.core.management import get_commands

from sscb.jobs.sockets import kinds


def check_kinds(app_configs, **_kwargs) -> list[Error]:
    found, commands = [], get_commands()
    for kind in kinds:
        try:
            inspect.signature(kind.function()).bind("job", "progress")
        except ImportError as fault:
            found.append(Error(f"The job kind {kind.code} leads nowhere: {fault}", id="sscb.jobs.E001"))
        except TypeError:
            found.append(Error(f"{kind.run} must take (job, progress)", id="sscb.jobs.E002"))
        if kind.twin and kind.twin.split()[0] not in commands:
            found.append(Error(f"{kind.code}: there is no command {kind.twin.split()[0]}", id="sscb.jobs.E003"))
    return found
