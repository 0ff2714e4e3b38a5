"""The Django project and the kernel that every programme stands on. Map of the rooms: README.md."""

import gc

# Most of what a process makes at its start, or while it migrates, stays: after every 700 things, as Python would look
# for rubbish among it, is too often, and took a fifth of the time.
gc.set_threshold(20_000)
