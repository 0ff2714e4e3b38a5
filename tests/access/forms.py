"""Filling in a form as a browser has it: its own hidden fields and keys, and something plausible in all others."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self._select, self._area = [], "", ""

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.forms.append({"method": told.get("method", "get"), "fields": {}})
        if not self.forms or (tag != "option" and not told.get("name")):
            return
        fields, name = self.forms[-1]["fields"], told.get("name", "")
        if tag == "input":
            self._put_in(fields, name, told)
        elif tag == "textarea":
            fields[name], self._area = "A sentence or two.", name
        elif tag == "select":
            fields[name], self._select = "", name
        elif tag == "option" and self._select and not fields[self._select]:
            fields[self._select] = told.get("value", "")

    def _put_in(self, fields, name, told):
        kind, value = told.get("type", "text"), told.get("value", "")
        if kind in ("radio", "checkbox"):
            if kind == "radio" and not fields.get(name):
                fields[name] = value
        elif kind == "hidden" or value:
            fields[name] = value
        else:
            plain = {"date": "2019-11-08", "time": "09:30", "number": "3", "email": "nia@county.example", "file": None}
            fields[name] = plain.get(kind, "Words")
            if fields[name] is None:
                del fields[name]

    def handle_data(self, data):
        if self._area and data.strip():
            self.forms[-1]["fields"][self._area], self._area = data.removeprefix("\n"), ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""


def filled(page: str, **more) -> dict[str, str]:
    """The longest form of a page that is sent by POST."""
    parser = _Forms()
    parser.feed(page)
    forms = [form["fields"] for form in parser.forms if form["method"].lower() == "post"]
    return {**max(forms, key=len), **more}
