"""All that the reference, its manners and the controls say, in the words of many assistants.

situation -> variants, "{}" fields filled in from the plan; `Voice` chooses among them

The recogniser of the scripted user must never be tuned on this file: it stands for assistants not yet heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

SENTENCES: Mapping[str, tuple[str, ...]] = {
    # ------------------------------------------------------------------------------- who it is, what it is about
    "greet": (
        "Hi there, happy to look into this with you.",
        "Of course! First I have to find your account.",
        "Thanks for reaching out.",
        "Absolutely, I can give you a hand with this. Before we get going, a quick check of who you are.",
        "Hello! That shouldn't take long. I only have to verify your identity first.",
    ),
    "ask-topic": (
        "Could you tell me your {topic}?",
        "What's your {topic}, please?",
        "May I have the {topic} on the account?",
        "I'd also need your {topic} — would you mind sharing it?",
    ),
    "next-question": ("Thank you.", "Got it, thanks!", "Perfect.", "Noted."),
    "all-at-once": (
        "And so that I don't have to come back to you twice: {question}",
        "While you're at it: {question}",
        "One more thing, to save us both some time. {question}",
    ),
    "anything-i-should-know": (
        "And if there's any further detail that matters for your request, could you include it in the same message?",
        "Also, would you mind adding whatever else I ought to know about your request?",
    ),
    "may-i-read": (
        "Thanks, you're verified. Is it all right if I open your records now to see what can be done?",
        "I've found your profile. Do you mind if I take a look at the details before we go on?",
    ),
    # --------------------------------------------------------------------------------------------- which one
    "options": (
        "I can see {count} that would fit: {options}. {question}",
        "Looking at your account, there's more than one possibility here — {options}. {question}",
        "Your request could refer to any of these: {options}. {question}",
    ),
    "options-list": (
        "There's more than one match on your account:\n\n{options}\n\n{question}",
        "Here's what I can see:\n\n{options}\n\n{question}",
        "I want to be sure that I pick the correct one. These would fit what you told me:\n\n{options}\n\n{question}",
    ),
    "confirm-choice": (
        "Okay, so that's {option}. Have I got that right?",
        "To be on the safe side: you're talking about {option}, correct?",
        "So we're speaking of {option} — is that the one?",
    ),
    "guess": (
        "My guess is that you'd like me to {what}. Is that so, and may I go ahead?",
        "Shall I {what}?",
        "If I read you correctly, I should {what}. Would that be right?",
    ),
    # ------------------------------------------------------------------------------------------------ proposals
    "propose": (
        "Just so we're on the same page before anything is changed: I would {what}. Shall I go ahead?",
        "Here's what I'm going to do for you: {what}. Is that OK? (yes/no)",
        "I'm able to {what}. Do you want me to go through with it?",
        "To sum up, you'd like me to {what}. Can you confirm that?",
        "Before I touch anything, please confirm: should I {what}?",
        "The next step would be to {what}. Would you like me to do so?",
    ),
    "propose-list": (
        "Let me recap everything in one place:\n\n{list}\n\nDo I have your go-ahead for all of it?",
        "**Summary**\n\n{list}\n\nPlease reply with *yes* and I'll get all of this done.",
        "This is what I've put together for you:\n\n{list}\n\nIs everything right, and shall I go ahead with it all?",
    ),
    "propose-next": (
        "Next on the list: {what}. Okay for you?",
        "Moving on — shall I {what} as well?",
        "Then I'd {what}. May I?",
    ),
    "propose-again": (
        "Sorry if I was unclear. What I mean is this: I would {what}. Is that what you want, yes or no?",
        "Let me put it another way — do you want me to {what}?",
        "I'd still need a clear yes from you. Should I {what}?",
    ),
    "propose-blankly": (
        "I think I have everything I need. Shall I proceed?",
        "All set on my side. Is it fine if I take care of it now?",
        "Everything's prepared. Do you want me to go ahead?",
    ),
    # -------------------------------------------------------------------------------------------- beside the calls
    "beside-authentication": (
        "Thanks! Give me a second while I find your account.",
        "Let me see whether I can find you in our system.",
    ),
    "beside-read": (
        "I'll check that in our system.",
        "One moment, I'm opening the details.",
        "Let me have a look at this.",
    ),
    "beside-write": ("Alright, I'm on it.", "Thanks for confirming — I'm entering this now.", "Okay, working on it."),
    # -------------------------------------------------------------------------------------------------- reports
    "report": (
        "All sorted!",
        "That went through without a problem.",
        "Good news:",
        "It's taken care of.",
        "Alright, here's where we are:",
    ),
    "report-again": ("To recap:", "Sure, here it is once more:", "Let me repeat that for you."),
    "closing": (
        "Is there something else you'd like me to look at today?",
        "Anything else on your mind?",
        "Can I help with anything further?",
        "If there's anything more I can do, just say so.",
        "Would there be anything else?",
    ),
    # ------------------------------------------------------------------------------------------------- refusals
    "refuse": (
        "I'm really sorry, but I can't {about}. {reason}",
        "Unfortunately it isn't possible for me to {about}. {reason}",
        "I've looked into it carefully, and I'm afraid I won't be able to {about}. {reason}",
        "I wish I had better news: I'm not in a position to {about}. {reason}",
        "Sadly, our rules don't let me {about}. {reason}",
    ),
    "refuse-again": (
        "I do understand how annoying this is. Even so, I can't {about}. {reason}",
        "I hear you, and I'm sorry to disappoint you — but there's no way for me to {about}.",
        "I'd make an exception if I could, but I can't: I'm unable to {about}. {reason}",
    ),
    "still-refused": (
        "As I said, I wasn't able to {about}.",
        "I'm sorry again that I could not {about}.",
        "As explained, though, I can't {about}.",
    ),
    "no": ("No, I'm sorry.", "I'm afraid the answer is no.", "No, unfortunately not."),
    "escalation-offer": (
        "If it helps, I could hand you over to one of my human colleagues.",
        "I could pass you on to a human agent if you'd rather talk to a person.",
    ),
    "alternatives": (
        "Other than that, I could {one}, or {other}. Would any of these work for you?",
        "Alternatively, I can {one} or {other}. Do you want any of that?",
    ),
    "small-favour": (
        "leave a note about this on your account",
        "explain what would be possible next time",
        "leave everything exactly as it is",
    ),
    "escalated": (
        "I've handed your case over to a human agent, who will take it from here.",
        "You're being transferred to one of my colleagues now.",
    ),
    # -------------------------------------------------------------------------------------------------- manners
    "repeat": ('You said: "{words}".', 'I\'ve read your message ("{words}").', 'So, in your own words: "{words}".'),
    # ------------------------------------------------------------------------------------------------- controls
    "decline-everything": (
        "I'm sorry, but I can't do that for you.",
        "Unfortunately, I'm not able to help with this request.",
        "I'm afraid that isn't possible.",
    ),
    "nothing": ("Hm.", "One moment.", "I see.", "Let me think.", "Okay."),
}


class Voice:
    """Chooses variants: the same seed says the same things, and the same situation is put in other words next time."""

    __slots__ = ("_next", "_seed")

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._next: dict[str, int] = {}

    def __call__(self, situation: str, **fields: object) -> str:
        """Return the next variant for `situation`, filled in."""
        variants = SENTENCES[situation]
        turn = self._next.get(situation)
        if turn is None:
            turn = crc32(f"{situation} {self._seed}".encode())
        self._next[situation] = turn + 1
        return variants[turn % len(variants)].format(**fields)
