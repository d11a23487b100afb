"""Do two reports tell the same happening? Compares tellings in pairs, groups them into incidents and sums those up."""
