"""Everything held on one record, as files that a stranger can read and check, and encrypted for the road.

tables     which tables hang on a record: asked of the models, so that none is forgotten; their rows as plain values
packing    files with their hashes, as one zip
archive    that zip encrypted with a passphrase that is shown once
storing    where it lies until it is destroyed
"""
