"""How numbers are told."""


def number_of(number: int, what: str) -> str:
    """'1 article', '2 articles'."""
    return f"{number} {what}" + ("" if number == 1 else "s")
