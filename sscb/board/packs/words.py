"""Words and short forms, printed on the last page of every pack."""

WORDS = (
    ("Area of concern", "Something in the figures or audits that the Quality and Performance subgroup has taken up"),
    ("As at", "The moment at which a figure was taken. Later changes are not in it"),
    ("CCG", "Clinical commissioning group"),
    ("Child in need", "A child assessed as needing services under section 17 of the Children Act 1989"),
    ("Child protection plan", "A plan agreed at a conference for a child likely to suffer significant harm"),
    ("Conference", "A child protection conference: initial, or one that reviews a plan"),
    ("LSCB", "Local Safeguarding Children Board"),
    (
        "Limits",
        "The range in which a process varies by itself: mean plus and minus 2.66 times the average moving range",
    ),
    ("MLR", "Multi-agency learning review"),
    ("Not sent", "The agency owes the figure and has not sent it"),
    ("Provisional", "Sent by the agency and not yet confirmed by it"),
    ("Q&P", "Quality and Performance subgroup"),
    ("SCR", "Serious case review"),
    ("Section 11", "The duty of agencies under the Children Act 2004 to safeguard and promote the welfare of children"),
    ("Section 47", "An enquiry under the Children Act 1989 into whether a child is suffering significant harm"),
    ("SPC", "Statistical process control: telling a real change from ordinary variation"),
    ("Statistical neighbours", "Ten authorities most like this one in the national model"),
    ("Trial limits", "Limits drawn from 8 to 11 points: not yet to be read for signals"),
    ("<5", "Fewer than 5: hidden, so that no child can be known by it"),
    ("[c]", "Hidden to protect another hidden figure"),
    ("–", "Not counted then, or does not apply"),
)
