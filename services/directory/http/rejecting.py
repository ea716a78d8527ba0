"""Files in, and the answer where rows of them are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage

from shared.web import Schema, encoding
from shared.web.problems import problem


def contents(files: Mapping[str, FileStorage | None]) -> dict[str, Any]:
    """What each part holds; None of one that was left out."""
    return {name: part.read() if part is not None else None for name, part in files.items()}


def rejected(schema: Schema, result: Any, faults: int) -> Any:
    """422 with the result beside the problem."""
    answer = problem(
        422,
        "import-rejected",
        "Nothing was taken, because some rows are wrong",
        f"{faults} faults; correct them and send the files again",
    )
    answer.set_data(encoding.encode({**encoding.decode(answer.get_data()), **schema.dump(result)}))
    return answer
