"""Properties and attachments of a finished pack. Nothing here names a reader, a machine or a file path."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True)
class Properties:
    """What a PDF reader shows about the file.

    issued_at: an aware moment, from the portal's clock; it is both the created and the modified date, so that the same
    pack gives the same bytes. custom: names of letters and digits only (`sscbmarking`, `sscbversion`, ...).
    """

    title: str
    author: str
    subject: str
    issued_at: datetime
    creator: str = "SSCB portal"
    keywords: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)
    language: str = "en-GB"


@dataclass(frozen=True)
class Attachment:
    """A file carried by the pack, such as the values behind the charts."""

    name: str
    data: bytes
    description: str
    dated_at: datetime
    kind: str = "text/csv"


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def write_properties(pack: pikepdf.Pdf, properties: Properties) -> None:
    """Set information, XMP, language and how the window opens. Raises ValueError on a custom name readers drop."""
    wrong = [name for name in properties.custom if not (name.isascii() and name.isalnum())]
    if wrong:
        raise ValueError(f"Names of properties may hold letters and digits only: {', '.join(wrong)}.")
    keywords = ", ".join(properties.keywords)
    moment = pdf_date(properties.issued_at)
    pack.trailer.Info = pack.make_indirect(
        Dictionary(
            Title=String(properties.title),
            Author=String(properties.author),
            Subject=String(properties.subject),
            Keywords=String(keywords),
            Creator=String(properties.creator),
            CreationDate=String(moment),
            ModDate=String(moment),
            **{name: String(value) for name, value in properties.custom.items()},
        )
    )
    words = {name: escape(getattr(properties, name)) for name in ("title", "author", "subject", "language", "creator")}
    iso = properties.issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    xmp = pack.make_stream(XMP.format(**words, keywords=escape(keywords), moment=iso).encode())
    xmp.Type, xmp.Subtype = Name.Metadata, Name.XML
    pack.Root.Metadata = xmp
    pack.Root.Lang = String(properties.language)
    pack.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def attach(pack: pikepdf.Pdf, attachments: Iterable[Attachment]) -> None:
    """Carry the files, each with a description and the dates given, never those of the build."""
    names = []
    for attachment in sorted(attachments, key=lambda one: one.name):
        file = pack.make_stream(attachment.data)
        file.Type, file.Subtype = Name.EmbeddedFile, Name("/" + attachment.kind)
        file.Params = Dictionary(
            Size=len(attachment.data),
            CreationDate=String(pdf_date(attachment.dated_at)),
            ModDate=String(pdf_date(attachment.dated_at)),
            CheckSum=String(hashlib.md5(attachment.data, usedforsecurity=False).digest()),
        )
        entry = pack.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(attachment.name),
                UF=String(attachment.name),
                Desc=String(attachment.description),
                AFRelationship=Name.Data,
                EF=Dictionary(F=file, UF=file),
            )
        )
        names += [String(attachment.name), entry]
    if names:
        pack.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
