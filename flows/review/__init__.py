"""`dateline review`: corrections by people, from the command line, in a terminal and from a table."""
