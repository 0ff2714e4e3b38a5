"""What front-line staff say, without anybody knowing who: one link an agency and cycle."""
