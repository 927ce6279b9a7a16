"""HTTP/1.1 on sockets: the server, its protocol, timeouts and limits."""
