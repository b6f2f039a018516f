"""Texts that try to be something else: markup, a formula, a template, another direction. They must stay text wherever they are shown.

Whoever shows or writes text tries it with these (pages, tooltips, workbooks, SVG, HTML, Typst, PPTX).
"""

MARK = "zqx"  # In every text, so that a test can find where it came out.
HOSTILE = (
    f"{MARK}<script>window.hacked=1</script>",
    f'{MARK}"><img src=x onerror=window.hacked=1>',
    f"{MARK}<a href=javascript:window.hacked=1>x</a><b>",
    f"=cmd|' /C calc'!A0{MARK}",
    f"+SUM(1,1){MARK}",
    f'@HYPERLINK("http://evil.example","{MARK}")',
    f"-2+3+cmd|{MARK}",
    f'#let x = read("/etc/passwd"); #x {MARK}',
    f"{MARK}]]><!--",
    f"{MARK}{{{{7*7}}}}{{% raw %}}${{7*7}}%{{customdata[0]}}",
    f"{MARK}\u202egnp.exe\u202c\u200f",
    f"{MARK}**bold** [link](http://evil.example) :material/home: $x^2$ `code` ~~x~~ |a|b|",
    f"{MARK}' ; drop table lao; --",
    MARK + "ก" * 10_000,
)
