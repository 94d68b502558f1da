"""A pure step is run once for the very same value, and for another one that only looks like it once more."""

from __future__ import annotations

import gc
import weakref

from generators.model.remembered import (
    MOST,
    Memory,
    forget_unfinished,
    forget_unused,
    remembered,
    remembered_by_contents,
    remembered_by_items,
    remembered_by_value,
)


def test_a_step_runs_once_for_the_same_object_and_for_equal_texts() -> None:
    asked: list[object] = []

    @remembered
    def length(lines: tuple[str, ...], name: str) -> int:
        asked.append(name)
        return len(lines)

    lines, equal = tuple("abc"), tuple("abcd")[:3]
    assert (length(lines, "x"), length(lines, "".join(["x"])), length(lines, "y")) == (3, 3, 3)
    assert asked == ["x", "y"]
    assert length(equal, "x") == 3
    assert asked == ["x", "y", "x"], "to compare long texts would take longer than many a step"


def test_what_a_step_raises_is_raised_again_and_a_number_is_no_truth() -> None:
    @remembered
    def shown(value: object) -> str:
        if value is None:
            raise ValueError("nothing")
        return repr(value)

    for _ in range(2):
        try:
            shown(None)
        except ValueError as error:
            assert str(error) == "nothing"
    assert [shown(value) for value in (1, True, 1.0, "1")] == ["1", "True", "1.0", "'1'"]


class Text:
    """A value that can tell when it is gone."""

    def __init__(self, number: int) -> None:
        self.number = number


def test_no_new_object_is_taken_for_one_that_is_gone_and_what_two_kits_did_not_ask_for_goes() -> None:
    @remembered
    def number_of(text: Text) -> int:
        return text.number

    oldest = Text(-1)
    gone = weakref.ref(oldest)
    assert number_of(oldest) == -1
    del oldest
    assert gone(), "another object could stand at its address, and be taken for it"
    for _ in range(3):
        assert [number_of(Text(number)) for number in range(10)] == list(range(10))
        assert gone()
        forget_unused()
    gc.collect()
    assert gone() is None


def test_however_many_texts_a_kit_has_the_next_one_finds_all_of_them() -> None:
    runs: list[int] = []

    @remembered
    def number_of(text: Text) -> int:
        runs.append(text.number)
        return text.number

    texts = [Text(number) for number in range(5_000)]
    for _ in range(5):
        assert [number_of(text) for text in texts] == list(range(5_000))
        forget_unused()
    assert runs == list(range(5_000))


def test_what_one_kit_does_not_ask_for_the_next_one_finds() -> None:
    memory: Memory[str, str] = Memory()
    memory.keep("the base's page", "made")
    for _ in range(2):  # a local that changes the page, and one that does not
        forget_unused()
        forget_unused()
        assert memory.get("the base's page") == "made"


def test_a_kit_that_is_not_finished_costs_no_other_its_results_and_leaves_only_its_own() -> None:
    memory: Memory[str, str] = Memory()
    memory.keep("the whole kit's page", "made")
    forget_unused()
    for save in range(10):
        assert memory.get(f"save {save - 1}") == (f"made {save - 1}" if save else None)
        memory.keep(f"save {save}", f"made {save}")
        forget_unfinished()
        assert len(memory) <= 4, "the whole kit's, the first of those in a row, and the last two"
    assert memory.get("the whole kit's page") == "made"
    assert memory.get("save 9") == "made 9"
    assert memory.get("save 5") is None


def test_what_was_made_before_a_mistake_is_mended_is_found_by_the_kits_after_it() -> None:
    memory: Memory[str, str] = Memory()
    memory.keep("page", "made")
    forget_unfinished()
    for _ in range(5):
        assert memory.get("page") == "made"
        forget_unused()


def test_where_no_kit_ends_a_step_keeps_no_more_than_twice_its_bound() -> None:
    memory: Memory[int, str] = Memory()
    for number in range(5 * MOST):
        memory.keep(number, str(number))
        assert memory.get(number) == str(number)
    assert len(memory) <= 2 * MOST


def test_by_its_contents_a_tuple_is_the_same_that_holds_the_same() -> None:
    asked: list[object] = []

    @remembered_by_contents
    def count(parts: tuple[tuple[Text, ...], str]) -> int:
        asked.append(parts)
        return len(parts[0])

    one, other = Text(1), Text(1)
    assert count(((one, other), "a")) == count(((one, other), "".join(["a"]))) == 2
    assert len(asked) == 1
    assert (count(((other, one), "a")), count(((one, one), "a")), count(((one,), "a"))) == (2, 2, 1)
    assert len(asked) == 4, "objects that only look the same are others"


def test_by_its_items_a_part_of_a_text_is_the_same_that_holds_the_very_same_lines() -> None:
    asked: list[object] = []

    @remembered_by_items
    def count(part: tuple[Text, ...], name: str) -> int:
        asked.append(part)
        return len(part)

    lines = tuple(map(Text, range(3)))
    assert count(lines[1:], "x") == count((Text(0), *lines)[2:], "x") == 2
    assert len(asked) == 1
    assert (count(lines[:2], "x"), count((lines[1], Text(2)), "x"), count(lines[1:], "y")) == (2, 2, 2)
    assert len(asked) == 4, "lines that only look the same are others"


def test_equal_values_are_the_same_where_a_step_is_remembered_by_value() -> None:
    asked: list[object] = []

    @remembered_by_value
    def joined(words: tuple[str, ...], *, by: str = "") -> str:
        asked.append(words)
        return by.join(words)

    for _ in range(2):
        assert joined(tuple("ab")) == "ab"
        assert joined(tuple("ab"), by="-") == "a-b"
        assert joined(()) == "", "nothing is a result, too"
    assert asked == [("a", "b"), ("a", "b"), ()]
    for _ in range(3):
        forget_unused()
    assert joined(()) == ""
    assert len(asked) == 4
