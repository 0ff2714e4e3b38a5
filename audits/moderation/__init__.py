"""What a panel does with a return that was handed in: grades beside the agency's own, comments, an appeal."""
