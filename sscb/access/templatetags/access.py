"""`{% can "dataset.import" as may_import %}`: the one question a template may ask about its reader.

`{% csrf_token %}` is Django’s, with the key by which a form that is sent twice acts once (REL-16).
"""

from django import template
from django.utils.html import format_html

from sscb.access.once import new_key
from sscb.access.policy import can as decide

register = template.Library()
HIDDEN = (
    '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="form_key" value="{}">'
)


@register.simple_tag(takes_context=True)
def can(context, action, obj=None):
    request = context.get("request")
    return bool(request and request.user.is_authenticated and decide(request.user, action, obj))


@register.simple_tag(takes_context=True)
def csrf_token(context):
    token = context.get("csrf_token")
    return format_html(HIDDEN, token, new_key()) if token and token != "NOTPROVIDED" else ""  # noqa: S105
