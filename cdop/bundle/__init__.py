"""The handover bundle of one case: everything held on it, as files that a stranger can read and check.

tables     which tables hang on a review: asked of the models, so that none is forgotten
facts      every row of them as plain JSON, with the schema that describes it
pages      the same as a tagged PDF
files      the files with their hashes (packed, encrypted and kept by sscb.records.bundles)
"""

VERSION = 1
"""Of the form of the JSON. Raised when a field changes its meaning or goes; a new field is no new version."""
