"""Meetings, agendas, papers, packs, home pages, and the framework of the Board's business."""
