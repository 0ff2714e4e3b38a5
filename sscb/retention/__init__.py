"""How long what the Board keeps is kept, what then becomes of it, and what stops that (security page, section 6).

schedule.py    the thirteen classes as data: period, trigger, end, reason
sockets.py     where each kind of record says its class, and how it is destroyed
services/      holds and the moratorium; periods and their sign-off; proposals, approvals, disposal with its certificate
"""
