"""The contract over ASGI: routing, authentication, validation, handlers, responses."""
