"""The annex of figures: those that stand alone one to a row, those of one series and one file together."""

from typing import Any


def annexed(figures: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The figures of a pack as the annex prints them.

    A figure with a `series` stands with the others of that series that came from the same file in the same state;
    `where` is its row there. Every figure keeps its number, its period, its value and what it is out of.
    """
    singles: list[dict[str, Any]] = []
    runs: dict[tuple, dict[str, Any]] = {}
    for one in figures:
        if not one.get("series"):
            singles.append(one)
            continue
        key = (one["series"], one["file"], one["state"], one["received"])
        run = runs.setdefault(
            key,
            {"what": one["what"], "file": one["file"], "state": one["state"], "received": one["received"],
             "numbers": [], "pages": [], "values": []},
        )  # fmt: skip
        run["numbers"].append(one["number"])
        run["pages"] += [page for page in one["page"].split(", ") if page not in run["pages"]]
        out_of = "" if one["out_of"] in ("count", "as published", "hidden") else f" ({one['out_of']})"
        run["values"].append([one["order"], f"{one['period']} {one['shown']}{out_of}", one["where"]])
    return {"figures": singles, "runs": [_told(run) for run in runs.values()]}


def _told(run: dict[str, Any]) -> dict[str, Any]:
    numbers, pages = run["numbers"], run["pages"]
    values = [[value, where] for _, value, where in sorted(run["values"])]
    return {
        **run, "values": values, "pages": ", ".join(pages),
        "numbers": numbers[0] if len(numbers) == 1 else f"{len(numbers)} from {numbers[0]}",
    }  # fmt: skip
