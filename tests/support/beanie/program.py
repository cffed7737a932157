"""The platform's program of the tests: takes one command a line (Extended JSON) and answers one line each."""

import asyncio
import importlib
import sys
from random import Random
from time import perf_counter
from typing import Any

from beanie import Document, init_beanie
from bson import ObjectId, json_util
from motor.motor_asyncio import AsyncIOMotorClient

from random_document import random_document

held: dict[str, Document] = {}
documents: dict[str, type[Document]] = {}


async def start(uri: str, database: str, models: str) -> int:
    """As the platform starts: its models are declared, and their indexes made."""
    declared = importlib.import_module(models).documents
    await init_beanie(database=AsyncIOMotorClient(uri)[database], document_models=declared)
    documents.update({model.Settings.name: model for model in declared})
    return len(declared)


async def insert(collection: str, document: dict[str, Any]) -> str:
    """What a request's body becomes: parsed by the model, stored by it."""
    made = documents[collection](**document)
    await made.insert()
    return str(made.id)


async def insert_random(collection: str, seed: int, count: int) -> list[str]:
    random = Random(seed)
    return [await insert(collection, random_document(documents[collection], random)) for _ in range(count)]


async def read(collection: str, filter: dict[str, Any]) -> list[dict[str, Any]]:
    """Every document that matches, through the model: one unreadable among them fails the whole list."""
    found = await documents[collection].find(filter).to_list()
    return [one.model_dump(mode="python", exclude={"id", "revision_id"}) | {"_id": ObjectId(one.id)} for one in found]


async def readable(collection: str) -> int:
    return len(await documents[collection].find().to_list())


async def hold(collection: str, filter: dict[str, Any], name: str) -> str:
    """Reads a document and keeps it, as a request does that takes its time."""
    found = await documents[collection].find_one(filter)
    if found is None:
        raise LookupError(f"{collection} {filter}")
    held[name] = found
    return str(found.id)


async def save(name: str, changes: dict[str, Any]) -> str:
    """Changes a kept document and saves all of it: every field as it was read, by upsert."""
    document = held.pop(name)
    for field, changed in changes.items():
        setattr(document, field, changed)
    await document.save()
    return str(document.id)


async def update(collection: str, filter: dict[str, Any], changes: dict[str, Any]) -> None:
    await documents[collection].find(filter).update({"$set": changes})


async def delete(collection: str, filter: dict[str, Any]) -> None:
    await documents[collection].find(filter).delete()


async def indexes(collection: str) -> list[str]:
    return sorted(await documents[collection].get_motor_collection().index_information())


async def time(collection: str, operation: str, inputs: list[dict[str, Any]]) -> float:
    """Seconds that Beanie takes for one operation on each input, one after the other."""
    model = documents[collection]
    began = perf_counter()
    for given in inputs:
        match operation:
            case "create":
                await model(**given).insert()
            case "find":
                if await model.find_one(given) is None:
                    raise LookupError(f"{collection} {given}")
            case "update":
                await model.find_one(given["filter"]).update(given["update"])
            case "list":
                found = await model.find(given).limit(2000).to_list()
                if len(found) != 2000:
                    raise LookupError(f"{collection} {given}: {len(found)}")
            case _:
                raise ValueError(operation)
    return perf_counter() - began


commands = {
    one.__name__: one
    for one in (start, insert, insert_random, read, readable, hold, save, update, delete, indexes, time)
}


async def main() -> None:
    # Naive UTC in and out, as the platform has them.
    options = json_util.JSONOptions(tz_aware=False, json_mode=json_util.JSONMode.CANONICAL)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json_util.loads(line, json_options=options)
        try:
            answer = {"id": request["id"], "value": await commands[request["command"]](**request["input"])}
        except Exception as error:
            answer = {"id": request["id"], "error": f"{type(error).__name__}: {error}"}
        print(json_util.dumps(answer, json_options=options), flush=True)


asyncio.run(main())
