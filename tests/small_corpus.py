"""A few made-up articles, and a corpus built from them, for tests that need one."""

from __future__ import annotations

from pathlib import Path

from aicine_lib.building import build_corpus
from aicine_lib.corpus import Corpus

ARTICLES = {
    "fog.txt": "AI短片《雾港来信》亮相雾港影展\n江城晚报记者 林小满\n"
    "青年导演周一帆用即梦AI做完了短片《雾港来信》。他说：“过去拍这样的片子要三个月，现在只用了五天，成本不到8000元。”\n"
    "影评人沈青则认为，画面很漂亮，但是人物的脸没有灵魂，AI还不懂得什么是思念。\n",
    "studio.txt": "一家动画公司的AI账本\n"
    "星河动画的制片人何田告诉记者，公司把生成式AI用到分镜和上色里，一集动画的制作时间从两周缩短到三天。\n"
    "“我们没有裁掉画师，他们现在教机器什么是好看。”何田说。编剧协会则担心，训练数据的版权一直没有说清楚。\n",
    "island.md": "# 海島上的AI電影課\n\n臺灣海島大學開了一門AI電影課，教授簡若安說：「工具會變，說故事的靈魂不會變。」\n\n"
    "學生用生成式AI拍了十二部短片，其中《潮間帶》入選學生影展，觀眾說鏡頭像一首詩。\n",
    "stew.txt": "老街牛肉面馆开了六十年\n"
    "清晨五点，老街的面馆已经亮灯。老板说，汤要熬足十个小时，牛骨要先焯水，葱花要最后放。街坊们端着碗站在门口，一边吃一边聊昨晚的雨。\n",
}


def write_articles(folder: Path) -> Path:
    """Write the articles as files: UTF-8, and one in GB18030."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_bytes(text.encode("gb18030" if name == "studio.txt" else "utf-8"))
    metadata = "file_name,outlet,published_date\nfog.txt,江城晚报,2025-03-08\nisland.md,海島電子報,2025-04\n"
    (folder / "metadata.csv").write_text(metadata, encoding="utf-8")
    return folder


def build_small(folder: Path, **options: object) -> Corpus:
    """Write the articles below a folder and build a corpus of them."""
    return build_corpus(write_articles(folder / "articles"), folder / "corpus", progress=False, **options)  # type: ignore[arg-type]


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
