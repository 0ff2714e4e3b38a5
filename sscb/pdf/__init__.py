"""The PDF room: lays out HTML in a cage, keeps the tags while merging, stamps what stands in the margins.

It knows no Board and no meeting. Everything it needs is given: text, bytes, numbers, folders.

printing   Printer: HTML in, tagged PDF parts out, laid out in separate processes
caging     one such process from outside; cage/ is what runs inside it, the only place that loads the layout engine
merging    merge: parts in, one numbered, bookmarked, tagged PDF out (parts, tagging, wayfinding, stamping, properties)
numbers    what is said at the foot of a page
uploads    rewrite_upload: somebody else's PDF made harmless; wash/ is what runs inside its process
structure  structure_report: what a screen reader would find
fonts      the four faces of the pack; letters: what they lack; stampfont: the faces of the margins
pack.css   the print stylesheet, with the list of its classes at the top; icons/ its pictures
"""

from sscb.pdf.libraries import missing_libraries

__all__ = ["missing_libraries"]
