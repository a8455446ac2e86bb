"""The part of `requests` that opens connections, made to show each of them to its cutter."""

import socket
import ssl
from typing import Callable, Dict, Type

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

Watch = Callable[[socket.socket], None]


def _watched_pools(watch: Watch) -> Dict[str, Type[HTTPConnectionPool]]:
    """Pools whose connections are shown to `watch` before TLS begins on them.

    `_new_conn` is the one place in urllib3 where the bare socket exists.
    """

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            watch(connection)
            return connection

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            watch(connection)
            return connection

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


class WatchedAdapter(HTTPAdapter):
    """Opens connections with one TLS context, directly or through a proxy, and no retries."""

    def __init__(self, context: ssl.SSLContext, watch: Watch) -> None:
        super().__init__()
        self._context = context
        self._pools = _watched_pools(watch)
        self.poolmanager = PoolManager(ssl_context=context)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> ProxyManager:
        """Called by `requests` for connections through a proxy."""
        manager: ProxyManager = super().proxy_manager_for(
            proxy, ssl_context=self._context, **kwargs
        )
        manager.pool_classes_by_scheme = self._pools
        return manager
