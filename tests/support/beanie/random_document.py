"""Documents that a model allows, made at random from its own fields: what a test author would not think of."""

from datetime import datetime, timedelta
from enum import Enum
from random import Random
from types import UnionType
from typing import Any, Union, get_args, get_origin

from bson import ObjectId
from pydantic import BaseModel

letters = "aáñ Zé0/-_'\"<ß漢🙂"


def random_document(model: type[BaseModel], random: Random) -> dict[str, Any]:
    """Optional fields are there, null or missing; names with a form of their own get that form."""
    document: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in ("id", "revision_id"):
            continue
        if not field.is_required() and random.random() < 0.3:
            continue
        document[name] = by_name(name, field.annotation, random)
    return document


def by_name(name: str, annotation: Any, random: Random) -> Any:
    if is_optional(annotation) and random.random() < 0.3:
        return None
    digits = lambda count: "".join(random.choice("0123456789") for _ in range(count))
    if name == "imei":
        return digits(15)
    if name == "ccid":
        return digits(random.choice([19, 20, 22]))
    if name in ("email", "cliente_email", "email_to", "operator_email"):
        return f"p{digits(6)}@example.com"
    if name == "employee_id":
        return f"EMP-{digits(6)}"
    if name in ("order_number", "customer_code", "pallet_id", "pallet_number", "tracking_number"):
        return f"R-{digits(8)}"
    if name in ("linea", "production_line", "puesto"):
        return random.choice([1, 2, 3])
    if name == "priority":
        return random.choice(["low", "normal", "high", "critical"])
    if name == "discount_rate":
        return round(random.uniform(0, 100), 2)
    return value(annotation, random)


def value(annotation: Any, random: Random) -> Any:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return value(next(one for one in get_args(annotation) if one is not type(None)), random)
    if origin is list:
        return [value(get_args(annotation)[0], random) for _ in range(random.randrange(4))]
    if origin is dict:
        return {f"k{key}": value(get_args(annotation)[1], random) for key in range(random.randrange(4))}
    if annotation is Any:
        return value(random.choice([str, int, float, bool, datetime, list[int]]), random)
    if not isinstance(annotation, type):
        return text(random)
    if issubclass(annotation, Enum):
        return random.choice(list(annotation)).value
    if issubclass(annotation, BaseModel):
        return random_document(annotation, random)
    if issubclass(annotation, ObjectId):
        return ObjectId(bytes(random.randrange(256) for _ in range(12)))
    if annotation is bool:
        return random.random() < 0.5
    if annotation is int:
        return random.choice([1, 2, 7, 1000, 2**31, 2**40])
    if annotation is float:
        return random.choice([0.5, 1.0, 1e9, 45.5])
    if annotation is datetime:
        return datetime(2020, 1, 1) + timedelta(milliseconds=random.randrange(200_000_000_000))
    return text(random)


def text(random: Random) -> str:
    return "xy" + "".join(random.choice(letters) for _ in range(random.randrange(20)))


def is_optional(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)
