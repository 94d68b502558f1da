"""What pydantic says of settings: what is wrong with each, and the JSON Schema by which editors help to write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from msgspec import NODEFAULT, Meta
from msgspec.structs import FieldInfo, fields
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
    model_validator,
)

from generators.reading.setting_rules import Keys, Kind, Rule

Group = TypeVar("Group", bound=Keys)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _of_nothing(cls, written: Any) -> Any:
        """A group whose line was made a setting, and none of those in it, sets nothing."""
        return {} if written == "" else written


def closely_checked(written: object, group: type[Group]) -> tuple[Group | None, Sequence[Mapping[str, Any]]]:
    """The settings ``written`` in a group, or all that is wrong with them, as pydantic tells it."""
    try:
        return _keys(model_of(group).model_validate(written).model_dump(), group), ()
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _keys(values: dict[str, Any], group: type[Group]) -> Group:
    return group(**{field.name: _value(values[field.name], Kind.of(field.type)) for field in fields(group)})


def _value(value: Any, kind: Kind) -> Any:
    if kind.group is None:
        return value
    return [_keys(item, kind.group) for item in value] if isinstance(value, list) else _keys(value, kind.group)


@cache
def model_of(group: type[Keys]) -> type[BaseModel]:
    """The model of a group of settings."""

    def together(made: Any) -> Any:
        group.check(made)  # which asks for nothing but the settings, as the model has them, too
        return made

    found: Any = {field.name: (_annotation(field.type), _field(field)) for field in fields(group)}
    validators: Any = {"together": model_validator(mode="after")(together)}
    return create_model(group.__name__, __base__=_Model, __doc__=group.__doc__, __validators__=validators, **found)


def _field(field: FieldInfo) -> Any:
    why = next((one.description for one in get_args(field.type) if isinstance(one, Meta)), None)
    if field.default_factory is not NODEFAULT:
        return Field(default=field.default_factory(), description=why)
    if field.default is NODEFAULT:
        return Field(description=why)
    default = field.default
    return Field(default=model_of(type(default))() if isinstance(default, Keys) else default, description=why)


def _annotation(annotation: Any) -> Any:
    """The type of a field with its rules as pydantic has them."""
    kind = Kind.of(annotation)
    made = _bare(kind.bare)
    for rule in kind.rules:
        for said in _said(rule, is_text=kind.bare is str):
            made = Annotated[made, said]
    return made


def _bare(bare: Any) -> Any:
    if get_origin(bare) in (list, dict):
        return get_origin(bare)[tuple(map(_annotation, get_args(bare)))]
    return model_of(bare) if isinstance(bare, type) and issubclass(bare, Keys) else bare


def _said(rule: Rule, *, is_text: bool) -> Iterator[Any]:
    least = rule.least or None
    if is_text:
        yield StringConstraints(
            strip_whitespace=rule.strips or None, min_length=least, max_length=rule.most, pattern=rule.pattern or None
        )
    elif rule.most:
        yield Field(min_length=least, max_length=rule.most)
    if rule.before:
        yield BeforeValidator(rule.before)
    if rule.after:
        yield AfterValidator(rule.after)
