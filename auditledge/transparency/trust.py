"""Who signed a checkpoint: the log whose key the reader pinned, and the witnesses of the reader's policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from auditledge.transparency.checkpoint import Checkpoint, parse_checkpoint
from auditledge.transparency.errors import VerificationError
from auditledge.transparency.keys import ED25519, VerifierKey
from auditledge.transparency.merkle import EMPTY_ROOT
from auditledge.transparency.note import Note, VerifiedSignature, verify_note
from auditledge.transparency.policy import Policy

TrustLevel = Literal["witnessed", "pinned"]


@dataclass(frozen=True, slots=True)
class VerifiedCheckpoint:
    """A checkpoint with a valid signature of the log.

    `trust` is `witnessed` if the witnesses that the policy asks for cosigned it, else `pinned`. `witnesses`
    are the names that the policy gives to those that cosigned. `timestamp` is the newest time, in seconds
    since 1970, at which the log or a witness stated that this was the log's largest tree, or None.
    """

    checkpoint: Checkpoint
    trust: TrustLevel
    witnesses: tuple[str, ...]
    timestamp: int | None


@dataclass(frozen=True, slots=True)
class TrustRoot:
    """What a reader trusts: keys of logs, and optionally a policy, whose logs are trusted too."""

    keys: Sequence[VerifierKey]
    policy: Policy | None = None

    def verify(self, note: Note, what: str = "note", first_line: int = 1) -> VerifiedCheckpoint:
        """Check a signed checkpoint. Raises VerificationError or MalformedError.

        The origin in the note selects among the pinned keys. It is believed only because a signature of such
        a key covers it.
        """
        checkpoint = parse_checkpoint(note.text, what, first_line)
        log_keys = self._log_keys(checkpoint.origin)
        if not log_keys:
            raise VerificationError(f"no key was given for the log {checkpoint.origin}")
        clocks = [key.as_cosigner() for key in log_keys if key.type == ED25519]
        witnesses = list(self.policy.witnesses.values()) if self.policy else []
        signatures = verify_note(note, [*log_keys, *clocks, *(each.key for each in witnesses)])
        signers = {each.key for each in signatures}
        if signers.isdisjoint(log_keys):
            raise VerificationError(f"the checkpoint is not signed by the log {checkpoint.origin}")
        if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
            raise VerificationError("the checkpoint has size 0, but not the root of an empty tree")
        return VerifiedCheckpoint(
            checkpoint,
            self._level(signers),
            tuple(each.name for each in witnesses if each.key in signers),
            _newest(signatures),
        )

    def _log_keys(self, origin: str) -> list[VerifierKey]:
        pinned = [*self.keys, *(self.policy.logs if self.policy else ())]
        return [key for key in (each.for_origin(origin) for each in pinned) if key is not None]

    def _level(self, signers: set[VerifierKey]) -> TrustLevel:
        policy = self.policy
        witnessed = policy is not None and policy.requires_witnesses and policy.is_satisfied_by(signers)
        return "witnessed" if witnessed else "pinned"


def _newest(signatures: Sequence[VerifiedSignature]) -> int | None:
    # A timestamp of 0 means that the cosigner doesn't state the time.
    return max((each.timestamp for each in signatures if each.timestamp), default=None)
