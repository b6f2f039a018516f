"""How answers leave the server: the document, compression, cache rules and security headers. `server.py` puts it to work."""
