"""Capture: events that know who acted, for which organization and in which request.

`context` holds the current scope, and `audit` records events from it. Every other module here connects one
framework; the public modules `auditledge.asgi`, `auditledge.flask` and so on export what applications use.
Nothing here imports a framework until its own module is imported.
"""
