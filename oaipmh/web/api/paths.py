"""Paths that may hold anything, even line breaks: Starlette's own patterns stop at one."""

import re

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Mount
from starlette.types import ASGIApp


class _AnythingConvertor(Convertor[str]):
    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class ApiMount(Mount):
    """An application, and all that is below its path."""

    def __init__(self, path: str, app: ASGIApp) -> None:
        super().__init__(path, app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)


register_url_convertor("anything", _AnythingConvertor())


def anything(name: str) -> str:
    """The pattern of a parameter that takes the rest of a path, whatever it is."""
    return f"{{{name}:anything}}"
