"""The files of tests/cases/reading.csv, as bytes, by their builder's name."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable

HANS = (
    "导演沈岚说，这部短片只用了九天，花了一万六千元，参与的人不超过五个。\n"
    "“过去拍一场雨戏，光是水车就要请三辆。”她坦言，现在难的不是雨，是等雨的人。\n"
    "影评人则担心，同样的工具会把许多电影变成同一张脸。"
)
HANT = (
    "導演沈嵐說，這部影片只花了九天，參與的人不超過五個。\n"
    "「過去拍一場雨戲，光是水車就要請三輛。」她坦言，現在難的不是雨，是等雨的人。\n"
    "影評人則擔心，同樣的軟體會把許多電影變成同一張臉。"
)
CANTONESE = "剪片師傅話：「呢部機器好犀利，唔使瞓覺，不過佢唔識等。」佢哋組本來有八個人，而家得返三個，走咗嘅都去咗第二行，冇人再返嚟。"
SECOND = "另一篇：电影节今年收到四百多部作品，其中用到人工智能的占三成，评委们为了怎样评奖争论了整整两天，仍没有结果。"
ENGLISH = "The director made the film in nine days and spent two thousand dollars. Nobody had believed that it could be done.\n" * 5
JAPANESE = "この短編映画は九日間で完成し、監督は生成されたものだとは思わせない映像を目指したと語っている。観客の反応もよかった。"
KOREAN = "감독은 이 단편 영화를 아홉 날 만에 완성했으며 관객의 반응도 좋았다고 말했다. 제작비는 매우 적었다고 한다."
FRENCH = "Le réalisateur a terminé le court métrage en neuf jours; les spectateurs ont été émus, même si l'histoire était très légère." * 3
ROWS = [{"title": "雨戏", "content": HANS, "date": "2025-03-08"}, {"title": "争论", "content": SECOND, "date": "2025年4月"}]
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="{}"><title>雨戏_河畔影讯</title><meta property="og:title" content="雨戏">'
    '<meta property="og:site_name" content="河畔影讯"><meta property="article:published_time" content="2025-03-08T09:00:00+08:00"></head>'
    '<body><nav><a href="/">首页</a><a href="/b">票房</a></nav><article><h1>雨戏</h1><p>'
    + "</p><p>".join((HANS + "\n" + SECOND).split("\n"))
    + "</p></article><footer>版权所有 河畔影讯</footer></body></html>"
)
FURNITURE = "<html><body><nav>{}</nav><footer>版权所有 河畔影讯 示例备案号</footer></body></html>".format(
    "".join(f'<a href="/{n}">栏目{n}</a> <a href="/h{n}">热门影片排行</a>' for n in range(30))
)
CSV = f'标题,正文,发布时间\n雨戏,"{HANS}",2025/3/8\n争论,"{SECOND}",2025-04\n'
LONG_LINE_BYTES = 50_000_000


def build(name: str) -> bytes:
    """Return the bytes that a builder makes: an entry of BUILDERS, or ``encoding`` or ``encoding:text``."""
    if name in BUILDERS:
        return BUILDERS[name]()
    encoding, _, variant = name.partition(":")
    text = {"hant": HANT, "cantonese": CANTONESE, "short": HANS[:36]}.get(variant, HANS)
    if variant == "cut":
        return text[:-1].encode(encoding)[:-1]
    return text.encode(encoding)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a .zip archive of members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    for line in HANS.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(password: str = "") -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _jsonl(ascii_only: bool = False) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in ROWS).encode()


def _wrong_checksum() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", HANS)
    return buffer.getvalue().replace("九天".encode(), "八天".encode(), 1)


def _locked() -> bytes:
    """Set the flag of encryption in the archive's directory and in front of the member."""
    data = bytearray(zipped({"a.txt": HANS.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BUILDERS: dict[str, Callable[[], bytes]] = {
    "crlf": lambda: HANS.replace("\n", "\r\n").encode(),
    "cr": lambda: HANS.replace("\n", "\r").encode(),
    "empty": lambda: b"",
    "blank": lambda: b" \t\r\n" * 20,
    "wide_blank": lambda: "　\n".encode() * 20,
    "mark": lambda: b"\xef\xbb\xbf",
    "random": lambda: random.Random(0).randbytes(5000),
    "nul": lambda: HANS.replace("，", "\0").encode(),
    "nuls": lambda: b"\0" * 4096,
    "png": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(500),
    "ole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "rtf": lambda: b"{\\rtf1\\ansi some text}",
    "xml": lambda: f'<?xml version="1.0" encoding="utf-8"?>\n<corpus><text>{HANS}</text></corpus>'.encode(),
    "xlsx": lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    "english": lambda: ENGLISH.encode(),
    "japanese": lambda: JAPANESE.encode(),
    "korean": lambda: KOREAN.encode(),
    "shift_jis": lambda: JAPANESE.encode("shift_jis"),
    "latin-1": lambda: FRENCH.encode("latin-1"),
    "caption": lambda: "沈岚在片场指导演员。".encode(),
    "mojibake_gbk": lambda: HANS.encode().decode("gbk", "ignore").encode(),
    "mojibake_latin": lambda: HANS.encode().decode("latin-1").encode(),
    "mojibake_1252": lambda: HANS.encode().decode("cp1252", "ignore").encode(),
    "mojibake_fffd": lambda: HANS.encode("gb18030").decode("utf-8", "replace").encode(),
    "lost_5": lambda: HANS.replace("，", "\ufffd").encode(),
    "lost_1": lambda: HANS.replace("，", "\ufffd", 1).encode(),
    "kun": lambda: HANS.replace("的", "锟斤拷").encode(),
    "hot": lambda: (HANS + "\n夜宵那碗面烫烫烫，大家却抢着吃。").encode(),
    "one_garbled": lambda: "\n".join([HANS, (SECOND * 3).encode().decode("gbk", "ignore"), HANS]).encode(),
    "mixed_utf8_gb": lambda: HANS.encode() + b"\n" + SECOND.encode("gb18030") + b"\n" + HANS.encode(),
    "mixed_gb_utf8": lambda: HANS.encode("gb18030") + b"\n" + SECOND.encode() + b"\n" + HANS.encode("gb18030"),
    "mixed_gb_big5": lambda: (HANS * 3).encode("gb18030") + b"\n" + (HANT * 2).encode("cp950") + b"\n" + HANS.encode("gb18030"),
    "bad_byte": lambda: HANS.encode()[:60] + b"\xff" + HANS.encode()[60:],
    "html": lambda: PAGE.format("utf-8").encode(),
    "html_gb": lambda: PAGE.format("gb2312").encode("gb18030"),
    "html_lies": lambda: PAGE.format("gb2312").encode(),
    "furniture": lambda: FURNITURE.encode(),
    "empty_page": lambda: b"<!doctype html><html><head><title>404</title></head><body></body></html>",
    "csv": lambda: CSV.encode(),
    "csv_gb": lambda: CSV.encode("gb18030"),
    "tsv": lambda: f"title\ttext\n雨戏\t{SECOND}\n争论\t{HANS}".replace(HANS, HANS.replace("\n", "")).encode(),
    "csv_no_text": lambda: f"标题,简介\n雨戏,{SECOND}\n".encode(),
    "csv_header": lambda: "标题,正文\n".encode(),
    "csv_gap": lambda: f"标题,正文\n雨戏,\n争论,{SECOND}\n".encode(),
    "csv_ragged": lambda: f"标题,正文\n雨戏,一句,两句,三句\n争论,{SECOND}\n".encode(),
    "csv_open": lambda: f'标题,正文\n争论,{SECOND}\n雨戏,"{HANS}\n'.encode(),
    "jsonl": _jsonl,
    "jsonl_ascii": lambda: _jsonl(ascii_only=True),
    "jsonl_broken": lambda: _jsonl().replace(b"\n", b'\n{"title": "\n'),
    "json_list": lambda: json.dumps(ROWS, ensure_ascii=False, indent=1).encode(),
    "json_inside": lambda: json.dumps({"total": 2, "articles": ROWS}, ensure_ascii=False).encode(),
    "json_no_text": lambda: json.dumps([{"title": "雨戏", "score": 3}], ensure_ascii=False).encode(),
    "json_cut": lambda: json.dumps(ROWS, ensure_ascii=False).encode()[:-60],
    "json_surrogate": lambda: json.dumps({"text": HANS + "\ud83d"}).encode(),
    "docx": _docx,
    "docx_cut": lambda: _docx()[:9000],
    "pdf_blank": _pdf,
    "pdf_locked": lambda: _pdf("secret"),
    "pdf_bad": lambda: b"%PDF-1.7\n" + bytes(200),
    "zip": lambda: zipped({"a.txt": HANS.encode(), "b/c.txt": SECOND.encode()}),
    "zip_mac": lambda: zipped({"a.txt": HANS.encode(), "__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}),
    "zip_zip": lambda: zipped({"b.zip": zipped({"a.txt": HANS.encode()})}),
    "zip_empty": lambda: zipped({}),
    "zip_cut": lambda: zipped({"a.txt": HANS.encode()})[:100],
    "zip_crc": _wrong_checksum,
    "zip_locked": _locked,
    "zip_bomb": lambda: zipped({"a.txt": b"a" * 20_000_000}),
    "long_line": lambda: (HANS.replace("\n", "") * (LONG_LINE_BYTES // len(HANS.encode()))).encode(),
    "brackets": lambda: b"[" * LONG_LINE_BYTES,
}
