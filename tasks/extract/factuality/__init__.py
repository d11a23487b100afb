"""Whether it happened: what each governor of a predicate implies for it, composed up the parse."""
