"""Someone who types in VS Code: what its list shows of what the server offers, and what taking it does.

Invariant: the list is filtered and put in order as VS Code does it: by what stands between the start of an item's
range and the cursor, against the item's `filterText`, then by `sortText`.
"""

import re

from lsprotocol import types

from editor import Page

# What VS Code takes for the border of a word while it filters.
SEPARATORS = set("_-. /\\'\":$<>()[]{}\t")
# VS Code compares no more than that.
LONGEST = 128


def is_shown(pattern: str, word: str) -> bool:
    """Whether VS Code keeps an item called `word` after `pattern` was typed: all its characters come in the word
    in their order, and the first of them begins the word or a part of it."""
    pattern, word = pattern[:LONGEST].lower(), word[:LONGEST].lower()
    pattern = pattern.lstrip(" \t")
    if not pattern:
        return True
    if len(pattern) > len(word):
        return False
    starts = [
        at for at in range(len(word)) if at == 0 or word[at] in SEPARATORS or word[at - 1] in SEPARATORS
    ]
    return any(word[at] == pattern[0] and in_order(pattern[1:], word[at + 1 :]) for at in starts)


def in_order(pattern: str, word: str) -> bool:
    rest = iter(word)
    return all(character in rest for character in pattern)


class Typist:
    """A page and the cursor in it."""

    def __init__(self, page: Page, at: int = 0):
        self.page = page
        self.at = at

    async def ask(
        self, kind=types.CompletionTriggerKind.Invoked, character=None
    ) -> list[types.CompletionItem]:
        """What the list shows."""
        answer = await self.page.editor.client.text_document_completion_async(
            types.CompletionParams(
                self.page.id,
                self.page.position(self.at),
                types.CompletionContext(kind, character),
            )
        )
        if answer is None:
            return []
        assert answer.is_incomplete, "the list would be filtered on without being asked for again"
        shown = []
        for item in answer.items:
            start, end = item.text_edit.range.start, item.text_edit.range.end
            assert start.line == end.line, "VS Code takes no item whose range is more than one line"
            start, end = self.page.offset(start), self.page.offset(end)
            assert start <= self.at <= end
            if is_shown(self.page.text[start : self.at], item.filter_text or item.label):
                shown.append(item)
        assert len(shown) == len(answer.items), "VS Code hides some of what is offered"
        return sorted(shown, key=lambda item: item.sort_text or item.label)

    async def type(self, text: str) -> list[types.CompletionItem]:
        """Types a text key by key; what the list shows at the end."""
        triggers = self.page.editor.offered.completion_provider.trigger_characters
        shown = []
        for character in text:
            self.page.replace(self.at, self.at, character)
            self.at += len(character)
            if shown:
                shown = await self.ask(types.CompletionTriggerKind.TriggerForIncompleteCompletions)
            elif character in triggers:
                shown = await self.ask(types.CompletionTriggerKind.TriggerCharacter, character)
            elif character.isalnum():
                shown = await self.ask()
            else:
                shown = []
        return shown

    async def take(self, item: types.CompletionItem):
        """Puts an item in as it is, its defaults taken; the cursor goes behind it."""
        resolved = await self.page.editor.client.completion_item_resolve_async(item)
        assert resolved.documentation is not None, f"nothing is told of {item.label}"
        assert resolved.text_edit == item.text_edit
        new = item.text_edit.new_text
        if item.insert_text_format == types.InsertTextFormat.Snippet:
            new = expanded(new)
        start = self.page.offset(item.text_edit.range.start)
        self.page.edit([types.TextEdit(item.text_edit.range, new)])
        self.at = start + len(new)

    async def write(self, text: str, label: str):
        """Types until the list shows an item with this label before all others, and takes it."""
        shown = await self.type(text) if text else await self.ask()
        assert shown, f"nothing is offered for {text!r} behind {self.page.text[: self.at][-60:]!r}"
        assert label in shown[0].label, [item.label for item in shown]
        await self.take(shown[0])


def expanded(snippet: str) -> str:
    """A snippet with its defaults taken. A stop that comes again says the same."""
    said = {}

    def one(found: re.Match) -> str:
        if found["escaped"]:
            return found["escaped"]
        stop = found["bare"] or found["stop"]
        if found["default"] is not None:
            said[stop] = re.sub(r"\\([$}\\])", r"\1", found["default"])
        return said.get(stop, "")

    return re.sub(
        r"\\(?P<escaped>[$}\\])|\$(?P<bare>\d+)|\$\{(?P<stop>\d+)(?::(?P<default>(?:[^}\\]|\\.)*))?\}",
        one,
        snippet,
    )
