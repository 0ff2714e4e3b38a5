from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"

    def ready(self):
        """Every folder of `kinds` that has a `kind` plugs itself in: a new one is a folder and nothing else."""
        from audits import kinds, scales, sockets

        for found in iter_modules(kinds.__path__):
            if found.ispkg:
                import_module(f"audits.kinds.{found.name}.kind")
        # The kernel's own sockets were closed when its highest room was ready; these are this programme's.
        sockets.kinds.close()
        scales.scales.close()
