"""Who says so: reported statements, and the speakers of what is told."""
