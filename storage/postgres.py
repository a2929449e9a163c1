"""PostgreSQL: what is different there, in one room. The statements are the same Core objects as on SQLite."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, String, Text, bindparam, create_engine, func, select, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles

from storage.prepared import prepared
from storage.schema import news
from storage.transaction import Tx
from storage.triggers import CLOSED

DRIVER = "postgresql+psycopg"
CONFLICTS = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialisation failure and of a deadlock: the work is sound, its moment was not."""
REFUSED = "23000"
"""SQLSTATE of what a trigger refuses."""
CONNECT_SECONDS = 5
SCHEMA = 2**62
"""The lock of the schema: a number that is no chat's."""
READ_ONLY = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
"""One consistent state for as long as the transaction is open, and no way to write."""


def open_engine(url: str, **how: Any) -> Engine:
    """Open an engine; a connection that died in the pool is noticed before it is used."""
    return create_engine(
        address(url),
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "jifenbot"},
        **how,
    )


def address(url: str) -> URL:
    """Answer an address as SQLAlchemy takes it; PostgreSQL's own form may name several servers: `host-a:5432,host-b`.

    With `target_session_attrs=read-write` behind it the bot goes to the one that was promoted when the other fell.
    """
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - on SQLite nobody needs the driver

    found = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    names = {name: found.pop(name, None) for name in ("user", "password", "dbname")}
    hosts = found.pop("host", "").split(",")
    ports = (found.pop("port", "") or "5432").split(",")
    ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    places = tuple(f"{host}:{port or 5432}" for host, port in zip(hosts, ports, strict=True))
    return URL.create(
        DRIVER, names["user"], names["password"], database=names["dbname"], query={**found, "host": places}
    )


def is_conflict(error: BaseException) -> bool:
    """Tell whether two transactions were in each other's way, so that trying again helps."""
    return isinstance(error, DBAPIError) and (getattr(error.orig, "sqlstate", None) in CONFLICTS or is_late(error))


def is_late(error: DBAPIError) -> bool:
    """Tell whether another process froze a month between our look at it and our entry: looking again tells."""
    return getattr(error.orig, "sqlstate", None) == REFUSED and CLOSED in str(error.orig)


# ---- text sorts as on SQLite: by code points, whatever language the database was made for --------------------------
# Heads are hashed in code order, and slots are found by prefix: both must not depend on an operator's locale. Lengths
# are a reading aid in the schema; SQLite does not enforce them, and so that both take the same, neither does this.
@compiles(String, "postgresql")
def _string(_kind: String, _compiler: Any, **how: Any) -> str:
    return 'VARCHAR COLLATE "C"' if "type_expression" in how else "VARCHAR"


@compiles(Text, "postgresql")
def _text(_kind: Text, _compiler: Any, **how: Any) -> str:
    return 'TEXT COLLATE "C"' if "type_expression" in how else "TEXT"


# ---- locks: who decides for a chat or a person holds its lock until the commit ---------------------------------------
# All are taken at once and in one order, so that two processes never hold what the other wants.
_KEYS = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).column_valued("key")
_SORTED = select(_KEYS.label("key")).order_by(_KEYS).subquery()
_LOCK = prepared(select(func.count(type_coerce(func.pg_advisory_xact_lock(_SORTED.c.key), Text))))


def lock_schema(connection: Connection) -> None:
    """Let one process at a time change the schema; the others find it changed."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(SCHEMA)))


# ---- news: what one process writes, the others must not remember otherwise -------------------------------------------
_NUMBER = prepared(select(news.c.number).where(news.c.id == 1))
_NEXT = insert(news).values(id=1, number=1)
_TELL = prepared(
    _NEXT.on_conflict_do_update(index_elements=["id"], set_={"number": news.c.number + 1}).returning(news.c.number)
)


def last_news(tx: Tx) -> int:
    """Answer the number of the last commit that changed what processes remember."""
    return tx.scalar(_NUMBER) or 0


def tell(tx: Tx) -> int:
    """Tell the other processes, by this commit, to forget what they remember; answer the number of this news."""
    number: int = tx.scalar(_TELL)
    return number


def prepare(tx: Tx, keys: Iterable[int], *, wait: bool) -> None:
    """Begin a batch of decisions: take its locks; where nothing in it must be on the disk, let its commit not wait."""
    if not wait:
        tx.connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
    wanted = sorted(set(keys))
    if wanted:
        tx.one(_LOCK, keys=wanted)
