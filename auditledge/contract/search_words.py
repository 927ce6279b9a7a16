"""The words of a search, as the SDK counts them and the ledger looks for them."""


def search_words(text: str) -> tuple[str, ...]:
    """The different words of a text that is split at white space, with their case folded."""
    return tuple(dict.fromkeys(word.casefold() for word in text.split()))
