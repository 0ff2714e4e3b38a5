"""Making a Board pack: gather, freeze, lay out, print, number, merge; then issue.

parts       which parts a pack has, in which order
freezing    facts as JSON with a hash: the same facts give the same bytes
numbering   which number each page bears, now and in later versions (pure)
laying_out  facts to HTML, without a database
building    the job: every step can be stopped and begun again
issuing     a version is frozen; what changed since the last one
checks      what must be put right before a pack may be issued
"""
