"""What first? The queue that everybody lands on, the role they act in, help."""
