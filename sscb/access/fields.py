"""How a form of ours is laid out: crispy draws its fields, and the page brings the rest."""

from crispy_forms_gds.helper import FormHelper


class FieldsAlone(FormHelper):
    """No tag, no token: the page's own `<form>` has both, and buttons. A second key would be a second form (REL-16)."""

    form_tag = False
    disable_csrf = True
