"""The PDF room: lays out HTML in a cage, keeps the tags while merging, stamps what stands in the margins.

It knows no Board and no meeting. Everything it needs is given: text, bytes, numbers, folders.

printing   Printer: HTML in, tagged PDF parts out, laid out in separate processes
merging    merge: parts in, one numbered, bookmarked, tagged PDF out
numbers    which number is printed on which page
uploads    rewrite_upload: somebody else's PDF made harmless
structure  structure_report: what a screen reader would find
fonts      the four faces of the pack, and what they lack
"""

from sscb.pdf.libraries import missing_libraries

__all__ = ["missing_libraries"]
