"""deploy/nginx.conf in a real nginx, with its nodes and ports on this machine."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.support.composed import Service
from tests.support.killing import wait_until
from tests.support.processes import free_port, opens

# Debian keeps it where only root's PATH leads.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """The front door: for harvesters, and for managers."""

    def __init__(self, folder: Path, nodes: dict[str, str]) -> None:
        self._folder = folder
        folder.chmod(0o755)
        self._ports = {"8000": free_port(), "8001": free_port()}
        self.harvesters = f"http://127.0.0.1:{self._ports['8000']}"
        self.managers = f"http://127.0.0.1:{self._ports['8001']}"
        mounted = Service("nginx").mount(folder)
        self._configuration = Path(mounted["/etc/nginx/nginx.conf"])
        self._put_here(nodes)
        self._process: subprocess.Popen[bytes] | None = None

    def check(self) -> str:
        """What nginx says of the configuration."""
        return subprocess.run(
            [*self._command, "-t"], check=True, capture_output=True, text=True
        ).stderr

    def start(self) -> None:
        """Run it until it listens."""
        with (self._folder / "access").open("wb") as access:
            self._process = subprocess.Popen(
                [*self._command, "-g", "daemon off;"], stdout=access, stderr=subprocess.DEVNULL
            )
        wait_until(lambda: all(opens(port) for port in self._ports.values()))

    def stop(self) -> None:
        """End it and its workers."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)

    def health_check(self) -> int:
        """The exit code of the health check that is composed."""
        own = urlsplit(self.managers).netloc
        command = [one.replace("127.0.0.1:8001", own) for one in Service("nginx").health_check]
        return subprocess.run(command, check=False, capture_output=True).returncode

    def log(self) -> list[dict[str, Any]]:
        """The lines of the access log."""
        lines = (self._folder / "access").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def _command(self) -> list[str]:
        assert NGINX is not None
        return [NGINX, "-p", str(self._folder), "-c", str(self._configuration), "-e", "errors"]

    def _put_here(self, nodes: dict[str, str]) -> None:
        text = self._configuration.read_text("utf-8")
        here = {
            **{f"{name}:8000": place for name, place in nodes.items()},
            **{f"listen {port};": f"listen 127.0.0.1:{own};" for port, own in self._ports.items()},
            "/run/nginx.pid": f"{self._folder}/pid",
            "http {\n": "http {\n" + "".join(f"{one}_temp_path {one};\n" for one in _TEMPORARY),
        }
        for there, place in here.items():
            assert text.count(there) == 1, there
            text = text.replace(there, place)
        self._configuration.write_text(text)
