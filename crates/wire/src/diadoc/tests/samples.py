"""Prints two samples of every message, full and with required fields alone: its full name, its bytes in hexadecimal, and what it says as JSON.

    samples.py FOLDER

FOLDER holds what protoc made of the .proto files with --python_out. JSON is spelled as the vendor does: names of the files, enumerations by
name, bytes in base64, 64-bit numbers as numbers.
"""

import base64
import importlib
import json
import os
import sys

from google.protobuf.descriptor import FieldDescriptor as Field


def descriptors(folder: str) -> list:
    sys.path.insert(0, folder)
    found = []
    for place, _, files in os.walk(folder):
        for file in sorted(files):
            if file.endswith("_pb2.py"):
                name = os.path.relpath(os.path.join(place, file), folder)[:-3].replace(os.sep, ".")
                found.append(importlib.import_module(name).DESCRIPTOR)
    return found


def messages(file) -> list:
    waiting, found = list(file.message_types_by_name.values()), []
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(one.nested_types)
    return found


def scalar(field, at: int):
    if field.type == Field.TYPE_ENUM:
        values = field.enum_type.values
        return values[at % len(values)].number
    if field.type == Field.TYPE_STRING:
        return f"строка {at} «№»"
    if field.type == Field.TYPE_BYTES:
        return bytes([0, 255, at])
    if field.type == Field.TYPE_BOOL:
        return at % 2 == 0
    return -7 * at if field.type in (Field.TYPE_INT32, Field.TYPE_INT64, Field.TYPE_SFIXED64, Field.TYPE_SINT64) else at


def fill(message, full: bool, depth: int = 0) -> None:
    for at, field in enumerate(message.DESCRIPTOR.fields):
        if not full and field.label != Field.LABEL_REQUIRED:
            continue
        # a message inside of itself ends somewhere
        inner_full = full and depth < 3
        if field.label == Field.LABEL_REPEATED:
            if field.message_type:
                if depth < 3:
                    fill(getattr(message, field.name).add(), inner_full, depth + 1)
                    fill(getattr(message, field.name).add(), False, depth + 1)
            else:
                getattr(message, field.name).extend([scalar(field, at), scalar(field, at + 1)])
        elif field.message_type:
            if field.label == Field.LABEL_REQUIRED or depth < 3:
                getattr(message, field.name).SetInParent()
                fill(getattr(message, field.name), inner_full, depth + 1)
        else:
            setattr(message, field.name, scalar(field, at + depth))


def said(message) -> dict:
    def one(field, value):
        if field.message_type:
            return said(value)
        if field.type == Field.TYPE_ENUM:
            return field.enum_type.values_by_number[value].name
        return base64.b64encode(value).decode() if field.type == Field.TYPE_BYTES else value

    text = {}
    for field, value in message.ListFields():
        text[field.name] = [one(field, each) for each in value] if field.label == Field.LABEL_REPEATED else one(field, value)
    return text


def main() -> None:
    from google.protobuf import symbol_database

    make = symbol_database.Default().GetPrototype
    for file in descriptors(sys.argv[1]):
        for descriptor in messages(file):
            for full in (True, False):
                message = make(descriptor)()
                fill(message, full)
                assert message.IsInitialized(), descriptor.full_name
                bytes_ = message.SerializeToString(deterministic=True)
                print(descriptor.full_name, bytes_.hex(), json.dumps(said(message), ensure_ascii=False), sep="\t")


main()
