"""The process that a stylesheet runs in: ended, interrupted, shared by threads."""

import gc
import os
import signal
import threading

import pytest

from oaipmh.crosswalks import transformer as transforming
from oaipmh.crosswalks.sandbox import FAILED, MADE
from oaipmh.crosswalks.transformer import Transformer, TransformerLost
from tests.support.stylesheets import template


def test_a_process_that_is_ended_is_replaced_and_none_is_left_behind() -> None:
    transform = Transformer(template("<x/>"))
    assert transform(b"<a/>").kind == MADE
    first = transform.process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    assert transform(b"<a/>").kind == MADE
    second = transform.process
    assert second is not None
    assert first.returncode == -signal.SIGKILL
    del transform
    gc.collect()
    assert second.returncode == -signal.SIGKILL


def test_where_every_process_is_ended_nothing_is_said_of_the_item(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transforming, "_PROGRAM", ["false"])
    with pytest.raises(TransformerLost):
        Transformer(template("<x/>"))(b"<a/>")


def test_threads_get_the_answers_to_their_own_questions() -> None:
    transform = Transformer(template('<x><xsl:value-of select="."/></x>'))
    wrong: list[int] = []

    def ask(number: int) -> None:
        for _ in range(50):
            answer = transform(f"<a>{number}</a>".encode())
            wrong.extend([] if f">{number}<".encode() in answer.content else [number])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_interrupted_question_leaves_no_answer_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    transform = Transformer(template('<x><xsl:value-of select="."/></x>'))
    read = transforming.sandbox.read_frame

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(transforming.sandbox, "read_frame", interrupt)
    with pytest.raises(KeyboardInterrupt):
        transform(b"<a>1</a>")
    monkeypatch.setattr(transforming.sandbox, "read_frame", read)
    assert b">2<" in transform(b"<a>2</a>").content


def test_a_failure_leaves_the_process_fit_for_the_next_item() -> None:
    transform = Transformer(template('<x><xsl:value-of select="document(/a/@of)"/></x>'))
    assert transform(b'<a of="file:///etc/passwd"/>').kind == FAILED
    assert transform(b"<a/>").kind == MADE
