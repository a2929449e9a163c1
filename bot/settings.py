"""Settings: what an operator may say, read from the environment or `.env` (prefix JIFENBOT_)."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.organisation.keeping import Keeping, parse_keeping
from bot.signing import Signer, words

LOCALES = ("zh_Hans", "zh_Hant", "en")
TELEGRAM = "https://api.telegram.org"
ENV_FILE = ".env"
WEB = frozenset({"http", "https"})
PROXIES = WEB | {"socks4", "socks5"}
HIGHEST_PORT = 65_535

EXAMPLES = {
    "TOKEN": "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
    "API_BASE_URL": "http://127.0.0.1:8081",
    "PROXY_URL": "socks5://127.0.0.1:1080",
    "DATABASE_URL": "sqlite:///data/jifenbot.db",
    "OWNERS": "12345678,87654321",
    "TIMEZONE": "Asia/Shanghai",
    "LOCALE": "zh_Hans",
    "WEBHOOK_URL": "https://bot.example.org/telegram",
    "WEBHOOK_SECRET": "a-long-random-word,the-previous-word",
    "LISTEN": "127.0.0.1:8080",
    "RATE_PER_SECOND": "30",
    "GROUP_RATE_PER_MINUTE": "20",
    "MESSAGES_PER_MINUTE": "300",
    "QUIET_HOURS": "21:00-08:00",
    "PUBLIC_URL": "https://points.example.org",
    "SECRET_KEY": "one-long-random-word,the-previous-word",
    "CHECKPOINTS": "on",
    "BACKUP_FOLDER": "/var/lib/jifenbot/backups",
    "BACKUP_RECIPIENTS": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    "EVIDENCE_FOLDER": "/var/lib/jifenbot/evidence",
    "KEEP": "letters=90,evidence=12",
    "HEARTBEAT_URL": "https://hc.example.org/ping/uuid",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "info",
    "EPHEMERAL": "off",
}


class SettingsError(ValueError):
    """A setting is wrong or missing; its text is the one line an operator needs."""


class Settings(BaseSettings):
    """Every setting, typed. Meanings stand in docs/settings.md, which is generated from here."""

    model_config = SettingsConfigDict(
        env_prefix="JIFENBOT_", env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    token: SecretStr = Field(
        SecretStr(""), description="Bot token from BotFather; never logged, never in an error text"
    )
    api_base_url: str = Field(TELEGRAM, description="Root of a Bot API server (a self-hosted server, or the simulator)")
    proxy_url: str = Field("", description="HTTP or SOCKS proxy for the Bot API; empty means none")
    database_url: str = Field(
        "sqlite:///data/jifenbot.db", description="SQLite file, or postgresql://user:password@host/name"
    )
    owners: Annotated[tuple[int, ...], NoDecode] = Field(
        (), description="Telegram user ids that hold the role admin, separated by commas"
    )
    timezone: str = Field("Asia/Shanghai", description="Zone in which every calendar rule is evaluated")
    locale: Literal["zh_Hans", "zh_Hant", "en"] = Field("zh_Hans", description="Default language")
    webhook_url: str = Field("", description="Set to receive updates by webhook instead of polling")
    webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret that Telegram repeats with every webhook call; a list: the first is set, all are accepted",
    )
    listen: str = Field(
        "127.0.0.1:8080", description="Address of /healthz, /metrics, pages and the webhook; empty: none"
    )
    rate_per_second: int = Field(30, ge=1, le=100_000, description="Telegram's limit for all chats together")
    group_rate_per_minute: int = Field(20, ge=1, le=1_000_000, description="Telegram's limit for one group")
    messages_per_minute: int = Field(
        300, ge=20, le=1_000_000, description="Messages a minute taken from one person; the rest is dropped"
    )
    quiet_hours: str = Field("21:00-08:00", description="No scheduled post in between: held and merged; empty: none")
    public_url: str = Field("", description="Root of links to pages")
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs links and invites; a list: the first signs, all verify"
    )
    checkpoints: Literal["on", "off"] = Field(
        "on", description="off: another program (Litestream) gathers the journal of the SQLite file"
    )
    backup_folder: str = Field(
        "", description="Where `jifenbot backup` and `rehearse` put and look for copies when no file is named"
    )
    backup_recipients: str = Field(
        "", description="age public keys, separated by commas: copies are encrypted for whoever holds their identities"
    )
    evidence_folder: str = Field(
        "", description="Where copies of evidence are kept; empty: only Telegram keeps the files"
    )
    keep: str = Field("", description="How long what is kept, in the units of docs/privacy.md; the ledger always stays")
    heartbeat_url: str = Field("", description="Called every minute while all is well")
    log_format: Literal["json", "text"] = Field("json", description="json or text")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe level to log")
    ephemeral: Literal["off", "auto"] = Field(
        "off", description="auto: private answers in groups as ephemeral messages, once a probe proved them"
    )

    @field_validator("owners", mode="before")
    @classmethod
    def _split_owners(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = [word for word in re.split(r"[,;\s]+", value.strip()) if word]
        if bad := [word for word in words if not re.fullmatch(r"[1-9][0-9]{0,18}", word)]:
            raise ValueError(f"{bad[0]!r} is not a Telegram user id (a positive whole number)")
        return tuple(int(word) for word in words)

    @field_validator("token")
    @classmethod
    def _token_shape(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("it does not look like a token from BotFather (digits, a colon, letters)")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is not a zone of the IANA database") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("it must begin with sqlite:/// or postgresql://")
        if value == "sqlite:///":
            raise ValueError("it names no file")
        return value

    @field_validator("api_base_url")
    @classmethod
    def _is_server(cls, value: str) -> str:
        return _address(value, WEB)

    @field_validator("webhook_url", "public_url", "heartbeat_url")
    @classmethod
    def _is_address_or_none(cls, value: str) -> str:
        return _address(value, WEB) if value else value

    @field_validator("proxy_url")
    @classmethod
    def _is_proxy_or_none(cls, value: str) -> str:
        return _address(value, PROXIES) if value else value

    @field_validator("listen")
    @classmethod
    def _is_listened_at(cls, value: str) -> str:
        if value and not re.fullmatch(r"[^\s:]*:[0-9]{1,5}|\[[0-9a-fA-F:]+\]:[0-9]{1,5}", value):
            raise ValueError(f"{value!r} is not host:port")
        if value and int(value.rpartition(":")[2]) > HIGHEST_PORT:
            raise ValueError(f"{value!r} names a port above {HIGHEST_PORT}")
        return value

    @field_validator("log_format", "log_level", "ephemeral", "checkpoints", mode="before")
    @classmethod
    def _in_any_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("quiet_hours")
    @classmethod
    def _is_span(cls, value: str) -> str:
        parse_quiet_hours(value)
        return value

    @field_validator("keep")
    @classmethod
    def _is_keeping(cls, value: str) -> str:
        parse_keeping(value)
        return value

    @field_validator("backup_recipients")
    @classmethod
    def _are_recipients(cls, value: str) -> str:
        if bad := [word for word in words(value) if not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", word)]:
            raise ValueError(f"{bad[0]!r} is no age public key (age1 and 58 letters and digits)")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_shape(cls, value: SecretStr) -> SecretStr:
        secrets = words(value.get_secret_value())
        if not all(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret) for secret in secrets):
            raise ValueError("only letters, digits, _ and - (at most 256) are allowed by Telegram")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The zone of every calendar rule."""
        return ZoneInfo(self.timezone)

    @property
    def signer(self) -> Signer:
        """Signs links and invites; any of the keys verifies them."""
        return Signer(keys=words(self.secret_key.get_secret_value()))

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """The first is what Telegram is told, all are accepted."""
        return words(self.webhook_secret.get_secret_value())

    @property
    def keeping(self) -> Keeping:
        """How long each kind of data is kept."""
        return parse_keeping(self.keep)

    @property
    def quiet(self) -> tuple[time, time] | None:
        """The span without scheduled posts, or None."""
        return parse_quiet_hours(self.quiet_hours)

    @property
    def listen_at(self) -> tuple[str, int] | None:
        """Host and port to listen on, or None."""
        if not self.listen:
            return None
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104 - an empty host means all, as everywhere

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on PostgreSQL."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite") else None


def _address(text: str, schemes: frozenset[str]) -> str:
    """Read an address; what is wrong with it is said without repeating it, for it may hold a password or the token."""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or above all numbers
        fine = False
    if not fine:
        raise ValueError(
            f"it is not an address such as scheme://host:port, the scheme one of {', '.join(sorted(schemes))}"
        )
    return text.rstrip("/")


def parse_quiet_hours(text: str) -> tuple[time, time] | None:
    """Read `21:00-08:00`; an empty text means none.

    Raises:
        ValueError: The text is not a span of two times.
    """
    if not text.strip():
        return None
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", text)
    if not match:
        raise ValueError(f"{text!r} is not a span of two times")
    numbers = [int(part) for part in match.groups()]
    try:
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except ValueError as error:
        raise ValueError(f"{text!r} holds an hour or minute that no clock shows") from error


def load_settings(*, need: tuple[str, ...] = (), **overrides: object) -> Settings:
    """Read the settings and insist on the ones that this command cannot do without.

    Args:
        need: Names (upper case, without prefix) that must not be empty.
        overrides: Values that win over the environment (the demo's).

    Raises:
        SettingsError: One line: the setting, the fault, an example.
    """
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "?"
        fault = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(complaint(name, fault)) from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{ENV_FILE}: it is not text in UTF-8. Example: JIFENBOT_TOKEN={EXAMPLES['TOKEN']}"
        ) from error
    for name in need:
        value = getattr(settings, name.lower())
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise SettingsError(complaint(name, "it is missing"))
    if settings.webhook_url and not settings.webhook_secrets:
        raise SettingsError(complaint("WEBHOOK_SECRET", "WEBHOOK_URL is set, so it must be set too"))
    if settings.webhook_url and not settings.listen:
        raise SettingsError(complaint("LISTEN", "WEBHOOK_URL is set, so there must be an address to listen on"))
    return settings


def complaint(name: str, fault: str) -> str:
    """Write the one line: the setting, its fault, an example."""
    return f"JIFENBOT_{name}: {fault}. Example: JIFENBOT_{name}={EXAMPLES.get(name, '')}"
