"""The scripted user's own sentences, several for each occasion.

(seed, occasion, number of the message) -> the same sentence on every machine
"""

from __future__ import annotations

from zlib import crc32

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.users.aims import Aim

BANK: dict[str, tuple[str, ...]] = {
    "yes": ("Yes, please.", "Yes, that's right.", "Yes, go ahead.", "Yes, please do that."),
    "that is it": ("Yes, that's the one.", "Yes, that's right.", "Exactly, yes."),
    "sure": ("Sure.", "Of course.", "Yes, please do."),
    "yes but all": ("But I want all of it: {}", "That's only a part of it, though. {}"),
    "yes only": ("That's a yes to {} only. {}", "I'm only saying yes to {}. {}"),
    "what with it": ("That's the one - what will you do with it?", "I mean that one - what would you do with it?"),
    "no": ("No, that's not right.", "No, that's wrong.", "No, not that."),
    "mean": ("I mean {}.", "I'm talking about {}.", "It's {}."),
    "should be": ("It should be {}.", "I want {}."),
    "other action": ("No, that's not what I asked for. {}", "No, I asked for something else. {}"),
    "dropped": ("No, I don't want that any more. {}", "No, that's no longer what I want. {}"),
    "which": ("Which one do you mean?", "Sorry, what exactly do you mean?"),
    "as for": ("As for {}: {}", "For {}: {}"),
    "pick": ("I mean {}.", "That would be {}.", "{}."),
    "pick shown": ("I mean {} ({}).", "That would be {} - {}.", "{}, so {}."),
    "none": ("None of these.", "It's none of those."),
    "nothing of that": ("No, thank you, none of that.", "I don't need any of these, thanks."),
    "no number": ("I don't have a number for that.", "I don't know the number."),
    "unknown": ("I don't know that, sorry.", "Sorry, I can't tell you that."),
    "either": ("Either is fine.", "I don't mind, either one will do.", "Either one is fine with me."),
    "any": ("Any of them is fine.", "I don't mind, any of them will do.", "Any of these is fine with me."),
    "need to know": ("What do you need to know?", "What exactly do you need?"),
    "insist": (
        "Can't you make an exception?",
        "Are you sure? Isn't there anything you can do?",
        "That's disappointing. Could you please try anyway?",
    ),
    "accept": ("OK, I understand.", "All right, I see."),
    "escalate": ("Yes, please transfer me.", "Yes, please pass it on to a colleague."),
    "no transfer": ("No, I don't want to be transferred.", "No need to pass it on to anyone, thanks."),
    "no thanks": ("No, thank you.", "No, thanks."),
    "all right": ("All right.", "OK."),
    "restate": ("Let me say it again. {}", "What I want is this. {}"),
    "lost": ("Sorry, I didn't understand that. {}", "I'm not sure I follow. {}"),
    "open": ("And what about this? {}", "There's still something open. {}", "I'm still waiting for this. {}"),
    "is it done": ("Has this been done? {}", "Did that go through? {}"),
    "yes or no": ("So can you do that for me - yes or no?",),
    "done or not": ("Just so I know - I asked for this: {} Has it been done now - yes or no?",),
    "then please": ("Then please go ahead.", "Then please do it."),
    "not told": ("You haven't told me yet. {}", "And my question? {}"),
    "exactly": ("So what is it exactly? {}", "So which is it exactly? {}"),
    "no confirmation": ("I haven't got any confirmation of that yet.", "Nothing has reached me about that yet."),
    "bye": ("Thanks, that's all.", "That's everything, thank you.", "Thank you, bye."),
    "give up": ("Then I'll leave it at that. Bye.", "OK, I'll stop here then. Goodbye."),
}


class Voice:
    """Chooses sentences: by the task's seed, the occasion and how often it came up."""

    __slots__ = ("_seed", "_times")

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._times: dict[str, int] = {}

    def say(self, occasion: str, *parts: str) -> str:
        """A sentence for the occasion, with its parts filled in."""
        bank = BANK[occasion]
        times = self._times[occasion] = self._times.get(occasion, -1) + 1
        chosen = bank[(crc32(f"{self._seed}:{occasion}".encode()) + times) % len(bank)]
        text = chosen.format(*parts) if parts else chosen
        return text[:1].upper() + text[1:]

    def state(self, aim: Aim, lexicon: Lexicon, text: str) -> str:
        """A sentence that states a label or a free value, in the domain's words for this parameter."""
        phrases = lexicon.domain.phrases.get(aim.wish.tool)
        said = phrases.params.get(aim.param) if phrases else None
        if said and said.say:
            return said.say[crc32(f"{self._seed}:{aim.param}".encode()) % len(said.say)].format(text)
        if aim.table:
            return self.say("mean", text)
        if aim.kind in lexicon.language.free:
            return self.say("should be", text)
        return f"{text[:1].upper()}{text[1:].rstrip('.')}."
