"""`.streamlit/secrets.toml`: read once before Streamlit does, so that a broken one costs the sign-in and not the whole dashboard."""

from __future__ import annotations

import tomllib
from pathlib import Path

from streamlit import config

from la21data.settings import SECRETS
from serving.listening import say

SHORTEST_COOKIE_SECRET = 32


def check_secrets() -> None:
    """Leave out a secrets file that cannot be used, with one line that says what to mend; looking goes on, nobody can sign in."""
    if SECRETS.text():
        config.set_option("secrets.files", [SECRETS.text()])
    for name in config.get_option("secrets.files"):
        path = Path(name)
        if path.is_file() and (fault := _fault(path)):
            say(
                f"ไม่ใช้ {path.name}: {fault[0]} จึงยังลงชื่อเข้าใช้ไม่ได้ แก้แล้วเริ่มใหม่\n"
                f"{path.name} is not used: {fault[1]}; nobody can sign in until it is mended and the server restarted"
            )
            config.set_option("secrets.files", [])
            return


def _fault(path: Path) -> tuple[str, str] | None:
    try:
        auth = tomllib.loads(path.read_text(encoding="utf-8")).get("auth")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return "อ่านเป็น TOML ไม่ได้", "it cannot be read as TOML"
    if auth is None:
        return None
    if not isinstance(auth, dict) or not str(auth.get("redirect_uri", "")).endswith("/oauth2callback"):
        return "redirect_uri ต้องลงท้ายด้วย /oauth2callback", "redirect_uri must end in /oauth2callback"
    if len(str(auth.get("cookie_secret", ""))) < SHORTEST_COOKIE_SECRET:
        return (
            f"cookie_secret ต้องยาวอย่างน้อย {SHORTEST_COOKIE_SECRET} ตัวอักษร",
            f"cookie_secret must have {SHORTEST_COOKIE_SECRET} characters or more",
        )
    return None
