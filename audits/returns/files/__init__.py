"""A return as a file: taken away as PDF, workbook or JSON on any day, and answers taken in from JSON or a workbook."""
