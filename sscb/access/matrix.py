"""The permission matrix of the security page, section 2.3, as data: role, level, what may be done, within which scope.

A blank there is no row here, and no row is a refusal. `tests/access/matrix.csv` was typed from the same page by hand;
a test compares the two through the policy.
"""

READING = frozenset({"read", "print", "export", "link"})
WRITING = frozenset({"change", "attach"})
RW = READING | WRITING
VERBS = RW | {"submit", "update", "reopen", "moderate", "decide", "acknowledge", "metadata", "delete"}
"""`delete` stands in no row: nobody deletes a record; disposal is a job with its own proof. `update`: an agency keeps
up to date what it has handed in, beside the frozen copy that was read (audits handbook 1.5).
"""

MATRIX: tuple[tuple[str, str, frozenset[str], str], ...] = (
    # role    level  may                                      within
    *((role, "P0", READING, "any") for role in (
        "PRAC", "AGC", "AGL", "BM", "SGM", "SGC", "PNL", "CDC", "TRC", "CHAIR", "SYS", "DPO")),
    ("OFF", "P0", RW, "any"),
    ("BMGR", "P0", RW, "any"),
    # a booking is its person's own (1.1: staff personal data, "P1 / own"); everything else here is the partnership's
    *((role, "P1", READING, "any but another's booking") for role in (
        "PRAC", "AGC", "AGL", "BM", "SGM", "SGC", "PNL", "CDC", "TRC", "CHAIR", "SYS", "DPO")),
    ("PRAC", "P1", RW, "own booking"),
    ("AGC", "P1", READING, "own agency"),
    ("AGL", "P1", RW, "own agency"),
    ("TRC", "P1", RW, "training"),
    ("OFF", "P1", RW, "any"),
    ("BMGR", "P1", RW, "any"),
    # one agency's own papers
    ("AGC", "P2", READING | {"update"}, "own agency"),
    ("AGC", "P2", WRITING, "own agency, not handed in"),
    ("AGL", "P2", READING | {"update"}, "own agency"),
    ("AGL", "P2", WRITING | {"submit"}, "own agency, not handed in"),
    ("SGM", "P2", READING | {"moderate"}, "Q&P, handed in"),
    ("SGC", "P2", READING, "Q&P"),
    ("SGC", "P2", frozenset({"moderate"}), "Q&P, handed in"),
    *((role, "P2", READING | {"moderate"}, "T&D, handed in") for role in ("SGM", "SGC")),
    ("CHAIR", "P2", READING | {"moderate"}, "handed in"),
    ("OFF", "P2", READING | {"reopen"}, "any"),
    ("BMGR", "P2", READING | {"reopen"}, "any"),
    # Board papers
    ("BM", "P3", READING, "handed in"),
    ("SGM", "P3", READING, "any"),
    ("SGC", "P3", READING, "any"),
    ("SGC", "P3", RW, "own group"),
    ("CDC", "P3", RW, "own office: child deaths"),
    ("TRC", "P3", RW, "own office: training"),
    ("CHAIR", "P3", RW | {"decide"}, "any"),
    ("OFF", "P3", RW, "any"),
    ("BMGR", "P3", RW, "any"),
    # cases: need to know
    ("SGM", "P4", READING, "own group, laid before it"),
    ("SGC", "P4", RW, "own group"),
    ("CHAIR", "P4", READING | {"decide"}, "any"),
    ("CDC", "P4", RW, "child deaths"),
    ("OFF", "P4", RW, "not child deaths"),
    ("BMGR", "P4", RW, "not child deaths"),
    ("DPO", "P4", frozenset({"metadata"}), "any"),
    # restricted: named people, and the two exceptions written down beside the matrix
    ("CDC", "P5", RW, "child deaths"),
    ("CDRP", "P5", READING | {"acknowledge"}, "handed over to own body"),
    # RULINGS 9: the business manager sees no child-death identity without a grant; a reason alone does not do
    ("BMGR", "P5", RW, "reason given, not child deaths"),
    ("DPO", "P5", frozenset({"metadata"}), "any"),
)  # fmt: skip

HANDBOOK_ROLES: dict[str, tuple[str, ...]] = {
    # Handbook section 7 -> role codes here (RULINGS 7).
    "Public": (),
    "Practitioner": ("PRAC",),
    "Line manager": ("AGC",),
    "Trainer": ("PRAC",),
    "Agency author": ("AGC",),
    "Agency head": ("AGL",),
    "Agency data officer": ("AGC",),
    "Subgroup member": ("SGM",),
    "Subgroup chair": ("SGC",),
    "Board member": ("BM",),
    "Lay member": ("BM",),
    "Independent Chair": ("CHAIR",),
    "LADO / designated": ("SGM",),
    "Training officer": ("TRC",),
    "QA/perf officer": ("OFF",),
    "Business manager": ("BMGR",),
    "System admin": ("SYS",),
}
