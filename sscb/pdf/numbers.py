"""What is printed at the foot of a sheet. Which number a sheet bears is its caller's to say.

A label is what is printed and said: "30", "34a", or "22–27" where one sheet stands for a span. A sheet that is not one
of the pack's pages has words instead: "Part B".
"""

SPAN = "–"


def page_words(label: str, last: str) -> str:
    """What the foot of the page says: "Page 34a of 48", "Pages 22 to 27 of 48"; words as they are."""
    if not label[:1].isdigit():
        return label
    if SPAN in label:
        return f"Pages {label.replace(SPAN, ' to ')} of {last}"
    return f"Page {label} of {last}"
