"""`{% can "dataset.import" as may_import %}`: the one question a template may ask about its reader."""

from django import template

from sscb.access.policy import can as decide

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context, action, obj=None):
    request = context.get("request")
    return bool(request and request.user.is_authenticated and decide(request.user, action, obj))
