"""A kind of audit that no other file knows: how this folder is all that it takes."""
