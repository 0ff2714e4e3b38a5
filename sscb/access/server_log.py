"""What the web server itself says goes into the same lines: no addresses, no words of a fault (SEC-26)."""

from gunicorn.glogging import Logger

from sscb.access.logging import JsonLine


class ServerLog(Logger):
    """For gunicorn's --logger-class. Who asked for what is not written at all."""

    def setup(self, cfg) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLine())
        self.access_log.disabled = True
