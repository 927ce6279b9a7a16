"""The phrases to avoid in this project, and the few places that need one of them.

A phrase is a regular expression in which a space matches any white space. Case is ignored. Phrases are also
looked up in names: `MAX_EVENTS` and `maxEvents` are read as "max events".
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True)
class Rule:
    """A phrase to avoid and what to write instead; a match within one of `allowed` is fine."""

    phrase: str
    instead: str
    allowed: tuple[str, ...] = ()
    only_names: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the phrase, as whole words."""
        return _compiled(self.phrase)

    @cached_property
    def allowed_patterns(self) -> list[re.Pattern[str]]:
        """Match the contexts in which the phrase is fine."""
        return [_compiled(each) for each in self.allowed]


class Exempt(NamedTuple):
    """A place that needs such a phrase: its path, some of the text around the phrase, and the reason."""

    path: str
    text: str
    why: str


def _compiled(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrase})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)


_BRITISH_OUR = "behaviour|colour|favour|flavour|honour|neighbour"
_BRITISH_ISE = (
    "authoris|categoris|initialis|minimis|normalis|optimis|organis|recognis|serialis|summaris|synchronis"
)
_FRONT = "proxy|proxies|balancers?|poolers?|pgbouncer|firewalls?|gateways?|nginx|nat|cdn"

RULES = (
    Rule(
        "told",
        "is reported, reports, says, shows",
        allowed=(r"told (?:\w+ )?apart", "told to", "(?:has|have|had) been told"),
    ),
    Rule("tells", "reports, says, shows", allowed=(r"tells (?:\w+ ){0,3}apart",)),
    Rule("tell(?:ing)? (?:of|what|how|where)", "report, say, show"),
    Rule(
        "answer(?:s|ed|ing)?",
        "response, respond, return",
        allowed=(
            "answer(?:s|ed|ing)? (?:the|a|this|that|these|such|to the|to a) questions?",
            "questions and answers",
        ),
    ),
    Rule("mend(?:s|ed|ing)?", "fix, how to fix it"),
    Rule(
        "(?:go|goes|going|gone|went) on",
        "continue, resume",
        allowed=("(?:go|goes|going|went) on (?:the |its |each |to )?(?:disk|wire|line|page|call)",),
    ),
    Rule(
        "behind",
        "after",
        allowed=(
            rf"behind (?:\S+ ){{0,4}}(?:\S+[ -])?(?:{_FRONT})",
            "(?:fall|falls|falling|fallen|fell|lag|lags|lagging|lagged|catch up|leave|leaves|leaving|left) "
            r"(?:\w+ ){0,2}behind",
            "(?:far|seconds?|ms) behind",
            "(?:reason|idea) behind",
        ),
    ),
    Rule("beside", "compared with, next to, in addition to, alongside"),
    Rule("anew", "again, re-"),
    Rule("but for", "except"),
    Rule("save (?:for|that|where|when|the one)", "except"),
    Rule("for good", "permanently", allowed=("for good (?:reasons?|measure)",)),
    Rule("for ever", "forever"),
    Rule("of your own", "your own"),
    Rule("of (?:ours|yours|theirs|mine)", "our, your, their"),
    Rule("heed(?:s|ed|ing)?", "honor, respect"),
    Rule("spell(?:s|ed|er)?", "format, encode", allowed=("spell(?:s|ed)? (?:it |them )?out",)),
    Rule(r"\Amost", "max", allowed=("most recent", "most common"), only_names=True),
    Rule(
        "stands?|stood|standing",
        "is, appears",
        allowed=("stands?-alone", "(?:stands?|stood) (?:in )?for", "stands?-ins?"),
    ),
    Rule(
        "come|comes|came|coming",
        "arrive, is included",
        allowed=(
            "(?:come|comes|came|coming) (?:only |straight |directly |back |in |out )?"
            "(?:from|first|last|next|before|after|with|back|in|up|up with|out|down|true|together|later)",
            "(?:come|comes|came|coming) and (?:go|goes|went|going)",
        ),
    ),
    Rule(
        r"(?:set|sets|setting|keep|keeps|kept|put|puts) (?:\w+ ){0,2}aside",
        "quarantined, moved to dead letters",
    ),
    Rule("(?:is|are|was|were|be|been) away", "is unreachable"),
    Rule(
        "(?:is|are|was|were|be|been) not there|(?:isn't|aren't|wasn't|weren't) there",
        "does not exist, is unreachable",
    ),
    Rule("(?:that|which|who) (?:is|are) there", "that exists, existing"),
    Rule(r"what is too \w+", "requests beyond that, events older than that"),
    Rule("no other exceptions? than", "the SDK raises only"),
    Rule("names? everything|everything that is wrong", "lists every problem"),
    Rule(
        "(?:is|are|was|were) waited(?: for)?",
        "waits, waits for",
        allowed=(r"until \w+ (?:is|are) waited for",),
    ),
    Rule("judg(?:e|es|ed|ing)", "validate, validation", only_names=True),
    Rule("refusals?", "error", only_names=True),
    Rule("slowness|patience|patient", "timeouts", only_names=True),
    Rule("mailman", "worker", only_names=True),
    Rule("courier", "transport", only_names=True),
    Rule("puppets?", "foreign client", only_names=True),
    Rule("sightings?", "coverage", only_names=True),
    Rule(f"(?:{_BRITISH_ISE})(?:e|es|ed|er|ers|ing|ation|ations|ational)", "the American spelling, with a z"),
    Rule(f"(?:{_BRITISH_OUR})(?:s|ed|ing|able|al)?", "the American spelling, with -or"),
)

EXCEPTIONS = (Exempt("auditledge/errors.py", "UnreadableAnswerError", "its name is part of the public API"),)
