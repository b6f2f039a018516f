"""Text from a file, a name or an address on its way into Markdown."""

import re

_LOOKS_LIKE_A_LINK = re.compile(r"https?:|www\.|@", re.IGNORECASE)


def plain(text: str) -> str:
    """Text from a file, a name or an address, so that Markdown shows it as it is. What looks like a link gets an unseen joiner: escapes
    do not keep Markdown from making one."""
    text = _LOOKS_LIKE_A_LINK.sub("\\g<0>\u2060", text)
    return "".join("\\" + letter if letter in "\\`*_{}[]<>()#+-!|~$:&" else letter for letter in text)
