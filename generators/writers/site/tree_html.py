"""The document tree as HTML, for generated pages that show what an author wrote for another output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generators.model import (
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    ListBlock,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
    ThematicBreak,
)
from generators.writers.site.markup import html_text

Address = Callable[[str], str]
"""Where a link of the tree leads from this page, or nothing when it leads nowhere that the site knows."""


def tree_html(nodes: Nodes, address: Address) -> str:
    """The HTML of ``nodes``; headings become strong paragraphs, and pictures the words that stand for them."""
    return _Page(address).blocks(nodes)


@dataclass(frozen=True, slots=True)
class _Page:
    address: Address

    def blocks(self, nodes: Nodes) -> str:
        return "".join(piece for node in nodes for piece in self._block(node))

    def _block(self, node: Node) -> Iterator[str]:
        match node:
            case Paragraph(text):
                yield f"<p>{self.inline(text)}</p>"
            case Heading(_, text):
                yield f"<p><strong>{self.inline(text)}</strong></p>"
            case ListBlock():
                yield self._list(node)
            case Quote(blocks):
                yield f"<blockquote>{self.blocks(blocks)}</blockquote>"
            case Callout(_, title, blocks):
                yield f"<p><strong>{self.inline(title)}</strong></p>" if title else ""
                yield self.blocks(blocks)
            case CodeBlock(text):
                yield f"<pre><code>{html_text(text)}</code></pre>"
            case Table():
                yield self._table(node)
            case Image():
                yield f"<p><em>{html_text(node.alt)}</em></p>" if node.alt and not node.decorative else ""
            case ThematicBreak():
                return

    def _list(self, block: ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        return f"<{tag}{start}>{''.join(self._item(item.blocks) for item in block.items)}</{tag}>"

    def _item(self, blocks: Nodes) -> str:
        """One paragraph needs no more than its words."""
        first, rest = blocks[:1], blocks[1:]
        if first and isinstance(first[0], Paragraph):
            return f"<li>{self.inline(first[0].text)}{self.blocks(rest)}</li>"
        return f"<li>{self.blocks(blocks)}</li>"

    def _table(self, table: Table) -> str:
        head = "".join(f'<th scope="col">{self.inline(cell)}</th>' for cell in table.header)
        rows = (f"<tr>{''.join(f'<td>{self.inline(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
        caption = f"<caption>{self.inline(table.caption)}</caption>" if table.caption else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"

    def inline(self, text: Inline) -> str:
        return "".join(self._span(span) for span in text)

    def _span(self, span: Span) -> str:
        if span.text == "\n":
            return "<br>"
        text = html_text(span.text)
        for tag, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
            text = f"<{tag}>{text}</{tag}>" if wanted else text
        found = self.address(span.href) if span.href else ""
        return f'<a href="{html_text(found)}">{text}</a>' if found else text
