"""Figures in, one accessible SVG string out, for the page and for the PDF alike. Knows no programme and no clock."""
