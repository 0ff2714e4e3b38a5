"""Every write of the register and its certificates."""

from training.registering.services.certifying import issue_certificates, withdraw_certificate
from training.registering.services.marking import close_register, mark_session, write_in

__all__ = ["close_register", "issue_certificates", "mark_session", "withdraw_certificate", "write_in"]
