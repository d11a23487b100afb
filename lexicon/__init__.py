"""What we know about language and the world, as data. The Python here only reads it."""
