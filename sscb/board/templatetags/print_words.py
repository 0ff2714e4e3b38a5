"""Words for frozen facts: dates there are text, since JSON knows no dates."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def iso_words(value: str) -> str:
    """ "2019-12-12" -> "12 December 2019"."""
    return f"{date.fromisoformat(value[:10]):%-d %B %Y}"
