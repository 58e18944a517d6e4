"""The finisher: what WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1 in one file."""

from collections.abc import Iterator
from typing import Any

VARIANT = "pdf/a-3a"

_PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The claim of PDF/UA-1, and the description that PDF/A wants of each property it does not know (ISO 19005-3, 6.6.2.3)."""


def finish(document: Any, pdf: Any) -> None:
    """Finish the objects of a PDF/A-3a just before they are written; `document` is what WeasyPrint laid out.

    Of the private names of WeasyPrint it uses `link_annotation` and `element` of a box; a test guards them.
    """
    tree = list(_tree(pdf))
    _claim_pdfua(pdf)
    _give_headers_a_scope(pdf, tree)
    _pair_terms(pdf, tree)
    _name_links(document)
    _make_margins_artifacts(pdf, tree)
    _attach_once(pdf)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _kids(pdf: Any, element: Any) -> list[Any]:
    """The elements within an element; marked content, a number, is left out."""
    return [_object(pdf, kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]


def _tree(pdf: Any) -> Iterator[Any]:
    """All elements that can be reached from the root of the structure."""
    waiting = [_object(pdf, pdf.catalog["StructTreeRoot"])]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _kids(pdf, element)


def _claim_pdfua(pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.compress = False  # so that a program that does not know PDF can find it
    metadata.stream = [part.replace(b"</rdf:RDF>", _PDFUA + b"</rdf:RDF>") for part in metadata.stream]


def _give_headers_a_scope(pdf: Any, tree: list[Any]) -> None:
    """A th in the head of a table is about its column, any other about its row, as the `scope` of ours says."""
    for cell in tree:
        if cell.get("S") == "/TH":
            group = _object(pdf, _object(pdf, cell["P"])["P"])
            cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _pair_terms(pdf: Any, tree: list[Any]) -> None:
    """A div in a dl becomes one item, its dt the label; WeasyPrint makes an item of each, in a div that no list may hold."""
    for group in tree:
        if group.get("S") == "/Div" and _object(pdf, group["P"])["S"] == "/L":
            group["S"] = "/LI"
            for index, item in enumerate(_kids(pdf, group)):
                item["S"] = "/LBody" if index else "/Lbl"
                for body in _kids(pdf, item):
                    body["S"] = "/NonStruct"


def _name_links(document: Any) -> None:
    """A link is read aloud as its own words, not as the name of its anchor."""
    for page in document.pages:
        for _, _, _, box in page.links:
            words = " ".join("".join(box.element.itertext()).split())
            if box.link_annotation and words:
                box.link_annotation["Contents"] = _text_string(words)


def _text_string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _make_margins_artifacts(pdf: Any, tree: list[Any]) -> None:
    """Text in the margins has elements outside the tree: it becomes an artifact, and they become empty."""
    reached = {element.number for element in tree}
    nums = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    owners_of = dict(zip(nums[::2], nums[1::2], strict=True))
    for page in _of_type(pdf, "/Page"):
        owners = owners_of[page["StructParents"]]
        lost = {mcid for mcid, owner in enumerate(owners) if _object(pdf, owner).number not in reached}
        _mark_as_artifact(_object(pdf, page["Contents"]).stream, lost)
        for mcid in lost:
            owners[mcid] = "null"
    for element in _of_type(pdf, "/StructElem"):
        if element.number not in reached:
            element.clear()


def _of_type(pdf: Any, type_: str) -> list[Any]:
    return [found for found in pdf.objects if isinstance(found, dict) and found.get("Type") == type_]


def _mark_as_artifact(operators: list[Any], mcids: set[int]) -> None:
    """Marked content is a tag, its properties and BDC, in a row."""
    for index, properties in enumerate(operators):
        if isinstance(properties, dict) and properties.get("MCID") in mcids:
            operators[index - 1 : index + 1] = ["/Artifact", "<</Type /Pagination>>"]


def _attach_once(pdf: Any) -> None:
    """WeasyPrint names each attachment twice: by its name and by its kind."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
