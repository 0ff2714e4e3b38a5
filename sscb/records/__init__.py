"""Record: whatever the Board works on. The one door through which stages move; attachments; search."""
