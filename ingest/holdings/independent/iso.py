"""Messages of ISO 20022 by packages that were generated from the published schemas: pyiso20022 (camt), python-iso20022 (semt)."""

import dataclasses
import enum
import functools
import importlib
import typing
from decimal import Decimal

from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.models.datatype import XmlDate, XmlDateTime

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
hints_of = functools.cache(typing.get_type_hints)
serializer = XmlSerializer(config=SerializerConfig(indent="  "))


def parts(hint):
    yield hint
    for inner in typing.get_args(hint):
        yield from parts(inner)


def build(cls, spec):
    """An instance of a generated class, from the names of elements."""
    hints, values, names = hints_of(cls), {}, set()
    for field in dataclasses.fields(cls):
        name = field.metadata.get("name", field.name)
        if name not in spec:
            continue
        names.add(name)
        kinds = [kind for kind in parts(hints[field.name]) if isinstance(kind, type)]
        many = any(typing.get_origin(hint) is list for hint in parts(hints[field.name]))

        def value(item):
            for kind in kinds:
                if dataclasses.is_dataclass(kind) and kind not in (XmlDate, XmlDateTime):
                    return build(kind, item)
                if issubclass(kind, enum.Enum):
                    return kind(item)
            for kind in kinds:
                if kind in (XmlDate, XmlDateTime):
                    return kind.from_string(item)
                if kind is Decimal:
                    return Decimal(item)
            return item

        item = spec[name]
        if not many and isinstance(item, list):
            [item] = item
        values[field.name] = [value(one) for one in item] if many else value(item)
    missing = set(spec) - names
    assert not missing, f"{cls.__name__} has no {missing}"
    return cls(**values)


def render(root, name):
    text = serializer.render(root, ns_map={None: NAMESPACE + name})
    # One of the packages names the root after the class.
    return text.replace(f"{type(root).__name__}", "Document") + "\n"


def camt(message, version, spec):
    """A document of camt.053 or camt.052 from the names of elements."""
    name = f"camt_{message}_001_{version:02}"
    module = importlib.import_module(f"pyiso20022.camt.{name}.{name}")
    return render(build(module.Document, spec), f"camt.{message}.001.{version:02}")


def semt(variant, spec):
    """A document of semt.002.001.11 or of its subset 002.11."""
    module = importlib.import_module(f"python_iso20022.semt.semt_002_{variant}_11.models")
    document = getattr(module, f"Semt002{variant}11")
    return render(build(document, spec), f"semt.002.{variant}.11")
