"""What can't be said or asked: topics without words, parameters without phrase, templates with unknown places.

(Domain, Source) -> Findings; nothing is executed
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pytest_t2t.authoring.finding import Finding, Place
from pytest_t2t.authoring.source import Source
from pytest_t2t.domain.language import Param, Phrases
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Parameter, Tool
from pytest_t2t.domain.types import Note, Ref
from pytest_t2t.errors import nearest
from pytest_t2t.synthesis.wording import placeholders

_Said = Iterator[tuple[str, str]]


def wording(domain: Domain, source: Source) -> Iterator[Finding]:
    """All findings about words."""
    topics = {topic.name: topic for topic in domain.language.topics}
    for topic in topics.values():
        if not any(word.strip() for word in topic.words):
            what = f"the topic {topic.name!r} has no words: nobody can ask for it."
            yield Finding(source.said("Topic", topic.name), what, 'Topic("card", ("card number", "library card"))')
    used = dict(_topics_used(domain, source))
    for name, where in used.items():
        if name not in topics:
            yield Finding(where, f"there is no topic {name!r}.", nearest(name, tuple(topics)))
    yield from _misspelt(topics, used, source)
    for tool in domain.tools.values():
        if tool.wished and tool.name not in domain.phrases:
            advice = f'add Phrases("{tool.name}", ...), or @tool(writes, wished=False).'
            yield Finding(source.function(tool.function), f"customers have no words to wish for {tool.name}.", advice)
    for name, phrases in domain.phrases.items():
        if name in domain.tools:
            place = source.said("Phrases", name)
            yield from (Finding(place, what, advice) for what, advice in _phrases(domain, domain.tools[name], phrases))
    yield from _things(domain, source)
    yield from _facts(domain, source)


def _topics_used(domain: Domain, source: Source) -> Iterator[tuple[str, Place]]:
    for table, thing in domain.things.items():
        yield thing.topic, source.said("Thing", table)
        yield from ((one.topic, source.said("Thing", table)) for one in thing.attributes if one.topic)
    for name, phrases in domain.phrases.items():
        yield from ((param.topic, source.said("Phrases", name)) for param in phrases.params.values())
    for name in (*domain.language.identity, *domain.language.known):
        yield name, source.text(name)


def _misspelt(topics: Iterable[str], used: Mapping[str, Place], source: Source) -> Iterator[Finding]:
    """Topics that nothing uses, named almost as one that is used and not written down; others may be asked for idly."""
    for name in sorted(set(topics) - used.keys()):
        unwritten = [one for one in used if not source.holds("Topic", one)]
        for near in get_close_matches(name, unwritten, n=1, cutoff=0.75):
            what = f"the topic {name!r} is that of no thing, parameter or fact."
            yield Finding(source.said("Topic", name), what, f"did you mean {near!r}?")


def _phrases(domain: Domain, tool: Tool, phrases: Phrases) -> _Said:
    names = [p.name for p in tool.parameters]
    for name in {*phrases.params, *phrases.implied} - {*names}:
        yield f"the phrases of {tool.name} speak of {name!r}, which is no parameter of it.", nearest(name, names)
    for template in (*phrases.wish, *phrases.drop):
        for name in sorted(_places(template) - phrases.params.keys()):
            yield f"{template!r}: customers have no words for {{{name}}}.", _known(name, phrases)
    for template in (phrases.propose, phrases.done):
        for name in sorted(_places(template) - {*names}):
            yield f"{template!r}: {tool.name} has no parameter {name!r}.", nearest(name, names)
    told = [template for template in phrases.wish if _says_all(phrases, template)]
    if phrases.wish and not told:
        unsaid = sorted({n for t in phrases.wish for n in _left_out(phrases, t)})
        what = f"no request for {tool.name} can say everything: {', '.join(unsaid)} stand in no place of it."
        yield what, 'give those a sentence of their own: Param(..., say=("The reason is {}.",)).'
    for parameter in tool.parameters:
        yield from _parameter(domain, tool, parameter, phrases)


def _parameter(domain: Domain, tool: Tool, parameter: Parameter, phrases: Phrases) -> _Said:
    name, meaning = parameter.name, parameter.meaning
    param = phrases.params.get(name)
    spoken = param or name in phrases.implied or name in tool.policy_defaults or not parameter.required
    own = isinstance(meaning, Note) or (isinstance(meaning, Ref) and meaning.table == domain.customers)
    if not spoken and not own:
        advice = "add it to `params`; to `implied` if other arguments determine it; or fix it by `policy_defaults`."
        yield f"{tool.name}.{name} is needed, but customers have no words for it.", advice
    if isinstance(meaning, Ref) and (param or not own) and parameter.required and meaning.table not in domain.things:
        yield (
            f"{tool.name}.{name}: nobody can describe a row of {meaning.table!r}.",
            f'add Thing("{meaning.table}", ...).',
        )
    if param:
        yield from _param(tool, parameter, param)


def _param(tool: Tool, parameter: Parameter, param: Param) -> _Said:
    where = f"{tool.name}.{parameter.name}"
    if not param.ask and not isinstance(parameter.meaning, Ref):
        yield f"{where} can't be asked for.", 'Param(..., ask="What is the reason?").'
    for sentence in param.say:
        if "{}" not in sentence:
            yield f"{where}: {sentence!r} has no place for the value.", 'write "{}" where it goes.'
    for value in {*param.labels, *param.forms} - {*map(str, parameter.choices)}:
        yield f"{where}: {value!r} is none of its values.", nearest(value, [str(one) for one in parameter.choices])


def _known(name: str, phrases: Phrases) -> str:
    return nearest(name, tuple(phrases.params)) if phrases.params else f"no parameter of {phrases.tool} is spoken of."


def _places(template: str) -> set[str]:
    """The names in a template; none where its braces don't pair, which is a fault of its own."""
    try:
        return placeholders(template)
    except ValueError:
        return set()


def _says_all(phrases: Phrases, template: str) -> bool:
    return not _left_out(phrases, template)


def _left_out(phrases: Phrases, template: str) -> list[str]:
    said = _places(template)
    return [name for name, param in phrases.params.items() if name not in said and not param.say]


def _things(domain: Domain, source: Source) -> Iterator[Finding]:
    for table, thing in domain.things.items():
        place = source.said("Thing", table)
        if table not in domain.tables:
            yield Finding(place, f"there is no table {table!r}.", nearest(table, tuple(domain.tables)))
            continue
        if not thing.attributes:
            yield Finding(place, f"nothing can be said of a {thing.noun}.", "give it attributes.")
        for attribute in thing.attributes:
            if not attribute.sql:
                what = f"{attribute.name!r} is no column of {table!r}, nor of a table that its foreign keys lead to."
                yield Finding(place, what, 'name one ("title", "books.title"), or give the attribute its `sql`.')
            if "{}" not in attribute.phrase:
                yield Finding(place, f"{attribute.phrase!r} has no place for the value.", 'write "{}" where it goes.')


def _facts(domain: Domain, source: Source) -> Iterator[Finding]:
    language = domain.language
    for topic in sorted(language.identity_text.keys() - language.identity):
        what = f"`identity_text` says a {topic!r}, which identifies nobody."
        yield Finding(source.text(topic), what, nearest(topic, tuple(language.identity)))
    for topic in language.identity:
        if not any("{}" in sentence for sentence in language.identity_text.get(topic, ())):
            advice = f'identity_text={{"{topic}": ("My {topic} is {{}}.",)}}'
            yield Finding(source.text(topic), f"no sentence says a customer's {topic}.", advice)
    for ask in language.ask_for:
        place = source.said("AskFor", ask.name)
        if ask.tool not in domain.tools:
            hint = nearest(ask.tool, tuple(domain.tools))
            yield Finding(place, f"{ask.name!r} goes with the write {ask.tool!r}, which is not there.", hint)
        if "{}" not in ask.answer:
            yield Finding(place, f"{ask.answer!r} has no place for the value.", 'write "{}" where it goes.')
    for wish in language.unserved:
        said = " ".join((*wish.text, wish.about)).lower()
        if not any(word.lower() in said for word in wish.words):
            what = f"{wish.name!r}: none of its words stands in the request: a refusal of it is not recognised."
            yield Finding(source.said("Unserved", wish.name), what, "take words from `text` and `about`.")
