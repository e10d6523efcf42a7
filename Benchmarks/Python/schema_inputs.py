"""Schemas with instances of about 10 KB, the same in every run."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _reference(name):
    return {"$ref": f"#/$defs/{name}"}


def orders():
    """A page of orders: nested objects, references, enumerations, alternatives, limits, one pattern for each order."""
    schema = {
        "$schema": DRAFT,
        "type": "object",
        "required": ["orders", "total", "page"],
        "additionalProperties": False,
        "properties": {
            "orders": {"type": "array", "maxItems": 100, "items": _reference("order")},
            "total": {"type": "integer", "minimum": 0},
            "page": {"type": "integer", "minimum": 1},
            "next": {"type": ["string", "null"]},
        },
        "$defs": {
            "money": {
                "type": "object",
                "required": ["amount", "currency"],
                "additionalProperties": False,
                "properties": {
                    "amount": {"type": "number", "minimum": 0, "multipleOf": 0.01},
                    "currency": {"enum": ["EUR", "USD", "GBP"]},
                },
            },
            "address": {
                "type": "object",
                "required": ["street", "city", "postcode", "country"],
                "properties": {
                    "street": {"type": "string", "minLength": 1, "maxLength": 200},
                    "city": {"type": "string", "minLength": 1, "maxLength": 100},
                    "postcode": {"type": "string", "pattern": "^[0-9]{5}$"},
                    "country": {"type": "string", "minLength": 2, "maxLength": 2},
                },
            },
            "line": {
                "type": "object",
                "required": ["sku", "quantity", "price"],
                "additionalProperties": False,
                "properties": {
                    "sku": {"type": "string", "minLength": 3, "maxLength": 20},
                    "quantity": {"type": "integer", "minimum": 1, "maximum": 999},
                    "price": _reference("money"),
                    "gift": {"type": "boolean"},
                },
            },
            "payment": {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["kind", "card"],
                        "properties": {"kind": {"const": "card"}, "card": {"type": "string", "minLength": 4, "maxLength": 4}},
                    },
                    {
                        "type": "object",
                        "required": ["kind", "iban"],
                        "properties": {"kind": {"const": "transfer"}, "iban": {"type": "string", "minLength": 15, "maxLength": 34}},
                    },
                ]
            },
            "order": {
                "type": "object",
                "required": ["id", "state", "customer", "lines", "payment", "created"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "integer", "minimum": 1},
                    "state": {"enum": ["open", "paid", "sent", "closed"]},
                    "customer": {
                        "type": "object",
                        "required": ["name", "address"],
                        "properties": {"name": {"type": "string", "minLength": 1}, "address": _reference("address")},
                    },
                    "lines": {"type": "array", "minItems": 1, "items": _reference("line")},
                    "payment": _reference("payment"),
                    "created": {"type": "string", "minLength": 20},
                    "tags": {"type": "array", "uniqueItems": True, "items": {"type": "string", "maxLength": 30}},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
            },
        },
    }
    states = ["open", "paid", "sent", "closed"]
    items = []
    for number in range(18):
        lines = [
            {"sku": f"SKU-{number}-{line}", "quantity": line + 1, "price": {"amount": 10.25 + line, "currency": "EUR"}, "gift": line == 1}
            for line in range(3)
        ]
        card = {"kind": "card", "card": "4242"}
        transfer = {"kind": "transfer", "iban": "DE89370400440532013000"}
        address = {"street": f"Lange Straße {number}", "city": "Düsseldorf", "postcode": f"40{200 + number}", "country": "DE"}
        items.append(
            {
                "id": 1000 + number,
                "state": states[number % 4],
                "customer": {"name": f"Customer number {number}", "address": address},
                "lines": lines,
                "payment": card if number % 2 else transfer,
                "created": f"2026-03-{number + 1:02}T10:00:00Z",
                "tags": ["new", "web", f"batch-{number}"],
                "note": None if number % 3 else "please ring twice",
            }
        )
    return schema, {"orders": items, "total": 180, "page": 1, "next": None}


def telemetry():
    """Arrays of numbers with limits, as measurements and coordinates are."""
    schema = {
        "$schema": DRAFT,
        "type": "array",
        "items": {
            "type": "object",
            "required": ["sensor", "position", "values"],
            "properties": {
                "sensor": {"type": "string", "minLength": 1},
                "position": {
                    "type": "array",
                    "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
                    "items": False,
                },
                "values": {"type": "array", "items": {"type": "number", "minimum": -50, "maximum": 150}},
            },
        },
    }
    instance = [
        {"sensor": f"s-{n}", "position": [8.5 + n / 8, 50.25 - n / 16], "values": [20.5 + k / 4 for k in range(50)]} for n in range(30)
    ]
    return schema, instance


def texts():
    """Strings with patterns, unevaluated properties, conditions, and names that a pattern describes."""
    schema = {
        "$schema": DRAFT,
        "type": "array",
        "items": {
            "type": "object",
            "allOf": [{"$ref": "#/$defs/named"}],
            "properties": {
                "email": {"type": "string", "pattern": "^[a-z0-9.]+@[a-z0-9-]+(\\.[a-z]{2,})+$"},
                "key": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},
                "kind": {"enum": ["person", "company"]},
                "labels": {"type": "object", "patternProperties": {"^[a-z]+$": {"type": "string", "maxLength": 40}}, "maxProperties": 10},
            },
            "if": {"properties": {"kind": {"const": "company"}}},
            "then": {"required": ["vat"], "properties": {"vat": {"type": "string", "pattern": "^DE[0-9]{9}$"}}},
            "unevaluatedProperties": False,
        },
        "$defs": {"named": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}}}},
    }
    instance = []
    for n in range(45):
        entry = {
            "name": f"Name of entry {n}",
            "email": f"someone.{n}@mail.example.com",
            "key": f"{n:08x}-0000-4000-8000-{n * 7919:012x}",
            "kind": "company" if n % 2 else "person",
            "labels": {"colour": "green", "team": "checkout", "region": f"north {n}"},
        }
        if n % 2:
            entry["vat"] = f"DE{123456000 + n}"
        instance.append(entry)
    return schema, instance


ALL = {"orders": orders, "telemetry": telemetry, "texts": texts}
