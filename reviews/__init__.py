"""Serious case reviews and multi-agency learning reviews."""
