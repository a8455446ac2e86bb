"""The frame of every page made to be printed: one HTML file without script, link or picture.

Pure. What goes in as `rows` and `rest` is HTML already; `title` and `lang` are plain text.
"""

import html

STYLE = (
    "@page{size:A4;margin:14mm}"
    "body{font:11pt/1.3 Arial,sans-serif;color:#000;background:#fff;max-width:180mm;margin:auto}"
    "h1{font-size:18pt;margin:0 0 3mm}h2{font-size:12pt;margin:4mm 0 1mm}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #888;padding:.8mm 1.5mm;text-align:left;vertical-align:top}"
    "th{width:32%;font-weight:normal}code{font:9pt Consolas,monospace;overflow-wrap:anywhere}"
    "section{border:1px solid #888;padding:2mm 3mm}p{margin:0 0 1.2mm}"
    "@media print{section,table{break-inside:avoid}}"
)
_PAGE = (
    '<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{head}<h1>{title}</h1>\n"
    "<table>\n{rows}\n</table>\n{rest}\n</body>\n</html>\n"
)


def printed_page(
    lang: str, title: str, rows: str, rest: str, *, head: str = "", more_style: str = ""
) -> str:
    """The whole page: `head` above the title, a table of `rows` below it, then the rest."""
    return _PAGE.format(
        lang=html.escape(lang),
        style=STYLE + more_style,
        title=html.escape(title),
        head=head,
        rows=rows,
        rest=rest,
    )


def table_row(label: str, value: str) -> str:
    """A row of the table: a label as plain text, and its value as HTML."""
    return f"<tr><th>{html.escape(label)}</th><td>{value}</td></tr>"
