"""The statement of a visit as one HTML page, made to be printed. Pure."""

import html
from typing import Callable, Sequence

from agent.brand_values import Icon
from agent.printed_page import printed_page, table_row
from agent.statement.facts import Statement
from agent.statement.words import StatementWords, statement_words
from agent.texts import Message

Translate = Callable[[Message], str]

_MORE_STYLE = (
    "header{display:table;margin:0 0 6mm}header>*{display:table-cell;vertical-align:middle}"
    "header b{font-size:14pt}.who{padding-left:4mm;overflow-wrap:anywhere}"
    ".sign{width:16mm;height:16mm;text-align:center;font:bold 22pt Arial,sans-serif;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "td{overflow-wrap:anywhere}.list{font-size:9pt;table-layout:fixed}"
    ".list th{width:34%;font-weight:bold}.list th+th{width:18%}.list th+th+th{width:24%}"
    ".list th,.list td{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    "footer{margin-top:5mm}"
    "footer p:first-child{font-weight:bold}"
)


def statement_page(statement: Statement, lang: str, translate: Translate) -> str:
    """The page; `translate` speaks `lang` (`fr` or `en`)."""
    words = statement_words(statement, translate)
    rows = "\n".join(table_row(label, html.escape(value)) for label, value in words.facts)
    return printed_page(
        lang, words.title, rows, _rest(words), head=_head(words), more_style=_MORE_STYLE
    )


def _head(words: StatementWords) -> str:
    lines = "<br>".join(html.escape(line) for line in words.contact)
    who = f'<span class="who"><b>{html.escape(words.shop)}</b><br>{lines}</span>'
    return f"<header>{_sign(words.sign)}{who}</header>\n"


def _sign(icon: Icon) -> str:
    colours = html.escape(f"color:{icon.foreground};background:{icon.background}")
    return f'<span class="sign" style="{colours}">{html.escape(icon.letters)}</span>'


def _rest(words: StatementWords) -> str:
    others = f"<p>{html.escape(words.others)}</p>\n" if words.others else ""
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in words.notes)
    table = "\n".join((_cells("th", words.columns), *(_cells("td", row) for row in words.lines)))
    heading = f"<h2>{html.escape(words.heading)}</h2>"
    return f'{heading}\n<table class="list">\n{table}\n</table>\n{others}<footer>{notes}</footer>'


def _cells(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
