"""The baseline of the desk: the same web framework and store, one insert, nothing checked.

Run by itself, it prints its address: python -m tests.bench.desk_bare FOLDER
"""

import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, insert
from starlette.concurrency import run_in_threadpool

from desk.store.database import Store

_METADATA = MetaData()
_BODIES = Table(
    "bodies",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
_INSERT = insert(_BODIES)


def bare_app(store: Store) -> FastAPI:
    """Keeps what is posted, on disk before it answers."""
    app = FastAPI()

    def keep(body: bytes) -> None:
        with store.writing() as connection:
            connection.execute(_INSERT, [{"body": body}])

    @app.post("/v1/reports", response_class=Response)
    async def post_report(request: Request) -> Response:
        await run_in_threadpool(keep, await request.body())
        return Response(b"kept\n", media_type="text/plain")

    return app


def main(folder: Path) -> None:
    """Serve until the process is ended."""
    store = Store(f"sqlite:///{folder / 'bare.sqlite'}")
    with store.writing() as connection:
        _METADATA.create_all(connection)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}/\n")
        sys.stdout.flush()
        how = uvicorn.Config(
            bare_app(store), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(how).run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
